"""Owns the lines of a page that run from right to left: what they say, and where they stand."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.formats.pdf.bidi import NOT_PLAIN, Glyph, is_given, logical, steps_of, turned
from desktop.corpus.formats.pdf.door import PageText
from desktop.corpus.formats.pdf.letters import HYPHEN, is_plain, settled
from desktop.corpus.formats.pdf.lines import Line
from desktop.corpus.formats.pdf.vowelled import rows_of

_NO_BREAK_SPACE = 0xA0


class _Stretch(NamedTuple):
    """A line as PDFium has it: its place in the page's text, its edges, the box of its first letter.

    `n_same` and `n_back` count the flags of the steps between its characters.
    """

    start: int
    end: int
    left: float
    right: float
    box: list[float]
    is_bold: bool
    n_same: int
    n_back: int


class Leftward:
    """Reads lines that run from right to left; asks once where all characters of a page stand."""

    def __init__(self, page: PageText) -> None:
        self._page = page
        self._boxes = page.boxes()
        self._steps = steps_of(self._boxes)
        self._n_same, self._n_back = map(_sums, self._steps)
        self._is_plain = is_plain(page.text)
        codes = np.frombuffer(page.text.encode("utf-32-le", "replace"), dtype=np.uint32)
        is_blank = (codes <= ord(" ")) | (codes == _NO_BREAK_SPACE)
        self._lefts = np.where(is_blank, np.inf, self._boxes[:, 0])
        self._rights = np.where(is_blank, -np.inf, self._boxes[:, 2])

    def lines(self, spans: Sequence[tuple[int, int]], number: int) -> list[Line]:
        """Return the lines at stretches of the page's text (from 0), cut where columns are apart."""
        return [line for stretch in self._stretches(spans) for line in self._read(stretch, number)]

    def vowelled(self, spans: Sequence[tuple[int, int]], number: int) -> list[Line]:
        """Return the lines of which the stretches are pieces, with their marks on their letters."""
        lines: list[Line] = []
        for row in rows_of(self._page.text, spans, self._boxes):
            start = row[0][0]
            size, base = self._page.size_and_base(start)
            is_bold = self._page.bold_at([start])[0]
            line = Line("", 0.0, base, 0.0, base + size, size, number, is_bold, is_rtl=True)
            lines += _placed(self._drawn(row), line)
        return lines

    def _drawn(self, row: Sequence[tuple[int, int]]) -> list[Glyph]:
        """Return the glyphs of a row; the spaces that PDFium saw between its pieces are left out."""
        glyphs: list[Glyph] = []
        for start, end in row:
            boxes = self._boxes[start:end, [0, 2]].tolist()
            for letter, (left, right) in zip(self._page.text[start:end], boxes, strict=True):
                if right > left or not letter.isspace():
                    glyphs.append(Glyph(letter, left, right))
        return glyphs

    def _stretches(self, spans: Sequence[tuple[int, int]]) -> list[_Stretch]:
        edges = np.array(spans)
        starts, lasts = edges[:, 0], edges[:, 1] - 1
        bounds = edges.ravel()  # every second stretch is what stands between two lines
        bounds = bounds[:-1] if bounds[-1] == len(self._lefts) else bounds
        columns = (
            starts.tolist(),
            edges[:, 1].tolist(),
            np.minimum.reduceat(self._lefts, bounds)[::2].tolist(),
            np.maximum.reduceat(self._rights, bounds)[::2].tolist(),
            self._boxes[starts].tolist(),
            self._page.bold_at(starts.tolist()),
            (self._n_same[lasts] - self._n_same[starts]).tolist(),
            (self._n_back[lasts] - self._n_back[starts]).tolist(),
        )
        return [_Stretch(*row) for row in zip(*columns, strict=True)]

    def _read(self, stretch: _Stretch, number: int) -> list[Line]:
        start, end, left, right, (_, bottom, _, top), is_bold, n_same, n_back = stretch
        text = self._page.text[start:end]
        is_across = right - left > top - bottom > 0
        size, base = (
            self._page.set_at(start, bottom, top) if is_across else self._page.size_and_base(start)
        )
        is_turned = right - left < size and len(text) > 3
        is_plain_line = is_turned or not (n_back or NOT_PLAIN.search(text))
        is_same = self._steps.is_same[start : end - 1]
        if not is_plain_line and not (n_same > 3 and is_given(is_same)):
            return self._sorted(
                stretch,
                Line("", left, base, right, base + size, size, number, is_bold, is_rtl=True),
            )
        if n_same:
            text = turned(text, is_same)
        text = " ".join(text.split()) if self._is_plain and not n_same else settled(text)
        return [Line(text, left, base, right, base + size, size, number, is_bold, is_rtl=True)]

    def _sorted(self, stretch: _Stretch, line: Line) -> list[Line]:
        """Return a line read from where its glyphs stand."""
        start, end = stretch.start, stretch.end
        glyphs = [
            Glyph(letter, left, right, letter.isspace() and self._page.is_generated(start + n))
            for n, (letter, (left, right)) in enumerate(
                zip(
                    self._page.text[start:end],
                    self._boxes[start:end, [0, 2]].tolist(),
                    strict=True,
                )
            )
        ]
        return _placed(glyphs, line)


def _placed(glyphs: Sequence[Glyph], line: Line) -> list[Line]:
    """Return the lines that glyphs make: one, or several where columns are apart."""
    lines: list[Line] = []
    for piece in logical(glyphs, line.size):
        written = settled(piece.text.replace(HYPHEN, "-"))
        lines.append(line._replace(text=written, left=piece.left, right=piece.right))
    return lines


def _sums(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count the flags before each place."""
    sums = np.zeros(len(flags) + 1, dtype=np.int64)
    np.cumsum(flags, out=sums[1:])
    return sums
