"""Owns that the program looks for no library in a folder of the machine it was built on.

A Python that was compiled at home names its own folder in its libraries (RUNPATH); the loader would look there
first, on whichever machine the program runs.
"""

import os
from pathlib import Path


def without_machine_path(library: bytes, folder: str, *, instead: str) -> bytes:
    """Return a library of ELF format that looks in another folder instead of this one.

    Only the string is overwritten, at its length, so that nothing moves; `instead` may begin with $ORIGIN.
    """
    named, wanted = os.fsencode(folder) + b"\0", os.fsencode(instead) + b"\0"
    if len(wanted) > len(named):
        return library
    return library.replace(b"\0" + named, b"\0" + wanted.ljust(len(named), b"\0"))


def mended(place: str, source: str, *, folder: str, workshop: Path) -> str:
    """Return a source for a library that looks in the program's own folder: itself, or a copy."""
    library = Path(source).read_bytes()
    own_folder = "$ORIGIN" + "/.." * place.count("/")
    changed = without_machine_path(library, folder, instead=own_folder)
    if changed == library:
        return source
    copy = workshop / "mended" / place
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(changed)
    copy.chmod(0o755)
    return str(copy)
