"""Owns the report as text to copy and as a table to save."""

import csv
import io

from PySide6.QtCore import QCoreApplication

from desktop.corpus.report import Report
from desktop.ui.counts import counted, number, shown_path, size_of
from desktop.ui.naming import format_name, language_name
from desktop.ui.report.tally import findings


def totals(report: Report) -> str:
    """Return how much there is, on one line."""
    parts = [
        counted(report.documents, _tr("{n} document"), _tr("{n} documents")),
        counted(report.files, _tr("from {n} file"), _tr("from {n} files")),
        counted(report.words, _tr("{n} word"), _tr("{n} words")),
        counted(report.pages, _tr("{n} page"), _tr("{n} pages")) if report.pages else "",
        size_of(report.size_bytes),
    ]
    return " · ".join(part for part in parts if part)


def duplicates(report: Report) -> str:
    """Return what is known of duplicates, as a sentence."""
    if not report.n_repeats and not report.are_families_current:
        return _tr("The documents were not compared with each other yet.")
    if not report.n_repeats:
        return _tr("No document is the same as another one, or nearly so.")
    said = counted(
        report.n_repeats,
        _tr("{n} document is the same as one before it, or nearly so."),
        _tr("{n} documents are the same as one before them, or nearly so."),
    )
    if not report.are_families_current:
        said += " " + _tr("New texts have come since they were compared.")
    return said


def as_text(name: str, report: Report) -> str:
    """Return the report as lines of text."""
    lines = [name, totals(report)]
    for head, rows in _tables(report):
        lines += ["", head, *(f"{number(n):>10}  {shown_path(label)}" for label, n in rows)]
    found = findings(report)
    lines += ["", _tr("What a search may miss")]
    lines += [f"{number(each.count):>10}  {each.words}" for each in found]
    if not found:
        lines.append(_tr("Nothing: every file was read as a whole."))
    return "\n".join([*lines, "", duplicates(report), ""])


def as_csv(report: Report) -> str:
    """Return the report as a table of what is counted, which, and how many."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("what", "which", "number"))
    for name in ("documents", "files", "words", "characters", "pages", "size_bytes"):
        writer.writerow(("total", name, getattr(report, name)))
    tables = {
        "year": report.years,
        "format": report.formats,
        "language": report.languages,
        "source": report.sources,
        "folder": report.folders,
        "refused": report.reasons,
        "doubt": report.doubts,
    }
    for what, counts in tables.items():
        writer.writerows((what, label, n) for label, n in counts.items())
    writer.writerow(("empty", "", len(report.empty)))
    writer.writerow(("without text layer", "", report.without_text_layer))
    writer.writerow(("duplicates", "", report.n_repeats))
    return out.getvalue()


def _tables(report: Report) -> list[tuple[str, list[tuple[str, int]]]]:
    unknown = _tr("not known")
    tables = [
        (_tr("By year"), [(year or unknown, n) for year, n in report.years.items()]),
        (_tr("By format"), [(format_name(word), n) for word, n in report.formats.items()]),
        (
            _tr("By language"),
            [(language_name(code) if code else unknown, n) for code, n in report.languages.items()],
        ),
        (_tr("By source"), [(source or unknown, n) for source, n in report.sources.items()]),
        (_tr("By folder"), list(report.folders.items())),
    ]
    return [(head, rows) for head, rows in tables if rows]


def _tr(words: str) -> str:
    return QCoreApplication.translate("Report", words)
