"""Finds the parts of a widget that a test drives, and what a signal carried."""

from typing import TypeVar

from PySide6.QtCore import QObject
from pytestqt.wait_signal import SignalBlocker

T = TypeVar("T", bound=QObject)


def part(parent: QObject, kind: type[T]) -> T:
    """The first child of a kind."""
    found = parent.findChild(kind)
    assert found is not None
    return found


def carried(blocker: SignalBlocker) -> list:
    """What the awaited signal carried."""
    assert blocker.args is not None
    return list(blocker.args)
