"""Owns the call that reports: what a corpus holds, what was refused, what is doubtful or doubled."""

import argparse
from collections.abc import Mapping, Sequence

from desktop.cli.output import one_line, print_json
from desktop.cli.records import refusal_record
from desktop.corpus.corpus import open_corpus
from desktop.corpus.library import Family, Listed
from desktop.corpus.report import Report, report_on

_MOST_LABELS = 12
_MOST_LISTED = 20
_DOUBTS = {
    "encoding": "doubtful encoding",
    "order": "doubtful order of words",
    "cut": "cut off",
    "scan": "pages without text",
    "damaged": "damaged",
}


def run_report(options: argparse.Namespace) -> int:
    """Say what was taken in, refused, empty, doubtful and duplicated."""
    with open_corpus(options.corpus) as corpus:
        report = report_on(corpus)
    if options.json:
        print_json(_record(report))
    else:
        _print(report)
    return 0


def _record(report: Report) -> dict[str, object]:
    by_year: dict[str, dict[str, int]] = {}
    for (year, format_), number in report.by_year_and_format.items():
        by_year.setdefault(year or "unknown", {})[format_] = number
    return {
        "documents": report.documents,
        "files": report.files,
        "words": report.words,
        "characters": report.characters,
        "pages": report.pages,
        "size_bytes": report.size_bytes,
        "formats": report.formats,
        "languages": _named(report.languages),
        "years": _named(report.years),
        "sources": _named(report.sources),
        "folders": _named(report.folders),
        "years_by_format": by_year,
        "doubts": report.doubts,
        "reasons": report.reasons,
        "without_text_layer": report.without_text_layer,
        "refused": [refusal_record(refusal) for refusal in report.refused],
        "empty": [_short(each) for each in report.empty],
        "doubtful": [
            {**_short(each), "remarks": list(each.remarks), "doubts": list(each.doubts)}
            for each in report.doubtful
        ],
        "largest": [{**_short(each), "words": each.words} for each in report.largest],
        "smallest": [{**_short(each), "words": each.words} for each in report.smallest],
        "oldest": [{**_short(each), "date": each.date} for each in report.oldest],
        "newest": [{**_short(each), "date": each.date} for each in report.newest],
        "duplicates": [[_short(each) for each in group] for group in report.duplicates],
        "near_duplicates": [
            {**_short(family.first), "ids": list(family.ids)} for family in report.near_duplicates
        ],
        "repeats": report.n_repeats,
        "compared": report.are_families_current,
    }


def _named(counts: Mapping[str, int]) -> dict[str, int]:
    return {label or "unknown": number for label, number in counts.items()}


def _short(listed: Listed) -> dict[str, object]:
    return {"id": listed.id, "title": listed.title, "path": listed.path, "part": listed.part}


def _print(report: Report) -> None:
    size_mb = report.size_bytes / 1e6
    print(
        f"{counted(report.documents, 'document')} from {counted(report.files, 'file')},"
        f" {counted(report.words, 'word')}, {size_mb:,.1f} MB."
    )
    _print_table("Formats", report.formats)
    _print_table("Languages", report.languages)
    _print_table("Years", report.years)
    _print_table("Sources", report.sources)
    _print_table("Folders", report.folders)
    _print_table("Doubts", {_DOUBTS.get(name, name): n for name, n in report.doubts.items()})
    if report.without_text_layer:
        print(f"Without a text layer: {report.without_text_layer:,}.")
    if len(report.largest) > 1:
        most, least = report.largest[0], report.smallest[0]
        print(one_line(f"The longest: {_called(most)}, {counted(most.words, 'word')}."))
        print(one_line(f"The shortest: {_called(least)}, {counted(least.words, 'word')}."))
    if report.oldest:
        oldest, newest = report.oldest[0], report.newest[0]
        print(one_line(f"The oldest: {_called(oldest)}, {oldest.date}."))
        print(one_line(f"The newest: {_called(newest)}, {newest.date}."))
    _print_documents("Without words", [(each, "") for each in report.empty])
    _print_documents("Doubtful", [(each, " ".join(each.remarks)) for each in report.doubtful])
    for group in report.duplicates[:_MOST_LISTED]:
        _print_documents("The same text", [(each, "") for each in group])
    _print_more(len(report.duplicates) - _MOST_LISTED, "more groups of the same text")
    _print_families(report.near_duplicates)
    if not report.are_families_current and report.documents > 1:
        print("Not all texts were compared for duplicates; “nineveh duplicates” does that.")
    _print_refused(report)


def _print_families(families: Sequence[Family]) -> None:
    if families:
        print("Nearly the same text:")
    for family in families[:_MOST_LISTED]:
        print(one_line(f"  {_called(family.first)} +{len(family.ids) - 1:,}"))
    _print_more(len(families) - _MOST_LISTED, "more families")


def _print_refused(report: Report) -> None:
    if len(report.reasons) > 1 or len(report.refused) > _MOST_LISTED:
        _print_table("Refused, by reason", report.reasons)
    if report.refused:
        print("Refused:")
    for refusal in report.refused:
        print(one_line(f"  {refusal.place}: {refusal.reason} {refusal.advice}".rstrip()))


def _print_table(head: str, counts: Mapping[str, int]) -> None:
    if not counts:
        return
    shown = list(counts.items())[:_MOST_LABELS]
    said = ", ".join(f"{name or 'unknown'} {number:,}" for name, number in shown)
    n_more = len(counts) - len(shown)
    print(one_line(f"{head}: {said}{f' and {n_more:,} more' if n_more else ''}."))


def _print_documents(head: str, documents: Sequence[tuple[Listed, str]]) -> None:
    if documents:
        print(f"{head}:")
    for listed, remark in documents:
        print(one_line(f"  {_called(listed)} {remark}".rstrip()))


def _print_more(number: int, what: str) -> None:
    if number > 0:
        print(f"… and {number:,} {what}.")


def _called(listed: Listed) -> str:
    return f"{listed.id}: {listed.name} ({listed.place})"


def counted(number: int, word: str) -> str:
    """Return "1 word", "2 words"."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")
