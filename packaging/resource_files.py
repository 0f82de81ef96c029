"""Owns the small files that Windows and macOS want inside an executable: version resource, icon."""

import struct
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


def version_resource(name: str, version: str) -> str:
    """Return the version resource of a Windows executable, as PyInstaller reads it."""
    parts = [int(part) if part.isdigit() else 0 for part in version.split(".")]
    numbers = tuple((parts + [0, 0, 0, 0])[:4])
    title = name.capitalize()
    return _VERSION_RESOURCE.format(
        numbers=numbers, title=title, name=name, version=version, file=f"{name}.exe"
    )


def icns(folder: Path) -> bytes:
    """Return the PNGs `nineveh-SIZE.png` of a folder as one icon for macOS."""
    parts = b""
    for size, kind in _ICNS_KINDS.items():
        picture = (folder / f"nineveh-{size}.png").read_bytes()
        parts += kind + struct.pack(">I", len(picture) + 8) + picture
    return b"icns" + struct.pack(">I", len(parts) + 8) + parts
