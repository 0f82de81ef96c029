"""Owns the watching of folders: what is new or changed in them is taken in, what is gone is asked about."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from desktop.corpus.corpus import Corpus
from desktop.corpus.gone import Gone, gone_files
from desktop.ui.jobs.lane import SearchingLane

_MOST_FOLDERS = 4_000
_PATIENCE_MS = 2_000
_SETTLED_MS = 1_500


class FolderWatch(QObject):
    """Keeps up with the folders that a corpus remembers as watched.

    `files_wanted` gives the folders in which something changed, and all of them at the start;
    `gone_found` the source files that vanished since. Nothing is removed from the corpus here.
    """

    files_wanted = Signal(list)
    gone_found = Signal(list)
    failed = Signal(object)

    def __init__(self, corpus: Corpus, lane: SearchingLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._corpus = corpus
        self._lane = lane
        self._changed: set[str] = set()
        self._known_gone: set[str] = set()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._note)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PATIENCE_MS)
        self._later.timeout.connect(self._tell)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLED_MS)
        self._soon.timeout.connect(self.start)

    def is_watching(self) -> bool:
        """Say whether any folder is watched now."""
        return bool(self._watcher.directories())

    def start_soon(self) -> None:
        """Start when the window has settled: the reader comes first."""
        self._soon.start()

    def start(self) -> None:
        """Look at the watched folders once, and watch them from now on."""
        if self._corpus.is_read_only:
            return
        folders = self._corpus.watched_folders()
        if folders:
            self._watch_below(folders)
            self.files_wanted.emit([folder for folder in folders if folder.is_dir()])
            self.look_for_gone()

    def set_folders(self, folders: Sequence[Path]) -> None:
        """Watch these folders and no others."""
        real = [Path(os.path.realpath(folder)) for folder in folders]
        self._lane.do(
            lambda: self._corpus.watch_folders(real),
            lambda _: self._watch_below(real),
            failed=self.failed.emit,
        )

    def add_folders(self, folders: Sequence[Path]) -> None:
        """Watch more folders."""
        self.set_folders([*self._corpus.watched_folders(), *folders])

    def look_for_gone(self) -> None:
        """Look which source files in watched folders vanished, and tell of those not told of yet."""
        folders = self._corpus.watched_folders()
        catalogue = self._corpus.last_catalogue()
        self._lane.ask(
            "gone files",
            lambda: gone_files(catalogue, folders),
            self._tell_gone,
            failed=self.failed.emit,
        )

    def close(self) -> None:
        """Watch nothing any more."""
        self._soon.stop()
        self._later.stop()
        self._watch_nothing()

    def _watch_nothing(self) -> None:
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())

    def _watch_below(self, folders: Sequence[Path]) -> None:
        self._watch_nothing()
        found: list[str] = []
        for folder in folders:
            for here, inner, _ in os.walk(folder):
                inner[:] = [name for name in inner if not name.startswith(".")]
                found.append(here)
                if len(found) >= _MOST_FOLDERS:  # the rest is looked at when the corpus is opened
                    break
        if found:
            self._watcher.addPaths(found)

    def _note(self, folder: str) -> None:
        self._changed.add(folder)
        self._later.start()

    def _tell(self) -> None:
        folders = [Path(folder) for folder in sorted(self._changed)]
        self._changed.clear()
        there = [folder for folder in folders if folder.is_dir()]
        new = [str(inner) for folder in there for inner in _folders_in(folder)]
        unwatched = [folder for folder in new if folder not in self._watcher.directories()]
        if unwatched and len(self._watcher.directories()) < _MOST_FOLDERS:
            self._watcher.addPaths(unwatched)
        if there:
            self.files_wanted.emit(there)
        self.look_for_gone()

    def _tell_gone(self, gone: Sequence[Gone]) -> None:
        new = [each for each in gone if each.path not in self._known_gone]
        self._known_gone = {each.path for each in gone}
        if new:
            self.gone_found.emit(new)


def _folders_in(folder: Path) -> list[Path]:
    try:
        return [entry for entry in folder.iterdir() if entry.is_dir() and entry.name[:1] != "."]
    except OSError:
        return []
