"""The search field as a hand uses it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.corpus.errors import QueryTrouble
from desktop.ui.search.field import SearchField, units_before
from desktop.ui.search.history import LONGEST, HistoryPopup, remembered
from desktop.ui.theme import THEMES
from tests.ui.search.finding import part

pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[SearchField]:
    window = QWidget()
    layout = QVBoxLayout(window)
    field = SearchField(THEMES["light"], history=("mosul", '"old city"'))
    layout.addWidget(field)
    layout.addStretch(1)
    window.resize(600, 300)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield field
    window.close()


def test_typing_is_told_once_after_a_pause(qtbot: QtBot, field: SearchField) -> None:
    told: list[str] = []
    field.typed.connect(told.append)
    qtbot.keyClicks(field, "ramadi")
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["ramadi"]


def test_enter_tells_at_once_and_is_remembered(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "ramadi")
    with qtbot.waitSignals([field.typed, field.entered, field.history_changed], timeout=1000):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.history == ("ramadi", "mosul", '"old city"')


def test_the_same_text_is_not_told_twice(qtbot: QtBot, field: SearchField) -> None:
    told: list[str] = []
    field.typed.connect(told.append)
    qtbot.keyClicks(field, "ramadi")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == ["ramadi"]


def test_down_opens_the_history_and_enter_runs_a_query(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClick(field, Qt.Key.Key_Down)
    rows = part(part(field, HistoryPopup), QListView)
    assert rows.isVisible()
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.typed) as told:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert told.args == ['"old city"']
    assert field.text() == '"old city"'
    assert not rows.isVisible()


def test_delete_forgets_a_query(qtbot: QtBot, field: SearchField) -> None:
    field.open_history()
    rows = part(part(field, HistoryPopup), QListView)
    with qtbot.waitSignal(field.history_changed) as changed:
        qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert changed.args == [('"old city"',)]
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert field.history == ()
    assert not rows.isVisible()


def test_history_keeps_each_query_once_and_not_for_ever() -> None:
    history = remembered(("a", "b"), " b ")
    assert history == ("b", "a")
    assert remembered(history, "  ") == history
    assert len(remembered(tuple(str(n) for n in range(LONGEST)), "new")) == LONGEST


def test_trouble_is_said_under_the_field_and_goes_with_typing(
    qtbot: QtBot, field: SearchField
) -> None:
    qtbot.keyClicks(field, "(mosul")
    field.show_trouble(QueryTrouble("A bracket is not closed.", start=0, end=1))
    sentence = next(
        label for label in field.window().findChildren(QLabel) if "bracket" in label.text()
    )
    assert sentence.isVisible()
    assert sentence.geometry().top() >= field.geometry().bottom()
    assert field.accessibleDescription() == "A bracket is not closed."
    qtbot.keyClicks(field, ")")
    assert not sentence.isVisible()


def test_the_faulty_stretch_is_underlined_and_nothing_else(
    qtbot: QtBot, field: SearchField
) -> None:
    qtbot.keyClicks(field, "mosul NEAR/x")
    field.setCursorPosition(0)
    field.clearFocus()
    plain = field.grab().toImage()
    field.show_trouble(QueryTrouble("NEAR needs a number.", start=6, end=12))
    columns = _changed_columns(plain, field.grab().toImage())
    field.show_trouble(QueryTrouble("Not a word.", start=0, end=5))
    first_word = _changed_columns(plain, field.grab().toImage())
    assert columns
    assert max(first_word) < min(columns)


def test_help_is_asked_for_by_key_and_by_sign(qtbot: QtBot, field: SearchField) -> None:
    with qtbot.waitSignal(field.help_wanted):
        qtbot.keyClick(field, Qt.Key.Key_F1)
    sign = next(b for b in field.findChildren(QAbstractButton) if "can be typed" in b.toolTip())
    with qtbot.waitSignal(field.help_wanted):
        qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)


def test_places_after_an_emoji_count_two_units() -> None:
    assert units_before("🙂 (x", 2) == 3
    assert units_before("مو (x", 3) == 3


def _changed_columns(one: QImage, other: QImage) -> set[int]:
    return {
        x
        for x in range(one.width())
        for y in range(one.height())
        if one.pixel(x, y) != other.pixel(x, y)
    }
