"""Owns SHA256SUMS, the list of sums beside what was built; `sha256sum -c SHA256SUMS` checks it."""

import hashlib
from pathlib import Path

FILE_NAME = "SHA256SUMS"


def write_checksums(folder: Path) -> Path:
    """Write the sums of all files of a folder; half-made files (their names begin with a dot) are left out."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    lines = [
        f"{sum_of(path)}  {path.name}\n"
        for path in files
        if path.name != FILE_NAME and not path.name.startswith(".")
    ]
    target = folder / FILE_NAME
    coming = folder / f".{FILE_NAME}.new"
    coming.write_text("".join(lines), encoding="utf-8")
    coming.replace(target)
    return target


def sum_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
