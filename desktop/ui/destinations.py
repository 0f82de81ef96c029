"""Owns where something is saved: the folder that a chooser begins in, and the name it proposes."""

import re
import unicodedata
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from desktop.ui import settings as remembered
from desktop.ui.corpora import choosing
from desktop.ui.settings import Settings

_LONGEST = 80

# What some system does not take in a name: Windows is the strictest.
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]+')


class Destinations:
    """Asks where something is to be saved, and begins in the folder that was saved to last."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def folder(self) -> Path:
        """Return the folder that was saved to last, if it is still there, else that of the user's documents."""
        last = Path(self._settings.get(remembered.LAST_SAVED))
        if last.is_absolute() and last.is_dir():
            return last
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        usual = Path(QStandardPaths.writableLocation(documents))
        return usual if usual.is_absolute() and usual.is_dir() else Path.home()

    def ask(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask for a file of one of some kinds ("CSV (*.csv);;Text (*.txt)"); `name` is proposed."""
        file = choosing.choose_file_to_save(parent, title, self.folder() / name, kinds)
        if file is not None:
            self._settings.set(remembered.LAST_SAVED, str(file.parent))
        return file


def file_name(words: str, ending: str, *, otherwise: str = "text") -> str:
    """Return a name for a file, made of some words, that every system takes."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", words).split())
    kept = plain[:_LONGEST]
    if kept != plain and " " in kept:
        kept = kept[: kept.rindex(" ")]
    while kept != plain and unicodedata.combining(plain[len(kept)]):
        kept = kept[:-1]  # a letter keeps its marks, or goes with them
    return f"{kept.strip(' .,;–—-') or otherwise}.{ending}"
