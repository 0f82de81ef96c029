"""Owns the forms of a corpus by number, and the sets of forms that a word stands for.

`Forms` is made of what the columns keep (joined strings and arrays) and of the forms added since.
"""

from collections.abc import Sequence
from functools import cached_property
from string import ascii_lowercase
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.forms.arrays import RANK_STEP, FormArrays
from desktop.corpus.forms.collation import FormRow
from desktop.corpus.forms.families import keeps_first_letter, stem_function
from desktop.corpus.forms.words import KeptWords, Words
from desktop.corpus.text.fold import fold

_LETTERS = frozenset(ascii_lowercase)

_Stems = dict[tuple[str, str], tuple[NDArray[np.int64], list[str]]]
"""By language and first letter: numbers of the kept folds, and their stems."""


class Forms:
    """All forms of a corpus, by number: those of the columns and those that came since."""

    def __init__(
        self, arrays: FormArrays, later: Sequence[FormRow] = (), *, before: "Forms | None" = None
    ) -> None:
        self._arrays = arrays
        self._before = before._before or before if before else None
        self._stem_cache: _Stems = before._stem_cache if before else {}
        self._n_kept = len(arrays.fold_of)
        self._later = list(later)
        self._later_by_fold: dict[str, list[int]] = {}
        for number, row in enumerate(self._later, start=self._n_kept):
            self._later_by_fold.setdefault(row.fold, []).append(number)

    def __len__(self) -> int:
        return self._n_kept + len(self._later)

    def with_later(self, rows: Sequence[FormRow]) -> "Forms":
        """Return these forms and some more, whose numbers go on from here."""
        return Forms(self._arrays, [*self._later, *rows], before=self)

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

    @cached_property
    def fold_sums(self) -> NDArray[np.uint32]:
        """A check sum of the fold of every form, by number of form; in every corpus the same."""
        kept = [crc32(word) for word in self._arrays.folds.tobytes().split(b"\n")[:-1]]
        later = [crc32(row.fold.encode()) for row in self._later]
        own = np.array(kept, dtype=np.uint32)[self._arrays.fold_of]
        return np.concatenate([own, np.array(later, dtype=np.uint32)])

    def of_fold(self, text: str) -> NDArray[np.int64]:
        """Return the numbers of the forms that have this fold."""
        place = self._find_fold(text)
        kept = self._forms_of_folds([place]) if place is not None else np.zeros(0, dtype=np.int64)
        return np.concatenate([kept, np.array(self._later_by_fold.get(text, []), dtype=np.int64)])

    def of_form(self, text: str) -> NDArray[np.int64]:
        """Return the number of the form so written, in an array of one or none."""
        candidates = self.of_fold(fold(text))
        return np.array([n for n in candidates if self.form(int(n)) == text], dtype=np.int64)

    def of_pattern(self, pattern: str, *, written: bool = False) -> NDArray[np.int64]:
        """Return the forms that a pattern with `*` and `?` matches as a whole.

        It is matched against folds, or against written forms if `written`.
        """
        if pattern.strip("*") == "":
            return np.arange(len(self), dtype=np.int64)
        return self._numbers(self._words(written=written).of_pattern(pattern), written=written)

    def of_expression(self, expression: str, *, written: bool = False) -> NDArray[np.int64]:
        """Return the forms that a regular expression matches as a whole.

        Raises Trouble for an expression that would take for ever.
        """
        return self._numbers(
            self._words(written=written).of_expression(expression), written=written
        )

    def near(self, text: str, edits: int) -> NDArray[np.int64]:
        """Return the forms whose fold is at most so many edits (Levenshtein) from `text`."""
        return self._numbers(self._folds.near(text, edits), written=False)

    def family(self, text: str, language: str | None) -> NDArray[np.int64]:
        """Return the forms whose fold has the same stem as `text` in this language.

        Stems are those of Snowball (snowballstem.org); a language without a stemmer has families
        of one fold.
        """
        stem = stem_function(language)
        if stem is None:
            return self.of_fold(text)
        wanted = stem([text])[0]
        letter = text[0] if text[:1] in _LETTERS and keeps_first_letter(language) else ""
        key = (language or "en", letter)
        if key not in self._stem_cache:
            numbers = self._folds.kept_words.beginning_with(letter)
            words = self._folds.kept
            stems = stem([words[number] for number in numbers.tolist()])
            self._stem_cache[key] = numbers, stems
        numbers, stems = self._stem_cache[key]
        kept = numbers[[place for place, each in enumerate(stems) if each == wanted]]
        later = [n for n, each in enumerate(stem(self._folds.later)) if each == wanted]
        found = np.concatenate([kept, len(self._folds.kept) + np.array(later, dtype=np.int64)])
        return self._numbers(found, written=False)

    def nearest(self, text: str, *, limit: int = 5) -> list[str]:
        """Return folds of the corpus that look most like `text`, best first."""
        return self._folds.nearest(text, 1 if len(text) < 5 else 2, limit=limit)

    @cached_property
    def _folds(self) -> Words:
        kept = self._before._folds.kept_words if self._before else KeptWords(self._arrays.folds)
        return Words(kept, [row.fold for row in self._later])

    @cached_property
    def _forms(self) -> Words:
        kept = self._before._forms.kept_words if self._before else KeptWords(self._arrays.forms)
        return Words(kept, [row.form for row in self._later])

    def _words(self, *, written: bool) -> Words:
        return self._forms if written else self._folds

    def _numbers(self, found: NDArray[np.int64], *, written: bool) -> NDArray[np.int64]:
        """Return form numbers of found words: of folds their forms, of forms themselves."""
        if written:
            return found
        n_folds = len(self._arrays.fold_starts) - 1
        kept, later = found[found < n_folds], found[found >= n_folds]
        return np.concatenate([self._forms_of_folds(kept), later - n_folds + self._n_kept])

    @cached_property
    def _by_fold(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The numbers of the kept forms grouped by fold, and where each group begins."""
        order = np.argsort(self._arrays.fold_of, kind="stable")
        n_folds = len(self._arrays.fold_starts) - 1
        counts = np.bincount(self._arrays.fold_of, minlength=n_folds)
        return order, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def _forms_of_folds(self, folds: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        if not len(folds):
            return np.zeros(0, dtype=np.int64)
        order, starts = self._by_fold
        if len(folds) == 1:
            return order[starts[folds[0]] : starts[folds[0] + 1]]
        chosen = np.zeros(len(starts) - 1, dtype=bool)
        chosen[np.asarray(folds)] = True
        return np.flatnonzero(chosen[self._arrays.fold_of]).astype(np.int64)

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
