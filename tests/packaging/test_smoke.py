"""What the trial of the built program makes of what it sees."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = "smoke"


def test_a_printed_line_is_quoted_as_the_reason(script: ModuleType) -> None:
    script.check_output("\n  \n")
    with pytest.raises(script.Unfit, match="Qt: no such plugin"):
        script.check_output("Qt: no such plugin\n")


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
def test_a_process_is_found_by_its_home(script: ModuleType, tmp_path: Path) -> None:
    environment = os.environ | {"HOME": str(tmp_path)}
    waiting = [sys.executable, "-c", "print(flush=True); input()"]
    pipe = subprocess.PIPE
    with subprocess.Popen(waiting, stdin=pipe, stdout=pipe, env=environment) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert script.processes_of(tmp_path) == [process.pid]
        process.communicate(b"\n")
    assert script.processes_of(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("nineveh_0.1.0_amd64.deb", "nineveh"),
        ("letters-1917-2_0.1.0~rc1_amd64.deb", "letters-1917-2"),
        ("letters-1917-2-0.1.0-1.x86_64.rpm", "letters-1917-2"),
        ("letters-1917-2-0.1.0-linux-x86_64.run", "letters-1917-2"),
        ("nineveh-0.1.0-linux-x86_64.tar.xz", "nineveh"),
    ],
)
def test_the_name_of_a_file_tells_the_program(script: ModuleType, file: str, name: str) -> None:
    from installing import name_in  # type: ignore[import-not-found]

    assert name_in(Path(file)) == name


def test_a_program_that_is_not_built_gets_a_sentence(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.main(["--program", str(tmp_path / "nineveh")]) == 1
    assert "dev.py build" in capsys.readouterr().err


def test_missing_tools_get_one_sentence(
    script: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    program = tmp_path / "nineveh"
    program.touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert script.main(["--program", str(program)]) == 1
    assert capsys.readouterr().err.startswith("The trial needs Xvfb and xdotool")


@pytest.mark.skipif(os.name == "nt", reason="a root of its own")
def test_devices_of_a_clean_root_are_no_places_of_the_program(
    script: ModuleType, tmp_path: Path
) -> None:
    from installing import Installed  # type: ignore[import-not-found]

    root = tmp_path / "root"
    place = Installed(root / "usr/bin/nineveh", root / "home/reader", root)
    session = script.Session(place, tmp_path, None)
    opened = 'openat(AT_FDCWD</>, "{0}", O_RDWR|O_CLOEXEC) = 5<{1}{0}>\n'
    begun = "socket(AF_UNIX, SOCK_STREAM, 0) = 3\n" + opened.format("/dev/null", root)
    (tmp_path / "record").write_text(begun)
    session.check_record(place.home / "own")
    (tmp_path / "record").write_text(begun + opened.format("/etc/hosts", root))
    with pytest.raises(script.Unfit, match="etc/hosts"):
        session.check_record(place.home / "own")
