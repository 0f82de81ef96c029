"""The self-installing form, with a small program in it."""

import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = "self_installing"
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not shutil.which("readelf") or not shutil.which("xz"),
    reason="needs Linux, readelf and xz",
)


@pytest.fixture
def installer(script: ModuleType, tmp_path: Path) -> Path:
    from product import product  # type: ignore[import-not-found]
    from share_files import lay_out_share  # type: ignore[import-not-found]

    folder, workshop = tmp_path / "folder", tmp_path / "work shop"
    folder.mkdir()
    workshop.mkdir()
    shutil.copyfile("/bin/true", folder / "nineveh")
    (folder / "nineveh").chmod(0o755)
    lay_out_share(folder / "share", product())
    return script.make_run(folder, product(), workshop)


def call(installer: Path, home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    home.mkdir(exist_ok=True)
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    command = ["sh", str(installer), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file() or path.is_symlink()]


def test_it_installs_over_itself_and_goes_without_a_trace(installer: Path, tmp_path: Path) -> None:
    home = tmp_path / "a home"
    for _ in range(2):
        done = call(installer, home)
        assert (done.returncode, done.stderr) == (0, "")
    program = home / ".local/lib/nineveh/nineveh"
    assert (home / ".local/bin/nineveh").resolve() == program
    entry = (home / ".local/share/applications/nineveh.desktop").read_text()
    assert f'Exec="{program}" %F' in entry
    kept = home / ".local/share/nineveh/Mine.corpus"
    kept.mkdir(parents=True)
    (kept / "corpus.sqlite").touch()
    assert call(installer, home, "--uninstall").returncode == 0
    assert files(home) == [kept / "corpus.sqlite"]


def test_a_damaged_file_installs_nothing(installer: Path, tmp_path: Path) -> None:
    data = bytearray(installer.read_bytes())
    data[-100] ^= 1
    installer.write_bytes(data)
    done = call(installer, tmp_path / "home")
    assert done.returncode == 1
    assert done.stderr.endswith("is damaged; fetch it again.\n")
    assert not files(tmp_path / "home")


def test_a_home_that_is_not_there_gets_one_sentence(installer: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / ".local").write_text("no folder")
    done = call(installer, home)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "was not installed." in done.stderr


def test_without_xz_nothing_is_left_behind(installer: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "tail", "sha256sum", "mkdir", "df", "awk", "rm", "mv", "tar", "sed"):
        (tools / name).symlink_to(shutil.which(name) or "/bin/false")
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        ["/bin/sh", str(installer)],
        env={"HOME": str(home), "PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("xz is needed")
    assert not files(home)


def test_a_disk_that_fills_leaves_the_older_version_as_it_was(
    installer: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    assert call(installer, home).returncode == 0
    before = {path: path.read_bytes() for path in files(home)}
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "cp").write_text('#!/bin/sh\n/bin/cp "$@"\ntest ! -e "$HOME/full"\n')
    (tools / "cp").chmod(0o755)
    (home / "full").touch()
    environment = {"HOME": str(home), "PATH": f"{tools}:/usr/bin:/bin"}
    command = ["sh", str(installer)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "is the disk full? Nothing was installed." in done.stderr
    (home / "full").unlink()
    assert {path: path.read_bytes() for path in files(home)} == before


def test_a_program_that_runs_is_not_replaced(installer: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert call(installer, home).returncode == 0
    program = home / ".local/lib/nineveh/nineveh"
    shutil.copyfile("/bin/sleep", program)
    with subprocess.Popen([program, "60"]) as running:
        for arguments in ((), ("--uninstall",)):
            done = call(installer, home, *arguments)
            assert (done.returncode, done.stdout) == (1, "")
            assert done.stderr.startswith("Nineveh is running; quit it first")
        running.kill()
    assert program.is_file()


def test_a_command_of_the_same_name_is_left_alone(installer: Path, tmp_path: Path) -> None:
    command = tmp_path / "home/.local/bin/nineveh"
    command.parent.mkdir(parents=True)
    command.write_text("another program")
    assert call(installer, tmp_path / "home").returncode == 0
    assert call(installer, tmp_path / "home", "--uninstall").returncode == 0
    assert files(tmp_path / "home") == [command]


def test_removing_what_is_not_there_gets_a_sentence(installer: Path, tmp_path: Path) -> None:
    done = call(installer, tmp_path / "home", "--uninstall")
    assert done.stderr.startswith("Nineveh is not installed in ")
