"""Owns what the page says above the text: source, title and credits, from the catalogue."""

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from desktop.ui.direction import isolated
from desktop.ui.reader.pieces import TitleBlock


def title_block(
    *,
    source: str | None,
    title: str | None,
    author: str | None,
    photographer: str | None,
    published: str | None,
    updated: str | None,
) -> TitleBlock:
    """Return the title block of a document; what is not known is left out."""
    parts = [author or ""]
    if photographer:
        parts.append(_tr("photographs {}").format(photographer))
    dates = [written_date(published)] if published else []
    if updated and updated != published:
        dates.append(_tr("updated {}").format(written_date(updated)))
    parts.append(", ".join(dates))
    joined = " · ".join(isolated(part) for part in parts if part)
    return TitleBlock(source=source or "", title=title or "", credits=joined)


def written_date(iso: str) -> str:
    """Return a date as one writes it (16 October 2016) from 2016, 2016-10 or 2016-10-16."""
    for pattern, written in (("yyyy-MM-dd", "d MMMM yyyy"), ("yyyy-MM", "MMMM yyyy")):
        date = QDate.fromString(iso, pattern)
        if date.isValid():
            return QLocale().toString(date, written)
    return iso


def _tr(words: str) -> str:
    return QCoreApplication.translate("TitleBlock", words)
