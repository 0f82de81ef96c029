"""Owns the gathering of the licence texts of all that is shipped."""

import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path

_LICENCE = re.compile(
    r"^(licen[cs]es?|copying|copyright|notice|authors)(?![a-z])(?!.*\.py$)", re.IGNORECASE
)
_COMMON = re.compile(r"/usr/share/common-licenses/([A-Za-z0-9.+-]+)")
_LOCKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)


def copy_licences(target: Path, root: Path, sources: Sequence[Path]) -> None:
    """Fill a folder with licence texts: a folder each for the libraries, Python, and the system's.

    `sources` are the files that went into the program; on Debian those that belong to a package bring its
    copyright file along.
    """
    target.mkdir(parents=True)
    for file in sorted((root / "resources" / "licences").iterdir()):
        shutil.copyfile(file, target / file.name)
    for distribution in installed([*locked(root), "pyinstaller"]):
        copy_distribution(distribution, target)
    copy_python(target)
    copy_debian(sources, target)
    write_sources(target, root, sources)


def locked(root: Path) -> list[str]:
    """Return the names of the libraries that the lock file names."""
    found = _LOCKED.findall((root / "requirements.lock").read_text(encoding="utf-8"))
    return list(dict.fromkeys(found))  # some are named twice, for two versions of Python


def installed(names: Iterable[str]) -> list[metadata.Distribution]:
    """Return those distributions that are there; the lock file names some for other systems only."""
    found = []
    for name in names:
        try:
            found.append(metadata.distribution(name))
        except metadata.PackageNotFoundError:
            continue
    return found


def copy_distribution(distribution: metadata.Distribution, target: Path) -> None:
    """Copy a library's licence texts, and what its metadata says of its licence."""
    folder = target / f"{distribution.name}-{distribution.version}"
    texts: set[bytes] = set()
    for file in sorted(distribution.files or (), key=str):
        source = Path(str(file.locate()))
        is_stated = "licenses" in file.parts[1:-1]  # where wheels put the texts, by any name
        if not (is_stated or _LICENCE.match(file.name)) or not source.is_file():
            continue
        text = source.read_bytes()
        if text not in texts:
            folder.mkdir(exist_ok=True)
            (folder / name_of(file.parts)).write_bytes(text)
            texts.add(text)
    if folder.is_dir():
        return
    folder.mkdir()
    said = distribution.metadata
    lines = [f"{key}: {said[key]}" for key in _SAID if said[key]]
    lines += [line for line in said.get_all("Classifier") or [] if line.startswith("License")]
    (folder / "LICENCE-AS-STATED.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def name_of(parts: Sequence[str]) -> str:
    """Return one name for a licence file deep in a library: the names of its folders, and its own."""
    return "-".join(part for part in parts[1:] if part.lower() not in ("licenses", "licences"))


_SAID = ("Name", "Version", "Author", "Home-page", "License", "License-Expression")


def copy_python(target: Path) -> None:
    """Copy the licence of Python itself."""
    for folder in (sysconfig.get_path("stdlib"), sys.base_prefix):
        file = Path(folder) / "LICENSE.txt"
        if file.is_file():
            (target / "Python").mkdir()
            shutil.copyfile(file, target / "Python" / "LICENSE.txt")
            return


def copy_debian(sources: Sequence[Path], target: Path) -> None:
    """Copy the copyright files of the Debian packages that shared libraries were taken from.

    The texts that they only name, since every Debian has them, are brought along too.
    """
    system = target / "system"
    named: set[str] = set()
    for package, _ in debian_packages(sources):
        file = Path("/usr/share/doc") / package / "copyright"
        if file.is_file():
            system.mkdir(exist_ok=True)
            shutil.copyfile(file, system / f"{package}.txt")
            said = file.read_text(encoding="utf-8", errors="replace")
            named |= {word.rstrip(".") for word in _COMMON.findall(said)}
    for name in sorted(named):
        file = Path("/usr/share/common-licenses") / name
        if file.is_file():
            (system / "common-licenses").mkdir(exist_ok=True)
            shutil.copyfile(file, system / "common-licenses" / name)


def write_sources(target: Path, root: Path, sources: Sequence[Path]) -> None:
    """Write which version of everything is inside and where its source code is to be had."""
    lines = [
        "The source code of everything in this program, by exact version:",
        "",
        f"Python {platform.python_version()}: https://www.python.org/downloads/source/",
        "Qt (the libraries libQt6… and libicu…), of the version of PySide6 below:"
        " https://download.qt.io/archive/qt/ and https://download.qt.io/archive/qt/official_releases/",
        "",
        "From the Python Package Index, as source archives or at the addresses named there:",
    ]
    parts = installed([*locked(root), "pyinstaller"])
    lines += [f"  {part.name} {part.version}" for part in parts]
    if packages := debian_packages(sources):
        lines += ["", "From Debian's archive of snapshots, by name and version:"]
        lines += sorted({f"  {name} {version}" for name, version in _debian_sources(packages)})
    (target / "SOURCES.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def debian_packages(sources: Sequence[Path]) -> list[tuple[str, str]]:
    """Return name and version of the Debian packages that shared libraries were taken from."""
    own = [prefix for prefix in (sys.prefix, sys.base_prefix) if prefix != "/usr"]
    libraries: set[str] = set()
    for path in sources:
        library = str(path.resolve())
        if ".so" in path.name and not library.startswith(tuple(f"{each}/" for each in own)):
            # Where /lib leads to /usr/lib, Debian's lists name either.
            libraries |= {library, library.removeprefix("/usr")}
    if not libraries or shutil.which("dpkg-query") is None:
        return []
    search = ["dpkg-query", "--search", *sorted(libraries)]
    answer = subprocess.run(search, capture_output=True, text=True, check=False)
    names = {line.partition(":")[0] for line in answer.stdout.splitlines() if ": " in line}
    return _shown(sorted(names), "${Package}\t${Version}\n")


def _debian_sources(packages: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the source packages, with their versions, that packages were built from."""
    names = [name for name, _ in packages]
    return _shown(names, "${source:Package}\t${source:Version}\n")


def _shown(names: Sequence[str], layout: str) -> list[tuple[str, str]]:
    """Return what dpkg says of packages, two words a line."""
    if not names:
        return []
    show = ["dpkg-query", "--show", f"--showformat={layout}", *names]
    answer = subprocess.run(show, capture_output=True, text=True, check=False)
    found = {tuple(line.split("\t")[:2]) for line in answer.stdout.splitlines() if "\t" in line}
    return sorted((name, version) for name, version in found)
