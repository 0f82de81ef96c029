"""What is remembered comes back, and what no longer parses becomes its default."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from desktop.ui import settings as remembered
from desktop.ui.settings import LastPlace, Remembered, Settings

VALUES = {
    remembered.THEME.name: "dark",
    remembered.GEOMETRY.name: b"\x00\xff geometry",
    remembered.PANE_SIZES.name: (200, 600, 300),
    remembered.SHOWS_LIBRARY.name: False,
    remembered.SHOWS_SEARCH.name: False,
    remembered.SHOWS_MENU_BAR.name: True,
    remembered.TEXT_SIZE.name: 17.5,
    remembered.LINE_WIDTH.name: 80.0,
    remembered.SORT.name: "title",
    remembered.SORT_DESCENDS.name: True,
    remembered.LINE_ORDER.name: ("R1", "document"),
    remembered.WITHOUT_REPEATS.name: True,
    remembered.RECENT.name: ("/a, b/«c».corpus", "/d=e"),
    remembered.LAST_FOLDER.name: "/Ünïcode; % \\ folder",
    remembered.LAST_TAKEN.name: "/taken from here",
    remembered.LAST_SAVED.name: "/saved here",
}


@pytest.mark.parametrize("thing", remembered.ALL, ids=lambda thing: thing.name)
def test_every_remembered_thing_comes_back(tmp_path: Path, thing: Remembered) -> None:
    first = Settings(tmp_path / "s.ini")
    first.set(thing, VALUES[thing.name])
    first.sync()
    assert VALUES[thing.name] != thing.default
    assert Settings(tmp_path / "s.ini").get(thing) == VALUES[thing.name]


@pytest.mark.parametrize("thing", remembered.ALL, ids=lambda thing: thing.name)
@pytest.mark.parametrize("nonsense", ("[1, -5]", "perhaps", "nan", '{"a": 1}', "[[]]"))
def test_what_does_not_parse_becomes_its_default(
    tmp_path: Path, thing: Remembered, nonsense: str
) -> None:
    file = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    file.setValue(thing.name, nonsense)
    file.sync()
    value = Settings(tmp_path / "s.ini").get(thing)
    assert value == thing.default or thing.read is remembered.LAST_SAVED.read


def test_a_text_size_out_of_bounds_is_brought_inside(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.ini")
    settings.set(remembered.TEXT_SIZE, 4000.0)
    assert settings.get(remembered.TEXT_SIZE) == 40


def test_recent_corpora_are_newest_first_and_twelve(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.ini")
    for number in (*range(20), 15):
        settings.add_recent(tmp_path / str(number))
    names = [int(folder.name) for folder in settings.recent()]
    assert names == [15, 19, 18, 17, 16, 14, 13, 12, 11, 10, 9, 8]


def test_places_and_history_are_kept_for_each_corpus(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.ini")
    one, other = tmp_path / "one", tmp_path / "other"
    settings.set_last_place(one, LastPlace(7, 1234))
    settings.set_history(one, ("mosul", '"old, city"'))
    settings.sync()
    again = Settings(tmp_path / "s.ini")
    assert again.last_place(one) == LastPlace(7, 1234)
    assert again.history(one) == ("mosul", '"old, city"')
    assert again.last_place(other) is None
    assert again.history(other) == ()


def test_a_forgotten_corpus_leaves_nothing(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.ini")
    settings.add_recent(tmp_path)
    settings.set_last_place(tmp_path, LastPlace(1, 2))
    settings.forget_recent(tmp_path)
    assert settings.recent() == ()
    assert settings.last_place(tmp_path) is None
