"""Owns what is selected on the page: two places, and how the mouse and the keys move them."""

from bisect import bisect_right
from enum import Enum, auto

from PySide6.QtGui import QTextLayout

from desktop.ui.reader.sheet import Sheet


class Grain(Enum):
    """What a drag selects by."""

    LETTER = auto()
    WORD = auto()
    BLOCK = auto()


class Step(Enum):
    """What a key moves the caret by; backward or forward is said beside it."""

    LETTER = auto()
    WORD = auto()
    LINE = auto()
    LINE_EDGE = auto()
    BLOCK = auto()
    TEXT_EDGE = auto()


class Selection:
    """A stretch of the text between an anchor and a caret, either of which may come first."""

    def __init__(self, sheet: Sheet, place: int = 0) -> None:
        self._sheet = sheet
        self.anchor = place
        self.caret = place
        self._grain = Grain.LETTER
        self._grip = (place, place)
        self._wished_x: float | None = None

    @property
    def start(self) -> int:
        """Where the selected stretch begins."""
        return min(self.anchor, self.caret)

    @property
    def end(self) -> int:
        """Where the selected stretch ends."""
        return max(self.anchor, self.caret)

    def text(self) -> str:
        """Return the slice of the canonical text that is selected."""
        return self._sheet.text[self.start : self.end]

    def grip(self, place: int, grain: Grain) -> None:
        """Begin a selection at a place, with the word or the block there if so asked."""
        self._grain = grain
        self._grip = self._bounds(place, grain)
        self.anchor, self.caret = self._grip
        self._wished_x = None

    def drag(self, place: int) -> None:
        """Extend the selection to a place, by what it was begun with."""
        start, end = self._bounds(place, self._grain)
        if start < self._grip[0]:
            self.anchor, self.caret = self._grip[1], start
        else:
            self.anchor, self.caret = self._grip[0], max(end, self._grip[1])
        self._wished_x = None

    def extend(self, place: int) -> None:
        """Move the caret to a place; the anchor stays."""
        self.caret = place
        self._grip = (self.anchor, self.anchor)
        self._grain = Grain.LETTER
        self._wished_x = None

    def select(self, start: int, end: int) -> None:
        """Select a stretch."""
        self.anchor, self.caret = start, end
        self._grip = (start, start)
        self._grain = Grain.LETTER

    def step(self, step: Step, *, is_forward: bool) -> None:
        """Move the caret by a step; the anchor stays."""
        wished_x = self._wished_x
        self.extend(self._moved(step, is_forward=is_forward, wished_x=wished_x))
        if step is Step.LINE:
            self._wished_x = self._wished(wished_x)

    def _wished(self, wished_x: float | None) -> float:
        return self._sheet.spot(self.caret).x if wished_x is None else wished_x

    def _bounds(self, place: int, grain: Grain) -> tuple[int, int]:
        if grain is Grain.WORD:
            return self._word(place)
        if grain is Grain.BLOCK:
            return self._sheet.block_bounds(place)
        return place, place

    def _word(self, place: int) -> tuple[int, int]:
        """Return the token at a place, else the one character there."""
        from desktop.corpus.text.tokens import spans  # not at the start

        shape = self._sheet.shape(self._sheet.pieces.at(place))
        for start, end in spans(shape.text):
            if shape.start + start <= place < shape.start + end:
                return shape.start + start, shape.start + end
        return place, min(place + 1, len(self._sheet.text))

    def _moved(self, step: Step, *, is_forward: bool, wished_x: float | None) -> int:
        sheet, caret = self._sheet, self.caret
        if step is Step.TEXT_EDGE:
            return len(sheet.text) if is_forward else 0
        if step is Step.BLOCK:
            start, end = sheet.block_bounds(caret)
            if is_forward:
                return end if caret < end else self._beside(end, is_forward=True)
            return start if caret > start else self._beside(start, is_forward=False)
        if step is Step.LINE_EDGE:
            return sheet.line_bounds(caret)[1 if is_forward else 0]
        if step is Step.LINE:
            return self._line_beside(self._wished(wished_x), is_forward=is_forward)
        return self._letter_or_word(step, is_forward=is_forward)

    def _letter_or_word(self, step: Step, *, is_forward: bool) -> int:
        from desktop.corpus.text.tokens import spans  # not at the start

        shape = self._sheet.shape(self._sheet.pieces.at(self.caret))
        if step is Step.WORD:
            places = [shape.start + start for start, _ in spans(shape.text)]
            at = bisect_right(places, self.caret if is_forward else self.caret - 1)
            if is_forward and at < len(places):
                return places[at]
            if not is_forward and at:
                return places[at - 1]
            return self._beside(self.caret, is_forward=is_forward)
        unit = shape.unit(self.caret)
        mode = QTextLayout.CursorMode.SkipCharacters
        if is_forward:
            moved = shape.place(shape.layout.nextCursorPosition(unit, mode))
        else:
            moved = shape.place(shape.layout.previousCursorPosition(unit, mode))
        if moved == self.caret:
            return self._beside(self.caret, is_forward=is_forward)
        return moved

    def _beside(self, place: int, *, is_forward: bool) -> int:
        """Return the beginning of the next piece of text, or the end of the one before."""
        piece = self._sheet.pieces.at(place)
        other = self._next_text(piece, 1 if is_forward else -1)
        if other < 0:
            return place
        shape = self._sheet.shape(other)
        return shape.start if is_forward else shape.start + len(shape.text)

    def _line_beside(self, x: float, *, is_forward: bool) -> int:
        sheet = self._sheet
        piece = sheet.pieces.at(self.caret)
        shape = sheet.shape(piece)
        line = shape.line_of(self.caret)
        number = (line.lineNumber() if line is not None else 0) + (1 if is_forward else -1)
        if not 0 <= number < shape.layout.lineCount():
            piece = self._next_text(piece, 1 if is_forward else -1)
            if piece < 0:
                return len(sheet.text) if is_forward else 0
            shape = sheet.shape(piece)
            number = 0 if is_forward else shape.layout.lineCount() - 1
        return shape.place(shape.layout.lineAt(max(number, 0)).xToCursor(x))

    def _next_text(self, piece: int, step: int) -> int:
        piece = self._sheet.flow.neighbour(piece, step)
        while piece >= 0 and self._sheet.pieces.is_own(piece):
            piece = self._sheet.flow.neighbour(piece, step)
        return piece
