"""Every control that takes the keyboard says what it is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.window import CorpusWindow

QT_OWN = ("qt_", "ScrollLeftButton", "ScrollRightButton")


def nameless(root: QWidget) -> Iterator[str]:
    """Yield the controls below a widget that take the keyboard and have no accessible name."""
    for widget in (root, *root.findChildren(QWidget)):
        takes_keyboard = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        is_ours = not widget.objectName().startswith(QT_OWN)
        if takes_keyboard and is_ours and widget.isVisibleTo(root):
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface is not None
            if not interface.text(QAccessible.Text.Name).strip():
                yield f"{type(widget).__name__} {widget.objectName()} in {type(root).__name__}"


def test_every_control_of_the_window_has_a_name(qtbot: QtBot, window: CorpusWindow) -> None:
    assert list(nameless(window)) == []
    qtbot.keyClicks(window.field, "bridge")
    qtbot.waitUntil(lambda: "hits" in window.status.line.text())
    window.reader.find_action.trigger()
    assert list(nameless(window)) == []


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_every_control_of_the_pop_ups_has_a_name(window: CorpusWindow) -> None:
    window.help.open_below(window.field)
    window.field.open_history()
    window.reader.open_outline()
    popups = [w for w in window.findChildren(QWidget) if w.windowFlags() & Qt.WindowType.Popup]
    assert popups
    assert [found for popup in popups for found in nameless(popup)] == []
    for popup in popups:
        popup.close()


@pytest.mark.parametrize(
    "name", ["aliases", "refusals", "shortcuts", "about", "correct", "tell_of"]
)
def test_every_control_of_the_dialogs_has_a_name(
    qtbot: QtBot, window: CorpusWindow, name: str
) -> None:
    window.actions_by_name[name].trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QDialog)))
    for dialog in window.findChildren(QDialog):
        assert list(nameless(dialog)) == []
        assert dialog.windowTitle()
        dialog.close()
    QApplication.processEvents()
