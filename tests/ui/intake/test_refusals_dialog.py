"""The list of refused files: read, copy, save, try again."""

import csv
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import Refusal
from desktop.ui.corpora import choosing
from desktop.ui.destinations import Destinations
from desktop.ui.intake.refusals_dialog import RefusalsDialog
from desktop.ui.settings import Settings

REFUSALS = (
    Refusal("/a/one.txt", "This file is empty.", "", "2026-01-01T00:00:00+00:00"),
    Refusal(
        "/a/na\udcffme, two.txt", "This is a picture.", "Add the text.", "2026-01-02T00:00:00+00:00"
    ),
)


@pytest.fixture
def dialog(qtbot: QtBot, settings: Settings) -> RefusalsDialog:
    dialog = RefusalsDialog("Test", REFUSALS, Destinations(settings))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_every_refusal_is_listed_with_its_reason(dialog: RefusalsDialog) -> None:
    assert dialog.summary.text() == "2 files could not be taken in."
    rows = [dialog.list.topLevelItem(row) for row in range(2)]
    assert [row.text(1) for row in rows if row] == [
        "This file is empty.",
        "This is a picture. Add the text.",
    ]


def test_the_selected_rows_are_copied(dialog: RefusalsDialog) -> None:
    dialog.list.setCurrentIndex(dialog.list.model().index(0, 0))
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == "/a/one.txt\tThis file is empty."


def test_the_list_is_saved_as_a_table(
    qtbot: QtBot, dialog: RefusalsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "refused.csv"
    monkeypatch.setattr(choosing, "choose_file_to_save", lambda *_: file)
    with qtbot.waitSignal(dialog.told) as told:
        dialog.save_button.click()
    assert told.args == ["The list is saved to refused.csv."]
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    assert rows[0] == ["path", "part", "reason", "advice", "refused"]
    assert rows[2][2:4] == ["This is a picture.", "Add the text."]


def test_a_place_that_cannot_be_written_is_told(
    qtbot: QtBot, dialog: RefusalsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "choose_file_to_save", lambda *_: tmp_path)
    with qtbot.waitSignal(dialog.told) as told:
        dialog.save_button.click()
    assert told.args is not None
    assert told.args[0].startswith("The list could not be saved")


def test_trying_again_gives_the_paths(qtbot: QtBot, dialog: RefusalsDialog) -> None:
    with qtbot.waitSignal(dialog.retry_wanted) as told:
        dialog.retry_button.click()
    assert told.args is not None
    assert [str(path) for path in told.args[0]] == [refusal.path for refusal in REFUSALS]


def test_one_selected_file_can_be_opened(qtbot: QtBot, dialog: RefusalsDialog) -> None:
    assert not dialog.open_button.isEnabled()
    dialog.list.topLevelItem(0).setSelected(True)  # pyright: ignore[reportOptionalMemberAccess]
    with qtbot.waitSignal(dialog.file_wanted) as told:
        dialog.open_button.click()
    assert told.args == [Path("/a/one.txt")]
    with qtbot.waitSignal(dialog.folder_wanted) as told:
        dialog.folder_button.click()
    assert told.args == [Path("/a")]


def test_many_refusals_stand_below_their_reasons(qtbot: QtBot, settings: Settings) -> None:
    many = [
        Refusal(f"/a/{n}.pdf", "A scan without text.", "Use OCR.", "2026-01-01") for n in range(50)
    ]
    dialog = RefusalsDialog("Test", [*many, *REFUSALS], Destinations(settings))
    qtbot.addWidget(dialog)
    first = dialog.list.topLevelItem(0)
    assert first is not None
    assert (first.text(0), first.childCount()) == ("50 files", 50)
    alone = dialog.list.topLevelItem(1)
    assert alone is not None
    assert (alone.text(0), alone.text(1)) == ("one.txt", "This file is empty.")
    first.setSelected(True)
    with qtbot.waitSignal(dialog.retry_wanted) as told:
        dialog.retry_button.click()
    assert told.args is not None
    assert len(told.args[0]) == 50
