"""The library: what was written is there, whole or not at all; corrections survive; damage is said."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from desktop.corpus.errors import CorpusIsDamaged, CorpusIsNewer, CorpusTrouble, Trouble
from desktop.corpus.library import Library, Refusal
from desktop.corpus.library.connection import FILE_NAME
from desktop.corpus.library.rows import pack_blocks, pack_marks, unpack_blocks, unpack_marks
from desktop.corpus.library.schema import VERSION
from desktop.corpus.text.blocks import Block, Kind, Mark
from tests.making import make_corpus, piece, put


def test_a_document_comes_back_as_it_was_written(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [piece("Mosul’s 😀 city", title="A title")]) as corpus:
        row = corpus.document(1)
        assert (row.title, row.language, row.words) == ("A title", "en", 3)
        assert corpus.text(1).text == "Mosul’s 😀 city"
        tokens = corpus.library.tokens(1)
        text = corpus.text(1).text
        ends = tokens.starts + tokens.lengths
        words = [text[s:e] for s, e in zip(tokens.starts.tolist(), ends.tolist(), strict=True)]
        assert words == ["Mosul", "’s", "city"]


def test_a_group_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", ["one"]) as corpus:
        with pytest.raises(RuntimeError), corpus.library.group():  # noqa: PT012
            corpus.library.refuse(Refusal("x", "never written", "", ""))
            corpus.library.number_forms(["brandnew"])
            raise RuntimeError
        assert corpus.refusals() == ()
        assert put(corpus.library, [piece("brandnew word")]) == [2]
        assert corpus.search("brandnew").n_hits == 1


def forms_read_anew(folder: Path) -> list[list[object]]:
    with Library.open(folder) as library:
        return [list(column) for column in library.form_columns()]


def test_forms_are_the_same_to_those_who_numbered_them_and_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    with Library.open(folder, create=True) as library, Library.open(folder) as other:
        with library.group():
            library.number_forms(["mosul", "Zürich", "apple"])
        with pytest.raises(RuntimeError), library.group():  # noqa: PT012
            library.number_forms(["neverwritten"])
            raise RuntimeError
        with library.group():
            library.number_forms(["apple", "Straße"])
        assert [list(column) for column in library.form_columns()] == forms_read_anew(folder)
        with other.group():
            other.number_forms(["byanother"])
        assert "byanother" in library.form_columns()[0]
        with library.group():
            library.number_forms(["last"])
        assert [list(column) for column in library.form_columns()] == forms_read_anew(folder)


def test_forms_numbered_in_several_groups_are_told_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.corpus.library.form_rows._MOST_REMEMBERED", 5)
    folder = tmp_path / "a"
    with Library.open(folder, create=True) as library:
        for forms in (["b", "A"], ["ß", "a"], ["c", "b"], ["d"], ["e", "d"], ["0"]):
            with library.group():
                library.number_forms(forms)
            assert [list(column) for column in library.form_columns()] == forms_read_anew(folder)


def test_corrections_survive_a_new_intake(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [piece("old text", title="Found")]) as corpus:
        corpus.correct(1, "title", "Corrected")
        corpus.correct(1, "author", "Somebody")
        put(corpus.library, [piece("new text", title="Found again")], replacing=1)
        assert corpus.document(1).title == "Corrected"
        assert corpus.document(1).author == "Somebody"
        assert corpus.text(1).text == "new text"
        corpus.uncorrect(1, "title")
        assert corpus.document(1).title == "Found again"


def test_a_corrected_language_cuts_the_text_anew(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [piece("l’homme", language="de")]) as corpus:
        assert corpus.search("homme").n_hits == 0
        corpus.correct(1, "language", "fr")
        assert corpus.search("homme").n_hits == 1
        corpus.uncorrect(1, "language")
        assert corpus.search("homme").n_hits == 0


def test_removed_documents_vanish_at_once_and_come_back(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", ["Mosul", "Mosul again"]) as corpus:
        corpus.remove([1])
        assert corpus.catalogue().ids.tolist() == [2]
        assert corpus.search("mosul").documents.tolist() == [2]
        corpus.restore([1])
        assert corpus.search("mosul").documents.tolist() == [1, 2]


def test_what_was_removed_is_erased_when_the_corpus_is_closed(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", ["unforgettable secret", "other"]) as corpus:
        corpus.remove([1])
    assert b"unforgettable secret" not in (tmp_path / "a" / FILE_NAME).read_bytes()
    with Library.open(tmp_path / "a") as library, pytest.raises(Trouble):
        library.text(1)


def test_settings_and_aliases_are_kept(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", ["x"]) as corpus:
        corpus.set_setting("sort", "title")
        corpus.set_aliases([("Daesh", "ISIS", "Islamic State")])
        assert corpus.setting("sort") == "title"
        assert corpus.setting("other", "default") == "default"
        assert corpus.aliases() == (("Daesh", "ISIS", "Islamic State"),)


def test_a_name_that_is_not_utf8_is_kept(tmp_path: Path) -> None:
    path = "/texts/caf\udce9.txt"
    with make_corpus(tmp_path / "a", ["x"]) as corpus:
        with corpus.library.group():
            corpus.library.files.refresh_source(1, path, 5)
            corpus.library.refuse(Refusal(path + "x", "no", "", ""))
        assert corpus.document(1).path == path
        assert corpus.catalogue().paths == [path]
        assert corpus.refusals()[0].path == path + "x"


def test_a_corpus_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    make_corpus(tmp_path / "a", ["x"]).close()
    connection = sqlite3.connect(tmp_path / "a" / FILE_NAME)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(CorpusIsNewer):
        Library.open(tmp_path / "a")


def test_another_sqlite_file_is_not_taken_for_a_corpus(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("CREATE TABLE t(x)")
    connection.close()
    with pytest.raises(CorpusTrouble, match="not a corpus"):
        Library.open(tmp_path)


def test_a_damaged_library_is_said_to_be_damaged(tmp_path: Path) -> None:
    make_corpus(tmp_path / "a", ["x"]).close()
    (tmp_path / "a" / FILE_NAME).write_bytes(b"this is no database at all" * 99)
    with pytest.raises(CorpusIsDamaged):
        Library.open(tmp_path / "a")


def test_a_corpus_that_is_not_there_is_not_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(CorpusTrouble, match="no corpus"):
        Library.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_blocks_and_marks_come_back(tmp_path: Path) -> None:
    blocks = (Block(Kind.HEADING, 0, 5, 2), Block(Kind.PARAGRAPH, 7, 9, 0, "standfirst"))
    marks = (Mark("em", 1, 2), Mark("link", 3, 5, "https://example.org/ä"))
    assert unpack_blocks(pack_blocks(blocks)) == blocks
    assert unpack_marks(pack_marks(marks)) == marks
    assert unpack_blocks(pack_blocks(())) == ()


def test_places_of_few_and_of_many_tokens_agree(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", ["one two three four five six seven"]) as corpus:
        few = corpus.library.places(1, np.array([4]))
        many = corpus.library.places(1, np.arange(7))
        assert (few[0][0], few[1][0]) == (many[0][4], many[1][4])
