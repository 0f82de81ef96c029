"""Owns a document on paper: a PDF file whose pages are set as the page on screen is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QIODevice,
    QLocale,
    QMarginsF,
    QPointF,
    QRect,
    QSaveFile,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop.corpus.errors import Trouble
from desktop.corpus.library import StoredText
from desktop.ui.direction import isolated
from desktop.ui.reader.layout import Typesetter, paint_bullet
from desktop.ui.reader.pieces import Style, TitleBlock
from desktop.ui.reader.shape import Shape
from desktop.ui.reader.sheet import Sheet
from desktop.ui.theme import THEMES, sans

# Type is set so many times larger and painted so many times smaller: else each letter would stand at a
# whole dot of the screen.
_FINER = 8

_POINTS = 11.0
_MEASURE = 84.0
_MARGINS_MM = QMarginsF(24, 20, 24, 18)
_FOOT_LINES = 3  # of the body's, between the text and the lower margin
_LEAST_AFTER_HEADING = 2  # lines that must follow a heading on its page


def write_pdf(
    path: Path, stored: StoredText, above: TitleBlock, *, dots_per_inch: float, foot: str
) -> Iterator[int]:
    """Write a document as a whole or not at all; yields the number of each page that is full.

    `dots_per_inch` are those of the screen, by which Qt sets type; `foot` stands below each page, beside
    its number. Raises Trouble; then the file is as it was.
    """
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _trouble(path, file)
    writer = QPdfWriter(file)
    writer.setResolution(round(dots_per_inch))
    writer.setTitle(above.title)
    writer.setCreator(QCoreApplication.applicationName())
    is_imperial = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize(QPageSize.PageSizeId.Letter if is_imperial else QPageSize.PageSizeId.A4)
    upright, millimetres = QPageLayout.Orientation.Portrait, QPageLayout.Unit.Millimeter
    writer.setPageLayout(QPageLayout(size, upright, _MARGINS_MM, millimetres))
    painter = QPainter(writer)
    try:
        painter.scale(1 / _FINER, 1 / _FINER)
        width = writer.width() * _FINER
        setter = Typesetter(THEMES["light"], _POINTS * _FINER, _MEASURE, width)
        parts = stored.text, stored.blocks, stored.marks
        sheet = Sheet(*parts, above, setter, _fold_words, has_signs=False)
        yield from _Press(sheet, painter, writer, foot).pages()
    finally:
        painter.end()
    if not file.commit():
        raise _trouble(path, file)


@dataclass(slots=True)
class _Press:
    """Sets a sheet page by page; `y` is how much of the page under the painter is full, in pixels."""

    sheet: Sheet
    painter: QPainter
    writer: QPdfWriter
    foot: str
    y: float = 0.0
    number: int = 1

    def pages(self) -> Iterator[int]:
        flow = self.sheet.flow
        piece = flow.neighbour(0, 1) if flow.is_hidden(0) else 0
        while piece >= 0:
            yield from self._set(self.sheet.shape(piece))
            piece = flow.neighbour(piece, 1)
        self._end_page()
        yield self.number

    @property
    def _line(self) -> float:
        return self.sheet.setter.setting(Style.PARAGRAPH).pitch

    @property
    def _room(self) -> float:
        return self.writer.height() * _FINER - _FOOT_LINES * self._line

    def _set(self, shape: Shape) -> Iterator[int]:
        """Set one piece, on as many pages as it needs."""
        n_lines, done = self._n_lines(shape), 0
        while done < n_lines:
            origin = self.y if self.y and not done else -self._line_y(shape, done)
            fitting = self._n_fitting(shape, done, n_lines, origin)
            if self.y and (not fitting or self._is_left_alone(shape, origin)):
                yield self._turn()
                continue
            fitting = max(fitting, 1)
            self._paint(shape, origin, done, done + fitting)
            done += fitting
            if done < n_lines:
                yield self._turn()
            else:
                self.y = origin + shape.height
        if not n_lines:
            self.y += shape.height
        if shape.piece == self.sheet.pieces.has_rule:
            top = round(self.y - self._line)
            self.painter.fillRect(
                self._left(), top, self.sheet.setter.width, _FINER, self._ink(shape)
            )

    def _n_lines(self, shape: Shape) -> int:
        """Return how many lines a piece has; that which its layout has beyond them is of the next one."""
        pieces, n = self.sheet.pieces, shape.layout.lineCount()
        if pieces.is_last[shape.piece]:
            return n
        end = int(pieces.ends[shape.piece])
        while n > 1 and shape.place(shape.layout.lineAt(n - 1).textStart()) >= end:
            n -= 1
        return n

    def _n_fitting(self, shape: Shape, first: int, end: int, origin: float) -> int:
        n = 0
        while (
            first + n < end
            and origin + self._line_y(shape, first + n) + self._pitch(shape) <= self._room
        ):
            n += 1
        return n

    def _is_left_alone(self, shape: Shape, origin: float) -> bool:
        """Say whether a heading would stand at the foot of a page without its text."""
        is_heading = self.sheet.pieces.styles[shape.piece] == Style.HEADING
        needed = shape.height + _LEAST_AFTER_HEADING * self._line
        return bool(is_heading) and origin + needed > self._room

    def _paint(self, shape: Shape, origin: float, first: int, end: int) -> None:
        """Paint some lines of a piece; a layout that is clipped would paint the line above them too."""
        corner = QPointF(self._left(), origin + shape.y)
        self.painter.setPen(self._ink(shape))
        for line in range(first, end):
            shape.layout.lineAt(line).draw(self.painter, corner)
        if not first:
            paint_bullet(self.painter, shape, corner)

    def _turn(self) -> int:
        """End the page and begin the next; return the number of the one that is full."""
        self._end_page()
        self.writer.newPage()
        self.y = 0.0
        self.number += 1
        return self.number - 1

    def _end_page(self) -> None:
        font = sans(8.0 * _FINER)
        self.painter.setFont(font)
        self.painter.setPen(QColor(THEMES["light"].muted_ink))
        metrics, side = QFontMetrics(font), Qt.AlignmentFlag
        height = metrics.height()
        number = QLocale().toString(self.number)
        area = QRect(
            self._left(), self.writer.height() * _FINER - height, self.sheet.setter.width, height
        )
        self.painter.drawText(area, side.AlignRight | side.AlignAbsolute, number)
        area.setWidth(area.width() - 2 * metrics.horizontalAdvance(number) - height)
        foot = metrics.elidedText(self.foot, Qt.TextElideMode.ElideRight, area.width())
        self.painter.drawText(area, side.AlignLeft | side.AlignAbsolute, isolated(foot))

    def _ink(self, shape: Shape) -> QColor:
        setting = self.sheet.setter.setting(self.sheet.pieces.styles[shape.piece])
        is_muted = setting.is_muted or self.sheet.pieces.is_dim[shape.piece]
        theme = self.sheet.setter.theme
        return QColor(theme.muted_ink if is_muted else theme.ink)

    def _line_y(self, shape: Shape, line: int) -> float:
        return shape.y + shape.line_top(line)

    def _pitch(self, shape: Shape) -> float:
        setting = self.sheet.setter.setting(self.sheet.pieces.styles[shape.piece])
        return setting.arabic_pitch if shape.is_rtl else setting.pitch

    def _left(self) -> int:
        return (self.writer.width() * _FINER - self.sheet.setter.width) // 2


def _fold_words(lines: int, is_open: bool) -> str:
    if lines == 1:
        return QCoreApplication.translate("Paper", "Left out: one line of page furniture")
    words = QCoreApplication.translate("Paper", "Left out: {} lines of page furniture")
    return words.format(lines)


def _trouble(path: Path, file: QSaveFile) -> Trouble:
    words = QCoreApplication.translate("Paper", "{0} could not be written: {1}.")
    reason = file.errorString().rstrip(".")
    return Trouble(words.replace("{0}", path.name).replace("{1}", reason))
