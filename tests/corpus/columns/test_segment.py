"""The order of a segment: positions grouped by form, however long the blocks in which they are sorted."""

import numpy as np
import pytest

from desktop.corpus.columns.segment import invert


@pytest.mark.parametrize("block_tokens", [1, 7, 100, 1_000])
@pytest.mark.parametrize("n_tokens", [0, 1, 100, 999])
def test_positions_are_grouped_by_form_in_any_blocks(n_tokens: int, block_tokens: int):
    forms = np.random.default_rng(5).integers(0, 40, n_tokens).astype(np.int32)
    order, starts = invert(forms, 50, block_tokens=block_tokens)
    assert np.array_equal(order, np.argsort(forms, kind="stable"))
    assert order.dtype == np.int32
    assert np.diff(starts).tolist() == np.bincount(forms, minlength=50).tolist()
