"""Owns the order of written forms: keys of Unicode's collation (UTS 10, default table). The pyuca door."""

import struct
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.text.fold import fold_all


class FormRow(NamedTuple):
    """A form as the library keeps it; `key` sorts it among others by Unicode collation."""

    form: str
    fold: str
    key: bytes


@lru_cache(maxsize=1)
def _collator() -> Any:
    import pyuca  # it takes its time, and what is ASCII alone needs no table

    return pyuca.Collator()


def collation_key(text: str) -> bytes:
    """Return a key that sorts texts as Unicode's collation (UTS 10, default table) does."""
    if "\n" in text:
        return _key_bytes(_collator().sort_key(text))
    return collation_keys([text])[0]


def collation_keys(texts: Sequence[str]) -> list[bytes]:
    """Return the keys of many texts, none of which has a line break inside, all at once."""
    if not texts:
        return []
    composed = unicodedata.normalize("NFC", "\n".join(texts))
    levels = (composed.translate(level).split(_BETWEEN) for level in _LEVELS)
    return [
        _key_bytes(_collator().sort_key(text))
        if _DOUBTFUL in first
        else "\0".join((first, second, third, "")).encode("utf-16-be", "surrogatepass")
        for text, first, second, third in zip(texts, *levels, strict=True)
    ]


class _Level(dict[int, str]):
    """From a character's code to what it gives on one level, its weights being written as characters."""

    def __init__(self, level: int) -> None:
        super().__init__({ord("\n"): _BETWEEN})
        self._level = level
        for number, (small, great) in enumerate(zip(_SMALL, _SMALL.upper(), strict=True)):
            primary = chr(int(_PRIMARIES[4 * number :][:4], 16))
            self[ord(great)] = (primary, "\u0020", "\u0008")[level]
            self[ord(small)] = (primary, "\u0020", "\u0002")[level]

    def __missing__(self, code: int) -> str:
        weights = _weights(chr(code))
        if weights is None:
            part = _DOUBTFUL
        else:
            part = weights[self._level].decode("utf-16-be", "surrogatepass") if weights else ""
        self[code] = part
        return part


# Weights have 16 bits; these are characters that cannot be one.
_BETWEEN, _DOUBTFUL = "\U0010fffd", "\U0010fffc"
# The weights of ASCII letters and digits, and of what stands between them in a word: pyuca's table,
# which takes a third of a second, is not loaded for these.
_SMALL = "0123456789abcdefghijklmnopqrstuvwxyz,.'\u2019;"
_PRIMARIES = (
    "1c3d1c3e1c3f1c401c411c421c431c441c451c461c471c601c7a1c8f1caa1ce51cf41d18"
    "1d321d4c1d651d771daa1db91ddd1e0c1e211e331e711e951eb51ee31ef51eff1f0b1f2102220277030503070234"
)
_LEVELS = _Level(0), _Level(1), _Level(2)


@lru_cache(maxsize=8192)
def _weights(character: str) -> tuple[bytes, ...] | None:
    """Return what one character gives on each of the three levels, or None if its neighbours matter.

    They do for a mark, which binds to the letter before, and for what goes on a contraction. All
    others are looked up once, which makes keys many times as fast as pyuca's walk over its trie.
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


def describe(forms: Sequence[str]) -> tuple[list[str], list[bytes]]:
    """Return the folds and keys of these forms, none of which has white space inside."""
    are_plain = [form.isascii() and form.isalnum() for form in forms]
    plain = [form for form, is_plain in zip(forms, are_plain, strict=True) if is_plain]
    others = [form for form, is_plain in zip(forms, are_plain, strict=True) if not is_plain]
    lowered, plain_keys = iter("\n".join(plain).lower().split("\n")), iter(_plain_keys(plain))
    folds, keys = iter(fold_all(others)), iter(collation_keys(others))
    return (
        [next(lowered if is_plain else folds) for is_plain in are_plain],
        [next(plain_keys if is_plain else keys) for is_plain in are_plain],
    )


def _plain_keys(forms: Sequence[str]) -> list[bytes]:
    """Return the keys of forms of ASCII letters and digits, which most are, all at once."""
    codes = np.frombuffer("".join(forms).encode("ascii"), dtype=np.uint8)
    lengths = np.fromiter(map(len, forms), dtype=np.int64, count=len(forms))
    sizes = 3 * lengths + 3  # three levels, a zero behind each
    ends = sizes.cumsum()
    places = (ends - sizes - lengths.cumsum() + lengths).repeat(lengths)
    places += np.arange(len(codes))
    level = (lengths + 1).repeat(lengths)
    weights = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=">u2")
    weights[places] = _PLAIN[0][codes]
    places += level
    weights[places] = _PLAIN[1][codes]
    places += level
    weights[places] = _PLAIN[2][codes]
    packed = weights.tobytes()
    return [packed[start:end] for start, end in pairwise([0, *(2 * ends).tolist()])]


def _plain_weights(level: int) -> NDArray[np.uint16]:
    """Return the weights of ASCII on a level, by code; 0 for what has none here."""
    given = _LEVELS[level]
    plain = [chr(code).isalnum() for code in range(128)]
    return np.array([ord(given[n]) if plain[n] else 0 for n in range(128)], dtype=np.uint16)


_PLAIN = _plain_weights(0), _plain_weights(1), _plain_weights(2)
