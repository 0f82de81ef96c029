"""Which language a text is in."""

from pathlib import Path

import numpy as np
import pytest

from desktop.corpus.text.language import labels, language_of, model_file
from desktop.corpus.text.language.deriving import SlowIdentifier, slow_identifier
from desktop.corpus.text.language.model import Identifier, Model

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


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("mr", "सैनिक पुलावर उभे होते आणि वाट पाहत होते."),
        ("ne", "सिपाहीहरू पुलमा उभिएका थिए र पर्खिरहेका थिए।"),
        ("bn", "সৈন্যরা সেতুর উপর দাঁড়িয়ে অপেক্ষা করছিল।"),
        ("gu", "સૈનિકો પુલ પર ઊભા હતા અને રાહ જોતા હતા."),
        ("ta", "வீரர்கள் பாலத்தில் நின்று காத்திருந்தனர்."),
        ("te", "సైనికులు వంతెన మీద నిలబడి ఎదురు చూశారు."),
        ("ml", "പട്ടാളക്കാർ പാലത്തിൽ കാത്തുനിന്നു."),
        ("my", "စစ်သားများ တံတားပေါ်တွင် စောင့်နေကြသည်။"),
        ("km", "ទាហានឈរនៅលើស្ពាន ហើយរង់ចាំទូក។"),
    ],
)
def test_a_few_words_in_a_script_whose_vowels_are_marks_are_enough(code: str, words: str):
    assert language_of(words) == code


def test_uyghur_is_told_from_sorani():
    assert language_of("ئەسكەرلەر كۆۋرۈكتە تۇرۇپ كېمىلەرنىڭ قايتىشىنى كۈتتى.") == "ug"


@pytest.mark.parametrize("text", ["", "ok", "12 34 56 " * 50, "\n\n  \n", "🙂 " * 40])
def test_nothing_is_said_of_too_little(text: str):
    assert language_of(text) is None


def test_the_middle_decides_not_the_masthead():
    masthead = "Startseite Nachrichten Wetter Verkehr Impressum\n" * 3
    assert language_of(masthead + (_SENTENCES["en"] + " ") * 40) == "en"


def test_white_space_in_the_middle_is_passed_over():
    text = _SENTENCES["de"] * 4 + "\n" * 20_000 + "Ende"
    assert language_of(text) == "de"


@pytest.fixture(scope="module")
def slow() -> SlowIdentifier:
    return slow_identifier(labels())


@pytest.mark.parametrize(
    "text", [*_SENTENCES.values(), "SHOUTED: DIE BRÜCKE", "e\u0301te\u0301 🙂"]
)
def test_the_model_answers_as_py3langid_does(slow: SlowIdentifier, text: str):
    label, chance = Identifier(Model.load(model_file())).classify(text)
    theirs, their_chance = slow.classify(text)
    assert (label, chance) == (theirs, pytest.approx(their_chance, abs=1e-4))


def test_of_bytes_that_it_does_not_know_the_model_is_sure_of_nothing():
    identifier = Identifier(Model.load(model_file()))
    assert identifier.classify("")[1] == identifier.classify("\x01")[1] == 0


def test_a_model_that_was_kept_is_read_as_it_was(tmp_path: Path):
    kept = Model.load(model_file())
    file = tmp_path / "model.npz"
    kept.keep(file)
    again = Model.load(file)
    assert all(np.array_equal(a, b) for a, b in zip(kept.arrays(), again.arrays(), strict=True))
