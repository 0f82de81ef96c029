"""The trail of places read."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.trail import MOST, Footprint, Trail


def test_back_and_forward_give_the_places_again() -> None:
    a, b, c = (Footprint(number, 10 * number) for number in range(3))
    trail = Trail().leaving(a).leaving(b)
    there, trail = trail.back(c) or (None, Trail())
    assert there == b
    there, trail = trail.back(b) or (None, Trail())
    assert there == a
    assert trail.back(a) is None
    there, trail = trail.forward(a) or (None, Trail())
    assert there == b


def test_a_new_jump_forgets_what_lay_ahead() -> None:
    trail = Trail((Footprint(1, 0),), (Footprint(2, 0),)).leaving(Footprint(3, 0))
    assert trail.forward(Footprint(4, 0)) is None


@given(st.lists(st.integers(1, 5), max_size=MOST + 50))
def test_walking_back_shows_the_jumps_in_reverse(jumps: list[int]) -> None:
    trail, here = Trail(), Footprint(0, 0)
    been = []
    for number, document in enumerate(jumps):
        trail = trail.leaving(here)
        been.append(here)
        here = Footprint(document, number)
    walked = []
    while (step := trail.back(here)) is not None:
        here, trail = step
        walked.append(here)
    assert walked == been[::-1][:MOST]
