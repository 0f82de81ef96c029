"""Rows and objects become documents; nothing that stands in them is lost."""

import datetime
import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import parts_of, read_data
from desktop.corpus.formats.parts import Mapping, Wishes
from desktop.corpus.formats.records import columns_of
from desktop.corpus.text.blocks import Kind, Reading
from tests.corpus.formats.shape import assert_well_formed

_LONG = "The river rose in the night, and in the morning nobody could cross it any more."
_CSV = (
    "id,Headline,Body,Author,Date,Outlet\n"
    f'7,Flood,"{_LONG}\n\nIt fell, ""slowly"".",Ann Smith,2016-10-16 12:00,The Daily River\n'
    f"8,Ebb,{_LONG.replace(',', '')},Bob,03/04/2016,\n"
)


def _read(data: bytes, name: str = "a.csv", wishes: Wishes | None = None) -> tuple[Reading, ...]:
    readings = read_data(data, name, wishes or Wishes())
    for reading in readings:
        assert_well_formed(reading)
    return readings


def _said(reading: Reading, kind: Kind) -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks if b.kind == kind]


def test_rows_with_running_text_are_documents() -> None:
    first, second = _read(_CSV.encode())
    assert _said(first, Kind.TITLE) == ["Flood"]
    assert _said(first, Kind.PARAGRAPH) == [_LONG, 'It fell, "slowly".']
    assert _said(first, Kind.LIST) == ["id: 7", "Outlet: The Daily River"]
    about = first.catalogue
    assert (about.title, about.author, about.source) == ("Flood", "Ann Smith", "The Daily River")
    assert about.published == "2016-10-16" and about.evidence["published"] == "column: Date"
    assert second.catalogue.published is None and "03/04/2016" in second.text
    assert [part.name for part in parts_of(_CSV.encode(), "a.csv")] == ["1", "2"]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings(separator: str, encoding: str) -> None:
    table = f"nummer{separator}titel{separator}inhalt\n1{separator}Flüsse{separator}{_LONG}\n"
    (reading,) = _read((table * 1).encode(encoding))
    assert reading.catalogue.title == "Flüsse" and _LONG in reading.text


def test_tables_without_running_text_are_one_document() -> None:
    (reading,) = _read(b"name,age\nAnn,30\nBob,40\n")
    assert _said(reading, Kind.TABLE) == ["name\tage\nAnn\t30\nBob\t40"]
    assert [reading.text[m.start : m.end] for m in reading.marks][:3] == ["name", "age", "Ann"]


def test_long_tables_are_cut_into_several_documents() -> None:
    data = b"name,age\n" + b"".join(b"x%d,%d\n" % (n, n) for n in range(25_000))
    names = [part.name for part in parts_of(data, "a.csv")]
    assert names == ["rows 1-20000", "rows 20001-25000"]


def test_tables_without_a_head_have_lettered_columns() -> None:
    head = columns_of(f"1,{_LONG.replace(',', '')}\n2,{_LONG.replace(',', '')}\n".encode(), "a.csv")
    assert head is not None
    assert (head.columns, head.mapping.text, len(head.rows)) == (("A", "B"), "B", 2)


def test_a_wished_mapping_wins_and_is_found_by_the_columns() -> None:
    columns = ("Outlet", "id", "Headline", "Body", "Author", "Date")
    wished = Wishes(mappings=(Mapping(columns, "Headline", author="Outlet"),))
    first, _ = _read(_CSV.encode(), wishes=wished)
    assert _said(first, Kind.PARAGRAPH) == ["Flood"]
    assert first.catalogue.author == "The Daily River"
    (whole,) = _read(_CSV.encode(), wishes=Wishes(mappings=(Mapping(columns, ""),)))
    assert _said(whole, Kind.TABLE)


def test_a_mapping_without_columns_holds_for_every_table_that_has_those_it_names() -> None:
    wished = Wishes(mappings=(Mapping((), "Headline", author="Outlet"),))
    first, _ = _read(_CSV.encode(), wishes=wished)
    assert _said(first, Kind.PARAGRAPH) == ["Flood"]
    assert first.catalogue.author == "The Daily River"
    assert first.catalogue.published == "2016-10-16"  # nothing was said of the date
    other = f"title,text\nA,{_LONG.replace(',', '')}\n"
    (read,) = _read(other.encode(), wishes=wished)
    assert read.catalogue.title == "A"


def test_cells_of_many_lines_do_not_hide_the_separator() -> None:
    cell = "\n".join([_LONG.replace(",", "")] * 70)
    table = "id,text\n" + "".join(f'{n},"{cell}"\n' for n in range(9))
    assert len(_read(table.encode())) == 9


def test_a_quotation_mark_that_is_never_closed_costs_nothing() -> None:
    body = "".join(f"{n},{_LONG.replace(',', '')} {n}\n" for n in range(50))
    readings = _read(f'id,text\n0,"{_LONG}\n{body}'.encode())
    assert len(readings) == 51
    assert f"{_LONG.replace(',', '')} 49" in readings[-1].text


def test_pages_in_cells_are_shown_as_their_text() -> None:
    (reading,) = _read(f"id;text\n1;<p>The <b>river</b></p><p>{_LONG}</p>\n".encode())
    assert _said(reading, Kind.PARAGRAPH) == ["The river", _LONG]
    assert any(mark.name == "strong" for mark in reading.marks)


