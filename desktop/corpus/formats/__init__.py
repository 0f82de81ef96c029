"""Owns the way from a file to a text: what kind of file it is, and which reader takes it.

`sniff` names the kind, `plain`, `markdown` and `html` read one kind each, `encodings` turns bytes
into characters. Whatever is wrong with a file is a FileTrouble; any other exception is a fault of
the program.
"""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.encodings import MAX_TEXT
from desktop.corpus.formats.parts import NO_WISHES, Mapping, Part, Wishes
from desktop.corpus.formats.sniff import HEAD_BYTES, advice_for, kind_of_binary, sniff
from desktop.corpus.text.blocks import Reading

__all__ = [
    "MAX_FILE",
    "MAX_TEXT",
    "NO_WISHES",
    "Mapping",
    "Part",
    "Wishes",
    "is_simple",
    "parts_of",
    "read",
    "read_data",
    "sniff",
]

MAX_FILE = 250_000_000
"""A file of more bytes is refused before it is read."""

_NOT_YET = "pdf epub image"  # bytes, not characters

_REASONS = {
    errno.ENOENT: "The file is not there any more.",
    errno.ENOTDIR: "The file is not there any more.",
    errno.EACCES: "The file may not be read: permission is missing.",
    errno.EPERM: "The file may not be read: permission is missing.",
    errno.ELOOP: "The file is a link that leads in a circle.",
    errno.EISDIR: "This is a folder, not a file.",
    errno.ENAMETOOLONG: "The name of the file is too long.",
    errno.EIO: "The disk reported an error while the file was read.",
    errno.ESTALE: "The file is not there any more.",
    errno.EMFILE: "Too many files are open at once.",
    errno.ENFILE: "Too many files are open at once.",
}


def read(path: Path, wishes: Wishes = NO_WISHES) -> tuple[Reading, ...]:
    """Read all documents of one file.

    Raises FileTrouble if the file or one of its parts cannot be read, is too large, or is empty.
    """
    data, _ = _bytes_of(path)
    return read_data(data, path.name, wishes)


def read_data(data: bytes, name: str, wishes: Wishes = NO_WISHES) -> tuple[Reading, ...]:
    """Read all documents of a file that was read already; `name` is the file's.

    Raises FileTrouble if one of them is empty or cannot be read.
    """
    return tuple(part.read() for part in parts_of(data, name, wishes))


def parts_of(
    data: bytes, name: str, wishes: Wishes = NO_WISHES, *, level: int = 0
) -> Iterator[Part]:
    """Yield the documents of a file one after the other, each still to be read.

    `level` says how deep the file lies inside others.
    Raises FileTrouble, at once or on the way, if the file itself cannot be read (any further).
    """
    kind = _kind(data, name)
    if several := _parts_of_several(kind, data, name, wishes, level=level):
        yield from several
        return
    yield Part(
        "",
        lambda: _read_one(kind, data, name, wishes),
        size_bytes=len(data),
        is_complex=not is_simple(kind),
    )


def _parts_of_several(
    kind: str, data: bytes, name: str, wishes: Wishes, *, level: int
) -> Iterator[Part] | None:
    """Return the parts of a format that holds several documents, None for one that holds one."""
    if kind == "mail":
        from desktop.corpus.formats.mail import parts_of_mail

        return parts_of_mail(data, name, wishes, level=level)
    if kind == "mbox":
        from desktop.corpus.formats.mbox import parts_of_mbox

        return parts_of_mbox(data, name, wishes, level=level)
    if kind == "msg":
        from desktop.corpus.formats.msg import parts_of_msg

        return parts_of_msg(data, name, wishes, level=level)
    if kind == "tnef":
        from desktop.corpus.formats.tnef import parts_of_tnef

        return parts_of_tnef(data, name, wishes, level=level)
    if kind in ("zip", "tar", "gzip"):
        from desktop.corpus.formats import archives

        readers = {
            "zip": archives.parts_of_zip,
            "tar": archives.parts_of_tar,
            "gzip": archives.parts_of_gzip,
        }
        return readers[kind](data, name, wishes, level=level)
    if kind in ("csv", "xlsx", "json", "jsonl"):
        from desktop.corpus.formats import records

        readers = {
            "csv": records.parts_of_csv,
            "xlsx": records.parts_of_xlsx,
            "json": records.parts_of_json,
            "jsonl": records.parts_of_jsonl,
        }
        return readers[kind](data, name, wishes, level=level)
    return None


