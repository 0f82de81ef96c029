"""Lines sorted by words before and after, by the match, by document, date and place."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from desktop.corpus.concordance.sorting import Key, order, sort_by_columns, sort_keys
from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.corpus.forms import collation_key
from desktop.corpus.text.tokens import spans
from tests.making import make_corpus, piece

TEXTS = (
    piece("a city of Zakho, a city of Aleppo. Old city walls; cities fall.", title="Über", published="2017"),
    piece("the city élan, the city zero, the city eland. city", title="Abend", published="2016-10"),
    piece("city", title="Ulm"),
    piece("an old city of Aleppo", title="Abend", updated="2016-09-01"),
)  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return make_corpus(tmp_path / "c", TEXTS)


def sorted_lines(corpus: Corpus, typed: str, written: str) -> list[tuple[int, int]]:
    """The hits as (document, first token) in the order of the keys."""
    result = corpus.search(typed)
    permutation = order(corpus, result, sort_keys(written))
    assert sorted(permutation.tolist()) == list(range(result.n_hits))
    hits = result.hits
    return [(int(hits.document[n]), int(hits.first[n])) for n in permutation]


def words(corpus: Corpus, document: int) -> list[str]:
    text = corpus.text(document).text
    return [text[start:end] for start, end in spans(text, "en")]


def beside(corpus: Corpus, line: tuple[int, int], distance: int) -> bytes:
    document, first = line
    forms = words(corpus, document)
    at = first + distance
    return b"\0" + collation_key(forms[at]) if 0 <= at < len(forms) else b""


@pytest.mark.parametrize("keys", [(1,), (1, 2, 3), (-1, -2), (5, -5, 1)])
def test_words_beside_sort_by_unicode_collation(corpus: Corpus, keys: tuple[int, ...]):
    written = ",".join(f"{'R' if key > 0 else 'L'}{abs(key)}" for key in keys)
    unsorted = sorted_lines(corpus, "city", "")
    wanted = sorted(unsorted, key=lambda line: [beside(corpus, line, key) for key in keys])
    assert sorted_lines(corpus, "city", written) == wanted


def test_no_key_leaves_document_order_and_place(corpus: Corpus):
    lines = sorted_lines(corpus, "city", "")
    assert lines == sorted(lines)


def test_match_sorts_by_the_forms_that_were_hit(corpus: Corpus):
    lines = sorted_lines(corpus, "cit*", "match")
    forms = [words(corpus, document)[first] for document, first in lines]
    assert forms == ["cities"] + ["city"] * 9


def test_match_of_several_words_sorts_by_all_of_them(corpus: Corpus):
    lines = sorted_lines(corpus, '"city of *"', "match,place")
    assert [words(corpus, document)[first + 2] for document, first in lines] == [
        "Aleppo",
        "Aleppo",
        "Zakho",
    ]


def test_documents_sort_by_title_and_stay_together(corpus: Corpus):
    documents = [document for document, _ in sorted_lines(corpus, "city", "document")]
    titles = [corpus.document(document).title for document in dict.fromkeys(documents)]
    assert titles == ["Abend", "Abend", "Über", "Ulm"] or titles == [
        "Abend",
        "Abend",
        "Ulm",
        "Über",
    ]
    assert len(list(dict.fromkeys(documents))) == 4
    assert titles == sorted(titles, key=lambda title: collation_key(title or ""))


def test_dates_sort_oldest_first_and_unknown_last(corpus: Corpus):
    documents = [document for document, _ in sorted_lines(corpus, "city", "date,place")]
    dates = [corpus.document(document).date for document in dict.fromkeys(documents)]
    assert dates == ["2016-09-01", "2016-10", "2017", None]


def start(corpus: Corpus, line: tuple[int, int]) -> int:
    return spans(corpus.text(line[0]).text, "en")[line[1]][0]


def test_place_sorts_by_where_hits_start_across_documents(corpus: Corpus):
    starts = [start(corpus, line) for line in sorted_lines(corpus, "city", "place")]
    assert starts == sorted(starts)


def test_place_inside_documents_is_their_own_order(corpus: Corpus):
    lines = sorted_lines(corpus, "city", "document,place")
    assert sorted(lines) == sorted_lines(corpus, "city", "")
    assert lines == sorted_lines(corpus, "city", "document")


def test_no_hits_are_sorted_too(corpus: Corpus):
    assert sorted_lines(corpus, "nowhere", "R1,match,date") == []


@settings(max_examples=60)
@given(st.integers(1, 4), st.integers(0, 40), st.data())
def test_columns_sort_stably_like_lexsort(n_columns: int, n_rows: int, data: st.DataObject):
    values = st.sampled_from([-1, 1 << 20, 2 << 20, (2 << 20) + 1, 3 << 20, 1 << 45, 7])
    columns = [data.draw(arrays(np.int64, n_rows, elements=values)) for _ in range(n_columns)]
    assert sort_by_columns(columns).tolist() == np.lexsort(columns[::-1]).tolist()


def test_keys_are_read_in_either_case():
    assert sort_keys(" r1, L5,Match ") == (Key("R1", 1), Key("L5", -5), Key("match"))
    assert sort_keys("") == ()


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("R6", "“R6” is not a key to sort by."),
        ("R1,title", "“title” is not a key to sort by."),
        ("R1,r1", "“R1” is named twice."),
        ("R1,R2,R3,R4", "Lines can be sorted by three keys at most."),
    ],
)
def test_a_wrong_key_is_named(written: str, sentence: str):
    with pytest.raises(Trouble) as caught:
        sort_keys(written)
    assert caught.value.sentence == sentence
