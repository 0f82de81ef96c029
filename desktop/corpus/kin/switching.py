"""Owns switching blocks between text and boilerplate, one by one or many, and taking that back.

What is switched is written down, so that it also holds for a later version of the file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from time import monotonic

import numpy as np

from desktop.corpus.kin.find import Comparing
from desktop.corpus.library import Library
from desktop.corpus.library.rows import pack_blocks
from desktop.corpus.text.blocks import Kind
from desktop.corpus.text.stretches import KIND_BITS, stretches
from desktop.corpus.text.switching import Switch, passage_of, switched

_GROUP_SECONDS = 0.08
_BOILERPLATE = int(Kind.BOILERPLATE)

Places = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Switched:
    """What was switched, as (document, start of the block); `before` is what takes it back.

    `before` holds for each document the switches that were known of it.
    """

    places: tuple[tuple[int, int], ...]
    is_boilerplate: bool
    before: tuple[tuple[int, tuple[Switch, ...]], ...]


def switch_blocks(
    library: Library, places: Places, *, is_boilerplate: bool
) -> Iterator[Comparing | Switched]:
    """Switch blocks of many documents, given as (document, start); the last step is what was done.

    A document is switched as a whole or not at all; one that was stopped half way stays as far as
    it got. Raises CorpusIsReadOnly.
    """
    documents = [
        (number, [start for _, start in rows])
        for number, rows in groupby(sorted(set(places)), key=lambda place: place[0])
    ]
    done: list[Switched] = []
    while len(done) < len(documents):
        since = monotonic()
        with library.group():
            while len(done) < len(documents) and monotonic() - since < _GROUP_SECONDS:
                number, starts = documents[len(done)]
                done.append(_switch(library, number, starts, is_boilerplate=is_boilerplate))
        yield Comparing(len(done), len(documents))
    yield Switched(
        tuple(place for each in done for place in each.places),
        is_boilerplate,
        tuple(before for each in done for before in each.before),
    )


def take_back(library: Library, done: Switched) -> Iterator[Comparing | Switched]:
    """Undo what `switch_blocks` did, and forget that it was."""
    for step in switch_blocks(library, done.places, is_boilerplate=not done.is_boilerplate):
        if isinstance(step, Switched):
            with library.group(is_quiet=True):
                for document_id, switches in done.before:
                    library.kin.write_switches(document_id, switches)
        yield step


def _switch(
    library: Library, document_id: int, starts: Sequence[int], *, is_boilerplate: bool
) -> Switched:
    """Switch blocks of one document and write its tokens' stretches and words anew. In a group."""
    stored = library.text(document_id)
    wanted = set(starts)
    blocks, changed = list(stored.blocks), []
    for number, block in enumerate(stored.blocks):
        if block.start in wanted and (block.kind is Kind.BOILERPLATE) != is_boilerplate:
            blocks[number] = switched(block, is_boilerplate=is_boilerplate)
            changed.append(block)
    if not changed:
        return Switched((), is_boilerplate, ())
    before = library.kin.switches(document_id)
    known = {switch.start: switch for switch in before}
    for block in changed:
        known[block.start] = Switch(block.start, is_boilerplate, passage_of(stored.text, block))
    tokens = library.tokens(document_id)
    where = stretches(stored.text, tokens.starts, blocks)
    words = int(np.count_nonzero((where & KIND_BITS) != _BOILERPLATE))
    library.kin.write_blocks(document_id, pack_blocks(blocks))
    library.kin.write_switches(document_id, [known[start] for start in sorted(known)])
    library.replace_tokens(document_id, replace(tokens, stretches=where), words)
    places = tuple((document_id, block.start) for block in changed)
    return Switched(places, is_boilerplate, ((document_id, before),))
