"""Owns the child process that looks over files before they are taken in: `nineveh preview … --json`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.ui.jobs.child_call import ChildCall


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
        self._has_whole = False
        self._call = ChildCall(self)
        self._call.said.connect(self._hear)
        self._call.ended.connect(self._end)

    @property
    def is_running(self) -> bool:
        """Say whether the look goes on."""
        return self._call.is_running

    def look(self, paths: Sequence[Path]) -> None:
        """Start looking at files and folders whose names fit into one call."""
        self._has_whole = False
        names = [str(path) for path in paths]
        self._call.start(["preview", "--json", "--", str(self._folder), *names])

    def stop(self) -> None:
        """Give up looking."""
        self._call.give_up()

    def _hear(self, said: list[dict[str, Any]]) -> None:
        newest = _seen(said[-1])  # of several the newest counts
        self._has_whole = newest.is_whole
        self.seen.emit(newest)

    def _end(self, sentence: str) -> None:
        failed = sentence or self.tr("The files could not be looked over.")
        self.ended.emit("" if self._has_whole else failed)


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
