"""Owns the child process that looks over files before they are taken in: `nineveh preview … --json`."""

import codecs
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal

from desktop.ui.jobs.intake_process import child_command, child_environment

_GRACE_MS = 2_000


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of table among the files: its columns, some rows, and which columns seem to hold what."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: dict[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen so far. `formats` are (name, files, bytes), the most frequent first.

    `languages` are those in which Tesseract can recognise text, None if it is not installed.
    """

    files: int
    size_bytes: int
    formats: tuple[tuple[str, int, int], ...]
    unchanged: int
    unknown: int
    examples: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]
    is_whole: bool = False
    tables: tuple[Table, ...] = ()
    languages: tuple[str, ...] | None = None
    has_libreoffice: bool = False


class PreviewProcess(QObject):
    """Looks over files and folders; `seen` comes now and then, the last time with the whole.

    `ended` comes once, after the whole was seen or without it, with a sentence if that is trouble.
    """

    seen = Signal(object)
    ended = Signal(str)

    def __init__(self, corpus_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = corpus_folder
        self._process: QProcess | None = None
        self._unread = ""
        self._has_whole = False
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    @property
    def is_running(self) -> bool:
        """Say whether the look goes on."""
        return self._process is not None

    def look(self, paths: Sequence[Path]) -> None:
        """Start looking at files and folders whose names fit into one call."""
        process = QProcess(self)
        process.setProcessEnvironment(child_environment())
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._refuse_start)
        process.finished.connect(self._finish)
        self._process = process
        program, *first = child_command()
        names = [str(path) for path in paths]
        process.start(program, [*first, "preview", "--json", "--", str(self._folder), *names])

    def stop(self) -> None:
        """Give up looking."""
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            process.waitForFinished(_GRACE_MS)
            process.deleteLater()

    def _read(self) -> None:
        if self._process is None:
            return
        heard = self._decoder.decode(bytes(self._process.readAllStandardOutput().data()))
        *lines, self._unread = (self._unread + heard).split("\n")
        said = [found for line in lines if (found := _object(line)) is not None]
        if said:  # of several the newest counts
            newest = _seen(said[-1])
            self._has_whole = newest.is_whole
            self.seen.emit(newest)

    def _refuse_start(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end(self.tr("The files could not be looked over."))

    def _finish(self) -> None:
        if self._process is None:
            return
        self._read()
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        if self._has_whole:
            self._end("")
        else:
            lines = said.strip().splitlines()
            self._end(lines[-1] if lines else self.tr("The files could not be looked over."))

    def _end(self, sentence: str) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
            self.ended.emit(sentence)


def _object(line: str) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _seen(said: dict[str, Any]) -> Seen:
    languages = said.get("tesseract")
    return Seen(
        files=said["files"],
        size_bytes=said["bytes"],
        formats=tuple((name, of["files"], of["bytes"]) for name, of in said["formats"].items()),
        unchanged=said["unchanged"],
        unknown=said["unknown"],
        examples=tuple((one["path"], one["kind"]) for one in said["examples"]),
        lost=tuple(said["lost"]),
        is_whole=said["event"] == "whole",
        tables=tuple(
            Table(
                each["path"],
                tuple(each["columns"]),
                tuple(tuple(row) for row in each["rows"]),
                each["mapping"] or {},
            )
            for each in said.get("tables", ())
        ),
        languages=None if languages is None else tuple(languages),
        has_libreoffice=bool(said.get("libreoffice")),
    )
