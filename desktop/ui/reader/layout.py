"""Owns how one piece is set: its face, size, direction, indents and lines, as a QTextLayout."""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from desktop.corpus.text.blocks import Mark
from desktop.ui.reader.pieces import Pieces, Style
from desktop.ui.reader.shape import Shape
from desktop.ui.theme import Theme, arabic, mono, sans, serif
from desktop.ui.utf16 import is_narrow

LINE_SPACING = 1.45
DEFAULT_POINTS = 14.0
DEFAULT_MEASURE = 66  # characters in a line

_SAMPLE = "The sun had set on a late summer day, the driest season of the year, when land and sky "
_ARABIC = re.compile(
    "[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefe]"
    "(?:[ \u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefe]*"
    "[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefe])?"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200f\u202b\u202e\u2067]")
_BULLET = re.compile(r"\s*(?:[-*+•‣◦·–—]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[ \t]+")
_BREAKS = str.maketrans(dict.fromkeys("\n\r\x0b\x0c\x85\u2029", "\u2028"))
_SPACES = str.maketrans(dict.fromkeys("\n\r\x0b\x0c\x85\u2029", " "))
_BULLET_SIGN = "•"
_TOP = 10  # pixels above the first piece
_OVERLAP = 160  # characters beyond a cut that are laid out to find a line that ends there


@dataclass(frozen=True, slots=True)
class Setting:
    """How one style is set: all lengths are pixels."""

    font: QFont
    arabic: QFont
    pitch: float
    arabic_pitch: float
    before: int
    after: int
    indent: int
    per_line: float  # about how many characters a line holds
    is_muted: bool


