"""Owns the trial of the Windows form: installed without a question, used on the command line and off screen, removed.

The user's name has spaces and letters that are not ASCII. On Windows itself the installer runs there; elsewhere in a
fresh Windows under Wine, in which there is no Python. No window is looked at: Wine 8 cannot show Qt's.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from documents import make_documents
from product import Unbuilt
from screen import Unfit, wait_for
from session import check_output, expect
from walk import KNOWN, PAGE, TITLES
from wine import Answer, Wine

USER = "Jürgen Özil"
_UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall"
_OPEN_WITH = r"HKCU\Software\Classes\Applications"
_SETUP_SECONDS = 900
_OFF_SCREEN = "QT_QPA_PLATFORM"


class System(Protocol):
    """A Windows that programs can be run in."""

    drive: Path

    def seen(self, path: Path) -> str:
        """Return a path as Windows names it."""
        ...

    def call(
        self,
        program: str,
        arguments: Sequence[str] = (),
        *,
        environment: Mapping[str, str] | None = None,
        seconds: float = 120,
        folder: Path | None = None,
    ) -> Answer:
        """Run a program to its end."""
        ...

    def start(
        self, program: str, arguments: Sequence[str], environment: Mapping[str, str]
    ) -> "subprocess.Popen[bytes]":
        """Start a program that goes on."""
        ...


class ThisWindows:
    """The Windows that the trial itself runs on; `drive` is a folder of the trial's own."""

    def __init__(self, scratch: Path) -> None:
        self.drive = scratch

    def seen(self, path: Path) -> str:
        """Return a path as it is."""
        return str(path)

    def call(
        self,
        program: str,
        arguments: Sequence[str] = (),
        *,
        environment: Mapping[str, str] | None = None,
        seconds: float = 120,
        folder: Path | None = None,
    ) -> Answer:
        """Run a program to its end."""
        done = subprocess.run(
            [program, *arguments],
            env=os.environ | dict(environment or {}),
            cwd=folder or self.drive,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def start(
        self, program: str, arguments: Sequence[str], environment: Mapping[str, str]
    ) -> "subprocess.Popen[bytes]":
        """Start a program that goes on."""
        return subprocess.Popen(
            [program, *arguments],
            env=os.environ | dict(environment),
            cwd=self.drive,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )


def try_setup(setup: Path, scratch: Path) -> None:
    """Go through everything once with an installer; raises Unfit with what was wrong."""
    if sys.platform == "win32":
        WindowsTrial(ThisWindows(scratch), setup).run()
        return
    wine = Wine(scratch / "wine", user=USER)
    try:
        wine.boot()
        # Wine keeps the variables of Qt to itself; what is set in the registry is the user's.
        wine.call("reg", ["add", r"HKCU\Environment", "/v", _OFF_SCREEN, "/d", "offscreen", "/f"])
        WindowsTrial(wine, setup).run()
    except Unbuilt as reason:
        raise Unfit(str(reason)) from reason
    finally:
        wine.end()


class WindowsTrial:
    """One installer on one Windows."""

    def __init__(self, system: System, setup: Path) -> None:
        self._system = system
        self._setup = setup
        self._name = setup.name.partition("-windows-")[0].rpartition("-")[0]
        self._user = system.drive / "users" / USER
        self._local = self._user / "AppData" / "Local"
        self._place = self._local / "Programs" / self._name
        self._temp = self._user / "Temp"
        self._data = self._local / self._name
        self._running: subprocess.Popen[bytes] | None = None
        for folder in (self._temp, self._local, self._user / "Documents"):
            folder.mkdir(parents=True, exist_ok=True)
        self._temporary = set(self._temp.iterdir())

    def run(self) -> None:
        """Install, use, install again over it, remove."""
        self._install()
        is_edition = (self._place / "_internal" / "edition" / "edition.json").is_file()
        try:
            self._check_version()
            if is_edition:
                self._read_the_edition()
            else:
                self._walk_the_command_line()
                self._take_in_through_workers()
                self._open_the_window()
        finally:
            self._end_the_window()
        left = [path.name for path in set(self._temp.iterdir()) - self._temporary]
        expect(not left, f"Temporary files were left behind: {left[:5]}.")
        self._install()  # over itself, as over an older version
        self._remove()
        if not is_edition:
            expect((self._data / "Mosul.corpus").is_dir(), "The uninstaller took a corpus away.")

    def _install(self) -> None:
        """Install without a question; a folder is named last and without quotes, as NSIS wants it."""
        began = time.perf_counter()
        words = f"/S /D={self._system.seen(self._place)}".split(" ")
        done = self._run_setup(self._system.seen(self._setup), words)
        expect(done.status == 0, f"The installer ended with {done.status}.")
        print(f"installed in {time.perf_counter() - began:.0f} s", flush=True)
        for name in (f"{self._name}.exe", f"{self._name}-cli.exe", "uninstall.exe"):
            expect((self._place / name).is_file(), f"The installer wrote no {name}.")
        expect(not self._place.with_name(f"{self._name}.new").exists(), "It left a half-made copy.")
        expect(self._has_key(f"{_UNINSTALL}\\{self._name}"), "Windows does not list the program.")
        expect(bool(self._links()), "There is no link in the Start menu.")

    def _remove(self) -> None:
        """Remove it; `_?=` lets the uninstaller wait until it is done, so it cannot remove itself."""
        words = f"/S _?={self._system.seen(self._place)}".split(" ")
        done = self._run_setup(self._system.seen(self._place / "uninstall.exe"), words)
        expect(done.status == 0, f"The uninstaller ended with {done.status}.")
        left = {path.relative_to(self._place).as_posix() for path in self._place.rglob("*")}
        expect(left <= {"uninstall.exe"}, f"The uninstaller left {sorted(left)[:5]}.")
        expect(not self._links(), "The uninstaller left a link in the Start menu.")
        for key in (f"{_UNINSTALL}\\{self._name}", f"{_OPEN_WITH}\\{self._name}.exe"):
            expect(not self._has_key(key), f"The uninstaller left {key}.")

    def _check_version(self) -> None:
        namespace = Path(__file__).resolve().parent.parent / "desktop" / "__init__.py"
        text = namespace.read_text(encoding="utf-8")
        version = text.partition('__version__ = "')[2].partition('"')[0]
        said = self._call("--version")
        expect(said.startswith(f"{self._name} {version}\n"), f"--version says {said!r}.")

    def _walk_the_command_line(self) -> None:
        """Take in a folder, search, count, list lines into a file, report, check."""
        folder = self._user / "Documents" / "Zeitungen über Mosul – 新聞"
        folder.mkdir()
        for number in range(3):
            text = f"Brücke {number}.\n\nThe old bridge at Mosul fell. Die Brücke fiel.\n"
            (folder / f"Blatt {number} ßé.txt").write_text(text, encoding="utf-8", newline="\n")
        deep = folder / "/".join(["ein recht langer Ordnername"] * 9)  # beyond 260 characters
        self._make_deep(deep, "The old bridge at Mosul, once more.\n")
        corpus = self._system.seen(self._user / "Documents" / "Brücken.corpus")
        done = self._events("add", corpus, self._system.seen(folder), "--json")[-1]
        expect(done.get("added") == 4, f"Of 4 files in a folder went in: {done}.")
        found = self._said_json("search", corpus, "bridge", "--json")
        expect((found["documents"], found["hits"]) == (4, 4), f"bridge gives {found}.")
        found = self._said_json("search", corpus, "Brücke", "--json")
        expect(found["hits"] == 6, f"Brücke gives {found['hits']} hits, not 6.")
        rows = self._call("lines", corpus, "bridge", "--csv").splitlines()
        expect(len(rows) == 5, f"The table of 4 lines has {len(rows)} rows.")
        self._call("report", corpus)
        self._call("check", corpus)
        again = self._events("add", corpus, self._system.seen(folder), "--json")[-1]
        expect(again.get("unchanged") == 4, f"A second intake finds: {again}.")
        self._call("remove", corpus, "1")
        left = self._said_json("list", corpus, "--json")
        expect(len(left) == 3, f"After one was removed there are {len(left)}.")

    def _take_in_through_workers(self) -> None:
        """Web pages and a document of each format that needs a library go through worker processes."""
        pages = self._user / "Documents" / "pages"
        pages.mkdir()
        for number in range(12):
            text = PAGE.format(number=number, words="The old bridge at Mosul fell again. " * 40)
            (pages / f"page {number}.html").write_text(text, encoding="utf-8")
        others = self._user / "Documents" / "formats"
        others.mkdir()
        made = make_documents(others)
        corpus = self._system.seen(self._user / "Documents" / "Pages.corpus")
        folders = [self._system.seen(folder) for folder in (pages, others)]
        events = self._events("add", corpus, *folders, "--json")
        refused = [event for event in events if event.get("event") == "refused"]
        expect(not refused, f"Files were refused: {refused}.")
        found = self._said_json("search", corpus, "bridge AND fell", "--json")
        expect(found["documents"] == 12, f"Of 12 pages {found['documents']} are found.")
        for name in made:
            word = Path(name).suffix[1:] + "word"
            found = self._said_json("search", corpus, word, "--json")
            expect(found["documents"] == 1, f"{name} was not taken in.")

    def _open_the_window(self) -> None:
        """Start the window, which takes in the seeds by itself; hand a file over to it."""
        corpus = self._data / "Mosul.corpus"
        began = time.perf_counter()
        self._running = self._start()
        wait_for(
            lambda: len(self._titles(corpus)) == len(TITLES),
            "The window did not take in the seeds.",
            seconds=300,
        )
        print(f"the seeds are in the corpus {time.perf_counter() - began:.0f} s later", flush=True)
        expect(sorted(self._titles(corpus)) == sorted(TITLES), "The titles of the seeds are wrong.")
        for query, known in KNOWN.items():
            found = self._said_json("search", self._system.seen(corpus), query, "--json")
            counted = found["documents"], found["hits"]
            expect(counted == known, f"{query} gives {counted}, not {known}.")
        file = self._user / "Documents" / "Übergeben.txt"
        file.write_text("Übergeben.\n\nA page handed over to the program that runs.\n", "utf-8")
        second = self._system.call(
            self._exe(), [self._system.seen(file)], environment=self._environment()
        )
        check_output(second.said + second.complained)
        expect(second.status == 0, f"The second start ended with {second.status}.")
        wait_for(
            lambda: len(self._titles(corpus)) == len(TITLES) + 1,
            "The file was not handed over.",
            seconds=120,
        )
        expect(self._running.poll() is None, "The window ended by itself.")
        words = f"/S /D={self._system.seen(self._place)}".split(" ")
        done = self._run_setup(self._system.seen(self._setup), words)
        expect(done.status == 2, "The installer replaces a program that runs.")

    def _read_the_edition(self) -> None:
        """Find documents in the corpus inside, and let its window stand for a while."""
        inside = self._place / "_internal" / "edition"
        said = json.loads((inside / "edition.json").read_text(encoding="utf-8"))
        corpus = self._system.seen(inside / said["corpus"])
        expect(bool(self._said_json("list", corpus, "--json")), "There is nothing to read in it.")
        self._running = self._start()
        time.sleep(20)
        expect(self._running.poll() is None, "The window ended by itself.")

    def _start(self) -> "subprocess.Popen[bytes]":
        return self._system.start(self._exe(), [], self._environment())

    def _end_the_window(self) -> None:
        """End the window as the task manager does: nobody can press its keys here."""
        if self._running is None:
            return
        if self._running.poll() is None:
            self._system.call("taskkill", ["/F", "/IM", f"{self._name}.exe"])
        said, _ = self._running.communicate(timeout=60)
        self._running = None
        check_output(said.decode("utf-8", "replace"))
        self._wait_until_let_go(self._place / f"{self._name}-cli.exe")

    def _wait_until_let_go(self, program: Path) -> None:
        """A child of the window ends by itself when the window does."""
        name = program.name
        wait_for(
            lambda: name not in self._system.call("tasklist").said,
            f"{name} still runs after the window has ended.",
            seconds=30,
        )

    def _run_setup(self, program: str, words: list[str]) -> Answer:
        return self._system.call(
            program, words, environment=self._environment(), seconds=_SETUP_SECONDS
        )

    def _titles(self, corpus: Path) -> list[str]:
        if not (corpus / "corpus.sqlite").is_file():
            return []
        listed = self._said_json("list", self._system.seen(corpus), "--json")
        return [document["title"] for document in listed]

    def _events(self, *arguments: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in self._call(*arguments).splitlines()]

    def _said_json(self, *arguments: str):  # noqa: ANN202 — whatever the call prints
        return json.loads(self._call(*arguments))

    def _call(self, *arguments: str) -> str:
        """Call the command line; it must end with 0 and complain of nothing."""
        program = self._system.seen(self._place / f"{self._name}-cli.exe")
        done = self._system.call(program, arguments, environment=self._environment(), seconds=300)
        check_output(done.complained)
        expect(done.status == 0, f"{self._name} {arguments[0]} ended with {done.status}.")
        return done.said

    def _exe(self) -> str:
        return self._system.seen(self._place / f"{self._name}.exe")

    def _make_deep(self, folder: Path, text: str) -> None:
        """Write a file deep down; on Windows only so can a path be written that is too long."""
        name = str(folder.absolute())
        long = Path(f"\\\\?\\{name}" if sys.platform == "win32" else name)
        long.mkdir(parents=True)
        (long / "tief.txt").write_text(text, encoding="utf-8")

    def _has_key(self, key: str) -> bool:
        return self._system.call("reg", ["query", key]).status == 0

    def _links(self) -> list[Path]:
        """Return the links to the program in the Start menu."""
        menu = Path("Microsoft", "Windows", "Start Menu", "Programs")
        if sys.platform == "win32":
            menus: list[Path] = [Path(os.environ["APPDATA"]) / menu]
        else:
            menus = sorted(self._system.drive.glob(f"users/*/AppData/Roaming/{menu}"))
        links = [link for folder in menus for link in sorted(folder.glob("*.lnk"))]
        needle = f"{self._name}.exe".lower()
        return [link for link in links if needle in _strings_of(link).lower()]

    def _environment(self) -> dict[str, str]:
        """A user of another name than the one who runs the trial, and no screen; Wine knows both already."""
        if sys.platform != "win32":
            return {}
        return {
            "USERPROFILE": self._system.seen(self._user),
            "LOCALAPPDATA": self._system.seen(self._local),
            "TEMP": self._system.seen(self._temp),
            "TMP": self._system.seen(self._temp),
            _OFF_SCREEN: "offscreen",
        }


def _strings_of(link: Path) -> str:
    """Return what a .lnk holds, for the path of its target to be looked for: in UTF-16 or in one byte a letter."""
    data = link.read_bytes()
    return "".join(data[start:].decode("utf-16-le", "ignore") for start in (0, 1)) + data.decode(
        "latin-1"
    )
