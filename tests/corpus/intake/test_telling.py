"""What a worker tells arrives whole and in order, and it waits only where it must."""

import threading
from collections.abc import Iterator
from contextlib import closing
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import pytest

from desktop.corpus.intake.telling import Telling


@pytest.fixture
def ends() -> Iterator[tuple[Connection, Connection]]:
    ours, theirs = Pipe()
    with closing(ours), closing(theirs):
        yield ours, theirs


def test_nobody_waits_for_a_listener_who_is_busy(ends: tuple[Connection, Connection]):
    ours, theirs = ends
    told = ["a" * 2_000_000, "b" * 2_000_000, "c"]
    with closing(Telling(theirs)) as telling:
        for message in told:
            telling.tell(message)  # far more than the system holds of it
        assert [ours.recv() for _ in told] == told


def test_what_is_urgent_has_left_when_telling_returns(ends: tuple[Connection, Connection]):
    ours, theirs = ends
    heard: list[str] = []
    listener = threading.Thread(target=lambda: heard.extend(ours.recv() for _ in range(2)))
    with closing(Telling(theirs)) as telling:
        telling.tell("a" * 3_000_000)
        assert not heard
        listener.start()
        telling.tell("at once", is_urgent=True)
        listener.join()
    assert heard == ["a" * 3_000_000, "at once"]


def test_a_listener_who_has_gone_is_noticed(ends: tuple[Connection, Connection]):
    ours, theirs = ends
    with closing(Telling(theirs)) as telling:
        ours.close()
        with pytest.raises(OSError):
            telling.tell("x", is_urgent=True)
