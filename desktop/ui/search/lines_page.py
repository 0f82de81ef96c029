"""Owns the Lines tab: the order chooser and the actions above the list of lines."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.corpus.concordance.lines import order, sort_keys
from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.corpus.search.result import Hits, Result
from desktop.ui.counts import counted, number
from desktop.ui.destinations import Destinations
from desktop.ui.hairline import hairline
from desktop.ui.search import saving
from desktop.ui.search.lines_model import LineRole, LinesModel
from desktop.ui.search.lines_view import LinesView
from desktop.ui.search.order_chooser import OrderChooser
from desktop.ui.search.source_line import SourceLine
from desktop.ui.search.text_button import Ink, TextButton
from desktop.ui.theme import Theme

MOST_SORTED_HERE = 20_000
MOST_COPIED = 5_000


class LinesPage(QWidget):
    """Concordance lines with their order, and what can be done with the selected ones.

    `order_wanted` (a tuple of key names) asks the window to sort a large result and to hand the
    order to `set_order`; `save_wanted` (path, format, hit indices) asks it to write a long file.
    """

    hit_chosen = Signal(int, int)
    order_wanted = Signal(object)
    save_wanted = Signal(Path, str, object)
    told = Signal(str)

    def __init__(
        self, theme: Theme, destinations: Destinations, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._destinations = destinations
        self._corpus: Corpus | None = None
        self._result: Result | None = None
        self._model = LinesModel(self)
        self._build(theme)
        self._wire()

    @property
    def view(self) -> LinesView:
        """The list of lines."""
        return self._view

    @property
    def chooser(self) -> OrderChooser:
        """The chooser of the order."""
        return self._chooser

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        for part in (self._chooser, self._more, self._view):
            part.set_theme(theme)

    def show_result(self, corpus: Corpus | None, result: Result | None) -> None:
        """Show the lines of a result, in the order that was chosen last.

        An answer to the same line (the corpus has grown) leaves the place in the list as it is.
        """
        before, current = self._result, self._model.current
        scrolled = self._view.verticalScrollBar().value()
        self._corpus, self._result = corpus, result
        self._model.set_result(corpus, result, order=self._sorted_here())
        if before is not None and result is not None and before.typed == result.typed:
            self._model.set_current(same_hit(before.hits, result.hits, current))
            self._view.verticalScrollBar().setValue(scrolled)
        else:
            self._view.scrollToTop()
        self._ask_for_order()

    def set_order(self, permutation: NDArray[np.int64] | None) -> None:
        """Show the lines in this order of hit indices; one of another length is not for them."""
        current = self._model.current
        self._model.set_order(permutation)
        self._view.scrollToTop()
        if current >= 0:
            self._view.show_hit(current)

    def show_hit(self, hit: int) -> None:
        """Mark the line of a hit and bring it into view."""
        self._view.show_hit(hit)

    def copy_selected(self, *, has_citations: bool = False) -> None:
        """Put the selected lines on the clipboard as text with their sources."""
        hits = self._view.selected_hits()
        if self._corpus is None or self._result is None or not len(hits):
            return
        if len(hits) > MOST_COPIED:
            words = self.tr("{n} lines are too many to copy. Save them to a file instead.")
            self.told.emit(words.format(n=number(len(hits))))
            return
        try:
            text = saving.lines_as_text(
                self._corpus, self._result.hits, hits, has_citations=has_citations
            )
        except Trouble as trouble:
            self.told.emit(str(trouble))
            return
        QGuiApplication.clipboard().setText(text)
        copied = counted(len(hits), self.tr("{n} line copied."), self.tr("{n} lines copied."))
        self.told.emit(copied)

    def save(self, hits: NDArray[np.int64]) -> None:
        """Ask for a file and write the lines of these hits into it."""
        if self._corpus is None or self._result is None or not len(hits):
            return
        chosen = saving.ask_for_file(self, self._destinations, self._result.typed)
        if chosen is None:
            return
        path, form = chosen
        if len(hits) > saving.MOST_SAVED_HERE:
            self.save_wanted.emit(path, form, hits)
            return
        try:
            saving.save_lines(self._corpus, self._result.hits, hits, path=path, form=form)
        except Trouble as trouble:
            self.told.emit(str(trouble))
            return
        saved = counted(len(hits), self.tr("{n} line saved"), self.tr("{n} lines saved"))
        self.told.emit(self.tr("{lines} to {name}.").format(lines=saved, name=path.name))

    def save_all(self) -> None:
        """Save every line, in the order shown."""
        n_rows = self._model.rowCount()
        self.save(self._model.hits_at(np.arange(n_rows, dtype=np.int64)))

    def save_selected(self) -> None:
        """Save the selected lines, in the order shown."""
        self.save(self._view.selected_hits())

    def _build(self, theme: Theme) -> None:
        self._chooser = OrderChooser(theme)
        self._more = TextButton(self.tr("copy, save") + " ▾", theme, ink=Ink.MUTED)
        self._view = LinesView(theme, self._model)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._source = SourceLine()
        self._menu = QMenu(self)
        self._copy = self._action(self.tr("Copy"), QKeySequence(QKeySequence.StandardKey.Copy))
        self._cite = self._action(self.tr("Copy with citation"), QKeySequence("Ctrl+Shift+C"))
        self._menu.addSeparator()
        self._save_selected = self._action(self.tr("Save selected lines…"), QKeySequence())
        self._save_all = self._action(self.tr("Save all lines…"), QKeySequence())
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 0, 12, 2)
        tools.addWidget(self._chooser)
        tools.addStretch(1)
        tools.addWidget(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(tools)
        layout.addWidget(self._view, 1)
        layout.addWidget(hairline())
        layout.addWidget(self._source)

    def _action(self, name: str, shortcut: QKeySequence) -> QAction:
        action = QAction(name, self)
        action.setShortcut(shortcut)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._menu.addAction(action)
        self.addAction(action)
        return action

    def _wire(self) -> None:
        self._view.line_chosen.connect(self._choose)
        self._view.pointed_at.connect(
            lambda index: self._source.show_source(index.data(LineRole.SOURCE) or "")
        )
        self._view.copy_wanted.connect(lambda: self.copy_selected())
        self._view.customContextMenuRequested.connect(
            lambda place: self._menu.popup(self._view.viewport().mapToGlobal(place))
        )
        self._more.clicked.connect(
            lambda: self._menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))
        )
        self._menu.aboutToShow.connect(self._enable_actions)
        self._menu.aboutToHide.connect(lambda: self._enable_actions(is_all=True))
        self._copy.triggered.connect(lambda: self.copy_selected())
        self._cite.triggered.connect(lambda: self.copy_selected(has_citations=True))
        self._save_selected.triggered.connect(self.save_selected)
        self._save_all.triggered.connect(self.save_all)
        self._chooser.keys_chosen.connect(self._reorder)

    def _enable_actions(self, *, is_all: bool = False) -> None:
        has_selection = is_all or self._view.selectionModel().hasSelection()
        for action in (self._copy, self._cite, self._save_selected):
            action.setEnabled(has_selection)

    def _choose(self, hit: int) -> None:
        self.hit_chosen.emit(self._model.document_of(hit), hit)

    def _reorder(self) -> None:
        if self._result is None:
            return
        self.set_order(self._sorted_here())
        self._ask_for_order()

    def _sorted_here(self) -> NDArray[np.int64] | None:
        """The order of a result that is small enough to be sorted at once; else None."""
        if self._corpus is None or self._result is None or not self._chooser.keys:
            return None
        if self._result.n_hits > MOST_SORTED_HERE:
            return None
        return order(self._corpus, self._result, sort_keys(",".join(self._chooser.keys)))

    def _ask_for_order(self) -> None:
        result = self._result
        if result is not None and self._chooser.keys and result.n_hits > MOST_SORTED_HERE:
            self.order_wanted.emit(self._chooser.keys)


def same_hit(before: Hits, after: Hits, hit: int) -> int:
    """The index in `after` of a hit of `before`; -1 if it is not there any more."""
    if not 0 <= hit < len(before):
        return -1
    inside = after.of_document(int(before.document[hit]))
    places = after.first[inside]
    at = int(np.searchsorted(places, before.first[hit]))
    is_there = at < len(places) and places[at] == before.first[hit]
    return inside.start + at if is_there else -1
