"""Owns the arrays in which the columns keep the forms."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.forms.collation import FormRow


class FormArrays(NamedTuple):
    """The forms that the columns keep. Form numbers run from 0; all strings are UTF-8, joined by \\n.

    `forms` uint8, `form_starts` int64 (n+1); `folds` uint8 distinct and in code-point order,
    `fold_starts` int64; `fold_of` int32 (n) number of each form's fold; `rank` int64 (n) places in
    collation order, times RANK_STEP; `keys` uint8 and `key_starts` the collation keys in that order.
    """

    forms: NDArray[np.uint8]
    form_starts: NDArray[np.int64]
    folds: NDArray[np.uint8]
    fold_starts: NDArray[np.int64]
    fold_of: NDArray[np.int32]
    rank: NDArray[np.int64]
    keys: NDArray[np.uint8]
    key_starts: NDArray[np.int64]


RANK_STEP = 1 << 20


def form_arrays(rows: Sequence[FormRow]) -> FormArrays:
    """Lay forms, given in the order of their numbers, out as arrays."""
    return arrays_of_forms(*zip(*rows, strict=True)) if rows else arrays_of_forms((), (), ())


def arrays_of_forms(
    forms: Sequence[str], folds: Sequence[str], keys: Sequence[bytes]
) -> FormArrays:
    """Lay forms out as arrays; folds and keys are parallel to them."""
    n = len(forms)
    # Forms are numbered in stretches of ascending ones, and what is nearly sorted is sorted soon.
    distinct = sorted(dict.fromkeys(folds))
    number_of = dict(zip(distinct, range(len(distinct)), strict=True))
    by_key = sorted(range(n), key=keys.__getitem__)
    rank = np.empty(n, dtype=np.int64)
    rank[by_key] = np.arange(1, n + 1, dtype=np.int64) * RANK_STEP
    fold_of = np.fromiter(map(number_of.__getitem__, folds), dtype=np.int32, count=n)
    return FormArrays(
        *_lines(forms),
        *_lines(distinct),
        fold_of,
        rank,
        *_join(list(map(keys.__getitem__, by_key))),
    )


def _lines(texts: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Join texts, none of which has a line end inside."""
    joined = np.frombuffer("\n".join([*texts, ""]).encode(), dtype=np.uint8)
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    starts[1:] = np.flatnonzero(joined == ord("\n")) + 1
    return joined, starts


def _join(pieces: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    starts = np.zeros(len(pieces) + 1, dtype=np.int64)
    lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
    np.cumsum(lengths + 1, out=starts[1:])
    joined = b"\n".join([*pieces, b""])
    return np.frombuffer(joined, dtype=np.uint8), starts
