"""Owns what a window writes down for its next start, and finds again then."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSize
from PySide6.QtWidgets import QMainWindow

from desktop.ui import settings as remembered
from desktop.ui.fitting import fit_first_size, keep_on_screen
from desktop.ui.library.listing import Sort
from desktop.ui.library.pane import LibraryPane
from desktop.ui.panes import LIBRARY, RESULTS, Panes
from desktop.ui.reader.pane import ReaderPane
from desktop.ui.reading import Reading
from desktop.ui.search.field import SearchField
from desktop.ui.search.pane import SearchPane
from desktop.ui.searching import Searching
from desktop.ui.settings import LastPlace, Settings

_FIRST_SIZE = (1480, 900)


class Remembering(QObject):
    """Writes down sizes, orders and places as they change; `restore` sets them again."""

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        panes: Panes,
        library: LibraryPane,
        reader: ReaderPane,
        results: SearchPane,
        field: SearchField,
        reading: Reading,
        searching: Searching,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self._folder = folder
        self._window = window
        self._panes = panes
        self._library = library
        self._reader = reader
        self._results = results
        self._field = field
        self._reading = reading
        self._searching = searching
        self._wire()

    def _wire(self) -> None:
        keep = self._settings.set
        self._library.order_changed.connect(self._keep_order)
        self._results.order_chosen.connect(lambda keys: keep(remembered.LINE_ORDER, keys))
        self._reader.place_changed.connect(lambda _: self._keep_place())
        self._reader.text_size_changed.connect(lambda size: keep(remembered.TEXT_SIZE, size))
        self._reader.line_width_changed.connect(lambda width: keep(remembered.LINE_WIDTH, width))
        self._panes.shown_changed.connect(self._keep_pane)

    def restore(self) -> None:
        """Give the window its size, and the panes what they had."""
        get = self._settings.get
        if self._window.restoreGeometry(QByteArray(get(remembered.GEOMETRY))):
            keep_on_screen(self._window)
        else:
            fit_first_size(self._window, QSize(*_FIRST_SIZE))
        self._panes.restore(get(remembered.PANE_SIZES), window=self._window.width())
        self._panes.set_shown(LIBRARY, get(remembered.SHOWS_LIBRARY))
        self._panes.set_shown(RESULTS, get(remembered.SHOWS_SEARCH))
        self._library.set_order(Sort(get(remembered.SORT)), get(remembered.SORT_DESCENDS))
        self._results.set_order_keys(get(remembered.LINE_ORDER))
        self._reader.set_text_size(get(remembered.TEXT_SIZE))
        self._reader.set_line_width(get(remembered.LINE_WIDTH))
        if line := self._settings.last_search(self._folder):
            self._field.set_text(line, is_told=False)
            self._field.selectAll()  # so that typing begins anew
            self._searching.begin_with(line)

    def keep_all(self) -> None:
        """Write down what is only known at the end, and all of it to disk."""
        self._settings.set(remembered.GEOMETRY, bytes(self._window.saveGeometry().data()))
        if widths := self._panes.widths():
            self._settings.set(remembered.PANE_SIZES, widths)
        self._keep_place()
        self._settings.set_last_search(self._folder, self._searching.line_found)
        self._settings.sync()

    def _keep_order(self, sort: Sort, descends: bool) -> None:
        self._settings.set(remembered.SORT, sort.value)
        self._settings.set(remembered.SORT_DESCENDS, descends)

    def _keep_pane(self, number: int, is_shown: bool) -> None:
        if number == LIBRARY:
            self._settings.set(remembered.SHOWS_LIBRARY, is_shown)
        elif number == RESULTS:
            self._settings.set(remembered.SHOWS_SEARCH, is_shown)

    def _keep_place(self) -> None:
        here = self._reading.here()
        if here is not None:
            last = LastPlace(here.document_id, here.place)
            self._settings.set_last_place(self._folder, last)
