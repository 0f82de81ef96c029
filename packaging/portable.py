"""Owns the portable form: a folder in a .tar.xz that keeps corpora and settings beside itself."""

import shutil
from pathlib import Path

from archive import settle, write_tar_xz
from product import Product, machine

MARKER = "portable"
_SAYS = """\
While this file lies beside the program, it keeps corpora in the folder data and settings in the folder
config, both beside this file. Delete it, and they are kept in your home folder.
"""


def make_tar(folder: Path, made: Product, workshop: Path) -> Path:
    """Pack a finished folder with the marker inside; returns the archive in the workshop."""
    copy = workshop / f"{made.name}-{made.version}"
    shutil.copytree(folder, copy, symlinks=True)
    (copy / MARKER).write_text(_SAYS, encoding="utf-8")
    settle(copy, made.time)
    target = workshop / f"{made.name}-{made.version}-linux-{machine()}.tar.xz"
    write_tar_xz(target, copy, top=copy.name, time=made.time)
    shutil.rmtree(copy)
    return target
