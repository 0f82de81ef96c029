"""The check finds what is wrong in each room, and mends what can be made from what is sound."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.corpus.check import Finding, check
from desktop.corpus.intake import take_in
from desktop.corpus.library import Library


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "1.txt").write_text("The bridge\n\nThe bridge was closed. “Closed?” he asked.\n")
    (folder / "2.txt").write_text("L'été est chaud et les vacances sont longues cette année.\n")
    for _ in take_in(tmp_path / "c", [folder], stop=lambda: False):
        pass
    return tmp_path / "c"


def findings(corpus: Path, *, repair: bool = False) -> list[tuple[str, int | None, bool]]:
    with closing(Library.open(corpus)) as library:
        steps = list(check(library, repair=repair))
    found = [step for step in steps if isinstance(step, Finding)]
    return [(step.where, step.document_id, step.is_repaired) for step in found]


def change(corpus: Path, sql: str) -> None:
    with closing(sqlite3.connect(corpus / "corpus.sqlite")) as library:
        library.execute(sql)
        library.commit()


def test_sound_corpus_has_no_findings(corpus: Path):
    assert findings(corpus) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE tokens SET forms = zeroblob(length(forms)) WHERE document_id = 1",
        "UPDATE tokens SET stretches = zeroblob(length(stretches)) WHERE document_id = 1",
        "UPDATE tokens SET lengths = x'00' WHERE document_id = 1",
        "DELETE FROM tokens WHERE document_id = 1",
        "UPDATE documents SET words = 5 WHERE id = 1",
    ],
)
def test_tokens_are_made_again_from_the_text(corpus: Path, sql: str):
    change(corpus, sql)
    assert ("tokens", 1, False) in findings(corpus)
    assert ("tokens", 1, True) in findings(corpus, repair=True)
    assert findings(corpus) == []


def test_text_that_does_not_fit_its_blocks_cannot_be_mended(corpus: Path):
    change(corpus, "UPDATE texts SET text = substr(text, 1, 20) WHERE document_id = 1")
    assert ("library", 1, False) in findings(corpus, repair=True)


def test_text_that_is_not_what_was_taken_in_is_told_and_nothing_is_made_of_it(corpus: Path):
    change(
        corpus, "UPDATE texts SET text = replace(text, 'closed', 'opened') WHERE document_id = 1"
    )
    assert findings(corpus, repair=True) == [("library", 1, False)]
    assert findings(corpus) == [("library", 1, False)]


def test_missing_text_cannot_be_mended(corpus: Path):
    change(corpus, "DELETE FROM texts WHERE document_id = 2")
    assert ("library", 2, False) in findings(corpus, repair=True)


def test_row_that_points_nowhere_is_found(corpus: Path):
    change(corpus, "INSERT INTO corrections VALUES(99, 'author', 'Nobody')")
    assert ("library", None, False) in findings(corpus)


def test_columns_of_other_tokens_are_made_anew(corpus: Path, tmp_path: Path):
    (tmp_path / "other.txt").write_text("Quite another text.")
    for _ in take_in(tmp_path / "d", [tmp_path / "other.txt"], stop=lambda: False):
        pass
    [ours], [theirs] = (corpus / "columns").iterdir(), (tmp_path / "d" / "columns").iterdir()
    for file in theirs.iterdir():
        (ours / file.name).write_bytes(file.read_bytes())
    assert findings(corpus) == [("columns", None, False)]
    assert findings(corpus, repair=True) == [("columns", None, True)]
    assert findings(corpus) == []
