"""Owns the timing of the built program's start, as one sees it: shown, and usable (list and page are there).

    python3 packaging/start_time.py [PROGRAM] [--corpus FOLDER] [--starts 9]

The program is started on a hidden screen, whose pixels are looked at every few milliseconds: it is shown when the
screen is no longer black, and usable when what is below the search field looks as it does once it has come to rest.
The first start is not counted: it makes the corpus of the seeds, or reads the files from the disk.
"""

import argparse
import mmap
import os
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from screen import HEIGHT, WIDTH, Screen, Unfit, missing_tools
from smoke import PROGRAM

_EVERY_ROW = 8
_LINE = WIDTH * 4
_TOP, _BOTTOM = (
    HEIGHT // 8,
    HEIGHT - 40,
)  # without the search field's text cursor and the status line
_MOST_UNLIKE = 0.005  # of the bytes looked at, between the picture at rest and one that is as good
_STEP, _REST, _LONGEST = 0.004, 1.5, 30.0

Times = tuple[float, float]
"""Seconds since the start, and seconds of processor time that were spent by then."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the program a few times and print how long it took."""
    parser = argparse.ArgumentParser(description="Time the start of the built program.")
    parser.add_argument("program", nargs="?", type=Path, default=PROGRAM, help="the program")
    parser.add_argument("--corpus", type=Path, help="a corpus to open (the seeds)")
    parser.add_argument("--starts", type=int, default=9, help="how many starts (9)")
    options = parser.parse_args(arguments)
    if not options.program.is_file():
        print(f"There is no {options.program}; `python3 dev.py build` makes it.", file=sys.stderr)
        return 1
    if missing := missing_tools():
        print(f"Timing needs {' and '.join(missing)}.", file=sys.stderr)
        return 1
    command = [str(options.program.resolve())]
    command += [str(options.corpus.resolve())] if options.corpus else []
    try:
        with tempfile.TemporaryDirectory() as name:
            times = _starts(command, Path(name), options.starts)
    except Unfit as reason:
        print(reason, file=sys.stderr)
        return 1
    for number, what in enumerate(("shown", "usable")):
        seen = sorted(each[number][0] for each in times)
        spent = median(each[number][1] for each in times)
        spread = f"{seen[0]:.2f} to {seen[-1]:.2f} s"
        print(f"{what}: median {median(seen):.2f} s, {spread}; {spent:.2f} s of processor time")
    return 0


def _starts(command: Sequence[str], folder: Path, n_starts: int) -> list[tuple[Times, Times]]:
    (folder / "screen").mkdir()
    with Screen(folder / "screen") as screen:
        return [_start(command, folder, screen) for _ in range(n_starts + 1)][1:]


def _start(command: Sequence[str], folder: Path, screen: Screen) -> tuple[Times, Times]:
    """Start it once and quit it; return when it was shown and when it was usable."""
    environment = os.environ | {
        "HOME": str(folder),
        "NINEVEH_HOME": str(folder / "kept"),
        "DISPLAY": screen.display,
    }
    environment.pop("QT_QPA_PLATFORM", None)
    began = time.perf_counter()
    program = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)
    try:
        frames = _watch(folder / "screen" / "Xvfb_screen0", began, program)
    finally:
        program.terminate()
        program.wait(10)
    return frames[0][0], frames[first_like_the_last([frame for _, frame in frames])][0]


def _watch(
    file: Path, began: float, program: "subprocess.Popen[bytes]"
) -> list[tuple[Times, bytes]]:
    """Return each picture that was to be seen until nothing changed for a while, every eighth row; none is black."""
    frames: list[tuple[Times, bytes]] = []
    last = 0
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as seen:
        start = len(seen) - HEIGHT * _LINE
        rows = [start + y * _LINE for y in range(_TOP, _BOTTOM, _EVERY_ROW)]
        while True:
            now = time.perf_counter() - began
            frame = b"".join(seen[row : row + _LINE] for row in rows)
            mark = zlib.crc32(frame)
            if (frames or frame.count(0) * 2 < len(frame)) and mark != last:
                frames.append(((now, _spent(program.pid)), frame))
                last = mark
            if frames and now - frames[-1][0][0] > _REST:
                return frames
            if program.poll() is not None or now > _LONGEST:
                raise Unfit("The window never came to rest.")
            time.sleep(_STEP)


def _spent(process: int) -> float:
    """Return the processor time of a process and its threads, in seconds."""
    said = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    ticks = said.rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def first_like_the_last(frames: Sequence[bytes]) -> int:
    """Return from which picture on all are as good as the last one."""
    first = len(frames) - 1
    while first and _unlike(frames[first - 1], frames[-1]) <= _MOST_UNLIKE:
        first -= 1
    return first


def _unlike(one: bytes, other: bytes) -> float:
    """Return which part of the bytes of two pictures differ."""
    if one == other:
        return 0.0
    return sum(a != b for a, b in zip(one, other, strict=True)) / len(other)


if __name__ == "__main__":
    sys.exit(main())
