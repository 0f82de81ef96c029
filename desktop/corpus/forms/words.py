"""Owns how words are looked for among many: patterns, regular expressions, edits.

`KeptWords` are those of the columns, which never change; `Words` are these and some later ones.
Both number words from 0, the later ones behind the kept. The engines of the search are imported
when they are asked, which keeps them out of the start.
"""

import re
import time
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.errors import Trouble

LONGEST_LOOK_SECONDS = 5.0
"""A regular expression that needs more than this over all words is given up."""

# What may mean something else in a text of many lines than in a word by itself.
_NEEDS_SINGLE_WORDS = re.compile(r"\\[AZzGbBmMK]|[$]|(?<!\[)\^|\(\?(?!:)|\(\*")


class KeptWords:
    """Words joined by line ends, as UTF-8 in an array."""

    def __init__(self, joined: NDArray[np.uint8]) -> None:
        self._joined = joined

    @cached_property
    def text(self) -> str:
        """All words, each with a line end behind it."""
        return self._joined.tobytes().decode()

    @cached_property
    def list(self) -> list[str]:
        """All words."""
        return self.text.split("\n")[:-1]

    def beginning_with(self, letter: str) -> NDArray[np.int64]:
        """Return the numbers of the words that begin with a letter from a to z, or with a foreign one.

        Foreign are all beyond ASCII, and the apostrophe. An empty letter stands for all words.
        """
        if not letter:
            return np.arange(len(self.list), dtype=np.int64)
        firsts = self._first_bytes
        return np.flatnonzero((firsts == ord(letter)) | (firsts > 127) | (firsts == ord("'")))

    @cached_property
    def _first_bytes(self) -> NDArray[np.uint8]:
        ends = np.flatnonzero(self._joined == ord("\n"))
        return self._joined[np.concatenate([[0], ends[:-1] + 1])] if len(ends) else self._joined[:0]

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where each word begins in `text`, and where it ends (words + 1)."""
        sizes = np.fromiter(map(len, self.list), dtype=np.int64, count=len(self.list)) + 1
        return np.concatenate([[0], np.cumsum(sizes)])


class Words:
    """Kept words and later ones."""

    def __init__(self, kept_words: KeptWords, later: list[str]) -> None:
        self.kept_words = kept_words
        self.later = later

    @property
    def kept(self) -> list[str]:
        """The kept words."""
        return self.kept_words.list

    def of_pattern(self, pattern: str) -> NDArray[np.int64]:
        """Return the words that a pattern with `*` and `?` matches as a whole."""
        signs = {"*": "[^\n]*", "?": "[^\n]"}
        source = "".join(signs.get(sign) or re.escape(sign) for sign in pattern)
        if pattern.startswith("*"):
            head, whole = "", source[len("[^\n]*") :] + "$"  # any beginning will do
        else:
            head, whole = "^", source + "$"
        found = re.compile(head + whole, re.MULTILINE).finditer(self.kept_words.text)
        kept = self._numbers_at([match.start() for match in found])
        matches = re.compile(source).fullmatch
        return self._with_later(kept, [n for n, word in enumerate(self.later) if matches(word)])

    def of_expression(self, expression: str) -> NDArray[np.int64]:
        """Return the words that a regular expression matches as a whole.

        Raises Trouble for one that would take for ever.
        """
        import regex

        if expression.startswith("(?i)") and expression == expression.lower():
            expression = expression.removeprefix("(?i)")  # folds have no capitals
        compiled = regex.compile(expression)
        end = time.monotonic() + LONGEST_LOOK_SECONDS

        def matches(word: str) -> object:
            return compiled.fullmatch(word, timeout=max(end - time.monotonic(), 0.001))

        try:
            kept = self._in_lines(expression)
            if kept is None:
                numbers = [n for n, word in enumerate(self.kept) if matches(word)]
                kept = np.array(numbers, dtype=np.int64)
            later = [n for n, word in enumerate(self.later) if matches(word)]
        except TimeoutError as slow:
            raise Trouble("This regular expression takes too long.") from slow
        return self._with_later(kept, later)

    def near(self, text: str, edits: int) -> NDArray[np.int64]:
        """Return the words at most so many edits (Levenshtein) from `text`."""
        kept = _within(text, self.kept, edits)
        return self._with_later(kept, _within(text, self.later, edits))

    def nearest(self, text: str, edits: int, *, limit: int) -> list[str]:
        """Return other words at most so many edits from `text`, the nearest first."""
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        found: dict[str, int] = {}
        for words in (self.kept, self.later):
            best = process.extract(
                text, words, scorer=Levenshtein.distance, score_cutoff=edits, limit=limit
            )
            found |= {word: int(distance) for word, distance, _ in best if word != text}
        return sorted(found, key=lambda word: (found[word], word))[:limit]

    def _in_lines(self, expression: str) -> NDArray[np.int64] | None:
        """Match all kept words at once, line by line; None if that could mean something else."""
        import regex

        if _NEEDS_SINGLE_WORDS.search(expression.removeprefix("(?i)")):
            return None
        one_line = re.sub(r"(?<!\\)\[\^", r"[^\\n", expression)
        flags = regex.MULTILINE
        if one_line.startswith("(?i)"):
            one_line, flags = one_line.removeprefix("(?i)"), flags | regex.IGNORECASE
        compiled = regex.compile(rf"^(?:{one_line})$", flags)
        found: list[int] = []
        for match in compiled.finditer(self.kept_words.text, timeout=LONGEST_LOOK_SECONDS):
            if "\n" in match[0]:
                return None
            found.append(match.start())
        return self._numbers_at(found)

    def _numbers_at(self, places: Sequence[int]) -> NDArray[np.int64]:
        at = np.searchsorted(self.kept_words.starts, np.array(places, dtype=np.int64), side="right")
        numbers = at[np.diff(at, prepend=-1) != 0] - 1  # places ascend
        return numbers[numbers < len(self.kept)]  # behind the last word lies an empty line

    def _with_later(
        self, kept: NDArray[np.int64], later: Sequence[int] | NDArray[np.int64]
    ) -> NDArray[np.int64]:
        return np.concatenate([kept, np.asarray(later, dtype=np.int64) + len(self.kept)])


def _within(text: str, words: Sequence[str], edits: int) -> NDArray[np.int64]:
    if not words:
        return np.zeros(0, dtype=np.int64)
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    distances = process.cdist(
        [text], words, scorer=Levenshtein.distance, score_cutoff=edits, dtype=np.int32
    )[0]
    return np.flatnonzero(distances <= edits).astype(np.int64)
