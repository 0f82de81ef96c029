"""Watched folders are kept up with, and what vanishes from them is asked about."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import Corpus, open_corpus
from desktop.corpus.gone import Gone
from desktop.corpus.intake import take_in
from desktop.ui.corpora import choosing
from desktop.ui.intake import stamps
from desktop.ui.intake.folder_watch import FolderWatch
from desktop.ui.intake.gone_dialog import GoneDialog
from desktop.ui.intake.stamps import Settling
from desktop.ui.intake.watched_dialog import WatchedDialog
from desktop.ui.jobs.lane import SearchingLane

LONG = 10_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"The text of {name}.\n")
    return folder


@pytest.fixture
def corpus(tmp_path: Path, folder: Path) -> Iterator[Corpus]:
    list(take_in(tmp_path / "x.corpus", [folder], stop=lambda: False))
    with open_corpus(tmp_path / "x.corpus") as corpus:
        yield corpus


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[SearchingLane]:
    lane = SearchingLane()
    yield lane
    lane.close()


@pytest.fixture
def watch(corpus: Corpus, lane: SearchingLane) -> Iterator[FolderWatch]:
    watch = FolderWatch(corpus, lane)
    yield watch
    watch.close()


def test_a_new_file_in_a_watched_folder_is_taken_in(
    qtbot: QtBot, watch: FolderWatch, corpus: Corpus, folder: Path
) -> None:
    watch.set_folders([folder])
    qtbot.waitUntil(lambda: corpus.watched_folders() == (folder,))
    qtbot.waitUntil(watch.is_watching)
    with qtbot.waitSignal(watch.files_wanted, timeout=LONG) as told:
        (folder / "c.txt").write_text("The text of c.\n")
    assert told.args == [[folder]]


def test_watched_folders_are_looked_at_when_the_corpus_is_opened(
    qtbot: QtBot, watch: FolderWatch, corpus: Corpus, folder: Path
) -> None:
    corpus.watch_folders([folder])
    (folder / "b.txt").unlink()
    looked: list[list[Path]] = []
    watch.files_wanted.connect(looked.append)
    with qtbot.waitSignal(watch.gone_found, timeout=LONG) as told:
        watch.start()
        watch.look_for_gone()
    assert looked == [[folder]]
    assert told.args is not None
    assert [Path(each.path).name for each in told.args[0]] == ["b.txt"]
    with qtbot.assertNotEmitted(watch.gone_found, wait=300):
        watch.look_for_gone()  # it is told once


def test_a_file_written_to_in_its_place_is_taken_in_when_it_is_at_rest(
    qtbot: QtBot, watch: FolderWatch, lane: SearchingLane, corpus: Corpus, folder: Path
) -> None:
    corpus.watch_folders([folder])
    watch.start()
    qtbot.waitUntil(lambda: lane.is_idle)
    with (folder / "a.txt").open("a") as file:
        file.write("And more.\n")
    with qtbot.assertNotEmitted(watch.files_wanted, wait=100):
        watch.look_at_files()
    with qtbot.waitSignal(watch.files_wanted, timeout=LONG) as told:
        watch.look_at_files()
    assert told.args == [[folder]]


def test_folders_are_told_of_once_when_they_have_come_to_rest() -> None:
    settling = Settling()
    looks = ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 3, "b": 1}, {"a": 3, "b": 1}, {"a": 3})
    assert [settling.changed(look) for look in looks] == [[], [], [], ["a"], []]


def test_of_too_many_files_the_stamps_are_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "c.txt").write_text("c")
    assert set(stamps.read_stamps([folder])) == {str(folder), str(folder / "inner")}
    monkeypatch.setattr(stamps, "MOST_FILES", 2)
    assert set(stamps.read_stamps([folder])) == {str(folder)}


def test_nothing_is_removed_without_a_yes(qtbot: QtBot) -> None:
    dialog = GoneDialog([Gone("/x/a.txt", (3,)), Gone("/x/b.mbox", (4, 5))])
    qtbot.addWidget(dialog)
    assert "/x/b.mbox" in dialog.list.toPlainText()
    with qtbot.waitSignal(dialog.removal_wanted) as told:
        dialog.remove_button.click()
    assert told.args == [[3, 4, 5]]


def test_watched_folders_can_be_changed(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = WatchedDialog([tmp_path / "one", tmp_path / "two"])
    qtbot.addWidget(dialog)
    monkeypatch.setattr(choosing, "choose_folder", lambda *_: tmp_path / "three")
    dialog.add_button.click()
    dialog.list.setCurrentRow(0)
    dialog.remove_button.click()
    with qtbot.waitSignal(dialog.folders_wanted) as told:
        dialog.buttons.accepted.emit()
    assert told.args == [[tmp_path / "two", tmp_path / "three"]]
