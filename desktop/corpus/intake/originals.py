"""Owns the copies of source files inside a corpus that was made to travel: `originals/`, by content."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

FOLDER_NAME = "originals"
_MOST_NAME_BYTES = 100  # with the folders above it, so much fits into a path on Windows
# What no file name may hold on Windows, or end with, and its names of devices: a corpus may travel there.
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]+$')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


class Originals:
    """The copies in one corpus folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, data: bytes, sha256: str, name: str) -> str:
        """Copy a file's content, whole or not at all; returns its path inside the corpus folder.

        What is there already is not written again. Raises OSError.
        """
        inside = f"{FOLDER_NAME}/{sha256[:2]}/{sha256}/{_short(name)}"
        target = self._folder / inside
        with suppress(OSError):
            if target.stat().st_size == len(data):
                return inside
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.parent / f".{secrets.token_hex(8)}"
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        return inside


def _short(name: str) -> str:
    """Return a name that any file system takes, its ending kept."""
    name = _UNFIT.sub("_", name)
    if _DEVICE.match(name):
        name = f"_{name}"
    stem, ending = os.path.splitext(name)
    room = _MOST_NAME_BYTES - len(os.fsencode(ending))
    if room < 1:
        stem, ending, room = name, "", _MOST_NAME_BYTES
    while len(os.fsencode(stem)) > room:
        stem = stem[:-1]
    return stem + ending
