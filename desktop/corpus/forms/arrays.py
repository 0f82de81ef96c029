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
    forms, form_starts = _join([row.form.encode() for row in rows])
    distinct = sorted({row.fold for row in rows})
    number_of = {text: number for number, text in enumerate(distinct)}
    folds, fold_starts = _join([text.encode() for text in distinct])
    by_key = sorted(range(len(rows)), key=[row.key for row in rows].__getitem__)
    rank = np.empty(len(rows), dtype=np.int64)
    rank[by_key] = np.arange(1, len(rows) + 1, dtype=np.int64) * RANK_STEP
    keys, key_starts = _join([rows[number].key for number in by_key])
    fold_of = np.fromiter((number_of[row.fold] for row in rows), dtype=np.int32, count=len(rows))
    return FormArrays(forms, form_starts, folds, fold_starts, fold_of, rank, keys, key_starts)


def _join(pieces: list[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    starts = np.zeros(len(pieces) + 1, dtype=np.int64)
    lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
    np.cumsum(lengths + 1, out=starts[1:])
    joined = b"\n".join([*pieces, b""])
    return np.frombuffer(joined, dtype=np.uint8), starts