def test_sheets_are_tables() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "News"
    sheet.append(["title", "text", "date"])
    sheet.append(["Flood", _LONG, "2016-10-16"])
    book.create_sheet("Empty")
    other = book.create_sheet("Ages")
    other.append(["name", "age"])
    other.append(["Ann", 30.5])
    held = io.BytesIO()
    book.save(held)
    parts = list(parts_of(held.getvalue(), "a.xlsx"))
    assert [part.name for part in parts] == ["News/1", "Ages"]
    assert parts[0].read().catalogue.published == "2016-10-16"
    assert parts[1].read().text == "name\tage\nAnn\t30.5"
    with pytest.raises(FileTrouble, match="damaged"):
        _read(held.getvalue()[:600], "a.xlsx")


def test_objects_are_documents_wherever_they_stand() -> None:
    objects = [
        {"headline": "Flood", "content": _LONG, "user": {"name": "Ann"}, "tags": ["a", "b"]},
        {"headline": "Ebb", "content": _LONG, "extra": "unforeseen"},
    ]
    for value in (objects, {"response": {"docs": objects, "total": 2}}):
        first, second = _read(json.dumps(value).encode(), "a.json")
        assert first.catalogue.title == "Flood" and first.format == "json"
        assert _said(first, Kind.LIST) == ["tags: a; b"] or "user.name: Ann" in first.text
        assert "extra: unforeseen" in second.text
    lines = "\n".join(map(json.dumps, objects)) + "\n{damaged\n"
    readings = _read(lines.encode(), "a.jsonl")
    assert [reading.catalogue.title for reading in readings] == ["Flood", "Ebb", None]
    assert "{damaged" in readings[2].text


def test_one_object_is_one_document() -> None:
    (reading,) = _read(json.dumps({"title": "Flood", "body": _LONG, "n": 1}).encode(), "a.json")
    assert reading.catalogue.title == "Flood" and _said(reading, Kind.LIST) == ["n: 1"]
    (small,) = _read(b'{"a": 1, "b": [true, null]}', "a.json")
    assert small.text == "a: 1\n\nb: true"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"a": "x\\ud800y", "a": "second"}', "second"),
        (b'{"a": ' + b"9" * 200_000 + b', "b": NaN}', "NaN"),
        (b"[" * 100_000 + b"1", "[["),
        (b'[{"text": "one"}, {"text": "two"}, {"te', "two"),
        (b'{"text": "broken', "broken"),
    ],
)
def test_odd_and_damaged_json_is_read_as_far_as_it_goes(data: bytes, words: str) -> None:
    assert any(words in reading.text for reading in _read(data, "a.json"))


def test_a_list_that_is_cut_off_says_so() -> None:
    (first, second) = _read(json.dumps([{"text": _LONG}] * 2)[:-1].encode(), "a.json")
    assert first.doubts == second.doubts == ("damaged",)


def test_nothing_in_a_table_is_said() -> None:
    for data, name in ((b"\n\n", "a.csv"), (b"[]", "a.json"), (b"{}", "a.json")):
        with pytest.raises(FileTrouble, match=r"empty|nothing"):
            _read(data, name)


def test_files_that_hold_no_table_have_no_head() -> None:
    assert columns_of(b"The river rose.", "a.txt") is None
    head = columns_of(_CSV.encode(), "a.csv")
    assert head is not None
    assert head.mapping == Mapping(
        head.columns, "Body", title="Headline", author="Author", source="Outlet", date="Date"
    )


def _book() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "News & more"
    sheet.append(["title", "text", "date"])
    for number in range(120):
        sheet.append([f"Flood {number}", f"{number} {_LONG}", datetime.datetime(2016, 10, 16)])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _repacked(data: bytes, name: str, change: Callable[[bytes], bytes | None]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held, "w") as target:
        for member in source.namelist():
            content = source.read(member)
            content = change(content) if member.endswith(name) else content
            if content is not None:
                target.writestr(member, content)
    return held.getvalue()


def test_a_workbook_without_the_end_of_its_zip_is_read_as_far_as_it_goes() -> None:
    data = _book()
    readings = [part.read() for part in parts_of(data[: len(data) // 2], "a.xlsx")]
    assert 40 < len(readings) < 120
    assert readings[-1].doubts == ("damaged",)
    assert "damaged" in readings[-1].notes[0]


@pytest.mark.parametrize("name", ["xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"])
def test_what_frames_a_workbook_may_be_lost(name: str) -> None:
    data = _repacked(_book(), name, lambda content: None if "styles" not in name else content[:90])
    readings = [part.read() for part in parts_of(data, "a.xlsx")]
    assert len(readings) == 120
    assert readings[0].doubts == ("damaged",)


def test_a_sheet_that_breaks_off_keeps_its_rows() -> None:
    data = _repacked(_book(), "sheet1.xml", lambda content: content[: len(content) // 2])
    parts = list(parts_of(data, "a.xlsx"))
    assert 40 < len(parts) < 120
    assert parts[0].name == "News & more/1"
    assert parts[0].read().catalogue.published == "2016-10-16"


def test_a_sheet_with_a_fault_in_its_middle_keeps_what_is_behind_it() -> None:
    data = _repacked(_book(), "sheet1.xml", lambda content: content.replace(b"<row r=", b"<<&", 1))
    parts = list(parts_of(data, "a.xlsx"))
    assert len(parts) >= 119
    assert any("Flood 119" in part.read().text for part in parts[-1:])


@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=6))
@settings(deadline=None, max_examples=20)
def test_a_workbook_with_bytes_changed_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(_BOOK)
    for place, value in changes:
        data[place % len(data)] = value
    try:
        for part in parts_of(bytes(data), "a.xlsx"):
            with suppress(FileTrouble):
                part.read()
    except FileTrouble:
        pass


_BOOK = _book()
