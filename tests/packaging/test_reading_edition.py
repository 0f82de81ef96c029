"""The corpus inside a reading edition."""

import os
import shutil
import sqlite3
from pathlib import Path
from types import ModuleType

import pytest

from desktop.corpus.corpus import open_corpus
from tests.making import make_corpus

SCRIPT = "reading_edition"


def test_the_copy_is_whole_closed_and_without_what_was_removed(
    script: ModuleType, tmp_path: Path
) -> None:
    with make_corpus(tmp_path / "mine.corpus", ["The Tigris.", "A secret."]) as corpus:
        corpus.watch_folders([tmp_path])
        corpus.library.set_removed([2], is_removed=True)
        script.copy_corpus(tmp_path / "mine.corpus", tmp_path / "copy")
        assert corpus.library.n_removed() == 1
    names = {path.name for path in (tmp_path / "copy").iterdir()}
    assert names == {"corpus.sqlite", "columns"}
    assert b"A secret" not in (tmp_path / "copy" / "corpus.sqlite").read_bytes()
    with open_corpus(tmp_path / "copy") as copy:
        assert copy.search("tigris").n_hits == 1
        assert not copy.watched_folders()
        assert not copy.ground.columns.was_rebuilt


def test_a_damaged_corpus_is_refused_with_a_sentence(script: ModuleType, tmp_path: Path) -> None:
    make_corpus(tmp_path / "mine.corpus", ["The Tigris. " * 2000]).close()
    library = tmp_path / "mine.corpus" / "corpus.sqlite"
    data = bytearray(library.read_bytes())
    data[4096:20_000] = b"\xaa" * (20_000 - 4096)
    library.write_bytes(data)
    with pytest.raises(script.Unbuilt, match="damaged"):
        script.copy_corpus(tmp_path / "mine.corpus", tmp_path / "copy")


def test_what_only_has_the_name_of_a_corpus_gets_a_sentence(
    script: ModuleType, tmp_path: Path
) -> None:
    folder = tmp_path / "mine.corpus"
    folder.mkdir()
    (folder / "corpus.sqlite").write_text("A letter.\n" * 200)
    with pytest.raises(script.Unbuilt, match="is not that of a corpus"):
        script.copy_corpus(folder, tmp_path / "copy")


def test_a_newer_corpus_is_refused_kindly(script: ModuleType, tmp_path: Path) -> None:
    make_corpus(tmp_path / "mine.corpus", ["The Tigris."]).close()
    connection = sqlite3.connect(tmp_path / "mine.corpus" / "corpus.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(script.Unbuilt, match="written by a newer version"):
        script.copy_corpus(tmp_path / "mine.corpus", tmp_path / "copy")


@pytest.mark.parametrize("texts", [None, []])
def test_nothing_to_read_gets_a_sentence(
    script: ModuleType, tmp_path: Path, texts: list[str] | None
) -> None:
    if texts is not None:
        make_corpus(tmp_path / "mine.corpus", texts).close()
    with pytest.raises(script.Unbuilt, match=r"[Tt]here is (no corpus|nothing)"):
        script.copy_corpus(tmp_path / "mine.corpus", tmp_path / "copy")


@pytest.mark.skipif(os.name == "nt", reason="the program is called otherwise there")
def test_an_edition_is_the_program_with_the_corpus_inside_under_its_name(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bundle import make_edition  # type: ignore[import-not-found]
    from product import edition, product_in  # type: ignore[import-not-found]

    def copy2(*_: object, **__: object) -> None:
        raise AssertionError("under Wine this ends the build")

    monkeypatch.setattr(shutil, "copy2", copy2)
    (tmp_path / "mine.corpus" / "originals").mkdir(parents=True)
    make_corpus(tmp_path / "mine.corpus", ["The Tigris."]).close()
    (tmp_path / "mine.corpus" / "originals" / "a.txt").write_text("The Tigris.")
    script.copy_corpus(tmp_path / "mine.corpus", tmp_path / "copy")
    base = tmp_path / "nineveh"
    (base / "_internal").mkdir(parents=True)
    (base / "nineveh").write_text("the program")
    (base / "nineveh").chmod(0o755)
    (base / "portable").touch()
    made = edition("Rivers")
    folder = make_edition(base, made, tmp_path / "copy", tmp_path / "workshop")
    assert os.access(folder / "rivers", os.X_OK)
    assert not (folder / "nineveh").exists() and not (folder / "portable").exists()
    assert (folder / "_internal/edition/Rivers.corpus/originals/a.txt").is_file()
    assert product_in(folder) == made
