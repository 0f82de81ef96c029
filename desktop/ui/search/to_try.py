"""Owns what is offered to be tried before a search: examples with words of the text being read."""

import re
from collections import Counter
from collections.abc import Sequence

from desktop.corpus.examples import EXAMPLES, Example

_SHOWN = ("mosul", '"old city"', "fall*", "falluja~", '"isis mosul"~5')
_WORD, _PHRASE, _PATTERN, _FUZZY, _NEAR = _SHOWN
_READ = 20_000
"""How many characters of a text are looked at."""

_LONG_WORD = re.compile(r"[^\W\d_]{6,}")
_OWN = re.compile(r"\b(?:mosul|fallujah?)\b", re.IGNORECASE)


def examples_for(text: str) -> Sequence[Example]:
    """Return a few examples that find something in a text; those of the help if it has no long words.

    They are made of the long word that is most frequent, and of the word behind it.
    """
    usual = {row.typed: row for row in EXAMPLES if row.typed in _SHOWN}
    head = text[:_READ]
    counts = Counter(found.group().casefold() for found in _LONG_WORD.finditer(head))
    if not counts or len({found.group().casefold() for found in _OWN.finditer(head)}) > 1:
        return list(usual.values())
    word = max(counts, key=lambda each: counts[each])
    typed = {
        _WORD: word,
        _PATTERN: word[: max(len(word) * 2 // 3, 4)] + "*",
        _FUZZY: word[:-1] + "~",
    }
    beside = re.search(rf"\b{re.escape(word)} ([^\W\d_]+)\b", head, re.IGNORECASE)
    if beside is not None:
        behind = beside.group(1).casefold()
        typed |= {_PHRASE: f'"{word} {behind}"', _NEAR: f'"{behind} {word}"~5'}
    return [
        Example(typed[row.typed], row.finds, row.section)
        for row in usual.values()
        if row.typed in typed
    ]
