"""Owns the line at the bottom: how much there is, what was found and how fast, and that nothing is sent."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from desktop.corpus.corpus import CatalogueTable
from desktop.corpus.search.result import Result
from desktop.ui.counts import counted, number
from desktop.ui.notices import ONE_LINE

PARTED = " · "
"""What stands between the counts."""


class StatusLine(QStatusBar):
    """Composes its line anew whenever the corpus or the result changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._corpus = ""
        self._found = ""
        self.setSizeGripEnabled(False)
        self.setMinimumHeight(ONE_LINE)
        self.setContentsMargins(9, 0, 9, 0)
        self.line = QLabel(self)
        self.line.setAccessibleName(self.tr("Status"))
        self.line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.offline = QLabel(self.tr("offline"), self)
        self.offline.setToolTip(
            self.tr("The program opens no network connection and sends nothing.")
        )
        self.addWidget(self.line, 1)
        self.addPermanentWidget(self.offline)

    def show_catalogue(self, table: CatalogueTable, *, without_repeats: bool = False) -> str:
        """Show how much is in the corpus, and return the words for it."""
        own = table.words[table.n_copies >= 0] if without_repeats else table.words
        documents = counted(len(own), self.tr("{n} document"), self.tr("{n} documents"))
        words = counted(int(own.sum()), self.tr("{n} word"), self.tr("{n} words"))
        parts = [documents, words]
        if len(own) < len(table):
            parts.append(self.tr("without duplicates"))
        self._corpus = PARTED.join(parts)
        self._compose()
        return self._corpus

    def show_result(self, result: Result | None) -> None:
        """Show what was found; nothing for an empty line."""
        self._found = ""
        if result is not None and result.typed.strip():
            took = self.tr("{n} ms").replace("{n}", number(round(result.seconds * 1000)))
            self._found = PARTED.join((self._counts(result), took))
        self._compose()

    def _counts(self, result: Result) -> str:
        """Say how much was found; a query that names no words has documents and no hits."""
        if result.n_documents and not result.forms:
            return counted(
                result.n_documents,
                self.tr("{n} document found"),
                self.tr("{n} documents found"),
            )
        hits = counted(result.n_hits, self.tr("{n} hit"), self.tr("{n} hits"))
        where = counted(result.n_documents, self.tr("in {n} document"), self.tr("in {n} documents"))
        return f"{hits} {where}"

    def _compose(self) -> None:
        self.line.setText(PARTED.join(part for part in (self._corpus, self._found) if part))
