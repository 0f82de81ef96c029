"""Owns the words on the line that stands for a stretch of page furniture."""

from PySide6.QtCore import QCoreApplication


def fold_words(lines: int, is_open: bool) -> str:
    """Return what the line of a fold says of so many lines, and what a click on it does."""
    if lines == 1:
        if is_open:
            return QCoreApplication.translate("Page", "One line of page furniture — hide")
        return QCoreApplication.translate("Page", "Left out: one line of page furniture — show")
    if is_open:
        return QCoreApplication.translate("Page", "{} lines of page furniture — hide").format(lines)
    return QCoreApplication.translate("Page", "Left out: {} lines of page furniture — show").format(
        lines
    )
