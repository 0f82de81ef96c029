"""Owns what the program built for Windows needs of Windows: libraries that are not inside must be Windows' own."""

from collections.abc import Iterator
from pathlib import Path

# What every Windows 10 and 11 brings along; icuuc since its version 1903.
_OF_WINDOWS = frozenset({
    "advapi32", "authz", "bcrypt", "bcryptprimitives", "comctl32", "comdlg32", "crypt32", "d2d1",
    "d3d11", "d3d12", "d3d9", "dbghelp", "dcomp", "dnsapi", "dwmapi", "dwrite", "dxgi", "gdi32",
    "icu", "icuuc", "imm32", "iphlpapi", "kernel32", "mpr", "msvcrt", "ncrypt", "netapi32",
    "ntdll", "ole32", "oleaut32", "powrprof", "propsys", "psapi", "rpcrt4", "secur32", "setupapi",
    "shcore", "shell32", "shlwapi", "ucrtbase", "uiautomationcore", "user32", "userenv",
    "uxtheme", "version", "winhttp", "winmm", "ws2_32", "wtsapi32",
})  # fmt: skip
_SETS_OF_WINDOWS = ("api-ms-win-", "ext-ms-")
_QT = frozenset({"PySide6", "shiboken6"})


def missing_libraries(folder: Path) -> list[str]:
    """Return what Windows will not find for a file in the folder, as “library (needed by file)”."""
    inside = folder / "_internal"
    named = sorted(inside.glob("*.libs"))  # their modules tell Windows to look there
    missing = []
    for path in _binaries(folder):
        places = [path.parent, inside, *named]
        if _QT & set(path.parts):
            places += [inside / name for name in sorted(_QT)]
        there = {
            each.name.lower() for place in places if place.is_dir() for each in place.iterdir()
        }
        for name in _imports(path):
            if name not in there and not _is_of_windows(name):
                missing.append(f"{name} (needed by {path.name})")
    return sorted(set(missing))


def _is_of_windows(name: str) -> bool:
    return name.startswith(_SETS_OF_WINDOWS) or name.removesuffix(".dll") in _OF_WINDOWS


def _binaries(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".dll", ".exe", ".pyd"):
            yield path


def _imports(path: Path) -> Iterator[str]:
    """Yield the libraries that a file names, in small letters."""
    import pefile  # type: ignore[import-not-found]  # comes with PyInstaller, on Windows alone

    with pefile.PE(str(path), fast_load=True) as file:
        file.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
        for entry in getattr(file, "DIRECTORY_ENTRY_IMPORT", []):
            yield entry.dll.decode("ascii").lower()
