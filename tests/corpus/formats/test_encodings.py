"""Bytes become the right characters, by certainty first and by their letters last."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import encodings
from desktop.corpus.formats.encodings import decode, looks_like_text

TEXTS = {
    "fr": "L’été dernier, les élèves sont allés à la forêt où l’on avait déjà trouvé des châtaignes.",
    "de": "Die Bürger hörten später, daß die Brücke über den Fluß gesperrt würde; niemand wußte mehr.",
    "es": "El año pasado la señora Núñez viajó a España; ¿qué pasó allí? Nadie lo sabía todavía.",
    "pl": "Zażółcił się jęczmień, a źrebięta biegły przez łąkę; później przyszła też mżawka i śnieg.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy, zatímco děti běžely přes dvůr k řece.",
    "ro": "Apele râului au crescut în timpul nopţii, iar dimineaţa, când oraşul se trezea, toţi locuitorii"
    " au văzut că podul fusese închis; nimeni nu ştia de ce şi toată lumea aştepta veşti şi soldaţi. Aceeaşi ştire, aceleaşi feţe, aceiaşi bătrâni trişti şi obosiţi.",
    "tr": "Şoför yağmurda çocuğu gördü; ağaçların altında üşüyen küçük kız ona ışığı gösterdi.",
    "ru": "Вода в реке поднялась ночью, и утром жители увидели, что мост уже закрыт для всех машин.",
    "kk": "Түнде өзендегі су көтеріліп, таңертең тұрғындар көпірдің жабық екенін көрді, ешкім білмеді.",
    "tg": "Шабона оби дарё баланд шуд ва саҳарӣ мардум диданд, ки пул барои ҳамаи мошинҳо баста аст.",
    "vi": "Nước sông dâng lên trong đêm, và buổi sáng người dân thấy cây cầu đã bị đóng lại.",
    "el": "Το ποτάμι ανέβηκε τη νύχτα και το πρωί οι κάτοικοι είδαν ότι η γέφυρα ήταν κλειστή.",
    "he": "הנהר עלה בלילה ובבוקר ראו התושבים שהגשר סגור לכל המכוניות ואיש לא ידע מתי ייפתח.",
    "ar": "ارتفع النهر في الليل وفي الصباح رأى السكان أن الجسر مغلق أمام السيارات ولم يعرف أحد السبب.",
    "ja": "川の水は夜のうちに増え、朝になると橋はもう閉まっていた。だれも理由を知らなかった。",
    "zh": "河水在夜里上涨了，早上居民们看到桥已经关闭，没有人知道为什么，大家都在等消息。",
    "ko": "강물이 밤에 불어났고 아침에 주민들은 다리가 이미 닫힌 것을 보았다. 아무도 이유를 몰랐다.",
}
CASES = [
    ("fr", "cp1252"), ("fr", "mac_roman"), ("fr", "cp850"), ("de", "latin-1"), ("de", "cp850"),
    ("es", "latin-1"), ("pl", "cp1250"), ("pl", "iso8859-2"), ("cs", "cp1250"), ("cs", "iso8859-2"), ("ro", "iso8859-2"), ("tr", "iso8859-3"),
    ("cs", "cp852"), ("tr", "cp1254"), ("ru", "cp1251"), ("ru", "koi8-r"), ("ru", "cp866"),
    ("ru", "iso8859-5"), ("ru", "mac_cyrillic"), ("kk", "kz1048"), ("kk", "ptcp154"), ("tg", "koi8_t"), ("el", "cp1253"), ("el", "iso8859-7"),
    ("he", "cp1255"), ("ar", "cp1256"), ("ar", "iso8859-6"), ("ja", "shift_jis"), ("ja", "euc_jp"),
    ("ja", "iso2022_jp"), ("zh", "gb18030"), ("zh", "gb2312"), ("ko", "euc_kr"), ("ko", "iso2022_kr"),
]  # fmt: skip
UNICODE = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
]


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_old_encodings_give_the_text_back(language: str, encoding: str) -> None:
    data = TEXTS[language].encode(encoding, errors="ignore")
    assert decode(data).text == data.decode(encoding)


def test_signs_are_read_by_the_national_standard_unless_the_text_needs_more() -> None:
    text = TEXTS["ja"] + "開館は九時〜五時、冬は気温−五度。"
    decoded = decode(text.encode("shift_jis"))
    assert (decoded.text, decoded.encoding) == (text, "shift_jis")
    wider = text.replace("〜", "～").replace("−", "－") + "①番線"
    decoded = decode(wider.encode("cp932"))
    assert (decoded.text, decoded.encoding) == (wider, "cp932")


def test_vietnamese_letters_are_put_together_from_vowels_and_tones() -> None:
    tones = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
    data = b""
    for letter in TEXTS["vi"]:
        parts = unicodedata.normalize("NFD", letter)
        vowel = unicodedata.normalize("NFC", parts.translate(tones))
        data += (vowel + "".join(c for c in parts if ord(c) in tones)).encode("cp1258")
    decoded = decode(data)
    assert unicodedata.normalize("NFC", decoded.text) == TEXTS["vi"]
    assert decoded.encoding == "cp1258"


def test_an_accented_capital_is_not_taken_for_an_apostrophe() -> None:
    text = "Άλλος είδε το ποτάμι, άλλος τη γέφυρα. Άνθρωποι και ζώα έφυγαν. Άρα ήταν νύχτα."
    assert decode(text.encode("cp1253")).text == text


def test_a_word_may_begin_with_an_apostrophe() -> None:
    text = "Daar was ’n brug oor die rivier en ’n huis en ’n boom en ’n ou man met ’n hond."
    assert decode(text.encode("cp1252")).text == text


def test_a_frequent_last_letter_is_not_taken_for_a_sign_of_money() -> None:
    text = "Каждый человек имеет право на дом. Какая семья, такая земля."
    assert decode(text.encode("cp1251")).text == text


@pytest.mark.parametrize("encoding", UNICODE)
@pytest.mark.parametrize("language", sorted(TEXTS))
def test_unicode_is_recognised_with_and_without_mark(language: str, encoding: str) -> None:
    text = TEXTS[language] + "\nOne line in English.\n"
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.is_doubtful) == (text, False)


@given(st.text())
def test_utf8_is_always_given_back(text: str) -> None:
    data = text.encode("utf-8", errors="ignore")
    if not {"\0", "\x1b", "~"} & set(text) and not text.startswith("\ufeff"):
        assert decode(data).text == data.decode()


@given(st.binary(max_size=400))
def test_any_bytes_give_some_text(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


def test_few_damaged_bytes_in_utf8_are_marked_and_said() -> None:
    data = bytearray("Die Brücke über den Fluß wäre geöffnet. ".encode() * 5)
    data[1] = 0xFF
    decoded = decode(bytes(data))
    assert decoded.encoding == "utf-8"
    assert decoded.is_doubtful
    assert decoded.notes
    assert decoded.text.count("\ufffd") == 1


def test_utf8_cut_in_the_middle_of_a_character_stays_utf8() -> None:
    data = ("Über die Brücke " * 50 + "é").encode()[:-1]
    assert decode(data).encoding == "utf-8"


def test_what_a_page_declares_tips_the_scales() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-5"?><p>Да</p>'
    assert decode(text.encode("iso8859-5")).text == text


def test_accents_deep_inside_a_long_text_are_found() -> None:
    text = "plain words only, line after line\n" * 40_000 + "Zażółcił się jęczmień, źrebięta\n" * 40
    assert decode(text.encode("cp1250")).text == text


def test_too_many_characters_are_counted_as_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "MAX_TEXT", 100)
    assert len(decode(("é" * 100).encode()).text) == 100
    with pytest.raises(FileTrouble, match="101 characters"):
        decode(("é" * 101).encode())
    with pytest.raises(FileTrouble, match="101 characters"):
        decode(("a" * 101).encode("utf-16"))


def test_text_is_told_from_other_bytes() -> None:
    assert looks_like_text("ارتفع النهر".encode("cp1256"))
    assert looks_like_text("The river".encode("utf-16-le"))
    assert looks_like_text("강물이 밤에".encode("iso2022_kr"))
    assert not looks_like_text(bytes(range(256)) * 4)
    assert not looks_like_text(bytes(2_000))
