"""What a PDF becomes: blocks, pages, catalogue, and sentences about what could not be read."""

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import parts_of
from desktop.corpus.formats.pdf import read_pdf
from desktop.corpus.formats.pdf import reading as limits
from desktop.corpus.text.blocks import Kind, Reading
from tests.corpus.formats.pdf.paper import PICTURE, Put, column, paper

RIVER = [
    "The river rose in the night and carried the bridge away, so that",
    "nobody could reach the mill on the other side for several days, and",
    "the miller had to live on what he had stored in his cellar.",
]
TOWN = [
    "In the town they heard of it late, since the telegraph was broken",
    "too, and when help came at last it was no longer needed by anyone.",
]


def kinds(reading: Reading) -> list[tuple[str, str]]:
    return [(b.kind.label, reading.text[b.start : b.end]) for b in reading.blocks]


def pages(reading: Reading) -> list[tuple[str, str]]:
    return [(m.target, reading.text[m.start : m.end].strip()) for m in reading.marks]


def test_lines_become_paragraphs_and_large_ones_headings() -> None:
    puts = [Put(40, 550, "The flood of the year", 24), Put(40, 510, "What happened", 14)]
    puts += [*column(40, 490, RIVER), *column(40, 430, TOWN)]
    reading = read_pdf(paper([puts]), "a.pdf")
    assert kinds(reading) == [
        ("title", "The flood of the year"),
        ("heading", "What happened"),
        ("paragraph", " ".join(RIVER)),
        ("paragraph", " ".join(TOWN)),
    ]
    assert (reading.format, reading.pages, reading.doubts) == ("pdf", 1, ())
    assert reading.catalogue.title == "The flood of the year"
    assert reading.catalogue.language == "en"


def test_a_file_is_known_by_its_content() -> None:
    (part,) = parts_of(paper([column(40, 500, RIVER)]), "report")
    assert part.is_complex
    assert part.read().format == "pdf"


def test_a_paragraph_runs_on_over_the_page_and_the_page_mark_stands_in_it() -> None:
    reading = read_pdf(paper([column(40, 500, RIVER[:2]), column(40, 500, RIVER[2:])]), "a.pdf")
    assert kinds(reading) == [("paragraph", " ".join(RIVER))]
    assert pages(reading) == [("1", " ".join(RIVER[:2])), ("2", RIVER[2])]


def test_pages_are_called_what_the_file_calls_them() -> None:
    labels = "/PageLabels<</Nums[0<</S/r>>1<</S/D/St 7>>]>>"
    data = paper([column(40, 500, RIVER), column(40, 500, TOWN)], catalog=labels)
    assert [label for label, _ in pages(read_pdf(data, "a.pdf"))] == ["i", "7"]


def test_words_divided_at_a_line_end_are_whole_and_real_hyphens_stay() -> None:
    lines = [
        "They talked about the restau-",
        "ration of the mosque of al-",
        "Nuri, a well-known place, for it was well-",
        "known and old: see pages 10-",
        "12 of the report that was made.",
    ]
    text = read_pdf(paper([column(40, 500, lines)]), "a.pdf").text
    for phrase in ("the restauration of", "al-Nuri, a", "was well-known and", "pages 10-12 of"):
        assert phrase in text.replace("\n", " ")


def test_running_heads_and_page_numbers_stand_apart_at_the_end() -> None:
    sheets = []
    for number in range(1, 5):
        body = column(40, 500, RIVER if number % 2 else TOWN)
        head = Put(40, 580, "Annals of the valley", 8)
        sheets.append([head, *body, Put(200, 20, str(number), 8)])
    reading = read_pdf(paper(sheets), "a.pdf")
    apart = [
        (b.style, reading.text[b.start : b.end])
        for b in reading.blocks
        if b.kind == Kind.BOILERPLATE
    ]
    assert apart == [("header", "Annals of the valley"), ("footer", "1\n2\n3\n4")]
    assert pages(reading)[-4:] == [
        ("1", "Annals of the valley\n\n1"), ("2", "2"), ("3", "3"), ("4", "4")
    ]  # fmt: skip


