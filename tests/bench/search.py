"""Measures a search as one types on 100,000 documents, beside Recoll, FTS5 and stock Whoosh."""

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import perf_counter

from desktop.corpus.concordance.lines import lines
from desktop.corpus.corpus import Corpus, open_corpus
from tests.bench import peers, questions, worlds
from tests.bench.questions import Question
from tests.bench.table import Row, ms, seconds, spread

_PEER_PATTERNS = 8
_PATIENCE_S = 10
_LONGEST_S = 30
_LINES = 20
_PLAIN, _PATTERN = "p95 100 ms", "most 1 s"

Ask = Callable[[str], float]


def run(folder: Path) -> list[Row]:
    """Ask all questions of Nineveh, and of each peer those that it has words for."""
    with open_corpus(folder) as corpus:
        asked = questions.random_ones(corpus)
        first_results(corpus, asked[1].typed)
        plain = [each for each in asked if each.kind != "pattern"]
        patterns = [each for each in asked if each.kind == "pattern"]
        rows = [_ours(corpus, f"{len(plain)} random words, phrases, AND, OR, NOT", plain, _PLAIN)]
        for kind in ("word", "phrase", "AND", "OR", "NOT"):
            some = [each for each in plain if each.kind == kind]
            rows.append(_ours(corpus, f"{len(some)} of them: {kind}", some, _PLAIN))
        rows.append(_ours(corpus, f"{len(patterns)} random patterns", patterns, _PATTERN))
        for kind, budget in (("plain", _PLAIN), ("pattern", _PATTERN)):
            some = [each for each in questions.of_the_help() if each.kind == kind]
            rows.append(_ours(corpus, f"{len(some)} lines of the query help: {kind}", some, budget))
        rows += [_extreme(corpus, each) for each in questions.extremes()]
    return rows + _peers(plain, patterns)


def first_results(corpus: Corpus, typed: str) -> float:
    """Return how long it takes to find everything and cut what the window shows first.

    That is 50 documents with their titles, and 20 lines.
    """

    def ask() -> None:
        result = corpus.search(typed)
        table = corpus.catalogue()
        for document_id in result.documents[: peers.FIRST].tolist():
            _ = table.titles[table.row_of(document_id)]
        for _ in lines(corpus, result, limit=_LINES):
            pass

    return seconds(ask)


def _ours(corpus: Corpus, what: str, asked: Sequence[Question], budget: str) -> Row:
    times = [first_results(corpus, each.typed) for each in asked]
    slowest = asked[times.index(max(times))].typed
    return Row(f"search: {what}", f"{spread(times)} (`{slowest}`)", "", budget)


def _extreme(corpus: Corpus, asked: Question) -> Row:
    took = min(first_results(corpus, asked.typed) for _ in range(2))
    result = corpus.search(asked.typed)
    found = (
        f"{result.n_hits:,} hits in {result.n_documents:,} documents, {len(result.forms):,} forms"
    )
    return Row(f"search: `{asked.typed}`", f"{ms(took * 1000)} ({found})", "", _PATTERN)


def _peers(plain: Sequence[Question], patterns: Sequence[Question]) -> list[Row]:
    files = worlds.many_files()
    kept = worlds.KEPT / f"{files.folder.name}-peers"
    kept.mkdir(exist_ok=True)
    rows: list[Row] = []
    if peers.has_recoll():
        recoll = peers.Recoll(files.folder, kept / "recoll")
        recoll.make()
        rows += _theirs("recollq, process included", recoll.ask, plain, patterns, "recoll")
    with closing(peers.Fts5(kept / "fts5.sqlite")) as fts5:
        fts5.make(worlds.texts(files))
        rows += _theirs("SQLite FTS5", fts5.ask, plain, patterns, "fts5")
    with closing(peers.StockWhoosh(kept / "whoosh")) as whoosh:
        whoosh.make(worlds.texts(files))
        rows += _theirs("stock Whoosh", whoosh.ask, plain, patterns, "whoosh")
    return rows


def _theirs(
    name: str, ask: Ask, plain: Iterable[Question], patterns: Iterable[Question], language: str
) -> list[Row]:
    """Ask a peer; of the patterns only some, since a peer may need many seconds for one."""
    rows: list[Row] = []
    for kind, asked in (("words, phrases, AND, OR, NOT", plain), ("patterns", patterns)):
        lines = [line for each in asked if (line := getattr(each, language))]
        lines = lines[:_PEER_PATTERNS] if kind == "patterns" else lines
        times, n_refused = _asked(ask, lines)
        said = f"{name}: {spread(times)}" + (
            f"; {n_refused} refused or over {_PATIENCE_S} s" if n_refused else ""
        )
        asked_now = f"{len(times) + n_refused} of {len(lines)}"
        rows.append(Row(f"the same: {asked_now} random {kind}", "", said))
    return rows


def _asked(ask: Ask, lines: Iterable[str]) -> tuple[list[float], int]:
    """Return the times of the answers, and how many lines were refused or took too long."""
    times: list[float] = []
    n_refused = 0
    begun = perf_counter()
    for line in lines:
        if perf_counter() - begun > _LONGEST_S:
            break
        try:
            with _patience():
                times.append(ask(line))
        except peers.TooBroad:
            n_refused += 1
    return times, n_refused


@contextmanager
def _patience() -> Iterator[None]:
    """Interrupt an answer that takes too long, where the system has a clock for that."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def interrupt(_number: int, _frame: object) -> None:
        raise peers.TooBroad

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, _PATIENCE_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
