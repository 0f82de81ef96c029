"""What binds a worker on Windows: the job ends it and what it started, and limits its memory."""

import os
import subprocess
import sys

import pytest

from desktop.corpus.intake.job_object import Job, job_for

on_windows = pytest.mark.skipif(sys.platform != "win32", reason="only Windows has job objects")
ENOUGH = 2_000_000_000


def started(code: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there it has one")
def test_other_systems_have_no_jobs():
    assert job_for(os.getpid(), ENOUGH) is None


@on_windows
def test_ending_a_job_ends_what_is_inside():
    with started("input()") as one:
        Job(one.pid, ENOUGH).end()
        assert one.wait(20) == 1


@on_windows
def test_child_of_a_worker_ends_with_it():
    code = (
        "import subprocess, sys; input(); "
        "child = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE); "
        "print('it runs', flush=True); child.wait()"
    )
    with started(code) as one:
        assert one.stdin is not None and one.stdout is not None
        job = Job(one.pid, ENOUGH)
        one.stdin.write("\n")
        one.stdin.flush()
        assert one.stdout.readline() == "it runs\n"
        job.end()
        assert one.stdout.read() == ""  # nobody is left who could write
        one.wait(20)


@on_windows
def test_worker_gets_no_more_memory_than_it_may():
    code = "input(); kept = bytearray(400_000_000); print(len(kept))"
    with started(code) as one:
        job = Job(one.pid, 200_000_000)
        said, _ = one.communicate("\n", timeout=60)
        job.end()
        assert said == "" and one.returncode != 0


@on_windows
def test_process_that_is_gone_has_no_job():
    with started("pass") as one:
        one.wait(20)
    assert job_for(999_999_996, ENOUGH) is None


@on_windows
def test_memory_in_use_is_seen():
    from desktop.corpus.intake.isolation import used_bytes

    assert used_bytes() > 5_000_000
