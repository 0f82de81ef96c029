"""Two texts side by side: what both say, and what only one of them says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.kin.compare import Change, compare


def shown(left: str, right: str) -> list[tuple[str, str, str]]:
    return [
        (
            each.change.value,
            left[each.left_start : each.left_end],
            right[each.right_start : each.right_end],
        )
        for each in compare(left, right).differences
    ]


def test_what_differs_is_named_with_its_place() -> None:
    left = "The old bridge over the river was closed in the morning."
    right = "The new bridge over the river was closed early in the morning"
    assert shown(left, right) == [
        ("equal", "The", "The"),
        ("replaced", "old", "new"),
        ("equal", "bridge over the river was closed", "bridge over the river was closed"),
        ("right", "", "early"),
        ("equal", "in the morning", "in the morning"),
    ]
    assert shown(right, left)[3] == ("left", "early", "")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("", "", []),
        ("", "one", [("right", "", "one")]),
        ("one", "", [("left", "one", "")]),
        ("one", "ONE", [("replaced", "one", "ONE")]),
        ("a\r\nb", "a, b!", [("equal", "a\r\nb", "a, b")]),
        ("😀 e\u0301 x", "e\u0301 😀 x", [("equal", "e\u0301 x", "e\u0301 😀 x")]),
        ("في الموصل", "في بغداد", [("equal", "في", "في"), ("replaced", "الموصل", "بغداد")]),
    ],
)
def test_small_texts(left: str, right: str, expected: list[tuple[str, str, str]]) -> None:
    assert shown(left, right) == expected


def test_words_that_are_alike_by_chance_do_not_cut_a_change_up() -> None:
    left = "start " + "aa bb cc dd ee the ff gg hh ii jj" + " end of it"
    right = "start " + "kk ll mm nn oo the pp qq rr ss tt" + " end of it"
    assert [change for change, _, _ in shown(left, right)] == ["equal", "replaced", "equal"]


words = st.lists(st.sampled_from(list("abcdefg")), max_size=40).map(" ".join)


@given(words, words)
def test_every_word_of_both_stands_in_one_stretch(left: str, right: str) -> None:
    comparison = compare(left, right)
    stretches = shown(left, right)
    assert " ".join(a for _, a, _ in stretches if a).split() == left.split()
    assert " ".join(b for _, _, b in stretches if b).split() == right.split()
    assert all(a.split() == b.split() for change, a, b in stretches if change == "equal")
    assert not any(a.split() == b.split() for change, a, b in stretches if change != "equal")
    assert comparison.n_shared == sum(
        len(a.split()) for change, a, _ in stretches if change == "equal"
    )


@given(words)
def test_a_text_is_like_itself(text: str) -> None:
    comparison = compare(text, text)
    assert comparison.likeness == 1.0
    assert all(each.change is Change.EQUAL for each in comparison.differences)


def test_long_texts_without_any_landmark_are_compared_at_all() -> None:
    assert compare("b a " * 20_000, "a " * 40_000).n_shared == 20_000
