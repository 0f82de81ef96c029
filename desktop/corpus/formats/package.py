"""Owns the zip file as a package: its members and bounded reading of them, damaged or not.

Office documents, books and archives are zips. A member is refused by what it says it would unpack
to and by what it really unpacks to; where the directory at the end is missing, the headers in front
of the members serve; a member that breaks off is read up to there.
"""

import bz2
import contextlib
import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace

from desktop.corpus.errors import FileTrouble

MAX_MEMBER = 200_000_000
"""A member of more bytes is refused."""
MAX_ALL = 1_000_000_000
"""No more bytes than this are unpacked from one package."""
MAX_MEMBERS = 100_000
"""A package of more members is refused."""

_RATIO, _RATIO_FROM = 200, 10_000_000
_LOCAL_SIZE = 30
_LOCAL, _DIRECTORY_ENTRY = b"PK\x03\x04", b"PK\x01\x02"
_SIGNATURES = re.compile(rb"PK(?:\x03\x04|\x01\x02|\x07\x08|\x05\x06)")
_IS_ENCRYPTED, _IS_STREAMED, _IS_UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED, _BZIP2, _LZMA = 0, 8, 12, 14
_UNREADABLE = frozenset((1, 2, 3, 4, 5, 6, 9, 10, 18, 19, 20, 93, 94, 95, 96, 97, 98, 99))
_UNKNOWN = -1
_STEP = 512


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a package: its name with "/" between folders, and its size as the package says."""

    name: str
    size_bytes: int
    packed_bytes: int
    is_encrypted: bool
    modified: str
    """ISO date of the last change, without a zone; "" if the package says nothing sensible."""
    place: int
    method: int
    crc: int | None


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
        members = _listed(data)
        if members is None:
            members = _scanned(data)
            self.is_damaged = True
        elif not all(data.startswith(_LOCAL, member.place) for member in members):
            members = _placed(members, data)
            self.is_damaged = True
        if not members and self.is_damaged:
            raise FileTrouble("The file is damaged: nothing in it can be read.")
        self.members = tuple(members)
        self._by_name = {member.name: member for member in reversed(members)}
        self._by_folded = {member.name.lower(): member for member in reversed(members)}

    def find(self, name: str) -> Member | None:
        """Return the member of a name, or of one that differs in case only."""
        name = name.lstrip("/")
        return self._by_name.get(name) or self._by_folded.get(name.lower())

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
        if place < 0 or not data.startswith(_LOCAL, place) or place + _LOCAL_SIZE > len(data):
            self.is_damaged = True
            return memoryview(b"")
        length, extra = struct.unpack_from("<HH", data, place + 26)
        start = place + _LOCAL_SIZE + length + extra
        end = start + member.packed_bytes
        if member.packed_bytes == _UNKNOWN:
            following = _SIGNATURES.search(data, start) if member.method == _STORED else None
            end = following.start() if following else len(data)
        elif end > len(data):
            self.is_damaged = True
        return memoryview(data)[start:end]

    def _unpacked(self, method: int, packed: memoryview, most: int) -> bytes:
        if method == _STORED:
            if len(packed) > most:
                raise _too_much()
            return bytes(packed)
        if method == _DEFLATED:
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


def _listed(data: bytes) -> list[Member] | None:
    """Return the members by the directory at the end; None if that cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        return None
    except (struct.error, IndexError, OverflowError):  # a directory that is itself damaged
        return None
    if len(infos) > MAX_MEMBERS:
        raise FileTrouble(f"It holds too many files: more than {MAX_MEMBERS:,}.")
    return [
        Member(
            name=_name(info.orig_filename, info.flag_bits),
            size_bytes=info.file_size,
            packed_bytes=info.compress_size,
            is_encrypted=bool(info.flag_bits & _IS_ENCRYPTED),
            modified=_moment(info.date_time),
            place=info.header_offset,
            method=info.compress_type,
            crc=info.CRC,
        )
        for info in infos
        if not info.orig_filename.endswith(("/", "\\"))
    ]


def _scanned(data: bytes) -> list[Member]:
    """Return the members by the headers in front of them, for a file that lost its end."""
    members: list[Member] = []
    place = data.find(_LOCAL)
    while 0 <= place <= len(data) - _LOCAL_SIZE and len(members) < MAX_MEMBERS:
        (flags, method, time, date, crc, packed, size, length, extra) = struct.unpack_from(
            "<HHHHIIIHH", data, place + 6
        )
        start = place + _LOCAL_SIZE + length + extra
        is_open = bool(flags & _IS_STREAMED) and not packed
        raw = data[place + _LOCAL_SIZE : place + _LOCAL_SIZE + length]
        name = _name(raw.decode("utf-8" if flags & _IS_UTF8 else "cp437", "replace"), flags)
        if name and not name.endswith("/"):
            moment = ((date >> 9) + 1980, date >> 5 & 15, date & 31)
            clock = (time >> 11, time >> 5 & 63, (time & 31) * 2)
            members.append(
                Member(
                    name=name,
                    size_bytes=0 if is_open else size,
                    packed_bytes=_UNKNOWN if is_open else packed,
                    is_encrypted=bool(flags & _IS_ENCRYPTED),
                    modified=_moment((*moment, *clock)),
                    place=place,
                    method=method,
                    crc=None if is_open else crc,
                )
            )
        following = start if is_open or start + packed > len(data) else start + packed
        place = data.find(_LOCAL, following)
    return members


def _placed(members: list[Member], data: bytes) -> list[Member]:
    """Return members where they are found, for a file that lost or gained bytes on its way."""
    places: dict[str, list[int]] = {}
    place = data.find(_LOCAL)
    while 0 <= place <= len(data) - _LOCAL_SIZE:
        (flags,), (length,) = (struct.unpack_from("<H", data, place + at) for at in (6, 26))
        raw = data[place + _LOCAL_SIZE : place + _LOCAL_SIZE + length]
        name = _name(raw.decode("utf-8" if flags & _IS_UTF8 else "cp437", "replace"), flags)
        places.setdefault(name, []).append(place)
        place = data.find(_LOCAL, place + _LOCAL_SIZE)
    return [
        replace(member, place=min(found, key=lambda place: abs(place - member.place)))
        if (found := places.get(member.name))
        else member
        for member in members
    ]


def _name(name: str, flags: int) -> str:
    """Return a member's name with "/"; many programs write UTF-8 without saying so."""
    if not flags & _IS_UTF8 and not name.isascii():
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    name = name.partition("\0")[0].replace("\\", "/")
    return "/".join(part for part in name.split("/") if part not in ("", ".", "..")) + (
        "/" if name.endswith("/") else ""
    )


def _moment(moment: tuple[int, ...]) -> str:
    year, month, day, hour, minute, second = moment
    if year <= 1980 or not 1 <= month <= 12 or not 1 <= day <= 31:  # 1980-01-01: no date is known
        return ""
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
