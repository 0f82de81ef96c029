"""Where something is saved: in the folder saved to last, under a name that tells what it is."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.corpora import choosing
from desktop.ui.destinations import Destinations, file_name
from desktop.ui.settings import Settings
from desktop.ui.window import CorpusWindow


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of documents."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(folder))
    return folder


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_the_first_place_is_the_folder_of_documents(settings: Settings, documents: Path) -> None:
    assert Destinations(settings).folder() == documents


def test_the_folder_saved_to_last_comes_back_while_it_is_there(
    parent: QWidget,
    settings: Settings,
    documents: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "case").mkdir()
    file = tmp_path / "case" / "x.csv"
    monkeypatch.setattr(choosing, "choose_file_to_save", lambda *_: file)
    assert Destinations(settings).ask(parent, "Save", "y.csv", "CSV (*.csv)") == file
    assert Destinations(settings).folder() == tmp_path / "case"
    (tmp_path / "case").rmdir()
    assert Destinations(settings).folder() == documents


def test_lines_a_passage_and_a_text_are_saved_one_beside_the_other_under_telling_names(
    qtbot: QtBot,
    window: CorpusWindow,
    documents: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proposed: list[Path] = []
    monkeypatch.setattr(
        choosing,
        "choose_file_to_save",
        lambda parent, title, path, kinds: (proposed.append(path), tmp_path / path.name)[1],
    )
    control = Qt.KeyboardModifier.ControlModifier
    window.field.setFocus()
    qtbot.keyClicks(window.field, '"old market" OR bridge')
    qtbot.waitUntil(lambda: window.results.lines.view.model().rowCount() == 5)
    window.results.lines.save_all()
    window.reader.page.hand.select(4, 10)
    qtbot.keyClick(window.reader.page, Qt.Key.Key_S, control | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(window.reader.page, Qt.Key.Key_S, control)
    qtbot.waitUntil(lambda: window.lane.is_idle)
    assert proposed == [
        documents / "lines of old market OR bridge.csv",
        tmp_path / "passage from The Bridge.txt",
        tmp_path / "The Bridge.txt",
    ]
    assert all((tmp_path / path.name).is_file() for path in proposed)


@pytest.mark.parametrize(
    ("words", "name"),
    (
        ("", "text.txt"),
        ("…", "….txt"),
        ("..", "text.txt"),
        ('a/b\\c: "d"?*', "a b c d.txt"),
        (" النص \n ١ ", "النص ١.txt"),
        ("lone \udcff half", "lone half.txt"),
        ("x" * 300, "x" * 80 + ".txt"),
        ("word " * 15 + "– " + "x" * 9, "word " * 14 + "word.txt"),
        ("x" * 79 + "e\u0301", "x" * 79 + ".txt"),
    ),
)
def test_a_name_is_one_that_every_system_takes(words: str, name: str) -> None:
    assert file_name(words, "txt") == name


def test_a_name_without_an_end_gets_that_of_its_kind(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = "Table (*.csv);;Text (*.txt)"
    for typed, kind, expected in (
        ("lines", "Text (*.txt)", "lines.txt"),
        ("lines", "", "lines.csv"),
        ("of 5.5.2017", "Table (*.csv)", "of 5.5.2017.csv"),
        ("lines.TXT", "Table (*.csv)", "lines.TXT"),
    ):
        chosen = (str(tmp_path / typed), kind)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, given=chosen: given)
        assert choosing.choose_file_to_save(parent, "", tmp_path, kinds) == tmp_path / expected


def test_what_is_there_under_the_ended_name_is_asked_about(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lines.csv").write_text("kept")
    chosen = (str(tmp_path / "lines"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    button = QMessageBox.StandardButton
    for answer, expected in ((button.No, None), (button.Yes, tmp_path / "lines.csv")):
        monkeypatch.setattr(QMessageBox, "question", lambda *_, given=answer: given)
        assert choosing.choose_file_to_save(parent, "", tmp_path, "CSV (*.csv)") == expected
