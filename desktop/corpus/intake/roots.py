"""Owns the places that were named to an intake: whether they are still there while it goes on."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path


class Roots:
    """The folders named, and those of files named, with the disks they were on."""

    def __init__(self, paths: Iterable[Path | str]) -> None:
        self._disks: dict[str, int] = {}
        for path in paths:
            real = os.path.realpath(os.path.abspath(os.fspath(path)))
            try:
                state = os.stat(real)
            except OSError:
                continue
            folder = real if stat.S_ISDIR(state.st_mode) else os.path.dirname(real)
            self._disks[folder] = state.st_dev

    def lost(self, path: str) -> str | None:
        """Return the named folder of a file if that folder itself went away: unplugged, unmounted."""
        for folder, disk in self._disks.items():
            if not path.startswith(folder.rstrip(os.sep) + os.sep):
                continue
            try:
                is_there = os.stat(folder).st_dev == disk
                with os.scandir(folder) as entries:
                    next(entries, None)
            except OSError:
                is_there = False
            if not is_there:
                return folder
        return None
