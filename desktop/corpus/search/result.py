"""Owns what a search gives back: tiers, forms, hits and the result as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Tier(IntEnum):
    """How a form came into an expansion; lower ranks first, FAMILY and ALIAS rank alike."""

    EXACT = 0
    FOLDED = 1
    FAMILY = 2
    ALIAS = 3
    FUZZY = 4
    PATTERN = 5

    @property
    def label(self) -> str:
        """The word for it in the command-line contract and the window."""
        return self.name.lower()

    @property
    def rank(self) -> int:
        """What documents are ordered by first."""
        return (0, 1, 2, 2, 3, 0)[self]


@dataclass(frozen=True, slots=True)
class FormCount:
    """One form of the expansion: the word typed, the form, its tier, its hits in this result.

    A form that is switched off keeps its line with `is_on` False and its hits 0.
    """

    typed: str
    form: str
    tier: Tier
    hits: int
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Switches:
    """What the reader has switched off: whole tiers, and single (typed word, form) pairs."""

    tiers: frozenset[Tier] = frozenset()
    forms: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Hits:
    """All hits of a result, in document order (id) and place; parallel arrays of one length.

    `document` int64 document ids; `first`, `last` int32 token numbers inside the document, both
    inclusive; `tier` uint8; `position` int64 place of `first` in the columns (for sorting only).
    """

    document: NDArray[np.int64]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    tier: NDArray[np.uint8]
    position: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.document)

    def of_document(self, document_id: int) -> slice:
        """The stretch of the arrays that belongs to one document."""
        low, high = np.searchsorted(self.document, [document_id, document_id + 1])
        return slice(int(low), int(high))


@dataclass(frozen=True, slots=True)
class Missing:
    """A typed word that no document has, with the nearest forms of the corpus, best first."""

    typed: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one typed line. `documents` are ranked; every matching one is there.

    `documents` int64 ids best first, `scores` float64 and `hit_counts` int64 beside them;
    `hits` holds every hit in document order. `boilerplate_hits` are counted apart; whether `hits`
    has them too says `boilerplate`: "no", "yes", or "only" those.
    """

    typed: str
    documents: NDArray[np.int64]
    scores: NDArray[np.float64]
    hit_counts: NDArray[np.int64]
    hits: Hits
    boilerplate_hits: int
    forms: Sequence[FormCount] = ()
    missing: tuple[Missing, ...] = ()
    seconds: float = 0.0
    generation: int = 0
    notes: tuple[str, ...] = field(default=())
    boilerplate: str = "no"

    @property
    def n_documents(self) -> int:
        """How many documents match."""
        return len(self.documents)

    @property
    def n_hits(self) -> int:
        """How many hits there are in all."""
        return len(self.hits)


def everything(typed: str, documents: NDArray[np.int64], *, generation: int) -> Result:
    """Return all documents, unranked and without hits: what an empty line finds."""
    n = len(documents)
    return Result(
        typed,
        documents,
        np.zeros(n),
        np.zeros(n, dtype=np.int64),
        no_hits(),
        0,
        generation=generation,
    )


def no_hits() -> Hits:
    """Return hits of which there are none."""
    none = np.zeros(0, dtype=np.int64)
    narrow = none.astype(np.int32)
    return Hits(none, narrow, narrow, none.astype(np.uint8), none)
