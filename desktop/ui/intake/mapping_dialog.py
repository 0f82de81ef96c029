"""Owns the question which columns of a table hold the text, title, author, date and source."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.choice import Choice
from desktop.ui.counts import number, shown_path
from desktop.ui.jobs.preview_process import Table

FIELDS = ("text", "title", "author", "date", "source")
_LONGEST_CELL = 80
_WIDEST = 320


class MappingDialog(QDialog):
    """Some rows of the table, and a choice of its columns for each field.

    `mapped` gives field → column ("" for none). Without a column for the text the table is taken in
    as one document. `number_of` says the how many-eth of how many tables it is.
    """

    mapped = Signal(dict)

    def __init__(
        self,
        table: Table,
        mapping: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        number_of: tuple[int, int] = (1, 1),
    ) -> None:
        super().__init__(parent)
        self._table = table
        title = self.tr("What the columns hold")
        if number_of[1] > 1:
            which = self.tr("table {0} of {1}").replace("{0}", number(number_of[0]))
            title = f"{title} – {which.replace('{1}', number(number_of[1]))}"
        self.setWindowTitle(title)
        self._build(mapping)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self.resize(720, 520)

    def _build(self, mapping: Mapping[str, str]) -> None:
        name = shown_path(self._table.path.replace("\\", "/").rsplit("/", 1)[-1])
        told = self.tr(
            "Each row of {0} becomes a document. Other tables with the same columns are read the same "
            "way. What is not chosen here stays below the text."
        )
        summary = QLabel(told.replace("{0}", name), self)
        summary.setWordWrap(True)
        names = {
            "text": self.tr("Text"),
            "title": self.tr("Title"),
            "author": self.tr("Author"),
            "date": self.tr("Date"),
            "source": self.tr("Source"),
        }
        form = QFormLayout()
        self.choices: dict[str, Choice] = {}
        for field in FIELDS:
            choice = Choice(self)
            choice.setAccessibleName(names[field])
            none = self.tr("none: one document of all rows") if field == "text" else self.tr("none")
            choice.addItem(none, "")
            for column in self._table.columns:
                choice.addItem(column, column)
            choice.setCurrentIndex(max(choice.findData(mapping.get(field, "")), 0))
            self.choices[field] = choice
            form.addRow(names[field], choice)
        self.sample = self._sample()
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(summary)
        layout.addLayout(form)
        layout.addWidget(self.sample, 1)
        layout.addWidget(self.buttons)

    def _sample(self) -> QTableWidget:
        columns, rows = self._table.columns, self._table.rows
        sample = QTableWidget(len(rows), len(columns), self)
        sample.setAccessibleName(self.tr("First rows of the table"))
        sample.setHorizontalHeaderLabels(list(columns))
        sample.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        sample.setTabKeyNavigation(False)
        sample.verticalHeader().hide()
        sample.setShowGrid(False)
        sample.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        sample.horizontalHeader().setMaximumSectionSize(_WIDEST)
        for y, row in enumerate(rows):
            for x, cell in enumerate(row[: len(columns)]):
                line = " ".join(cell.split())
                item = QTableWidgetItem(line[:_LONGEST_CELL])
                item.setToolTip(line[:1000])
                item.setTextAlignment(Qt.AlignmentFlag.AlignVCenter)
                sample.setItem(y, x, item)
        sample.resizeColumnsToContents()
        return sample

    def _accept(self) -> None:
        self.mapped.emit({field: self.choices[field].currentData() for field in FIELDS})
        self.accept()
