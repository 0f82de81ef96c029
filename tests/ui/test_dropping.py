"""What is dropped on the window, wherever on it, as the system hands it over."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import open_corpus
from desktop.ui.intake.taking_in_dialog import TakingInDialog
from desktop.ui.window import CorpusWindow

LONG = 20_000

SPOTS: dict[str, Callable[[CorpusWindow], QWidget]] = {
    "documents": lambda window: window.library.list,
    "filter": lambda window: window.library.filter_field,
    "search": lambda window: window.field,
    "page": lambda window: window.reader.page,
    "results": lambda window: window.results,
    "status": lambda window: window.status,
}


def drop(window: CorpusWindow, spot: QWidget, paths: Sequence[Path]) -> bool:
    """Drag files to the middle of a widget and let go; the answer says whether they were taken.

    The events go to the window of the system, from which Qt itself finds the widget below them.
    """
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setText("\n".join(map(str, paths)))
    at = spot.mapTo(window, spot.rect().center())
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none, handle = Qt.KeyboardModifier.NoModifier, window.windowHandle()
    enter = QDragEnterEvent(at, copy, data, left, none)
    QApplication.sendEvent(handle, enter)
    move = QDragMoveEvent(at + QPoint(1, 1), copy, data, left, none)
    QApplication.sendEvent(handle, move)
    event = QDropEvent(at.toPointF(), copy, data, left, none)
    QApplication.sendEvent(handle, event)
    return event.isAccepted()


@pytest.mark.parametrize("spot", SPOTS)
def test_a_file_is_taken_in_wherever_it_is_dropped(
    qtbot: QtBot, window: CorpusWindow, tmp_path: Path, spot: str
) -> None:
    file = tmp_path / "letter ü.txt"
    file.write_text("A letter about the granary of Hatra.\n")
    with qtbot.waitSignal(window.taking.ended, timeout=LONG):
        assert drop(window, SPOTS[spot](window), [file])
    qtbot.waitUntil(lambda: window.library.list.model().rowCount() == 4)
    qtbot.waitUntil(lambda: window.lane.is_idle)
    assert (window.field.text(), window.library.filter_field.text()) == ("", "")


def test_a_folder_that_is_dropped_is_looked_over_first(
    qtbot: QtBot, window: CorpusWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "inherited"
    folder.mkdir()
    (folder / "one.txt").write_text("One text about the granary.\n")
    assert drop(window, window.library.list, [folder])
    dialog = window.findChild(TakingInDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.summary.text().startswith("1 file,"), timeout=LONG)
    with qtbot.waitSignal(window.taking.ended, timeout=LONG):
        dialog.take_button.click()
    qtbot.waitUntil(lambda: window.library.list.model().rowCount() == 4)
    qtbot.waitUntil(lambda: window.lane.is_idle)


def test_a_corpus_that_is_dropped_is_opened_and_not_taken_in(
    qtbot: QtBot, window: CorpusWindow, tmp_path: Path
) -> None:
    open_corpus(tmp_path / "other.corpus", create=True).close()
    with qtbot.waitSignal(window.corpus_wanted) as wanted:
        assert drop(window, window.reader.page, [tmp_path / "other.corpus"])
    assert wanted.args == [tmp_path / "other.corpus"]
    assert not window.taking.is_running


def test_what_is_no_file_of_this_computer_is_not_taken(window: CorpusWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.txt")])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.windowHandle(), enter)
    assert not enter.isAccepted()
