"""Owns PDF files that were cut off, or whose table of objects is gone: what is left is put in order.

The table is written anew from the objects that are found, those that were packed together one by one,
and so is the list of pages if it is lost: with all pages that are there, as they follow each other.
"""

import re
import zlib
from typing import NamedTuple

_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,7}) ([0-9]{1,5}) obj\b")
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_ROOT = re.compile(rb"/Pages\s+([0-9]{1,7}) [0-9]{1,5} R")
_NODE = re.compile(rb"/Type\s*/Pages\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_PACK = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+([0-9]{1,9})\b")
_STREAM = re.compile(rb"stream\r?\n")
_LONGEST_HEAD = 4_000
_MOST_OBJECTS, _HIGHEST = 400_000, 1_000_000
_MOST_BYTES = 100_000_000


class Salvaged(NamedTuple):
    """A file whose end was made anew, and whether it still knows how many pages it had."""

    data: bytes
    knows_pages: bool


class _Objects:
    """The objects of a file: the beginning of each, and where each is in the file made anew."""

    def __init__(self, data: bytes) -> None:
        self.heads: dict[int, bytes] = {}
        self._places: dict[int, tuple[int, int]] = {}
        self._new: list[bytes] = [b"\n"]
        self._size = len(data) + 1
        for found, _ in zip(_OBJECT.finditer(data), range(_MOST_OBJECTS), strict=False):
            number, generation = int(found[1]), int(found[2])
            head = data[found.end() : found.end() + _LONGEST_HEAD].partition(b"endobj")[0]
            stream = _STREAM.search(head)
            head = head[: stream.start()] if stream else head
            if number < _HIGHEST:
                self.heads[number] = head
                self._places[number] = found.start(), generation
            if stream and _PACK.search(head) and self._size < len(data) + _MOST_BYTES:
                for inner, content in _packed(data, head, found.end() + stream.end()).items():
                    self.add(inner, content)

    def add(self, number: int, content: bytes) -> None:
        """Write an object at the end of the file."""
        written = b"%d 0 obj\n%b\nendobj\n" % (number, content)
        self.heads[number] = content[:_LONGEST_HEAD]
        self._places[number] = self._size, 0
        self._new.append(written)
        self._size += len(written)

    def written(self, root: int) -> bytes:
        """Return all that stands behind the old file: new objects, the table of all, its end."""
        size = max(self._places) + 1
        rows = [b"0000000000 65535 f \n"] * size
        for number, (place, generation) in self._places.items():
            rows[number] = b"%010d %05d n \n" % (place, generation)
        table = b"xref\n0 %d\n%b" % (size, b"".join(rows))
        end = b"trailer\n<</Root %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n"
        return b"".join([*self._new, table, end % (root, size, self._size)])


def salvaged(data: bytes) -> Salvaged | None:
    """Return what is left of a file, None if no page is, or a password would be needed."""
    if b"/Encrypt" in data:
        return None
    objects = _Objects(data)
    pages = [number for number, head in objects.heads.items() if _PAGE.search(head)]
    if not pages:
        return None
    for number, head in objects.heads.items():
        root = _ROOT.search(head)
        if _CATALOG.search(head) and root and _NODE.search(objects.heads.get(int(root[1]), b"")):
            return Salvaged(data + objects.written(number), knows_pages=True)
    free = max(objects.heads) + 1
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    node = b"<</Type/Pages/MediaBox[0 0 612 792]/Count %d/Kids[%b]>>" % (len(pages), kids)
    objects.add(free, b"<</Type/Catalog/Pages %d 0 R>>" % (free + 1))
    objects.add(free + 1, node)
    return Salvaged(data + objects.written(free), knows_pages=False)


def _packed(data: bytes, head: bytes, start: int) -> dict[int, bytes]:
    """Return the objects of a stream of objects, by their numbers, as far as it goes."""
    first = _FIRST.search(head)
    try:
        inside = zlib.decompressobj().decompress(data[start:], _MOST_BYTES)
    except zlib.error:
        return {}
    body = int(first[1]) if first else 0
    numbers = inside[:body].split()
    if not all(len(number) < 8 and number.isdigit() for number in numbers):
        return {}
    places = [int(number) + body for number in numbers[1::2]]
    return {
        int(number): inside[place:end]
        for number, place, end in zip(
            numbers[::2], places, [*places[1:], len(inside)], strict=False
        )
        if place < end <= len(inside) and int(number) < _HIGHEST
    }
