"""Owns the properties in Outlook messages ([MS-OXMSG]): values kept in streams and in fixed tables."""

import datetime
import struct
from collections.abc import Iterator

import olefile

from desktop.corpus.formats.mail_header import decoded

_FAULTS = (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError, struct.error)
_EPOCH = datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)
_UNICODE, _BYTES, _STRING = 0x001F, 0x0102, 0x001E


class Storage:
    """The properties of one object in a message file: the message itself, a recipient, an attachment.

    `path` is where it stands. `code_page` is what its 8-bit characters are in.
    """

    def __init__(self, ole: olefile.OleFileIO, path: tuple[str, ...], code_page: str = "") -> None:
        self._ole = ole
        self.path = path
        self._fixed = self._table()
        page = self.number(0x3FFD) or self.number(0x3FDE)
        self.code_page = code_page or (
            f"cp{page}" if page and page != 65001 else "utf-8" if page else ""
        )

    def text(self, number: int) -> str:
        """Return a property as characters, "" if it is not there."""
        data = self._stream(number, _UNICODE)
        if data is not None:
            return data.decode("utf-16-le", "replace").rstrip("\0")
        data = self._stream(number, _STRING)
        return decoded(data, self.code_page)[0].rstrip("\0") if data else ""

    def data(self, number: int) -> bytes:
        """Return a property as bytes, b"" if it is not there."""
        return self._stream(number, _BYTES) or b""

    def number(self, number: int) -> int:
        """Return a property as a whole number, 0 if it is not there."""
        value = self._fixed.get(number)
        return struct.unpack("<I", value[:4])[0] if value else 0

    def date(self, number: int) -> str:
        """Return a moment as ISO, "" if it is not there."""
        value = self._fixed.get(number)
        ticks = struct.unpack("<Q", value)[0] if value else 0
        try:
            moment = _EPOCH + datetime.timedelta(microseconds=ticks // 10)
        except OverflowError:
            return ""
        return moment.strftime("%Y-%m-%d %H:%M UTC") if 1970 <= moment.year <= 2100 else ""

    def children(self, prefix: str) -> Iterator["Storage"]:
        """Yield the storages below this one whose names begin so, in order."""
        depth = len(self.path)
        names = {
            entry[depth]
            for entry in self._ole.listdir(streams=True, storages=True)
            if len(entry) > depth
            and tuple(entry[:depth]) == self.path
            and entry[depth].lower().startswith(prefix)
        }
        for name in sorted(names):
            yield Storage(self._ole, (*self.path, name), self.code_page)

    def embedded(self) -> "Storage | None":
        """Return the message that an attachment holds, None if it holds none."""
        path = (*self.path, "__substg1.0_3701000D")
        if not self._ole.exists([*path, "__properties_version1.0"]):
            return None
        return Storage(self._ole, path)

    def _stream(self, number: int, kind: int) -> bytes | None:
        path = [*self.path, f"__substg1.0_{number:04X}{kind:04X}"]
        try:
            if not self._ole.exists(path):
                return None
            with self._ole.openstream(path) as stream:
                return stream.read()
        except _FAULTS:
            return None

    def _table(self) -> dict[int, bytes]:
        """Return the values of fixed length; their table begins behind a head of one of three sizes."""
        try:
            with self._ole.openstream([*self.path, "__properties_version1.0"]) as stream:
                data = stream.read()
        except _FAULTS:
            return {}
        last = self.path[-1] if self.path else ""
        start = 8 if last.startswith(("__attach", "__recip")) else 24 if self.path else 32
        found: dict[int, bytes] = {}
        for place in range(start, len(data) - 15, 16):
            (tag,) = struct.unpack_from("<I", data, place)
            found[tag >> 16] = data[place + 8 : place + 16]
        return found
