"""Owns the taking back of what PySide does to the imports of the whole program.

Once PySide is loaded, Python reads the source of every module that is imported, to see whether it
mentions PySide, for the sake of `from __feature__ import …`, which nothing here uses. Together that
takes a tenth of the start. Seen in PySide 6.11 (`_mod_uses_pyside` in shibokensupport/feature.py);
this can go when `builtins.__orig_import__` is not there any more after an import of PySide6.QtCore.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - it is what changes the imports


def import_plainly() -> None:
    """Let modules be imported as they were before PySide was."""
    before = getattr(builtins, "__orig_import__", None)
    if before is not None:
        builtins.__import__ = before
