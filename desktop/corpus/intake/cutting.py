"""Owns how a preparer's texts are cut into tokens: a long one by itself, short ones many at once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from desktop.corpus.library.rows import StoredTokens
from desktop.corpus.text.blocks import Block, Kind
from desktop.corpus.text.stretches import KIND_BITS, stretches
from desktop.corpus.text.tokens import Tokeniser

LONGEST_SHORT = 16_000
"""A text of no more characters is better cut together with others."""

_BOILERPLATE = int(Kind.BOILERPLATE)  # numpy takes its time over an enumeration


class Spoken(NamedTuple):
    """A text to be cut, its language and its blocks."""

    text: str
    language: str | None
    blocks: Sequence[Block]


class Cutter:
    """Cuts texts and numbers their forms as it meets them."""

    def __init__(self) -> None:
        self._tokeniser = Tokeniser()
        self._n_told = 0

    def new_forms(self) -> list[str]:
        """Return the forms met since the last call, in the order of their numbers."""
        forms = self._tokeniser.forms
        new = forms[self._n_told :]
        self._n_told = len(forms)
        return new

    def form(self, number: int) -> str:
        """Return the form of a number."""
        return self._tokeniser.forms[number]

    def cut(self, spoken: Spoken) -> StoredTokens:
        """Return the tokens of a text and where they stand."""
        tokens = self._tokeniser.cut(spoken.text, spoken.language)
        where = stretches(spoken.text, tokens.starts, spoken.blocks)
        return StoredTokens(tokens.forms, tokens.starts, tokens.lengths, where)

    def cut_all(self, texts: Sequence[Spoken]) -> list[StoredTokens]:
        """Return the same of many texts, which should be short."""
        by_language: dict[str | None, list[int]] = {}
        for number, spoken in enumerate(texts):
            by_language.setdefault(spoken.language, []).append(number)
        found: list[StoredTokens | None] = [None] * len(texts)
        for language, numbers in by_language.items():
            cut = self._tokeniser.cut_all([texts[number].text for number in numbers], language)
            for number, tokens in zip(numbers, cut, strict=True):
                where = stretches(texts[number].text, tokens.starts, texts[number].blocks)
                found[number] = StoredTokens(tokens.forms, tokens.starts, tokens.lengths, where)
        return [tokens for tokens in found if tokens is not None]


def count_words(tokens: StoredTokens) -> int:
    """Return how many tokens stand outside boilerplate."""
    return int(np.count_nonzero((tokens.stretches & KIND_BITS) != _BOILERPLATE))
