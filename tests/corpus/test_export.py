"""What leaves the corpus: CSV, aligned text, and files that are whole or not there."""

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.concordance.lines import Line, lines
from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.corpus.export import columns, csv_rows, defused, save_lines, text_rows, write_file
from desktop.corpus.text.blocks import Catalogue, Kind
from tests.making import Piece, make_corpus, piece


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    pieces = [
        piece('He said, "Old\n city; new"\ttown', title="=SUM(A1)", author="@writer", published="2016"),
        Piece([(Kind.HEADING, "+ More"), (Kind.PARAGRAPH, "-city- 城市 e\u0301 city")], Catalogue(title="日本")),
    ]  # fmt: skip
    return make_corpus(tmp_path / "c", pieces)


def found(corpus: Corpus, typed: str, width: int = 20) -> list[Line]:
    return list(lines(corpus, corpus.search(typed), width=width))


def table(corpus: Corpus, made: list[Line]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(csv_rows(corpus, made)), newline="")))


def undefused(cell: str) -> str:
    """What the module says a reader of the table must do to have the text back."""
    return (
        cell[1:]
        if cell.startswith("'") and cell.lstrip("'")[:1] in tuple("=+-@\t\r\n＝＋－＠")
        else cell
    )


def test_a_table_gives_back_match_and_places(corpus: Corpus):
    rows = table(corpus, found(corpus, '"old city"'))
    assert [(row["id"], row["start"], row["end"], row["match"]) for row in rows] == [
        ("1", "10", "19", "Old\n city")
    ]
    assert rows[0]["before"] == 'He said, "'
    assert rows[0]["after"] == '; new" town'
    assert (rows[0]["date"], rows[0]["page"]) == ("2016", "")


def test_no_cell_can_be_run_as_a_formula(corpus: Corpus):
    rows = table(corpus, found(corpus, "city"))
    assert (rows[0]["title"], rows[0]["author"]) == ("'=SUM(A1)", "'@writer")
    assert rows[1]["heading"] == "'+ More"


@given(st.text(alphabet="'=+-@\t\r\n a＝b", max_size=6))
def test_a_defused_cell_gives_back_its_text(text: str):
    cell = defused(text)
    assert undefused(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_text_lines_stand_aligned_on_the_match(corpus: Corpus):
    made = found(corpus, "city", width=12)
    rows = list(text_rows(corpus, made, width=12))
    assert rows[0] == ' said, "Old city; new" town  [=SUM(A1), 2016]\n'
    for row, line in zip(rows, made, strict=True):
        assert row.count("\n") == 1
        assert columns(row[: row.index(line.match, 4)]) == 12


def test_wide_letters_take_two_columns_and_marks_none():
    assert columns("a城e\u0301") == 4


def test_text_lines_can_have_their_citations(corpus: Corpus):
    row = next(text_rows(corpus, found(corpus, '"old city"'), width=12, has_citations=True))
    assert row.splitlines()[1].strip() == "@writer, “=SUM(A1)”, 2016, characters 10–19."


@pytest.mark.parametrize(("has_bom", "head"), [(True, b"\xef\xbb\xbfid,"), (False, b"id,")])
def test_a_table_is_saved_with_or_without_a_bom(
    corpus: Corpus, tmp_path: Path, has_bom: bool, head: bytes
):
    path = tmp_path / "lines.csv"
    save_lines(path, corpus, found(corpus, "city"), form="csv", has_bom=has_bom)
    assert path.read_bytes().startswith(head)
    assert path.read_bytes().endswith(b"\r\n")


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path):
    path = tmp_path / "lines.txt"
    path.write_text("old")
    path.chmod(0o640)
    write_file(path, ["new ", "text\n"])
    assert path.read_text() == "new text\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["lines.txt"]


def test_a_device_is_not_replaced():
    with pytest.raises(Trouble, match="cannot be written to"):
        write_file(Path(os.devnull), ["x"])
    assert not Path(os.devnull).is_file()


def test_a_link_is_written_through(tmp_path: Path):
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old")
    link.symlink_to(real)
    write_file(link, ["new"])
    assert (real.read_text(), link.is_symlink()) == ("new", True)


def test_a_full_disk_leaves_the_old_file_and_nothing_half_made(tmp_path: Path):
    path = tmp_path / "lines.txt"
    path.write_text("old")
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(Trouble, match="the disk is full"):
            write_file(path, ("word " * 10_000 for _ in range(100)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["lines.txt"]


def test_trouble_while_lines_are_cut_leaves_nothing_half_made(tmp_path: Path):
    def pieces() -> Iterator[str]:
        yield "half"
        raise Trouble("This document is gone.")

    with pytest.raises(Trouble, match="gone"):
        write_file(tmp_path / "lines.txt", pieces())
    assert os.listdir(tmp_path) == []


def test_a_missing_folder_and_a_folder_are_named(tmp_path: Path):
    with pytest.raises(Trouble, match="its folder does not exist"):
        write_file(tmp_path / "no" / "lines.txt", ["x"])
    with pytest.raises(Trouble, match="it is a folder"):
        write_file(tmp_path, ["x"])


def test_a_name_that_is_not_utf8_does_not_stop_a_table(tmp_path: Path):
    corpus = make_corpus(
        tmp_path / "c", [Piece([(Kind.PARAGRAPH, "a city")], path="/x/na\udce4me.txt")]
    )
    path = tmp_path / "lines.csv"
    save_lines(path, corpus, found(corpus, "city"), form="csv")
    assert "na?me.txt" in path.read_text(encoding="utf-8-sig")
