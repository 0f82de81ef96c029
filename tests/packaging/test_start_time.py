"""From which picture on a window looks as it does at rest."""

from types import ModuleType

SCRIPT = "start_time"


def test_a_window_is_usable_when_hardly_anything_changes_any_more(script: ModuleType) -> None:
    empty, page, done = b"\0" * 1000, b"a" * 500 + b"\0" * 500, b"a" * 500 + b"b" * 500
    blinking = done[:-2] + b"cc"
    assert script.first_like_the_last([empty, page, done]) == 2
    assert script.first_like_the_last([empty, page, blinking, done, blinking, done]) == 2
    assert script.first_like_the_last([empty, done, page, done]) == 3
    assert script.first_like_the_last([done]) == 0
