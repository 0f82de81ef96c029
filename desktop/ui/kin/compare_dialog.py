"""Owns the page on which two documents stand side by side, with what differs marked."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.corpus.kin.compare import Change
from desktop.ui.counts import counted, number, shown_date, shown_path
from desktop.ui.hairline import hairline
from desktop.ui.kin.lockstep import Lockstep
from desktop.ui.kin.sides import Side, Sides
from desktop.ui.reader.page import Page
from desktop.ui.reader.pieces import TitleBlock
from desktop.ui.reader.strip import Strip
from desktop.ui.theme import Theme, sans, serif

_LARGEST_POINTS = 13.0
_MEASURE = 66.0
_FIRST_SIZE = QSize(1240, 820)


class CompareDialog(QDialog):
    """Two texts that scroll together. F3 and Shift+F3 go from difference to difference.

    What differs has another ground and is underlined. `document_wanted` gives the document that the
    reader wants on the page of the window.
    """

    document_wanted = Signal(int)

    def __init__(
        self, sides: Sides, theme: Theme, points: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sides = sides
        self._current = -1
        self.setWindowTitle(self.tr("Side by side"))
        self.left = self._page(sides.left, theme, points, self.tr("Left text"))
        self.right = self._page(sides.right, theme, points, self.tr("Right text"))
        self._build(theme)
        self._wire()
        self._mark()
        room = (parent.window().size() if parent is not None else _FIRST_SIZE) - QSize(40, 40)
        self.resize(room.expandedTo(QSize(760, 500)))
        self.left.setFocus()

    def _build(self, theme: Theme) -> None:
        self.summary = QLabel(self._summed_up(), self)
        self.summary.setWordWrap(True)
        self.state = QLabel(self)
        self.state.setProperty("ink", "muted")
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.previous_button = QPushButton(self.tr("Previous"), self)
        self.previous_button.setToolTip(self.tr("Previous difference (Shift+F3)"))
        self.next_button = QPushButton(self.tr("Next"), self)
        self.next_button.setToolTip(self.tr("Next difference (F3)"))
        for button in (self.previous_button, self.next_button):
            button.setAutoDefault(False)
            button.setEnabled(bool(self._sides.differences))
        top = QHBoxLayout()
        top.setContentsMargins(20, 14, 16, 8)
        top.setSpacing(8)
        top.addWidget(self.summary, 1)
        top.addWidget(self.state)
        top.addWidget(self.previous_button)
        top.addWidget(self.next_button)
        middle = QGridLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        line = QFrame(self)
        line.setProperty("look", "hairline")
        line.setFixedWidth(1)
        middle.addWidget(line, 0, 1, 2, 1)
        for column, (side, page) in enumerate(
            ((self._sides.left, self.left), (self._sides.right, self.right))
        ):
            middle.addWidget(self._heading(side), 0, 2 * column)
            beside = QWidget(self)
            row = QHBoxLayout(beside)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(0)
            row.addWidget(page, 1)
            strip = Strip(page, theme)
            strip.setAccessibleName(self.tr("Differences in the whole text"))
            strip.setToolTip(self.tr("Differences in the whole text; click to go there"))
            row.addWidget(strip)
            middle.addWidget(beside, 1, 2 * column)
            middle.setColumnStretch(2 * column, 1)
        middle.setRowStretch(1, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.left_button = self.buttons.addButton(self.tr("Open the left one"), role)
        self.right_button = self.buttons.addButton(self.tr("Open the right one"), role)
        for button in (self.left_button, self.right_button):
            button.setAutoDefault(False)
        below = QHBoxLayout()
        below.setContentsMargins(12, 8, 12, 10)
        below.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(hairline())
        layout.addLayout(middle, 1)
        layout.addWidget(hairline())
        layout.addLayout(below)

    def _wire(self) -> None:
        places = (self._sides.left.places, self._sides.right.places)
        self._lockstep = Lockstep((self.left, self.right), places, self)
        self.next_button.clicked.connect(self.next_difference)
        self.previous_button.clicked.connect(self.previous_difference)
        for keys, do in (("F3", self.next_difference), ("Shift+F3", self.previous_difference)):
            QShortcut(QKeySequence(keys), self).activated.connect(do)
        for button, side in (
            (self.left_button, self._sides.left),
            (self.right_button, self._sides.right),
        ):
            button.clicked.connect(lambda _=False, at=side.document.id: self._open(at))
        self.buttons.rejected.connect(self.reject)

    def next_difference(self) -> None:
        """Go to the next difference, from the last one to the first."""
        self._go(self._current + 1)

    def previous_difference(self) -> None:
        """Go to the difference before, from the first one to the last."""
        self._go(self._current - 1 if self._current >= 0 else -1)

    def _go(self, to: int) -> None:
        if not self._sides.differences:
            return
        self._current = to % len(self._sides.differences)
        self._mark()
        difference = self._sides.differences[self._current]
        self._lockstep.hold()
        self.left.reveal(difference.left_start)
        self.right.reveal(difference.right_start)
        self._lockstep.release()

    def _mark(self) -> None:
        """Mark what differs on both pages, and say where one is."""
        for side, page in ((self._sides.left, self.left), (self._sides.right, self.right)):
            at = side.numbers.searchsorted(self._current)
            is_here = at < len(side.numbers) and side.numbers[at] == self._current
            page.set_hits(side.starts, side.ends, int(at) if is_here else -1)
        self.state.setText(self._state())
        self.state.setAccessibleName(self.state.text())

    def _state(self) -> str:
        n = len(self._sides.differences)
        if self._current < 0:
            return counted(n, self.tr("{n} difference"), self.tr("{n} differences"))
        names = {
            Change.REPLACED: self.tr("other words"),
            Change.ONLY_LEFT: self.tr("only on the left"),
            Change.ONLY_RIGHT: self.tr("only on the right"),
        }
        where = self.tr("{0} of {1}").replace("{0}", number(self._current + 1))
        change = names[self._sides.differences[self._current].change]
        return f"{where.replace('{1}', number(n))} · {change}"

    def _summed_up(self) -> str:
        comparison = self._sides.comparison
        if not self._sides.differences:
            return self.tr("Both texts are the same, word for word.")
        shared = counted(
            comparison.n_shared,
            self.tr("{n} word is in both"),
            self.tr("{n} words are in both"),
        )
        left = self.tr("{0} only on the left").replace(
            "{0}", number(comparison.n_left - comparison.n_shared)
        )
        right = self.tr("{0} only on the right").replace(
            "{0}", number(comparison.n_right - comparison.n_shared)
        )
        return f"{shared} · {left} · {right}"

    def _page(self, side: Side, theme: Theme, points: float, name: str) -> Page:
        page = Page(theme, self)
        page.set_type(min(points, _LARGEST_POINTS), _MEASURE)
        page.setAccessibleName(name)
        stored = side.stored
        page.show_text(stored.text, stored.blocks, stored.marks, TitleBlock("", "", ""))
        return page

    def _heading(self, side: Side) -> QWidget:
        document = side.document
        dates = [shown_date(date) for date in (document.published, document.updated) if date]
        words = counted(document.words, self.tr("{n} word"), self.tr("{n} words"))
        details = [document.author or "", document.source or "", *dates[:1], words]
        heading = QWidget(self)
        heading.setProperty("ground", "side")
        heading.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(heading)
        column.setContentsMargins(20, 8, 14, 8)
        column.setSpacing(2)
        for said, font, ink in (
            (document.name, serif(11.5, bold=True), ""),
            (" · ".join(part for part in details if part), sans(8.5), "muted"),
        ):
            label = QLabel(shown_path(" ".join(said.split())), heading)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(font)
            label.setProperty("ink", ink)
            label.setToolTip(shown_path(document.place))
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            column.addWidget(label)
        return heading

    def _open(self, document_id: int) -> None:
        self.document_wanted.emit(document_id)
        self.accept()
