"""Owns the directory at the end of a zip file: which members it lists and where they stand.

The usual directory is read here, quickly, since every office document has one; what is out of the
ordinary (remarks behind it, more than 4 GB, new versions) is left to Python's own zipfile.
"""

import contextlib
import io
import struct
import zipfile
import zlib
from functools import lru_cache
from typing import NamedTuple

LOCAL = b"PK\x03\x04"
LOCAL_SIZE = 30
STORED, DEFLATED = 0, 8
IS_ENCRYPTED, IS_STREAMED, IS_UTF8 = 0x1, 0x8, 0x800

_END = struct.Struct("<12xLLH")
_ENTRY = struct.Struct("<4s2xHHH4xLLLHHH8xL")
_END_SIGNATURE, _ENTRY_SIGNATURE = b"PK\x05\x06", b"PK\x01\x02"
_LARGE_SIGNATURE = b"PK\x06\x07"
_NEWEST = 63
_SMALL_DIRECTORY = 20_000
_TOO_LARGE = 0xFFFFFFFF


class Member(NamedTuple):
    """One file in a package: its name with "/" between folders, and its size as the package says."""

    name: str
    size_bytes: int
    packed_bytes: int
    is_encrypted: bool
    place: int
    method: int
    crc: int | None


def listed(data: bytes) -> list[Member] | None:
    """Return the members by the directory at the end, folders left out; None if it cannot be read."""
    members = _usual(data)
    return _unusual(data) if members is None else members


def beginning(data: bytes, member: Member, most: int) -> bytes:
    """Return the first bytes of a member; nothing if it is encrypted, damaged or oddly packed."""
    place = member.place
    if member.is_encrypted or not data.startswith(LOCAL, place) or place + LOCAL_SIZE > len(data):
        return b""
    length, extra = struct.unpack_from("<HH", data, place + 26)
    start = place + LOCAL_SIZE + length + extra
    packed = memoryview(data)[start : start + member.packed_bytes]
    if member.method == STORED:
        return bytes(packed[:most])
    if member.method != DEFLATED:
        return b""
    try:
        return zlib.decompressobj(-15).decompress(packed, most)
    except zlib.error:
        return b""


@lru_cache(maxsize=4_000)
def settled_name(name: str, flags: int) -> str:
    """Return a member's name with "/"; many programs write UTF-8 without saying so."""
    if not flags & IS_UTF8 and not name.isascii():
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    name = name.partition("\0")[0].replace("\\", "/")
    return "/".join(part for part in name.split("/") if part not in ("", ".", "..")) + (
        "/" if name.endswith("/") else ""
    )


def _usual(data: bytes) -> list[Member] | None:
    """Return the members if the directory is as most programs write it, else None."""
    end = len(data) - _END.size
    if end < 0 or not data.startswith(_END_SIGNATURE, end):
        return None
    size, offset, remark = _END.unpack_from(data, end)
    place = end - size
    if remark or place < 0 or data.startswith(_LARGE_SIGNATURE, max(end - 20, 0)):
        return None
    moved = place - offset  # so many bytes stand in front of the whole
    directory = data[place:end]
    if size > _SMALL_DIRECTORY:
        return _entries(directory, moved)
    members = _small_entries(directory, moved)
    return None if members is None else list(members)


@lru_cache(maxsize=1)
def _small_entries(directory: bytes, moved: int) -> tuple[Member, ...] | None:
    """Return the members of a small directory, which is looked at once to know what the file is."""
    members = _entries(directory, moved)
    return None if members is None else tuple(members)


def _entries(directory: bytes, moved: int) -> list[Member] | None:
    members: list[Member] = []
    place, end = 0, len(directory)
    while place < end:
        if place + _ENTRY.size > end:
            return None
        signature, needed, flags, method, crc, packed, size, length, extra, note, offset = (
            _ENTRY.unpack_from(directory, place)
        )
        if signature != _ENTRY_SIGNATURE or needed & 0xFF > _NEWEST:
            return None
        if _TOO_LARGE in (packed, size, offset):
            return None
        start = place + _ENTRY.size
        raw = directory[start : start + length]
        place = start + length + extra + note
        is_utf8 = flags & IS_UTF8
        try:
            name = raw.decode("ascii" if raw.isascii() else "utf-8" if is_utf8 else "cp437")
        except UnicodeDecodeError:
            return None
        if name.endswith(("/", "\\")):
            continue
        is_encrypted = bool(flags & IS_ENCRYPTED)
        name = settled_name(name, is_utf8)
        members.append(Member(name, size, packed, is_encrypted, offset + moved, method, crc))
    return members if place == end else None


def _unusual(data: bytes) -> list[Member] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        return None
    except (struct.error, IndexError, OverflowError):  # a directory that is itself damaged
        return None
    return [
        Member(
            settled_name(info.orig_filename, info.flag_bits & IS_UTF8),
            info.file_size,
            info.compress_size,
            bool(info.flag_bits & IS_ENCRYPTED),
            info.header_offset,
            info.compress_type,
            info.CRC,
        )
        for info in infos
        if not info.orig_filename.endswith(("/", "\\"))
    ]
