"""Owns a screen that nobody sees: Xvfb, real keys and clicks by xdotool, and pictures of it.

Xvfb keeps the pixels in a file (X Window Dump), which is read here without any further program.
"""

import os
import re
import select
import shutil
import struct
import subprocess
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar

T = TypeVar("T")

WIDTH, HEIGHT = 1600, 1000
_TOOLS = ("Xvfb", "xdotool", "strace")
_START_SECONDS = 20.0
_POLL_SECONDS = 0.02
_POINTER_BYTES = 4_000
_BLINKING_ROWS = 48  # a text cursor that blinks changes this many rows at most


class Unfit(Exception):
    """What keeps a walk from going on, as one sentence."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What the screen shows: rows of four bytes a pixel (blue, green, red, nothing)."""

    width: int
    height: int
    pixels: bytes

    def rows(self) -> list[bytes]:
        """Return the pixels row by row."""
        line = self.width * 4
        return [self.pixels[start : start + line] for start in range(0, len(self.pixels), line)]

    def count(self, colour: str) -> int:
        """Return how many pixels have exactly this colour, as `#rrggbb`."""
        return sum(len(found) for found in self._places(colour))

    def places(self, colour: str) -> list[tuple[int, int]]:
        """Return where this colour is: x and y of each pixel, from the top left."""
        return [(x, y) for y, found in enumerate(self._places(colour)) for x in found]

    def n_rows_unlike(self, other: "Picture") -> int:
        """Return in how many rows two pictures differ."""
        if self.pixels == other.pixels:
            return 0
        return sum(a != b for a, b in zip(self.rows(), other.rows(), strict=True))

    def png(self) -> bytes:
        """Return the picture as a PNG file."""
        lines = []
        for row in self.rows():
            line = bytearray(self.width * 3 + 1)
            line[1::3], line[2::3], line[3::3] = row[2::4], row[1::4], row[0::4]
            lines.append(bytes(line))
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        body = zlib.compress(b"".join(lines), 6)
        parts = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)

    def _places(self, colour: str) -> list[list[int]]:
        wanted = bytes.fromhex(colour.removeprefix("#"))[::-1]
        result = []
        for row in self.rows():
            found, at = [], row.find(wanted)
            while at >= 0:
                if at % 4 == 0:
                    found.append(at // 4)
                at = row.find(wanted, at + 1)
            result.append(found)
        return result


def _chunk(kind: bytes, data: bytes) -> bytes:
    crc = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)


def picture_of(dump: bytes) -> Picture:
    """Return the picture in an X Window Dump of 32 bits a pixel, the least byte first."""
    head = struct.unpack(">25I", dump[:100])
    header_bytes, width, height, line, n_colours = head[0], head[4], head[5], head[12], head[19]
    start = header_bytes + 12 * n_colours
    rows = (dump[start + y * line : start + y * line + width * 4] for y in range(height))
    return Picture(width, height, b"".join(rows))


def _line_from(reader: int) -> str:
    """Return the line that comes through a pipe, empty if none comes in time.

    Xvfb writes the end of the line on its own and dies if nobody reads it.
    """
    said = b""
    while not said.endswith(b"\n"):
        ready, _, _ = select.select([reader], [], [], _START_SECONDS)
        part = os.read(reader, 32) if ready else b""
        if not part:
            return ""
        said += part
    return said.decode().strip()


def missing_tools() -> list[str]:
    """Return which programs a hidden screen lacks on this machine."""
    return [tool for tool in _TOOLS if shutil.which(tool) is None]


class Screen:
    """A running Xvfb without a window manager; ends with the `with` block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: subprocess.Popen[bytes] | None = None
        self.display = ""

    def __enter__(self) -> "Screen":
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
        command += ["-fbdir", str(self._folder), "-nolisten", "tcp", "-noreset"]
        self._server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        number = _line_from(reader)
        os.close(reader)
        if not number:
            self._stop()
            raise Unfit("Xvfb did not start.")
        self.display = f":{number}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def picture(self) -> Picture:
        """Return what is on the screen now."""
        try:
            return picture_of((self._folder / "Xvfb_screen0").read_bytes())
        except FileNotFoundError:
            raise Unfit("Xvfb has ended.") from None

    def save(self, file: Path) -> Picture:
        """Write what is on the screen now as a PNG file."""
        picture = self.picture()
        file.write_bytes(picture.png())
        return picture

    def is_dark(self) -> bool:
        """Say whether nothing is shown: without a window the screen is black, but for the pointer."""
        pixels = self.picture().pixels
        return len(pixels) - pixels.count(0) < _POINTER_BYTES

    def wait_until_quiet(self, *, seconds: float = 20.0, quiet: float = 0.6) -> Picture:
        """Wait until nothing but a text cursor moves for a while, and return that picture."""
        end = time.monotonic() + seconds
        before, since = self.picture(), time.monotonic()
        while time.monotonic() < end:
            time.sleep(0.1)
            now = self.picture()
            if now.n_rows_unlike(before) > _BLINKING_ROWS:
                before, since = now, time.monotonic()
            elif time.monotonic() - since > quiet:
                return now
        raise Unfit("The window never came to rest.")

    def window(self, name: str, *, seconds: float = 20.0) -> str:
        """Wait for a visible window whose title holds a name, and return its number."""

        def found() -> str:
            pattern = re.sub(r"([\\^$.|?*+()\[\]{}])", r"\\\1", name)  # xdotool takes a pattern
            search = ["search", "--onlyvisible", "--name", pattern]
            return (self._xdotool(*search, is_checked=False).split() or [""])[0]

        return wait_for(found, f"No window came whose title holds “{name}”.", seconds=seconds)

    def focus(self, window: str) -> None:
        """Give a window the keys, as a window manager does."""
        self._xdotool("windowfocus", "--sync", window)

    def press(self, *keys: str) -> None:
        """Press keys by their X names, one after the other."""
        self._xdotool("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "40", text)

    def click(self, x: int, y: int) -> None:
        """Click with the left button."""
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def _xdotool(self, *arguments: str, is_checked: bool = True) -> str:
        answer = subprocess.run(
            ["xdotool", *arguments],
            env=os.environ | {"DISPLAY": self.display},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if is_checked and answer.returncode:
            raise Unfit(f"xdotool {arguments[0]} failed: {answer.stderr.strip()}")
        return answer.stdout

    def _stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(10)


def wait_for(true: Callable[[], T], sentence: str, *, seconds: float = 20.0) -> T:
    """Wait until a call answers something true, and return that; else raise Unfit with the sentence."""
    end = time.monotonic() + seconds
    while not (answer := true()):
        if time.monotonic() > end:
            raise Unfit(sentence)
        time.sleep(_POLL_SECONDS)
    return answer
