"""Owns the sentence on how a newer version is put in place of this one; no network is ever asked whether there is one.

How depends on what the program lies in: a package of the system, a folder, a home, an installer's folder.
"""

import os
import sys
from pathlib import Path

from desktop.corpus.places import program_name

_KEPT = "Corpora and settings stay as they are."
_PACKAGE_LISTS = Path("/var/lib/dpkg/info")


def how_to_update() -> str:
    """Say how a newer version is installed over this one, for the form that this one came in."""
    if not getattr(sys, "frozen", False):
        return f"To update, put the newer version's files in place of these. {_KEPT}"
    return sentence_for(Path(sys.executable), os.environ.get("APPIMAGE", ""))


def sentence_for(program: Path, app_image: str = "") -> str:
    """Say it for a built program; `app_image` is the AppImage's file if it runs out of one."""
    beside = program.parent
    if (beside / "portable").is_file():
        return (
            "To update, unpack the newer version beside this folder and move this one's folders "
            "“data” and “config” into it."
        )
    if app_image:
        return f"To update, put the newer AppImage in place of {Path(app_image).name}. {_KEPT}"
    if sys.platform == "darwin":
        return f"To update, open the newer .dmg and replace the program in Applications. {_KEPT}"
    if any(beside.glob("[Uu]ninstall*.exe")):
        return f"To update, start the newer installer; it installs over this version. {_KEPT}"
    if (beside / "installed-files").is_file():
        return f"To update, start the newer .run file; it installs over this version. {_KEPT}"
    if program.is_relative_to("/usr"):
        return (
            f"To update, install the newer {_package()} with the system’s package manager. {_KEPT}"
        )
    return f"To update, unpack the newer version beside this folder and use that. {_KEPT}"


def _package() -> str:
    name = program_name()
    if (_PACKAGE_LISTS / f"{name}.list").is_file():
        return ".deb"
    return ".rpm"
