"""Every theme keeps its text legible and its stylesheet complete."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.theme import THEMES, contrast, palette, stylesheet

GROUNDS = ("window", "side_pane", "page", "selected_row")


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ("ink", "muted_ink", "accent"))
@pytest.mark.parametrize("name", THEMES)
def test_ink_is_legible_on_every_ground(name: str, ink: str, ground: str) -> None:
    theme = THEMES[name]
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("ground", ("hit", "current_hit", "selection"))
@pytest.mark.parametrize("name", THEMES)
def test_ink_is_legible_on_marked_text(name: str, ground: str) -> None:
    theme = THEMES[name]
    assert contrast(theme.ink, getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("is_enabled", (True, False))
@pytest.mark.parametrize("name", THEMES)
def test_words_in_controls_are_legible_as_qt_paints_them(
    qtbot: QtBot, name: str, is_enabled: bool
) -> None:
    theme, role = THEMES[name], QPalette.ColorRole
    pane = QWidget()
    pane.setStyleSheet(stylesheet(theme))
    pane.setPalette(palette(theme))
    qtbot.addWidget(pane)
    column = QVBoxLayout(pane)
    fields, buttons = (QLineEdit(), QPlainTextEdit(), QComboBox()), (QPushButton(), QToolButton())
    for control in (*fields, *buttons):
        column.addWidget(control)
    pane.setEnabled(is_enabled)
    pane.show()
    inks = [(control, ink) for control in fields for ink in (role.Text, role.PlaceholderText)]
    for control, ink in [*inks, *((button, role.ButtonText) for button in buttons)]:
        ground = theme.page if control in fields and is_enabled else theme.window
        seen = _laid_over(control.palette().color(ink), ground)
        assert contrast(seen, ground) >= 4.5, (type(control).__name__, ink)


def test_contrast_of_black_and_white_is_the_published_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("name", THEMES)
def test_stylesheet_has_no_name_left_unfilled(name: str) -> None:
    assert "@" not in stylesheet(THEMES[name])


def _laid_over(ink: QColor, ground: str) -> str:
    """Return the colour that is seen where an ink lies on a ground: Qt has inks that let it through."""
    below, share = QColor(ground), ink.alphaF()
    parts = [
        round(over * share + under * (1 - share))
        for over, under in (
            (ink.red(), below.red()),
            (ink.green(), below.green()),
            (ink.blue(), below.blue()),
        )
    ]
    return QColor(*parts).name()
