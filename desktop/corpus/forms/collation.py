"""Owns the order of written forms: keys of Unicode's collation (UTS 10, default table). The pyuca door."""

import struct
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import pyuca

from desktop.corpus.text.fold import fold


class FormRow(NamedTuple):
    """A form as the library keeps it; `key` sorts it among others by Unicode collation."""

    form: str
    fold: str
    key: bytes


@lru_cache(maxsize=1)
def _collator() -> Any:
    return pyuca.Collator()


def collation_key(text: str) -> bytes:
    """Return a key that sorts texts as Unicode's collation (UTS 10, default table) does."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    try:
        return b"\0\0".join(
            (
                b"".join(map(_PRIMARY.__getitem__, composed)),
                b"".join(map(_SECONDARY.__getitem__, composed)),
                b"".join(map(_TERTIARY.__getitem__, composed)),
                b"",
            )
        )
    except KeyError:
        return _key_bytes(_collator().sort_key(text))


class _Level(dict[str, bytes]):
    """From a character to what it gives on one level; KeyError for one whose neighbours matter."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def __missing__(self, character: str) -> bytes:
        weights = _weights(character)
        if weights is None:
            raise KeyError(character)
        part = weights[self._level] if weights else b""
        self[character] = part
        return part


_PRIMARY, _SECONDARY, _TERTIARY = _Level(0), _Level(1), _Level(2)


@lru_cache(maxsize=8192)
def _weights(character: str) -> tuple[bytes, ...] | None:
    """Return what one character gives on each of the three levels, or None if its neighbours matter.

    They do for a mark, which binds to the letter before, and for what goes on a contraction. All
    others are looked up once, which makes a key ten times as fast as pyuca's walk over its trie.
    """
    first = unicodedata.normalize("NFD", character)[0]
    if unicodedata.combining(first) or ord(first) in _contracted():
        return None
    levels: list[list[int]] = [[]]
    for part in _collator().sort_key(character):
        if part:
            levels[-1].append(part)
        else:
            levels.append([])
    return tuple(map(_key_bytes, levels[:3]))


@lru_cache(maxsize=1)
def _contracted() -> frozenset[int]:
    """Return the code points that stand in a contraction anywhere but at its beginning."""
    found: set[int] = set()
    waiting = list((_collator().table.root.children or {}).values())
    while waiting:
        children = waiting.pop().children or {}
        found.update(children)
        waiting += children.values()
    return frozenset(found)


def _key_bytes(key: Sequence[int]) -> bytes:
    return struct.pack(f">{len(key)}H", *(min(part, 0xFFFF) for part in key))


def describe(form: str) -> FormRow:
    """Return what the library keeps of a form."""
    return FormRow(form, fold(form), collation_key(form))
