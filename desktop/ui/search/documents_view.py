"""Owns the list of a result's documents: title, a muted line, and the hits in the accent."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.corpus.corpus import Corpus
from desktop.corpus.search.result import Result
from desktop.ui.direction import is_right_to_left, isolated
from desktop.ui.search.documents_model import DocumentRole, DocumentsModel
from desktop.ui.search.text_button import draw_focus
from desktop.ui.theme import Theme, sans, serif

_MARGIN = 16
_PADDING = 9


class DocumentsDelegate(QStyledItemDelegate):
    """Paints a document's row in the theme's inks; all rows are of one height."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self._theme = theme
        self._title = serif(12.0, bold=True)
        self._small = sans(8.5)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        title, small = QFontMetrics(self._title).height(), QFontMetrics(self._small).height()
        return QSize(120, title + small + 2 * _PADDING + 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self._theme.selected_row))
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(QStyle.visualRect(direction, rect, bar), QColor(self._theme.accent))
        painter.setPen(QColor(self._theme.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(_MARGIN, _PADDING, -_MARGIN, -_PADDING)
        self._paint_title(painter, inner, index, direction)
        self._paint_details(painter, inner, index, direction)
        if state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, rect, self._theme)
        painter.restore()

    def _paint_title(
        self,
        painter: QPainter,
        inner: QRect,
        index: QModelIndex | QPersistentModelIndex,
        direction: Qt.LayoutDirection,
    ) -> None:
        metrics = QFontMetrics(self._title)
        place = QRect(inner.left(), inner.top(), inner.width(), metrics.height())
        painter.setFont(self._title)
        painter.setPen(QColor(self._theme.ink))
        _draw(painter, place, str(index.data()), metrics, direction)

    def _paint_details(
        self,
        painter: QPainter,
        inner: QRect,
        index: QModelIndex | QPersistentModelIndex,
        direction: Qt.LayoutDirection,
    ) -> None:
        metrics = QFontMetrics(self._small)
        hits = str(index.data(DocumentRole.HITS))
        n_pixels = metrics.horizontalAdvance(hits)
        top = inner.bottom() + 1 - metrics.height()
        painter.setFont(self._small)
        painter.setPen(QColor(self._theme.accent))
        place = QRect(inner.right() + 1 - n_pixels, top, n_pixels, metrics.height())
        place = QStyle.visualRect(direction, inner, place)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, hits)
        painter.setPen(QColor(self._theme.muted_ink))
        place = QRect(inner.left(), top, inner.width() - n_pixels - _PADDING, metrics.height())
        place = QStyle.visualRect(direction, inner, place)
        _draw(painter, place, str(index.data(DocumentRole.DETAILS)), metrics, direction)


class DocumentsView(QListView):
    """Ranked documents; a click or Enter chooses one."""

    document_chosen = Signal(int)

    def __init__(self, theme: Theme, model: DocumentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = model
        self._delegate = DocumentsDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._build()
        self.clicked.connect(self._choose)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def show_result(self, corpus: Corpus | None, result: Result | None) -> None:
        """Show the documents of a result; one that answers the same line keeps place and choice."""
        before = self._documents.result
        is_same = before is not None and result is not None and before.typed == result.typed
        index, scrolled = self.currentIndex(), self.verticalScrollBar().value()
        chosen = self._documents.document_at(index.row()) if is_same and index.isValid() else None
        self._documents.set_result(corpus, result)
        if chosen is not None:
            self.setCurrentIndex(self._documents.index(self._documents.row_of(chosen)))
        self.verticalScrollBar().setValue(scrolled if is_same else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Documents found"))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def _choose(self, index: QModelIndex) -> None:
        self.document_chosen.emit(self._documents.document_at(index.row()))


def _draw(
    painter: QPainter,
    place: QRect,
    text: str,
    metrics: QFontMetrics,
    direction: Qt.LayoutDirection,
) -> None:
    """Draw one row of text, elided at its end; a right-to-left text stands at the right."""
    is_at_right = is_right_to_left(text) or direction == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if is_at_right else Qt.AlignmentFlag.AlignLeft
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, flags | Qt.TextFlag.TextSingleLine, isolated(shown))
