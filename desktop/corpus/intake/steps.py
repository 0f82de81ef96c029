"""Owns the steps that an intake tells of, in the order in which they happen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents came to what (refused: files or parts of files).

    `removed` are parts that their file no longer has.
    """

    added: int = 0
    unchanged: int = 0
    updated: int = 0
    refused: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Started:
    """All files are found; the taking in begins."""

    files: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Progress:
    """So much is done. `path` is a file of those under way; empty while folders are looked through.

    Before `Started`, `files` and `size_bytes` are what was found so far.
    """

    done: int
    files: int
    done_bytes: int
    size_bytes: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """A new document is committed (or a removed one is there again).

    `part`, here and below, is the part of the file that it is; empty if it is the whole of it.
    """

    document_id: int
    path: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Updated:
    """A document whose file changed is committed under its old id."""

    document_id: int
    path: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The corpus already has this very content of this file: `documents`, of which this is the first."""

    document_id: int
    path: str
    part: str = ""
    documents: int = 1


@dataclass(frozen=True, slots=True)
class Removed:
    """A part that the file no longer has was taken out of the corpus."""

    document_id: int
    path: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or a part of it, could not be taken in; it is recorded and can be tried again."""

    path: str
    reason: str
    advice: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Everything was gone through, and the columns are up to date."""

    counts: Counts


@dataclass(frozen=True, slots=True)
class Stopped:
    """The intake was asked to stop; what it had reported is safe."""

    counts: Counts


Step = Started | Progress | Added | Updated | Unchanged | Removed | Refused | Done | Stopped
