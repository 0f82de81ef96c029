"""The kept catalogue: used while it is that of the library, and never when it is not."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from desktop.corpus.columns import kept_catalogue
from desktop.corpus.corpus import Corpus, open_corpus
from desktop.corpus.library import CatalogueTable, Library
from tests.making import make_corpus, piece, put

PIECES = (
    piece("The bridge fell.", title="The Bridge", author="A. Writer", published="2016-10-16"),
    piece("Rain on the market.", title="الموصل", source="The Daily"),
    piece("No title here"),
)


@pytest.fixture(autouse=True)
def few_are_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.corpus.columns.catalogue.WORTH_KEEPING", 1)


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("columns/catalogue-*"))


def used_once(folder: Path) -> None:
    """Open a corpus, look at its catalogue, close it."""
    with open_corpus(folder) as corpus:
        corpus.catalogue()


def table_kept(folder: Path) -> CatalogueTable | None:
    with Library.open(folder) as library:
        return kept_catalogue(library)


def same(one: CatalogueTable, other: CatalogueTable) -> bool:
    columns = [(getattr(one, f.name), getattr(other, f.name)) for f in fields(one)]
    return all(np.array_equal(a, b) if hasattr(a, "dtype") else [*a] == [*b] for a, b in columns)


def test_the_next_opening_finds_the_same_catalogue(tmp_path: Path) -> None:
    make_corpus(tmp_path / "a", PIECES).close()
    used_once(tmp_path / "a")
    found = table_kept(tmp_path / "a")
    with Library.open(tmp_path / "a") as library:
        assert found is not None and same(found, library.catalogue())
        assert found.date_of(0) == "2016-10-16"


def test_a_corpus_that_has_changed_does_without(tmp_path: Path) -> None:
    make_corpus(tmp_path / "a", PIECES).close()
    used_once(tmp_path / "a")
    with Library.open(tmp_path / "a") as library:
        put(library, [piece("Raqqa", title="New")])
    assert table_kept(tmp_path / "a") is None
    with open_corpus(tmp_path / "a") as corpus:
        assert [*corpus.catalogue().titles][-1] == "New"
        assert corpus.search("author:writer bridge").documents.tolist() == [1]
    assert len(kept(tmp_path / "a")) == 1
    assert table_kept(tmp_path / "a") is not None


def test_a_correction_is_in_the_next_one(tmp_path: Path) -> None:
    make_corpus(tmp_path / "a", PIECES).close()
    used_once(tmp_path / "a")
    with open_corpus(tmp_path / "a") as corpus:
        corpus.correct(1, "title", "Another title")
        corpus.catalogue()
    found = table_kept(tmp_path / "a")
    assert found is not None and found.titles[0] == "Another title"


def test_what_was_removed_for_good_is_not_kept(tmp_path: Path) -> None:
    make_corpus(tmp_path / "a", PIECES).close()
    used_once(tmp_path / "a")
    with open_corpus(tmp_path / "a") as corpus:
        corpus.remove([1])
    assert all(
        b"The Bridge" not in (each / "arrays.bin").read_bytes() for each in kept(tmp_path / "a")
    )
    with open_corpus(tmp_path / "a") as corpus:
        assert len(corpus.catalogue()) == 2


def test_a_damaged_one_is_thrown_away(tmp_path: Path) -> None:
    make_corpus(tmp_path / "a", PIECES).close()
    used_once(tmp_path / "a")
    (folder,) = kept(tmp_path / "a")
    file = folder / "arrays.bin"
    file.write_bytes(file.read_bytes()[::-1])
    assert titles(open_corpus(tmp_path / "a")) == ["The Bridge", "الموصل", "2.txt"]


def test_searching_over_it_gives_what_the_library_gives(tmp_path: Path) -> None:
    make_corpus(tmp_path / "a", PIECES).close()
    used_once(tmp_path / "a")
    with open_corpus(tmp_path / "a") as corpus:
        assert corpus.search("source:daily").documents.tolist() == [2]
        assert corpus.search("date:[2016 TO 2017]").documents.tolist() == [1]
        assert corpus.search("path:2.txt").documents.tolist() == [3]


def titles(corpus: Corpus) -> list[str]:
    with corpus:
        return list(corpus.catalogue().titles)
