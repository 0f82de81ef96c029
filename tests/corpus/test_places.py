import sys
from pathlib import Path

import pytest

from desktop.corpus import places

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG is for Linux")


def test_what_the_program_brings_along_is_there():
    assert (places.resources() / "icon" / "nineveh.svg").is_file()
    assert len(list(places.seeds().glob("*.txt"))) == 2


def test_nineveh_home_holds_everything_of_the_user(home: Path):
    assert places.data_folder() == home / "data"
    assert places.config_folder() == home / "config"
    assert places.first_corpus() == home / "data" / "Mosul.corpus"


@on_linux
def test_xdg_variables_name_the_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("NINEVEH_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "d"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    assert places.data_folder() == tmp_path / "d" / "nineveh"
    assert places.config_folder() == tmp_path / "c" / "nineveh"


@on_linux
@pytest.mark.parametrize("value", ["", "relative/folder"])
def test_an_unusable_xdg_variable_is_ignored(value: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("NINEVEH_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", value)
    assert places.data_folder() == Path.home() / ".local" / "share" / "nineveh"


def test_asking_for_a_folder_makes_none(home: Path):
    places.data_folder()
    places.config_folder()
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("platform", "expected"),
    [("darwin", "Library/Application Support/nineveh"), ("win32", "AppData/Local/nineveh")],
)
def test_other_systems_have_their_own_place(
    platform: str, expected: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("NINEVEH_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    assert places.data_folder() == places.config_folder() == Path.home() / expected