class Typesetter:
    """Sets pieces for one theme, one size of type and one width of the column."""

    def __init__(self, theme: Theme, points: float, measure: float, available: int) -> None:
        self.theme = theme
        body = QFontMetricsF(serif(points))
        self._per_pixel = len(_SAMPLE) / body.horizontalAdvance(_SAMPLE)
        self.width = int(max(min(measure / self._per_pixel, available), 120))
        self.points = points
        self._settings = {style: self._setting(style) for style in Style}

    def setting(self, style: int) -> Setting:
        """Return how a style is set."""
        return self._settings[Style(style)]

    @property
    def foot(self) -> int:
        """How much empty space stands below the last piece."""
        return round(1.5 * self._settings[Style.PARAGRAPH].pitch)

    def estimates(self, pieces: Pieces) -> NDArray[np.int64]:
        """Return about how high each piece will be."""
        by_style = [self._settings[style] for style in Style]
        styles = pieces.styles
        length = pieces.ends - pieces.starts
        lines = np.ceil(length / np.array([s.per_line for s in by_style])[styles])
        breaks = pieces.text.count("\n")
        if breaks > 2.5 * len(pieces):
            spans = zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)
            hard = np.fromiter((pieces.text.count("\n", a, b) for a, b in spans), np.int64)
            lines = np.maximum(lines, hard)
        height = np.maximum(lines, 1) * np.array([s.pitch for s in by_style])[styles]
        height += np.array([s.before for s in by_style])[styles] * pieces.is_first
        height += np.array([s.after for s in by_style])[styles] * pieces.is_last
        return height.astype(np.int64)

    def shape(
        self,
        pieces: Pieces,
        piece: int,
        *,
        words: str,
        table: str,
        marks: tuple[Mark, ...],
        is_rtl: bool,
        may_move_end: bool,
    ) -> Shape:
        """Set one piece; `words` are what a line of the page's own says, `table` the whole of the
        table that the piece is a part of.

        With `may_move_end` the end of a part of a long block, and the beginning of the next part,
        are moved to the end of a line, so that the cut does not show.
        """
        setting = self._settings[Style(pieces.styles[piece])]
        start, end = int(pieces.starts[piece]), int(pieces.ends[piece])
        is_part = not pieces.is_last[piece]
        reach = end
        if is_part and may_move_end:
            reach = min(end + _OVERLAP, int(pieces.ends[piece + 1]) - 1)
        text = words if pieces.is_own(piece) else _shown(pieces.text[start:reach], pieces, piece)
        before = setting.before if pieces.is_first[piece] else 0
        before = before if piece else _TOP
        rows = table.split("\n") if table else text.split("\u2028")
        is_plain_table = bool(table) and "\t" not in table
        is_fitted = is_plain_table or pieces.styles[piece] == Style.CODE
        shape = Shape(
            piece=piece,
            layout=QTextLayout(text, self._fitted(rows) if is_fitted else setting.font),
            text=text,
            start=start,
            y=before,
            height=0,
            is_rtl=is_rtl,
            is_narrow=is_narrow(text),
            has_colours=any(mark.name in ("link", "note") for mark in marks),
            is_mixed=is_rtl or _RIGHT_TO_LEFT.search(text) is not None,
        )
        self._format(shape, setting, marks)
        lines = self._set_lines(shape, setting, pieces, piece, rows)
        if is_part and may_move_end and lines > 1:
            last = shape.layout.lineAt(lines - 1)
            pieces.move_cut(piece, shape.place(last.textStart()))
            lines -= 1
        pitch = setting.arabic_pitch if is_rtl else setting.pitch
        after = setting.after if pieces.is_last[piece] else 0
        if piece == pieces.has_rule:
            after += round(1.7 * self._settings[Style.PARAGRAPH].pitch)
        shape.height = before + round(max(lines, 1) * pitch) + after
        return shape

    def paint(
        self,
        painter: QPainter,
        shape: Shape,
        at: QPointF,
        *,
        ink: QColor,
        grounds: list[tuple[int, int, str]],
        clip: QRectF,
    ) -> None:
        """Paint a piece with its top left corner at a point.

        `grounds` are stretches of the document with the colour behind them; what is marked is
        painted in the full ink, since the muted one would not be legible on it.
        """
        painter.setPen(ink)
        origin = QPointF(at.x(), at.y() + shape.y)
        above, below = clip.top() - origin.y(), clip.bottom() - origin.y()
        for start, end, colour in grounds:
            for box in shape.boxes(start, end, above, below):
                painter.fillRect(box.translated(origin), QColor(colour))
        inked: list[QTextLayout.FormatRange] = []
        if grounds and (shape.has_colours or ink != QColor(self.theme.ink)):
            form = QTextCharFormat()
            form.setForeground(QBrush(QColor(self.theme.ink)))
            inked = [_range(shape.unit(a), shape.unit(b), form) for a, b, _ in grounds]
        shape.layout.draw(painter, origin, inked, clip)
        paint_bullet(painter, shape, origin)

    def _set_lines(
        self, shape: Shape, setting: Setting, pieces: Pieces, piece: int, rows: list[str]
    ) -> int:
        """Break the piece into lines on an even pitch; return how many there are."""
        layout = shape.layout
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if shape.is_rtl:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        else:
            option.setTextDirection(Qt.LayoutDirection.LeftToRight)
            option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        style = Style(pieces.styles[piece])
        metrics = QFontMetricsF(setting.font)
        indent, hang = float(setting.indent), 0.0
        stops: list[float] = []
        if style is Style.LIST:
            indent += setting.indent * max(int(pieces.levels[piece]) - 1, 0)
            bullet = _BULLET.match(shape.text)
            if bullet:
                hang = metrics.horizontalAdvance(bullet.group())
                indent = max(indent - hang, 0.0)
            elif pieces.is_first[piece]:
                shape.bullet = _BULLET_SIGN
        elif style is Style.TABLE and "\t" in shape.text:
            stops = self._stops(rows, metrics)
            kind = QTextOption.TabType.LeftTab
            option.setTabs([QTextOption.Tab(stop, kind) for stop in stops])
        layout.setTextOption(option)
        pitch = setting.arabic_pitch if shape.is_rtl else setting.pitch
        face = QFontMetricsF(setting.arabic) if shape.is_rtl else metrics
        baseline = (pitch - face.ascent() - face.descent()) / 2 + face.ascent()
        count = 0
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            inset = indent + (hang if count or not pieces.is_first[piece] else 0.0)
            if stops and count:
                inset = self._cell_inset(shape, line.textStart(), stops)
            line.setLineWidth(max(self.width - inset, 60.0))
            x = 0.0 if shape.is_rtl else inset
            line.setPosition(QPointF(x, count * pitch + baseline - line.ascent()))
            count += 1
            line = layout.createLine()
        layout.endLayout()
        return count

    def _fitted(self, rows: list[str]) -> QFont:
        """Return the face of code, in a size in which these rows fit the column, if one can read it."""
        font = self._settings[Style.CODE].font
        widest = QFontMetricsF(font).horizontalAdvance(max(rows, key=len))
        fits = min(self.width / widest if widest else 1.0, 1.0)
        return mono(max(font.pointSizeF() * fits, 0.62 * self.points))

    def _cell_inset(self, shape: Shape, unit: int, stops: list[float]) -> float:
        """Return where a line begins that goes on with a cell of a table: below that cell."""
        at = shape.place(unit) - shape.start
        row = shape.text[shape.text.rfind("\u2028", 0, at) + 1 : at]
        column = row.count("\t")
        inset = stops[min(column, len(stops)) - 1] if column else 0.0
        return inset if inset <= self.width * 0.7 else 0.0

    def _stops(self, rows: list[str], metrics: QFontMetricsF) -> list[float]:
        """Return tab stops that align the columns of a table, narrower if it is too wide."""
        cells = [row.split("\t") for row in rows]
        columns = max(len(row) for row in cells)
        widths = [
            max(metrics.horizontalAdvance(row[i]) for row in cells if i < len(row)) + 18.0
            for i in range(columns)
        ]
        widest = self.width * 0.6
        return np.cumsum([min(width, widest) for width in widths[:-1]]).tolist()

    def _format(self, shape: Shape, setting: Setting, marks: tuple[Mark, ...]) -> None:
        """Give marks and Arabic script their faces."""
        ranges: list[QTextLayout.FormatRange] = []
        end = shape.start + len(shape.text)
        for mark in marks:
            form = QTextCharFormat()
            if mark.name == "em":
                form.setFontItalic(not setting.font.italic())
            elif mark.name == "strong":
                form.setFontWeight(QFont.Weight.Bold)
            elif mark.name in ("link", "note"):
                form.setForeground(QBrush(QColor(self.theme.accent)))
            elif mark.name == "inserted":
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
                form.setUnderlineColor(QColor(self.theme.accent))
            else:
                continue
            if mark.start < end and mark.end > shape.start:
                ranges.append(_range(shape.unit(mark.start), shape.unit(mark.end), form))
        if not shape.text.isascii():
            for found in _ARABIC.finditer(shape.text):
                form = QTextCharFormat()
                form.setFont(setting.arabic)
                first, last = shape.start + found.start(), shape.start + found.end()
                ranges.append(_range(shape.unit(first), shape.unit(last), form))
        if ranges:
            shape.layout.setFormats(ranges)

    def _setting(self, style: Style) -> Setting:
        """Return the setting of a style from the size of the body."""
        p = self.points
        is_bold = style in (Style.TITLE, Style.HEADING)
        is_italic = style in (Style.STANDFIRST, Style.CAPTION)
        is_sans = style in (Style.SOURCE, Style.CREDITS, Style.SMALL, Style.FOLD)
        points = p * _SCALE.get(style, 1.0)
        font = sans(points) if is_sans else serif(points, bold=is_bold, italic=is_italic)
        font = mono(points) if style is Style.CODE else font
        font.setStrikeOut(style is Style.DELETED)
        face = arabic(points, bold=is_bold)
        size = QFontInfo(font).pixelSize()
        spacing = 1.2 if style is Style.TITLE else 1.3 if style is Style.HEADING else LINE_SPACING
        line = QFontInfo(serif(p)).pixelSize() * LINE_SPACING
        before, after = _SPACE.get(style, (0.0, 0.55))
        indent = round(2 * size) if style is Style.QUOTATION else 0
        indent = round(1.6 * size) if style is Style.LIST else indent
        per_pixel = self._per_pixel * p / points
        return Setting(
            font=font,
            arabic=face,
            pitch=round(size * spacing),
            arabic_pitch=round(QFontInfo(face).pixelSize() * 1.5),
            before=round(before * line),
            after=round(after * line),
            indent=indent,
            per_line=max((self.width - indent) * per_pixel * 0.97, 1.0),
            is_muted=is_sans or is_italic or style is Style.DELETED,
        )


