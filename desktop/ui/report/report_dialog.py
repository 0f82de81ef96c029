"""Owns the page of the coverage report: totals, pictures, and what a search may miss."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.corpus.report import Report
from desktop.ui.counts import number, shown_path, size_of
from desktop.ui.destinations import Destinations, file_name
from desktop.ui.report.bars import Bars
from desktop.ui.report.chart import Chart
from desktop.ui.report.columns import Columns
from desktop.ui.report.tally import (
    Counted,
    Finding,
    by_format,
    by_language,
    by_source,
    by_year,
    findings,
)
from desktop.ui.report.written import as_csv, as_text, duplicates, totals
from desktop.ui.scrolled import scrolled
from desktop.ui.search.text_button import TextButton
from desktop.ui.theme import Theme, sans

_SIZE = (940, 700)
_LONGEST = 96
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReportDialog(QDialog):
    """What a corpus holds, so that “no hits” means something.

    `query_wanted` gives what is to be searched for; `documents_wanted` a sentence and the ids of
    documents to be listed; `unknown_wanted` the column of the catalogue ("date", "language", "source")
    whose empty cells are to be listed; `told` a sentence.
    """

    query_wanted = Signal(str)
    documents_wanted = Signal(str, list)
    unknown_wanted = Signal(str)
    refusals_wanted = Signal()
    comparison_wanted = Signal()
    told = Signal(str)

    def __init__(
        self,
        name: str,
        report: Report,
        theme: Theme,
        destinations: Destinations,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._destinations = destinations
        self._name = name
        self._report = report
        self._theme = theme
        self.setWindowTitle(self.tr("What this corpus holds"))
        self._build()
        self._wire()
        room = self.screen().availableGeometry()
        self.resize(min(_SIZE[0], room.width() - 40), min(_SIZE[1], room.height() - 60))

    def _build(self) -> None:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(26, 20, 26, 16)
        column.setSpacing(10)
        title = self._words(self._name)
        title.setProperty("ink", "title")
        self.totals = self._words(totals(self._report))
        column.addWidget(title)
        column.addWidget(self.totals)
        self._add_years(column)
        row = QHBoxLayout()
        row.setSpacing(26)
        self.formats = self._add_bars(row, self.tr("Formats"), by_format(self._report), "")
        self.languages = self._add_bars(
            row, self.tr("Languages"), by_language(self._report), "language"
        )
        self.sources = self._add_bars(row, self.tr("Sources"), by_source(self._report), "source")
        column.addLayout(row)
        column.addSpacing(6)
        column.addWidget(self._head(self.tr("What a search may miss")))
        column.addLayout(self._findings())
        column.addWidget(self._head(self.tr("Duplicates")))
        column.addLayout(self._duplicates())
        self._add_sizes(column)
        column.addStretch(1)
        inner.setProperty("ground", "window")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.copy_button = self.buttons.addButton(self.tr("Copy as text"), role)
        self.save_button = self.buttons.addButton(self.tr("Save as CSV…"), role)
        for button in (self.copy_button, self.save_button):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 12)
        layout.addWidget(scrolled(inner, self.windowTitle()))
        layout.addWidget(self.buttons)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()

    def _wire(self) -> None:
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        self.buttons.rejected.connect(self.reject)

    def _add_years(self, column: QVBoxLayout) -> None:
        years = by_year(self._report)
        self.years = Columns(self._theme, self)
        self.years.setAccessibleName(self.tr("Documents by year"))
        column.addSpacing(6)
        column.addWidget(self._head(self.tr("Years")))
        if years:
            self._fill(self.years, years, "")
            column.addWidget(self.years)
        else:
            self.years.hide()
        undated = self._report.years.get("", 0)
        if undated:
            words = self.tr("{0} without a date").replace("{0}", number(undated))
            self.undated = self._link(words, partial(self._ask_unknown, "date"))
            column.addWidget(self.undated, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_bars(self, row: QHBoxLayout, head: str, counts: Sequence[Counted], field: str) -> Bars:
        bars = Bars(self._theme, self)
        bars.setAccessibleName(head)
        self._fill(bars, counts, field)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._head(head))
        column.addWidget(bars)
        column.addStretch(1)
        row.addLayout(column, 1)
        return bars

    def _fill(self, chart: Chart, counts: Sequence[Counted], field: str) -> None:
        chart.set_bars([each.bar for each in counts])

        def choose(at: int) -> None:
            if counts[at].query:
                self._ask(counts[at].query)
            elif field and at == len(counts) - 1 and counts[at].bar.is_unknown:
                self._ask_unknown(field)

        chart.bar_chosen.connect(choose)

    def _findings(self) -> QGridLayout:
        grid = self._grid()
        self.finding_buttons: list[TextButton] = []
        found = findings(self._report)
        for row, finding in enumerate(found):
            count = self._words(number(finding.count))
            show = self._link(self.tr("Show"), partial(self._show, finding))
            show.setAccessibleName(self.tr("Show: {0}").replace("{0}", finding.words))
            self.finding_buttons.append(show)
            grid.addWidget(count, row, 0, _NUMBER)
            grid.addWidget(self._row(self._words(finding.words, wraps=False), show), row, 1)
        if not found:
            nothing = self.tr("Nothing: every file was read as a whole.")
            grid.addWidget(self._words(nothing), 0, 1)
        return grid

    def _duplicates(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(QLabel(duplicates(self._report), self))
        if self._report.n_repeats:
            query = Finding(self._report.n_repeats, "", query="duplicates:only")
            row.addWidget(self._link(self.tr("Show"), partial(self._show, query)))
        if not self._report.are_families_current:
            self.compare_button = self._link(self.tr("Compare now"), self._ask_comparison)
            row.addWidget(self.compare_button)
        row.addStretch(1)
        return row

    def _add_sizes(self, column: QVBoxLayout) -> None:
        if not self._report.largest:
            return
        column.addWidget(self._head(self.tr("Longest documents")))
        grid = self._grid()
        for row, each in enumerate(self._report.largest):
            words = self._words(number(each.words))
            grid.addWidget(words, row, 0, _NUMBER)
            size = self._words(size_of(each.size_bytes), wraps=False)
            size.setProperty("ink", "muted")
            grid.addWidget(self._row(self._words(shown_path(each.name), wraps=False), size), row, 1)
        column.addLayout(grid)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, 60)
        grid.setColumnStretch(1, 1)
        return grid

    def _head(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setProperty("ink", "muted")
        label.setFont(sans(9.0))
        return label

    def _row(self, words: QLabel, beside: QWidget) -> QWidget:
        """Return words with something right behind them."""
        widget = QWidget(self)
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(words)
        row.addWidget(beside)
        row.addStretch(1)
        return widget

    def _words(self, words: str, *, wraps: bool = True) -> QLabel:
        label = QLabel(words if wraps else _shortened(words), self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setWordWrap(wraps)
        return label

    def _link(self, words: str, do: object) -> TextButton:
        button = TextButton(words, self._theme, points=9.5, parent=self)
        button.clicked.connect(do)
        return button

    def _show(self, finding: Finding) -> None:
        if finding.query:
            self._ask(finding.query)
        elif finding.documents:
            self.documents_wanted.emit(finding.words, list(finding.documents))
            self.accept()
        else:
            self.accept()
            self.refusals_wanted.emit()

    def _ask(self, query: str) -> None:
        self.query_wanted.emit(query)
        self.accept()

    def _ask_unknown(self, field: str) -> None:
        self.unknown_wanted.emit(field)
        self.accept()

    def _ask_comparison(self) -> None:
        self.comparison_wanted.emit()
        self.accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._name, self._report))

    def _save(self) -> None:
        name = file_name(self.tr("{0} – report").replace("{0}", self._name), "csv")
        file = self._destinations.ask(self, self.tr("Save the report"), name, "CSV (*.csv)")
        if file is None:
            return
        try:
            text = as_csv(self._report)
            file.write_text(text, encoding="utf-8-sig", errors="replace", newline="")
        except OSError as error:
            reason = error.strerror or self.tr("the place cannot be written")
            self.told.emit(self.tr("The report could not be saved: {0}.").replace("{0}", reason))
        else:
            self.told.emit(self.tr("The report is saved to {0}.").replace("{0}", file.name))


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
