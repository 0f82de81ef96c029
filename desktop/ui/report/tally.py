"""Owns what the report's numbers become on its page: bars with what they ask for, and the list of troubles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.corpus.library import Listed
from desktop.corpus.report import Report
from desktop.ui.counts import counted, number, shown_path
from desktop.ui.naming import format_name, language_name
from desktop.ui.report.chart import Bar

MOST_BARS = 8
_MOST_YEARS = 60
_MOST_REASONS = 8
_DECADE = 10

Named = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Counted:
    """A bar, and the query that finds its documents ("" if none can)."""

    bar: Bar
    query: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the list of troubles: how many, of what, and which documents they are.

    With `query` they are searched for; without documents and query they are refused files.
    """

    count: int
    words: str
    documents: tuple[int, ...] = ()
    query: str = ""


def by_year(report: Report) -> list[Counted]:
    """Return a column for each year between the first and the last, or each decade if they are many."""
    known = {int(year): n for year, n in report.years.items() if year.isdecimal()}
    if not known:
        return []
    first, last = min(known), max(known)
    width = 1 if last - first < _MOST_YEARS else _DECADE
    if last - first >= _MOST_YEARS * _DECADE:
        width = _DECADE * _DECADE
    found: list[Counted] = []
    for start in range(first - first % width, last + 1, width):
        years = range(start, start + width)
        count = sum(known.get(year, 0) for year in years)
        label = str(start) if width == 1 else f"{start}–{start + width - 1}"
        shown = str(start) if width == 1 else _tr("{0}s").replace("{0}", str(start))
        formats = _formats_of(report, {f"{year:04}" for year in years})
        query = f"year:{start:04}" if width == 1 else f"year:{start:04}..{start + width - 1:04}"
        found.append(Counted(Bar(shown, count, _tip(label, count, formats)), query))
    return found


def by_format(report: Report) -> list[Counted]:
    """Return a bar for each format, the most frequent first."""
    return _bars(report.formats, format_name, lambda word: f"format:{word}")


def by_language(report: Report) -> list[Counted]:
    """Return a bar for each language, the most frequent first."""
    return _bars(report.languages, language_name, lambda code: f"lang:{code}")


def by_source(report: Report) -> list[Counted]:
    """Return a bar for each source, the most frequent first."""
    return _bars(report.sources, _one_line, _source_query)


def findings(report: Report) -> list[Finding]:
    """Return what may keep a search from finding something, without what did not happen."""
    found = [Finding(len(report.empty), _tr("Without any text"), _ids(report.empty))]
    names = {
        "scan": _tr("Pages without a text layer: pictures only"),
        "cut": _tr("Cut off: not read to the end"),
        "encoding": _tr("Doubtful encoding: some letters may be wrong"),
        "order": _tr("Doubtful order of words or columns"),
        "damaged": _tr("Damaged: only partly read"),
    }
    for doubt, words in names.items():
        documents = _ids([each for each in report.doubtful if doubt in each.doubts])
        found.append(Finding(len(documents), words, documents))
    remarked = _ids([each for each in report.doubtful if not each.doubts])
    found.append(Finding(len(remarked), _tr("With a remark on how they were read"), remarked))
    reasons = list(report.reasons.items())
    found += [Finding(n, _refused(reason)) for reason, n in reasons[:_MOST_REASONS]]
    rest = sum(n for _, n in reasons[_MOST_REASONS:])
    found.append(Finding(rest, _tr("Refused for other reasons")))
    return [finding for finding in found if finding.count]


def _bars(counts: Mapping[str, int], name: Named, query: Named) -> list[Counted]:
    known = [(key, n) for key, n in counts.items() if key]
    found = [
        Counted(Bar(name(key), n, _tip(name(key), n)), query(key)) for key, n in known[:MOST_BARS]
    ]
    rest = known[MOST_BARS:]
    if rest:
        total = sum(n for _, n in rest)
        label = _tr("{0} others").replace("{0}", number(len(rest)))
        found.append(Counted(Bar(label, total, _tip(label, total), is_unknown=True), ""))
    if counts.get(""):
        label = _tr("not known")
        found.append(Counted(Bar(label, counts[""], _tip(label, counts[""]), is_unknown=True), ""))
    return found


def _tip(label: str, count: int, more: str = "") -> str:
    documents = counted(count, _tr("{n} document"), _tr("{n} documents"))
    return f"{label}: {documents}{more}"


def _formats_of(report: Report, years: set[str]) -> str:
    counts: dict[str, int] = {}
    for (year, word), n in report.by_year_and_format.items():
        if year.zfill(4) in years:
            counts[word] = counts.get(word, 0) + n
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    listed = ", ".join(f"{format_name(word)} {number(n)}" for word, n in ordered)
    return f" ({listed})" if len(ordered) > 1 else ""


def _refused(reason: str) -> str:
    return _tr("Refused: {0}").replace("{0}", shown_path(reason))


def _source_query(source: str) -> str:
    return "" if '"' in source or "\\" in source else f'source:"{_one_line(source)}"'


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _ids(documents: Sequence[Listed]) -> tuple[int, ...]:
    return tuple(each.id for each in documents)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Report", words)
