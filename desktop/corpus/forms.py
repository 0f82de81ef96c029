"""Owns written forms: their folds and their order, and the sets of forms that a word stands for.

`Forms` answers which forms have a fold, match a pattern or lie within some edits. It is made of what
the columns keep (joined strings and arrays) and of the forms added since.
"""

import struct
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
import pyuca
import regex
import Stemmer
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from desktop.corpus.errors import Trouble
from desktop.corpus.text.fold import fold

LONGEST_LOOK_SECONDS = 5.0
"""A regular expression that needs more than this over all forms is given up."""

_STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish",
    "nl": "dutch", "en": "english", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "no": "norwegian", "nb": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


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
    parts: list[tuple[bytes, ...]] = []
    for character in unicodedata.normalize("NFC", text):
        weights = _weights(character)
        if weights is None:
            return _key_bytes(_collator().sort_key(text))
        parts.append(weights)
    levels = [b"".join(part[level] for part in parts) for level in range(3)]
    return b"\0\0".join([*levels, b""])


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


class FormArrays(NamedTuple):
    """The forms that the columns keep. Form numbers run from 0; all strings are UTF-8, joined by \\n.

    `forms` uint8, `form_starts` int64 (n+1); `folds` uint8 distinct and in code-point order,
    `fold_starts` int64; `fold_of` int32 (n) number of each form's fold; `rank` int64 (n) places in
    collation order, times RANK_STEP; `keys` uint8 and `key_starts` the collation keys in that order.
    """

    forms: NDArray[np.uint8]
    form_starts: NDArray[np.int64]
    folds: NDArray[np.uint8]
    fold_starts: NDArray[np.int64]
    fold_of: NDArray[np.int32]
    rank: NDArray[np.int64]
    keys: NDArray[np.uint8]
    key_starts: NDArray[np.int64]


RANK_STEP = 1 << 20


def form_arrays(rows: Sequence[FormRow]) -> FormArrays:
    """Lay forms, given in the order of their numbers, out as arrays."""
    forms, form_starts = _join([row.form.encode() for row in rows])
    distinct = sorted({row.fold for row in rows})
    number_of = {text: number for number, text in enumerate(distinct)}
    folds, fold_starts = _join([text.encode() for text in distinct])
    by_key = sorted(range(len(rows)), key=lambda number: (rows[number].key, number))
    rank = np.empty(len(rows), dtype=np.int64)
    rank[by_key] = np.arange(1, len(rows) + 1, dtype=np.int64) * RANK_STEP
    keys, key_starts = _join([rows[number].key for number in by_key])
    fold_of = np.fromiter((number_of[row.fold] for row in rows), dtype=np.int32, count=len(rows))
    return FormArrays(forms, form_starts, folds, fold_starts, fold_of, rank, keys, key_starts)


