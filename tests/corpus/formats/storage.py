"""Makes OLE storages, as small as they can be, for tests of what is kept in them."""

import struct
from typing import Any

_SECTOR, _SMALL = 512, 64
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def storage(streams: dict[str, bytes]) -> bytes:
    """Return a storage with these streams (each under 4,096 bytes); "/" in a path makes storages."""
    tree: dict[str, Any] = {}
    for path, data in streams.items():
        *folders, name = path.split("/")
        node = tree
        for folder in folders:
            node = node.setdefault(folder, {})
        node[name] = data
    entries: list[list[Any]] = [["Root Entry", 5, _FREE, _FREE, _FREE, 0, 0]]
    small = bytearray()
    small_fat: list[int] = []
    _add(tree, entries, small, small_fat)
    entries[0][6] = len(small)
    content = _padded(bytes(small))
    table = _padded(struct.pack(f"<{len(small_fat)}I", *small_fat), b"\xff")
    directory = _padded(b"".join(_entry(*entry) for entry in entries))
    fat: list[int] = []
    starts: list[int] = []
    for chunk in (content, table, directory):
        starts.append(len(fat))
        size = len(chunk) // _SECTOR
        fat += [*range(len(fat) + 1, len(fat) + size), _END]
    n_fat = 1 + len(fat) // 120
    fat_start = len(fat)
    fat += [_FAT] * n_fat
    fat += [_FREE] * (n_fat * 128 - len(fat))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, n_fat, starts[2], 0, 4_096, starts[1], len(table) // _SECTOR, _END, 0),
    )
    header += struct.pack("<109I", *[fat_start + n if n < n_fat else _FREE for n in range(109)])
    return header + content + table + directory + struct.pack(f"<{len(fat)}I", *fat)


def _add(
    node: dict[str, Any], entries: list[list[Any]], small: bytearray, small_fat: list[int]
) -> None:
    """Add the children of the last entry, as a chain of right siblings."""
    parent, previous = len(entries) - 1, -1
    for name in sorted(node, key=lambda name: (len(name), name.upper())):
        number, held = len(entries), node[name]
        entries.append([name, 1, _FREE, _FREE, _FREE, 0, 0])
        if previous < 0:
            entries[parent][4] = number
        else:
            entries[previous][3] = number
        previous = number
        if isinstance(held, dict):
            _add(held, entries, small, small_fat)
            continue
        start, size = len(small) // _SMALL, -(-len(held) // _SMALL)
        entries[number][1] = 2
        entries[number][5:] = [start if size else _END, len(held)]
        small += held + bytes(-len(held) % _SMALL)
        small_fat += [*range(start + 1, start + size), _END] if size else []


def _padded(data: bytes, filling: bytes = b"\0") -> bytes:
    return data + filling * (-len(data) % _SECTOR)


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    coded = name.encode("utf-16-le")
    numbers = (len(coded) + 2, kind, 1, left, right, child)
    return struct.pack("<64sHBBIII16sIQQIQ", coded, *numbers, bytes(16), 0, 0, 0, start, size)
