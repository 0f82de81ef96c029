"""Families of duplicates in the list."""

import numpy as np
import pytest

from desktop.ui.library.families import gather

_FAMILIES = np.array([0, 7, 0, 7, 9, 7, 9, 5], dtype=np.int64)


@pytest.mark.parametrize(
    ("rows", "opened", "expected", "more"),
    (
        ([0, 1, 2, 3, 4, 5, 6, 7], [], [0, 1, 2, 4, 7], [0, 2, 0, 1, 0]),
        ([0, 1, 2, 3, 4, 5, 6, 7], [7], [0, 1, 3, 5, 2, 4, 7], [0, 2, -1, -1, 0, 1, 0]),
        ([6, 5, 4, 3, 2, 1], [9], [4, 6, 2, 1], [1, -1, 0, 2]),
        ([5, 0], [7], [5, 0], [0, 0]),
        ([], [7], [], []),
    ),
)
def test_families_stand_under_their_earliest_listed_member(
    rows: list[int], opened: list[int], expected: list[int], more: list[int]
) -> None:
    found = gather(np.array(rows, dtype=np.int32), _FAMILIES, opened, ids=np.arange(100, 108))
    assert found.rows.tolist() == expected
    assert found.more.tolist() == more


def test_the_first_of_a_family_stands_for_it_where_it_is_listed() -> None:
    ids = np.array([1, 2, 3, 4, 5, 7, 9, 10])
    rows = np.arange(8, dtype=np.int32)
    found = gather(rows, _FAMILIES, [7], ids=ids)
    assert found.rows.tolist() == [0, 2, 5, 1, 3, 6, 7]
    assert found.more.tolist() == [0, 0, 2, -1, -1, 1, 0]
