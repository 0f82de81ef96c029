"""Owns archives that come out the same each time: sorted, owned by root, of one time, with plain modes."""

import lzma
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

# One setting for all: a quarter less than gzip, and little memory to unpack (about 9 MB).
PRESET = 6


def write_tar_xz(target: Path, folder: Path, *, top: str, time: int) -> None:
    """Write a folder as a .tar.xz in which everything lies below `top`."""
    with lzma.open(target, "wb", preset=PRESET) as packed:
        write_tar(packed, folder, top=top, time=time)


def write_tar(stream: IO[bytes], folder: Path, *, top: str, time: int) -> None:
    """Write a folder as a tar into a stream."""
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for path, place in entries(folder, top):
            entry = archive.gettarinfo(path, place)
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = time
            entry.mode = mode_of(path)
            if entry.islnk():  # a second name of a file that is in the archive already
                entry.type, entry.size = tarfile.REGTYPE, path.stat().st_size
            if entry.isreg():
                with path.open("rb") as data:
                    archive.addfile(entry, data)
            else:
                archive.addfile(entry)


def entries(folder: Path, top: str) -> Iterator[tuple[Path, str]]:
    """Yield every path of a folder and its place below `top`, folders before what is in them."""
    if top:
        yield folder, top
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        inside = path.relative_to(folder).as_posix()
        yield path, f"{top}/{inside}" if top else inside


def mode_of(path: Path) -> int:
    """Return the mode a path gets, whatever the umask of the one who built: programs run, data does not."""
    if path.is_symlink():
        return 0o777
    return 0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644


def settle(folder: Path, time: int) -> None:
    """Give everything in a folder its mode and one time, in place."""
    follows = (
        os.utime not in os.supports_follow_symlinks
    )  # on Windows, where there are no links in it
    for path, _ in entries(folder, ""):
        if not path.is_symlink():
            path.chmod(mode_of(path))
        os.utime(path, (time, time), follow_symlinks=follows)
    folder.chmod(0o755)
    os.utime(folder, (time, time))
