"""Owns the comparison of two texts word by word: what both say, and what only one of them says."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from desktop.corpus.kin.alignment import Run, align, without_islands
from desktop.corpus.text.tokens import Tokeniser, Tokens


class Change(Enum):
    """What became of a stretch from the left text to the right one."""

    EQUAL = "equal"
    REPLACED = "replaced"
    ONLY_LEFT = "left"
    ONLY_RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of the left text and what stands for it in the right one (code points).

    From the first word of the stretch to the end of its last; where one text has nothing, start and
    end are the same place, behind the word before.
    """

    change: Change
    left_start: int
    left_end: int
    right_start: int
    right_end: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All stretches of two texts in order, and how many of their words are in both.

    `n_shared` words of `n_left` and of `n_right` are equal; capitals count, punctuation does not.
    """

    differences: tuple[Difference, ...]
    n_shared: int
    n_left: int
    n_right: int

    @property
    def likeness(self) -> float:
        """The share of words that both texts have in the same order, of the longer text."""
        longer = max(self.n_left, self.n_right)
        return self.n_shared / longer if longer else 1.0

    @property
    def contained(self) -> float:
        """The share of words that both texts have in the same order, of the shorter text."""
        shorter = min(self.n_left, self.n_right)
        return self.n_shared / shorter if shorter else float(self.n_left == self.n_right)


def compare(left: str, right: str, *, language: str | None = None) -> Comparison:
    """Compare two texts word by word. `language` decides where words end, as in tokens."""
    tokeniser = Tokeniser()
    ours, theirs = tokeniser.cut(left, language), tokeniser.cut(right, language)
    runs = align(ours.forms.astype(np.int64), theirs.forms.astype(np.int64))
    runs = without_islands(runs, len(ours), len(theirs))
    return Comparison(
        tuple(_differences(runs, ours, theirs)),
        sum(run.length for run in runs),
        len(ours),
        len(theirs),
    )


def _differences(runs: list[Run], ours: Tokens, theirs: Tokens) -> list[Difference]:
    found: list[Difference] = []
    at_a = at_b = 0
    for run in [*runs, Run(len(ours), len(theirs), 0)]:
        if run.a > at_a or run.b > at_b:
            change = Change.REPLACED
            if run.a == at_a:
                change = Change.ONLY_RIGHT
            elif run.b == at_b:
                change = Change.ONLY_LEFT
            found.append(_difference(change, ours, theirs, (at_a, run.a), (at_b, run.b)))
        at_a, at_b = run.a + run.length, run.b + run.length
        if run.length:
            found.append(_difference(Change.EQUAL, ours, theirs, (run.a, at_a), (run.b, at_b)))
    return found


def _difference(
    change: Change, ours: Tokens, theirs: Tokens, left: tuple[int, int], right: tuple[int, int]
) -> Difference:
    return Difference(change, *_places(ours, *left), *_places(theirs, *right))


def _places(tokens: Tokens, first: int, end: int) -> tuple[int, int]:
    """Return where tokens from `first` to before `end` stand; of none, the place behind the last."""
    if first < end:
        return int(tokens.starts[first]), _end(tokens, end - 1)
    place = _end(tokens, first - 1) if first else 0
    return place, place


def _end(tokens: Tokens, number: int) -> int:
    return int(tokens.starts[number]) + int(tokens.lengths[number])
