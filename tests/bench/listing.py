"""Measures the list of 100,000 documents: filter, sort, scroll, with the window's own pane, off screen."""

import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.corpus.corpus import open_corpus
from desktop.ui import theme
from desktop.ui.library.listing import Listing, Sort
from desktop.ui.library.pane import LibraryPane
from tests.bench.table import Row, ms, seconds, spread

_TYPED = ("o", "oi", "oil", "oil ", "oil p", "reuters", "trade", "gesetz", "zz", "")
_SCROLLS = 200


def run(folder: Path) -> list[Row]:
    """Type into the filter, sort by everything, scroll; each time until it is painted."""
    app = QApplication.instance() or QApplication(["listing"])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.THEMES["light"])
    with open_corpus(folder) as corpus:
        table = corpus.catalogue()
        listing = Listing(table)
        prepared = seconds(listing.prepare)
        pane = LibraryPane(theme.THEMES["light"])
        pane.resize(300, 850)
        pane.show()
        pane.set_listing(listing)
        app.processEvents()
        rows = _measured(pane, len(table))
        result = corpus.search("the")
        hits = _painted(pane, lambda: pane.set_result(result))
        pane.close()
        pane.deleteLater()
    name = f"list of {len(table):,} documents"
    return [
        Row(f"{name}: made ready, off the window's thread", ms(prepared * 1000)),
        *rows,
        Row(f"{name}: shows the hits of a search", ms(hits * 1000), "", "100 ms"),
    ]


def _measured(pane: LibraryPane, n_documents: int) -> list[Row]:
    name = f"list of {n_documents:,} documents"
    filters = [
        _painted(pane, lambda typed=typed: pane.filter_field.setText(typed)) for typed in _TYPED
    ]
    sorts = [
        _painted(pane, lambda sort=sort, last=last: pane.set_order(sort, last))
        for sort in Sort
        for last in (True, False)
    ]
    bar = pane.list.verticalScrollBar()
    chance = random.Random(3)
    steps = [_painted(pane, lambda: bar.setValue(bar.value() + 60)) for _ in range(_SCROLLS)]
    jumps = [
        _painted(pane, lambda: bar.setValue(chance.randrange(bar.maximum())))
        for _ in range(_SCROLLS)
    ]
    return [
        Row(f"{name}: filter, a letter", spread(filters), "", "100 ms"),
        Row(f"{name}: sort by each column", spread(sorts), "", "100 ms"),
        Row(f"{name}: scroll by 60 pixels", spread(steps), "", "no stutter (16 ms)"),
        Row(f"{name}: jump anywhere", spread(jumps), "", "100 ms"),
    ]


def _painted(pane: LibraryPane, do: Callable[[], object]) -> float:
    """Return how long something takes until the list has painted it."""

    def all_of_it() -> None:
        do()
        pane.list.viewport().repaint()

    return seconds(all_of_it)
