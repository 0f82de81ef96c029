"""Owns the slim bar at the foot of the page in which one finds words in the document."""

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop.ui.counts import number
from desktop.ui.reader.finding import FoldedText
from desktop.ui.reader.marking import NOTHING, marked
from desktop.ui.reader.page import Page


class FindBar(QWidget):
    """Finds as one types in the document of one page."""

    closed = Signal()

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._folded: FoldedText | None = None
        self._found = NOTHING
        self._from = 0
        self.field = QLineEdit()
        self.count = QLabel()
        self._previous = QToolButton()
        self._next = QToolButton()
        self._close = QToolButton()
        self._build()
        self._wire()
        self.hide()

    def open(self) -> None:
        """Show the bar, ready to type; what is selected on the page is what is looked for."""
        selection = self._page.hand.selection
        if selection is not None and 0 < selection.end - selection.start <= 100:
            self.field.setText(" ".join(selection.text().split()))
        self._from = self._page.place()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._find()

    def close_bar(self) -> None:
        """Hide the bar; the place that was found stays selected, the hits are marked again."""
        if self._found.current >= 0:
            at = self._found.current
            self._page.hand.select(int(self._found.starts[at]), int(self._found.ends[at]))
        self._found = NOTHING
        self._page.set_found(NOTHING)
        self.hide()
        self.closed.emit()

    def forget_text(self) -> None:
        """Another document is shown: find in it from now on."""
        self._folded = None
        self._from = 0
        if self.isVisible():
            self._find()

    def step(self, by: int) -> None:
        """Go to the next place (1) or the one before (-1), round the end."""
        if len(self._found):
            self._show((self._found.current + by) % len(self._found))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F3:
            event.accept()  # here it walks along what is found here, not along the hits
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field.setPlaceholderText(self.tr("Find in this document"))
        self.field.setAccessibleName(self.tr("Find in this document"))
        self.count.setProperty("ink", "muted")
        self.count.setMinimumWidth(90)
        for button, words, name in (
            (self._previous, "↑", self.tr("Previous place (Shift+Enter)")),
            (self._next, "↓", self.tr("Next place (Enter)")),
            (self._close, "✕", self.tr("Close (Esc)")),
        ):
            button.setText(words)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setProperty("look", "quiet")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 7, 12, 7)
        layout.setSpacing(8)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.count)
        layout.addWidget(self._previous)
        layout.addWidget(self._next)
        layout.addWidget(self._close)

    def _wire(self) -> None:
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._close.clicked.connect(self.close_bar)

    def _find(self) -> None:
        """Find what is typed, and show the first place after where the search began."""
        sheet = self._page.sheet
        self._found = NOTHING
        if sheet is not None and self.field.text():
            if self._folded is None:
                self._folded = FoldedText(sheet.text)
            self._found = marked(*self._folded.find(self.field.text()))
        if len(self._found):
            first = int(np.searchsorted(self._found.starts, self._from))
            self._show(first if first < len(self._found) else 0)
        else:
            self._page.set_found(NOTHING)
            self.count.setText(self.tr("not found") if self.field.text() else "")

    def _show(self, index: int) -> None:
        self._found = marked(self._found.starts, self._found.ends, index)
        self._page.set_found(self._found)
        self._from = int(self._found.starts[index])
        self._page.reveal(self._from)
        words = self.tr("{0} of {1}").replace("{0}", number(index + 1))
        self.count.setText(words.replace("{1}", number(len(self._found))))
