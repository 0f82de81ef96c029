"""Owns the window of one corpus: it puts the panes together, connects and forwards, and decides nothing."""

from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from desktop.corpus.corpus import CatalogueTable, Corpus
from desktop.corpus.search.result import Result
from desktop.ui import settings as remembered
from desktop.ui.actions import WindowActions
from desktop.ui.changes import Changes
from desktop.ui.corpora.choosing import is_corpus
from desktop.ui.destinations import Destinations
from desktop.ui.dialogs import Dialogs
from desktop.ui.dropping import dropped_paths
from desktop.ui.hairline import hairline
from desktop.ui.intake.folder_watch import FolderWatch
from desktop.ui.intake.strip import IntakeStrip
from desktop.ui.intake.taking import Taking
from desktop.ui.jobs.lane import SearchingLane
from desktop.ui.kin.duplicates import Duplicates
from desktop.ui.kin.strip import ComparisonStrip
from desktop.ui.library.listing import Listing
from desktop.ui.library.pane import LibraryPane
from desktop.ui.library.watch import CatalogueWatch
from desktop.ui.menus import build_menus
from desktop.ui.notices import NoticeBar
from desktop.ui.opening import Opening
from desktop.ui.outgoing import Outgoing
from desktop.ui.panes import LIBRARY, READER, RESULTS, Panes
from desktop.ui.passages import Passages
from desktop.ui.reader.pane import ReaderPane
from desktop.ui.reading import Reading
from desktop.ui.remembering import Remembering
from desktop.ui.search.field import SearchField
from desktop.ui.search.pane import SearchPane
from desktop.ui.search.query_help import QueryHelp
from desktop.ui.searching import Searching
from desktop.ui.settings import Settings
from desktop.ui.status import StatusLine
from desktop.ui.telling import Telling
from desktop.ui.theme import Theme
from desktop.ui.top_bar import TopBar
from desktop.ui.undoing import UndoKeys

_SMALLEST = (860, 560)
_FULL = Qt.WindowState.WindowFullScreen


