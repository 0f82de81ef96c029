"""Owns the pop-up of recent queries, newest first; each can be run again or forgotten."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.search.popup import Popup
from desktop.ui.search.text_button import Ink, TextButton
from desktop.ui.theme import Theme, sans

LONGEST = 100
_MOST_ROWS = 12
_ROW_HEIGHT = 28


def remembered(history: tuple[str, ...], query: str) -> tuple[str, ...]:
    """The history after `query` was run: it stands first, and only once."""
    query = query.strip()
    if not query:
        return history
    return (query, *(old for old in history if old != query))[:LONGEST]


class _Rows(QStyledItemDelegate):
    """Rows of one height with a little air at the left."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, _ROW_HEIGHT)


class HistoryPopup(Popup):
    """Recent queries under the field; Enter or a click runs one, Delete forgets it."""

    query_wanted = Signal(str)
    history_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._model = QStringListModel(self)
        self._build(theme)
        self._list.clicked.connect(lambda index: self._run(index.row()))
        self._forget.clicked.connect(self._forget_current)
        self._forget_all.clicked.connect(lambda: self._set(()))

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        super().set_theme(theme)
        for button in (self._forget, self._forget_all):
            button.set_theme(theme)
        self._hint.setFont(sans(8.5))

    def open_below(self, field: QWidget, history: tuple[str, ...]) -> None:
        """Open under `field` with these queries, the newest selected."""
        self._model.setStringList(list(history))
        n_rows = max(1, min(len(history), _MOST_ROWS))
        self._list.setFixedHeight(n_rows * _ROW_HEIGHT + 4)
        self.setFixedWidth(max(field.width(), 260))
        self.adjustSize()
        self.move(field.mapToGlobal(QPoint(0, field.height() + 2)))
        self.show()
        self._list.setCurrentIndex(self._model.index(0))
        self._list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._list.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self._run(row)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._forget_current()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _build(self, theme: Theme) -> None:
        self.setAccessibleName(self.tr("Recent searches"))
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setUniformItemSizes(True)
        self._list.setItemDelegate(_Rows(self._list))
        self._list.setAccessibleName(self.tr("Recent searches"))
        self._hint = QLabel(self.tr("Recent searches"))
        self._hint.setProperty("ink", "muted")
        self._forget = TextButton(self.tr("forget this one"), theme, ink=Ink.MUTED)
        self._forget.setToolTip(self.tr("Forget the selected search (Delete)"))
        self._forget_all = TextButton(self.tr("forget all"), theme, ink=Ink.MUTED)
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 0, 4, 0)
        foot.addWidget(self._hint)
        foot.addStretch(1)
        foot.addWidget(self._forget)
        foot.addWidget(self._forget_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addWidget(self._list)
        layout.addLayout(foot)
        self.set_theme(theme)

    def _run(self, row: int) -> None:
        query = self._model.stringList()[row]
        self.close()
        self.query_wanted.emit(query)

    def _forget_current(self) -> None:
        row = self._list.currentIndex().row()
        queries = self._model.stringList()
        if 0 <= row < len(queries):
            self._set((*queries[:row], *queries[row + 1 :]))
            self._list.setCurrentIndex(self._model.index(min(row, len(queries) - 2)))

    def _set(self, history: tuple[str, ...]) -> None:
        self._model.setStringList(list(history))
        self.history_changed.emit(history)
        if not history:
            self.close()
