"""Owns where things are: what the program brings along, and the user's data and configuration folders."""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resources() -> Path:
    """The folder of fonts, icons and licences."""
    return _brought_along("resources")


def seeds() -> Path:
    """The folder of the texts that the first corpus is made of."""
    return _brought_along("seeds")


def data_folder() -> Path:
    """Where the user's corpora are kept unless another place is chosen; it need not exist yet."""
    home = os.environ.get("NINEVEH_HOME")
    return Path(home) / "data" if home else _user_folder("XDG_DATA_HOME", ".local/share")


def config_folder() -> Path:
    """Where the program remembers settings; it need not exist yet."""
    home = os.environ.get("NINEVEH_HOME")
    return Path(home) / "config" if home else _user_folder("XDG_CONFIG_HOME", ".config")


def first_corpus() -> Path:
    """The corpus that the first start makes of the seeds."""
    return data_folder() / "Mosul.corpus"


def _brought_along(name: str) -> Path:
    """Beside the package in a checkout and in the frozen bundle, inside it when pip installed it."""
    beside = _PACKAGE.parent / name
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else beside


def _user_folder(variable: str, below_home: str) -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        base = Path(local) if local else Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = _xdg(variable) or Path.home() / below_home
    return base / "nineveh"


def _xdg(variable: str) -> Path | None:
    """The folder that an XDG variable names; a relative one is invalid and ignored, as XDG asks."""
    folder = Path(os.environ.get(variable, ""))
    return folder if folder.is_absolute() else None
