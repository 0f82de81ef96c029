"""Owns the zip file as a package: its members and bounded reading of them, damaged or not.

Office documents, books and archives are zips. A member is refused by what it says it would unpack
to and by what it really unpacks to; where the directory at the end is missing, the headers in front
of the members serve; a member that breaks off is read up to there.
"""

import bz2
import lzma
import re
import struct
import zlib

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.zip_directory import (
    DEFLATED,
    IS_ENCRYPTED,
    IS_STREAMED,
    IS_UTF8,
    LOCAL,
    LOCAL_SIZE,
    STORED,
    Member,
    listed,
    settled_name,
)

MAX_MEMBER = 200_000_000
"""A member of more bytes is refused."""
MAX_ALL = 1_000_000_000
"""No more bytes than this are unpacked from one package."""
MAX_MEMBERS = 100_000
"""A package of more members is refused."""

_RATIO, _RATIO_FROM = 200, 10_000_000
_DIRECTORY_ENTRY = b"PK\x01\x02"
_SIGNATURES = re.compile(rb"PK(?:\x03\x04|\x01\x02|\x07\x08|\x05\x06)")
_BZIP2, _LZMA = 12, 14
_UNREADABLE = frozenset((1, 2, 3, 4, 5, 6, 9, 10, 18, 19, 20, 93, 94, 95, 96, 97, 98, 99))
_UNKNOWN = -1
_STEP = 512


