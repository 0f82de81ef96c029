"""Owns the gathering of the licence texts of all that is shipped."""

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


def locked(root: Path) -> list[str]:
    """Return the names of the libraries that the lock file names."""
    return _LOCKED.findall((root / "requirements.lock").read_text(encoding="utf-8"))


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
        if not _LICENCE.match(file.name) or not source.is_file():
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
    """Copy the copyright files of the Debian packages that shared libraries were taken from."""
    for package, _ in debian_packages(sources):
        file = Path("/usr/share/doc") / package / "copyright"
        if file.is_file():
            (target / "system").mkdir(exist_ok=True)
            shutil.copyfile(file, target / "system" / f"{package}.txt")


def debian_packages(sources: Sequence[Path]) -> list[tuple[str, str]]:
    """Return name and version of the Debian packages that shared libraries were taken from."""
    own = (sys.prefix, sys.base_prefix)
    libraries = {
        str(path.resolve())
        for path in sources
        if ".so" in path.name and not str(path.resolve()).startswith(own)
    }
    if not libraries or shutil.which("dpkg-query") is None:
        return []
    search = ["dpkg-query", "--search", *sorted(libraries)]
    answer = subprocess.run(search, capture_output=True, text=True, check=False)
    names = {line.partition(":")[0] for line in answer.stdout.splitlines() if ": " in line}
    if not names:
        return []
    show = ["dpkg-query", "--show", "--showformat=${Package}\t${Version}\n", *sorted(names)]
    answer = subprocess.run(show, capture_output=True, text=True, check=False)
    found = {tuple(line.split("\t")[:2]) for line in answer.stdout.splitlines() if "\t" in line}
    return sorted((name, version) for name, version in found)
