"""Owns what the kernel was asked for: strace's record of a run, and what in it should not be there."""

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

CALLS = (
    "socket,open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,"
    "symlinkat,unlink,unlinkat,rmdir,truncate,mknod,mknodat"
)
_SOCKET = re.compile(r"\bsocket\((AF_INET6?|AF_PACKET)\b")
_OPENED = re.compile(
    r"\bopen(?:at2?)?\(.*?\b(O_WRONLY|O_RDWR|O_CREAT).*\) = \d+<(.+?)>(?:\(deleted\))?$"
)
_CHANGED = re.compile(
    r"\b(creat|mkdir|mkdirat|rename|renameat2?|link|linkat|symlink|symlinkat|unlink|unlinkat|rmdir"
    r"|truncate|mknod|mknodat)\((.*)\) = 0"
)
_NAMED = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')


def traced(command: Sequence[str], record: Path) -> list[str]:
    """Return a command that runs another one and records it; the kernel picks the calls, so it is quick."""
    return [
        shutil.which("strace") or "strace",
        "-f",
        "-qq",
        "-y",
        "--seccomp-bpf",
        "-s",
        "4096",
        "-e",
        f"trace={CALLS}",
    ] + [
        *("-e", "signal=none", "-o", str(record)),
        *command,
    ]


def internet_sockets(record: str) -> list[str]:
    """Return the lines that open a socket to other machines."""
    return [line for line in record.splitlines() if _SOCKET.search(line)]


def written_outside(record: str, allowed: Sequence[str]) -> list[str]:
    """Return what was written, made, moved or deleted outside the allowed folders, as absolute paths."""
    found = set()
    for path in _written(record):
        is_inside = any(
            path == each or path.startswith(f"{each}/") or each.startswith(f"{path}/")
            for each in allowed  # the folders above a place may be made on the way to it
        )
        if not is_inside and path.startswith("/"):
            found.add(path)
    return sorted(found)


def _written(record: str) -> Iterator[str]:
    for line in record.splitlines():
        if opened := _OPENED.search(line):
            yield opened[2]
        elif changed := _CHANGED.search(line):
            for folder, name in _NAMED.findall(changed[2]):
                yield name if name.startswith("/") or not folder else f"{folder}/{name}"
