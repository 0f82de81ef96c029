"""Metadata sheets find their documents, and say what they could not place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import FileTrouble, Trouble
from desktop.corpus.sheet import Sheet, plan_for, read_sheet
from desktop.corpus.text.blocks import Kind
from tests.making import Piece, make_corpus


def _sheet(tmp_path: Path, text: str | bytes) -> Sheet:
    path = tmp_path / "sheet.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sheet(path)


def _corpus(tmp_path: Path, *paths: str) -> Corpus:
    pieces = [Piece([(Kind.PARAGRAPH, f"Text {n}.")], path=path) for n, path in enumerate(paths)]
    return make_corpus(tmp_path / "c.corpus", pieces)


def test_columns_are_known_by_their_usual_names(tmp_path: Path):
    sheet = _sheet(tmp_path, "Dateiname;Titel;Datum;Sprache;Seite\na.txt;Briefe;3. Mai 1920;DE;7\n")
    assert sheet.files == ("a.txt",)
    assert sheet.values == ({"title": "Briefe", "published": "1920-05-03", "language": "de"},)
    assert sheet.ignored == ("Seite",)


def test_a_date_that_can_be_read_in_two_ways_is_left_out_and_said(tmp_path: Path):
    sheet = _sheet(tmp_path, "file,date,author\na.txt,03/04/2016,Ann Ford\n")
    assert sheet.values == ({"author": "Ann Ford"},)
    assert sheet.complaints == ("Row 2: “03/04/2016” is no date that is clear.",)


def test_rows_find_files_by_path_name_or_stem(tmp_path: Path):
    sheet = _sheet(tmp_path, "file,title\nin/a.txt,A\nB.TXT,B\nc,C\n")
    with _corpus(tmp_path, "/x/in/a.txt", "/x/out/a.txt", "/x/b.txt", "/x/c.pdf") as corpus:
        ids = dict(zip(corpus.catalogue().paths, corpus.catalogue().ids.tolist(), strict=True))
        plan = plan_for(sheet, corpus.catalogue(), Path("/x"))
    assert set(plan.changes) == {
        (ids["/x/in/a.txt"], "title", "A"),
        (ids["/x/b.txt"], "title", "B"),
        (ids["/x/c.pdf"], "title", "C"),
    }
    assert plan.n_documents == 3


def test_a_name_that_several_files_have_is_not_guessed(tmp_path: Path):
    sheet = _sheet(tmp_path, "file,title\na.txt,A\nz.txt,Z\n")
    with _corpus(tmp_path, "/x/in/a.txt", "/x/out/a.txt") as corpus:
        plan = plan_for(sheet, corpus.catalogue(), Path("/y"))
    assert plan.changes == ()
    assert plan.missing == ("z.txt",)
    assert plan.complaints == ("Row 2: a.txt could be any of 2 files.",)


def test_the_folder_of_the_sheet_settles_which_file_is_meant(tmp_path: Path):
    sheet = _sheet(tmp_path, "file,title\na.txt,A\n")
    with _corpus(tmp_path, "/x/a.txt", "/y/a.txt") as corpus:
        plan = plan_for(sheet, corpus.catalogue(), Path("/y"))
        assert corpus.document(plan.changes[0][0]).path == "/y/a.txt"


def test_joined_values_survive_and_can_be_undone(tmp_path: Path):
    sheet = _sheet(tmp_path, "file,title,author\na.txt,A,Ann\nb.txt,B,\n")
    with _corpus(tmp_path, "/x/a.txt", "/x/b.txt") as corpus:
        first, second = corpus.catalogue().ids.tolist()
        corpus.correct(first, "title", "By hand")
        plan = plan_for(sheet, corpus.catalogue(), Path("/x"))
        back, resets = corpus.correct_all(plan.changes)
        assert corpus.document(first).author == "Ann"
        assert corpus.document(second).title == "B"
        corpus.correct_all(back, resets)
        assert corpus.document(first).title == "By hand"
        assert corpus.corrections(second) == {}


def test_a_language_from_a_sheet_cuts_the_text_again(tmp_path: Path):
    with make_corpus(
        tmp_path / "c.corpus", [Piece([(Kind.PARAGRAPH, "l\u2019amour d\u2019eau")])]
    ) as corpus:
        (only,) = corpus.catalogue().ids.tolist()
        before = corpus.document(only).n_tokens
        back, resets = corpus.correct_all([(only, "language", "fr")])
        assert corpus.document(only).n_tokens == before + 2
        corpus.correct_all(back, resets)
        assert corpus.document(only).n_tokens == before


@pytest.mark.parametrize("text", ["", "\n\n", "title,author\nA,B\n", "\ufeff"])
def test_a_sheet_without_file_names_is_refused(tmp_path: Path, text: str):
    with pytest.raises(Trouble, match="no column with the names of files"):
        _sheet(tmp_path, text)


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(FileTrouble, match="cannot be read"):
        read_sheet(tmp_path / "none.csv")


def test_encodings_and_marks_of_spreadsheets_are_read(tmp_path: Path):
    sheet = _sheet(tmp_path, "file;title\r\na.txt;Müller\r\n".encode("cp1252"))
    assert sheet.values == ({"title": "Müller"},)
    sheet = _sheet(tmp_path, "file\ttitle\na.txt\t\u0627\n".encode("utf-16"))
    assert sheet.values == ({"title": "\u0627"},)


@given(st.text(max_size=200))
def test_any_text_is_a_sheet_or_trouble(tmp_path_factory: pytest.TempPathFactory, text: str):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(("file,title\n" + text).encode("utf-8", errors="surrogatepass"))
    try:
        sheet = read_sheet(path)
    except Trouble:
        return
    assert len(sheet.files) == len(sheet.values) == len(sheet.lines)
