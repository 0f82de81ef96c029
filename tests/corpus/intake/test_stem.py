"""Workers forked off the stem: they are as bound as others, and end with the intake however it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has stems")

_N_FILES = 300
_ENDED = {
    "The intake could not start its readers: the process that makes them has ended.\n",
    "The intake could not start its readers: one ended before it began.\n",
}
_TEXT = "The soldiers stood on the bridge and waited for the boats.\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(_N_FILES):
        (folder / f"{number}.txt").write_text(f"Number {number}\n\n{_TEXT * 300}")
    return folder


@pytest.fixture
def intake(tmp_path: Path, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """An intake under way, as the window starts it."""
    corpus = tmp_path / "c.corpus"
    command = [sys.executable, "-m", "desktop", "add", str(corpus), str(folder), "--json"]
    command += ["--until-stdin-closes"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_two_workers_share_a_stem_and_are_bound(intake: subprocess.Popen[str]):
    stem, workers = family(intake.pid)
    assert len(workers) == 2
    for worker in workers:
        wait_until(lambda each=worker: "NoNewPrivs:\t1" in status(each))
        assert os.getsid(worker) == worker
        assert os.readlink(f"/proc/{worker}/fd/1") == os.devnull
    assert parent(stem) == intake.pid


def test_a_killed_intake_leaves_no_process(intake: subprocess.Popen[str]):
    stem, workers = family(intake.pid)
    intake.kill()
    intake.wait()
    wait_until(lambda: not any(is_alive(each) for each in (stem, *workers)))


def test_a_killed_worker_is_replaced(intake: subprocess.Popen[str]):
    _, workers = family(intake.pid)
    assert intake.stdout is not None
    while "added" not in intake.stdout.readline():
        pass
    os.kill(workers[0], signal.SIGKILL)
    told, _ = rest(intake)
    done = json.loads(told.splitlines()[-1])
    assert done["added"] + done["refused"] == _N_FILES
    assert done["refused"] <= 1


def test_without_its_stem_an_intake_ends_with_a_sentence(
    intake: subprocess.Popen[str], tmp_path: Path, folder: Path
):
    stem, workers = family(intake.pid)
    os.kill(stem, signal.SIGKILL)
    _, said = rest(intake)
    assert intake.returncode == 1
    assert said in _ENDED  # the second where the stem took a worker along that was not ready yet
    assert not any(is_alive(each) for each in workers)
    again = [sys.executable, "-m", "desktop", "add", str(tmp_path / "c.corpus"), str(folder)]
    assert subprocess.run(again, check=True, capture_output=True, text=True).stdout.endswith(
        "0 refused.\n"
    )


def test_stopping_ends_all(intake: subprocess.Popen[str]):
    stem, workers = family(intake.pid)
    told, said = intake.communicate()  # closes its standard input
    assert json.loads(told.splitlines()[-1])["event"] in ("stopped", "done")
    assert (intake.returncode, said) == (0, "")
    assert not any(is_alive(each) for each in (stem, *workers))


def rest(intake: subprocess.Popen[str]) -> tuple[str, str]:
    """Return what is still told and said until the end; unlike `communicate` it stops nothing."""
    assert intake.stdout is not None
    assert intake.stderr is not None
    told, said = intake.stdout.read(), intake.stderr.read()
    intake.wait()
    return told, said


def family(intake: int) -> tuple[int, list[int]]:
    """Return the stem of an intake and its two workers, once they are there."""
    wait_until(lambda: len([one for stem in children(intake) for one in children(stem)]) == 2)
    stem = children(intake)[0]
    return stem, children(stem)


def children(process: int) -> list[int]:
    try:
        return [
            int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()
        ]
    except OSError:
        return []


def status(process: int) -> str:
    return Path(f"/proc/{process}/status").read_text()


def parent(process: int) -> int:
    return int(status(process).split("PPid:")[1].split()[0])


def is_alive(process: int) -> bool:
    try:
        return "State:\tZ" not in status(process)
    except OSError:
        return False


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; a minute at most."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        os.sched_yield()
