import sys
from pathlib import Path

import pytest

from desktop.corpus import places
from desktop.corpus.corpus import open_corpus
from desktop.corpus.errors import CorpusIsReadOnly

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


def test_a_portable_program_keeps_everything_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("NINEVEH_HOME")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nineveh"))
    assert places.data_folder() != tmp_path / "data"
    (tmp_path / "portable").touch()
    assert places.data_folder() == tmp_path / "data"
    assert places.config_folder() == tmp_path / "config"


def test_a_reading_edition_has_its_own_corpus_and_folders(reading_edition: Path, monkeypatch):
    made = places.edition()
    assert made is not None and made.title == "Two Rivers"
    assert made.corpus == reading_edition
    monkeypatch.delenv("NINEVEH_HOME")
    assert places.config_folder().name == "two-rivers"


def test_the_corpus_of_a_reading_edition_is_never_written(reading_edition: Path):
    before = sorted(reading_edition.rglob("*"))
    with open_corpus(reading_edition) as corpus:
        assert corpus.is_read_only
        assert corpus.search("tigris").n_hits == 1
        assert sorted(reading_edition.rglob("*")) == before
        with pytest.raises(CorpusIsReadOnly):
            corpus.set_setting("sort", "title")
