"""Owns aliases: families of names for the same, by the folds of their words."""

from collections.abc import Sequence

from desktop.corpus.text.fold import fold


class Aliases:
    """The families of aliases of a corpus, each alias as the folds of its words."""

    def __init__(self, families: Sequence[Sequence[str]]) -> None:
        self._families = [
            list(dict.fromkeys(words for alias in family if (words := _folds(alias))))
            for family in families
        ]

    def of(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Return the other aliases of what these folded words say, each as its folds."""
        found: dict[tuple[str, ...], None] = {}
        for family in self._families:
            if words in family:
                found |= dict.fromkeys(family)
        found.pop(words, None)
        return list(found)


def _folds(alias: str) -> tuple[str, ...]:
    from desktop.corpus.text.tokens import spans  # not for a corpus without aliases

    return tuple(fold(alias[start:end]) for start, end in spans(alias))
