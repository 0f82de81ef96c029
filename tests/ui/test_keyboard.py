"""By the keyboard alone: every control is reached, and one sees where the keyboard is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.theme import THEMES, palette, stylesheet
from desktop.ui.window import CorpusWindow

MOST = 200  # of stops: whoever needs more goes round in circles
DIALOGS = (
    "aliases", "refusals", "shortcuts", "about", "correct", "tell_of", "watched", "report",
    "repeats", "compare",
)  # fmt: skip


def controls(root: QWidget) -> Iterator[QWidget]:
    """Yield the controls that are meant to be reached by Tab."""
    for widget in root.findChildren(QWidget):
        takes_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        is_part = isinstance(widget.parentWidget(), QAbstractItemView) or widget.focusProxy()
        is_ours = not widget.objectName().startswith("qt_") and widget.window() is root
        if takes_tab and is_ours and not is_part and widget.isVisible() and widget.isEnabled():
            yield widget


def walked(qtbot: QtBot, root: QWidget) -> list[tuple[QWidget, QImage, QImage]]:
    """Press Tab until it goes round: each control, how it looks with the keyboard and without."""
    found: list[tuple[QWidget, QImage, QImage]] = []
    for _ in range(MOST):
        here = QApplication.focusWidget()
        assert here is not None
        if any(here is widget for widget, _, _ in found):
            return found
        here.clearFocus()
        unseen = here.grab().toImage()
        here.setFocus(Qt.FocusReason.TabFocusReason)
        seen = here.grab().toImage()
        found.append((here, seen, unseen))
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes round")


def check(qtbot: QtBot, root: QWidget) -> None:
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    stops = walked(qtbot, root)
    reached = {id(widget) for widget, _, _ in stops}
    assert [_named(widget) for widget in controls(root) if id(widget) not in reached] == []
    blind = [_named(w) for w, seen, unseen in stops if seen == unseen and not isinstance(w, QLabel)]
    assert blind == []


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_tab_reaches_every_control_of_the_window_and_is_seen(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    _dress(window)
    qtbot.keyClicks(window.field, "bridge")
    qtbot.waitUntil(lambda: "hits" in window.status.line.text())
    window.library.list.setCurrentIndex(window.library.list.model().index(0, 0))
    window.results.lines.view.selectRow(0)
    qtbot.waitUntil(lambda: window.lane.is_idle)
    window.field.setFocus()
    check(qtbot, window)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("name", DIALOGS)
def test_tab_reaches_every_control_of_a_dialog_and_is_seen(
    qtbot: QtBot, window: CorpusWindow, name: str
) -> None:
    _dress(window)
    if name == "compare":
        window.library.list.selectAll()
        window.library.comparison_wanted.emit([1, 3])
    else:
        window.actions_by_name[name].trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QDialog)))
    qtbot.waitUntil(lambda: window.lane.is_idle)
    (dialog,) = [each for each in window.findChildren(QDialog) if each.isVisible()]
    check(qtbot, dialog)
    dialog.close()
    QApplication.processEvents()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_keyboard_is_again_where_it_was_after_a_dialog_of_the_menu(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    window.activateWindow()
    window.library.list.setFocus()
    qtbot.waitUntil(window.library.list.hasFocus)
    qtbot.keyClick(window.library.list, Qt.Key.Key_F10)
    bar = window.menuBar()
    assert bar.hasFocus()
    window.actions_by_name["about"].trigger()
    (dialog,) = window.findChildren(QDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.reject()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.focusWidget() is window.library.list
    assert not bar.isVisible()
    QApplication.processEvents()


def _dress(window: CorpusWindow) -> None:
    window.setStyleSheet(stylesheet(THEMES["light"]))
    window.setPalette(palette(THEMES["light"]))


def _named(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()}”"
