"""A file that falls into parts as a test wishes: each line is `name: what happens: text`.

What happens is `ok`, `bad` (it is refused), `foreign` (it is read as by a foreign parser), `die`,
`hang`, `swell` or `fault` (all as by a foreign parser), `end` (the file cannot be read any further);
"<parent" behind the name attaches it to another part.
"""

import os
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from desktop.corpus import formats
from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import Part, Wishes
from desktop.corpus.formats.plain import read_plain
from desktop.corpus.intake import serving, starting, work
from desktop.corpus.intake.originals import Originals
from desktop.corpus.text.blocks import Reading

HEAD = "falls into\n"


def fall(file: Path, *parts: str) -> None:
    """Write a file that falls into parts."""
    file.write_text(HEAD + "\n".join(parts))


def let_files_fall(monkeypatch: pytest.MonkeyPatch, *, in_workers: bool = False) -> None:
    """Let the intake read such files, in this process or in workers."""
    monkeypatch.setattr(work, "parts_of", parts_of)
    if in_workers:
        monkeypatch.setattr(starting, "serve", serve_falling)
        # The package has a function of that name, which hides the module.
        whole = sys.modules["desktop.corpus.intake.take_in"]
        monkeypatch.setattr(whole, "_is_simple", lambda path: False)


def serve_falling(
    connection: Connection,
    limits: serving.Limits,
    wishes: Wishes,
    originals: Originals | None,
) -> None:
    """Be a worker that reads such files."""
    work.parts_of = parts_of
    serving.serve(connection, limits, wishes, originals)


def parts_of(data: bytes, name: str, wishes: Wishes) -> Iterator[Part]:
    """Yield the parts of a file."""
    if not data.startswith(HEAD.encode()):
        yield from formats.parts_of(data, name, wishes)
        return
    for line in data.decode().splitlines()[1:]:
        part, what, text = (piece.strip() for piece in line.split(":", 2))
        part, _, parent = part.partition("<")
        if what == "end":
            raise FileTrouble("Damaged half way.")
        yield Part(
            part,
            lambda part=part, what=what, text=text: _read(part, what, text),
            parent=parent or None,
            size_bytes=len(line),
            is_complex=what not in ("ok", "bad"),
        )


def _read(part: str, what: str, text: str) -> Reading:
    if what == "bad":
        raise FileTrouble("This part is no good.")
    if what == "die":
        os._exit(3)
    if what == "hang":
        time.sleep(600)
    if what == "swell":
        raise MemoryError
    if what == "fault":
        raise ZeroDivisionError
    return read_plain(text.encode(), f"{part}.txt")
