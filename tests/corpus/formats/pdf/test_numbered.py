"""Numbers of lines at the margin, as on the minutes of a court, are no part of what was said."""

import pytest

from desktop.corpus.formats.pdf import read_pdf
from desktop.corpus.text.blocks import Kind
from tests.corpus.formats.pdf.paper import Put, paper

SAID = [
    "Q.   Where were you on the night of the flood?",
    "A.   I was at the mill, with the miller and his",
    "wife, and we heard the bridge go down at about",
    "three in the morning. Nobody had expected it.",
    "Q.   And what did you do then?",
    "A.   We went to the upper floor and waited there",
    "until it was light, and then we saw that the",
    "river had taken the road as well.",
]
ANSWER = (
    "A. I was at the mill, with the miller and his wife, and we heard the bridge go down at about "
    "three in the morning. Nobody had expected it."
)


def page(first: int, *, is_apart: bool) -> list[Put]:
    puts: list[Put] = []
    for row in range(16):
        text, number = SAID[(row + first) % len(SAID)], str(row + 1)
        if is_apart:
            puts += [Put(50, 520 - 20 * row, number), Put(80, 520 - 20 * row, text)]
        else:
            puts.append(Put(50, 520 - 20 * row, f"{number:<4} {text}"))
    return puts


@pytest.mark.parametrize("is_apart", [True, False])
def test_what_was_said_runs_on_past_the_numbers_of_its_lines(*, is_apart: bool) -> None:
    pages = [page(first, is_apart=is_apart) for first in (0, 3, 6)]
    reading = read_pdf(paper(pages), "a.pdf")
    blocks = [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks]
    assert blocks.count((Kind.PARAGRAPH, ANSWER)) >= 4
    numbers = "\n".join(str(number) for number in range(1, 17))
    assert blocks[-1] == (Kind.BOILERPLATE, numbers)
    assert not any(text[0].isdecimal() for kind, text in blocks if kind == Kind.PARAGRAPH)


def test_a_list_on_one_page_keeps_its_numbers() -> None:
    listed = [
        Put(50, 520 - 20 * n, f"{n + 1} The {n + 20}th chapter of the book") for n in range(14)
    ]
    prose = [Put(50, 520 - 20 * n, text) for n, text in enumerate(SAID)]
    text = read_pdf(paper([listed, prose]), "a.pdf").text
    assert "1 The 20th chapter" in text
    assert "14 The 33th chapter" in text
