"""Before an intake the reader sees what will be taken in, and says how."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.intake.file_kinds import asks_first, is_program
from desktop.ui.intake.languages_button import LanguagesButton
from desktop.ui.intake.mapping_dialog import MappingDialog
from desktop.ui.intake.taking_in_dialog import TakingInDialog
from desktop.ui.intake.wishes import IntakeWishes
from desktop.ui.jobs.preview_process import Seen, Table

LONG = 30_000
Ask = Callable[..., TakingInDialog]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("A text.\n")
    (folder / "b.txt").write_text("Another text.\n")
    (folder / "c.bin").write_bytes(b"\x7fELF" + bytes(range(200)))
    return folder


@pytest.fixture
def ask(qtbot: QtBot, tmp_path: Path) -> Ask:
    def open_it(*paths: Path, **options: object) -> TakingInDialog:
        dialog = TakingInDialog(tmp_path / "x.corpus", paths, **options)  # type: ignore[arg-type]
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not dialog.bar.isVisible(), timeout=LONG)
        return dialog

    return open_it


def test_files_are_shown_by_format_with_what_nobody_reads(ask: Ask, folder: Path) -> None:
    dialog = ask(folder)
    rows = [dialog.list.topLevelItem(n) for n in range(dialog.list.topLevelItemCount())]
    assert [(row.text(0), row.text(1)) for row in rows if row is not None] == [
        ("Plain text", "2"),
        ("Of a kind that cannot be read", "1"),
    ]
    assert "3 files" in dialog.summary.text()


def test_what_is_not_changed_is_left_to_the_corpus(ask: Ask, folder: Path) -> None:
    dialog = ask(folder)
    assert dialog.wishes() == IntakeWishes()
    dialog.copies.setChecked(True)
    dialog.workers.setCurrentIndex(0)
    assert dialog.wishes().arguments() == ["--copy-originals", "--workers", "1"]


def test_folders_can_be_watched_from_now_on(qtbot: QtBot, ask: Ask, folder: Path) -> None:
    dialog = ask(folder)
    dialog.watch.setChecked(True)
    with qtbot.waitSignals([dialog.wanted, dialog.watch_wanted]):
        dialog.take_button.click()


def test_the_columns_of_a_table_are_asked_for_once(qtbot: QtBot, ask: Ask, tmp_path: Path) -> None:
    sheet = tmp_path / "posts.csv"
    words = "Some words that run on for longer than a cell of a table usually does and more."
    sheet.write_text("headline,body,when\n" + "".join(f"H{n},{words},2016\n" for n in range(9)))
    dialog = ask(sheet)
    assert dialog.columns_button.isVisible()
    dialog.columns_button.click()
    inner = dialog.findChild(MappingDialog)
    assert inner is not None
    choice = inner.choices["title"]
    choice.setCurrentIndex(choice.findData("headline"))
    inner.choices["text"].setCurrentIndex(inner.choices["text"].findData("body"))
    inner.buttons.accepted.emit()
    ((columns, mapping),) = dialog.wishes().mappings
    assert columns == ("headline", "body", "when")
    assert (mapping["title"], mapping["text"]) == ("headline", "body")


def test_a_table_shows_its_first_rows(qtbot: QtBot) -> None:
    dialog = MappingDialog(Table("/x/t.csv", ("a", "b"), (("1", "two\nlines"),), {"text": "b"}), {})
    qtbot.addWidget(dialog)
    item = dialog.sample.item(0, 1)
    assert item is not None
    assert item.text() == "two lines"


def test_ocr_that_is_switched_off_is_said(ask: Ask, folder: Path) -> None:
    assert IntakeWishes(ocr=()).arguments() == ["--ocr", "none"]
    assert IntakeWishes(ocr=("eng", "ara")).arguments() == ["--ocr", "eng+ara"]


def test_folders_and_tables_are_asked_about_single_texts_are_not(folder: Path) -> None:
    assert asks_first([folder])
    assert asks_first([folder / "t.csv"])
    assert asks_first([folder / f"{n}.txt" for n in range(21)])
    assert not asks_first([folder / "a.txt"])


def test_programs_are_told_from_documents(folder: Path) -> None:
    assert is_program(folder / "setup.EXE")
    assert not is_program(folder / "a.txt")


def test_languages_are_ticked_one_at_least(qtbot: QtBot) -> None:
    button = LanguagesButton(["ara", "xyz"])
    qtbot.addWidget(button)
    button.offer(["ara", "deu", "eng"])
    assert button.languages() == ("ara",)
    actions = {action.text(): action for action in button.menu().actions()}
    actions["German"].trigger()
    assert button.languages() == ("ara", "deu")
    assert "Arabic, German" in button.text()
    actions["Arabic"].trigger()
    actions["German"].trigger()
    assert button.languages() == ("deu",)


def test_how_to_get_more_languages_is_said_below_the_files(ask: Ask, folder: Path) -> None:
    dialog = ask(folder)
    dialog.ocr_languages.offer(["ara", "eng"])
    assert not dialog.note.isVisible()
    more = dialog.ocr_languages.menu().actions()[-1]
    assert more.text() == "More languages…"
    more.trigger()
    assert dialog.note.isVisible()
    assert dialog.ocr_languages.languages() == ("eng",)


@pytest.mark.parametrize("system", ("linux", "win32", "darwin"))
def test_what_is_missing_is_said_with_how_to_get_it(
    ask: Ask, folder: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    dialog = ask(folder)
    monkeypatch.setattr(sys, "platform", system)
    formats = (("pdf", 1, 9), ("office", 1, 9))
    seen = Seen(2, 18, formats, 0, 0, (), (), is_whole=True, languages=None)
    dialog.offer(seen)
    monkeypatch.undo()
    said = dialog.note.text()
    assert "need Tesseract, which is not installed. Install it" in said
    assert "need LibreOffice, which is not installed. Install it" in said


def test_each_of_several_tables_says_which_it_is(ask: Ask, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(f"title,{name}\n" + "One,two\n" * 5)
    dialog = ask(tmp_path / "a.csv", tmp_path / "b.csv")
    titles = []
    for inner in (1, 2):
        if inner == 1:
            dialog.columns_button.click()
        asked = dialog.findChildren(MappingDialog)[-1]
        titles.append(asked.windowTitle())
        asked.buttons.accepted.emit()
    assert titles == [f"What the columns hold – table {n} of 2" for n in (1, 2)]
