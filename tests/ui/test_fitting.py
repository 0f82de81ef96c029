"""The window opens on the screen, whatever its size."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.fitting import fit_first_size, fitted, keep_on_screen

SCREEN = QRect(0, 28, 1000, 622)


def test_what_fits_stays_where_it_is() -> None:
    assert fitted(QRect(40, 50, 900, 560), SCREEN) == QRect(40, 50, 900, 560)


def test_what_is_too_large_becomes_as_large_as_the_screen() -> None:
    assert fitted(QRect(-20, 0, 1480, 900), SCREEN) == SCREEN


def test_what_reaches_out_is_moved_in() -> None:
    assert fitted(QRect(600, 400, 860, 560), SCREEN) == QRect(140, 90, 860, 560)


def test_a_first_size_too_large_fills_the_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    fit_first_size(window, QSize(9000, 600))
    assert window.isMaximized()
    assert window.screen().availableGeometry().contains(window.geometry())


def test_a_remembered_place_off_the_screen_is_given_up(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(5000, 5000, 300, 200)
    keep_on_screen(window)
    assert window.screen().availableGeometry().contains(window.geometry())
    assert window.size() == QSize(300, 200)