def _join(pieces: list[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    starts = np.zeros(len(pieces) + 1, dtype=np.int64)
    np.cumsum([len(piece) + 1 for piece in pieces], out=starts[1:])
    joined = b"".join(piece + b"\n" for piece in pieces)
    return np.frombuffer(joined, dtype=np.uint8), starts


class Forms:
    """All forms of a corpus, by number: those of the columns and those that came since."""

    def __init__(self, arrays: FormArrays, later: Sequence[FormRow] = ()) -> None:
        self._arrays = arrays
        self._n_kept = len(arrays.fold_of)
        self._later = list(later)
        self._later_by_fold: dict[str, list[int]] = {}
        for number, row in enumerate(self._later, start=self._n_kept):
            self._later_by_fold.setdefault(row.fold, []).append(number)

    def __len__(self) -> int:
        return self._n_kept + len(self._later)

    @property
    def n_later(self) -> int:
        """How many forms came since the columns were built."""
        return len(self._later)

    def with_later(self, rows: Sequence[FormRow]) -> "Forms":
        """Return these forms and some more, whose numbers go on from here."""
        return Forms(self._arrays, [*self._later, *rows])

    def form(self, number: int) -> str:
        """Return the written form of a number."""
        if number >= self._n_kept:
            return self._later[number - self._n_kept].form
        starts = self._arrays.form_starts
        piece = self._arrays.forms[starts[number] : starts[number + 1] - 1]
        return piece.tobytes().decode()

    def fold(self, number: int) -> str:
        """Return the fold of a form."""
        if number >= self._n_kept:
            return self._later[number - self._n_kept].fold
        return self._fold_at(int(self._arrays.fold_of[number]))

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """The place of every form in Unicode collation, by number."""
        if not self._later:
            return self._arrays.rank
        return np.concatenate([self._arrays.rank, self._ranks_of_later()])

    def of_fold(self, text: str) -> NDArray[np.int64]:
        """Return the numbers of the forms that have this fold."""
        place = self._find_fold(text)
        kept = self._forms_of_folds([place]) if place is not None else np.zeros(0, dtype=np.int64)
        return np.concatenate([kept, np.array(self._later_by_fold.get(text, []), dtype=np.int64)])

    def of_form(self, text: str) -> NDArray[np.int64]:
        """Return the number of the form so written, in an array of one or none."""
        candidates = self.of_fold(fold(text))
        return np.array([n for n in candidates if self.form(int(n)) == text], dtype=np.int64)

    def matching(self, is_match: Callable[[str], object], *, written: bool) -> NDArray[np.int64]:
        """Return the forms whose fold (or, if `written`, whose written form) is a match."""
        if written:
            kept = [n for n, text in enumerate(self._all_forms) if is_match(text)]
            later = [n for n, row in self._numbered_later() if is_match(row.form)]
            return np.array(kept + later, dtype=np.int64)
        kept_folds = [n for n, text in enumerate(self._all_folds) if is_match(text)]
        later = [n for n, row in self._numbered_later() if is_match(row.fold)]
        return np.concatenate([self._forms_of_folds(kept_folds), np.array(later, dtype=np.int64)])

    def of_pattern(self, pattern: str, *, written: bool = False) -> NDArray[np.int64]:
        """Return the forms that a pattern with `*` and `?` matches as a whole."""
        signs = {"*": ".*", "?": "."}
        source = "".join(signs.get(c) or regex.escape(c, special_only=True) for c in pattern)
        if pattern.strip("*") == "":
            return np.arange(len(self), dtype=np.int64)
        if pattern.endswith("*") and not set(pattern[:-1]) & set("*?"):
            head = pattern[:-1]
            return self.matching(lambda text: text.startswith(head), written=written)
        if pattern.startswith("*") and not set(pattern[1:]) & set("*?"):
            tail = pattern[1:]
            return self.matching(lambda text: text.endswith(tail), written=written)
        return self.matching(regex.compile(source, regex.DOTALL).fullmatch, written=written)

    def of_expression(self, expression: str, *, written: bool = False) -> NDArray[np.int64]:
        """Return the forms that a regular expression matches as a whole.

        Raises Trouble for an expression that would take for ever.
        """
        compiled = regex.compile(expression)

        end = time.monotonic() + LONGEST_LOOK_SECONDS

        def is_match(text: str) -> object:
            return compiled.fullmatch(text, timeout=max(end - time.monotonic(), 0.001))

        try:
            return self.matching(is_match, written=written)
        except TimeoutError as slow:
            raise Trouble("This regular expression takes too long.") from slow

    def near(self, text: str, edits: int) -> NDArray[np.int64]:
        """Return the forms whose fold is at most so many edits (Levenshtein) from `text`."""
        kept = self._within(text, self._all_folds, edits)
        later = self._within(text, [row.fold for row in self._later], edits)
        return np.concatenate([self._forms_of_folds(kept), later + self._n_kept])

    def family(self, text: str, language: str | None) -> NDArray[np.int64]:
        """Return the forms whose fold has the same stem as `text` in this language.

        Stems are those of Snowball (snowballstem.org); a language without a stemmer has families
        of one fold.
        """
        stem = _stem_function(language)
        if stem is None:
            return self.of_fold(text)
        stems = self._stems(language or "")
        wanted = stem([text])[0]
        kept = [number for number, s in enumerate(stems) if s == wanted]
        later_stems = stem([row.fold for row in self._later])
        later = [n for n, s in enumerate(later_stems, start=self._n_kept) if s == wanted]
        return np.concatenate([self._forms_of_folds(kept), np.array(later, dtype=np.int64)])

    def nearest(self, text: str, *, limit: int = 5) -> list[str]:
        """Return folds of the corpus that look most like `text`, best first."""
        edits = 1 if len(text) < 5 else 2
        choices = self._all_folds + [row.fold for row in self._later if row.fold != text]
        found = process.extract(
            text, choices, scorer=Levenshtein.distance, score_cutoff=edits, limit=limit * 4
        )
        return list(dict.fromkeys(choice for choice, _, _ in found))[: limit * 4]

    @cached_property
    def _all_folds(self) -> list[str]:
        return self._arrays.folds.tobytes().decode().split("\n")[:-1]

    @property
    def _all_forms(self) -> list[str]:
        return self._arrays.forms.tobytes().decode().split("\n")[:-1]

    @cached_property
    def _by_fold(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The numbers of the kept forms grouped by fold, and where each group begins."""
        order = np.argsort(self._arrays.fold_of, kind="stable")
        n_folds = len(self._arrays.fold_starts) - 1
        counts = np.bincount(self._arrays.fold_of, minlength=n_folds)
        return order, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    @cached_property
    def _stem_cache(self) -> dict[str, list[str]]:
        return {}

    def _stems(self, language: str) -> list[str]:
        cache = self._stem_cache
        if language not in cache:
            stem = _stem_function(language)
            cache[language] = stem(self._all_folds) if stem else self._all_folds
        return cache[language]

    def _numbered_later(self) -> Iterable[tuple[int, FormRow]]:
        return enumerate(self._later, start=self._n_kept)

    def _forms_of_folds(self, folds: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        if not len(folds):
            return np.zeros(0, dtype=np.int64)
        order, starts = self._by_fold
        if len(folds) == 1:
            return order[starts[folds[0]] : starts[folds[0] + 1]]
        chosen = np.zeros(len(starts) - 1, dtype=bool)
        chosen[np.asarray(folds)] = True
        return np.flatnonzero(chosen[self._arrays.fold_of]).astype(np.int64)

    def _within(self, text: str, choices: Sequence[str], edits: int) -> NDArray[np.int64]:
        if not choices:
            return np.zeros(0, dtype=np.int64)
        distances = process.cdist(
            [text], choices, scorer=Levenshtein.distance, score_cutoff=edits, dtype=np.int32
        )[0]
        return np.flatnonzero(distances <= edits).astype(np.int64)

    def _fold_at(self, number: int) -> str:
        starts = self._arrays.fold_starts
        return self._arrays.folds[starts[number] : starts[number + 1] - 1].tobytes().decode()

    def _find_fold(self, text: str) -> int | None:
        low, high = 0, len(self._arrays.fold_starts) - 1
        while low < high:
            middle = (low + high) // 2
            if self._fold_at(middle) < text:
                low = middle + 1
            else:
                high = middle
        is_there = low < len(self._arrays.fold_starts) - 1 and self._fold_at(low) == text
        return low if is_there else None

    def _ranks_of_later(self) -> NDArray[np.int64]:
        """Rank the later forms between the kept ones, by their keys."""
        places = [self._place_of_key(row.key) for row in self._later]
        by_place = sorted(range(len(places)), key=lambda n: (places[n], self._later[n].key, n))
        ranks = np.empty(len(places), dtype=np.int64)
        for order, number in enumerate(by_place, start=1):
            ranks[number] = places[number] * RANK_STEP + min(order, RANK_STEP - 1)
        return ranks

    def _place_of_key(self, key: bytes) -> int:
        """Return how many kept forms have a key not above this one."""
        starts, keys = self._arrays.key_starts, self._arrays.keys
        low, high = 0, len(starts) - 1
        while low < high:
            middle = (low + high) // 2
            if keys[starts[middle] : starts[middle + 1] - 1].tobytes() <= key:
                low = middle + 1
            else:
                high = middle
        return low


def _stem_function(language: str | None) -> Callable[[Sequence[str]], list[str]] | None:
    name = _STEMMERS.get(language or "en")
    if name is None or name not in Stemmer.algorithms():
        return None
    stemmer = Stemmer.Stemmer(name)
    stemmer.maxCacheSize = 0
    return stemmer.stemWords
