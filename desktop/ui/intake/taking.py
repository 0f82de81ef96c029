"""Owns the taking in of files: the child process, the strip that shows it, and what is told at its end."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.ui.counts import counted
from desktop.ui.intake.strip import IntakeStrip
from desktop.ui.intake.wishes import AS_BEFORE, IntakeWishes
from desktop.ui.jobs.intake_process import IntakeProcess, Taken


class Taking(QObject):
    """Takes files into one corpus.

    `changed` comes with each document that is committed; `told`, `refusals_told` and `trouble_told` give
    a sentence at the end, the second if files were refused, the third if it could not go on.
    """

    changed = Signal()
    running_changed = Signal(bool)
    ended = Signal()
    told = Signal(str)
    refusals_told = Signal(str)
    trouble_told = Signal(str)

    def __init__(self, corpus_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_quiet = False
        self._process = IntakeProcess(corpus_folder, self)
        self._process.started.connect(lambda: self.running_changed.emit(True))
        self._process.taken_in.connect(lambda _id, _path: self.changed.emit())
        self._process.ended.connect(self._end)

    @property
    def is_running(self) -> bool:
        """Say whether an intake is under way."""
        return self._process.is_running

    def connect_strip(self, strip: IntakeStrip) -> None:
        """Let a strip show the intake."""
        self._process.started.connect(strip.show_start)
        self._process.progressed.connect(strip.show_progress)
        self._process.refused.connect(lambda _path, _reason: strip.count_refusal())
        self._process.ended.connect(lambda _: strip.show_end())
        self._process.paused_changed.connect(strip.show_paused)
        strip.pause_wanted.connect(self._process.set_paused)
        strip.stop_wanted.connect(self.stop)

    def take_in(self, paths: Sequence[Path], wishes: IntakeWishes = AS_BEFORE) -> None:
        """Take in files and folders as the reader wishes."""
        self._is_quiet = False
        self._process.take_in(paths, wishes.arguments())

    def keep_up(self, paths: Sequence[Path]) -> None:
        """Take in what is new in folders; nothing is said if nothing is."""
        self._is_quiet = self._is_quiet or not self._process.is_running
        self._process.take_in(paths)

    def stop(self) -> None:
        """Stop after the group under way."""
        self._process.stop()

    def close(self) -> None:
        """Stop and wait for the end."""
        self._process.close()

    def _end(self, taken: Taken) -> None:
        self.running_changed.emit(False)
        self.ended.emit()
        if taken.trouble:
            self.trouble_told.emit(taken.trouble)
            return
        if self._is_quiet:  # what did not change is all that was there before
            taken = replace(taken, unchanged=0)
        if self._is_quiet and not (taken.added or taken.updated or taken.is_stopped):
            return
        sentence = self._sentence(taken)
        if taken.refused:
            self.refusals_told.emit(sentence)
        else:
            self.told.emit(sentence)

    def _sentence(self, taken: Taken) -> str:
        """Say in one sentence what came of it."""
        parts = [
            counted(count, one, many)
            for count, one, many in (
                (taken.added, self.tr("{n} document added"), self.tr("{n} documents added")),
                (taken.updated, self.tr("{n} document updated"), self.tr("{n} documents updated")),
                (taken.unchanged, self.tr("{n} unchanged"), self.tr("{n} unchanged")),
                (taken.refused, self.tr("{n} file refused"), self.tr("{n} files refused")),
            )
            if count
        ]
        if taken.is_stopped and not parts:
            return self.tr("Stopped before anything was added.")
        told = ", ".join(parts) + "." if parts else self.tr("No files were found.")
        return self.tr("Stopped. {0}").replace("{0}", told) if taken.is_stopped else told
