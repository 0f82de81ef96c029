"""Owns how a block becomes boilerplate and text again, and how that is found again in a new text."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.corpus.text.blocks import Block, Kind

_BY_LABEL = {kind.label: kind for kind in Kind if kind not in (Kind.PARAGRAPH, Kind.BOILERPLATE)}


@dataclass(frozen=True, slots=True)
class Switch:
    """A block that was made boilerplate, or text again, by hand or by a rule for the whole corpus.

    `passage` tells what the block says, so that it is found again in a text that has changed.
    """

    start: int
    is_boilerplate: bool
    passage: str


def switched(block: Block, *, is_boilerplate: bool) -> Block:
    """Return a block as boilerplate or as text; its style remembers what it is as text."""
    if is_boilerplate == (block.kind is Kind.BOILERPLATE):
        return block
    if is_boilerplate:
        style = block.style if block.kind is Kind.PARAGRAPH else block.kind.label
        return block._replace(kind=Kind.BOILERPLATE, style=style)
    if block.style in _BY_LABEL:
        return block._replace(kind=_BY_LABEL[block.style], style="")
    return block._replace(kind=Kind.PARAGRAPH)


def passage_of(text: str, block: Block) -> str:
    """Return what tells a block by its words: a sum of them."""
    said = " ".join(text[block.start : block.end].split())
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def switched_again(
    text: str, blocks: Sequence[Block], switches: Sequence[Switch]
) -> tuple[tuple[Block, ...], tuple[Switch, ...]]:
    """Switch the blocks of a new text that were switched in the text before it.

    Return the blocks and the switches that still hold: those whose passage stands in the text, at
    its old place or else at the nearest.
    """
    found = list(blocks)
    kept: dict[int, Switch] = {}
    by_passage: dict[str, list[int]] = {}
    for number, block in enumerate(blocks if switches else ()):
        by_passage.setdefault(passage_of(text, block), []).append(number)
    for switch in switches:
        numbers = [n for n in by_passage.get(switch.passage, ()) if n not in kept]
        if numbers:
            number = min(numbers, key=lambda n: abs(blocks[n].start - switch.start))
            kept[number] = replace(switch, start=blocks[number].start)
            found[number] = switched(blocks[number], is_boilerplate=switch.is_boilerplate)
    return tuple(found), tuple(kept[number] for number in sorted(kept))
