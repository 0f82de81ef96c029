"""Owns what a finished folder asks of a Linux system: shared libraries, the version of glibc, data files."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from product import Unbuilt, run, tool

# Files of the system that libraries in the bundle read at run time; no library names them.
DATA_PACKAGES = ("fontconfig", "libx11-data", "xkb-data")
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
_VERSION = re.compile(r"Name: GLIBC_(\d+)\.(\d+)(?:\.\d+)?\b")
_GLIBC = re.compile(r"^(ld-linux.*|libc|libm|libdl|libpthread|librt|libutil|libresolv)\.so\.\d+$")


@dataclass(frozen=True, slots=True)
class Needs:
    """Names of shared libraries that are not in the folder (without glibc's), and the glibc it was linked to."""

    libraries: tuple[str, ...]
    glibc: tuple[int, int]


def needs_of(folder: Path) -> Needs:
    """Return what the programs and libraries of a folder need from outside it."""
    readelf = tool("readelf", "binutils", why="find out what the program needs of the system")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and is_elf(path)]
    if not files:
        raise Unbuilt(f"There is no program in {folder}.")
    said = run([readelf, "-dVW", *map(str, files)], what="Reading the built libraries")
    inside = {path.name for path in folder.rglob("*")}
    outside = set(_NEEDED.findall(said)) - inside
    glibc = max((int(major), int(minor)) for major, minor in _VERSION.findall(said))
    return Needs(tuple(sorted(name for name in outside if not _GLIBC.match(name))), glibc)


def is_elf(file: Path) -> bool:
    """Say whether a file is a program or library of Linux."""
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def debian_depends(needs: Needs) -> list[str]:
    """Return the Debian packages that provide what is needed; a library nobody provides stops the build."""
    paths = _where_libraries_are()
    packages: set[str] = set(DATA_PACKAGES)
    for library in needs.libraries:
        if library not in paths:
            raise Unbuilt(f"The program needs {library}, which is not on this machine.")
        packages.add(_package_of(paths[library]))
    return [f"libc6 (>= {needs.glibc[0]}.{needs.glibc[1]})", *sorted(packages)]


def rpm_requires(needs: Needs) -> list[str]:
    """Return what is needed in rpm's words, which are the same on every distribution."""
    libc = f"libc.so.6(GLIBC_{needs.glibc[0]}.{needs.glibc[1]})(64bit)"
    return [libc, *(f"{name}()(64bit)" for name in needs.libraries)]


def _where_libraries_are() -> Mapping[str, Path]:
    ldconfig = shutil.which("ldconfig") or "/sbin/ldconfig"
    said = run([ldconfig, "-p"], what="Asking for the system's libraries")
    return dict(_listed(said))


def _listed(said: str) -> Iterator[tuple[str, Path]]:
    """Yield the libraries that ldconfig lists; the first of a name is what the loader takes."""
    seen = set()
    for line in said.splitlines():
        name, _, path = line.strip().partition(" => ")
        name = name.partition(" ")[0]
        if path and name not in seen:
            seen.add(name)
            yield name, Path(path)


def _package_of(library: Path) -> str:
    """Return the package a library belongs to, under the name that dpkg knows it by."""
    for path in (library, library.resolve(), Path("/usr", *library.parts[1:])):
        answer = subprocess.run(
            ["dpkg-query", "--search", str(path)], capture_output=True, text=True, check=False
        )
        if answer.returncode == 0:
            return answer.stdout.partition(":")[0].strip()
    raise Unbuilt(f"No Debian package provides {library}, which the program needs.")
