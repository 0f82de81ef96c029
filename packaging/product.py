"""Owns what is being built: name, title, version and time, from pyproject.toml and the commit alone.

A reading edition is a product of its own: the program with a corpus inside, under another name and title. What
it is stands in `edition.json` inside its folder, so that every form can be made from a finished folder.
"""

import errno
import json
import os
import platform
import re
import shutil
import subprocess
import tempfile
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LONG_AGO = 1_700_000_000  # the time of a build outside a git checkout
EDITION = Path("_internal") / "edition"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
# Folders of others below /usr/lib, /usr/share and ~/.local/share, where a program's own are named after it.
_TAKEN = (
    "applications", "bash-completion", "debug", "doc", "dpkg", "fonts", "games", "icons",
    "keyrings", "lintian", "locale", "man", "metainfo", "mime", "pixmaps", "python", "python3",
    "rpm", "sounds", "systemd", "themes", "zsh",
)  # fmt: skip


class Unbuilt(Exception):
    """What stopped a build, as one sentence."""


@dataclass(frozen=True, slots=True)
class Product:
    """What is being built; `corpus` is the folder name of the corpus inside, empty if there is none."""

    name: str
    title: str
    version: str
    summary: str
    licence: str
    time: int
    corpus: str = ""

    @property
    def is_edition(self) -> bool:
        """Say whether it is a reading edition."""
        return bool(self.corpus)


def product() -> Product:
    """Return the program itself."""
    project = settings()
    name = project["name"]
    return Product(
        name=name,
        title=name.capitalize(),
        version=version(),
        summary=project["description"].rstrip("."),
        licence=project["license"],
        time=build_time(),
    )


def edition(title: str, name: str = "") -> Product:
    """Return a reading edition of this title; its name is made from it unless one is given."""
    title = " ".join(title.split())
    if not title or any(unicodedata.category(letter).startswith("C") for letter in title):
        raise Unbuilt("The title of a reading edition must be one line of text.")
    if set(title) & set('/\\:*?"<>|') or title.startswith(".") or len(title) > 80:
        raise Unbuilt(
            'The title must fit a file name: at most 80 characters, none of / \\ : * ? " < > |.'
        )
    own = product()
    name = name or _slug(title)
    if not _NAME.fullmatch(name):
        raise Unbuilt(
            "Give the program a name of small Latin letters, digits and hyphens with --name."
        )
    if name == own.name:
        raise Unbuilt(f"A reading edition cannot be named {own.name}, as the program itself is.")
    if name in _TAKEN:
        raise Unbuilt(f"The name {name} is taken by the system; give another one with --name.")
    return Product(
        name=name,
        title=title,
        version=own.version,
        summary=f"{title}, to read and search without a network",
        licence=own.licence,
        time=own.time,
        corpus=f"{title}.corpus",
    )


def product_in(folder: Path) -> Product:
    """Return what a finished folder holds: the program, or the reading edition it says it is."""
    file = folder / EDITION / "edition.json"
    if not file.is_file():
        own = product()
        if not executable(folder, own).is_file():
            raise Unbuilt(f"There is no program in {folder}; `dev.py build bundle` makes one.")
        return own
    said = json.loads(file.read_text(encoding="utf-8"))
    return edition(said["title"], said["name"])


def executable(folder: Path, made: Product) -> Path:
    """Return the program file in a finished folder."""
    for_windows = folder / f"{made.name}.exe"
    return for_windows if for_windows.is_file() else folder / made.name


def settings() -> dict[str, Any]:
    """Return the [project] part of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def homepage() -> str:
    """Return the project's address on the web as pyproject.toml has it, empty as long as it has none."""
    return settings().get("urls", {}).get("Homepage", "").rstrip("/")


def maintainer() -> str:
    """Return who looks after the packages, as pyproject.toml names them; a stand-in as long as it names nobody."""
    named = (settings().get("maintainers") or [{}])[0]
    name = named.get("name", "The Nineveh project")
    return f"{name} <{named.get('email', 'nineveh@localhost.localdomain')}>"


def version() -> str:
    """Return the program's version, which pyproject.toml takes from desktop/__init__.py."""
    text = (ROOT / "desktop" / "__init__.py").read_text(encoding="utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def debian_version(written: str) -> str:
    """Return a version that dpkg and rpm sort as Python does: what comes before a release has a tilde."""
    return re.sub(r"\.?(dev|a|b|rc)(?=\d)", r"~\1", written)


def build_time() -> int:
    """Return the time of the build: SOURCE_DATE_EPOCH, else when the commit was made; seconds since 1970."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    if said.isdecimal():
        return int(said)
    if shutil.which("git") is None:
        return LONG_AGO
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return int(answer.stdout) if answer.returncode == 0 and answer.stdout.strip() else LONG_AGO


def machine() -> str:
    """Return the kind of processor as Linux names it: x86_64, aarch64."""
    said = platform.machine().lower()
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(said, said)


def tool(name: str, debian: str, *, why: str) -> str:
    """Return where a program of the system is; raises Unbuilt with what to install if it is missing."""
    found = shutil.which(name)
    if found is None:
        raise Unbuilt(f"{name} is needed to {why}; on Debian: apt-get install {debian}.")
    return found


def run(command: list[str], *, what: str, is_heard: bool = False, **options: Any) -> str:
    """Run a tool and return what it printed, with its complaints if `is_heard`.

    Raises Unbuilt with its last words if it fails, OSError if what it complains of is a full disk.
    """
    # Into files, not pipes: what a tool leaves running cannot hold them open.
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints:
        answer = subprocess.run(command, stdout=out, stderr=complaints, check=False, **options)
        said, complained = (_written(file) for file in (out, complaints))
    if answer.returncode:
        if os.strerror(errno.ENOSPC) in complained + said or "Errno 28" in complained + said:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        last = (complained.strip() or said.strip()).splitlines()[-1:]
        raise Unbuilt(f"{what} failed: {(last or ['no reason given'])[0]}")
    return complained + said if is_heard else said


def _written(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace").replace("\r\n", "\n")


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder; a link counts nothing."""
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    )


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
