"""Owns copying and saving lines: the file chooser, and the words that go out through `export`."""

import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

MOST_SAVED_HERE = 5_000


def ask_for_file(parent: QWidget, *, suggestion: str) -> tuple[Path, str] | None:
    """Ask where to save lines; the path and "csv" or "text", or None if the reader thinks better."""
    csv, text = _say("Table (*.csv)"), _say("Text (*.txt)")
    name, chosen = QFileDialog.getSaveFileName(
        parent, _say("Save lines"), suggestion, f"{csv};;{text}"
    )
    if not name:
        return None
    path = Path(name)
    if path.suffix.lower() not in (".csv", ".txt"):
        path = path.with_name(path.name + (".txt" if chosen == text else ".csv"))
    return path, "text" if path.suffix.lower() == ".txt" else "csv"


def file_name(typed: str) -> str:
    """A name for the file of a query's lines that every system takes."""
    words = re.findall(r"\w+", typed)
    return ("-".join(words)[:60] or "lines") + ".csv"


def _say(words: str) -> str:
    return QCoreApplication.translate("saving", words)
