"""Owns how parts lie inside parts: their names, how deep they go, and what one that fails costs.

Archives, messages and mailboxes ask `inner_parts` for the documents of a file they hold. A file that
cannot be opened costs itself alone: its part raises the trouble when it is read.
"""

import re
from collections.abc import Iterator

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.parts import Part, Wishes
from desktop.corpus.text.blocks import Reading

DEEPEST = 6
_CONTROLS = re.compile("[\x00-\x1f\x7f]+")


class Names:
    """Gives names that tell parts of one file apart, and stay the same as long as it does."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def name(self, wanted: str, *, otherwise: str) -> str:
        """Return a wanted name as a harmless label, with a number where it was given before."""
        name = label(wanted) or otherwise
        count = self._given.get(name.casefold(), 0) + 1
        self._given[name.casefold()] = count
        if count == 1:
            return name
        stem, dot, suffix = name.rpartition(".")
        return f"{stem} ({count}).{suffix}" if dot and "/" not in suffix else f"{name} ({count})"


def label(path: str) -> str:
    """Return a path as a label: no root, no way up, no drive, no control characters."""
    cleaned = _CONTROLS.sub(" ", path).encode("utf-8", "replace").decode()
    steps = (step.strip() for step in cleaned.replace("\\", "/").split("/"))
    return "/".join(step for step in steps if step and step not in (".", "..") and step[1:] != ":")


def joined(outer: str, inner: str) -> str:
    """Return the name of a part inside a part."""
    return f"{outer}/{inner}" if outer and inner else outer or inner


def inner_parts(
    data: bytes, name: str, *, parent: str | None, wishes: Wishes, level: int
) -> Iterator[Part]:
    """Yield the documents of a file inside a file; `name` is its part's, `level` that of its holder.

    `parent` is the part to which it is attached, if it is. Never raises FileTrouble.
    """
    from desktop.corpus.formats import parts_of

    if level >= DEEPEST:
        yield refused(
            name,
            FileTrouble(
                f"It lies more than {DEEPEST} files deep inside others.",
                advice="Unpack it and add the folder.",
            ),
            parent=parent,
        )
        return
    parts = parts_of(data, name.rpartition("/")[2], wishes, level=level + 1)
    while True:
        try:
            part = next(parts, None)
        except FileTrouble as trouble:
            yield refused(name, trouble, parent=parent)
            return
        if part is None:
            return
        yield Part(
            joined(name, part.name),
            part.read,
            parent=parent if part.parent is None else joined(name, part.parent),
            size_bytes=part.size_bytes,
            is_complex=part.is_complex,
        )


def refused(name: str, trouble: FileTrouble, *, parent: str | None = None, size: int = 0) -> Part:
    """Return a part that cannot be read, and says why when it is asked to."""

    def read() -> Reading:
        raise trouble

    return Part(name, read, parent=parent, size_bytes=size)
