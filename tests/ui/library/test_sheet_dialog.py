"""A metadata sheet is joined only after the reader has seen what it would set."""

from pytestqt.qtbot import QtBot

from desktop.corpus.sheet import Plan, Sheet
from desktop.ui.library.sheet_dialog import SheetDialog

SHEET = Sheet(("a.txt",), ({"title": "A"},), (2,), ("mood",), ())


def test_the_dialog_says_what_it_would_set_and_what_it_leaves_out(qtbot: QtBot) -> None:
    plan = Plan(
        ((1, "title", "A"), (1, "author", "B")), 1, ("gone.txt",), ("Row 3 names no file.",)
    )
    dialog = SheetDialog("sheet.csv", SHEET, plan)
    qtbot.addWidget(dialog)
    assert "2 values" in dialog.summary.text()
    assert "1 document" in dialog.summary.text()
    for said in ("mood", "Row 3 names no file.", "gone.txt"):
        assert said in dialog.details.toPlainText()
    with qtbot.waitSignal(dialog.join_wanted):
        dialog.join_button.click()


def test_a_sheet_of_other_files_cannot_be_joined(qtbot: QtBot) -> None:
    dialog = SheetDialog("sheet.csv", SHEET, Plan((), 0, ("a.txt",), ()))
    qtbot.addWidget(dialog)
    assert not dialog.join_button.isEnabled()
    assert "says nothing" in dialog.summary.text()