def test_what_comes_again_on_every_page_is_the_text_if_there_is_no_other() -> None:
    sheets = [[Put(40, 300, f"Receipt {number} of the toll")] for number in range(1, 5)]
    reading = read_pdf(paper(sheets), "a.pdf")
    assert [kind for kind, _ in kinds(reading)] == ["paragraph"] * 4


def test_small_print_under_a_sign_is_a_footnote_at_the_end() -> None:
    puts = [*column(40, 500, RIVER), *column(40, 450, TOWN), Put(40, 60, "1 Said by a miller.", 7)]
    reading = read_pdf(paper([puts, column(40, 500, TOWN)]), "a.pdf")
    note = reading.blocks[-1]
    assert (note.style, reading.text[note.start : note.end]) == ("footnote", "1 Said by a miller.")
    assert pages(reading)[-1] == ("1", "1 Said by a miller.")


def test_columns_are_read_one_after_the_other_even_if_drawn_row_by_row() -> None:
    left = [f"left column line number {n} with some words" for n in range(12)]
    right = [f"right column line number {n} and its words" for n in range(12)]
    rows = [
        Put(x, 500 - n * 9.6, line, 8)
        for n, pair in enumerate(zip(left, right, strict=True))
        for x, line in zip((30, 215), pair, strict=True)
    ]
    reading = read_pdf(paper([rows]), "a.pdf")
    assert " ".join(reading.text.split()) == " ".join(left + right)


def test_outline_makes_headings_with_its_levels() -> None:
    outline = [
        b"<</First 11 0 R/Last 11 0 R/Count 1>>",
        b"<</Title(The bridge)/Parent 10 0 R/Dest[13 0 R/Fit]/First 12 0 R/Last 12 0 R/Count 1>>",
        b"<</Title(Its builders)/Parent 11 0 R/Dest[13 0 R/Fit]>>",
    ]
    puts = [Put(40, 550, "The bridge"), *column(40, 520, RIVER)]
    puts += [Put(40, 460, "2. Its builders"), *column(40, 430, TOWN)]
    reading = read_pdf(paper([puts], catalog="/Outlines 10 0 R", more=outline), "a.pdf")
    headings = [b for b in reading.blocks if b.kind == Kind.HEADING]
    assert [(reading.text[b.start : b.end], b.level) for b in headings] == [
        ("The bridge", 1),
        ("2. Its builders", 2),
    ]


def test_a_scan_is_refused_with_advice_and_single_pictures_are_named() -> None:
    with pytest.raises(FileTrouble, match="A scan without text") as caught:
        read_pdf(paper([PICTURE, PICTURE]), "a.pdf")
    assert "OCR" in caught.value.advice
    reading = read_pdf(paper([column(40, 500, RIVER), PICTURE, PICTURE]), "a.pdf")
    assert reading.doubts == ("scan",)
    assert reading.notes == (
        "Without text, perhaps scanned: pages 2 to 3; text recognition (OCR) may read them.",
    )
    assert pages(reading)[0][0] == "1"


def test_a_scan_with_a_stamp_at_its_edge_is_a_scan_still() -> None:
    stamped = PICTURE + b"\nBT /F1 8 Tf 1 0 0 1 300 12 Tm (CONFIDENTIAL 000123) Tj ET"
    titled = PICTURE + b"\nBT /F1 24 Tf 1 0 0 1 60 300 Tm (The flood of the year) Tj ET"
    reading = read_pdf(paper([stamped, titled]), "a.pdf")
    assert "CONFIDENTIAL 000123" in reading.text
    assert (reading.doubts, reading.notes) == (
        ("scan",),
        ("Without text, perhaps scanned: page 1; text recognition (OCR) may read them.",),
    )


