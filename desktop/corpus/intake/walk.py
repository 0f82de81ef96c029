"""Owns which files are meant by some paths: folders are walked in a natural order, circles survived.

A document's path is the real path of its file, links resolved, so that the same file is the same
document whichever way it was named. A name that is not UTF-8 keeps its bytes as surrogates
(os.fsdecode), the form in which Python opens it, the library stores it and printing escapes it.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_LIBRARY_NAME = "corpus.sqlite"
_PASSED_OVER = {"thumbs.db", "desktop.ini", "icon\r", "__macosx"}
_HIDDEN_ON_WINDOWS = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 0)
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to take in, as it was when the walk came by."""

    path: str
    size_bytes: int
    modified_ns: int
    changed_ns: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class NotFound:
    """A file or folder that was meant and cannot be looked at, and why."""

    path: str
    reason: str
    advice: str = ""


def walk(paths: Iterable[Path | str]) -> Iterator[FoundFile | NotFound | None]:
    """Yield the files of these paths, each once; None after every folder, for who counts the time.

    Passed over inside folders: hidden files, what systems and office programs leave lying about, and
    corpora. What is named itself is taken as it is.
    """
    seen: set[str] = set()
    for path in paths:
        yield from _of_path(os.path.abspath(os.fspath(path)), seen)


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts names as people do: case aside, numbers by their value."""
    parts = _DIGITS.split(name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def _of_path(path: str, seen: set[str]) -> Iterator[FoundFile | NotFound | None]:
    try:
        real = os.path.realpath(path, strict=True)
        state = os.stat(real)
    except OSError as error:
        yield NotFound(path, _why(error, path))
        return
    if real in seen:
        return
    seen.add(real)
    if stat.S_ISDIR(state.st_mode):
        yield from _of_folder(real, seen)
    elif stat.S_ISREG(state.st_mode):
        yield FoundFile(real, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
    else:
        yield NotFound(real, "This is neither a file nor a folder.")


def _of_folder(folder: str, seen: set[str]) -> Iterator[FoundFile | NotFound | None]:
    waiting = [_entries(folder)]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
            yield None
        elif isinstance(entry, NotFound):
            yield entry
        else:
            found = _of_entry(entry, seen)
            if isinstance(found, str):
                waiting.append(_entries(found))
            elif found is not None:
                yield found


def _entries(folder: str) -> Iterator[os.DirEntry[str] | NotFound]:
    try:
        with os.scandir(folder) as entries:
            listed = [entry for entry in entries if not _is_passed_over(entry.name)]
    except OSError as error:
        yield NotFound(folder, f"The folder cannot be read: {_said(error)}.")
        return
    if os.path.exists(os.path.join(folder, _LIBRARY_NAME)):
        return
    yield from sorted(listed, key=lambda entry: (natural_key(entry.name), entry.name))


def _of_entry(entry: os.DirEntry[str], seen: set[str]) -> FoundFile | NotFound | str | None:
    """Return the file, the folder (its real path) that is still to be walked, or nothing."""
    try:
        real = os.path.realpath(entry.path, strict=True) if entry.is_symlink() else entry.path
        state = os.stat(real)
    except OSError as error:
        return NotFound(entry.path, _why(error, entry.path))
    if real in seen or getattr(state, "st_file_attributes", 0) & _HIDDEN_ON_WINDOWS:
        return None
    if stat.S_ISDIR(state.st_mode):
        seen.add(real)
        return None if _is_corpus_name(entry.name) else real
    if not stat.S_ISREG(state.st_mode):
        return None
    seen.add(real)
    return FoundFile(real, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _PASSED_OVER


def _is_corpus_name(name: str) -> bool:
    return name.lower().endswith(".corpus")


def _why(error: OSError, path: str) -> str:
    if isinstance(error, FileNotFoundError):
        if os.path.islink(path):
            return "This is a link that leads nowhere."
        return "There is no such file or folder."
    if isinstance(error, PermissionError):
        return "You are not allowed to read this."
    if os.path.islink(path):
        return "This is a link that leads in a circle."
    return f"It cannot be looked at: {_said(error)}."


def _said(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
