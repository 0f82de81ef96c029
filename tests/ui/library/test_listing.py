"""Filtering and sorting of the list, over the catalogue's columns."""

from pathlib import Path

import numpy as np
import pytest

from desktop.ui.library.listing import Listing, Sort
from tests.making import make_corpus, piece

PIECES = (
    piece("One two three.", title="‘Zebra’", author="Ava Löw", published="2016-10"),
    piece("One.", title="Äpfel", source="Le Monde", published="2017"),
    piece("One two.", title="apple", author="فاطمة"),
    piece("One two three four.", title="Mosul", author="Zoë", published="2016-10-16"),
)


@pytest.fixture
def listing(tmp_path: Path) -> Listing:
    with make_corpus(tmp_path / "x.corpus", PIECES) as corpus:
        return Listing(corpus.catalogue())


@pytest.mark.parametrize(
    ("sort", "expected"),
    (
        (Sort.INTAKE, [0, 1, 2, 3]),
        (Sort.TITLE, [1, 2, 3, 0]),
        (Sort.AUTHOR, [0, 3, 2, 1]),
        (Sort.DATE, [0, 3, 1, 2]),
        (Sort.WORDS, [1, 2, 0, 3]),
        (Sort.HITS, [0, 2, 1, 3]),
    ),
)
def test_rows_are_sorted(listing: Listing, sort: Sort, expected: list[int]) -> None:
    hits = np.array([0, 2, 0, 5], dtype=np.int64)
    assert listing.rows(sort=sort, hits=hits).tolist() == expected


def test_what_is_not_known_comes_last_both_ways(listing: Listing) -> None:
    assert listing.rows(sort=Sort.AUTHOR, descends=True).tolist() == [2, 3, 0, 1]
    assert listing.rows(sort=Sort.DATE, descends=True).tolist() == [1, 3, 0, 2]


@pytest.mark.parametrize(
    ("typed", "expected"),
    (
        ("APFEL", [1]),
        ("low zebra", [0]),
        ("‘zebra’", [0]),
        ("monde", [1]),
        ("فاطمه", [2]),
        ("made/3", [3]),
        ("zebra monde", []),
        ("   ", [0, 1, 2, 3]),
    ),
)
def test_every_typed_word_must_occur_folded(
    listing: Listing, typed: str, expected: list[int]
) -> None:
    assert listing.rows(typed=typed).tolist() == expected


def test_only_documents_with_hits(listing: Listing) -> None:
    hits = np.array([0, 2, 0, 5], dtype=np.int64)
    assert listing.rows(hits=hits, only_hits=True).tolist() == [1, 3]
    assert listing.rows(only_hits=True).tolist() == [0, 1, 2, 3]


def test_a_listing_made_from_an_older_one_is_the_same(tmp_path: Path, listing: Listing) -> None:
    again = Listing(listing.table, previous=listing)
    assert again.folded == listing.folded
    assert again.by_title.tolist() == listing.by_title.tolist()


def test_an_empty_catalogue_has_no_rows(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "y.corpus", ()) as corpus:
        listing = Listing(corpus.catalogue())
    for sort in Sort:
        assert listing.rows(sort=sort, typed="x", descends=True).tolist() == []
