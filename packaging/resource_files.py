"""Owns the small files that Windows and macOS want inside an executable: version resource, icon."""

import struct
from collections.abc import Mapping
from pathlib import Path

# Apple's four-letter names for PNGs of these sizes in pixels.
_ICNS_KINDS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}

_VERSION_RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", {title!r}),
      StringStruct("FileDescription", {title!r}),
      StringStruct("FileVersion", {version!r}),
      StringStruct("InternalName", {name!r}),
      StringStruct("OriginalFilename", {file!r}),
      StringStruct("ProductName", {title!r}),
      StringStruct("ProductVersion", {version!r}),
    ])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])]),
  ],
)
"""


def version_resource(file: str, title: str, version: str) -> str:
    """Return the version resource of a Windows executable of this file name, as PyInstaller reads it."""
    parts = [int(part) if part.isdigit() else 0 for part in version.split(".")]
    numbers = tuple((parts + [0, 0, 0, 0])[:4])
    name = file.removesuffix(".exe")
    return _VERSION_RESOURCE.format(
        numbers=numbers, title=title, name=name, version=version, file=file
    )


def own_pictures(folder: Path) -> dict[int, bytes]:
    """Return the PNGs `nineveh-SIZE.png` of a folder by their size."""
    found = sorted(folder.glob("nineveh-*[0-9].png"))
    return {int(path.stem.rpartition("-")[2]): path.read_bytes() for path in found}


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """Return PNGs, by their size in pixels, as one icon for macOS."""
    parts = b""
    for size, kind in _ICNS_KINDS.items():
        if size in pictures:
            parts += kind + struct.pack(">I", len(pictures[size]) + 8) + pictures[size]
    return b"icns" + struct.pack(">I", len(parts) + 8) + parts


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """Return PNGs, by their size in pixels, as one icon for Windows; it knows none above 256."""
    sizes = sorted(size for size in pictures if size <= 256)
    head = struct.pack("<HHH", 0, 1, len(sizes))
    entries, place = b"", len(head) + 16 * len(sizes)
    for size in sizes:
        shown = size % 256  # 0 means 256
        length = len(pictures[size])
        entries += struct.pack("<BBBBHHII", shown, shown, 0, 0, 1, 32, length, place)
        place += length
    return head + entries + b"".join(pictures[size] for size in sizes)
