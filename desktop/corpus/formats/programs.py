"""Owns the programs of the system that read what we cannot: where they are, and one bounded run of one.

`find` looks for LibreOffice and Tesseract also where their installers put them on Windows and macOS;
`run` gives a program its own folder, its own process group, a time limit and, where the system can,
a memory limit, and leaves no process and no file behind. `Lasting` is one that stays until it is
ended, or until the process that wants it is gone, however that went.
"""

import contextlib
import glob
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from desktop.corpus.errors import FileTrouble

MAX_OUTPUT = 200_000_000
"""A program that writes more bytes than this to its standard output is not listened to."""

_TITLES = {"soffice": "LibreOffice", "tesseract": "Tesseract"}
_OTHER_NAMES = {"soffice": ("libreoffice",)}
_USUAL_PLACES = {
    ("soffice", "darwin"): (
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ),
    ("soffice", "win32"): (
        r"%ProgramFiles%\LibreOffice\program\soffice.com",
        r"%ProgramW6432%\LibreOffice\program\soffice.com",
        r"%ProgramFiles(x86)%\LibreOffice\program\soffice.com",
        r"%LOCALAPPDATA%\Programs\LibreOffice\program\soffice.com",
    ),
    ("soffice", "linux"): (
        "/usr/bin/soffice",
        "/usr/lib/libreoffice/program/soffice",
        "/usr/lib64/libreoffice/program/soffice",
        "/usr/local/bin/soffice",
        "/opt/libreoffice*/program/soffice",
    ),
    ("tesseract", "darwin"): (
        "/opt/homebrew/bin/tesseract",
        "/usr/local/bin/tesseract",
        "/opt/local/bin/tesseract",
    ),
    ("tesseract", "win32"): (
        r"%ProgramFiles%\Tesseract-OCR\tesseract.exe",
        r"%ProgramW6432%\Tesseract-OCR\tesseract.exe",
        r"%ProgramFiles(x86)%\Tesseract-OCR\tesseract.exe",
        r"%LOCALAPPDATA%\Programs\Tesseract-OCR\tesseract.exe",
    ),
    ("tesseract", "linux"): ("/usr/bin/tesseract", "/usr/local/bin/tesseract"),
}
# A snap needs new rights when it starts, which a worker has given up, and sees no other program's files.
_CONFINED = "/snap/"
# What a frozen program sets for itself and what would lead another one astray.
_OURS_ALONE = ("PYTHONHOME", "PYTHONPATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
_PR_SET_PDEATHSIG = 1
_LOOK_SECONDS = 0.02
_END_SECONDS = 10
_CREATION_FLAGS = (
    subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    if sys.platform == "win32"
    else 0
)


CAN_LAST = sys.platform == "linux"
"""Whether the system can see to the end of a program that lasts, and of its files."""

# The shell waits for the end of what it reads, which comes with the end of whoever writes there; then
# it ends the program with all that it started, and removes its files.
_UNTIL_THE_END = """
exec 3<&0
setsid "$@" 3<&- </dev/null >/dev/null 2>&1 &
program=$!
(read -r _ <&3; kill -9 -"$program") 2>/dev/null &
reader=$!
wait "$program"
kill -9 "$reader" -"$program" 2>/dev/null
printf %s "$NINEVEH_LEAVES" | while IFS= read -r left; do rm -rf -- "$left"; done
"""


def find(name: str) -> str | None:
    """Return the full path of a program ("soffice", "tesseract"), None if it is not installed."""
    for candidate in (name, *_OTHER_NAMES.get(name, ())):
        found = shutil.which(candidate)
        # Windows also looks into the current folder.
        if found and os.path.isabs(found) and not found.startswith(_CONFINED):
            return found
    for place in _USUAL_PLACES.get((name, sys.platform), ()):
        wanted = os.path.expanduser(os.path.expandvars(place))
        for path in sorted(glob.glob(wanted), reverse=True) if "*" in place else [wanted]:
            if os.path.isfile(path) and os.access(path, os.X_OK):
                return path
    return None


def run(
    command: Sequence[str],
    *,
    stdin: bytes = b"",
    seconds: float,
    memory_bytes: int | None = None,
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> bytes:
    """Run a program without a shell and return what it wrote to its standard output.

    `command[0]` is a path from `find`. It works in `folder`, which is also its folder for temporary
    files; without one it gets a fresh folder that is gone afterwards. `env` adds to the environment.
    Raises FileTrouble if it cannot be started, fails, takes longer than `seconds` or says too much;
    it and all that it started are ended then.
    """
    if folder is None:
        with tempfile.TemporaryDirectory(
            prefix="nineveh-", ignore_cleanup_errors=True
        ) as temporary:
            return _run(command, stdin, seconds, memory_bytes, env or {}, Path(temporary))
    return _run(command, stdin, seconds, memory_bytes, env or {}, folder)


def _run(
    command: Sequence[str],
    stdin: bytes,
    seconds: float,
    memory_bytes: int | None,
    env: Mapping[str, str],
    folder: Path,
) -> bytes:
    title = _title(command[0])
    # Files, not pipes: nothing can block, and a process that got away cannot hold a pipe open.
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as output:
        source.write(stdin)
        source.seek(0)
        try:
            process = subprocess.Popen(
                list(command),
                stdin=source,
                stdout=output,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=_environment(env, folder),
                creationflags=_CREATION_FLAGS,
                start_new_session=True,
                preexec_fn=_limits(memory_bytes),
            )
        except OSError as error:
            raise FileTrouble(f"{title} could not be started ({error.strerror}).") from error
        try:
            status = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise FileTrouble(
                f"{title} did not finish within {seconds:.0f} seconds and was stopped."
            ) from error
        finally:
            _end(process)
        if status != 0:
            raise FileTrouble(f"{title} could not read it (it ended with {status}).")
        if output.seek(0, os.SEEK_END) > MAX_OUTPUT:
            raise FileTrouble(f"{title} made too much of it: more than {MAX_OUTPUT:,} bytes.")
        output.seek(0)
        return output.read()


class Lasting:
    """A program that stays. Raises FileTrouble if it cannot be started; only where CAN_LAST.

    It works in `folder`, which is removed when it ends, as is what it `leaves` elsewhere.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        memory_bytes: int,
        env: Mapping[str, str],
        folder: Path,
        leaves: Sequence[Path] = (),
    ) -> None:
        environment = _environment(env, folder)
        environment["NINEVEH_LEAVES"] = "".join(f"{path}\n" for path in (folder, *leaves))
        try:
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", _UNTIL_THE_END, "sh", *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=environment,
                start_new_session=True,
                preexec_fn=_limits(memory_bytes, dies_with_us=False),
            )
        except OSError as error:
            title = _title(command[0])
            raise FileTrouble(f"{title} could not be started ({error.strerror}).") from error

    @property
    def is_running(self) -> bool:
        """Say whether it is still there."""
        return self._process.poll() is None

    def wait_until(self, is_ready: Callable[[], bool], *, seconds: float) -> bool:
        """Wait until something is so; say whether it came to that before the program or time ended."""
        latest = time.monotonic() + seconds
        while not is_ready():
            if time.monotonic() > latest:
                return False
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=_LOOK_SECONDS)
                return False
        return True

    def end(self) -> None:
        """End it and whatever it started, and wait until its files are gone."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=_END_SECONDS)
        except subprocess.TimeoutExpired:
            _end(self._process)


def _title(path: str) -> str:
    """Return the name of a program as its users know it."""
    stem = os.path.splitext(os.path.basename(path))[0]
    return _TITLES.get("soffice" if stem in ("libreoffice", "soffice.bin") else stem, stem)


def _environment(env: Mapping[str, str], folder: Path) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name not in _OURS_ALONE}
    if getattr(sys, "frozen", False):  # PyInstaller points these at the bundle's own libraries
        for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
            environment.pop(name, None)
            original = environment.pop(f"{name}_ORIG", None)
            if original:
                environment[name] = original
    environment.update(dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder)))
    environment.update(env)
    return environment


def _limits(memory_bytes: int | None, *, dies_with_us: bool = True) -> Callable[[], None] | None:
    """Return what a child does before it becomes the program; all that it needs is loaded here."""
    if sys.platform == "win32":
        return None
    import ctypes
    import resource

    prctl = None
    if sys.platform == "linux" and dies_with_us:
        prctl = getattr(ctypes.CDLL(None), "prctl", None)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory_bytes is not None:
            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            most = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
            with contextlib.suppress(ValueError, OSError):  # macOS knows the limit, not its effect
                resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
        if prctl is not None:
            prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # a worker that is killed takes it along

    return limit


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and whatever it started; nothing happens if all are gone."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                creationflags=subprocess.CREATE_NO_WINDOW,
                check=False,
            )
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
