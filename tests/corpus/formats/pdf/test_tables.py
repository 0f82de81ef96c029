"""Tables in PDFs are found by rules or aligned columns; running text is never taken for one."""

from collections.abc import Sequence

import pytest

from desktop.corpus.formats.pdf import read_pdf
from desktop.corpus.text.blocks import Kind, Reading
from tests.corpus.formats.pdf.paper import Put, column, paper

PROSE = [
    "The river rose in the night and carried the bridge away, so that",
    "nobody could reach the mill on the other side for several days, and",
    "the miller had to live on what he had stored in his cellar.",
]
TOWNS = [
    ("Town", "People", "Mills"),
    ("Upper Ford", "1,204", "3"),
    ("Lower Ford", "988", "2"),
    ("Bridge End", "5,410", "11"),
]


def rows(cells: Sequence[Sequence[str]], xs: Sequence[float], top: float = 400) -> list[Put]:
    return [
        Put(x, top - 16 * n, text)
        for n, row in enumerate(cells)
        for x, text in zip(xs, row, strict=True)
    ]


def ruled(puts: Sequence[Put], xs: Sequence[float], ys: Sequence[float]) -> bytes:
    drawn = [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    drawn += [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
    for put in puts:
        drawn.append(f"BT /F1 {put.size} Tf 1 0 0 1 {put.x} {put.y} Tm ({put.text}) Tj ET")
    return "\n".join(drawn).encode()


def tables(reading: Reading) -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks if b.kind == Kind.TABLE]


def test_aligned_columns_are_a_table_with_marked_cells_between_the_paragraphs() -> None:
    puts = [*column(40, 500, PROSE), *rows(TOWNS, (40, 180, 300)), *column(40, 300, PROSE)]
    reading = read_pdf(paper([puts]), "a.pdf")
    assert [b.kind for b in reading.blocks] == [Kind.PARAGRAPH, Kind.TABLE, Kind.PARAGRAPH]
    assert tables(reading) == ["\n".join("\t".join(row) for row in TOWNS)]
    cells = [reading.text[m.start : m.end] for m in reading.marks if m.name == "cell"]
    assert cells == [cell for row in TOWNS for cell in row]


def test_what_goes_on_in_a_cell_belongs_to_it() -> None:
    spread = [Put(p.x, 2 * p.y - 400, p.text) for p in rows(TOWNS, (40, 180, 300))]
    reading = read_pdf(paper([[*spread, Put(180, 400 - 32 - 11, "in 1846")]]), "a.pdf")
    assert "Upper Ford\t1,204 in 1846\t3\n" in reading.text


def test_rules_part_cells_that_stand_close_and_hold_several_lines() -> None:
    puts = [
        Put(42, 488, "Name"), Put(102, 488, "Known of it"),
        Put(42, 468, "Upper"), Put(102, 468, "a bridge that was"), Put(42, 456, "Ford"),
        Put(102, 456, "carried away in the night"),
        Put(42, 438, "End"), Put(102, 438, "nothing"),
    ]  # fmt: skip
    data = paper([ruled(puts, (40, 100, 260), (430, 450, 480, 500))])
    assert tables(read_pdf(data, "a.pdf")) == [
        "Name\tKnown of it\nUpper Ford\ta bridge that was carried away in the night\nEnd\tnothing"
    ]


def test_lines_between_two_rules_are_rows_if_all_columns_have_them() -> None:
    puts = [Put(x, 488, t) for x, t in ((42, "Town"), (142, "Mills"))]
    names = ["Ford", "Bridge End", "Mill"]
    puts += [Put(42, 466 - 14 * n, name) for n, name in enumerate(names)]
    puts += [Put(142, 466 - 14 * n, str(10 + n)) for n in range(3)]
    data = paper([ruled(puts, (40, 140, 260), (430, 482, 500))])
    assert tables(read_pdf(data, "a.pdf")) == ["Town\tMills\nFord\t10\nBridge End\t11\nMill\t12"]


def test_cells_of_a_table_from_right_to_left_begin_at_the_right() -> None:
    drawn = [("ةيرقلا", "ناكسلا", "ةنسلا"), ("قارعلا", "ةئام", "ىلوأ"), ("ايروس", "فلأ", "ةيناث")]
    drawn.append(("رصم", "نافلأ", "ةثلاث"))
    puts = [
        Put(x, 400 - 16 * n, list(text))
        for n, row in enumerate(drawn)
        for x, text in zip((300, 180, 60), row, strict=True)
    ]
    assert tables(read_pdf(paper([puts]), "a.pdf")) == [
        "القرية\tالسكان\tالسنة\nالعراق\tمائة\tأولى\nسوريا\tألف\tثانية\nمصر\tألفان\tثالثة"
    ]


TWO_COLUMNS = [
    Put(x, 500 - n * 9.6, f"{side} column line number {n} with words", 8)
    for n in range(12)
    for x, side in ((30, "left"), (215, "right"))
]
CONTENTS = [
    Put(x, 500 - 16 * n, text)
    for n, title in enumerate(["The flood", "The bridge", "The mill", "The town", "The end"])
    for x, text in ((40, title), (300, str(3 + 4 * n)))
]
NUMBERED = [
    Put(x, 500 - 16 * n, text)
    for n in range(5)
    for x, text in ((40, f"{n + 1}."), (70, "An item of a list"))
]
VERSE = [
    Put(
        40 + 60 * (n % 2),
        500 - 14 * n,
        "and carried the bridge away" if n % 2 else "The river rose",
    )
    for n in range(8)
]


@pytest.mark.parametrize("puts", [TWO_COLUMNS, CONTENTS, NUMBERED, VERSE, column(40, 500, PROSE)])
def test_running_text_is_no_table(puts: list[Put]) -> None:
    assert tables(read_pdf(paper([puts]), "a.pdf")) == []


@pytest.mark.parametrize(
    ("cells", "xs"),
    [
        ([("1", "Introduction", "1"), ("2", "Upper Ford", "1"), ("3", "The mill", "4")], (40, 60, 300)),
        ([("33 %", "begin"), ("34 %", "mill = ford"), ("35 %", "if river"), ("36 %", "end")], (40, 90)),
        ([("8", "begin", ""), ("9", "", "ford = 1"), ("10", "", "mill = 2"), ("11", "end", "")],
         (40, 60, 120)),
    ],
)  # fmt: skip
def test_numbers_of_chapters_and_of_lines_make_no_table(
    cells: list[tuple[str, ...]], xs: tuple[float, ...]
) -> None:
    puts = [*column(40, 500, PROSE), *rows(cells, xs)]
    assert not tables(read_pdf(paper([puts]), "a.pdf"))


def test_words_that_stand_apart_by_chance_are_no_table_and_a_column_of_notes_is_part_of_one() -> (
    None
):
    chance = [
        ("the river", "", "and then", ""),
        ("a mill", "old", "by", "it"),
        ("", "so", "they", ""),
    ]
    puts = [*column(40, 500, PROSE), *rows(chance, (40, 110, 180, 250))]
    assert tables(read_pdf(paper([puts]), "a.pdf")) == []
    notes = [("Name", "Word", "Note"), ("ford", "shallow", ""), ("weir", "dam", "")]
    notes += [("mill", "wheel", "old"), ("leat", "channel", "")]
    puts = [*column(40, 500, PROSE), *rows(notes, (40, 110, 180))]
    assert tables(read_pdf(paper([puts]), "a.pdf")) == ["\n".join(map("\t".join, notes)).rstrip()]


def test_a_table_whose_rows_are_numbered_and_dotted_is_one() -> None:
    ranks = [("1", "Upper Ford", "Anna Brook"), ("2", "Lower Ford", "Karl Weir")]
    ranks += [("3", "Bridge End", "Ida Pool"), ("4", "Mill Lane", "Otto Bank")]
    puts = [*column(40, 500, PROSE), *rows(ranks, (40, 80, 200))]
    assert tables(read_pdf(paper([puts]), "a.pdf")) == ["\n".join(map("\t".join, ranks))]
    sums = [(f"{name} . . . . .", people, mills, "7.5") for name, people, mills in TOWNS[1:]]
    puts = [*column(40, 500, PROSE), *rows(sums, (40, 200, 260, 320))]
    assert tables(read_pdf(paper([puts]), "a.pdf")) == ["\n".join(map("\t".join, sums))]


def test_a_frame_around_text_is_no_table() -> None:
    puts = column(42, 488, PROSE)
    assert tables(read_pdf(paper([ruled(puts, (30, 390), (440, 510))]), "a.pdf")) == []
