"""What nodes of a query give, put together; and what is remembered from search to search."""

from pathlib import Path

import numpy as np
import pytest

from desktop.corpus.search.found import Found, Remembered
from desktop.corpus.search.matched import merge
from desktop.corpus.search.positional import Spans
from desktop.corpus.search.result import Tier
from tests.making import make_corpus, piece


def words(starts: list[int], tier: int) -> Spans:
    places = np.array(starts, dtype=np.int64)
    rows = (places // 10).astype(np.int32)
    return Spans(places, places, np.full(len(starts), tier, dtype=np.uint8), rows)


@pytest.mark.parametrize("shift", [0, 1 << 50])
def test_words_are_merged_in_order_with_the_better_tier(shift: int):
    parts = [words([1, 12, 25], 2), words([3, 12, 31], 0), words([12, 40], 1)]
    moved = [part._replace(starts=part.starts + shift) for part in parts]
    parts = [part._replace(ends=part.starts) for part in moved]
    found = merge(parts)
    assert (found.starts - shift).tolist() == [1, 3, 12, 25, 31, 40]
    assert found.tiers.tolist() == [2, 0, 0, 2, 0, 1]
    assert found.rows.tolist() == [0, 0, 1, 2, 3, 4]


def test_the_same_places_get_the_better_tier():
    one = words([1, 2], 1)
    assert merge([one, one._replace(tiers=one.tiers * 0)]).tiers.tolist() == [0, 0]


def test_what_is_remembered_is_bounded_and_the_oldest_goes():
    array = np.zeros(10, dtype=np.int64)
    found = [Found(array, array.astype(np.int32), array, array.astype(np.float64))]
    remembered = Remembered(2 * found[0].n_bytes)
    for name in ("a", "b"):
        remembered.keep((name,), found)
    assert remembered.get(("a",)) is found
    remembered.keep(("c",), found)
    assert [remembered.get((name,)) is found for name in "abc"] == [True, False, True]


def test_one_word_typed_twice_is_counted_once(tmp_path: Path):
    with make_corpus(tmp_path / "c", [piece("The city, the City"), piece("THE end")]) as corpus:
        result = corpus.search("the OR the")
        assert result.n_hits == 3
        assert {(f.form, f.hits) for f in result.forms} == {("the", 1), ("The", 1), ("THE", 1)}
        mixed = corpus.search("THE OR the")
        assert mixed.hits.tier.tolist() == [Tier.FOLDED, Tier.EXACT, Tier.EXACT]
        again = corpus.search("the boilerplate:yes")
        assert again.n_hits == corpus.search("the").n_hits == 3
