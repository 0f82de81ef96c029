"""In which direction stretches of text run."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.direction import is_right_to_left, isolated


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("", "", False),
        ("Mosul", "", False),
        ("الموصل", "", True),
        ("الموصل (Mosul) مدينة", "", True),
        ("the word موصل in a sentence", "", False),
        ("2017", "", False),
        ("Mosul", "ar", True),
        ("الموصل", "en", False),
        ("🙂", "", False),
        ("کوردستان", "ku", True),
        ("Kurdistan", "ku", False),
    ],
)
def test_direction_of_a_text(text: str, language: str, expected: bool) -> None:
    assert is_right_to_left(text, language=language) is expected


def test_only_what_runs_leftwards_is_set_apart(qtbot: QtBot) -> None:
    assert isolated("=Mosul") == "=Mosul"
    assert isolated("=الموصل") == "\u2068=الموصل\u2069"
