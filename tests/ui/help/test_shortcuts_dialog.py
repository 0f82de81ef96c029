"""The list of keyboard shortcuts."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop import __version__
from desktop.ui.help.about_dialog import AboutDialog
from desktop.ui.help.shortcuts_dialog import Shortcut, ShortcutsDialog

SHORTCUTS = (
    Shortcut("Search", "Next hit", "F3"),
    Shortcut("Search", "Find in document", "Ctrl+F"),
    Shortcut("Go", "Back", "Alt+Left"),
)


@pytest.fixture
def dialog(qtbot: QtBot) -> ShortcutsDialog:
    dialog = ShortcutsDialog(SHORTCUTS)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def rows(dialog: ShortcutsDialog) -> list[tuple[str, list[str]]]:
    model = dialog.list.model()
    headings = [model.index(row, 0) for row in range(model.rowCount())]
    return [
        (
            heading.data(),
            [model.index(row, 1, heading).data() for row in range(model.rowCount(heading))],
        )
        for heading in headings
    ]


def test_shortcuts_stand_under_their_headings(dialog: ShortcutsDialog) -> None:
    assert rows(dialog) == [("Search", ["F3", "Ctrl+F"]), ("Go", ["Alt+Left"])]


@pytest.mark.parametrize(("typed", "keys"), (("FÍND", ["Ctrl+F"]), ("alt", ["Alt+Left"])))
def test_typing_filters_words_and_keys(
    qtbot: QtBot, dialog: ShortcutsDialog, typed: str, keys: list[str]
) -> None:
    qtbot.keyClicks(dialog.filter_field, typed)
    assert [row for _, found in rows(dialog) for row in found] == keys


def test_the_program_says_what_it_is(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert __version__ in told
    assert "To update, " in told
    assert "Apache-2.0" in told
