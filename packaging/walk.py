"""Owns the walk through an installed program: it is started and used as a person would, with keys and clicks.

First start with the seeds, a search, a hit opened, quit, a second start at the same place; then known counts on the
command line, an intake through workers, and a document each of the formats that need a library of their own.
"""

import configparser
import contextlib
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from documents import make_documents
from installing import Installed
from screen import Picture, Screen, Unfit, wait_for
from tracing import internet_sockets, traced, written_outside

ROOT = Path(__file__).resolve().parent.parent

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
# Written by the system's own libraries or the kernel, not by the program.
_SYSTEM = ("/dev", "/proc")
_TOOLS: tuple[str, ...] = ()  # folders of other programs that may be found: none
# Lines that the program may print; each needs a reason.
ALLOWED: tuple[str, ...] = ()


class Trial:
    """One trial: a home of its own, the screen, and what the program said."""

    def __init__(self, place: Installed, scratch: Path, pictures: Path | None) -> None:
        self._place = place
        self._home = place.home
        self._screen_folder = scratch / "screen"
        self._record = scratch / "record"
        self._pictures = pictures or scratch / "pictures"
        self._corpus = place.data / "Mosul.corpus"
        self._running: subprocess.Popen[str] | None = None
        for folder in (self._screen_folder, self._pictures):
            folder.mkdir(parents=True, exist_ok=True)
        self._runtime = self._home / "runtime"
        place.own(self._home, self._home / "bin", self._home / "tmp", self._runtime)
        self._runtime.chmod(0o700)

    def run(self) -> None:
        """Go through everything once; raises Unfit with what was wrong."""
        self._check_version()
        with Screen(self._screen_folder) as screen:
            self._start(screen, "first start", is_traced=True)
            self._see_the_seeds(screen)
            self._search_and_open(screen)
            self._ring_twice(screen)
            self._close(screen)
            self._check_record()
            place = self._check_memory()
            self._start(screen, "second start")
            screen.wait_until_quiet()
            self._photograph(screen, "5-second-start")
            self._close(screen)
            expect(self._check_memory() == place, "The second start does not open where one was.")
        self._check_counts()
        self._check_intake()
        self._check_formats()
        self._check_leftovers()

    def end(self) -> None:
        """Kill what a failed trial left running; its processes are known by their home."""
        if self._running is not None and self._running.poll() is None:
            self._running.kill()
            self._running.wait(10)
        for process in processes_of(Path(self._place.seen(self._home))):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def _check_version(self) -> None:
        namespace = (ROOT / "desktop" / "__init__.py").read_text(encoding="utf-8")
        version = namespace.partition('__version__ = "')[2].partition('"')[0]
        said = self._call("--version")
        expect(said == f"nineveh {version}\n", f"--version says {said!r}, not {version}.")

    def _start(self, screen: Screen, occasion: str, *, is_traced: bool = False) -> None:
        """Start the program as a desktop does and tell how long it takes until something is painted."""
        expect(screen.is_dark(), "The screen was not empty before the start.")
        began = time.perf_counter()
        start = self._place.by_entry([]) if self._place.entry else self._place.command([])
        self._running = subprocess.Popen(
            traced(start, self._record) if is_traced else start,
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
        file = self._place.config / "settings.ini"
        settings.read_string(file.read_text(encoding="utf-8"))
        values = [value for part in settings.sections() for value in settings[part].values()]
        together = "\n".join(values)
        expect(
            self._place.seen(self._corpus) in together, "The corpus is not among the recent ones."
        )
        expect(QUERY in together, "The query is not in the history.")
        places = [value for value in values if PLACE.fullmatch(value)]
        expect(len(places) == 1, f"The place in the text is not remembered: {values}.")
        document, top = json.loads(places[0].strip('"'))
        lines = json.loads(
            self._call("lines", self._place.seen(self._corpus), SECOND_QUERY, "--json")
        )
        starts = [line["start"] for line in lines if line["id"] == document]
        is_at_hit = any(0 <= start - top < A_PAGE for start in starts)
        expect(is_at_hit, "The place that is remembered is not that of a hit.")
        return places[0]

    def _check_counts(self) -> None:
        """The command line finds in the corpus what the seeds hold."""
        for query, known in KNOWN.items():
            found = json.loads(
                self._call("search", self._place.seen(self._corpus), query, "--json")
            )
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
        lines = self._call(
            "add", self._place.seen(corpus), self._place.seen(pages), "--json"
        ).splitlines()
        done = json.loads(lines[-1])
        expect(done.get("added") == 12, f"Of 12 pages went in: {done}.")
        found = json.loads(self._call("search", self._place.seen(corpus), "bridge", "--json"))
        expect(found["hits"] == 480, f"12 pages with 40 bridges give {found['hits']} hits.")

    def _check_formats(self) -> None:
        """A PDF, a Word file, a book, a spreadsheet and a message: each needs a library of its own."""
        folder = self._home / "formats"
        folder.mkdir()
        made = make_documents(folder)
        corpus = self._place.seen(self._home / "Formats.corpus")
        lines = self._call("add", corpus, self._place.seen(folder), "--json").splitlines()
        refused = [line for line in lines if '"refused"' in line and '"event": "refused"' in line]
        expect(not refused, "Formats were refused: " + " ".join(refused))
        for name in made:
            word = Path(name).suffix[1:] + "word"
            found = json.loads(self._call("search", corpus, word, "--json"))
            expect(found["documents"] == 1, f"{name} was not taken in.")

    def _ring_twice(self, screen: Screen) -> None:
        """A second start while the program runs hands its file to the first, and ends."""
        file = self._home / "Handed over.txt"
        file.write_text("Handed over.\n\nA page handed over to the program that runs.\n", "utf-8")
        start = self._place.by_entry([file]) if self._place.entry else None
        done = subprocess.run(
            start or self._place.command([self._place.seen(file)]),
            env=self._environment() | {"DISPLAY": screen.display},
            cwd=self._home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        check_output(done.stdout + done.stderr)
        expect(done.returncode == 0, f"The second start ended with {done.returncode}.")
        wait_for(lambda: len(self._titles()) == len(TITLES) + 1, "The file was not handed over.")
        screen.wait_until_quiet()
        self._photograph(screen, "4b-handed-over")
        listed = json.loads(self._call("list", self._place.seen(self._corpus), "--json"))
        numbers = [each["id"] for each in listed if each["title"] not in TITLES]
        self._call("remove", self._place.seen(self._corpus), *map(str, numbers))
        screen.wait_until_quiet()

    def _check_record(self) -> None:
        """No socket to other machines was opened, and nothing was written outside the program's places."""
        record = self._record.read_text(encoding="utf-8", errors="replace")
        expect("socket(AF_UNIX" in record, "The record of the first start holds nothing.")
        sockets = internet_sockets(record)
        expect(not sockets, "It opened sockets to other machines: " + " | ".join(sockets[:3]))
        own = (self._place.data, self._place.config, self._home / "tmp", self._runtime)
        allowed = [each for path in own for each in (str(path), self._place.seen(path))]
        outside = written_outside(record, [*allowed, *_SYSTEM])
        expect(not outside, "It wrote outside its places: " + " ".join(outside[:8]))

    def _check_leftovers(self) -> None:
        home = Path(self._place.seen(self._home))
        wait_for(lambda: not processes_of(home), "A process was left behind.", seconds=5)
        left = sorted(path.name for path in (self._home / "tmp").iterdir())
        expect(not left, f"Temporary files were left behind: {left}.")

    def _titles(self) -> list[str]:
        if not (self._corpus / "corpus.sqlite").is_file():
            return []
        listed = json.loads(self._call("list", self._place.seen(self._corpus), "--json"))
        return [document["title"] for document in listed]

    def _call(self, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
        """Call the command line of the built program; it must end with 0 and complain of nothing."""
        done = subprocess.run(
            self._place.command(arguments),
            env=self._environment() | dict(environment or {}),
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
            "HOME": self._place.seen(self._home),
            "PATH": os.pathsep.join((self._place.seen(self._home / "bin"), *_TOOLS)),
            "TMPDIR": self._place.seen(self._home / "tmp"),
            "XDG_RUNTIME_DIR": self._place.seen(self._runtime),
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