class Package:
    """The members of a zip file, in its order, folders left out.

    Raises FileTrouble if it has too many members, or none because nothing of it can be read.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._total = 0
        self.is_damaged = False
        if len(data) > 46 * MAX_MEMBERS and data.count(_DIRECTORY_ENTRY) > MAX_MEMBERS:
            raise FileTrouble(f"It holds too many files: more than {MAX_MEMBERS:,}.")
        members = listed(data)
        if members is None:
            members = _scanned(data)
            self.is_damaged = True
        elif len(members) > MAX_MEMBERS:
            raise FileTrouble(f"It holds too many files: more than {MAX_MEMBERS:,}.")
        elif not all(data.startswith(LOCAL, member.place) for member in members):
            members = _placed(members, data)
            self.is_damaged = True
        if not members and self.is_damaged:
            raise FileTrouble("The file is damaged: nothing in it can be read.")
        self.members = tuple(members)
        self._by_name = {member.name: member for member in reversed(members)}
        self._by_folded: dict[str, Member] = {}

    def find(self, name: str) -> Member | None:
        """Return the member of a name, or of one that differs in case only."""
        name = name.lstrip("/")
        found = self._by_name.get(name)
        if found is None:
            if not self._by_folded:
                self._by_folded = {m.name.lower(): m for m in reversed(self.members)}
            found = self._by_folded.get(name.lower())
        return found

    def read(self, name: str) -> bytes | None:
        """Return what a member holds, None if there is none of that name. Raises as `unpack`."""
        member = self.find(name)
        return None if member is None else self.unpack(member)

    def unpack(self, member: Member) -> bytes:
        """Return what a member holds; `is_damaged` says afterwards whether it broke off.

        Raises FileTrouble if it is encrypted, packed in a way nobody knows, or unpacks to too much.
        """
        if member.is_encrypted:
            raise FileTrouble(
                "A password is needed to open it.",
                advice="Save a copy without the password and add that.",
            )
        packed = self._packed(member)
        most = min(MAX_MEMBER, max(_RATIO_FROM, _RATIO * len(packed)), MAX_ALL - self._total)
        if member.size_bytes > most:
            raise _too_much()
        content = self._unpacked(member.method, packed, most)
        self._total += len(content)
        if member.crc is not None and zlib.crc32(content) != member.crc:
            self.is_damaged = True
        return content

    def _packed(self, member: Member) -> memoryview:
        """Return the bytes of a member as they stand in the file."""
        data, place = self._data, member.place
        if place < 0 or not data.startswith(LOCAL, place) or place + LOCAL_SIZE > len(data):
            self.is_damaged = True
            return memoryview(b"")
        length, extra = struct.unpack_from("<HH", data, place + 26)
        start = place + LOCAL_SIZE + length + extra
        end = start + member.packed_bytes
        if member.packed_bytes == _UNKNOWN:
            following = _SIGNATURES.search(data, start) if member.method == STORED else None
            end = following.start() if following else len(data)
        elif end > len(data):
            self.is_damaged = True
        return memoryview(data)[start:end]

    def _unpacked(self, method: int, packed: memoryview, most: int) -> bytes:
        if method == STORED:
            if len(packed) > most:
                raise _too_much()
            return bytes(packed)
        if method == DEFLATED:
            return self._inflated(packed, most)
        if method == _BZIP2:
            return self._expanded(bz2.BZ2Decompressor(), packed, most)
        if method == _LZMA:
            return self._expanded(_lzma(packed), packed[4 + packed[2] :], most)
        if method in _UNREADABLE:
            raise FileTrouble("It is packed in a way that cannot be read.")
        self.is_damaged = True  # no such method: most likely it was the usual one
        return self._inflated(packed, most)

    def _inflated(self, packed: memoryview, most: int) -> bytes:
        inflater = zlib.decompressobj(-15)
        try:
            content = inflater.decompress(packed, most + 1)
        except zlib.error:
            content = _up_to_the_fault(packed, most)
            self.is_damaged = True
        else:
            self.is_damaged |= not inflater.eof and len(content) <= most
        if len(content) > most:
            raise _too_much()
        return content

    def _expanded(
        self, expander: bz2.BZ2Decompressor | lzma.LZMADecompressor, packed: memoryview, most: int
    ) -> bytes:
        try:
            content = expander.decompress(packed, most + 1)
        except (OSError, ValueError, lzma.LZMAError, EOFError):
            self.is_damaged = True
            return b""
        if len(content) > most:
            raise _too_much()
        return content


def _too_much() -> FileTrouble:
    return FileTrouble("It is refused: unpacked, it would be far too large.")


def _up_to_the_fault(packed: memoryview, most: int) -> bytes:
    """Return what can be inflated before the stream goes wrong."""
    inflater = zlib.decompressobj(-15)
    pieces: list[bytes] = []
    total = 0
    place, step = 0, _STEP
    while place < len(packed):
        before = inflater.copy()
        try:
            piece = inflater.decompress(packed[place : place + step], most + 1 - total)
        except zlib.error:
            if step == 1:
                break
            inflater, step = before, 1  # so near the fault every byte counts
            continue
        place += step
        pieces.append(piece)
        total += len(piece)
        if total > most:
            break
    return b"".join(pieces)


def _lzma(packed: memoryview) -> lzma.LZMADecompressor:
    """Return what expands a member of method 14, whose first bytes hold the settings."""
    if len(packed) < 9 or packed[2] != 5:
        raise FileTrouble("It is packed in a way that cannot be read.")
    first, size = packed[4], int.from_bytes(packed[5:9], "little")
    rest, lc = divmod(first, 9)
    pb, lp = divmod(rest, 5)
    settings = {"id": lzma.FILTER_LZMA1, "dict_size": size, "lc": lc, "lp": lp, "pb": pb}
    try:
        return lzma.LZMADecompressor(
            lzma.FORMAT_RAW, memlimit=None, filters=[settings] if size <= MAX_MEMBER else []
        )
    except (lzma.LZMAError, ValueError) as error:
        raise FileTrouble("It is packed in a way that cannot be read.") from error


def _scanned(data: bytes) -> list[Member]:
    """Return the members by the headers in front of them, for a file that lost its end."""
    members: list[Member] = []
    place = data.find(LOCAL)
    while 0 <= place <= len(data) - LOCAL_SIZE and len(members) < MAX_MEMBERS:
        flags, method, crc, packed, size, length, extra = struct.unpack_from(
            "<HH4xIIIHH", data, place + 6
        )
        start = place + LOCAL_SIZE + length + extra
        is_open = bool(flags & IS_STREAMED) and not packed
        raw = data[place + LOCAL_SIZE : place + LOCAL_SIZE + length]
        name = settled_name(raw.decode("utf-8" if flags & IS_UTF8 else "cp437", "replace"), flags)
        if name and not name.endswith("/"):
            members.append(
                Member(
                    name=name,
                    size_bytes=0 if is_open else size,
                    packed_bytes=_UNKNOWN if is_open else packed,
                    is_encrypted=bool(flags & IS_ENCRYPTED),
                    place=place,
                    method=method,
                    crc=None if is_open else crc,
                )
            )
        following = start if is_open or start + packed > len(data) else start + packed
        place = data.find(LOCAL, following)
    return members


def _placed(members: list[Member], data: bytes) -> list[Member]:
    """Return members where they are found, for a file that lost or gained bytes on its way."""
    places: dict[str, list[int]] = {}
    place = data.find(LOCAL)
    while 0 <= place <= len(data) - LOCAL_SIZE:
        (flags,), (length,) = (struct.unpack_from("<H", data, place + at) for at in (6, 26))
        raw = data[place + LOCAL_SIZE : place + LOCAL_SIZE + length]
        name = settled_name(raw.decode("utf-8" if flags & IS_UTF8 else "cp437", "replace"), flags)
        places.setdefault(name, []).append(place)
        place = data.find(LOCAL, place + LOCAL_SIZE)
    return [
        member._replace(place=min(found, key=lambda place: abs(place - member.place)))
        if (found := places.get(member.name))
        else member
        for member in members
    ]
