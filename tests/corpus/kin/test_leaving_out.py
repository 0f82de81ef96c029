"""Duplicates are left out of searches: the filter, the switch, and an oracle for both."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import QueryTrouble
from desktop.corpus.kin.find import find_families
from desktop.corpus.query import parse
from tests.making import make_corpus, piece, put

STORY = "The old bridge over the river was closed in the morning by the mayor of the town"


def compared(corpus: Corpus) -> Corpus:
    for _ in find_families(corpus.library):
        pass
    return corpus


def ids(corpus: Corpus, typed: str, *, without_repeats: bool = False) -> list[int]:
    return sorted(corpus.search(typed, without_repeats=without_repeats).documents.tolist())


def test_only_the_first_of_a_family_counts(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", ["a bridge", STORY, STORY, STORY.upper()]) as corpus:
        compared(corpus)
        assert ids(corpus, "bridge") == [1, 2, 3, 4]
        assert ids(corpus, "bridge duplicates:yes") == [1, 2, 3, 4]
        assert ids(corpus, "bridge duplicates:no") == [1, 2]
        assert ids(corpus, "bridge duplicates:only") == [2, 3, 4]
        assert ids(corpus, "bridge NOT duplicates:no") == [3, 4]
        assert corpus.search("bridge duplicates:no").n_hits == 2
        corpus.remove([2])
        assert ids(corpus, "bridge duplicates:no") == [1, 3]


def test_the_switch_holds_for_the_whole_line_and_for_an_empty_one(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", ["a bridge", STORY, STORY]) as corpus:
        compared(corpus)
        assert ids(corpus, "", without_repeats=True) == [1, 2]
        assert ids(corpus, "mayor OR bridge", without_repeats=True) == [1, 2]
        assert ids(corpus, "duplicates:only", without_repeats=True) == [2]


def test_before_any_comparison_nothing_is_left_out(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [STORY, STORY]) as corpus:
        assert ids(corpus, "duplicates:no") == [1, 2]
        assert ids(corpus, "duplicates:only") == []


def test_another_value_is_refused_with_its_place() -> None:
    with pytest.raises(QueryTrouble, match="duplicates:no") as caught:
        parse("bridge duplicates:maybe")
    assert (caught.value.start, caught.value.end) == (18, 23)


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32))
def test_what_is_left_is_what_a_list_without_later_copies_holds(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = Random(seed)
    texts = [" ".join(chance.choices("abcdefgh", k=chance.randint(1, 12))) for _ in range(4)]
    chosen = [chance.choice(texts) for _ in range(chance.randint(1, 10))]
    with make_corpus(tmp_path_factory.mktemp("kin") / "a", list(chosen[:4])) as corpus:
        corpus.ground  # noqa: B018 - what comes now is the tail
        put(corpus.library, [piece(text) for text in chosen[4:]])
        compared(corpus)
        removed = [n for n in range(1, len(chosen) + 1) if chance.random() < 0.2]
        corpus.remove(removed)
        live = [n for n in range(1, len(chosen) + 1) if n not in removed]
        family = {kin.document_id: kin.family for n in live for kin in corpus.family_of(n)}
        firsts = [
            n
            for n in live
            if n not in family or n == min(m for m in live if family.get(m) == family[n])
        ]
        for typed in ("a", "b OR c", "NOT d", '"a b"'):
            expected = [n for n in ids(corpus, typed) if n in firsts]
            assert ids(corpus, f"({typed}) duplicates:no") == expected
            assert ids(corpus, typed, without_repeats=True) == expected
            both = [n for n in ids(corpus, typed) if n in family]
            assert ids(corpus, f"({typed}) AND duplicates:only") == both
