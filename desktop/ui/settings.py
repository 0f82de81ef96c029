"""Owns what the program remembers between starts: the only door to QSettings.

Every remembered thing is declared once below, as a `Remembered` with its name, its default and how it is
read; `Settings` reads and writes them in one INI file. A value that no longer parses becomes its default.
"""

import hashlib
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QSettings

T = TypeVar("T")

MOST_RECENT = 12


def _read_name(*allowed: str) -> Callable[[str], str]:
    def read(written: str) -> str:
        if written not in allowed:
            raise ValueError(written)
        return written

    return read


def _read_number(low: float, high: float) -> Callable[[str], float]:
    def read(written: str) -> float:
        value = float(written)
        if not math.isfinite(value):
            raise ValueError(written)
        return min(max(value, low), high)

    return read


def _read_claim(written: str) -> bool:
    if written not in ("true", "false"):
        raise ValueError(written)
    return written == "true"


def _read_names(written: str) -> tuple[str, ...]:
    value = json.loads(written)
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise ValueError(written)
    return tuple(value)


def _read_counts(written: str) -> tuple[int, ...]:
    value = json.loads(written)
    if not isinstance(value, list) or not all(type(part) is int and part >= 0 for part in value):
        raise ValueError(written)
    return tuple(value)


def _read_bytes(written: str) -> bytes:
    return bytes.fromhex(written)


def _read_text(written: str) -> str:
    return written


@dataclass(frozen=True, slots=True)
class Remembered(Generic[T]):
    """One remembered thing: its name in the file, its default, and how it is read from what is written."""

    name: str
    default: T
    read: Callable[[str], T]


THEME = Remembered("window/theme", "light", _read_name("light", "dark", "paper"))
GEOMETRY = Remembered("window/geometry", b"", _read_bytes)
PANE_SIZES: Remembered[tuple[int, ...]] = Remembered("window/pane_sizes", (), _read_counts)
SHOWS_LIBRARY = Remembered("window/shows_library", True, _read_claim)
SHOWS_SEARCH = Remembered("window/shows_search", True, _read_claim)
SHOWS_MENU_BAR = Remembered("window/shows_menu_bar", False, _read_claim)
TEXT_SIZE = Remembered("reader/text_size", 14.0, _read_number(8, 40))
LINE_WIDTH = Remembered("reader/line_width", 66.0, _read_number(30, 160))
SORT = Remembered(
    "library/sort", "intake", _read_name("intake", "title", "author", "date", "words", "hits")
)
SORT_DESCENDS = Remembered("library/sort_descends", False, _read_claim)
LINE_ORDER: Remembered[tuple[str, ...]] = Remembered("search/line_order", (), _read_names)
WITHOUT_REPEATS = Remembered("search/without_repeats", False, _read_claim)
RECENT: Remembered[tuple[str, ...]] = Remembered("corpora/recent", (), _read_names)
LAST_FOLDER = Remembered("corpora/last_folder", "", _read_text)
LAST_TAKEN = Remembered("corpora/last_taken", "", _read_text)
LAST_SAVED = Remembered("window/last_saved", "", _read_text)

ALL: tuple[Remembered, ...] = (
    THEME,
    GEOMETRY,
    PANE_SIZES,
    SHOWS_LIBRARY,
    SHOWS_SEARCH,
    SHOWS_MENU_BAR,
    TEXT_SIZE,
    LINE_WIDTH,
    SORT,
    SORT_DESCENDS,
    LINE_ORDER,
    WITHOUT_REPEATS,
    RECENT,
    LAST_FOLDER,
    LAST_TAKEN,
    LAST_SAVED,
)


@dataclass(frozen=True, slots=True)
class LastPlace:
    """Where the reader was in a corpus: the document and the code point at the top of the page."""

    document_id: int
    place: int


class Settings:
    """The settings file. Reading and writing never fail: what cannot be written is forgotten."""

    def __init__(self, file: Path) -> None:
        self._file = QSettings(str(file), QSettings.Format.IniFormat)
        # What Qt's own dialogs remember stays beside it, and not in QtProject.conf of the home.
        native, user = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
        QSettings.setPath(native, user, str(file.parent))

    def get(self, thing: Remembered[T]) -> T:
        """Return what is remembered, or the default."""
        written = self._file.value(thing.name)
        if not isinstance(written, str):
            return thing.default
        try:
            return thing.read(written)
        except (ValueError, TypeError):
            return thing.default

    def set(self, thing: Remembered[T], value: T) -> None:
        """Remember a value."""
        self._file.setValue(thing.name, _written(value))

    def sync(self) -> None:
        """Write to disk now."""
        self._file.sync()

    def recent(self) -> tuple[Path, ...]:
        """Return the corpora opened last, newest first."""
        return tuple(Path(written) for written in self.get(RECENT))

    def add_recent(self, folder: Path) -> None:
        """Put a corpus at the head of the recent ones."""
        written = str(folder)
        rest = [other for other in self.get(RECENT) if other != written]
        for dropped in rest[MOST_RECENT - 1 :]:
            self._file.remove(_group(Path(dropped)))
        self.set(RECENT, (written, *rest[: MOST_RECENT - 1]))

    def forget_recent(self, folder: Path) -> None:
        """Take a corpus out of the recent ones, with what is remembered of it."""
        self.set(RECENT, tuple(other for other in self.get(RECENT) if other != str(folder)))
        self._file.remove(_group(folder))

    def last_place(self, folder: Path) -> LastPlace | None:
        """Return where the reader was in a corpus, None if it was never read."""
        numbers = self.get(Remembered(f"{_group(folder)}/place", (), _read_counts))
        return LastPlace(*numbers) if len(numbers) == 2 else None

    def set_last_place(self, folder: Path, last: LastPlace) -> None:
        """Remember where the reader is in a corpus."""
        name = f"{_group(folder)}/place"
        self.set(Remembered(name, (), _read_counts), (last.document_id, last.place))

    def history(self, folder: Path) -> tuple[str, ...]:
        """Return the lines searched for in a corpus, newest first."""
        return self.get(Remembered(f"{_group(folder)}/history", (), _read_names))

    def last_search(self, folder: Path) -> str:
        """Return the line searched for last in a corpus."""
        return self.get(Remembered(f"{_group(folder)}/search", "", _read_text))

    def set_last_search(self, folder: Path, line: str) -> None:
        """Remember the line searched for last in a corpus."""
        self.set(Remembered(f"{_group(folder)}/search", "", _read_text), line)

    def set_history(self, folder: Path, lines: tuple[str, ...]) -> None:
        """Remember the lines searched for in a corpus, newest first."""
        self.set(Remembered(f"{_group(folder)}/history", (), _read_names), lines)


def _group(folder: Path) -> str:
    return "corpus_" + hashlib.sha256(str(folder).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):
        return json.dumps(list(value))
    return str(value)
