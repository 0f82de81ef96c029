"""Owns the line that sums up a result: hits, documents, boilerplate, words that are missing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.corpus.search.result import Result
from desktop.ui.counts import counted, number
from desktop.ui.search.text_button import PADDING, Ink, TextButton
from desktop.ui.search.wording import asks_for_boilerplate, with_boilerplate, without_boilerplate
from desktop.ui.theme import Theme, sans

_LEFT, _RIGHT, _GAP = 16, 12, 6


class Summary(QWidget):
    """“41 hits in 2 documents · 3 in boilerplate (show)”; below it what no document has, and how the line was read."""

    query_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = ""
        self._build(theme)
        self._boilerplate.clicked.connect(lambda: self.query_wanted.emit(self._query))

    @property
    def text(self) -> str:
        """What is said, on one line."""
        parts = [self._counts.text()]
        if not self._boilerplate.isHidden():
            parts.append(self._boilerplate.text())
        if not self._notes.isHidden():
            parts.append(self._notes.text())
        return " · ".join(parts)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self._boilerplate.set_theme(theme)
        for label in (self._counts, self._missing, self._notes):
            label.setFont(sans(9.0))

    def show_result(self, result: Result | None) -> None:
        """Sum up a result; None and the empty query say nothing."""
        has_words = result is not None and bool(result.typed.strip())
        has_found = result is not None and bool(result.n_documents or result.boilerplate_hits)
        self.setVisible(has_words and has_found)
        if result is None or not has_words:
            return
        hits = counted(result.n_hits, self.tr("{n} hit"), self.tr("{n} hits"))
        documents = counted(result.n_documents, self.tr("{n} document"), self.tr("{n} documents"))
        both = self.tr("{hits} in {documents}").format(hits=hits, documents=documents)
        self._counts.setText(both if len(result.forms) else documents)
        self._show_boilerplate(result)
        words = ", ".join(f"“{missing.typed}”" for missing in result.missing)
        has_missing = bool(words) and result.n_documents > 0
        self._missing.setVisible(has_missing)
        self._missing.setText(self.tr("No document has {words}.").format(words=words))
        self._notes.setVisible(bool(result.notes))
        self._notes.setText(" ".join(result.notes))
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Put the boilerplate below the counts where both do not fit beside each other."""
        needed = self._counts.sizeHint().width() + _GAP + self._boilerplate.sizeHint().width()
        is_narrow = not self._boilerplate.isHidden() and needed > self.width() - _LEFT - _RIGHT
        way = QBoxLayout.Direction
        self._line.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)
        self._line.setSpacing(0 if is_narrow else _GAP)

    def _show_boilerplate(self, result: Result) -> None:
        if asks_for_boilerplate(result.typed):
            self._query = without_boilerplate(result.typed)
            self._boilerplate.setText(self.tr("with boilerplate (leave out)"))
        else:
            self._query = with_boilerplate(result.typed)
            count = number(result.boilerplate_hits)
            self._boilerplate.setText(self.tr("{n} in boilerplate (show)").format(n=count))
        self._boilerplate.setAccessibleName(self._boilerplate.text())
        is_shown = result.boilerplate_hits > 0 or asks_for_boilerplate(result.typed)
        self._boilerplate.setVisible(is_shown)
        self._boilerplate.updateGeometry()

    def _build(self, theme: Theme) -> None:
        self._counts = QLabel()
        self._counts.setProperty("ink", "muted")
        self._counts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._boilerplate = TextButton("", theme, ink=Ink.ACCENT)
        self._missing = QLabel()
        self._missing.setProperty("ink", "muted")
        self._missing.setWordWrap(True)
        self._missing.setTextFormat(Qt.TextFormat.PlainText)
        self._notes = QLabel()
        self._notes.setProperty("ink", "muted")
        self._notes.setWordWrap(True)
        self._notes.setTextFormat(Qt.TextFormat.PlainText)
        side = Qt.AlignmentFlag.AlignLeft
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(_GAP)
        self._line.addWidget(self._counts, 0, side)
        self._line.addWidget(self._boilerplate, 0, side)
        self._line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_LEFT - PADDING, 2, _RIGHT, 2)
        for label in (
            self._counts,
            self._missing,
            self._notes,
        ):  # in line with the words of a button
            label.setContentsMargins(PADDING, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._line)
        layout.addWidget(self._missing)
        layout.addWidget(self._notes)
        self.set_theme(theme)