# The size of each style as a part of the body's, and the space before and after it in lines.
_SCALE = {
    Style.TITLE: 2.0,
    Style.HEADING: 17 / 14,
    Style.STANDFIRST: 15.5 / 14,
    Style.CAPTION: 12.5 / 14,
    Style.TABLE: 12.5 / 14,
    Style.CODE: 10.5 / 14,
    Style.NOTE: 12 / 14,
    Style.SMALL: 9 / 14,
    Style.SOURCE: 9 / 14,
    Style.CREDITS: 9 / 14,
    Style.FOLD: 9 / 14,
}
_SPACE = {
    Style.TITLE: (0.0, 0.4),
    Style.STANDFIRST: (0.0, 0.55),
    Style.SOURCE: (0.0, 0.4),
    Style.CREDITS: (0.0, 0.1),
    Style.SMALL: (0.0, 0.1),
    Style.HEADING: (0.9, 0.3),
    Style.CAPTION: (0.0, 0.7),
    Style.LIST: (0.0, 0.2),
    Style.TABLE: (0.2, 0.7),
    Style.CODE: (0.2, 0.7),
    Style.FOLD: (0.5, 0.5),
    Style.NOTE: (0.0, 0.4),
}


def is_right_to_left(text: str) -> bool:
    """Say by its first strong character whether a text runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def paint_bullet(painter: QPainter, shape: Shape, origin: QPointF) -> None:
    """Paint the bullet of a piece, if it has one, beside its first line; `origin` is the layout's."""
    if shape.bullet and shape.layout.lineCount():
        line = shape.layout.lineAt(0)
        painter.setFont(shape.layout.font())
        width = QFontMetricsF(shape.layout.font()).horizontalAdvance(shape.bullet + " ")
        x = line.x() + line.width() + width / 3 if shape.is_rtl else line.x() - width
        painter.drawText(
            QPointF(origin.x() + x, origin.y() + line.y() + line.ascent()), shape.bullet
        )


def _range(start: int, end: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start = start
    found.length = end - start
    found.format = form
    return found


def _shown(text: str, pieces: Pieces, piece: int) -> str:
    """Return what is laid out for a stretch of text: as many characters, line breaks as Qt's.

    A paragraph whose lines were broken at a fixed width runs on.
    """
    if pieces.is_last[piece] or text.endswith("\n"):
        text = text.rstrip("\n")
    if pieces.styles[piece] not in (Style.TABLE, Style.CODE):
        text = text.replace("\t", " ")
    if "\n" not in text:
        return text.translate(_BREAKS) if any(c in text for c in "\r\v\f\x85\u2029") else text
    runs_on = pieces.styles[piece] in (Style.PARAGRAPH, Style.QUOTATION, Style.LIST, Style.NOTE)
    return text.translate(_SPACES if runs_on and _is_hard_wrapped(text) else _BREAKS)


def _is_hard_wrapped(text: str) -> bool:
    """Say whether all lines but the last are about equally long, as a typewriter breaks them."""
    lengths = np.array([len(line) for line in text.split("\n")[:-1]])
    return bool(lengths.max() <= 120 and np.quantile(lengths, 0.1) >= 0.7 * lengths.max() >= 28)
