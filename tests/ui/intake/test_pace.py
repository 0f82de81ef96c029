"""How long an intake will take is told by its pace."""

import pytest

from desktop.ui.intake.pace import Pace


def test_nothing_is_said_in_the_first_seconds() -> None:
    pace = Pace(0.0)
    assert pace.seconds_left(50, 100, 1.0) is None


def test_a_steady_pace_tells_the_rest() -> None:
    pace = Pace(0.0)
    left = [pace.seconds_left(10 * second, 1000, float(second)) for second in range(1, 51)]
    assert left[-1] == pytest.approx(50.0)


def test_a_pause_does_not_count() -> None:
    pace = Pace(0.0)
    for second in range(1, 11):
        pace.seconds_left(10 * second, 1000, float(second))
    pace.skip(1000.0)
    assert pace.seconds_left(110, 1000, 1001.0) == pytest.approx(89.0)


def test_a_pace_that_changes_is_followed() -> None:
    pace = Pace(0.0)
    for second in range(1, 11):
        pace.seconds_left(100 * second, 100_000, float(second))
    left = None
    for second in range(11, 200):
        left = pace.seconds_left(1000 + 10 * (second - 10), 100_000, float(second))
    assert left is not None
    assert left > 5000


def test_a_slow_start_frightens_nobody_and_is_soon_forgotten() -> None:
    pace, size = Pace(0.0), 8_000_000
    assert pace.seconds_left(6_000, size, 3.5) is None
    left = None
    for second in range(4, 11):
        left = pace.seconds_left(500_000 * (second - 3), size, float(second))
    assert left is not None
    assert 9 < left < 20
