"""Owns the question which source files have vanished from folders that are still there."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.corpus.library import CatalogueTable


@dataclass(frozen=True, slots=True)
class Gone:
    """A source file that is not there any more, and the documents that were read from it."""

    path: str
    ids: tuple[int, ...]


def gone_files(catalogue: CatalogueTable, folders: Iterable[Path]) -> tuple[Gone, ...]:
    """Return the sources below these folders that are gone, by path.

    A folder that is not there, or in which nothing at all is left, as when a drive is not plugged in,
    says nothing of its files.
    """
    roots = [_root(folder) for folder in folders if _holds_something(folder)]
    found: dict[str, list[int]] = {}
    if not roots:
        return ()
    for document_id, path in zip(catalogue.ids.tolist(), catalogue.paths, strict=True):
        if path in found:
            found[path].append(document_id)
        elif path.startswith(tuple(roots)) and not os.path.lexists(path):
            found[path] = [document_id]
    return tuple(Gone(path, tuple(ids)) for path, ids in sorted(found.items()))


def _root(folder: Path) -> str:
    return os.path.join(os.path.realpath(folder), "")


def _holds_something(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(True for _ in entries)
    except OSError:
        return False
