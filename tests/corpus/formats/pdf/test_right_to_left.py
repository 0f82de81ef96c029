"""Lines from right to left come out in the order in which they are read."""

from collections.abc import Sequence

import pytest

from desktop.corpus.formats.pdf import read_pdf
from tests.corpus.formats.pdf.paper import Put, paper


def text_of(*drawn: Sequence[str]) -> str:
    """Return what lines say whose glyphs are drawn from left to right as given."""
    puts = [Put(40, 500 - 14 * n, list(glyphs), 10) for n, glyphs in enumerate(drawn)]
    return read_pdf(paper([puts]), "a.pdf").text


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("كتب الولد", "دلولا بتك"),
        ("שלום עליכם", "םכילע םולש"),
        ("في 12 مارس 2016 قال", "لاق 2016 سرام 12 يف"),
        ("رقم 1234-56. انتهى", "ىهتنا .56-1234 مقر"),
        ("نسبة 25% من", "نم %25 ةبسن"),
        ("الساعة 10:30 صباحا", "احابص 10:30 ةعاسلا"),
        ("כ-25% מן", "ןמ 25%-כ"),
        ("قالت Reuters News أمس", "سمأ Reuters News تلاق"),
        ("قال (أحمد علي) ذلك", "كلذ (يلع دمحأ) لاق"),
        ("سنة ١٩٤٨ كانت", "تناك ١٩٤٨ ةنس"),
        ("قالت (BBC News، 2014) أمس", "سمأ (BBC News، 2014) تلاق"),
        ("غادرت 1st Division أمس", "سمأ 1st Division ترداغ"),
        ("سمع الملك ذلك", "كلذ كل!!ملا عم!س"),
        ("سمع الملك ذلك", "كلذ كل\tملا عم\x1fس"),
    ],
)
def test_drawn_lines_are_read(written: str, drawn: str) -> None:
    assert text_of(drawn) == written


def test_ligatures_of_lam_and_alef_are_not_turned_round() -> None:
    assert text_of(["ت", "لا", "ك", "ش", "م", "ل", "ا"]) == "المشكلات"
    assert text_of(["لله", "ا", "و", " ", "ن", "لآ", "ا"]) == "الآن والله"


def test_presentation_forms_are_plain_letters() -> None:
    assert text_of(["\ufe91", "\ufe98", "\ufedb"]) == "كتب"
    assert text_of(["\ufefb", " ", "\ufedd", "\ufe8e", "\ufed7"]) == "قال لا"


def test_brackets_that_are_stored_as_drawn_open_before_they_close() -> None:
    lines = ["كلذ )يلع دمحأ( لاق", "انه )نسح( ناك"]
    assert text_of(*lines).split() == ["قال", "(أحمد", "علي)", "ذلك", "كان", "(حسن)", "هنا"]


def test_a_line_that_is_mostly_an_address_runs_with_the_others() -> None:
    lines = ["ةنيدملا يف سانلا لاق", "موي لك https://example.org/news/a-b لاق", "كلذ دعب سانلا داع"]
    assert "قال https://example.org/news/a-b كل يوم" in text_of(*lines)


def test_and_at_a_line_end_belongs_to_the_number_after_it() -> None:
    assert (
        text_of("و 10:30 ةعاسلا نيب", "اهلك ةنيدملا يف 11:45").split("\n")[0].split()[3] == "و11:45"
    )


def test_marks_that_are_drawn_apart_are_on_their_letters() -> None:
    """As programs draw vowelled text: each mark a glyph of its own, higher or lower than its letter."""
    written = [
        "\u0642\u064e\u0627\u0644\u064e",
        "\u0627\u0644\u0648\u064e\u0632\u0650\u064a\u0631\u064f",
        "\u0630\u064e\u0644\u0650\u0643\u064e",
    ]
    puts: list[Put] = []
    for row in range(3):
        marks: list[Put] = []
        x, y = 300.0, 500.0 - 20 * row
        for word in written:
            for letter in word:
                if "\u064b" <= letter <= "\u0652":
                    marks.append(Put(x + 0.5, y + (-3 if letter == "\u0650" else 2), [letter]))
                else:
                    x -= 6
                    puts.append(Put(x, y, [letter]))
            x -= 4
        puts += marks[::-1]
    assert read_pdf(paper([puts]), "a.pdf").text.split() == written * 3
