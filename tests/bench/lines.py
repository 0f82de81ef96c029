"""Measures the concordance: all hits of a frequent word, sorted, to the first screen of lines."""

from pathlib import Path
from time import perf_counter

import numpy as np

from desktop.corpus.concordance.lines import cut_many, order, sort_keys
from desktop.corpus.corpus import Corpus, open_corpus
from tests.bench.table import Row, ms

_ABOUT_HITS = 700_000
_SCREEN = 50
_PARTS = ("search", "sort", "cut")
_ORDERS = ("R1,R2,R3", "L1,L2,L3", "match,R1,L1", "date,document,R1")


def run(folder: Path) -> list[Row]:
    """Search the word that has about 700,000 hits, sort by three keys, cut the first 50 lines."""
    with open_corpus(folder) as corpus:
        word = _frequent_word(corpus)
        return [_sorted(corpus, word, keys) for keys in _ORDERS]


def _sorted(corpus: Corpus, word: str, keys: str) -> Row:
    corpus.search("warm")
    times = min((_once(corpus, word, keys) for _ in range(3)), key=sum)
    n_hits = corpus.search(word).n_hits
    parts = ", ".join(f"{name} {ms(took * 1000)}" for name, took in zip(_PARTS, times, strict=True))
    what = f"all {n_hits:,} hits of `{word}` sorted by {keys}, first {_SCREEN} lines"
    return Row(what, f"{ms(sum(times) * 1000)} ({parts})", "", "300 ms")


def _once(corpus: Corpus, word: str, keys: str) -> tuple[float, ...]:
    """Return the seconds of the search, the sorting and the cutting."""
    begun = perf_counter()
    result = corpus.search(word)
    searched = perf_counter()
    rows = order(corpus, result, sort_keys(keys))
    ordered = perf_counter()
    for _ in cut_many(corpus, result.hits, rows[:_SCREEN]):
        pass
    return searched - begun, ordered - searched, perf_counter() - ordered


def _frequent_word(corpus: Corpus) -> str:
    """Return the form whose number of tokens is nearest to 700,000."""
    columns = corpus.ground.columns
    counts = np.zeros(len(columns.forms), dtype=np.int64)
    for segment in columns.segments:
        counts += np.bincount(segment.forms, minlength=len(counts))
    return columns.forms.form(int(np.argmin(np.abs(counts - _ABOUT_HITS))))
