"""A corpus of the first version is brought up to date, and is read as it is where nothing can be written."""

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from desktop.corpus.errors import CorpusIsReadOnly
from desktop.corpus.library import Library, Refusal
from desktop.corpus.library.connection import FILE_NAME
from desktop.corpus.library.schema import APPLICATION_ID, MIGRATIONS, VERSION

TEXT = "The old bridge was closed."


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """A folder with a corpus as the first version of the program made it."""
    folder = tmp_path / "Old.corpus"
    folder.mkdir()
    connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    for statement in MIGRATIONS[0]:
        connection.execute(statement)
    connection.execute(
        "INSERT INTO documents(serial, path, sha256, size_bytes, modified_ns, format, title, words,"
        " n_tokens, n_characters, added) VALUES(1, '/a/story.txt', 'ab', 26, 7, 'text', 'Bridge', 0,"
        " 0, 26, '2026-01-01')"
    )
    connection.execute(
        "INSERT INTO texts VALUES(1, ?, ?, ?)", (TEXT, json.dumps([""]).encode() + b"\n", b"[]\n")
    )
    connection.execute("INSERT INTO tokens VALUES(1, x'', x'', x'', x'')")
    connection.execute("INSERT INTO corrections VALUES(1, 'title', 'Bridge')")
    connection.execute("INSERT INTO refusals VALUES('/a/x.doc', 'No.', '', '2026-01-01')")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    return folder


def version_of(folder: Path) -> int:
    connection = sqlite3.connect(f"file:{folder / FILE_NAME}?mode=ro&immutable=1", uri=True)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return version


def assert_all_there(library: Library) -> None:
    document = library.document(1)
    assert (document.title, document.part, document.parent_id) == ("Bridge", "", None)
    assert (document.pages, document.doubts, document.original) == (None, (), None)
    assert library.text(1).text == TEXT
    assert library.boxes(1) == ()
    assert library.corrections(1) == {"title": "Bridge"}
    expected = f"text {hashlib.sha256(TEXT.encode()).hexdigest()}"
    assert [(each.document_id, each.text) for each in library.kin.sums()] == [(1, expected)]
    assert library.refusals() == (Refusal("/a/x.doc", "No.", "", "2026-01-01"),)
    assert library.sources()["/a/story.txt"].document_id == 1
    assert library.files.unfinished() == frozenset()
    assert library.catalogue().titles == ["Bridge"]
    assert library.integrity() == []


def test_a_corpus_of_the_first_version_is_brought_up_to_date(first_version: Path) -> None:
    with Library.open(first_version) as library:
        assert_all_there(library)
    assert version_of(first_version) == VERSION
    with Library.open(first_version) as library:
        assert_all_there(library)


def test_a_corpus_of_the_first_version_is_read_where_nothing_can_be_written(
    first_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.corpus.library.library.is_writable", lambda folder: False)
    with Library.open(first_version) as library:
        assert library.is_read_only
        assert_all_there(library)
        with pytest.raises(CorpusIsReadOnly), library.group():
            pass
    assert version_of(first_version) == 1


def test_a_new_corpus_has_the_tables_of_an_old_one(first_version: Path, tmp_path: Path) -> None:
    Library.open(first_version).close()
    Library.open(tmp_path / "new", create=True).close()
    assert shape(first_version) == shape(tmp_path / "new")


def shape(folder: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(folder / FILE_NAME)
    rows = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    connection.close()
    return rows
