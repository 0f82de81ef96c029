"""Owns where things are: what the program brings along, and the user's data and configuration folders.

A file named `portable` beside the built program makes it keep data and settings beside itself. A reading
edition (the program with a corpus inside) keeps its own, under its own name.
"""

import json
import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Edition:
    """A reading edition: its name for files, its title, the corpus it was made for, and its icon."""

    name: str
    title: str
    corpus: Path
    icon: Path


@cache
def edition() -> Edition | None:
    """The reading edition that this program is; None if it is the program itself."""
    folder = _brought_along("edition")
    try:
        said = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
        icons = sorted(folder.glob("icon.*"))
        icon = icons[0] if icons else resources() / "icon" / "nineveh.svg"
        return Edition(said["name"], said["title"], folder / said["corpus"], icon)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_brought_along(folder: Path) -> bool:
    """Say whether a corpus came with the program; such a one is only read."""
    made = edition()
    return made is not None and folder.resolve() == made.corpus.resolve()


def program_name() -> str:
    """The name of the program's folders: its own, or that of the reading edition."""
    made = edition()
    return made.name if made is not None else "nineveh"


def resources() -> Path:
    """The folder of fonts, icons and licences."""
    return _brought_along("resources")


def seeds() -> Path:
    """The folder of the texts that the first corpus is made of."""
    return _brought_along("seeds")


def data_folder() -> Path:
    """Where the user's corpora are kept unless another place is chosen; it need not exist yet."""
    home = _own_home()
    return home / "data" if home else _user_folder("XDG_DATA_HOME", ".local/share")


def config_folder() -> Path:
    """Where the program remembers settings; it need not exist yet."""
    home = _own_home()
    return home / "config" if home else _user_folder("XDG_CONFIG_HOME", ".config")


def first_corpus() -> Path:
    """The corpus that the first start makes of the seeds."""
    return data_folder() / "Mosul.corpus"


def _brought_along(name: str) -> Path:
    """Beside the package in a checkout and in the frozen bundle, inside it when pip installed it."""
    beside = _PACKAGE.parent / name
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else beside


def _own_home() -> Path | None:
    """A folder that holds both data and settings: NINEVEH_HOME, or the one of a portable program."""
    home = os.environ.get("NINEVEH_HOME")
    if home:
        return Path(home)
    beside = Path(sys.executable).parent
    is_portable = getattr(sys, "frozen", False) and (beside / "portable").is_file()
    return beside if is_portable else None


def _user_folder(variable: str, below_home: str) -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        base = Path(local) if local else Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = _xdg(variable) or Path.home() / below_home
    return base / program_name()


def _xdg(variable: str) -> Path | None:
    """The folder that an XDG variable names; a relative one is invalid and ignored, as XDG asks."""
    folder = Path(os.environ.get(variable, ""))
    return folder if folder.is_absolute() else None
