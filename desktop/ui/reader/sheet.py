"""Owns one document as it is set on the page: pieces, their shapes, and what stands where.

No widget: the page asks it for pieces in view and for the way between points and places.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from desktop.corpus.text.blocks import Block, Mark
from desktop.ui.reader.flow import Flow
from desktop.ui.reader.layout import Typesetter, is_right_to_left
from desktop.ui.reader.pieces import Style, TitleBlock, cut
from desktop.ui.reader.shape import Shape, x_of

_KEPT_SHAPES = 240
_LOOK_FOR_DIRECTION = 2000
_LOOK_FOR_COLUMNS = 12_000
_LABELS = ("page", "time")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a place stands: its piece, and pixels right of and below that piece's corner."""

    piece: int
    x: float
    top: float
    height: float


class Sheet:
    """A document set by a typesetter. `fold_words(lines, is_open)` says what a fold's line says.

    Without `has_signs` no sign says that more can be opened, as on paper.
    """

    def __init__(
        self,
        text: str,
        blocks: tuple[Block, ...],
        marks: tuple[Mark, ...],
        above: TitleBlock,
        typesetter: Typesetter,
        fold_words: Callable[[int, bool], str],
        *,
        has_signs: bool = True,
    ) -> None:
        self.text = text
        self.pieces = cut(text, blocks, above)
        self.setter = typesetter
        self._blocks = blocks
        self._labels = tuple(sorted((m for m in marks if m.name in _LABELS), key=_mark_start))
        self._label_starts = np.fromiter((m.start for m in self._labels), np.int64)
        if self._labels:
            marks = tuple(mark for mark in marks if mark.name not in _LABELS)
        self._marks = marks if _is_ordered(marks) else tuple(sorted(marks, key=_mark_start))
        self._mark_starts = np.fromiter((m.start for m in self._marks), np.int64, len(marks))
        ends = np.fromiter((m.end for m in self._marks), np.int64, len(marks))
        self._mark_reach = np.maximum.accumulate(ends) if len(ends) else ends
        self._fold_words = fold_words
        self._has_signs = has_signs
        self._fold_at = {row: fold for fold, row in enumerate(self.pieces.fold_rows)}
        self._shapes: OrderedDict[int, Shape] = OrderedDict()
        self._exact: set[int] = set()
        self.flow = Flow(
            self.pieces,
            typesetter.estimates(self.pieces),
            self._measure,
            foot=typesetter.foot,
        )

    def reset(self, typesetter: Typesetter) -> None:
        """Set everything anew with another typesetter; the caller scrolls back to its place."""
        self.setter = typesetter
        self._shapes.clear()
        self._exact.clear()
        self.flow.foot = typesetter.foot
        self.flow.forget(typesetter.estimates(self.pieces))

    def shape(self, piece: int) -> Shape:
        """Return a piece, set; recent ones are remembered."""
        kept = self._shapes.get(piece)
        if kept is not None:
            self._shapes.move_to_end(piece)
            return kept
        may_move = not self.pieces.is_last[piece] and piece + 1 not in self._exact
        shape = self.setter.shape(
            self.pieces,
            piece,
            words=self._words(piece),
            table=self._table(piece),
            marks=self._marks_in(piece),
            is_rtl=self._is_rtl(piece),
            may_move_end=may_move,
        )
        self._shapes[piece] = shape
        self._exact.add(piece)
        if len(self._shapes) > _KEPT_SHAPES:
            self._shapes.popitem(last=False)
        return shape

    def fold_of_row(self, piece: int) -> int:
        """Return which fold a piece stands for, or -1."""
        return self._fold_at.get(piece, -1)

    def set_fold(self, fold: int, *, is_open: bool) -> None:
        """Open or close one fold."""
        self._shapes.pop(self.pieces.fold_rows[fold], None)
        self.flow.set_fold(fold, is_open=is_open)

    def uncover(self, place: int) -> bool:
        """Open the fold that hides a place; say whether there was one."""
        piece = self.pieces.at(place)
        if not self.flow.is_hidden(piece):
            return False
        self.set_fold(int(self.pieces.groups[piece]), is_open=True)
        return True

    def spot(self, place: int) -> Spot:
        """Return where a code point stands."""
        piece = self.pieces.at(place)
        shape = self.shape(piece)
        line = shape.line_of(place)
        if line is None:
            return Spot(piece, 0.0, float(shape.y), float(shape.height - shape.y))
        x = x_of(line, shape.unit(place))
        return Spot(piece, x, shape.y + line.y(), line.height())

    def place_in(self, piece: int, x: float, y: float) -> int:
        """Return the code point nearest to a point inside a piece."""
        shape = self.shape(piece)
        if self.pieces.is_own(piece):
            return shape.start
        line = shape.line_at(y)
        if line is None:
            return shape.start
        return shape.place(line.xToCursor(x))

    def line_bounds(self, place: int) -> tuple[int, int]:
        """Return where the line that holds a code point begins and ends."""
        shape = self.shape(self.pieces.at(place))
        line = shape.line_of(place)
        if line is None:
            return shape.start, shape.start
        end = shape.place(line.textStart() + line.textLength())
        if end > shape.start and self.text[end - 1 : end] in (" ", "\n"):
            end -= 1
        return shape.place(line.textStart()), end

    def block_bounds(self, place: int) -> tuple[int, int]:
        """Return where the block that holds a code point begins and ends."""
        block = int(self.pieces.blocks[self.pieces.at(place)])
        if 0 <= block < len(self._blocks):
            return self._blocks[block].start, self._blocks[block].end
        return 0, len(self.text)

    def blocks_between(self, start: int, end: int) -> tuple[Block, ...]:
        """Return the blocks that a stretch touches; the one at its place if it is empty."""
        return tuple(
            block
            for block in self._blocks
            if block.start < max(end, start + 1)
            and (block.end > start or (block.end == start == end))
        )

    def blocks_of_fold(self, fold: int) -> tuple[Block, ...]:
        """Return the blocks that a fold hides."""
        numbers = np.unique(self.pieces.blocks[self.pieces.groups == fold])
        return tuple(self._blocks[n] for n in numbers.tolist() if 0 <= n < len(self._blocks))

    def link_at(self, place: int) -> str:
        """Return the address of the link at a code point, or nothing."""
        for mark in self._marks_in(self.pieces.at(place)):
            if mark.name == "link" and mark.start <= place < mark.end:
                return mark.target
        return ""

    def labels_in(self, piece: int) -> tuple[Mark, ...]:
        """Return the pages that begin in a piece, or the first time that is given there."""
        if not self._labels or self.pieces.is_own(piece):
            return ()
        # What begins between two pieces of the text stands beside the second.
        pieces = self.pieces
        rank = int(np.searchsorted(pieces.starts_by_text, pieces.starts[piece]))
        start = int(pieces.ends[pieces.by_text[rank - 1]]) if rank else 0
        first = int(np.searchsorted(self._label_starts, start, side="left"))
        end = int(np.searchsorted(self._label_starts, pieces.ends[piece], side="left"))
        found = self._labels[first:end]
        return found[:1] if found and found[0].name == "time" else found

    def label_at(self, place: int) -> Mark | None:
        """Return the page or time that a place belongs to, if the source has any."""
        at = int(np.searchsorted(self._label_starts, place, side="right")) - 1
        return self._labels[at] if at >= 0 and self._labels[at].target else None

    def page_starts(self) -> dict[str, int]:
        """Return where each page begins, by its label; of several of one label the first."""
        found: dict[str, int] = {}
        for mark in self._labels:
            if mark.name == "page" and mark.target:
                found.setdefault(mark.target, mark.start)
        return found

    def _measure(self, piece: int) -> int:
        return self.shape(piece).height

    def _words(self, piece: int) -> str:
        if self.pieces.styles[piece] == Style.FOLD:
            fold = self._fold_at[piece]
            return self._fold_words(self.pieces.fold_lines[fold], fold in self.flow.open_folds)
        words = self.pieces.words.get(piece, "")
        fold = self._fold_at.get(piece, -1)
        if fold < 0 or not self._has_signs:
            return words
        return f"{words}  \u25be" if fold in self.flow.open_folds else f"{words}  \u25b8"

    def _marks_in(self, piece: int) -> tuple[Mark, ...]:
        if not self._marks or self.pieces.is_own(piece):
            return ()
        first = np.searchsorted(self._mark_reach, self.pieces.starts[piece], side="right")
        end = np.searchsorted(self._mark_starts, self.pieces.ends[piece] + 200, side="left")
        return self._marks[first:end]

    def _table(self, piece: int) -> str:
        """Return the table that a piece belongs to, as much of it as says how wide its columns are."""
        block = int(self.pieces.blocks[piece])
        if self.pieces.styles[piece] != Style.TABLE or not 0 <= block < len(self._blocks):
            return ""
        start, end = self._blocks[block].start, self._blocks[block].end
        return self.text[start : min(end, start + _LOOK_FOR_COLUMNS)]

    def _is_rtl(self, piece: int) -> bool:
        block = int(self.pieces.blocks[piece])
        if block < 0 or block >= len(self._blocks):
            return is_right_to_left(self._words(piece) or self.text[:_LOOK_FOR_DIRECTION])
        start, end = self._blocks[block].start, self._blocks[block].end
        return is_right_to_left(self.text[start : min(end, start + _LOOK_FOR_DIRECTION)])


def _mark_start(mark: Mark) -> int:
    return mark.start


def _is_ordered(marks: tuple[Mark, ...]) -> bool:
    return all(a.start <= b.start for a, b in pairwise(marks))
