"""Owns what the recognisers of structure say to each other: a kind for a piece of a text."""

from typing import NamedTuple

from .blocks import Kind


class Label(NamedTuple):
    """A kind with its level and style, as a block has them."""

    kind: Kind
    level: int = 0
    style: str = ""


Labels = dict[int, Label]
"""From the number of a piece to its label; a piece without one is a paragraph."""
