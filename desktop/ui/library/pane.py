"""Owns the pane of documents: the filter, the order, the list, and what can be done with a selection."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.corpus.search.result import Result
from desktop.ui.counts import counted
from desktop.ui.library.delegate import DocumentDelegate
from desktop.ui.library.document_list import DocumentList
from desktop.ui.library.families import gather
from desktop.ui.library.listing import Listing, Sort
from desktop.ui.library.model import LibraryModel
from desktop.ui.library.only_bar import OnlyBar
from desktop.ui.library.order_button import OrderButton
from desktop.ui.theme import Theme


class LibraryPane(QWidget):
    """Shows a `Listing`, filtered and sorted as the reader asks.

    It tells of the document chosen, of what is to be removed or corrected, and of the order, which the
    window remembers. It changes nothing itself.
    """

    document_chosen = Signal(int)
    removal_wanted = Signal(list)
    correction_wanted = Signal(list)
    citation_wanted = Signal(int)
    folder_wanted = Signal(Path)
    file_wanted = Signal(Path)
    about_wanted = Signal(int)
    comparison_wanted = Signal(list)
    order_changed = Signal(Sort, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listing: Listing | None = None
        self._hits: NDArray[np.int64] | None = None
        self._shown_document = 0
        self._is_told = False
        self._only: NDArray[np.int64] | None = None
        self._opened: set[int] = set()  # families
        self._leaves_repeats_out = False
        self._is_filling = False
        self._build(theme)
        self._build_menu()
        self._wire()

    def _build(self, theme: Theme) -> None:
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.filter_field = QLineEdit(self)
        self.filter_field.setPlaceholderText(self.tr("Filter documents"))
        self.filter_field.setAccessibleName(self.tr("Filter documents"))
        self.filter_field.setClearButtonEnabled(True)
        self.filter_field.setAcceptDrops(False)
        self.order_button = OrderButton(self)
        self.only_bar = OnlyBar(self)
        self._model = LibraryModel(self)
        self._delegate = DocumentDelegate(theme, self)
        self.list = DocumentList(self)
        self.list.setModel(self._model)
        self.list.set_delegate(self._delegate)
        self.empty = QLabel(self)
        self.empty.setProperty("ink", "muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(15, 14, 15, 14)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self._stack.setCurrentWidget(self.empty)
        self.empty.setText(self.tr("Opening the corpus…"))
        top = QHBoxLayout()
        top.setContentsMargins(13, 12, 8, 10)
        top.setSpacing(4)
        top.addWidget(self.filter_field)
        top.addWidget(self.order_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.only_bar)
        layout.addWidget(self._stack)

    def _build_menu(self) -> None:
        """Make what can be done with the selected documents, by keys and by the right button."""
        self._menu = QMenu(self)
        correct = self._menu.addAction(self.tr("Correct title, author, source, dates…"))
        correct.triggered.connect(self.correct_selected)
        about = self._menu.addAction(self.tr("About this document…"))
        about.triggered.connect(self.tell_of_current)
        self._cite = self._menu.addAction(self.tr("Copy citation"))
        self._cite.setShortcut(QKeySequence("Ctrl+Shift+C"))
        self._open_file = self._menu.addAction(self.tr("Open file"))
        self._show_folder = self._menu.addAction(self.tr("Show in folder"))
        self._menu.addSeparator()
        self._copies = self._menu.addAction("")
        self._compare = self._menu.addAction(self.tr("Compare side by side"))
        self._menu.addSeparator()
        self._remove = self._menu.addAction(self.tr("Remove"))
        self._remove.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        for action in (self._cite, self._remove):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.list.addAction(action)

    def _wire(self) -> None:
        self._cite.triggered.connect(self._ask_for_citation)
        self._open_file.triggered.connect(self._ask_for_file)
        self._show_folder.triggered.connect(self._ask_for_folder)
        self._remove.triggered.connect(self.remove_selected)
        self._copies.triggered.connect(self._toggle_current)
        self._compare.triggered.connect(self.compare_selected)
        self.list.opening_wanted.connect(self._open_family)
        self.filter_field.textChanged.connect(self._arrange)
        self.order_button.order_changed.connect(self._arrange)
        self.order_button.order_changed.connect(self.order_changed)
        self.order_button.only_hits_changed.connect(self._arrange)
        self.only_bar.closed.connect(self.show_all)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(self._choose)
        self.list.clicked.connect(self._choose)
        self.list.customContextMenuRequested.connect(self._show_menu)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks."""
        self._delegate.set_theme(theme)
        self.list.set_delegate(self._delegate)

    def set_order(self, sort: Sort, descends: bool) -> None:
        """Sort as was remembered."""
        self.order_button.set_order(sort, descends)
        self._arrange()

    def set_listing(self, listing: Listing) -> None:
        """Show another state of the catalogue; filter, order and selection stay.

        If the document that was shown is gone, the one that took its row is chosen.
        """
        row = self._model.row_of(self._shown_document)
        self._listing = listing
        self._hits = None if self._hits is None else np.zeros(len(listing.table), dtype=np.int64)
        self._arrange()
        n_rows = self._model.rowCount()
        if row >= 0 and n_rows and listing.table.row_of(self._shown_document) < 0:
            self._choose(self._model.index(min(row, n_rows - 1)))

    def set_result(self, result: Result | None) -> None:
        """Show the hits of a result beside its documents; None shows no hits."""
        self._hits = None
        if result is not None and self._listing is not None:
            ids = self._listing.table.ids
            self._hits = np.zeros(len(ids), dtype=np.int64)
            at = np.searchsorted(ids, result.documents)
            is_here = at < len(ids)
            is_here[is_here] = ids[at[is_here]] == result.documents[is_here]
            self._hits[at[is_here]] = result.hit_counts[is_here]
        self._arrange()

    def show_only(self, words: str, documents: Sequence[int]) -> None:
        """List these documents and no others, until the reader has enough of it."""
        self._only = np.sort(np.asarray(documents, dtype=np.int64))
        self.only_bar.show_words(words, len(documents))
        self.filter_field.clear()
        self.order_button.set_only_hits(False)
        self._arrange()
        if self._model.rowCount() and self._model.row_of(self._shown_document) < 0:
            self._choose(self._model.index(0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_all(self) -> None:
        """List all documents again."""
        self._only = None
        self.only_bar.hide()
        self._arrange()

    def set_without_repeats(self, is_on: bool) -> None:
        """List of each family of duplicates only the first, or all."""
        self._leaves_repeats_out = is_on
        self._arrange()

    def set_filling(self, is_on: bool) -> None:
        """Say in the list of an empty corpus whether files are being taken in."""
        self._is_filling = is_on
        if self._listing is not None:
            self._show_empty(self._listing, self._model.rowCount())

    def show_document(self, document_id: int) -> None:
        """Mark the document that the page shows; it is not told again as chosen."""
        self._shown_document = document_id
        row = self._model.row_for(document_id, are_copies_out=self._leaves_repeats_out)
        if row < 0:
            self.list.selectionModel().clear()
            return
        index = self._model.index(row)
        is_far = not self.list.viewport().rect().intersects(self.list.visualRect(index))
        has_selection = self.list.selectionModel().hasSelection()
        if self.list.currentIndex() != index or not has_selection:
            self._select(index)
        hint = DocumentList.ScrollHint
        self.list.scrollTo(index, hint.PositionAtCenter if is_far else hint.EnsureVisible)

    def selected_documents(self) -> list[int]:
        """Return the ids of the selected documents, in the order of the list."""
        return self._model.documents_at(self.list.selected_rows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.filter_field.text():
            self.filter_field.clear()
            return
        if event.key() == Qt.Key.Key_Escape and self._only is not None:
            self.show_all()
            return
        if event.key() == Qt.Key.Key_Down and self.filter_field.hasFocus():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(270, 600)

    def step(self, by: int) -> None:
        """Go to the document below (1) or above (-1) the current one."""
        current = self.list.currentIndex()
        row = current.row() + by if current.isValid() else 0
        if 0 <= row < self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(row))

    def remove_selected(self) -> None:
        """Ask for the selected documents to be removed."""
        if ids := self.selected_documents():
            self.removal_wanted.emit(ids)

    def correct_selected(self) -> None:
        """Ask for the selected documents to be corrected, or the current one."""
        current = self._current_document()
        if ids := self.selected_documents() or ([current] if current is not None else []):
            self.correction_wanted.emit(ids)

    def tell_of_current(self) -> None:
        """Ask for what is known of the current document."""
        if (document := self._current_document()) is not None:
            self.about_wanted.emit(document)

    def compare_selected(self) -> None:
        """Ask for two selected documents side by side, or the current one and its first."""
        current = self._current_document()
        selected = self.selected_documents()
        if len(selected) != 2:
            selected = [current] if current is not None else []
        if selected:
            self.comparison_wanted.emit(selected)

    def _open_family(self, row: int, is_open: bool) -> None:
        """Show the duplicates that a row stands for below it, or hide them again."""
        if self._listing is None:
            return
        document = self._model.document_at(row)
        family = int(self._listing.table.families[self._listing.table.row_of(document)])
        has_any = self._model.n_more(row) > 0 or (self._model.n_more(row) < 0 and not is_open)
        if not has_any or (family in self._opened) is is_open:
            return
        head = row
        while self._model.n_more(head) < 0:
            head -= 1
        self._opened ^= {family}
        self._arrange()
        if is_open:
            last = head
            while last + 1 < self._model.rowCount() and self._model.n_more(last + 1) < 0:
                last += 1
            self.list.scrollTo(self._model.index(last))
            self.list.scrollTo(self._model.index(head))
        if head != row:  # its row is hidden now
            self._choose(self._model.index(head))

    def _toggle_current(self) -> None:
        row = self.list.currentIndex().row()
        is_shown = self._model.is_open(row) or self._model.n_more(row) < 0
        self._open_family(row, not is_shown)

    def _arrange(self) -> None:
        """Filter and sort anew, and keep what was selected."""
        listing = self._listing
        if listing is None:
            return
        rows = listing.rows(
            typed=self.filter_field.text(),
            sort=self.order_button.sort,
            descends=self.order_button.descends,
            hits=self._hits,
            only_hits=self.order_button.only_hits,
            only=self._only,
            without_repeats=self._leaves_repeats_out,
        )
        is_gathered = self._only is None
        families = listing.table.families if is_gathered else np.zeros_like(listing.table.families)
        gathered = gather(rows, families, self._opened, ids=listing.table.ids)
        selected = self.selected_documents()
        scrolled = self.list.verticalScrollBar().value()
        self._model.set_rows(listing.table, gathered.rows, self._hits, gathered.more)
        self._select_again(selected)
        self.list.verticalScrollBar().setValue(scrolled)
        self._show_empty(listing, len(rows))

    def _select_again(self, documents: list[int]) -> None:
        wanted = self._model.rows_of(documents)
        shown = self._model.row_for(self._shown_document, are_copies_out=self._leaves_repeats_out)
        if shown >= 0 and (not len(wanted) or shown in wanted):
            self._select(self._model.index(shown))
        if len(wanted) > 1:
            self.list.select_rows(wanted)

    def _select(self, index: QModelIndex) -> None:
        """Make a row the current one without telling that it was chosen."""
        self._is_told = True
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, flag)
        self._is_told = False

    def _show_empty(self, listing: Listing, shown: int) -> None:
        if not len(listing.table) and self._is_filling:
            self.empty.setText(self.tr("Files are being taken in…"))
        elif not len(listing.table):
            self.empty.setText(
                self.tr("This corpus is empty. Drop files or folders here, or press “Add…” above.")
            )
        elif not shown:
            self.empty.setText(self.tr("No document matches the filter."))
        self._stack.setCurrentWidget(self.list if shown else self.empty)

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid() or self._is_told:
            return
        document = self._model.document_at(index.row())
        if document != self._shown_document:
            self._shown_document = document
            self.document_chosen.emit(document)

    def _current_document(self) -> int | None:
        """Return the document of the current row, else the one on the page."""
        index = self.list.currentIndex()
        if index.isValid():
            return self._model.document_at(index.row())
        return self._shown_document or None

    def _ask_for_citation(self) -> None:
        if (document := self._current_document()) is not None:
            self.citation_wanted.emit(document)

    def _ask_for_folder(self) -> None:
        if (file := self._file_of_current()) is not None:
            self.folder_wanted.emit(file.parent)

    def _ask_for_file(self) -> None:
        if (file := self._file_of_current()) is not None:
            self.file_wanted.emit(file)

    def _file_of_current(self) -> Path | None:
        """Return where the current document's file lay."""
        document = self._current_document()
        if document is None or self._listing is None:
            return None
        return Path(self._listing.table.paths[self._listing.table.row_of(document)])

    def _show_menu(self, at: QPoint) -> None:
        if not self.list.indexAt(at).isValid():
            return
        file = self._file_of_current()
        self._open_file.setEnabled(file is not None and file.is_file())
        self._show_folder.setEnabled(file is not None and file.parent.is_dir())
        self._name_copies(self.list.indexAt(at).row())
        self._menu.popup(self.list.viewport().mapToGlobal(at))

    def _name_copies(self, row: int) -> None:
        """Say in the menu what can be done about the duplicates of a row."""
        n = self._model.n_more(row)
        self._copies.setVisible(n != 0)
        if n < 0 or self._model.is_open(row):
            self._copies.setText(self.tr("Hide the duplicates"))
        else:
            self._copies.setText(
                counted(n, self.tr("Show the duplicate"), self.tr("Show the {n} duplicates"))
            )
        n_selected = len(self.selected_documents())
        self._compare.setEnabled(n_selected == 2 or (n_selected == 1 and n != 0))
