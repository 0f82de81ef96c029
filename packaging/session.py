"""Owns one installed program while it is tried: how it is started, watched, asked and ended.

Whoever goes for a walk with it (walk.py, edition_walk.py) says what it must show.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from installing import Installed
from screen import Picture, Screen, Unfit, wait_for
from tracing import internet_sockets, traced, written_outside

ROOT = Path(__file__).resolve().parent.parent

# Written by the system's own libraries or the kernel, not by the program.
_SYSTEM = ("/dev", "/proc")
# There is no desktop here. Without an address libdbus would start a bus of its own where it can, which then stays.
NO_BUS = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus"}
# Lines that the program may print; each needs a reason.
ALLOWED: tuple[str, ...] = ()


class Session:
    """A home of its own for a program, the program in it, and what it said and did."""

    def __init__(self, place: Installed, scratch: Path, pictures: Path | None) -> None:
        self.place = place
        self.home = place.home
        self.screen_folder = scratch / "screen"
        self._record = scratch / "record"
        self._pictures = pictures or scratch / "pictures"
        self._running: subprocess.Popen[str] | None = None
        for folder in (self.screen_folder, self._pictures):
            folder.mkdir(parents=True, exist_ok=True)
        self._runtime = self.home / "runtime"
        place.own(self.home, self.home / "bin", self.home / "tmp", self._runtime)
        self._runtime.chmod(0o700)

    def start(
        self,
        screen: Screen,
        occasion: str,
        title: str,
        *,
        files: Sequence[Path] = (),
        is_traced: bool = False,
    ) -> None:
        """Start it as a desktop does and tell how long it takes until something is painted."""
        expect(screen.is_dark(), "The screen was not empty before the start.")
        began = time.perf_counter()
        command = self._start_of(files)
        self._running = subprocess.Popen(
            traced(command, self._record) if is_traced else command,
            env=self.environment() | {"DISPLAY": screen.display},
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        wait_for(lambda: not screen.is_dark(), "No window was painted.", seconds=60)
        print(f"{occasion}: painted after {time.perf_counter() - began:.2f} s", flush=True)
        screen.focus(screen.window(title))

    def ring(self, screen: Screen, files: Sequence[Path] = ()) -> None:
        """Start it a second time while it runs: it hands its files to the first and ends."""
        done = subprocess.run(
            self._start_of(files),
            env=self.environment() | {"DISPLAY": screen.display},
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        check_output(done.stdout + done.stderr)
        expect(done.returncode == 0, f"The second start ended with {done.returncode}.")

    def close(self, screen: Screen) -> None:
        """Quit by the keyboard; the program ends with 0 and has printed nothing."""
        assert self._running is not None
        screen.press("ctrl+q")
        try:
            said, _ = self._running.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            raise Unfit("The program did not end after Ctrl+Q.") from None
        check_output(said)
        expect(self._running.returncode == 0, f"It ended with {self._running.returncode}.")
        expect(screen.is_dark(), "Something is still on the screen.")

    def check_record(self, *own: Path) -> None:
        """No socket to other machines was opened, and nothing was written outside the program's places."""
        record = self._record.read_text(encoding="utf-8", errors="replace")
        expect("socket(AF_UNIX" in record, "The record of the first start holds nothing.")
        sockets = internet_sockets(record)
        expect(not sockets, "It opened sockets to other machines: " + " | ".join(sockets[:3]))
        places = (*own, self.home / "tmp", self._runtime)
        allowed = [each for path in places for each in (str(path), self.place.seen(path))]
        allowed += [*_SYSTEM, *(f"{self.place.root}{each}" for each in _SYSTEM)]
        outside = written_outside(record, allowed)
        expect(not outside, "It wrote outside its places: " + " ".join(outside[:8]))

    def check_version(self) -> None:
        """It says its name and version, and how a newer one is installed over it."""
        source = (ROOT / "desktop" / "__init__.py").read_text(encoding="utf-8")
        version = source.partition('__version__ = "')[2].partition('"')[0]
        said = self.call("--version").splitlines()
        expect(said[:1] == [f"{self.place.name} {version}"], f"--version says {said}.")
        print(f"--version: {said[-1]}", flush=True)
        expect(
            len(said) == 2 and self.place.updating in said[1],
            f"--version does not say how to update (“{self.place.updating}”): {said[1:]}.",
        )

    def check_leftovers(self) -> None:
        """No process and no temporary file is left behind."""
        home = Path(self.place.seen(self.home))
        wait_for(lambda: not processes_of(home), "A process was left behind.", seconds=5)
        left = sorted(path.name for path in (self.home / "tmp").iterdir())
        expect(not left, f"Temporary files were left behind: {left}.")

    def call(self, *arguments: str) -> str:
        """Call the command line; it must end with 0 and complain of nothing."""
        done = subprocess.run(
            self.place.command(arguments),
            env=self.environment(),
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=240,
            check=False,
        )
        check_output(done.stderr)
        ended = f"{self.place.name} {arguments[0]} ended with {done.returncode}."
        expect(done.returncode == 0, ended)
        return done.stdout

    def seen(self, path: Path) -> str:
        """Return a path as the program sees it."""
        return self.place.seen(path)

    def environment(self) -> dict[str, str]:
        """What the program is told: a home of its own, and not a single other program."""
        return {
            "HOME": self.seen(self.home),
            "PATH": self.seen(self.home / "bin"),
            "TMPDIR": self.seen(self.home / "tmp"),
            "XDG_RUNTIME_DIR": self.seen(self._runtime),
            **NO_BUS,
            "LANG": "C.UTF-8",
        }

    def photograph(self, screen: Screen, name: str) -> Picture:
        """Save what the screen shows, and return it."""
        return screen.save(self._pictures / f"{name}.png")

    def end(self) -> None:
        """Kill what a failed trial left running; its processes are known by their home."""
        if self._running is not None and self._running.poll() is None:
            self._running.kill()
            self._running.wait(10)
        for process in processes_of(Path(self.seen(self.home))):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def _start_of(self, files: Sequence[Path]) -> list[str]:
        if self.place.entry is not None:
            return self.place.by_entry(files)
        return self.place.command([self.seen(file) for file in files])


def check_output(said: str) -> None:
    """Raise Unfit for any printed line that is not allowed."""
    strange = [line for line in said.splitlines() if line.strip() and line not in ALLOWED]
    expect(not strange, "It printed what it should not: " + " | ".join(strange[:8]))


def processes_of(home: Path) -> list[int]:
    """Return the running processes that have this home, on systems with /proc."""
    wanted = f"HOME={home}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
        except OSError:
            continue
        if wanted in environment.split(b"\0"):
            found.append(int(folder.name))
    return found


def expect(is_so: bool, sentence: str, /) -> None:
    """Raise Unfit with the sentence if something is not so."""
    if not is_so:
        raise Unfit(sentence)
