"""Owns the office files that have no reader of their own: who reads them, and LibreOffice for the rest.

OpenDocument of every sort goes to the ODT reader, PPTX to its own. What is left (DOC, XLS, PPT, WPD,
Works, Pages …) LibreOffice turns into OpenDocument (see `office_converter`).
"""

import io
import struct
from pathlib import Path

import olefile

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import programs
from desktop.corpus.formats.office_converter import convert
from desktop.corpus.formats.office_reading import password_trouble
from desktop.corpus.text.blocks import Reading

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The token in the stream that says who works on slides: MS-PPT 2.3.2.
_ENCRYPTED_SLIDES = b"\xdf\xc4\xd1\xf3"
_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("VisioDocument", "vsd"),
    ("Quill", "pub"),
    ("MatOST", "wps"),
    ("HwpSummaryInformation", "hwp"),
)
_SUFFIXES = (
    "doc dot xls xlt xlsb ppt pot pps vsd vsdx pub wps wpd wri hwp sxw sxc sxi sxd sdw sdc sdd pages "
    "numbers key lwp abw cwk mcw xml"
)
_TARGETS = {
    **dict.fromkeys(("xls", "xlt", "xlsb", "sxc", "sdc", "numbers"), "ods"),
    **dict.fromkeys(("ppt", "pot", "pps", "sxi", "sdd", "key"), "odp"),
    **dict.fromkeys(("vsd", "vsdx", "pub", "sxd"), "odg"),
}
_PARTS = (
    (b"opendocument.presentation", "odp"),
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.graphics", "odg"),
    (b"opendocument.text", "odt"),
)


def read_office(data: bytes, name: str) -> Reading:
    """Read an office file of another sort than DOCX, ODT, RTF and XLSX.

    Raises FileTrouble if it is encrypted or damaged, or if LibreOffice is needed and not there.
    """
    if data.startswith(_OLE):
        return _read_old(data, name)
    head = data[:65_536]
    if data.startswith(b"PK"):
        if b"opendocument" in head or (b"content.xml" in data and b"vnd.sun.xml" not in head):
            from desktop.corpus.formats.odt import read_odt

            return read_odt(data, name, format=_open_format(head, name))
        if b"ppt/presentation.xml" in data or b"ppt/slides/" in data:
            from desktop.corpus.formats.pptx import read_pptx

            return read_pptx(data, name)
    elif b"opendocument:xmlns:office" in head:
        from desktop.corpus.formats.odt import read_odt

        return read_odt(data, name, format=_open_format(head, name))
    return _converted(data, name, _suffix(name))


def _read_old(data: bytes, name: str) -> Reading:
    streams = _streams(data)
    if "EncryptedPackage" in streams or _has_password(data, streams):
        raise password_trouble()
    suffix = next((kind for stream, kind in _STREAMS if stream in streams), _suffix(name))
    return _converted(data, name, suffix)


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower().lstrip(".")
    return suffix if suffix in _SUFFIXES.split() else "doc"


def _open_format(head: bytes, name: str) -> str:
    """Return which OpenDocument format a file is: by its type, else by its name."""
    for word, format_ in _PARTS:
        if word in head:
            return format_
    suffix = Path(name).suffix.lower().lstrip(".")
    return suffix if suffix in ("odp", "ods", "odg", "odt") else "odt"


def _converted(data: bytes, name: str, suffix: str) -> Reading:
    """Read a file through LibreOffice."""
    from desktop.corpus.formats.odt import read_odt

    program = programs.find("soffice")
    if program is None:
        raise FileTrouble(
            f"LibreOffice is needed to read {suffix.upper()} files, and it is not installed.",
            advice="Install it from libreoffice.org (on Debian and Ubuntu: sudo apt install "
            "libreoffice), then try the file again.",
        )
    converted = convert(program, data, suffix, _TARGETS.get(suffix, "odt"))
    return read_odt(converted, name, format=suffix)


def _streams(data: bytes) -> set[str]:
    """Return the names at the root of an OLE storage; none if it is damaged."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as storage:
            return {path[0] for path in storage.listdir()}
    except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError):
        return set()
    except struct.error:
        return set()


def _has_password(data: bytes, streams: set[str]) -> bool:
    """Say whether an old Word, Excel or PowerPoint file is encrypted: by what says so in it."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as storage:
            if "WordDocument" in streams:
                head = storage.openstream("WordDocument").read(12)
                return len(head) == 12 and bool(head[11] & 1)
            if "Current User" in streams:
                return storage.openstream("Current User").read(16)[12:] == _ENCRYPTED_SLIDES
            for stream in ("Workbook", "Book"):
                if stream in streams:
                    return _has_password_record(storage.openstream(stream).read(600))
    except (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error):
        return False
    return False


def _has_password_record(head: bytes) -> bool:
    place = 0
    while place + 4 <= len(head):
        record, length = struct.unpack_from("<HH", head, place)
        if record == 0x2F:
            return True
        place += 4 + length
    return False