class CorpusWindow(QMainWindow):
    """Shows one corpus, which it closes when it is closed itself.

    `corpus_wanted` and `new_corpus_wanted` ask the program for another window, `theme_wanted` for
    another look of all windows, `quit_wanted` for the end; `closed` comes when all is put away.
    """

    corpus_wanted = Signal(Path)
    new_corpus_wanted = Signal(Path)
    theme_wanted = Signal(str)
    quit_wanted = Signal()
    closed = Signal()

    def __init__(self, corpus: Corpus, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self.corpus = corpus
        self._settings = settings
        self._theme = theme
        self._table: CatalogueTable | None = None  # as it was listed last
        self._is_begun = False
        self.lane = SearchingLane(self)
        self.searching = Searching(corpus, self.lane, self)
        self.watch = CatalogueWatch(corpus, self.lane, self)
        self.taking = Taking(corpus.folder, self)
        self.folder_watch = FolderWatch(corpus, self.lane, self)
        self.comparison_strip = ComparisonStrip()
        self.duplicates = Duplicates(corpus, self.lane, self.comparison_strip, self)
        self.changes = Changes(corpus, self.lane, self)
        self.actions_by_name = WindowActions(self)
        self._build()
        self.reading = Reading(self.reader, Opening(corpus, self.lane, self), self.searching, self)
        self._remembering = Remembering(
            settings,
            corpus.folder,
            self.panes,
            self.library,
            self.reader,
            self.results,
            self.field,
            self.reading,
            self.searching,
            self,
        )
        self.outgoing = Outgoing(corpus, self.lane, self)
        self.dialogs = Dialogs(
            corpus, self.changes, self.lane, self.actions_by_name, settings, self
        )
        self._passages = Passages(self.reader, self.reading, self.outgoing, self.dialogs, self)
        self._menu_bar = build_menus(self.actions_by_name, self.reader, self.top, self)
        self.setMenuBar(self._menu_bar)
        self._wire()
        self._wire_actions()
        self._restore()

    def _build(self) -> None:
        self.setWindowTitle(f"{self.corpus.name} – Nineveh")
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)
        self.field = SearchField(self._theme, history=self._settings.history(self.corpus.folder))
        self.field.setAcceptDrops(False)
        self.help = QueryHelp(self._theme, self)
        self.top = TopBar(self.field, self._theme)
        self.strip = IntakeStrip()
        self.library = LibraryPane(self._theme)
        self.reader = ReaderPane(self._theme)
        self.results = SearchPane(self._theme, Destinations(self._settings))
        self.results.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.library.setAccessibleName(self.tr("Documents"))
        self.reader.setAccessibleName(self.tr("Page"))
        self.panes = Panes((self.library, self.reader, self.results))
        self.status = StatusLine()
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        parts = (self.top, hairline(), self.panes, hairline(), self.strip, self.comparison_strip)
        for widget in parts:
            layout.addWidget(widget)
        layout.setStretchFactor(self.panes, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self.notices = NoticeBar(self)
        UndoKeys(self.field, self.library.filter_field, parent=self)
        for before, after in pairwise((*self.top.stops(), self.library.filter_field)):
            self.setTabOrder(before, after)

    def _wire(self) -> None:
        telling = Telling(self.notices, self.actions_by_name, self.dialogs, self)
        telling.hear_reading(self.searching, self.reading, self.outgoing, self.watch)
        telling.hear_changes(self.changes, self.taking, self.folder_watch, self.duplicates)
        self.field.typed.connect(self._search)
        self.field.entered.connect(self.searching.enter)
        self.field.help_wanted.connect(lambda: self.help.open_below(self.field))
        self.field.history_changed.connect(partial(self._settings.set_history, self.corpus.folder))
        self.help.query_wanted.connect(self.field.set_text)
        self.searching.found.connect(self._show_result)
        self.searching.confirmed.connect(self.library.set_result)
        self.searching.faulty.connect(self.field.show_trouble)
        self.watch.listed.connect(self._show_listing)
        self.watch.noted.connect(self.results.set_corpus_notes)
        self.library.document_chosen.connect(self.reading.open_document)
        self.library.removal_wanted.connect(self.changes.remove)
        self.library.correction_wanted.connect(self.dialogs.correct)
        self.library.about_wanted.connect(self.dialogs.tell_of)
        self.library.comparison_wanted.connect(self.dialogs.compare)
        self.dialogs.document_wanted.connect(self.reading.open_document)
        self.dialogs.query_wanted.connect(self._list_found)
        self.dialogs.listing_wanted.connect(self._list_only)
        self.library.citation_wanted.connect(self.outgoing.copy_citation)
        self.library.folder_wanted.connect(self.dialogs.show_folder)
        self.library.file_wanted.connect(self.dialogs.show_file)
        self.results.document_chosen.connect(self.reading.open_document)
        self.results.hit_chosen.connect(self.reading.open_hit)
        self.results.switches_changed.connect(lambda _: self._search(self.field.text()))
        self.results.query_wanted.connect(self.field.set_text)
        self.results.order_wanted.connect(
            lambda keys: self.outgoing.order(self.searching.result, keys)
        )
        self.results.save_wanted.connect(
            lambda *wanted: self.outgoing.save(self.searching.result, *wanted)
        )
        self.results.told.connect(self.notices.tell)
        self.results.tab_changed.connect(
            lambda: self.reading.follow_ranking(self.results.tab == "documents")
        )
        self.outgoing.ordered.connect(
            lambda order, result: self.results.set_order(order, result=result)
        )
        self.reading.shown.connect(self.library.show_document)
        self.reading.beginning_shown.connect(self.results.set_text_read)
        self.reading.hit_shown.connect(self.results.show_current)
        self.reading.hit_shown.connect(lambda _: self.field.remember(self.searching.line_found))
        self._passages.query_wanted.connect(self._search_for)
        self._passages.told.connect(self.notices.tell)
        self.reader.switching_wanted.connect(self._switch_blocks)
        self.reader.theme_wanted.connect(self.theme_wanted)
        self.changes.changed.connect(self.watch.now)
        self.changes.catalogue_corrected.connect(self.reading.open_again)
        self.strip.refusals_wanted.connect(self.dialogs.show_refusals)
        self.taking.connect_strip(self.strip)
        self.taking.running_changed.connect(self.reading.set_filling)
        self.taking.running_changed.connect(self.library.set_filling)
        self.taking.changed.connect(self.watch.soon)
        self.taking.ended.connect(self.watch.now)
        self.taking.ended.connect(self.folder_watch.look_for_gone)
        self.dialogs.files_wanted.connect(self.add)
        self.dialogs.taking_in_wanted.connect(self.taking.take_in)
        self.dialogs.watch_wanted.connect(self.folder_watch.add_folders)
        self.dialogs.watched_wanted.connect(self.folder_watch.set_folders)
        self.folder_watch.files_wanted.connect(self.taking.keep_up)
        self.dialogs.corpus_wanted.connect(self.corpus_wanted)
        self.dialogs.new_corpus_wanted.connect(self.new_corpus_wanted)
        self.duplicates.changed.connect(self.watch.now)
        self.duplicates.state_changed.connect(self.results.repeats_line.set_state)
        self.results.comparison_wanted.connect(self.duplicates.find)
        self.results.report_wanted.connect(self.dialogs.show_report)
        self.results.repeats_wanted.connect(self.actions_by_name["without_repeats"].trigger)
        self.dialogs.comparison_wanted.connect(self.duplicates.find)
        for shown in (self.reading.shown, self.reading.hit_shown):
            shown.connect(lambda _: self.panes.set_shown(READER, True))

    def _wire_actions(self) -> None:
        """Connect the actions by their names."""
        does = {
            **self.dialogs.slots(),
            **self.reading.slots(),
            **self._passages.slots(),
            **self.panes.slots(self.field),
            "stop_intake": self.taking.stop,
            "duplicates": self.duplicates.find,
            "close": self.close,
            "quit": self.quit_wanted.emit,
            "undo": self.changes.undo,
            "correct": self.library.correct_selected,
            "remove": self.library.remove_selected,
            "compare": self.library.compare_selected,
            "search": self._focus_search,
            "filter": self._focus_filter,
            "query_help": lambda: self.help.open_below(self.field),
            "next_document": lambda: self.library.step(1),
            "previous_document": lambda: self.library.step(-1),
            "light": lambda: self.theme_wanted.emit("light"),
            "dark": lambda: self.theme_wanted.emit("dark"),
            "paper": lambda: self.theme_wanted.emit("paper"),
            "next_theme": lambda: self.theme_wanted.emit(""),
            "menu_bar": self._keep_menu_bar,
            "open_menu": self._menu_bar.open,
            "full_screen": lambda: self.setWindowState(self.windowState() ^ _FULL),
        }
        for name, slot in does.items():
            self.actions_by_name[name].triggered.connect(slot)
        actions = self.actions_by_name
        for name in ("undo", "stop_intake"):
            actions[name].setEnabled(False)
        self.changes.undo_changed.connect(actions["undo"].setEnabled)
        self.taking.running_changed.connect(actions["stop_intake"].setEnabled)
        actions["without_repeats"].toggled.connect(self._leave_repeats_out)
        self.duplicates.running_changed.connect(
            lambda is_running: actions["duplicates"].setEnabled(not is_running)
        )
        if self.corpus.is_read_only:
            self.top.add_button.hide()
            for name in ("add_files", "add_folder", "correct", "remove", "join_sheet", "watched"):
                actions[name].setEnabled(False)

    def add(self, paths: list[Path]) -> None:
        """Take in files and folders."""
        from desktop.ui.intake.file_kinds import asks_first

        if paths and self.corpus.is_read_only:
            self.notices.tell(self.tr("This corpus is read-only: nothing can be added."))
        elif paths and asks_first(paths):
            self.dialogs.ask_how(paths)
        elif paths:
            self.taking.take_in(paths)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self._theme = theme
        for part in (self.field, self.help, self.top, self.library, self.reader, self.results):
            part.set_theme(theme)
        self.actions_by_name[theme.name].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Whatever the window reads would keep it from being shown: both want the interpreter.
        super().paintEvent(event)
        if not self._is_begun:
            self._is_begun = True
            QTimer.singleShot(0, self, self._begin)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._remembering.keep_all()
        self.hide()
        self.watch.stop()
        self.folder_watch.close()
        self.notices.dismiss()
        self.taking.close()
        self.duplicates.close()
        self.lane.close()
        self.corpus.close()
        event.accept()
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        paths = dropped_paths(event)
        for folder in filter(is_corpus, paths):
            self.corpus_wanted.emit(folder)
        self.add([path for path in paths if not is_corpus(path)])

    def event(self, event: QEvent) -> bool:
        # Keys that are shortcuts come by here and nowhere else.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._menu_bar.note_press(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._menu_bar.note_press(event)
        if event.key() == Qt.Key.Key_Escape:
            self.notices.dismiss()
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._menu_bar.note_release(event)
        super().keyReleaseEvent(event)

    def _begin(self) -> None:
        """Read what the window shows, now that it is there."""
        if self.isVisible():
            self.watch.now()
            self.folder_watch.start_soon()

    def _search(self, typed: str) -> None:
        self.searching.search(typed, self.results.switches)

    def _show_result(self, result: Result) -> None:
        self.results.show_result(self.corpus, result)
        self.library.set_result(result)
        self.status.show_result(result)
        self.reading.mark_again()

    def _show_listing(self, listing: Listing) -> None:
        self.library.set_listing(listing)
        self.results.set_corpus_empty(not len(listing.table))
        self._show_totals(listing.table)
        self.duplicates.look()
        self.searching.repeat()
        self.reading.follow(listing.table, self._settings.last_place(self.corpus.folder))

    def _show_totals(self, table: CatalogueTable | None) -> None:
        self._table = table
        if table is None:
            return
        without = self.actions_by_name["without_repeats"].isChecked()
        words = self.status.show_catalogue(table, without_repeats=without)
        self.top.show_corpus(self.corpus.name, words)

    def _leave_repeats_out(self, is_on: bool) -> None:
        self._settings.set(remembered.WITHOUT_REPEATS, is_on)
        self.results.repeats_line.set_on(is_on)
        self.library.set_without_repeats(is_on)
        self.searching.set_without_repeats(is_on)
        self._show_totals(self._table)

    def _switch_blocks(self, starts: list[int], is_boilerplate: bool) -> None:
        places = [(self.reading.document_id, start) for start in starts]
        self.changes.switch_blocks(places, is_boilerplate=is_boilerplate)

    def _search_for(self, query: str) -> None:
        self.panes.set_shown(RESULTS, True)
        self.field.set_text(query)

    def _list_found(self, query: str) -> None:
        self.results.show_tab("documents")
        self._search_for(query)

    def _list_only(self, words: str, documents: list[int]) -> None:
        self.panes.set_shown(LIBRARY, True)
        self.library.show_only(words, documents)

    def _focus_search(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _focus_filter(self) -> None:
        self.panes.set_shown(LIBRARY, True)
        self.library.filter_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.library.filter_field.selectAll()

    def _keep_menu_bar(self, is_kept: bool) -> None:
        self._menu_bar.keep(is_kept)
        self._settings.set(remembered.SHOWS_MENU_BAR, is_kept)

    def _restore(self) -> None:
        get = self._settings.get
        self._remembering.restore()
        self.actions_by_name["menu_bar"].setChecked(get(remembered.SHOWS_MENU_BAR))
        self._menu_bar.keep(get(remembered.SHOWS_MENU_BAR))
        self.actions_by_name["without_repeats"].setChecked(get(remembered.WITHOUT_REPEATS))
        self.actions_by_name[self._theme.name].setChecked(True)
        self.top.show_corpus(self.corpus.name, "")
        self._settings.add_recent(self.corpus.folder)
        self.dialogs.list_recent()
        self.field.setFocus()