@pytest.mark.parametrize(
    "line",
    [
        ["\u0642\u0374\u0631\u0627 ", "\u0641\u0373\u0645 ", "\u0633\u0388\u062a "] * 8,
        ["WKLV ", "SDJH ", "LV ", "QRW ", "ZKDW ", "BRX "] * 20,
        ["\u00c3\u00c3\u00aa\u00b9", "\u00c5\u00ec\u00cd\u00d4 "] * 60,
        ["\x01\x02\x03", "water "] * 9,
    ],
)
def test_letters_that_nobody_sees_are_doubted(line: list[str]) -> None:
    glyphs = list("".join(line))
    puts = [Put(40, 500, glyphs[:60]), Put(40, 480, glyphs[60:120]), Put(40, 460, glyphs[120:])]
    reading = read_pdf(paper([column(40, 500, RIVER), puts]), "a.pdf")
    assert reading.doubts == ("encoding",)
    assert reading.notes == (
        "The letters of page 2 are not stored as they are seen; text recognition (OCR) may read them.",
    )


def test_a_roman_numeral_inside_a_word_is_the_letter_it_looks_like() -> None:
    puts = [Put(40, 500, list("an exa\u217fp\u217ce of chapter \u2172"))]
    assert read_pdf(paper([puts]), "a.pdf").text == "an example of chapter \u2172"


def test_a_file_without_anything_on_its_pages_holds_no_text() -> None:
    with pytest.raises(FileTrouble, match="holds no text"):
        read_pdf(paper([[], []]), "a.pdf")


def test_pages_that_fail_are_said() -> None:
    data = paper([column(40, 500, RIVER)] * 4)
    tail = data.replace(b"14 0 obj\n<</Type/Page", b"14 0 obj\n<</Type/Pagx")
    tail = tail.replace(b"16 0 obj\n<</Type/Page", b"16 0 obj\n<</Type/Pagx")
    reading = read_pdf(tail, "a.pdf")
    assert reading.notes == (
        "Damaged after page 2: 2 of 4 pages were read. Try to get a whole copy.",
    )
    assert (reading.doubts, reading.pages) == (("damaged",), 4)
    middle = data.replace(b"12 0 obj\n<</Type/Page", b"12 0 obj\n<</Type/Pagx")
    assert read_pdf(middle, "a.pdf").notes == (
        "Page 2 could not be read: 3 of 4 pages were read. Try to get a whole copy.",
    )


def test_broken_files_are_refused_in_a_sentence() -> None:
    for data in (b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>", b"%PDF-" + bytes(500)):
        with pytest.raises(FileTrouble):
            read_pdf(data, "a.pdf")


def test_letters_that_are_only_codes_are_a_doubt() -> None:
    glyphs = [chr(0xE000 + n) for n in range(40)]
    reading = read_pdf(paper([[Put(20, 500, glyphs, 9), Put(20, 400, "Page")]]), "a.pdf")
    assert reading.doubts == ("encoding",)
    assert "text recognition" in reading.notes[0]


def test_ligatures_are_letters() -> None:
    glyphs = ["o", "ﬃ", "c", "e", " ", "ﬂ", "o", "o", "r"]
    assert read_pdf(paper([[Put(20, 500, glyphs)]]), "a.pdf").text == "office floor"


def test_what_is_written_into_a_form_is_text() -> None:
    form = [
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(Filled in)/F 4/Rect[40 300 200 320]/AP<</N 11 0 R>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 160 20]/Resources<</Font<</F1 3 0 R>>>>/Length 40>>"
        b"stream\nBT /F1 10 Tf 2 5 Td (Filled in) Tj ET   \nendstream",
    ]
    data = paper([[Put(40, 500, "Name of the witness")]], more=form, page="/Annots[10 0 R]")
    assert "Filled in" in read_pdf(data, "a.pdf").text


def locked() -> bytes:
    lock = f"<</Filter/Standard/V 1/R 2/P -4/O<{'31' * 32}>/U<{'32' * 32}>>>".encode()
    data = paper([column(40, 500, RIVER)], more=[lock])
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 10 0 R/ID[<30><30>]")


def test_a_locked_file_asks_for_a_copy_without_the_password() -> None:
    with pytest.raises(FileTrouble, match="A password is needed to open it") as caught:
        read_pdf(locked(), "a.pdf")
    assert caught.value.advice == "Save a copy without the password and add that."


