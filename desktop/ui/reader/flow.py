"""Owns where each piece stands on the page: heights, what is folded away, and what is in view.

Heights of pieces that were never laid out are estimates. The view hangs on an anchor, a piece and an
offset into it, so that an estimate that turns out wrong moves the scroll bar and not the text.
No Qt here: `measure` gives the true height of a piece, laying it out if need be.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from desktop.ui.reader.pieces import Pieces


class Flow:
    """The pieces of a document one below the other, and the part of them that is in view.

    All heights are pixels. `anchor` is the piece at the upper edge of the view and `offset` how
    many pixels of it lie above that edge; `foot` is the empty space below the last piece.
    """

    def __init__(
        self,
        pieces: Pieces,
        estimates: NDArray[np.int64],
        measure: Callable[[int], int],
        *,
        foot: int = 0,
    ) -> None:
        self.pieces = pieces
        self.anchor = 0
        self.offset = 0
        self.foot = foot
        self.open_folds: frozenset[int] = frozenset()
        self._measure = measure
        self._heights = estimates
        self._is_exact = np.zeros(len(estimates), bool)
        self._rows = np.zeros(0, np.int64)
        self._row_of = np.zeros(0, np.int64)
        self._tops: NDArray[np.int64] | None = None
        self._hide()

    def total(self) -> int:
        """Return the height of everything that is not folded away."""
        return int(self._all_tops()[-1]) + self.foot

    def position(self) -> int:
        """Return how far the view is from the top."""
        return int(self._all_tops()[self._row_of[self.anchor]]) + self.offset

    def top_of(self, piece: int) -> int:
        """Return how far a piece, or the line that stands for it, is from the top."""
        return int(self._all_tops()[self._row_of[piece]])

    def places_of(self, points: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return about how far each code point is from the top, the same shape."""
        pieces = self.pieces.at_each(points)
        tops = self._all_tops()[self._row_of[pieces]]
        length = np.maximum(self.pieces.ends[pieces] - self.pieces.starts[pieces], 1)
        share = np.clip((points - self.pieces.starts[pieces]) / length, 0.0, 1.0)
        is_hidden = self._rows[self._row_of[pieces]] != pieces
        inside = np.where(is_hidden, 0.0, share * self._heights[pieces])
        return (tops + inside).astype(np.int64)

    def is_hidden(self, piece: int) -> bool:
        """Say whether a piece is folded away."""
        return int(self._rows[self._row_of[piece]]) != piece

    def height(self, piece: int) -> int:
        """Return the true height of a piece."""
        if not self._is_exact[piece]:
            height = self._measure(piece)
            if height != self._heights[piece]:
                self._heights[piece] = height
                self._tops = None
            self._is_exact[piece] = True
        return int(self._heights[piece])

    def set_fold(self, fold: int, *, is_open: bool) -> None:
        """Open or close one fold; what is in view stays where it is if it can."""
        self.open_folds = self.open_folds | {fold} if is_open else self.open_folds - {fold}
        self._hide()
        self._is_exact[self.pieces.fold_rows[fold]] = False
        if self.is_hidden(self.anchor):
            self.anchor, self.offset = int(self._rows[self._row_of[self.anchor]]), 0

    def move_by(self, pixels: int, view: int) -> None:
        """Scroll by some pixels in a view of that height."""
        self.offset += pixels
        self.settle(view)

    def move_to(self, position: int, view: int) -> None:
        """Scroll to a distance from the top."""
        tops = self._all_tops()
        row = int(np.searchsorted(tops, position, side="right")) - 1
        row = min(max(row, 0), len(self._rows) - 1)
        self.anchor = int(self._rows[row])
        self.offset = min(position - int(tops[row]), max(self.height(self.anchor) - 1, 0))
        self.settle(view)

    def put(self, piece: int, inside: int, at: int, view: int) -> None:
        """Scroll so that the pixel `inside` a piece stands `at` pixels below the view's edge."""
        self.anchor, self.offset = piece, inside - at
        self.settle(view)

    def settle(self, view: int) -> None:
        """Make the anchor the piece at the edge, and leave no empty space below the last one."""
        row = self._climb(int(self._row_of[self.anchor]))
        last = len(self._rows) - 1
        while row < last and self.offset >= self.height(int(self._rows[row])):
            self.offset -= int(self._heights[self._rows[row]])
            row += 1
        below, at = -self.offset, row
        while at <= last and below < view:
            below += self.height(int(self._rows[at]))
            at += 1
        below += self.foot if at > last else 0
        if below < view:
            self.offset -= view - below
            row = self._climb(row)
        self.anchor = int(self._rows[row])

    def visible(self, view: int) -> list[tuple[int, int]]:
        """Return the pieces in view, each with the distance of its top from the view's edge."""
        found: list[tuple[int, int]] = []
        top, row = -self.offset, int(self._row_of[self.anchor])
        while row < len(self._rows) and top < view:
            piece = int(self._rows[row])
            found.append((piece, top))
            top += self.height(piece)
            row += 1
        return found

    def neighbour(self, piece: int, step: int) -> int:
        """Return the next (1) or previous (-1) piece that is not folded away, or -1."""
        row = int(self._row_of[piece]) + step
        return int(self._rows[row]) if 0 <= row < len(self._rows) else -1

    def forget(self, estimates: NDArray[np.int64]) -> None:
        """Take new estimates for all pieces, since the width or the type changed."""
        self._heights = estimates
        self._is_exact[:] = False
        self._tops = None

    def _climb(self, row: int) -> int:
        """Move the anchor row up until the offset is not negative."""
        while self.offset < 0 and row > 0:
            row -= 1
            self.offset += self.height(int(self._rows[row]))
        self.offset = max(self.offset, 0)
        return row

    def _hide(self) -> None:
        """Find the pieces that are not folded away, and the line that stands for each."""
        pieces = self.pieces
        is_shown = pieces.groups < 0
        if self.open_folds:
            is_shown |= np.isin(pieces.groups, list(self.open_folds))
        self._rows = np.flatnonzero(is_shown)
        if not len(self._rows):
            self._rows = np.arange(len(pieces))
        counted = np.cumsum(is_shown) - 1
        self._row_of = np.maximum(counted, 0)
        self._tops = None

    def _all_tops(self) -> NDArray[np.int64]:
        if self._tops is None:
            tops = np.zeros(len(self._rows) + 1, np.int64)
            np.cumsum(self._heights[self._rows], out=tops[1:])
            self._tops = tops
        return self._tops
