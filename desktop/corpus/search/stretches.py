"""Owns which stretches of a text a field admits in a scope of boilerplate, and what a word weighs there."""

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.text.blocks import Kind
from desktop.corpus.text.stretches import KIND_BITS, QUOTED

TITLE_WEIGHT = 3.0
HEADING_WEIGHT = 2.0

_TITLE, _HEADING = np.uint8(Kind.TITLE), np.uint8(Kind.HEADING)
_BOILERPLATE = np.uint8(Kind.BOILERPLATE)

_WEIGHTS = np.ones(256)
_WEIGHTS[[n for n in range(256) if n & KIND_BITS == Kind.TITLE]] = TITLE_WEIGHT
_WEIGHTS[[n for n in range(256) if n & KIND_BITS == Kind.HEADING]] = HEADING_WEIGHT


def admitted_stretches(fieldname: str, boilerplate: str) -> NDArray[np.bool_]:
    """Return which of the 256 stretches a field admits in a scope ("no", "yes", "only")."""
    numbers = np.arange(256)
    kinds = numbers & KIND_BITS
    admitted = {
        "text": np.ones(256, dtype=bool),
        "title": kinds == Kind.TITLE,
        "heading": kinds == Kind.HEADING,
        "caption": kinds == Kind.CAPTION,
        "quote": (numbers & QUOTED) > 0,
    }[fieldname]
    if boilerplate == "no":
        admitted &= kinds != Kind.BOILERPLATE
    elif boilerplate == "only":
        admitted &= kinds == Kind.BOILERPLATE
    return admitted


def are_admitted(
    stretches: NDArray[np.uint8], fieldname: str, boilerplate: str
) -> NDArray[np.bool_]:
    """Say of words, by where they stand, whether a field admits them in a scope.

    Of the whole text that is a comparison, which takes a tenth of the time of a look-up.
    """
    if fieldname == "text" and boilerplate == "no":
        return stretches & KIND_BITS != _BOILERPLATE
    if fieldname == "text" and boilerplate == "yes":
        return np.ones(len(stretches), dtype=bool)
    return admitted_stretches(fieldname, boilerplate)[stretches]


def weights_of(stretches: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return what a word weighs in BM25F by where it stands: titles and headings weigh more."""
    return _WEIGHTS[stretches]


def weighed(
    rows: NDArray[np.integer], stretches: NDArray[np.uint8], *, n_rows: int
) -> NDArray[np.float64]:
    """Sum up what words weigh in BM25F by their rows: titles and headings weigh more.

    Most words weigh one and are only counted, which takes a third of the time.
    """
    summed = np.bincount(rows, minlength=n_rows).astype(np.float64)
    kinds = stretches & KIND_BITS
    heavy = np.flatnonzero((kinds == _TITLE) | (kinds == _HEADING))
    if len(heavy):
        more = weights_of(stretches[heavy]) - 1.0
        summed += np.bincount(rows[heavy], weights=more, minlength=n_rows)
    return summed
