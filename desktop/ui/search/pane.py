"""Owns the search pane: tabs, forms, the summary, and below them documents, lines, or a word of help."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.corpus.corpus import Corpus
from desktop.corpus.search.result import Result, Switches
from desktop.ui.destinations import Destinations
from desktop.ui.search.documents_model import DocumentsModel
from desktop.ui.search.documents_view import DocumentsView
from desktop.ui.search.forms_strip import FormsStrip
from desktop.ui.search.lines_page import LinesPage
from desktop.ui.search.nothing_page import NothingPage
from desktop.ui.search.repeats_line import RepeatsLine
from desktop.ui.search.summary import Summary
from desktop.ui.search.tabs import TextTabs
from desktop.ui.search.to_try import examples_for
from desktop.ui.theme import Theme

Tab = Literal["documents", "lines"]
_TABS: tuple[Tab, ...] = ("documents", "lines")


class SearchPane(QWidget):
    """What a search found. It is given results; what the reader asks for, it tells.

    `hit_chosen` carries a document's id and the index of the hit in the result's hits;
    `switches_changed` Switches; `order_wanted` a tuple of key names; `save_wanted` a path, "csv" or
    "text" and hit indices; `order_chosen` the keys that lines are sorted by from now on; `told` a
    sentence for the notice bar.
    """

    document_chosen = Signal(int)
    hit_chosen = Signal(int, int)
    query_wanted = Signal(str)
    switches_changed = Signal(object)
    order_wanted = Signal(object)
    save_wanted = Signal(Path, str, object)
    order_chosen = Signal(object)
    told = Signal(str)
    repeats_wanted = Signal()
    comparison_wanted = Signal()
    report_wanted = Signal()
    tab_changed = Signal()

    def __init__(
        self, theme: Theme, destinations: Destinations, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines_page = LinesPage(theme, destinations)
        self._result: Result | None = None
        self._notes: tuple[str, ...] = ()
        self._is_corpus_empty = False
        self._text_read = ""
        self._documents = DocumentsModel(self)
        self._build(theme)
        self._wire()
        self.show_result(None, None)

    @property
    def result(self) -> Result | None:
        """The result that is shown."""
        return self._result

    @property
    def switches(self) -> Switches:
        """What the reader has switched off; what the next search is given."""
        return self._strip.switches

    @property
    def order_keys(self) -> tuple[str, ...]:
        """The keys that lines are sorted by; empty is the order of the corpus."""
        return self._lines_page.chooser.keys

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return _TABS[max(self._tabs.currentIndex(), 0)]

    @property
    def lines(self) -> LinesPage:
        """The Lines tab, for the window's actions (copy, save)."""
        return self._lines_page

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        for part in (
            self._tabs,
            self._strip,
            self._summary,
            self.repeats_line,
            self._documents_view,
            self._lines_page,
            self._nothing,
        ):
            part.set_theme(theme)

    def show_result(self, corpus: Corpus | None, result: Result | None) -> None:
        """Show a result of this corpus; None is the state before any search."""
        self._result = result
        self._strip.set_forms(result.forms if result is not None else ())
        self._summary.show_result(result)
        self._documents_view.show_result(corpus, result)
        self._lines_page.show_result(corpus, result)
        self._choose_page()

    def show_tab(self, tab: Tab) -> None:
        """Bring a tab to the front."""
        self._tabs.setCurrentIndex(_TABS.index(tab))

    def set_order_keys(self, keys: tuple[str, ...]) -> None:
        """Take over a remembered order; it counts from the next result on."""
        self._lines_page.chooser.set_keys(keys)

    def set_order(self, permutation: NDArray[np.int64], *, result: Result | None = None) -> None:
        """Show the lines in this order; an answer for a `result` no longer shown is dropped."""
        if result is None or result is self._result:
            self._lines_page.set_order(permutation)

    def show_current(self, hit: int) -> None:
        """Mark the line of the hit that the reader stands on (index in the hits; -1 for none)."""
        self._lines_page.show_hit(hit)

    def set_corpus_notes(self, notes: Sequence[str]) -> None:
        """Sentences about the corpus (files refused, documents without text) for vain searches."""
        self._notes = tuple(notes)
        self._choose_page()

    def set_corpus_empty(self, is_empty: bool) -> None:
        """Say whether the corpus has no documents at all."""
        if is_empty != self._is_corpus_empty:
            self._is_corpus_empty = is_empty
            self.repeats_line.set_corpus_empty(is_empty)
            self._choose_page()

    def set_text_read(self, text: str) -> None:
        """Take the words to try from the beginning of the text that is being read."""
        self._text_read = text
        if self._result is None or not self._result.typed.strip():
            self._choose_page()

    def focus_results(self) -> None:
        """Put the keyboard into what is listed."""
        page = self._stack.currentWidget()
        if page is self._lines_page:
            self._lines_page.view.setFocus()
        elif page is not None:
            page.setFocus()

    def _build(self, theme: Theme) -> None:
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Search results"))
        self._tabs = TextTabs(theme)
        self._tabs.setAccessibleName(self.tr("What the search found"))
        self._tabs.addTab(self.tr("Documents"))
        self._tabs.addTab(self.tr("Lines"))
        self._tabs.setCurrentIndex(_TABS.index("lines"))
        self._strip = FormsStrip(theme)
        self._summary = Summary(theme)
        self.repeats_line = RepeatsLine(theme)
        self._documents_view = DocumentsView(theme, self._documents)
        self._nothing = NothingPage(theme)
        self._stack = QStackedWidget()
        for page in (self._documents_view, self._lines_page, self._nothing):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(5, 0, 5, 2)
        tabs.addWidget(self._tabs)
        layout.addLayout(tabs)
        layout.addWidget(self._strip)
        layout.addWidget(self._summary)
        layout.addWidget(self.repeats_line)
        layout.addWidget(self._stack, 1)

    def _wire(self) -> None:
        self._tabs.currentChanged.connect(self._choose_page)
        self._tabs.currentChanged.connect(self.tab_changed)
        self._strip.switches_changed.connect(self.switches_changed)
        self._summary.query_wanted.connect(self.query_wanted)
        self.repeats_line.showing_wanted.connect(self.repeats_wanted)
        self.repeats_line.comparison_wanted.connect(self.comparison_wanted)
        self._nothing.query_wanted.connect(self.query_wanted)
        self._nothing.report_wanted.connect(self.report_wanted)
        self._nothing.documents_wanted.connect(self._show_documents)
        self._documents_view.document_chosen.connect(self.document_chosen)
        self._lines_page.hit_chosen.connect(self.hit_chosen)
        self._lines_page.order_wanted.connect(self.order_wanted)
        self._lines_page.chooser.keys_chosen.connect(self.order_chosen)
        self._lines_page.save_wanted.connect(self.save_wanted)
        self._lines_page.told.connect(self.told)

    def _show_documents(self) -> None:
        self.show_tab("documents")
        self._documents_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_page(self) -> None:
        """Show the tab's list, or the page that says why there is nothing to list."""
        result = self._result
        if self._is_corpus_empty:
            self._nothing.show_sentence(
                self.tr("The corpus is empty, so there is nothing to search yet.")
            )
            page: QWidget = self._nothing
        elif result is None or not result.typed.strip():
            self._nothing.show_examples(examples_for(self._text_read))
            page = self._nothing
        elif result.n_documents == 0:
            self._nothing.show_vain(result, self._notes)
            page = self._nothing
        elif self.tab == "documents":
            page = self._documents_view
        elif result.n_hits == 0:
            self._nothing.show_wordless(result.n_documents)
            page = self._nothing
        else:
            page = self._lines_page
        self._stack.setCurrentWidget(page)
