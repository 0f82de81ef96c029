"""Owns the query help beside the field: what can be typed, and what it finds; a row runs."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from desktop.corpus.examples import EXAMPLES, Example
from desktop.ui.direction import isolated
from desktop.ui.search.popup import Popup
from desktop.ui.theme import Theme, sans, serif

_WIDTH = 680
_TYPED_WIDTH = 215


class ExamplesModel(QAbstractTableModel):
    """Two columns: the example, and what it finds; a section's name has a row of its own."""

    def __init__(self, examples: Sequence[Example], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Example | str] = []
        section = ""
        for example in examples:
            if example.section != section:
                self._rows.append(example.section)
                section = example.section
            self._rows.append(example)

    def query_at(self, row: int) -> str:
        """The example in `row`, as one would type it; empty for the name of a section."""
        at = self._rows[row]
        return at.typed if isinstance(at, Example) else ""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.isValid() and not self.query_at(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        at = self._rows[index.row()]
        if isinstance(at, str):
            return self._section(at, index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return (isolated(at.typed), shown(at.finds))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return shown(at.finds)
        if role == Qt.ItemDataRole.FontRole:
            return (serif(10.5), sans(9.5))[index.column()]
        return None

    def _section(self, name: str, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(name) if column == 0 else ""
        if role == Qt.ItemDataRole.FontRole:
            return sans(8.5)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        return None


class QueryHelp(Popup):
    """A pop-up under the field; Enter or a click runs the row, Esc closes."""

    query_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._model = ExamplesModel(EXAMPLES, self)
        self._build()
        self._table.clicked.connect(lambda index: self._run(index.row()))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        super().set_theme(theme)
        self._heading.setFont(sans(9.5))

    def open_below(self, field: QWidget) -> None:
        """Open under the search field, the first example selected."""
        available = field.screen().availableGeometry()
        place = field.mapToGlobal(QPoint(0, field.height() + 2))
        rows = sum(self._table.rowHeight(row) for row in range(self._model.rowCount()))
        height = min(rows + self._heading.sizeHint().height() + 26, available.bottom() - place.y())
        width = min(_WIDTH, available.width())
        self.resize(width, max(height, 200))
        self.move(max(available.left(), min(place.x(), available.right() - width)), place.y())
        self.show()
        self._table.setCurrentIndex(self._model.index(1, 0))
        self._table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._table.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self._run(row)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.setAccessibleName(self.tr("What can be typed"))
        self._heading = QLabel(self.tr("What can be typed, and what it finds. A click tries it."))
        self._heading.setProperty("ink", "muted")
        self._heading.setContentsMargins(3, 4, 8, 4)
        self._table = QTableView()
        self._table.setModel(self._model)
        self._table.setAccessibleName(self.tr("Examples"))
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(26)
        header = self._table.horizontalHeader()
        header.hide()
        header.resizeSection(0, _TYPED_WIDTH)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(9, 6, 6, 6)
        layout.addWidget(self._heading)
        layout.addWidget(self._table)

    def _run(self, row: int) -> None:
        query = self._model.query_at(row)
        if query:
            self.close()
            self.query_wanted.emit(query)


def shown(words: str) -> str:
    """The corpus's own words about its examples, in the reader's language."""
    return QCoreApplication.translate("examples", words)