def _read_one(kind: str, data: bytes, name: str, wishes: Wishes) -> Reading:
    # Readers are imported when they are needed: some are slow to import, and most are seldom needed.
    if kind == "html":
        from desktop.corpus.formats.html import read_html

        return read_html(data, name)
    if kind == "markdown":
        from desktop.corpus.formats.markdown import read_markdown

        return read_markdown(data, name)
    if kind == "pdf":
        from desktop.corpus.formats.pdf import read_pdf

        return read_pdf(data, name, wishes)
    if kind == "image":
        from desktop.corpus.formats.image import read_image

        return read_image(data, name, wishes)
    if kind == "mhtml":
        from desktop.corpus.formats.mhtml import read_mhtml

        return read_mhtml(data, name)
    if kind == "tei":
        from desktop.corpus.formats.tei import read_tei

        return read_tei(data, name)
    if kind == "xml":
        from desktop.corpus.formats.xml import read_xml

        return read_xml(data, name)
    if kind == "epub":
        from desktop.corpus.formats.epub import read_epub

        return read_epub(data, name)
    if kind == "subtitles":
        from desktop.corpus.formats.subtitles import read_subtitles

        return read_subtitles(data, name)
    if kind == "docx":
        from desktop.corpus.formats.docx import read_docx

        return read_docx(data, name)
    if kind == "odt":
        from desktop.corpus.formats.odt import read_odt

        return read_odt(data, name)
    if kind == "rtf":
        from desktop.corpus.formats.rtf import read_rtf

        return read_rtf(data, name)
    if kind == "office":
        from desktop.corpus.formats.office import read_office

        return read_office(data, name)
    if kind in _NOT_YET.split():
        raise FileTrouble(f"Files of this kind ({kind}) cannot be read yet.")
    from desktop.corpus.formats.plain import read_plain

    return read_plain(data, name)


def is_simple(format: str) -> bool:  # noqa: A002 - the contract's word
    """Say whether a format may be parsed without a worker: its reader is our own and linear."""
    return format in ("text", "markdown")


def _bytes_of(path: Path) -> tuple[bytes, str]:
    """Return what a file holds and what `sniff` says about it."""
    descriptor = _open(path)
    try:
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            size = os.fstat(descriptor).st_size
            if size > MAX_FILE:
                raise FileTrouble(_too_large(size))
            head = file.read(HEAD_BYTES)
            kind = _kind(head, path.name)
            file.seek(0)
            pieces: list[bytes] = []
            total = 0
            while piece := file.read(max(size, HEAD_BYTES) + 1):
                pieces.append(piece)
                total += len(piece)
                if total > MAX_FILE:  # it grows while it is read
                    raise FileTrouble(_too_large(total))
    except OSError as error:
        raise FileTrouble(_reason(error)) from error
    return pieces[0] if len(pieces) == 1 else b"".join(pieces), kind


def _open(path: Path) -> int:
    """Open a regular file; what is none (a folder, a pipe, a device) is never waited for."""
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK"):
        flags |= getattr(os, name, 0)
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise FileTrouble(_not_regular(mode))
        descriptor = os.open(path, flags)
    except OSError as error:
        raise FileTrouble(_reason(error)) from error
    except ValueError as error:  # a NUL in the name
        raise FileTrouble("No file can have such a name.") from error
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):  # exchanged between the two calls
        os.close(descriptor)
        raise FileTrouble(_not_regular(mode))
    return descriptor


def _kind(data: bytes, name: str) -> str:
    """Return what `sniff` says of a file or its beginning; refuse what nobody reads."""
    if not data:
        raise FileTrouble("The file is empty.")
    kind = sniff(data, name)
    if kind:
        return kind
    if binary := kind_of_binary(data[:HEAD_BYTES]):
        raise FileTrouble(f"{binary} cannot be read.", advice=advice_for(binary))
    raise FileTrouble(
        "This is not a text, nor any other kind of file that can be read.",
        advice="If it is damaged, open it in the program it belongs to and save it anew.",
    )


def _not_regular(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "This is a folder, not a file."
    return "This is a device or a pipe, not a file."


def _too_large(size: int) -> str:
    return f"The file is too large: {size:,} bytes, and {MAX_FILE:,} is the most that can be read."


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, f"The file could not be read ({error.strerror}).")
