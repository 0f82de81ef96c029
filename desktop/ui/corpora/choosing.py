"""Owns what a corpus looks like from outside, and the choosers of files and folders.

Tests put plain functions in the place of the choosers.
"""

import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

SUFFIX = ".corpus"
LIBRARY_FILE = "corpus.sqlite"


def _tr(text: str) -> str:
    return QCoreApplication.translate("choosing", text)


def is_corpus(path: Path) -> bool:
    """Say whether a path is the folder of a corpus, or the library file in it."""
    return path.name == LIBRARY_FILE or (path / LIBRARY_FILE).is_file()


def choose_new_corpus(parent: QWidget | None, start: Path) -> Path | None:
    """Ask for the name and place of a corpus to be made; its folder ends in `.corpus`."""
    start.mkdir(parents=True, exist_ok=True)
    chosen, _ = QFileDialog.getSaveFileName(
        parent, _tr("New corpus"), str(start / _tr("New.corpus")), _tr("Corpus (*.corpus)")
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def choose_corpus(parent: QWidget | None, start: Path) -> Path | None:
    """Ask for the folder of a corpus."""
    chosen = QFileDialog.getExistingDirectory(parent, _tr("Open corpus"), str(start))
    return Path(chosen) if chosen else None


def choose_files(parent: QWidget | None, start: Path) -> list[Path]:
    """Ask for files to take in."""
    chosen, _ = QFileDialog.getOpenFileNames(
        parent,
        _tr("Add files"),
        str(start),
        _tr("All files (*)"),
    )
    return [Path(name) for name in chosen]


def choose_file(parent: QWidget | None, title: str, start: Path, pattern: str) -> Path | None:
    """Ask for one file to read."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(start), pattern)
    return Path(chosen) if chosen else None


def choose_folder(parent: QWidget | None, start: Path) -> Path | None:
    """Ask for a folder to take in."""
    chosen = QFileDialog.getExistingDirectory(parent, _tr("Add folder"), str(start))
    return Path(chosen) if chosen else None


def choose_file_to_save(parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
    """Ask where something is to be saved, as one of some kinds; its name ends as they do."""
    chosen, kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    endings = re.findall(r"\*(\.\w+)", kinds)
    if path.suffix.lower() in endings:
        return path
    ending = next(iter(re.findall(r"\*(\.\w+)", kind)), endings[0])
    ended = path.with_name(path.name + ending)
    return ended if _may_write(parent, ended) else None


def _may_write(parent: QWidget, path: Path) -> bool:
    """Ask before a file is written over of which the chooser, which knew it without its end, has not asked."""
    if not path.exists():
        return True
    told = _tr("{0} is there already. Is it to be replaced?").replace("{0}", path.name)
    answer = QMessageBox.question(parent, _tr("Replace the file"), told)
    return answer == QMessageBox.StandardButton.Yes
