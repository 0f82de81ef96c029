"""Which document with hits comes next."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.corpus.corpus import Corpus
from desktop.ui.searching import documents_with_hits, goes_round, neighbour
from tests.making import make_corpus

TEXTS = ("bridge", "river", "bridge bridge of a river", "nothing", "a bridge too far away")


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with make_corpus(tmp_path / "x.corpus", TEXTS) as corpus:
        yield corpus


def test_documents_are_walked_in_their_ranking_and_round(corpus: Corpus) -> None:
    result = corpus.search("bridge")
    ranked = result.documents.tolist()
    assert sorted(ranked) == [1, 3, 5]
    walked = [ranked[0]]
    for _ in range(3):
        there = neighbour(result, walked[-1], step=1)
        assert there is not None
        walked.append(there)
    assert walked == [*ranked, ranked[0]]
    assert neighbour(result, ranked[0], step=-1) == ranked[-1]
    assert goes_round(result, ranked[-1], step=1)
    assert goes_round(result, ranked[0], step=-1)
    assert not goes_round(result, ranked[0], step=1)


def test_from_a_document_without_hits_one_begins_at_the_best(corpus: Corpus) -> None:
    result = corpus.search("bridge")
    assert neighbour(result, 4, step=1) == result.documents[0]
    assert neighbour(result, 4, step=-1) == result.documents[-1]
    assert not goes_round(result, 4, step=1)


@pytest.mark.parametrize("typed", ("", "absent", "path:made"))
def test_without_hits_there_is_nowhere_to_go(corpus: Corpus, typed: str) -> None:
    result = corpus.search(typed)
    assert documents_with_hits(result) == []
    assert neighbour(result, 1, step=1) is None
    assert neighbour(None, 1, step=1) is None


def test_in_the_order_of_the_corpus_one_goes_on_from_where_one_is(corpus: Corpus) -> None:
    result = corpus.search("bridge")
    assert documents_with_hits(result, is_ranked=False) == [1, 3, 5]
    assert neighbour(result, 3, step=1, is_ranked=False) == 5
    assert neighbour(result, 2, step=1, is_ranked=False) == 3
    assert neighbour(result, 2, step=-1, is_ranked=False) == 1
    assert neighbour(result, 5, step=1, is_ranked=False) == 1
    assert goes_round(result, 5, step=1, is_ranked=False)
    assert goes_round(result, 6, step=1, is_ranked=False)
    assert not goes_round(result, 4, step=1, is_ranked=False)
