"""Owns what an intake knows of the corpus before it reads a file: which files are in it, and how."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.corpus.intake.outcomes import Errand, Same
from desktop.corpus.intake.walk import FoundFile
from desktop.corpus.library import Refusal, Source


@dataclass(frozen=True, slots=True)
class Place:
    """A file that the corpus has, and the path that the library knows it by."""

    path: str
    source: Source


class Known:
    """The sources of a corpus by path and by content; keeps step with what the intake finds.

    A file under a new path is a document of its own, also when another has the same content, unless
    that other file is gone: then it was moved, and stays the same document. `unfinished` are files
    that must be gone through again though they look as before; `refusals` tell what it is vain to
    read again.
    """

    def __init__(
        self,
        sources: dict[str, Source],
        *,
        unfinished: frozenset[str] = frozenset(),
        refusals: Iterable[Refusal] = (),
    ) -> None:
        self._by_path = sources
        self._unfinished = unfinished
        self._refusals: dict[str, list[Refusal]] = {}
        for refusal in refusals:
            self._refusals.setdefault(refusal.path, []).append(refusal)
        self._by_size: dict[int, list[Place]] = {}
        for path, source in sources.items():
            self._by_size.setdefault(source.size_bytes, []).append(Place(path, source))
        self._is_gone: dict[str, bool] = {}
        self._followed: dict[str, str] = {}

    def follow(self, files: Sequence[FoundFile]) -> None:
        """Let a document follow its file to another path where something else lies at the old one.

        A file that is simply gone from the old path needs no look ahead: `place_of` sees it.
        """
        for file in files:
            if file.path in self._by_path:
                continue
            for place in self._by_size.get(file.size_bytes, ()):
                is_first = self._by_path.get(place.path) is place.source
                if place.path in self._unfinished:
                    continue
                if is_first and _has_changed(place) and _sum_of(file.path) == place.source.sha256:
                    self._by_path[file.path] = self._by_path.pop(place.path)
                    self._followed[file.path] = place.path  # the new path is still to be written
                    break

    def at(self, path: str) -> Source | None:
        """Return what was read from this path."""
        return self._by_path.get(path)

    def is_as_before(self, file: FoundFile) -> bool:
        """Say whether a file has the size and time it had when it was taken in."""
        source = self._by_path.get(file.path)
        if source is None or file.path in self._followed or file.path in self._unfinished:
            return False
        return (source.size_bytes, source.modified_ns) == (file.size_bytes, file.modified_ns)

    def refusals(self, file: FoundFile, circumstances: str) -> list[Refusal]:
        """Return what was recorded against a file and its parts, if it would be the same today."""
        state = file.size_bytes, file.modified_ns, file.changed_ns
        return [
            refusal
            for refusal in self._refusals.get(file.path, ())
            if (refusal.size_bytes, refusal.modified_ns, refusal.changed_ns) == state
            and refusal.circumstances == circumstances
        ]

    def is_refused(self, path: str) -> bool:
        """Say whether something was recorded against a file or its parts."""
        return path in self._refusals

    def is_unfinished(self, path: str) -> bool:
        """Say whether a file must be gone through again though it looks as before."""
        return path in self._unfinished

    def known_sums(self, file: FoundFile) -> frozenset[str]:
        """Return the SHA-256 sums with which this file would be a document that is there already."""
        if file.path in self._unfinished or file.path in self._refusals:
            return frozenset()
        source = self._by_path.get(file.path)
        if source is not None:
            return frozenset([source.sha256])
        places = self._by_size.get(file.size_bytes, ())
        return frozenset(
            place.source.sha256
            for place in places
            if place.path not in self._unfinished and self._gone(place.path)
        )

    def place_of(self, errand: Errand, same: Same) -> Place | None:
        """Return the document whose content this file has; None if it went to another file."""
        source = self._by_path.get(errand.path)
        if source is not None:
            if source.sha256 != same.sha256:
                return None
            return Place(self._followed.get(errand.path, errand.path), source)
        for place in self._by_size.get(errand.size_bytes, []):
            is_same = place.source.sha256 == same.sha256
            if place.path in self._unfinished or not (is_same and self._gone(place.path)):
                continue
            if self._by_path.get(place.path) == place.source:
                self._by_path[errand.path] = self._by_path.pop(place.path)
                return place
        return None

    def _gone(self, path: str) -> bool:
        if path not in self._is_gone:
            self._is_gone[path] = not os.path.lexists(path)
        return self._is_gone[path]


def _has_changed(place: Place) -> bool:
    """Say whether another file lies where a document was read."""
    try:
        stat = os.stat(place.path)
    except OSError:
        return False
    before = place.source.size_bytes, place.source.modified_ns
    return before != (stat.st_size, stat.st_mtime_ns)


def _sum_of(path: str) -> str:
    """Return the SHA-256 of a file; empty if it cannot be read, which its own turn will tell."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
