"""Owns a Windows under Wine: a prefix of its own, to build the Windows form in or to try it in, on Linux.

What Wine 8 lacks and the program's libraries ask for (C99's complex functions, ICU, ProcessPrng) is compiled from
wine_stubs/ into the prefix and into nothing else; `stubs_in` tells if a folder caught any of it.
"""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from product import HERE, Unbuilt, run, tool

STUBS = HERE / "wine_stubs"
COMPILER = "x86_64-w64-mingw32-gcc"
# Wine's own library, under a name that ours leads on to.
_MOVED = "wineucrt"
_MARK = b"Wine builtin DLL"
_PLACEHOLDER = b"Wine placeholder DLL"
# What Wine is to take from the prefix, and what it is to go without: .NET, HTML, and the debugger, which would wait.
_OVERRIDES = f"mscoree,mshtml=;winedbg.exe=;ucrtbase,{_MOVED}=n,b"
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DISPLAY", "XAUTHORITY", "SOURCE_DATE_EPOCH")
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """How a program ended, and what it printed."""

    status: int
    said: str
    complained: str


class Wine:
    """A Windows in a folder of its own; `end` must be called, or its services stay."""

    def __init__(self, prefix: Path, *, user: str = "builder") -> None:
        self._user = user
        self._wine = tool("wine", "wine wine64", why="run Windows programs")
        self._server = tool("wineserver", "wine wine64", why="run Windows programs")
        self._prefix = prefix
        self.drive = prefix / "drive_c"

    def boot(self) -> None:
        """Make the prefix or start it; its services hold none of this program's pipes afterwards."""
        is_new = not (self.drive / "windows").is_dir()
        home = self._prefix / "home"
        home.mkdir(parents=True, exist_ok=True)
        self._start_quietly([self._server, "-p"])  # it stays until `end`
        self._start_quietly([self._wine, "wineboot", "-i" if is_new else "-b"])
        if not (self.drive / "windows" / "system32").is_dir():
            raise Unbuilt(f"Wine could not make a Windows in {self._prefix}.")
        if is_new:
            self._start_quietly(
                [self._wine, "winecfg", "-v", "win10"]
            )  # Wine 8 begins as Windows 7
            add_stubs(self.drive / "windows" / "system32")

    def end(self) -> None:
        """End everything that runs in the prefix."""
        for word in ("-k", "-w"):
            subprocess.run(
                [self._server, word],
                env=self._environment({}),
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )

    def command(self, program: str, arguments: Sequence[str] = ()) -> list[str]:
        """Return how to start a Windows program, which is named as Windows does."""
        return [self._wine, program, *arguments]

    def call(
        self,
        program: str,
        arguments: Sequence[str] = (),
        *,
        environment: Mapping[str, str] | None = None,
        seconds: float = _SECONDS,
        folder: Path | None = None,
    ) -> Answer:
        """Run a Windows program to its end. Raises Unbuilt if it takes too long."""
        try:
            done = subprocess.run(
                self.command(program, arguments),
                env=self._environment(environment or {}),
                cwd=folder or self.drive,
                input=b"",  # pipes: Wine's Python finds no standard files in anything else
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            name = PureWindowsPath(program).name
            raise Unbuilt(f"{name} did not end within {seconds:.0f} seconds.") from None
        said, complained = (_text(stream) for stream in (done.stdout, done.stderr))
        return Answer(done.returncode, said, complained)

    def start(
        self, program: str, arguments: Sequence[str], environment: Mapping[str, str]
    ) -> "subprocess.Popen[bytes]":
        """Start a Windows program that goes on; what it prints is in its pipes."""
        return subprocess.Popen(
            self.command(program, arguments),
            env=self._environment(environment),
            cwd=self.drive,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def seen(self, path: Path) -> str:
        """Return a path as Windows names it."""
        if path.is_relative_to(self.drive):
            return str(PureWindowsPath("C:/", path.relative_to(self.drive)))
        return str(PureWindowsPath("Z:" + path.absolute().as_posix()))

    def _start_quietly(self, command: list[str]) -> None:
        """Run what leaves services behind: they must not inherit a pipe that somebody reads to its end."""
        subprocess.run(
            command,
            env=self._environment({}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        return kept | {
            "WINEPREFIX": str(self._prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _OVERRIDES,
            "HOME": str(self._prefix / "home"),  # Wine links the folders of documents to the home
            "USER": self._user,
            "LC_ALL": "C.UTF-8",  # how names of files and arguments are read
            **more,
        }


def add_stubs(system: Path) -> None:
    """Compile what Wine lacks into the folder of Windows' libraries."""
    for name, needs in (("bcryptprimitives", ["-ladvapi32"]), ("icuuc", [])):
        _compile([str(STUBS / f"{name}.c"), *needs], system / f"{name}.dll")
    _move_ucrtbase(system)


def stubs_in(folder: Path) -> list[str]:
    """Return what in a folder is Wine's or stands in for what Wine lacks; nothing of it may be shipped."""
    own = {"ucrtbase.dll", f"{_MOVED}.dll", "icuuc.dll", "bcryptprimitives.dll"}
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        if path.name.lower() in own:
            found.append(path.name)
        elif path.suffix.lower() in (".dll", ".exe", ".pyd"):
            head = path.read_bytes()[:4096]
            if _MARK in head or _PLACEHOLDER in head:
                found.append(path.name)
    return found


def _move_ucrtbase(system: Path) -> None:
    """Put a ucrtbase.dll in the place of Wine's: complex functions of its own, the rest leads on to Wine's."""
    place = system / "ucrtbase.dll"
    theirs = place.read_bytes()
    moved = system / f"{_MOVED}.dll"
    moved.write_bytes(theirs.replace(_MARK, bytes(len(_MARK)), 1))  # else Wine looks for its own
    place.unlink()
    own = _own_functions((STUBS / "ucrtbase.c").read_text(encoding="utf-8"))
    lines = [f'  "{name}"="{_MOVED}.{name}"' for name in _exports(moved) if name not in own]
    lines += [f"  {name}=nineveh_{name}" for name in sorted(own)]
    table = system / "ucrtbase.def"
    table.write_text("\n".join(["LIBRARY ucrtbase.dll", "EXPORTS", *lines, ""]), encoding="ascii")
    options = ["-static-libgcc", "-nostartfiles", "-Wl,-e,0", str(STUBS / "ucrtbase.c"), str(table)]
    _compile([*options, "-lmingwex", "-lmsvcrt"], place)
    table.unlink()


def _own_functions(source: str) -> set[str]:
    """Return the functions that ucrtbase.c makes, each also for floats."""
    names = re.findall(r"\b(?:REAL|COMPLEX|OF_TWO)\((c\w+)\)", source)
    return {name + ending for name in names for ending in ("", "f")}


def _exports(library: Path) -> list[str]:
    """Return the names that a library of Windows exports."""
    objdump = tool(
        "x86_64-w64-mingw32-objdump", "gcc-mingw-w64-x86-64", why="read Windows libraries"
    )
    told = run([objdump, "-p", str(library)], what="objdump")
    _, _, table = told.partition("[Ordinal/Name Pointer] Table")
    names = []
    for line in table.splitlines()[1:]:
        words = line.split()
        if not words or not line.startswith("\t["):
            break
        names.append(words[-1])
    return sorted(set(names))


def _compile(arguments: list[str], target: Path) -> None:
    compiler = tool(COMPILER, "gcc-mingw-w64-x86-64", why="make up for what Wine lacks")
    run(
        [compiler, "-O1", "-s", "-shared", "-w", "-o", str(target), *arguments], what="The compiler"
    )


def _text(stream: bytes) -> str:
    return stream.decode("utf-8", "replace").replace("\r\n", "\n")
