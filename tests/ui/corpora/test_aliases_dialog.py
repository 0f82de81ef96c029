"""Editing aliases."""

import pytest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from desktop.ui.corpora.aliases_dialog import AliasesDialog, faulty_line, groups_of


def dialog_on(qtbot: QtBot, groups, *, is_read_only: bool = False) -> AliasesDialog:
    dialog = AliasesDialog(groups, is_read_only=is_read_only)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_groups_are_shown_and_told(qtbot: QtBot) -> None:
    dialog = dialog_on(qtbot, [("Daesh", "ISIS"), ("Mosul", "الموصل")])
    assert dialog.editor.toPlainText() == "Daesh = ISIS\nMosul = الموصل"
    dialog.editor.appendPlainText(" a =  b c = a =")
    with qtbot.waitSignal(dialog.aliases_wanted) as told:
        dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    assert told.args == [(("Daesh", "ISIS"), ("Mosul", "الموصل"), ("a", "b c"))]


def test_a_lonely_name_is_said_and_cannot_be_saved(qtbot: QtBot) -> None:
    dialog = dialog_on(qtbot, [])
    qtbot.keyClicks(dialog.editor, "Daesh")
    assert dialog.fault.text().startswith("Line 1")
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()


def test_a_read_only_corpus_is_not_edited(qtbot: QtBot) -> None:
    dialog = dialog_on(qtbot, [("a", "b")], is_read_only=True)
    assert dialog.editor.isReadOnly()
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()


@pytest.mark.parametrize(
    ("written", "groups", "fault"),
    (
        ("", (), 0),
        ("\n\n = \n", (), 0),
        ("a=b\nc = c", (("a", "b"), ("c",)), 2),
        ("a = b\r\nd=e=f", (("a", "b"), ("d", "e", "f")), 0),
    ),
)
def test_lines_are_read(written: str, groups: tuple, fault: int) -> None:
    assert groups_of(written) == groups
    assert faulty_line(written) == fault
