"""Owns the look at what an intake would take in, before anything is taken in: formats, sizes, unknowns."""

import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.corpus.formats import sniff
from desktop.corpus.formats.sniff import kind_of_binary
from desktop.corpus.intake.walk import FoundFile, walk
from desktop.corpus.intake.work import pieces_of

_STEP_SECONDS = 0.1
_HEAD_BYTES = 65_536
_MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class Unknown:
    """A file that no reader takes, and what it is in plain words ("" if that is not known either)."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What lies in some folders: files and bytes in all and by format.

    `unchanged` files are in the corpus already as they are. `unknown` counts the files that no reader
    takes; `examples` names some of them. `lost` could not be looked at. `of_format` keeps some paths of
    each format, to look into. `is_whole` is False while the look goes on.
    """

    files: int = 0
    size_bytes: int = 0
    formats: dict[str, tuple[int, int]] = field(default_factory=dict)
    unchanged: int = 0
    unknown: int = 0
    examples: tuple[Unknown, ...] = ()
    lost: tuple[str, ...] = ()
    of_format: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_whole: bool = False


def look_over(
    paths: Sequence[Path | str], known: Mapping[str, tuple[int, int]]
) -> Iterator[Preview]:
    """Walk through files and folders and say what they are; yield what is known every 100 ms.

    `known` are size and time (ns) of the sources of the corpus, by path. The last value has `is_whole`.
    """
    looking = _Looking(known)
    told = time.monotonic()
    for found in walk(paths):
        if isinstance(found, FoundFile):
            looking.add(found)
        elif found is not None:
            looking.lose(found.path)
        if time.monotonic() - told > _STEP_SECONDS:
            yield looking.preview(is_whole=False)
            told = time.monotonic()
    yield looking.preview(is_whole=True)


class _Looking:
    """Counts what was seen so far."""

    def __init__(self, known: Mapping[str, tuple[int, int]]) -> None:
        self._known = known
        self._files = self._size = self._unchanged = self._unknown = 0
        self._counts: Counter[str] = Counter()
        self._sizes: Counter[str] = Counter()
        self._examples: list[Unknown] = []
        self._lost: list[str] = []
        self._of_format: dict[str, list[str]] = {}

    def add(self, file: FoundFile) -> None:
        """Count one file."""
        self._files += 1
        self._size += file.size_bytes
        if self._known.get(file.path) == (file.size_bytes, file.modified_ns):
            self._unchanged += 1
            return
        try:
            head = next(pieces_of(file.path), b"")[:_HEAD_BYTES]
        except OSError:
            self.lose(file.path)
            return
        kind = sniff(head, os.path.basename(file.path)) if head else "empty"
        if not kind:
            self._unknown += 1
            if len(self._examples) < _MOST_NAMED:
                self._examples.append(Unknown(file.path, kind_of_binary(head)))
            return
        self._counts[kind] += 1
        self._sizes[kind] += file.size_bytes
        paths = self._of_format.setdefault(kind, [])
        if len(paths) < _MOST_NAMED:
            paths.append(file.path)

    def lose(self, path: str) -> None:
        """Count what could not be looked at."""
        if len(self._lost) < _MOST_NAMED:
            self._lost.append(path)

    def preview(self, *, is_whole: bool) -> Preview:
        """Return what was seen so far."""
        return Preview(
            self._files,
            self._size,
            {kind: (n, self._sizes[kind]) for kind, n in self._counts.most_common()},
            self._unchanged,
            self._unknown,
            tuple(self._examples),
            tuple(self._lost),
            {kind: tuple(paths) for kind, paths in self._of_format.items()},
            is_whole,
        )
