"""What a worker is bound to: no network, no core file, no new rights; its children go with it."""

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")


def bound(code: str) -> str:
    """Run code in a process bound as a worker is; return what it prints."""
    start = "from desktop.corpus.intake.isolation import bind\nbind(2_000_000_000)\n"
    done = subprocess.run(
        [sys.executable, "-c", start + textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    return done.stdout.strip()


def has_namespaces() -> bool:
    tried = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False)
    return tried.returncode == 0


def test_worker_reaches_no_network():
    if not has_namespaces():
        pytest.skip("this system forbids namespaces")
    seen = bound(
        """
        import socket
        try:
            socket.create_connection(("127.0.0.1", 9), 1)
        except OSError as error:
            print(error.strerror)
        """
    )
    assert seen == "Network is unreachable"


def test_worker_leaves_no_core_file_and_gains_no_rights():
    seen = bound(
        """
        import resource
        print(resource.getrlimit(resource.RLIMIT_CORE), resource.getrlimit(resource.RLIMIT_DATA))
        print([line.split()[1] for line in open("/proc/self/status") if "NoNewPrivs" in line])
        """
    )
    assert seen == "(0, 0) (2000000000, 2000000000)\n['1']"


def test_worker_reads_files_as_before(tmp_path: Path):
    file = tmp_path / "mine.txt"
    file.write_text("mine")
    file.chmod(0o600)
    seen = bound(f"import os; print(open({str(file)!r}).read(), os.getuid() == {os.getuid()})")
    assert seen == "mine True"


def test_children_of_a_worker_end_with_it():
    from desktop.corpus.intake.isolation import end_group

    code = (
        "from desktop.corpus.intake.isolation import bind\nbind(2_000_000_000)\n"
        "import subprocess\n"
        "child = subprocess.Popen(['sleep', '600'])\n"
        "print(child.pid, flush=True)\nchild.wait()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as one:
        assert one.stdout is not None
        child = int(one.stdout.readline())
        end_group(one.pid)
        one.wait()
    for _ in range(1_000):
        if not is_running(child):
            break
        time.sleep(0.01)
    assert not is_running(child)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
