"""Of a PDF that was cut off the pages that are left are read, and it is said what is missing."""

import re
import zlib

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.pdf import read_pdf
from tests.corpus.formats.pdf.paper import column, paper

PAGES = [
    [
        f"Page {number} of the report tells of the river and the mill,",
        "and of the bridge that fell.",
    ]
    for number in range(1, 11)
]
DATA = paper([column(40, 500, lines) for lines in PAGES])


def whole(number: int) -> str:
    return " ".join(PAGES[number - 1])


def test_a_file_without_its_end_is_read_whole() -> None:
    reading = read_pdf(DATA[: DATA.index(b"trailer")], "a.pdf")
    assert [block for block in reading.text.split("\n\n") if block] == [
        whole(n) for n in range(1, 11)
    ]
    assert reading.notes == (
        "Damaged at its end: what is left of it was read. Try to get a whole copy.",
    )
    assert reading.doubts == ("damaged",)


def test_pages_before_the_cut_are_read_and_counted() -> None:
    reading = read_pdf(DATA[: DATA.index(b"\n22 0 obj")], "a.pdf")
    assert (reading.pages, reading.text.count("of the report")) == (10, 6)
    assert reading.notes == (
        "Damaged after page 6: 6 of 10 pages were read. Try to get a whole copy.",
    )


def test_a_page_whose_text_is_cut_away_does_not_count_as_read() -> None:
    reading = read_pdf(DATA[: DATA.index(b"\n21 0 obj")], "a.pdf")
    assert reading.notes[0].startswith("Damaged after page 5: 5 of 10 pages were read.")


def test_pages_whose_list_is_gone_are_found() -> None:
    end = DATA[: DATA.index(b"\n18 0 obj")]
    for name in (b"/Type/Pages", b"/Type/Catalog"):
        end = end.replace(name, b"/Type/Gone ")
    reading = read_pdf(end, "a.pdf")
    assert reading.text.count("of the report") == 4
    assert reading.notes == (
        "Damaged: the 4 pages that are left could be read; how many are missing is not known. "
        "Try to get a whole copy.",
    )


def test_objects_that_were_packed_together_are_found() -> None:
    found = [
        (int(number), content)
        for number, content in re.findall(rb"\n(\d+) 0 obj\n(<<[^\n]*>>)\nendobj", DATA)
    ]
    bodies = b" ".join(content for _, content in found)
    numbers, place = b"", 0
    for number, content in found:
        numbers += b"%d %d " % (number, place)
        place += len(content) + 1
    packed = zlib.compress(numbers + bodies)
    head = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>"
    stream = b"\n99 0 obj\n" + head % (len(found), len(numbers), len(packed))
    stream += b"stream\n" + packed + b"\nendstream\nendobj\n"
    loose = DATA[: DATA.index(b"\nxref")]
    for _, content in found:
        loose = loose.replace(content, b"null")
    assert read_pdf(loose + stream, "a.pdf").text.count("of the report") == 10


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<</Type/Page>>", DATA[:300], b"%PDF-1.4\n" + bytes(900)],
)
def test_what_holds_no_page_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(FileTrouble, match="damaged") as caught:
        read_pdf(data, "a.pdf")
    assert caught.value.advice
