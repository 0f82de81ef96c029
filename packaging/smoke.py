"""Owns the trial of the built program: it is started and used once, as a person would.

    python3 packaging/smoke.py [--program dist/nineveh/nineveh] [--pictures FOLDER]

Standard library only; needs Xvfb and xdotool. The program gets an empty home and no Python on its
PATH. The trial fails on any line the program prints, on any process or temporary file that it leaves, and where
the screen, the settings or the command line do not show what they must. Exit status: 0 it passed, 1 it did not.
"""

import argparse
import configparser
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from screen import Picture, Screen, Unfit, missing_tools, wait_for

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "nineveh" / ("nineveh.exe" if os.name == "nt" else "nineveh")

TITLES = (
    "‘They’re All ISIS’—West Mosul Families Who Stayed Become Targets of Suspicion",
    "Surviving the Fall of ISIS",
)
# What the seeds hold, counted by hand: query → documents, hits.
KNOWN = {
    "Mosul": (2, 50),
    '"Islamic State"': (1, 15),
    "caliphate": (1, 1),
    "family+": (2, 33),
}
# The colours of the light look that marks wear in the page: a hit, and the hit one is at.
HIT, CURRENT_HIT = "#f6dfa4", "#eeb64d"
ACCENT = "#8a3b1e"  # the match in a concordance line
QUERY, SECOND_QUERY = "caliphate", '"Islamic State"'
PLACE = re.compile(r'"?\[\d+, \d\d+\]"?')
A_PAGE = 3_000  # characters that a page shows at most
# Lines that the program may print; each needs a reason.
ALLOWED: tuple[str, ...] = ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the trial and say how it went."""
    parser = argparse.ArgumentParser(description="Start the built program and use it once.")
    parser.add_argument("--program", type=Path, default=PROGRAM, help="the built executable")
    parser.add_argument("--pictures", type=Path, help="a folder for pictures of the screen")
    options = parser.parse_args(arguments)
    if not options.program.is_file():
        print(f"There is no {options.program}; `python3 dev.py build` makes it.", file=sys.stderr)
        return 1
    if missing := missing_tools():
        tools = " and ".join(missing)
        print(f"The trial needs {tools} (Debian: apt-get install xvfb xdotool).", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="nineveh-smoke-") as scratch:
        trial = Trial(options.program.resolve(), Path(scratch), options.pictures)
        try:
            trial.run()
        except Unfit as reason:
            print(f"FAILED: {reason}", file=sys.stderr)
            return 1
        finally:
            trial.end()
    print("The built program passed.")
    return 0


class Trial:
    """One trial: a home of its own, the screen, and what the program said."""

    def __init__(self, program: Path, scratch: Path, pictures: Path | None) -> None:
        self._program = program
        self._home = scratch / "home"
        self._screen_folder = scratch / "screen"
        self._pictures = pictures or scratch / "pictures"
        self._corpus = self._home / ".local" / "share" / "nineveh" / "Mosul.corpus"
        self._running: subprocess.Popen[str] | None = None
        for folder in (self._home / "bin", self._home / "tmp", self._screen_folder, self._pictures):
            folder.mkdir(parents=True, exist_ok=True)
        self._runtime = self._home / "runtime"
        self._runtime.mkdir(mode=0o700)

    def run(self) -> None:
        """Go through everything once; raises Unfit with what was wrong."""
        self._check_version()
        with Screen(self._screen_folder) as screen:
            self._start(screen, "first start")
            self._see_the_seeds(screen)
            self._search_and_open(screen)
            self._close(screen)
            place = self._check_memory()
            self._start(screen, "second start")
            screen.wait_until_quiet()
            self._photograph(screen, "5-second-start")
            self._close(screen)
            expect(self._check_memory() == place, "The second start does not open where one was.")
        self._check_counts()
        self._check_intake()
        self._check_leftovers()

    def end(self) -> None:
        """Kill what a failed trial left running; its processes are known by their home."""
        if self._running is not None and self._running.poll() is None:
            self._running.kill()
            self._running.wait(10)
        for process in processes_of(self._home):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def _check_version(self) -> None:
        namespace = (ROOT / "desktop" / "__init__.py").read_text(encoding="utf-8")
        version = namespace.partition('__version__ = "')[2].partition('"')[0]
        said = self._call("--version")
        expect(said == f"nineveh {version}\n", f"--version says {said!r}, not {version}.")

    def _start(self, screen: Screen, occasion: str) -> None:
        """Start the program and tell how long it takes until something of it is painted."""
        expect(screen.is_dark(), "The screen was not empty before the start.")
        began = time.perf_counter()
        self._running = subprocess.Popen(
            [str(self._program)],
            env=self._environment() | {"DISPLAY": screen.display},
            cwd=self._home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        wait_for(lambda: not screen.is_dark(), "No window was painted.", seconds=30)
        print(f"{occasion}: painted after {time.perf_counter() - began:.2f} s", flush=True)
        screen.focus(screen.window("Mosul – Nineveh"))

    def _see_the_seeds(self, screen: Screen) -> None:
        """Wait until both texts are taken in, as the command line sees them while the window is open."""
        began = time.perf_counter()
        wait_for(lambda: len(self._titles()) == len(TITLES), "The seeds were not taken in.")
        print(f"the seeds are in the corpus {time.perf_counter() - began:.2f} s later", flush=True)
        expect(sorted(self._titles()) == sorted(TITLES), f"The titles are {self._titles()}.")
        screen.wait_until_quiet()
        seen = self._photograph(screen, "1-first-start")
        expect(seen.count(HIT) == seen.count(CURRENT_HIT) == 0, "Hits are marked before a search.")

    def _search_and_open(self, screen: Screen) -> None:
        """Type a query, go to its first hit by Enter; type another and click one of its lines."""
        screen.type(QUERY)
        screen.wait_until_quiet()
        self._photograph(screen, "2-typed")
        screen.press("Return")
        screen.wait_until_quiet()
        first = self._photograph(screen, "3-hit-by-enter")
        expect(first.count(CURRENT_HIT) > 100, "The hit is not marked in the page.")
        screen.press("ctrl+l")
        screen.type(SECOND_QUERY)
        seen = screen.wait_until_quiet()
        lines = [place for place in seen.places(ACCENT) if place[0] > seen.width * 3 // 4]
        expect(bool(lines), "No concordance lines are to be seen.")
        screen.click(*lines[len(lines) // 2])
        screen.wait_until_quiet()
        second = self._photograph(screen, "4-hit-by-click")
        expect(second.count(CURRENT_HIT) > 100, "The clicked hit is not marked in the page.")
        expect(second.n_rows_unlike(first) > 200, "The page did not go to the clicked hit.")

    def _close(self, screen: Screen) -> None:
        """Quit by the keyboard; the program ends with 0 and has printed nothing."""
        assert self._running is not None
        screen.press("ctrl+q")
        try:
            said, _ = self._running.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            raise Unfit("The program did not end after Ctrl+Q.") from None
        check_output(said)
        expect(self._running.returncode == 0, f"It ended with {self._running.returncode}.")
        expect(screen.is_dark(), "Something is still on the screen.")

    def _check_memory(self) -> str:
        """The settings hold corpus, query and place, and the place is a little above a hit."""
        settings = configparser.ConfigParser(interpolation=None, delimiters=("=",))
        file = self._home / ".config" / "nineveh" / "settings.ini"
        settings.read_string(file.read_text(encoding="utf-8"))
        values = [value for part in settings.sections() for value in settings[part].values()]
        together = "\n".join(values)
        expect(str(self._corpus) in together, "The corpus is not among the recent ones.")
        expect(QUERY in together, "The query is not in the history.")
        places = [value for value in values if PLACE.fullmatch(value)]
        expect(len(places) == 1, f"The place in the text is not remembered: {values}.")
        document, top = json.loads(places[0].strip('"'))
        lines = json.loads(self._call("lines", str(self._corpus), SECOND_QUERY, "--json"))
        starts = [line["start"] for line in lines if line["id"] == document]
        is_at_hit = any(0 <= start - top < A_PAGE for start in starts)
        expect(is_at_hit, "The place that is remembered is not that of a hit.")
        return places[0]

    def _check_counts(self) -> None:
        """The command line finds in the corpus what the seeds hold."""
        for query, known in KNOWN.items():
            found = json.loads(self._call("search", str(self._corpus), query, "--json"))
            counted = found["documents"], found["hits"]
            expect(counted == known, f"{query} gives {counted}, not {known}.")

    def _check_intake(self) -> None:
        """Web pages go through workers: the program starts itself anew, several times."""
        pages = self._home / "pages"
        pages.mkdir()
        for number in range(12):
            text = PAGE.format(number=number, words="The old bridge at Mosul fell again. " * 40)
            (pages / f"page {number}.html").write_text(text, encoding="utf-8")
        corpus = self._home / "Pages.corpus"
        lines = self._call("add", str(corpus), str(pages), "--json").splitlines()
        done = json.loads(lines[-1])
        expect(done.get("added") == 12, f"Of 12 pages went in: {done}.")
        found = json.loads(self._call("search", str(corpus), "bridge", "--json"))
        expect(found["hits"] == 480, f"12 pages with 40 bridges give {found['hits']} hits.")

    def _check_leftovers(self) -> None:
        wait_for(lambda: not processes_of(self._home), "A process was left behind.", seconds=5)
        left = sorted(path.name for path in (self._home / "tmp").iterdir())
        expect(not left, f"Temporary files were left behind: {left}.")

    def _titles(self) -> list[str]:
        if not (self._corpus / "corpus.sqlite").is_file():
            return []
        listed = json.loads(self._call("list", str(self._corpus), "--json"))
        return [document["title"] for document in listed]

    def _call(self, *arguments: str) -> str:
        """Call the command line of the built program; it must end with 0 and complain of nothing."""
        done = subprocess.run(
            [str(self._program), *arguments],
            env=self._environment(),
            cwd=self._home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        check_output(done.stderr)
        expect(done.returncode == 0, f"nineveh {arguments[0]} ended with {done.returncode}.")
        return done.stdout

    def _environment(self) -> dict[str, str]:
        """What the program is told: a home of its own, and not a single other program."""
        return {
            "HOME": str(self._home),
            "PATH": str(self._home / "bin"),
            "TMPDIR": str(self._home / "tmp"),
            "XDG_RUNTIME_DIR": str(self._runtime),
            "LANG": "C.UTF-8",
        }

    def _photograph(self, screen: Screen, name: str) -> Picture:
        return screen.save(self._pictures / f"{name}.png")


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Page {number}</title></head>
<body><nav><a href="/">Home</a></nav><article><h1>Page {number}</h1><p>{words}</p></article></body></html>
"""


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


if __name__ == "__main__":
    sys.exit(main())
