"""Owns the pieces of a plain text: paragraphs, items and tables, before they have a kind.

`cutting` makes them; what they are is said elsewhere.
"""

from dataclasses import dataclass

HEAD = 300
"""So many characters of a piece are kept at hand."""

_ENDS_SENTENCE = frozenset(".!?…。！？؟۔")
_CLOSERS = "\"'”’»)]}›“`* "
_CLOSER = frozenset(_CLOSERS)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The stretches of a text between white space, each of one or more lines, in order, by columns.

    `sizes` count their characters; `heads` are their beginnings (at most HEAD characters, lines as
    they stand); `are_parted` says whether a blank line is before them; `tables` are the
    numbers of those whose lines form columns.

    A text may have hundreds of thousands, so what is asked of all of them is asked of a column.
    """

    text: str
    starts: list[int]
    ends: list[int]
    sizes: list[int]
    heads: list[str]
    are_parted: list[bool]
    tables: frozenset[int]

    def __len__(self) -> int:
        return len(self.starts)


def ends_sentence(text: str) -> bool:
    """Say whether a text ends as a sentence does, with or without closing quotation marks."""
    last = text[-1:]
    if last in _ENDS_SENTENCE:
        return True
    return last in _CLOSER and text[-12:].rstrip(_CLOSERS)[-1:] in _ENDS_SENTENCE
