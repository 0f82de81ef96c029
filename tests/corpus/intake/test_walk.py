"""Which files are meant by some paths, in which order, and what is passed over."""

import os
import sys
from pathlib import Path

import pytest

from desktop.corpus.intake.walk import FoundFile, NotFound, natural_key, walk


def files(*paths: Path) -> list[str]:
    return [found.path for found in walk(paths) if isinstance(found, FoundFile)]


def lost(*paths: Path) -> list[str]:
    return [found.reason for found in walk(paths) if isinstance(found, NotFound)]


def make(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "articles"
    inside.mkdir()
    return inside


def names(folder: Path, *paths: Path) -> list[str]:
    return [
        os.path.relpath(path, folder).replace("\\", "/") for path in files(*(paths or (folder,)))
    ]


def test_numbers_in_names_count_by_their_value(folder: Path):
    make(folder, "b10.txt", "b9.txt", "B1.txt", "a/2.txt", "a/10.txt", "c.txt")
    expected = ["a/2.txt", "a/10.txt", "B1.txt", "b9.txt", "b10.txt", "c.txt"]
    assert names(folder) == expected


def test_order_of_names_is_total():
    keys = [natural_key(name) for name in ("1", "a", "a1", "a١", "1a", "", "²")]
    backwards = keys[::-1]
    assert sorted(backwards) == sorted(keys)


def test_what_systems_leave_lying_about_is_passed_over(folder: Path):
    make(folder, "a.txt", ".hidden", ".git/config", "~$a.docx", "Thumbs.db", "desktop.ini")
    assert names(folder) == ["a.txt"]


def test_corpora_are_not_taken_into_corpora(folder: Path):
    make(folder, "a.txt", "Old.corpus/x.txt", "mine/corpus.sqlite", "mine/originals/b.txt")
    assert names(folder) == ["a.txt"]


def test_what_is_named_is_taken_though_hidden(folder: Path):
    make(folder, ".note.txt")
    assert names(folder, folder / ".note.txt") == [".note.txt"]


def test_each_file_comes_once(folder: Path):
    make(folder, "a.txt", "b/c.txt")
    assert names(folder, folder / "b", folder, folder / "a.txt") == ["b/c.txt", "a.txt"]


def test_size_and_time_are_those_of_the_file(folder: Path):
    make(folder, "a.txt")
    found = next(iter(walk([folder])))
    state = (folder / "a.txt").stat()
    assert found == FoundFile(str(folder / "a.txt"), state.st_size, state.st_mtime_ns)


def test_missing_path_is_told(folder: Path):
    assert lost(folder / "no.txt") == ["There is no such file or folder."]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
class TestLinks:
    def test_circle_of_folders_is_walked_once(self, folder: Path):
        make(folder, "a/b/x.txt")
        (folder / "a" / "b" / "up").symlink_to(folder)
        (folder / "again").symlink_to(folder / "a")
        assert names(folder) == ["a/b/x.txt"]

    def test_circle_of_links_is_told(self, folder: Path):
        (folder / "one").symlink_to(folder / "two")
        (folder / "two").symlink_to(folder / "one")
        assert lost(folder) == ["This is a link that leads in a circle."] * 2

    def test_broken_link_is_told(self, folder: Path):
        (folder / "gone.txt").symlink_to(folder / "nowhere")
        assert lost(folder) == ["This is a link that leads nowhere."]

    def test_link_to_a_file_is_that_file(self, folder: Path, tmp_path: Path):
        make(tmp_path, "elsewhere.txt")
        (folder / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
        assert files(folder) == [str(tmp_path / "elsewhere.txt")]

    def test_pipe_is_never_opened(self, folder: Path):
        os.mkfifo(folder / "pipe")
        assert files(folder) == []
        assert lost(folder / "pipe") == ["This is neither a file nor a folder."]

    def test_name_that_is_not_utf8_keeps_its_bytes(self, folder: Path):
        raw = os.fsencode(folder) + b"/caf\xe9.txt"
        with open(raw, "wb") as file:
            file.write(b"x")
        assert [os.fsencode(path) for path in files(folder)] == [raw]
