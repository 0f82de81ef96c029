"""The columns: stale, damaged or missing ones are made anew, and new documents are found at once."""

import shutil
from pathlib import Path

import pytest

from desktop.corpus.columns import build_columns, check_columns
from desktop.corpus.columns.store import newest
from desktop.corpus.corpus import Corpus, open_corpus
from tests.making import make_corpus, piece, put


def built(folder: Path) -> Path:
    """Make a corpus with columns, closed; returns the columns' folder."""
    with make_corpus(folder, ["Mosul one", "Mosul two"]) as corpus:
        return build_columns(corpus.library)


def finds(corpus: Corpus, typed: str) -> list[int]:
    return corpus.search(typed).documents.tolist()


def test_columns_on_disk_are_used(tmp_path: Path) -> None:
    built(tmp_path / "a")
    with open_corpus(tmp_path / "a") as corpus:
        assert finds(corpus, "mosul") == [1, 2]
        assert not corpus.ground.columns.was_rebuilt
        assert corpus.ground.columns.n_tail_tokens == 0


def test_new_documents_are_found_at_once(tmp_path: Path) -> None:
    built(tmp_path / "a")
    with open_corpus(tmp_path / "a") as corpus, open_corpus(tmp_path / "a") as other:
        assert finds(corpus, "mosul") == [1, 2]
        put(other.library, [piece("Raqqa and Mosul")])
        assert corpus.refresh()
        assert finds(corpus, "mosul raqqa") == [3]
        assert sorted(finds(corpus, "mosul")) == [1, 2, 3]
        assert not corpus.refresh()


def test_a_changed_document_is_found_by_its_new_words_only(tmp_path: Path) -> None:
    built(tmp_path / "a")
    with open_corpus(tmp_path / "a") as corpus:
        put(corpus.library, [piece("Raqqa")], replacing=1)
        assert finds(corpus, "mosul") == [2]
        assert finds(corpus, "raqqa") == [1]


def test_many_small_groups_are_joined(tmp_path: Path) -> None:
    built(tmp_path / "a")
    with open_corpus(tmp_path / "a") as corpus:
        for number in range(20):
            put(corpus.library, [piece(f"Mosul number{number}")])
            assert len(finds(corpus, "mosul")) == 3 + number
        assert len(corpus.ground.columns.segments) < 9
        assert finds(corpus, "number13") == [16]


@pytest.mark.parametrize("damage", ["cut", "overwritten", "emptied", "stamp", "gone"])
def test_damaged_columns_are_made_anew(tmp_path: Path, damage: str) -> None:
    columns = built(tmp_path / "a")
    arrays = columns / "arrays.bin"
    content = bytearray(arrays.read_bytes())
    if damage == "gone":
        shutil.rmtree(columns)
    elif damage == "stamp":
        (columns / "stamp.json").write_text("{")
    else:
        if damage == "overwritten":
            content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
        new = {"cut": content[:-9], "overwritten": content, "emptied": b""}[damage]
        arrays.write_bytes(new)
        assert not check_columns(columns)
    with open_corpus(tmp_path / "a") as corpus:
        assert finds(corpus, "mosul") == [1, 2]
        assert corpus.ground.columns.was_rebuilt
        assert corpus.notes


def test_a_copied_corpus_keeps_its_columns(tmp_path: Path) -> None:
    built(tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b", copy_function=shutil.copy)
    with open_corpus(tmp_path / "b") as corpus:
        assert finds(corpus, "mosul") == [1, 2]
        assert not corpus.ground.columns.was_rebuilt


def test_a_new_generation_replaces_the_old_one(tmp_path: Path) -> None:
    old = built(tmp_path / "a")
    with open_corpus(tmp_path / "a") as corpus:
        put(corpus.library, [piece("Raqqa")])
        new = build_columns(corpus.library)
    assert not old.exists()
    assert newest(tmp_path / "a") == new
    assert check_columns(new)


def test_an_empty_corpus_can_be_searched(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "a", create=True) as corpus:
        build_columns(corpus.library)
        assert corpus.search("mosul").n_documents == 0
        assert corpus.search("").n_documents == 0
        assert corpus.search("NOT x").n_documents == 0


def test_columns_that_had_to_be_made_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.corpus.columns.columns._WORTH_KEEPING", 1)
    shutil.rmtree(built(tmp_path / "a"))
    with open_corpus(tmp_path / "a") as corpus:
        assert corpus.ground.columns.was_rebuilt
    with open_corpus(tmp_path / "a") as corpus:
        assert finds(corpus, "mosul") == [1, 2]
        assert not corpus.ground.columns.was_rebuilt
