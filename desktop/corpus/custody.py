"""Owns the chain of custody: whether source files, and copies of them, are what was taken in."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from desktop.corpus.intake.work import pieces_of
from desktop.corpus.library import Document

_CHANGED = "The source file has changed; add it again to take the new text in."
_GONE = "The source file is gone; the text is safe in the corpus."
_COPY_CHANGED = "The copy of the source file in the corpus is not what was taken in."
_COPY_GONE = "The copy of the source file is missing from the corpus."


class Files:
    """Looks at files and copies, each of them once, however many documents it holds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: set[tuple[str, str]] = set()
        self._copies: set[tuple[str, str]] = set()

    def complaints(self, document: Document) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with the file of a document: "source" or "original", and a sentence."""
        source = document.path, document.sha256
        if source not in self._sources:
            self._sources.add(source)
            said = source_complaint(document)
            if said:
                yield "source", said
        if document.original is None:
            return
        copy = document.original, document.sha256
        if copy not in self._copies:
            self._copies.add(copy)
            said = copy_complaint(self._folder, document)
            if said:
                yield "original", said


def source_complaint(document: Document) -> str:
    """Say what became of the file of a document; nothing if it is as it was taken in.

    The file is read whole.
    """
    try:
        return "" if _is_it(document.path, document) else _CHANGED
    except (FileNotFoundError, NotADirectoryError):
        return _GONE
    except OSError as error:
        return f"The source file cannot be read: {(error.strerror or str(error)).lower()}."


def copy_complaint(folder: Path, document: Document) -> str:
    """Say what became of the copy of the file of a document in a corpus folder; nothing if it is sound."""
    if document.original is None:
        return ""
    inside = folder / document.original
    if not inside.resolve().is_relative_to(folder.resolve()):
        return _COPY_GONE
    try:
        return "" if _is_it(str(inside), document) else _COPY_CHANGED
    except (FileNotFoundError, NotADirectoryError):
        return _COPY_GONE
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        return f"The copy of the source file cannot be read: {said}."


def _is_it(path: str, document: Document) -> bool:
    """Say whether a file has the size and the sum of what was taken in. Raises OSError."""
    if os.stat(path).st_size != document.size_bytes:
        return False
    sum_ = hashlib.sha256()
    for piece in pieces_of(path):
        sum_.update(piece)
    return sum_.hexdigest() == document.sha256
