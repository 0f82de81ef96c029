"""A program of the system is found, runs within its limits, and leaves nothing behind."""

import os
import select
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import programs
from desktop.corpus.formats.programs import find, run


def python(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def test_what_goes_in_comes_out() -> None:
    source = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"
    assert run(python(source), stdin=b"abc", seconds=20) == b"cba"


def test_a_program_that_is_not_there_is_not_found() -> None:
    assert find("no-such-program-anywhere") is None


def test_a_program_on_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / ("soffice.exe" if sys.platform == "win32" else "soffice")
    program.write_bytes(b"#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = find("soffice")
    assert found is not None and Path(found) == program


@pytest.mark.skipif(sys.platform == "win32", reason="places of Linux")
def test_the_newest_of_several_places_is_taken_and_a_snap_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a7.5", "a24.2", "a24.8", "snap"):
        (tmp_path / name).mkdir()
        program = tmp_path / name / "soffice"
        program.write_bytes(b"#!/bin/sh\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "snap"))
    monkeypatch.setattr(programs, "_CONFINED", str(tmp_path / "snap"))
    places = {("soffice", sys.platform): (str(tmp_path / "a2*" / "soffice"),)}
    monkeypatch.setattr(programs, "_USUAL_PLACES", places)
    assert find("soffice") == str(tmp_path / "a24.8" / "soffice")


def test_a_failure_is_told() -> None:
    with pytest.raises(FileTrouble, match="ended with 3"):
        run(python("raise SystemExit(3)"), seconds=20)


def test_a_missing_program_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="could not be started"):
        run([str(tmp_path / "nothing")], seconds=20)


def test_a_program_that_takes_too_long_is_ended_with_its_children() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        grandchild = f"import socket; socket.create_connection(('127.0.0.1', {port})).recv(1)"
        source = f"import subprocess, sys; subprocess.call([sys.executable, '-c', {grandchild!r}])"
        with pytest.raises(FileTrouble, match="did not finish within 2 seconds"):
            run(python(source), seconds=2)
        connection, _ = server.accept()
        with connection:
            assert connection.recv(1) == b""


def test_its_folder_is_fresh_and_gone_afterwards() -> None:
    source = "import os, tempfile; open('x', 'w'); print(os.getcwd()); print(tempfile.gettempdir())"
    here, temporary = run(python(source), seconds=20).decode().split()
    assert os.path.realpath(here) == os.path.realpath(temporary)
    assert not Path(here).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")
def test_memory_is_limited() -> None:
    with pytest.raises(FileTrouble, match="ended with"):
        run(python("x = bytearray(500_000_000)"), seconds=20, memory_bytes=200_000_000)


@pytest.mark.skipif(not programs.CAN_LAST, reason="no program lasts on this system")
def test_a_lasting_program_ends_with_whoever_wants_it(tmp_path: Path) -> None:
    folder, other = tmp_path / "folder", tmp_path / "other"
    folder.mkdir()
    other.touch()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        grandchild = f"import socket; socket.create_connection(('127.0.0.1', {port})).recv(1)"
        source = f"import subprocess, sys; subprocess.call([sys.executable, '-c', {grandchild!r}])"
        wanting = (
            "import sys; from pathlib import Path\n"
            "from desktop.corpus.formats.programs import Lasting\n"
            f"Lasting([sys.executable, '-c', {source!r}], memory_bytes=2_000_000_000, env={{}},\n"
            f"    folder=Path({str(folder)!r}), leaves=[Path({str(other)!r})])\n"
            "sys.stdin.read()\n"
        )
        with subprocess.Popen([sys.executable, "-c", wanting], stdin=subprocess.PIPE) as process:
            connection, _ = server.accept()
            process.kill()
        with connection:
            assert connection.recv(1) == b""
    latest = time.monotonic() + 20
    while (folder.exists() or other.exists()) and time.monotonic() < latest:
        select.select([], [], [], 0.02)
    assert not folder.exists() and not other.exists()
