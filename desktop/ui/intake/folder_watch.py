"""Owns the watching of folders: what is new or changed in them is taken in, what is gone is asked about."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from desktop.corpus.corpus import Corpus
from desktop.corpus.gone import Gone, gone_files
from desktop.ui.intake.stamps import Settling, read_stamps
from desktop.ui.jobs.lane import SearchingLane

_MOST_FOLDERS = 4_000
_PATIENCE_MS = 2_000
_SETTLED_MS = 1_500
_LOOK_MS = 10_000


class FolderWatch(QObject):
    """Keeps up with the folders that a corpus remembers as watched.

    `files_wanted` gives the folders in which something changed, and all of them at the start;
    `gone_found` the source files that vanished since, looked for when those are taken in. Nothing is
    removed from the corpus here.
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
        self._settling = Settling()
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self.look_at_files)

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
            self._want([folder for folder in folders if folder.is_dir()])

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

    def look_at_files(self) -> None:
        """Look whether files were written to in their places, of which the system does not tell."""
        folders = self._corpus.watched_folders()
        self._lane.ask(
            "stamps of files",
            lambda: read_stamps(folders),
            self._compare,
            failed=self.failed.emit,
        )

    def look_for_gone(self) -> None:
        """Look which source files in watched folders vanished, and tell of those not told of yet.

        A file that was moved is known by its hash once it was taken in from its new place: to be called
        after that.
        """
        if not (folders := self._corpus.watched_folders()):
            return
        corpus = self._corpus
        self._lane.ask(
            "gone files",
            lambda: gone_files(corpus.catalogue(), folders),
            self._tell_gone,
            failed=self.failed.emit,
        )

    def close(self) -> None:
        """Watch nothing any more."""
        self._soon.stop()
        self._later.stop()
        self._looking.stop()
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
        if not found:
            self._looking.stop()
            return
        self._watcher.addPaths(found)
        self._looking.start()
        self.look_at_files()

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
        self._want(there)

    def _want(self, folders: list[Path]) -> None:
        if folders:
            self.files_wanted.emit(folders)
        else:
            self.look_for_gone()

    def _compare(self, now: Mapping[str, int]) -> None:
        for folder in self._settling.changed(now):
            self._note(folder)

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
