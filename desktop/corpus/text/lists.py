"""Owns which pieces of a plain text are items of lists, and which are tables or quotations."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from .blocks import Kind
from .labels import Label, Labels
from .markers import markers_of
from .pieces import Pieces, ends_sentence

_REACH = 40
"""An item belongs to a list if the next or last item is at most so many pieces away."""

_ATTRIBUTION = re.compile(r"..?(?<=[\"”»“\s])(?:--|—|–)\s?[A-Z][^a-z]{0,80}.{0,60}\Z", re.DOTALL)
_QUOTE_BEGINS = frozenset('>"“«„-')
_QUOTATION = Label(Kind.QUOTATION)
_LONGEST_QUOTATION = 1_500
_LONGEST_TITLE = 80


def tables_and_quotations(pieces: Pieces, may_be: Sequence[int]) -> Labels:
    """Return the tables, and the quotations that bars or an attribution show to be such.

    `may_be` are the pieces of which `may_open_quotation` is true.
    """
    labels = dict.fromkeys(pieces.tables, Label(Kind.TABLE))
    for number in may_be:
        head = pieces.heads[number]
        is_barred = head[0] == ">" and all(line.lstrip()[:1] == ">" for line in head.split("\n"))
        if is_barred or (head[0] != ">" and _is_attributed(pieces, number)):
            labels.setdefault(number, _QUOTATION)
    return labels


def may_open_quotation(opening: str) -> bool:
    """Say of the first characters of a piece whether it may be a quotation."""
    return opening[0] in _QUOTE_BEGINS


def list_items(pieces: Pieces, may_be: Sequence[int]) -> tuple[Labels, set[int]]:
    """Return the items of lists, and the numbers of pieces that are numbered headings.

    `may_be` are the pieces of which `may_open_mark` is true.

    A mark alone proves nothing (a dash may open direct speech, a number a sentence): marks of one
    style must follow each other, numbers in their order.
    """
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    sizes, tables = pieces.sizes, pieces.tables
    markers = markers_of(map(pieces.heads.__getitem__, may_be))
    for number, marker in zip(may_be, markers, strict=True):
        if marker and number not in tables:
            style, value, length = marker
            if sizes[number] > length or style.startswith("roman"):
                found[style].append((number, value))
    all_marked = {number for marked in found.values() for number, _ in marked}
    items: dict[int, str] = {}
    headings: set[int] = set()
    for style, marked in found.items():
        for chain in _chains(style, marked, pieces):
            if _are_headings(chain, pieces, all_marked):
                headings.update(chain)
            else:
                items.update(dict.fromkeys(chain, style))
    return _with_levels(items, pieces), headings


def _is_attributed(pieces: Pieces, number: int) -> bool:
    """Say whether a piece is quoted from end to end, with its source after a dash."""
    if pieces.sizes[number] > _LONGEST_QUOTATION:
        return False
    text, start, end = pieces.text, pieces.starts[number], pieces.ends[number]
    dash = max(text.rfind(dash, start, end) for dash in ("--", "—", "–"))
    return dash > start + 8 and bool(_ATTRIBUTION.match(text, dash - 2, end))


def _chains(style: str, marked: Sequence[tuple[int, int]], pieces: Pieces) -> list[list[int]]:
    """Return the runs of marked pieces that belong together; `marked` are their numbers and values."""
    if style.startswith(("number", "roman", "latin")):
        chains = _in_order(marked, highest_first=1 if style == "latin." else 2)
    else:
        chains = _close_together(marked, reach=3 if style.startswith("dash") else 8)
    return [chain for chain in chains if _is_list(style, chain, pieces)]


def _in_order(marked: Sequence[tuple[int, int]], *, highest_first: int) -> list[list[int]]:
    chains: list[list[int]] = []
    last: dict[int, list[int]] = {}
    for number, value in marked:
        chain = last.pop(value - 1, None) if value > 1 else None
        if chain is None or number - chain[-1] > _REACH:
            if value > highest_first:
                continue
            chain = []
            chains.append(chain)
        chain.append(number)
        last[value] = chain
    return chains


def _close_together(marked: Sequence[tuple[int, int]], *, reach: int) -> list[list[int]]:
    chains: list[list[int]] = []
    for number, _ in marked:
        if chains and number - chains[-1][-1] <= reach:
            chains[-1].append(number)
        else:
            chains.append([number])
    return chains


def _is_list(style: str, chain: Sequence[int], pieces: Pieces) -> bool:
    if style == "bullet":
        return True
    if len(chain) < 2:
        return False
    if not style.startswith("dash"):
        return True
    long = sum(pieces.sizes[number] > 200 for number in chain)
    if style in ("dash-", "dashـ"):
        adjacent = sum(b - a == 1 for a, b in zip(chain, chain[1:], strict=False))
        return adjacent * 2 >= len(chain) - 1 and long * 2 <= len(chain)
    introduced = chain[0] > 0 and pieces.heads[chain[0] - 1][-1] == ":"
    spoken = sum(ends_sentence(pieces.heads[number]) for number in chain)
    return introduced and spoken * 2 <= len(chain) and not long


def _are_headings(chain: Sequence[int], pieces: Pieces, all_marked: set[int]) -> bool:
    """Say whether numbered lines are headings: short, and each with a text under it."""
    sizes, last = pieces.sizes, len(pieces) - 1
    short = [n for n in chain if sizes[n] <= _LONGEST_TITLE and _is_short_title(pieces.heads[n])]
    if len(short) * 2 <= len(chain):
        return False
    followed = sum(n < last and n + 1 not in all_marked for n in short)
    return followed * 3 >= len(short) * 2 and any(
        n < last and sizes[n + 1] > 2 * sizes[n] for n in short
    )


def _is_short_title(head: str) -> bool:
    if "\n" in head:
        return False
    return len(head) <= 6 or head[-1] not in ".;,؛،" or head.isupper()


def _with_levels(items: dict[int, str], pieces: Pieces) -> Labels:
    """Give each item its depth: how many styles or indents of items stand around it."""
    labels: Labels = {}
    stack: list[tuple[str, int]] = []
    last_style, last_indent, last_number = "", 0, -_REACH
    label = _item(1)
    text, starts = pieces.text, pieces.starts
    for number in sorted(items):
        style, start = items[number], starts[number]
        indent = start - text.rfind("\n", 0, start) - 1
        is_near = number - last_number <= 3
        if not (is_near and style == last_style and indent == last_indent):
            stack = _stacked(stack if is_near else [], style, indent)
            label = _item(len(stack))
        labels[number] = label
        last_style, last_indent, last_number = style, indent, number
    return labels


@cache
def _item(level: int) -> Label:
    return Label(Kind.LIST, level)


def _stacked(stack: Sequence[tuple[str, int]], style: str, indent: int) -> list[tuple[str, int]]:
    """Return the styles and indents that an item stands in, itself last, from those of the one before."""
    around = list(stack)
    while around and indent < around[-1][1]:
        around.pop()
    known = [k for k, (other, _) in enumerate(around) if other == style]
    if known and indent <= around[known[-1]][1]:
        return around[: known[-1] + 1]
    return [*around, (style, indent)]
