"""Owns which pieces of a plain text are items of lists, and which are tables or quotations."""

import re
from collections import defaultdict
from collections.abc import Sequence

from .blocks import Kind
from .labels import Label, Labels
from .markers import MAY_BEGIN, Marker, marker_of
from .pieces import Piece, ends_sentence

_REACH = 40
"""An item belongs to a list if the next or last item is at most so many pieces away."""

_ATTRIBUTION = re.compile(r"..?(?<=[\"”»“\s])(?:--|—|–)\s?[A-Z][^a-z]{0,80}.{0,60}\Z", re.DOTALL)
_MAY_QUOTE = frozenset('>"“«„-')
_LONGEST_QUOTATION = 1_500
_LONGEST_TITLE = 80


def tables_and_quotations(text: str, pieces: Sequence[Piece]) -> Labels:
    """Return the tables, and the quotations that bars or an attribution show to be such."""
    labels: Labels = {}
    for number, piece in enumerate(pieces):
        if piece.is_table:
            labels[number] = Label(Kind.TABLE)
            continue
        head = piece.head
        if head[0] not in _MAY_QUOTE:
            continue
        is_barred = head[0] == ">" and all(line.lstrip()[:1] == ">" for line in head.split("\n"))
        if is_barred or (head[0] != ">" and _is_attributed(text, piece)):
            labels[number] = Label(Kind.QUOTATION)
    return labels


def list_items(pieces: Sequence[Piece]) -> tuple[Labels, set[int]]:
    """Return the items of lists, and the numbers of pieces that are numbered headings.

    A mark alone proves nothing (a dash may open direct speech, a number a sentence): marks of one
    style must follow each other, numbers in their order.
    """
    found: dict[str, list[tuple[int, Marker]]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        if not MAY_BEGIN(piece.head) or piece.is_table:
            continue
        marker = marker_of(piece.head)
        if marker and (piece.size > marker.length or marker.style.startswith("roman")):
            found[marker.style].append((number, marker))
    all_marked = {number for marked in found.values() for number, _ in marked}
    items: dict[int, Marker] = {}
    headings: set[int] = set()
    for style, marked in found.items():
        marker_at = dict(marked)
        for chain in _chains(style, marked, pieces):
            if _are_headings(chain, pieces, all_marked):
                headings.update(chain)
            else:
                items.update((number, marker_at[number]) for number in chain)
    return _with_levels(items, pieces), headings


def _is_attributed(text: str, piece: Piece) -> bool:
    """Say whether a piece is quoted from end to end, with its source after a dash."""
    if piece.size > _LONGEST_QUOTATION:
        return False
    dash = max(text.rfind(dash, piece.start, piece.end) for dash in ("--", "—", "–"))
    return dash > piece.start + 8 and bool(_ATTRIBUTION.match(text, dash - 2, piece.end))


def _chains(
    style: str, marked: Sequence[tuple[int, Marker]], pieces: Sequence[Piece]
) -> list[list[int]]:
    """Return the runs of marked pieces that belong together."""
    chains: list[list[int]] = []
    last: dict[int, list[int]] = {}
    for number, marker in marked:
        if style.startswith(("number", "roman", "latin")):
            chain = last.pop(marker.value - 1, None) if marker.value > 1 else None
            if chain is None or number - chain[-1] > _REACH:
                if marker.value > 2 or (style == "latin." and marker.value != 1):
                    continue
                chain = []
                chains.append(chain)
            chain.append(number)
            last[marker.value] = chain
        elif chains and number - chains[-1][-1] <= (3 if style.startswith("dash") else 8):
            chains[-1].append(number)
        else:
            chains.append([number])
    return [chain for chain in chains if _is_list(style, chain, pieces)]


def _is_list(style: str, chain: Sequence[int], pieces: Sequence[Piece]) -> bool:
    if style == "bullet":
        return True
    if len(chain) < 2:
        return False
    if not style.startswith("dash"):
        return True
    long = sum(pieces[number].size > 200 for number in chain)
    if style in ("dash-", "dashـ"):
        adjacent = sum(b - a == 1 for a, b in zip(chain, chain[1:], strict=False))
        return adjacent * 2 >= len(chain) - 1 and long * 2 <= len(chain)
    introduced = chain[0] > 0 and pieces[chain[0] - 1].head[-1] == ":"
    spoken = sum(ends_sentence(pieces[number].head) for number in chain)
    return introduced and spoken * 2 <= len(chain) and not long


def _are_headings(chain: Sequence[int], pieces: Sequence[Piece], all_marked: set[int]) -> bool:
    """Say whether numbered lines are headings: short, and each with a text under it."""
    short = [number for number in chain if _is_short_title(pieces[number])]
    if len(short) * 2 <= len(chain):
        return False
    followed = sum(n + 1 < len(pieces) and n + 1 not in all_marked for n in short)
    return followed * 3 >= len(short) * 2 and any(
        n + 1 < len(pieces) and pieces[n + 1].size > 2 * pieces[n].size for n in short
    )


def _is_short_title(piece: Piece) -> bool:
    head = piece.head
    if piece.size > _LONGEST_TITLE or "\n" in head:
        return False
    return len(head) <= 6 or head[-1] not in ".;,؛،" or head.isupper()


def _with_levels(items: dict[int, Marker], pieces: Sequence[Piece]) -> Labels:
    """Give each item its depth: how many styles or indents of items stand around it."""
    labels: Labels = {}
    stack: list[tuple[str, int]] = []
    before = -_REACH
    for number in sorted(items):
        style, indent = items[number].style, pieces[number].indent
        if number - before > 3:
            stack = []
        while stack and indent < stack[-1][1]:
            stack.pop()
        known = [k for k, (other, _) in enumerate(stack) if other == style]
        if known and indent <= stack[known[-1]][1]:
            del stack[known[-1] + 1 :]
        elif not stack or indent > stack[-1][1] or style != stack[-1][0]:
            stack.append((style, indent))
        labels[number] = Label(Kind.LIST, len(stack))
        before = number
    return labels
