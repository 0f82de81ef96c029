"""Archives that come out the same each time."""

import os
import tarfile
from pathlib import Path
from types import ModuleType

SCRIPT = "archive"


def make_folder(folder: Path) -> Path:
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "ü").write_text("text")
    (folder / "a").write_text("program")
    (folder / "a").chmod(0o700)
    (folder / "link").symlink_to("a")
    return folder


def test_two_archives_of_the_same_files_have_the_same_bytes(
    script: ModuleType, tmp_path: Path
) -> None:
    one, two = make_folder(tmp_path / "one"), make_folder(tmp_path / "two")
    os.utime(two / "a", (5, 5))
    (two / "b" / "ü").chmod(0o600)
    for folder in (one, two):
        script.write_tar_xz(tmp_path / f"{folder.name}.txz", folder, top="top", time=1_700_000_000)
    assert (tmp_path / "one.txz").read_bytes() == (tmp_path / "two.txz").read_bytes()


def test_everything_is_sorted_of_root_and_of_plain_modes(
    script: ModuleType, tmp_path: Path
) -> None:
    script.write_tar_xz(tmp_path / "x", make_folder(tmp_path / "f"), top="top", time=7)
    with tarfile.open(tmp_path / "x") as archive:
        entries = archive.getmembers()
    assert [entry.name for entry in entries] == ["top", "top/a", "top/b", "top/b/ü", "top/link"]
    assert {(entry.uid, entry.uname, entry.mtime) for entry in entries} == {(0, "root", 7)}
    assert [entry.mode for entry in entries] == [0o755, 0o755, 0o755, 0o644, 0o777]
