"""Which language a text is in."""

import pytest

from desktop.corpus.text.language import language_of

_SENTENCES = {
    "en": "The soldiers stood on the bridge and waited for the boats to come back from the island.",
    "de": "Die Soldaten standen auf der Brücke und warteten, bis die Boote von der Insel zurückkamen.",
    "fr": "Les soldats se tenaient sur le pont et attendaient que les bateaux reviennent de l’île.",
    "es": "Los soldados estaban en el puente y esperaban que los barcos volvieran de la isla.",
    "ar": "وقف الجنود على الجسر وانتظروا حتى تعود القوارب من الجزيرة في المساء.",
    "ku": "سەربازەکان لەسەر پردەکە وەستابوون و چاوەڕێی گەڕانەوەی بەلەمەکان بوون لە دوورگەکە.",
    "ru": "Солдаты стояли на мосту и ждали, когда лодки вернутся с острова вечером.",
    "el": "Οι στρατιώτες στέκονταν στη γέφυρα και περίμεναν τις βάρκες.",
    "he": "החיילים עמדו על הגשר וחיכו לסירות שיחזרו מן האי בערב.",
    "ja": "兵士たちは橋の上に立ち、島から船が戻るのを待っていた。",
}


@pytest.mark.parametrize(("code", "sentence"), _SENTENCES.items())
def test_a_sentence_is_enough(code: str, sentence: str):
    assert language_of(sentence) == code


@pytest.mark.parametrize("text", ["", "ok", "12 34 56 " * 50, "\n\n  \n", "🙂 " * 40])
def test_nothing_is_said_of_too_little(text: str):
    assert language_of(text) is None


def test_the_middle_decides_not_the_masthead():
    masthead = "Startseite Nachrichten Wetter Verkehr Impressum\n" * 3
    assert language_of(masthead + (_SENTENCES["en"] + " ") * 40) == "en"


def test_white_space_in_the_middle_is_passed_over():
    text = _SENTENCES["de"] * 4 + "\n" * 20_000 + "Ende"
    assert language_of(text) == "de"
