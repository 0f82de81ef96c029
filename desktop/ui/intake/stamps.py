"""Owns what tells that a file was written to in its place: the stamps of the files in a folder.

The systems tell a program that watches a folder which files come and go; that a file which stays was
written to, Linux tells only for a file that is watched itself.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

MOST_FILES = 20_000
"""Of so many files the stamps are read in about a tenth of a second; of the rest they are not."""


def read_stamps(folders: Iterable[Path]) -> dict[str, int]:
    """Return each folder, and each below it, with one number for the times and sizes of its files."""
    found: dict[str, int] = {}
    n_files = 0
    for folder in folders:
        for here, inner, names in os.walk(folder):
            inner[:] = [name for name in inner if not name.startswith(".")]
            n_files += len(names)
            if n_files > MOST_FILES:
                return found
            found[here] = hash(frozenset(_stamp(here, name) for name in names))
    return found


class Settling:
    """Knows which folders changed and are at rest again: two looks in succession found the same."""

    def __init__(self) -> None:
        self._told: dict[str, int] | None = None
        self._seen: Mapping[str, int] = {}

    def changed(self, now: Mapping[str, int]) -> list[str]:
        """Return the folders that changed since they were given last; none at the first look."""
        if self._told is None:
            self._told = dict(now)
        resting = [folder for folder, stamp in now.items() if self._seen.get(folder) == stamp]
        self._seen = now
        changed = [folder for folder in resting if self._told.get(folder) != now[folder]]
        self._told.update({folder: now[folder] for folder in changed})
        return changed


def _stamp(folder: str, name: str) -> tuple[str, int, int]:
    try:
        found = os.stat(os.path.join(folder, name))
    except OSError:
        return name, 0, 0
    return name, found.st_mtime_ns, found.st_size
