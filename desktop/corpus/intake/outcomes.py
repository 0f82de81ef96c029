"""Owns what passes between an intake and those who prepare files: errands, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any

from desktop.corpus.library.rows import Prepared, StoredTokens
from desktop.corpus.text.blocks import Block


@dataclass(frozen=True, slots=True)
class Errand:
    """One file to prepare. `number` is its place in the intake.

    `known` are the SHA-256 sums that need no further reading: the corpus has those texts already.
    `languages` are those set by hand, by part. `n_done` parts are done already; `n_deaths` times
    somebody died of this file; `is_careful` asks to be told before each part.
    """

    number: int
    path: str
    size_bytes: int
    known: frozenset[str] = frozenset()
    languages: Mapping[str, str | None] = field(default_factory=dict)
    modified_ns: int = 0
    changed_ns: int = 0
    n_done: int = 0
    n_deaths: int = 0
    is_careful: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        """Pass between processes by its values, which dataclasses do far more slowly."""
        return Errand, _values_of_errand(self)


_values_of_errand = attrgetter(*(each.name for each in fields(Errand)))


@dataclass(frozen=True, slots=True)
class Same:
    """The file holds what the corpus already has."""

    number: int
    sha256: str
    modified_ns: int
    changed_ns: int = field(default=0, compare=False)
    original: str | None = None
    is_last: bool = True


@dataclass(frozen=True, slots=True)
class Ready:
    """A document ready to be written, its forms numbered by the `Preparer`.

    `is_last` says that the file is done with it. `part_bytes` is how much of the file it is.
    """

    number: int
    prepared: Prepared
    is_last: bool = True
    part_bytes: int = 0

    def __reduce__(self) -> tuple[Any, ...]:
        """Pass between processes by its values, which dataclasses do far more slowly."""
        return Ready, (self.number, self.prepared, self.is_last, self.part_bytes)

    def as_last(self) -> "Ready":
        """Return the same, with which the file is done."""
        return Ready(self.number, self.prepared, is_last=True, part_bytes=self.part_bytes)


@dataclass(frozen=True, slots=True)
class Uncut:
    """A short text that is ready but for its tokens: it waits to be cut together with others."""

    number: int
    prepared: Prepared
    language: str | None
    blocks: tuple[Block, ...]
    is_last: bool = False
    part_bytes: int = 0

    def as_last(self) -> "Uncut":
        """Return the same, with which the file is done."""
        return replace(self, is_last=True)

    def as_ready(self, tokens: StoredTokens, words: int) -> Ready:
        """Return what it is with its tokens."""
        prepared = self.prepared.with_tokens(tokens, words)
        return Ready(self.number, prepared, is_last=self.is_last, part_bytes=self.part_bytes)


@dataclass(frozen=True, slots=True)
class Refusing:
    """The file, or a part of it, cannot be taken in, and why.

    With `is_last` the file is done (if parts of it came before, the rest is refused). `is_passing`
    says that it may well be readable the next time, though it looks the same; `is_gone` that it is
    not there.
    """

    number: int
    reason: str
    advice: str = ""
    part: str = ""
    is_last: bool = True
    is_passing: bool = False
    is_gone: bool = False

    def as_last(self) -> "Refusing":
        """Return the same, with which the file is done."""
        return replace(self, is_last=True)


@dataclass(frozen=True, slots=True)
class Finished:
    """All parts of a file came before this; the file as it was."""

    number: int
    sha256: str
    size_bytes: int
    modified_ns: int
    changed_ns: int
    is_last: bool = True


@dataclass(frozen=True, slots=True)
class Broken:
    """The corpus itself cannot be written: the intake ends."""

    number: int
    sentence: str
    advice: str = ""
    is_last: bool = True


Outcome = Same | Ready | Refusing | Finished | Broken
