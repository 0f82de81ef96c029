"""Owns expansions: which forms a typed word stands for in this corpus, each with its tier."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.columns import Segment
from desktop.corpus.errors import QueryTrouble, Trouble
from desktop.corpus.forms import Forms
from desktop.corpus.query.tree import (
    Exact,
    Expression,
    Family,
    Fuzzy,
    Gap,
    Leaf,
    Pattern,
)
from desktop.corpus.search.aliases import Aliases
from desktop.corpus.search.result import Switches, Tier

__all__ = ["Aliases", "Expander", "Expansion"]

_NONE = np.zeros(0, dtype=np.int64)

Postings = tuple[NDArray[np.int64], NDArray[np.integer]]
"""Positions, and which number of the expansion stands at each."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """The forms of one typed word, parallel: numbers int64 and tiers uint8; those switched off apart.

    Numbers ascend. `by_language` restricts a word family: form numbers that count only in documents of a language.
    """

    typed: str
    numbers: NDArray[np.int64]
    tiers: NDArray[np.uint8]
    off_numbers: NDArray[np.int64] = field(default_factory=lambda: _NONE)
    off_tiers: NDArray[np.uint8] = field(default_factory=lambda: _NONE.astype(np.uint8))
    by_language: dict[str, NDArray[np.int64]] | None = None

    def is_in_language(
        self, forms: NDArray[np.integer], languages: NDArray[np.str_]
    ) -> NDArray[np.bool_]:
        """Say which of these words (their forms, their documents' languages) belong to the family."""
        keep = np.zeros(len(forms), dtype=bool)
        for language, numbers in (self.by_language or {}).items():
            keep |= (languages == language) & np.isin(forms, numbers)
        return keep


class Expander:
    """Finds the forms of leaves, once for each; made for one search."""

    def __init__(
        self, forms: Forms, aliases: Aliases, languages: Sequence[str], switches: Switches
    ) -> None:
        self._forms = forms
        self._aliases = aliases
        self._languages = languages
        self._switches = switches
        self._known: dict[tuple[object, ...], Expansion] = {}
        self._postings: dict[tuple[int, int], tuple[Expansion, Postings]] = {}

    def expand(self, leaf: Leaf) -> Expansion:
        """Return the forms that a leaf stands for; those switched off are kept apart."""
        key = (type(leaf), leaf.text, leaf.typed, getattr(leaf, "maxdist", 0))
        key += (getattr(leaf, "is_exact", False),)
        if key not in self._known:
            self._known[key] = self._expand(leaf)
        return self._known[key]

    def postings(self, expansion: Expansion, number: int, segment: Segment) -> Postings:
        """Return where the forms of an expansion stand in a segment, and which; looked up once."""
        key = (id(expansion), number)
        if key not in self._postings:
            self._postings[key] = (expansion, segment.postings(expansion.numbers))
        return self._postings[key][1]

    def alias_phrases(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Return the aliases of these folded words that have another number of words than one."""
        if Tier.ALIAS in self._switches.tiers:
            return []
        return [alias for alias in self._aliases.of(words) if len(alias) > 1]

    def alias_words(self, words: tuple[str, ...]) -> list[str]:
        """Return the aliases of these folded words that are one word."""
        if Tier.ALIAS in self._switches.tiers:
            return []
        return [alias[0] for alias in self._aliases.of(words) if len(alias) == 1]

    def alias_slots(self, typed: str, alias: tuple[str, ...]) -> list[Expansion]:
        """Return the forms of each word of an alias, in order."""
        return [self.of_folds(typed, [text], Tier.ALIAS) for text in alias]

    def of_folds(self, typed: str, folds: Sequence[str], tier: Tier) -> Expansion:
        """Return the forms with these folds, all of one tier."""
        numbers = np.concatenate([self._forms.of_fold(text) for text in folds] or [_NONE])
        return self._switched(typed, numbers, np.full(len(numbers), tier, dtype=np.uint8))

    def _expand(self, leaf: Leaf) -> Expansion:
        match leaf:
            case Gap():
                numbers = np.arange(len(self._forms), dtype=np.int64)
                return self._switched(leaf.typed, numbers, _tiers(numbers, Tier.PATTERN))
            case Exact():
                numbers = self._forms.of_form(leaf.text)
                return self._switched(leaf.typed, numbers, _tiers(numbers, Tier.EXACT))
            case Family():
                return self._family(leaf)
            case Fuzzy():
                numbers = self._forms.near(leaf.text, leaf.maxdist)
                return self._switched(
                    leaf.typed, numbers, self._spelling_tiers(numbers, leaf, Tier.FUZZY)
                )
            case Expression():
                numbers = self._of_expression(leaf)
                return self._switched(leaf.typed, numbers, _tiers(numbers, Tier.PATTERN))
            case Pattern():
                numbers = self._forms.of_pattern(leaf.text, written=leaf.is_exact)
                return self._switched(leaf.typed, numbers, _tiers(numbers, Tier.PATTERN))
            case _:
                return self._word(leaf)

    def _of_expression(self, leaf: Expression) -> NDArray[np.int64]:
        try:
            return self._forms.of_expression(leaf.text, written=leaf.is_exact)
        except Trouble as trouble:
            raise QueryTrouble(trouble.sentence, start=leaf.start, end=leaf.end) from trouble

    def _word(self, leaf: Leaf) -> Expansion:
        numbers = self._forms.of_fold(leaf.text)
        tiers = self._spelling_tiers(numbers, leaf, Tier.FOLDED)
        for alias in self._aliases.of((leaf.text,)):
            if len(alias) == 1:
                more = self._forms.of_fold(alias[0])
                numbers = np.concatenate([numbers, more])
                tiers = np.concatenate([tiers, _tiers(more, Tier.ALIAS)])
        return self._switched(leaf.typed, numbers, tiers)

    def _family(self, leaf: Leaf) -> Expansion:
        by_language = {
            language: self._forms.family(leaf.text, language or None)
            for language in self._languages
        }
        numbers = np.unique(np.concatenate([*by_language.values(), _NONE]))
        expansion = self._switched(
            leaf.typed, numbers, self._spelling_tiers(numbers, leaf, Tier.FAMILY)
        )
        return Expansion(
            expansion.typed,
            expansion.numbers,
            expansion.tiers,
            expansion.off_numbers,
            expansion.off_tiers,
            by_language=by_language,
        )

    def _spelling_tiers(
        self, numbers: NDArray[np.int64], leaf: Leaf, other: Tier
    ) -> NDArray[np.uint8]:
        """EXACT for the form as it was typed, FOLDED for the same fold, `other` for the rest."""
        tiers = _tiers(numbers, other)
        same_fold = self._forms.of_fold(leaf.text) if other is not Tier.FOLDED else numbers
        tiers[np.isin(numbers, same_fold)] = Tier.FOLDED
        written = leaf.typed.split("~")[0].rstrip("+")
        exact = [n for n in same_fold if self._forms.form(int(n)) == written]
        tiers[np.isin(numbers, exact)] = Tier.EXACT
        return tiers

    def _switched(
        self, typed: str, numbers: NDArray[np.int64], tiers: NDArray[np.uint8]
    ) -> Expansion:
        """Sort forms by number, drop what came twice (the better tier stays), part what is off."""
        order = np.lexsort((tiers, numbers))
        numbers, tiers = numbers[order], tiers[order]
        if len(numbers):
            is_first = np.concatenate([[True], numbers[1:] != numbers[:-1]])
            numbers, tiers = numbers[is_first], tiers[is_first]
        off = np.isin(tiers, [int(tier) for tier in self._switches.tiers])
        forms_off = [form for word, form in self._switches.forms if word == typed]
        for form in forms_off:
            off |= np.isin(numbers, self._forms.of_form(form))
        return Expansion(typed, numbers[~off], tiers[~off], numbers[off], tiers[off])


def _tiers(numbers: NDArray[np.int64], tier: Tier) -> NDArray[np.uint8]:
    return np.full(len(numbers), tier, dtype=np.uint8)
