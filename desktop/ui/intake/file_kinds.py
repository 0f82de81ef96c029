"""Owns what is told by the names of files: whether to ask before taking them in, whether to open them."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop.ui.jobs.intake_process import LONGEST_CALL

_MANY_FILES = 20
_ASKED_ABOUT = {".csv", ".tsv", ".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson"}

_PROGRAMS = {
    ".app", ".appimage", ".bat", ".cmd", ".com", ".command", ".cpl", ".desktop", ".dll", ".exe", ".gadget",
    ".hta", ".inf", ".jar", ".js", ".jse", ".lnk", ".msc", ".msi", ".msp", ".pif", ".pl", ".ps1", ".py",
    ".pyw", ".rb", ".reg", ".scf", ".scr", ".sh", ".url", ".vb", ".vbe", ".vbs", ".workflow", ".ws",
    ".wsc", ".wsf", ".wsh",
}  # fmt: skip


def is_program(file: Path) -> bool:
    """Say whether opening a file may run it."""
    if file.suffix.lower() in _PROGRAMS:
        return True
    return sys.platform != "win32" and not file.is_dir() and os.access(file, os.X_OK)


def asks_first(paths: Sequence[Path]) -> bool:
    """Say whether the reader wants to see what will be taken in: folders, many files, or tables."""
    if sum(len(str(path)) + 3 for path in paths) > LONGEST_CALL:
        return False  # more than one look could take
    is_much = len(paths) > _MANY_FILES or any(path.is_dir() for path in paths)
    return is_much or any(path.suffix.lower() in _ASKED_ABOUT for path in paths)
