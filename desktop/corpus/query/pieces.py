"""Owns the pieces of a typed line: words, phrases, operators, fields, each with its place."""

from dataclasses import dataclass
from enum import Enum, auto

from desktop.corpus.query.filters import Wanted


class Kind(Enum):
    """What a piece is."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    FIELD = auto()
    WORD = auto()
    FUZZY = auto()
    FAMILY = auto()
    PHRASE = auto()
    EXPRESSION = auto()
    FILTER = auto()
    BOILERPLATE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` is the part that counts (a word without its signs), from `inner` on in the line.

    `written` is an expression or filter as it was typed.
    `number` is the distance of NEAR, FUZZY and PHRASE (0 for a phrase that is one).
    """

    kind: Kind
    start: int
    end: int
    text: str = ""
    inner: int = 0
    number: int = 0
    is_exact: bool = False
    is_literal: bool = False
    written: str = ""
    filter: Wanted | None = None
