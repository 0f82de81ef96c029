"""Owns what makes the built program start in less time; nothing of it changes what the program does.

PySide's own Python files are shipped compiled, PyInstaller's first steps that nothing here needs stay
out, and the modules that are needed before the window is shown lie in the archive as they are.
"""

import os
import py_compile
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import IO

Entry = tuple[str, str, str]
"""What PyInstaller calls an entry: place or name, source, kind."""

# For programs that look for their own sources, and for packages that list their modules.
_NEEDLESS_HOOKS = {"pyi_rth_inspect", "pyi_rth_pkgutil"}

# Would load Qt for the command line and for each worker of an intake too. What it sets, PySide knows by
# itself; on the other systems that was never tried without it.
_QT_HOOK = "pyi_rth_pyside6"

CHILDREN_HOOK = "pyi_rth_multiprocessing"
"""Becomes a module, which original_environment.py loads where other processes may be started."""

# The documentation of numpy's functions, put together anew at each start.
_NEEDLESS_MODULES = {"numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars"}

# Writes stubs for PySide's makers. It is loaded with the rest, and half of the library for text with it.
_NEEDLESS_SUPPORT = "shibokensupport/signature/lib/pyi_generator.py"

_NAMES = "import sys, desktop.__main__, desktop.app; print(*sorted(sys.modules), sep='\\n')"


def binding_support(workshop: Path) -> list[Entry]:
    """Compile the Python files that are packed inside shiboken6, which are compiled at each start otherwise.

    It takes them from shiboken6/files.dir if that is there: `find_incarnated_files` in PySide 6.11's
    signature_bootstrap.py. Who replaces PySide by another version takes that folder away.
    """
    import PySide6.QtCore  # noqa: F401 - it brings in what is packed inside

    packed = sys.modules["shibokensupport.signature.loader"].__loader__.zfile  # type: ignore[union-attr]
    entries = []
    for name in sorted(packed.namelist()):
        if name.startswith("shibokensupport/") and name.endswith(".py"):
            source = workshop / "shiboken6" / name
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_bytes(b"" if name == _NEEDLESS_SUPPORT else packed.read(name))
            unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
            place = f"shiboken6/files.dir/{name}c"
            py_compile.compile(
                str(source), f"{source}c", place, doraise=True, invalidation_mode=unchecked
            )
            entries.append((place, f"{source}c", "DATA"))
    return entries


def first_steps(scripts: list[Entry]) -> list[Entry]:
    """Return what the program does before its first line, without what is not needed."""
    left_out = _NEEDLESS_HOOKS | {CHILDREN_HOOK}
    if sys.platform.startswith("linux"):
        left_out = left_out | {_QT_HOOK}
    return [entry for entry in scripts if entry[0] not in left_out]


def modules(pure: list[Entry], scripts: list[Entry], workshop: Path) -> list[Entry]:
    """Return the modules: some are empty, and a first step has become one."""
    empty = workshop / "empty.py"
    empty.write_text("", encoding="utf-8")
    kept = [
        (name, str(empty) if name in _NEEDLESS_MODULES else source, kind)
        for name, source, kind in pure
    ]
    late = [(name, source, "PYMODULE") for name, source, _ in scripts if name == CHILDREN_HOOK]
    return kept + late


def needed_at_start(root: Path) -> frozenset[str]:
    """Return the names of the modules that are loaded before the window is shown."""
    environment = os.environ | {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run(
        [sys.executable, "-c", _NAMES], env=environment, capture_output=True, text=True, check=True
    )
    return frozenset(said.stdout.split())


def store_unpacked(names: Collection[str]) -> None:
    """Let PyInstaller put these modules into its archive without compressing them.

    It has one degree for all, and all of them together would make the program too big (PyInstaller 6.22,
    `ZlibArchiveWriter` in PyInstaller/archive/writers.py).
    """
    from PyInstaller.archive.writers import ZlibArchiveWriter
    from PyInstaller.building import api

    usual = ZlibArchiveWriter._COMPRESSION_LEVEL

    class Writer(ZlibArchiveWriter):
        @classmethod
        def _write_entry(cls, fp: IO[bytes], entry: Entry, code_dict: object) -> tuple:
            cls._COMPRESSION_LEVEL = 0 if entry[0] in names else usual
            return super()._write_entry(fp, entry, code_dict)

    setattr(api, "ZlibArchiveWriter", Writer)  # noqa: B010 - it is not among what `api` offers
