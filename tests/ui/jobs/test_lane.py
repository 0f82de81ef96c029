"""Every job of the lane ends exactly once, and the newest wins."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop.corpus.errors import Trouble
from desktop.ui.jobs.lane import SearchingLane


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[SearchingLane]:
    lane = SearchingLane()
    yield lane
    lane.close()


class Ends:
    """Writes down how jobs end."""

    def __init__(self) -> None:
        self.told: list[tuple[str, object]] = []

    def ask(self, lane: SearchingLane, name: str, work) -> None:
        lane.ask(
            "search",
            work,
            lambda answer: self.told.append((name, answer)),
            failed=lambda trouble: self.told.append((name, trouble.sentence)),
            stopped=lambda: self.told.append((name, "stopped")),
        )


def test_an_answer_comes_in_the_thread_of_the_window(qtbot: QtBot, lane: SearchingLane) -> None:
    threads = []
    lane.ask(
        "search",
        threading.current_thread,
        lambda worker: threads.extend([worker, threading.current_thread()]),
    )
    qtbot.waitUntil(lambda: lane.is_idle)
    assert threads[0] is not threads[1]
    assert threads[1] is threading.main_thread()


def test_of_many_the_newest_wins_and_the_others_are_stopped(
    qtbot: QtBot, lane: SearchingLane
) -> None:
    ends, gate, has_begun = Ends(), threading.Event(), threading.Event()

    def slow() -> str:
        has_begun.set()
        gate.wait(5)
        return "late"

    ends.ask(lane, "first", slow)
    assert has_begun.wait(5)
    for name in ("second", "third"):
        ends.ask(lane, name, lambda name=name: name)
    gate.set()
    qtbot.waitUntil(lambda: lane.is_idle)
    assert sorted(ends.told) == [("first", "stopped"), ("second", "stopped"), ("third", "third")]


def test_trouble_is_told_once(qtbot: QtBot, lane: SearchingLane) -> None:
    ends = Ends()

    def fail() -> None:
        raise Trouble("It rains.")

    ends.ask(lane, "job", fail)
    qtbot.waitUntil(lambda: lane.is_idle)
    assert ends.told == [("job", "It rains.")]


def test_our_own_fault_reaches_the_crash_sheet(qtbot: QtBot, lane: SearchingLane) -> None:
    with capture_exceptions() as faults:
        lane.ask("search", lambda: [][0], lambda _: None)
        qtbot.waitUntil(lambda: lane.is_idle)
        qtbot.waitUntil(lambda: bool(faults))
    assert faults[0][0] is IndexError


def test_changes_are_never_dropped_and_keep_their_order(qtbot: QtBot, lane: SearchingLane) -> None:
    done: list[int] = []
    for number in range(20):
        lane.do(lambda number=number: done.append(number))
    qtbot.waitUntil(lambda: lane.is_idle)
    assert done == list(range(20))


def test_closing_finishes_changes_and_drops_reads(qtbot: QtBot) -> None:
    lane, done, gate = SearchingLane(), [], threading.Event()
    lane.do(lambda: gate.wait(5))
    lane.ask("search", lambda: done.append("read"), lambda _: None)
    lane.do(lambda: done.append("change"))
    threading.Timer(0.05, gate.set).start()
    lane.close()
    assert done == ["change"]
