"""A window on a small real corpus, as a hand finds it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import open_corpus
from desktop.ui.settings import Settings
from desktop.ui.theme import THEMES
from desktop.ui.window import CorpusWindow
from tests.making import Piece, make_corpus, piece

OpenWindow = Callable[..., CorpusWindow]

PIECES = (
    piece(
        "The bridge at Mosul fell. Beyond the bridge stood the old market.",
        title="The Bridge",
        author="A. Writer",
        source="The Daily",
        published="2016-10-16",
    ),
    piece("Rain on the market all day.", title="Älteste Straße", author="B. Reporter"),
    piece("No bridge here, and no river; a bridge was planned.", title="’Tis a Plan"),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path, settings: Settings) -> OpenWindow:
    """Opens a window on a corpus of some pieces, or again on the corpus that is there."""

    def open_it(
        pieces: tuple[Piece | str, ...] | None = PIECES, name: str = "Test"
    ) -> CorpusWindow:
        folder = tmp_path / f"{name}.corpus"
        if pieces is not None:
            make_corpus(folder, pieces).close()
        window = CorpusWindow(open_corpus(folder), settings, THEMES["light"])
        qtbot.addWidget(window)
        window.show()
        n_documents = len(window.corpus.catalogue())
        qtbot.waitUntil(lambda: window.library.list.model().rowCount() == n_documents)
        if n_documents:
            qtbot.waitUntil(lambda: window.reading.document_id != 0)
        qtbot.waitUntil(lambda: window.lane.is_idle)
        return window

    return open_it


@pytest.fixture
def window(open_window: OpenWindow) -> CorpusWindow:
    return open_window()