def test_a_file_without_pages_is_damaged_whatever_file_came_before() -> None:
    empty = paper([])
    for before in (b"no file", locked()):
        with pytest.raises(FileTrouble):
            read_pdf(before, "a.pdf")
        with pytest.raises(FileTrouble, match="The PDF file is damaged"):
            read_pdf(empty, "a.pdf")
        with pytest.raises(FileTrouble, match="locked in a way that cannot be opened"):
            read_pdf(empty + b"% /Encrypt", "a.pdf")


def test_an_order_that_cannot_be_told_is_a_doubt() -> None:
    left, right = "on the left of the old drawing", "on the right of the same drawing"
    puts = [
        Put(x, 560 - 14 * n, f"{n} {text}", 8)
        for n in range(30)
        for x, text in ((20 + n * 37 % 60, left), (165 + n * 37 % 60, right))
    ]
    reading = read_pdf(paper([column(40, 500, RIVER), puts]), "a.pdf")
    assert all(f"{n} {text}" in reading.text for n in range(30) for text in (left, right))
    assert reading.doubts == ("order",)
    assert reading.notes == ("The order of the text is doubtful on page 2.",)


def test_a_file_that_is_too_long_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    data = paper([column(40, 500, RIVER)] * 5)
    monkeypatch.setattr(limits, "MAX_PAGES", 3)
    reading = read_pdf(data, "a.pdf")
    assert (reading.doubts, reading.pages) == (("cut",), 5)
    assert reading.notes == ("It is too long: the first 3 of 5 pages were read.",)
    monkeypatch.setattr(limits, "MAX_CHARACTERS", len("".join(RIVER)) + 9)
    assert read_pdf(data, "a.pdf").notes == ("It is too long: the first 2 of 5 pages were read.",)


def test_turned_pages_are_read_like_others() -> None:
    data = paper([column(40, 500, [*RIVER, *TOWN])], page="/Rotate 90")
    assert " ".join([*RIVER, *TOWN]) in " ".join(read_pdf(data, "a.pdf").text.split())


def test_hyphens_stay_where_words_are_not_divided() -> None:
    lines = [f"On day {n} the water stood as high as the day before, they said." for n in range(70)]
    lines[9] = "The farmers asked for credit and for dams of multiple-"
    lines[10] = "purpose design, since the rivers rose twice in every year."
    text = read_pdf(paper([column(40, 580, lines, size=6)]), "a.pdf").text
    assert "dams of multiple-purpose design" in " ".join(text.split())


def test_what_comes_twice_on_two_pages_is_text_unless_it_stands_apart() -> None:
    verse = ["The river rose in the night.", "It carried the bridge away."]
    reading = read_pdf(paper([column(40, 500, [*verse, *RIVER])] * 2), "a.pdf")
    assert not any(b.kind == Kind.BOILERPLATE for b in reading.blocks)
    head = Put(40, 580, "Annals of the valley", 8)
    reading = read_pdf(paper([[head, *column(40, 500, body)] for body in (RIVER, TOWN)]), "a.pdf")
    assert kinds(reading)[-1] == ("boilerplate", "Annals of the valley")


def test_lines_far_apart_that_end_early_are_paragraphs_of_their_own() -> None:
    words = "the mill by the old river stood for a hundred years and more of them"
    lines = [words[: 20 + n * 13 % 40].strip() for n in range(20)]
    puts = [Put(40, 560 - 24 * n, line) for n, line in enumerate(lines)]
    reading = read_pdf(paper([puts]), "a.pdf")
    assert [text for _, text in kinds(reading)] == lines
    filled = [
        f"{'the mill by the old river stood for a hundred years and':.{48 + n % 5}}"
        for n in range(20)
    ]
    puts = [Put(40, 560 - 24 * n, line) for n, line in enumerate(filled)]
    assert len(read_pdf(paper([puts]), "a.pdf").blocks) == 1


def test_pages_with_next_to_nothing_on_them_have_no_running_heads() -> None:
    reading = read_pdf(
        paper([column(40, 500, [f"Chapter {n}", "Go on"]) for n in range(1, 6)]), "a.pdf"
    )
    assert not any(b.kind == Kind.BOILERPLATE for b in reading.blocks)
