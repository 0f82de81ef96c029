"""Owns archives (ZIP, TAR) and compressed files (GZIP, BZIP2, XZ): walked as folders are, and bounded.

Members are read one at a time, in memory; their names are labels and open nothing. What systems leave
lying about is passed over, as in folders. A member that is damaged, locked or too large costs itself.
"""

import bz2
import dataclasses
import functools
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.inner import Names, inner_parts, refused
from desktop.corpus.formats.member_names import is_passed_over, member_names
from desktop.corpus.formats.package import Package
from desktop.corpus.formats.parts import Part, Wishes
from desktop.corpus.text.blocks import Reading

MAX_MEMBER = 200_000_000
MAX_RATIO = 200
_RATIO_MATTERS = 10_000_000
MAX_ALL = 1_000_000_000
MAX_PARTS = 100_000
_BLOCK = 1 << 20
_SLICE = 4_096  # the most that one step may swell to stays small

_UNPACK = "Unpack it and add the folder."


class _Stream(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


class _Damage(FileTrouble):
    """A member cannot be read as a whole."""


class _Member(NamedTuple):
    """A file in an archive: its path, and what gives its bytes (or raises FileTrouble).

    `rest_of` gives what is left of it if it is damaged.
    """

    path: str
    bytes_of: Callable[[], bytes]
    rest_of: Callable[[], bytes] = bytes


def parts_of_zip(data: bytes, name: str, wishes: Wishes, *, level: int = 0) -> Iterator[Part]:
    """Yield the documents of a ZIP file. Raises FileTrouble if it cannot be opened."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError):
        yield from _of_damaged(data, wishes, level=level)
        return
    files = [member for member in members if not member.is_dir()]
    names = member_names(files)
    package = functools.cache(lambda: Package(data))
    listed = (
        _Member(
            path,
            lambda member=member: _unzipped(archive, member),
            lambda member=member: package().read(member.filename) or b"",
        )
        for member, path in zip(files, names, strict=True)
    )
    yield from _bounded(listed, wishes, level=level)


def _of_damaged(data: bytes, wishes: Wishes, *, level: int) -> Iterator[Part]:
    """Yield what can still be found of a ZIP file whose end is missing."""
    package = Package(data)
    listed = (
        _Member(member.name, lambda member=member: package.unpack(member))
        for member in package.members
    )
    for part in _bounded(listed, wishes, level=level):
        yield dataclasses.replace(part, read=_damaged_read(part.read))


def parts_of_tar(data: bytes, name: str, wishes: Wishes, *, level: int = 0) -> Iterator[Part]:
    """Yield the documents of a TAR file. Raises FileTrouble where it is damaged."""
    yield from _bounded(_tar_members(data), wishes, level=level)


def parts_of_gzip(data: bytes, name: str, wishes: Wishes, *, level: int = 0) -> Iterator[Part]:
    """Yield the documents of a compressed file: those of the one file in it.

    Raises FileTrouble if it is damaged, too large or built to do harm.
    """
    from desktop.corpus.formats import parts_of

    content, is_cut = _decompressed(data)
    if not content:
        raise FileTrouble("The file is damaged." if is_cut else "The file is empty.")
    if level >= 6:
        raise FileTrouble("It is compressed over and over.", advice=_UNPACK)
    for part in parts_of(content, _inner_name(name), wishes, level=level + 1):
        yield dataclasses.replace(part, read=_damaged_read(part.read)) if is_cut else part


def _bounded(members: Iterable[_Member], wishes: Wishes, *, level: int) -> Iterator[Part]:
    """Yield the parts of members until there are too many, or too much in all."""
    names = Names()
    n_parts = total = 0
    for number, member in enumerate(members, 1):
        if is_passed_over(member.path):
            continue
        own = names.name(member.path, otherwise=f"file {number}")
        try:
            content, is_whole = _content(member)
        except FileTrouble as trouble:
            n_parts += 1
            yield refused(own, trouble)
            continue
        total += len(content)
        for part in inner_parts(content, own, parent=None, wishes=wishes, level=level):
            n_parts += 1
            total += part.size_bytes if part.name != own else 0
            yield part if is_whole else dataclasses.replace(part, read=_damaged_read(part.read))
            if n_parts >= MAX_PARTS:
                raise FileTrouble(
                    f"The archive holds more than {MAX_PARTS:,} files; the rest was not read.",
                    advice=_UNPACK,
                )
        if total > MAX_ALL:
            raise FileTrouble(
                f"The archive unpacks to more than {MAX_ALL:,} bytes; the rest was not read.",
                advice=_UNPACK,
            )


def _content(member: _Member) -> tuple[bytes, bool]:
    """Return what a member holds, or what is left of it, and whether it is whole."""
    try:
        return member.bytes_of(), True
    except _Damage:
        if content := member.rest_of():
            return content, False
        raise


def _unzipped(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & 1:
        raise _locked()
    if member.file_size > MAX_MEMBER:
        raise _too_large()
    if member.file_size > _RATIO_MATTERS and (
        member.file_size > MAX_RATIO * max(member.compress_size, 1)
    ):
        raise _bomb()
    try:
        with archive.open(member) as stream:
            return _read(stream, member.compress_size)
    except NotImplementedError as error:
        raise FileTrouble(
            "It was compressed in a way that cannot be read.", advice=_UNPACK
        ) from error
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError) as error:
        raise _damaged() from error
    except (RuntimeError, ValueError, struct.error) as error:
        raise _damaged() from error


def _tar_members(data: bytes) -> Iterator[_Member]:
    try:
        archive = tarfile.TarFile(fileobj=io.BytesIO(data), errors="surrogateescape")
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise FileTrouble("The archive is damaged.", advice="Try to get a whole copy.") from error
    while True:
        try:
            member = archive.next()
        except (tarfile.TarError, OSError, ValueError, EOFError, RecursionError) as error:
            raise FileTrouble("The archive is damaged; the rest of it was not read.") from error
        if member is None:
            return
        if member.isreg():
            yield _Member(_tar_name(member.name), lambda member=member: _untarred(archive, member))


def _untarred(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    if member.size > MAX_MEMBER:
        raise _too_large()
    try:
        stream = archive.extractfile(member)
        content = stream.read() if stream else b""
    except (tarfile.TarError, OSError, ValueError, EOFError, KeyError) as error:
        raise _damaged() from error
    return content


def _tar_name(name: str) -> str:
    data = name.encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        from desktop.corpus.formats.encodings import decode

        return decode(data).text


def _decompressed(data: bytes) -> tuple[bytes, bool]:
    """Return what a compressed file holds and whether its end is missing or damaged.

    Several of them may follow each other; what else follows is only padding.
    """
    magic = data[:2]
    pieces: list[bytes] = []
    total = place = 0
    while data.startswith(magic, place):
        undoing = _decompressor(magic)
        try:
            while not undoing.eof and place < len(data):
                piece = undoing.decompress(data[place : place + _SLICE])
                place += _SLICE
                pieces.append(piece)
                total += len(piece)
                _refuse_bomb(total, len(data))
        except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError):
            return b"".join(pieces), True
        if not undoing.eof:
            return b"".join(pieces), True
        place = min(place, len(data)) - len(undoing.unused_data)
    return b"".join(pieces), False


def _decompressor(magic: bytes) -> _Decompressor:
    if magic == b"BZ":
        return bz2.BZ2Decompressor()
    return lzma.LZMADecompressor() if magic == b"\xfd7" else zlib.decompressobj(wbits=31)


def _read(stream: _Stream, packed: int) -> bytes:
    pieces: list[bytes] = []
    total = 0
    while piece := stream.read(_BLOCK):
        pieces.append(piece)
        total += len(piece)
        _refuse_bomb(total, packed)
    return b"".join(pieces)


def _refuse_bomb(total: int, packed: int) -> None:
    if total > MAX_MEMBER:
        raise _too_large()
    if total > _RATIO_MATTERS and total > MAX_RATIO * max(packed, 1):
        raise _bomb()


def _inner_name(name: str) -> str:
    """Return the name of the file inside a compressed one."""
    lowered = name.lower()
    for suffix, becomes in (
        (".tgz", ".tar"),
        (".tbz2", ".tar"),
        (".tbz", ".tar"),
        (".txz", ".tar"),
        (".gz", ""),
        (".bz2", ""),
        (".xz", ""),
        (".lzma", ""),
        (".z", ""),
    ):
        if lowered.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)] + becomes
    return name


def _damaged_read(read: Callable[[], Reading]) -> Callable[[], Reading]:
    """Return what reads a part and says that its file was damaged."""

    def noted() -> Reading:
        reading = read()
        return dataclasses.replace(
            reading,
            notes=(*reading.notes, "The archive is damaged: only a part of it was read."),
            doubts=(*reading.doubts, "damaged"),
        )

    return noted


def _too_large() -> FileTrouble:
    return FileTrouble(
        f"It is too large: {MAX_MEMBER:,} bytes is the most that is unpacked.", advice=_UNPACK
    )


def _bomb() -> FileTrouble:
    return FileTrouble(
        f"It would unpack to more than {MAX_RATIO} times its size, as files built to do harm do."
    )


def _locked() -> FileTrouble:
    return FileTrouble(
        "A password is needed to open it.", advice="Unpack it with the password and add the folder."
    )


def _damaged() -> FileTrouble:
    return _Damage("It is damaged inside the archive.", advice="Try to get a whole copy.")
