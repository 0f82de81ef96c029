"""Owns what a zip or an OLE storage holds: an office document, a book, a message, or just files."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Collection

import olefile

from desktop.corpus.formats.zip_directory import beginning, listed

_MOST_READ = 1_000_000
_OFFICE_SUFFIXES = ".doc .dot .xls .xlt .ppt .pot .pps .vsd .pub .wps .wpd .hwp .sxw .sxc .sdw .sdc .docx .docm .pptx"
_BY_SUFFIX = {".docx": "docx", ".xlsx": "xlsx", ".odt": "odt", ".pptx": "office"}
_LOCAL = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
_OF_MESSAGES = ("__properties_version1", "__substg1.0_", "__recip_version1", "__nameid_version1")
_OLE_NAMES = (
    ("WordDocument", "office"),
    ("PowerPoint Document", "office"),
    ("Workbook", "office"),
    ("Book", "office"),
    ("VisioDocument", "office"),
    ("Quill", "office"),
    ("MatOST", "office"),
    ("StarWriterDocument", "office"),
    ("StarCalcDocument", "office"),
    ("StarDrawDocument3", "office"),
    ("HwpSummaryInformation", "office"),
)


def kind_of_zip(data: bytes, suffix: str) -> str:
    """Name what a zip file is, by its members; "zip" if it only holds files.

    `data` is the file, or its beginning: then the names seen there decide.
    """
    names, read = _members(data)
    if _is_plainly_word(names):
        return "docx"
    first = read("mimetype").decode("latin-1").strip()
    if first == "application/epub+zip":
        return "epub"
    if "opendocument" in first or "vnd.sun.xml" in first:
        return "odt" if "opendocument.text" in first else "office"
    folders = {name.partition("/")[0].lower() for name in names if "/" in name}
    lowered = {name.lower() for name in names}
    is_package = "[content_types].xml" in lowered or "_rels/.rels" in lowered
    if is_package and (kind := _kind_of_package(folders, lowered, read)):
        return kind
    if "meta-inf/container.xml" in lowered and any(name.endswith(".opf") for name in lowered):
        return "epub"
    if {"content.xml", "meta-inf/manifest.xml"} <= lowered:
        manifest = read("META-INF/manifest.xml")
        return "odt" if b"opendocument.text" in manifest or not manifest else "office"
    if any(name.endswith(".iwa") for name in lowered):
        return "office"
    if suffix in _BY_SUFFIX and not zipfile.is_zipfile(io.BytesIO(data)):
        return _BY_SUFFIX[suffix]  # its end is missing, and what would tell it with it
    return "epub" if suffix == ".epub" else "zip"


def kind_of_ole(data: bytes, suffix: str) -> str:
    """Name what an OLE storage is, by the streams at its root; "" if nobody reads it."""
    roots = _roots(data)
    if "EncryptedPackage" in roots:  # a newer office file behind a password; its name says which
        return {".xlsx": "xlsx", ".xlsm": "xlsx", ".docx": "docx", ".docm": "docx"}.get(
            suffix, "office"
        )
    for name, kind in _OLE_NAMES:
        if name in roots:
            return kind
    if suffix == ".msg" or any(name.startswith(_OF_MESSAGES) for name in roots):
        return "msg"
    if _is_begun(data):
        return "office"
    return "office" if suffix and suffix in _OFFICE_SUFFIXES.split() else ""


def _is_begun(data: bytes) -> bool:
    """Say whether the list of a storage's streams stands behind the bytes that are there."""
    if len(data) < 512:
        return False
    (power,) = struct.unpack("<H", data[30:32])
    (sector,) = struct.unpack("<I", data[48:52])
    return power in (9, 12) and (sector + 2 << power) > len(data)


def _kind_of_package(folders: set[str], names: set[str], read: Callable[[str], bytes]) -> str:
    """Name an Office package by its folder; its types also name the packages embedded in it."""
    if "word" in folders:
        return "docx"
    if "xl" in folders:
        return "office" if "xl/workbook.bin" in names else "xlsx"
    if {"ppt", "visio"} & folders:
        return "office"
    types = read("[Content_Types].xml")
    if b"wordprocessingml" in types:
        return "docx"
    if b"spreadsheetml" in types:
        return "xlsx"
    return "office" if b"presentationml" in types else ""


def _is_plainly_word(names: Collection[str]) -> bool:
    """Say whether the names are those that Word itself writes; most packages are settled by that."""
    return (
        "word/document.xml" in names and "[Content_Types].xml" in names and "mimetype" not in names
    )


def _members(data: bytes) -> tuple[Collection[str], Callable[[str], bytes]]:
    """Return the names of a zip's members and what reads the beginning of one (b"" if it cannot)."""
    members = listed(data)
    if members is None:
        return _local_names(data), lambda name: _stored(data, name)
    by_name = {member.name: member for member in members}

    def read(name: str) -> bytes:
        member = by_name.get(name)
        return b"" if member is None else beginning(data, member, _MOST_READ)

    return by_name, read


def _local_names(data: bytes) -> list[str]:
    """Return the names in the headers before the members, for a zip whose end is missing."""
    names: list[str] = []
    for found in _LOCAL.finditer(data):
        length = int.from_bytes(found[1], "little")
        names.append(data[found.end() : found.end() + length].decode("utf-8", errors="replace"))
    return names


def _stored(data: bytes, name: str) -> bytes:
    """Return a member that is not compressed and stands at the very beginning."""
    found = _LOCAL.match(data)
    if not found or data[8:10] != b"\0\0":
        return b""
    length, extra = struct.unpack("<HH", data[26:30])
    start = 30 + length + extra
    if data[30 : 30 + length] != name.encode():
        return b""
    size = int.from_bytes(data[18:22], "little")
    return data[start : start + min(size, 200)] if size else data[start : start + 60]


def _roots(data: bytes) -> set[str]:
    """Return the names at the root of a storage; if it is damaged, or only begun, all that are seen."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as storage:
            if entries := {path[0] for path in storage.listdir()}:
                return entries
    except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError):
        pass  # olefile 0.47 checks its fields one by one and not all of them
    except (struct.error, UnicodeDecodeError):
        pass
    known = [*(name for name, _ in _OLE_NAMES), _OF_MESSAGES[0] + ".0", "EncryptedPackage"]
    return {name for name in known if name.encode("utf-16-le") + b"\0\0" in data}
