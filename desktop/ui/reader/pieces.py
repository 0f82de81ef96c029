"""Owns how a document is cut into the pieces that the page sets one by one.

A piece is a block, a part of a very long block, or a line of the page's own: the source, the title,
the credits, the line that stands for left-out page furniture. Pieces are parallel arrays in the
order of the page; no Qt here.
"""

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.text.blocks import Block, Kind

LONGEST = 2400  # characters; a longer block is cut into parts of about CUT_AT
CUT_AT = 1500
_TITLE_WITHIN = 8  # a title behind more blocks than these, furniture apart, stays where it is
_FURNITURE_WITHIN = 2000  # no more blocks are looked at


class Style(IntEnum):
    """How a piece is set."""

    PARAGRAPH = 0
    TITLE = 1
    STANDFIRST = 2
    SMALL = 3
    HEADING = 4
    CAPTION = 5
    QUOTATION = 6
    LIST = 7
    TABLE = 8
    SOURCE = 9
    CREDITS = 10
    FOLD = 11
    CODE = 12
    NOTE = 13
    DELETED = 14


_STYLE_OF_KIND = np.array(
    [
        Style.PARAGRAPH,
        Style.HEADING,
        Style.SMALL,
        Style.SMALL,
        Style.HEADING,
        Style.CAPTION,
        Style.QUOTATION,
        Style.LIST,
        Style.TABLE,
        Style.PARAGRAPH,
    ],
    dtype=np.uint8,
)
_STYLE_OF_WORD: dict[str, int] = {
    "standfirst": Style.STANDFIRST,
    "title": Style.HEADING,
    "heading": Style.HEADING,
    "caption": Style.CAPTION,
    "quotation": Style.QUOTATION,
    "list": Style.LIST,
    "table": Style.TABLE,
    "code": Style.CODE,
    "footnote": Style.NOTE,
    "comment": Style.NOTE,
    "deleted": Style.DELETED,
    "header": Style.SMALL,
    "footer": Style.SMALL,
}


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What the catalogue says above the text; each may be empty."""

    source: str = ""
    title: str = ""
    credits: str = ""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one document, in the order of the page.

    `starts` and `ends` are code points (int64), equal for a line of the page's own, whose words
    are in `words`. `groups` (int32) is the fold that hides the piece, or -1; `fold_rows[g]` is the
    piece that stands for fold g and `fold_lines[g]` how many lines it hides. `blocks` (int32) is the
    piece's block, or -1. `has_rule` is the piece with a rule under it, or -1.
    """

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    styles: NDArray[np.uint8]
    levels: NDArray[np.uint8]
    blocks: NDArray[np.int32]
    groups: NDArray[np.int32]
    is_first: NDArray[np.bool_]
    is_last: NDArray[np.bool_]
    is_dim: NDArray[np.bool_]
    words: dict[int, str]
    fold_rows: tuple[int, ...]
    fold_lines: tuple[int, ...]
    has_rule: int
    by_text: NDArray[np.int64]
    starts_by_text: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, place: int) -> int:
        """Return the piece that holds a code point, or the nearest before it."""
        if not len(self.by_text):
            return 0
        found = int(np.searchsorted(self.starts_by_text, place, side="right")) - 1
        return int(self.by_text[max(found, 0)])

    def at_each(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return for each code point the piece that holds it; at least one piece has text."""
        found = np.searchsorted(self.starts_by_text, places, side="right") - 1
        return self.by_text[np.maximum(found, 0)]

    def move_cut(self, piece: int, place: int) -> None:
        """Let a part of a long block end, and the next part begin, at another place.

        The only change that pieces ever see: where a part ends is known once it has lines.
        """
        rank = int(np.searchsorted(self.starts_by_text, self.starts[piece + 1]))
        self.ends[piece] = self.starts[piece + 1] = self.starts_by_text[rank] = place

    def is_own(self, piece: int) -> bool:
        """Say whether the piece is a line of the page's own, not of the text."""
        return piece in self.words


def cut(text: str, blocks: tuple[Block, ...], above: TitleBlock) -> Pieces:
    """Cut a document into pieces, the title block first, left-out stretches behind their line."""
    blocks = blocks or (Block(Kind.PARAGRAPH, 0, len(text)),)
    n = len(blocks)
    starts = np.fromiter(map(attrgetter("start"), blocks), np.int64, n)
    ends = np.fromiter(map(attrgetter("end"), blocks), np.int64, n)
    kinds = np.fromiter(map(attrgetter("kind"), blocks), np.uint8, n)
    levels = np.fromiter(map(attrgetter("level"), blocks), np.uint8, n)
    styles = _STYLE_OF_KIND[kinds]
    words = list(map(attrgetter("style"), blocks))
    for i in [i for i, word in enumerate(words) if word] if any(words) else []:
        if words[i] in _STYLE_OF_WORD:
            styles[i] = _STYLE_OF_WORD[words[i]]
    order, head, title_is_text = _order(text, blocks, styles, above)
    groups, firsts, lines = _folds(text, blocks, kinds, order, head)
    shown = styles[order]
    number = np.arange(n, dtype=np.int32)[order]
    parts_start, parts_end, counts = _parts(text, starts[order], ends[order])
    which = np.repeat(np.arange(n), counts)
    first = np.zeros(len(which), bool)
    last = np.zeros(len(which), bool)
    first[np.cumsum(counts) - counts] = True
    last[np.cumsum(counts) - 1] = True
    begins = np.cumsum(counts) - counts  # of each block, in pieces

    own: list[tuple[int, Style, str, int]] = []  # before which piece, style, words, fold
    if above.source:
        own.append((0, Style.SOURCE, above.source, -1))
    if above.title and not title_is_text:
        own.append((0, Style.TITLE, above.title, -1))
    credits_at = int(begins[head.shown]) if head.shown < n else len(which)
    if above.credits or head.folded:
        own.append((credits_at, Style.CREDITS, above.credits, 0 if head.folded else -1))
    for fold, at in enumerate(firsts):
        if not (fold == 0 and head.folded):
            own.append((int(begins[at]), Style.FOLD, "", fold))
    where = np.array([at for at, *_ in own], dtype=np.int64)
    inserted = where + np.arange(len(own))

    def with_own(values: NDArray, fill: object) -> NDArray:
        return np.insert(values, where, fill) if len(own) else values  # type: ignore[call-overload]

    beginning = np.append(parts_start, len(text))
    piece_starts = with_own(parts_start, beginning[where])
    by_text = np.delete(np.arange(len(piece_starts)), inserted)
    by_text = by_text[np.argsort(piece_starts[by_text], kind="stable")]
    rows = [-1] * len(firsts)
    for piece, (_, _, _, fold) in zip(inserted.tolist(), own, strict=True):
        if fold >= 0:
            rows[fold] = piece
    head_end = head.shown + head.folded
    n_head = int(begins[head_end]) if head_end < n else len(which)
    folded = n_head - int(credits_at) if head.folded else 0
    n_head += sum(1 for _, style, _, _ in own if style != Style.FOLD)
    return Pieces(
        text=text,
        starts=piece_starts,
        ends=with_own(parts_end, beginning[where]),
        styles=with_own(shown[which], np.array([style for _, style, _, _ in own], np.uint8)),
        levels=with_own(levels[order][which], 0),
        blocks=with_own(number[which], -1),
        groups=with_own(groups[which], -1),
        is_first=with_own(first, True),
        is_last=with_own(last, True),
        is_dim=with_own((kinds == Kind.BOILERPLATE)[order][which], False),
        words={int(p): words for p, (_, _, words, _) in zip(inserted, own, strict=True)},
        fold_rows=tuple(rows),
        fold_lines=tuple(lines),
        has_rule=n_head - 1 - folded,
        by_text=by_text,
        starts_by_text=piece_starts[by_text],
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """How many blocks the title block shows, and how many after them it folds away."""

    shown: int = 0
    folded: int = 0


def _order(
    text: str, blocks: tuple[Block, ...], styles: NDArray[np.uint8], above: TitleBlock
) -> tuple[NDArray[np.int64], _Head, bool]:
    """Return the blocks in the order of the page, the title block, and whether its title is text.

    Sets the styles of the title block in place.
    """
    order = np.arange(len(blocks))
    first = _first_title(blocks)
    if first < 0:
        return order, _Head(), False
    title: list[int] = []
    standfirst: list[int] = []
    small: list[int] = []
    for i in range(first, min(first + _FURNITURE_WITHIN, len(blocks))):
        if blocks[i].kind is Kind.BOILERPLATE:
            continue
        if blocks[i].kind is Kind.TITLE:
            title.append(i)
        elif styles[i] == Style.STANDFIRST:
            standfirst.append(i)
        elif blocks[i].kind in (Kind.BYLINE, Kind.DATE):
            small.append(i)
        else:
            break
    written = " ".join(text[blocks[i].start : blocks[i].end] for i in title)
    title_is_text = not above.title or written.split() == above.title.split()
    if title_is_text:
        styles[title] = Style.TITLE
    else:
        styles[title] = Style.SMALL
        small, title = title + small, []
    if not above.credits:  # nothing can stand for them
        head = _Head(shown=len(title) + len(standfirst) + len(small))
    else:
        head = _Head(shown=len(title) + len(standfirst), folded=len(small))
    above_all = title + standfirst + small
    rest = np.setdiff1d(order, above_all)
    return np.concatenate([above_all, rest]).astype(np.int64), head, title_is_text


def _first_title(blocks: tuple[Block, ...]) -> int:
    """Return the first title among the first blocks that are not furniture, or -1."""
    seen = 0
    for i, block in enumerate(blocks[:_FURNITURE_WITHIN]):
        if block.kind is Kind.TITLE:
            return i
        seen += block.kind is not Kind.BOILERPLATE
        if seen >= _TITLE_WITHIN:
            break
    return -1


def _folds(
    text: str,
    blocks: tuple[Block, ...],
    kinds: NDArray[np.uint8],
    order: NDArray[np.int64],
    head: _Head,
) -> tuple[NDArray[np.int32], list[int], list[int]]:
    """Return each block's fold in page order, and for each fold its first block and its lines."""
    n = len(order)
    groups = np.full(n, -1, np.int32)
    is_out = kinds[order] == Kind.BOILERPLATE
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_out, [False]]).astype(np.int8)))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if head.folded:
        runs.insert(0, (head.shown, head.shown + head.folded))
    lines: list[int] = []
    for fold, (first, end) in enumerate(runs):
        groups[first:end] = fold
        members = [blocks[i] for i in order[first:end].tolist()]
        lines.append(len(members) + sum(text.count("\n", b.start, b.end) for b in members))
    return groups, [first for first, _ in runs], lines


def _parts(
    text: str, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Cut long blocks; return starts and ends of the parts and how many parts each block has."""
    counts = np.ones(len(starts), np.int64)
    long = np.flatnonzero(ends - starts > LONGEST)
    cuts = {int(i): _cuts(text, int(starts[i]), int(ends[i])) for i in long}
    for i, inner in cuts.items():
        counts[i] += len(inner)
    part_starts, part_ends = np.repeat(starts, counts), np.repeat(ends, counts)
    offsets = np.cumsum(counts) - counts
    for i, inner in cuts.items():
        at = int(offsets[i])
        part_starts[at + 1 : at + 1 + len(inner)] = inner
        part_ends[at : at + len(inner)] = inner
    return part_starts, part_ends, counts


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Return the places at which a long block is cut: after a line, else a word, else a letter."""
    found: list[int] = []
    while end - start > LONGEST:
        near = start + CUT_AT
        place = text.rfind("\n", start + CUT_AT // 2, near) + 1
        place = place or text.rfind(" ", start + CUT_AT // 2, near) + 1
        if not place:
            place = near
            while place < near + 64 and _joins(text[place]):
                place += 1
        found.append(place)
        start = place
    return found


def _joins(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf", "Sk")
