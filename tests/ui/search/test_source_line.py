"""Below the lines stands where the line in question comes from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import Corpus, open_corpus
from desktop.corpus.intake import take_in
from desktop.ui.destinations import Destinations
from desktop.ui.search.lines_model import LineRole
from desktop.ui.search.lines_page import LinesPage
from desktop.ui.search.source_line import SourceLine
from desktop.ui.settings import Settings
from desktop.ui.theme import THEMES
from tests.making import make_corpus, piece
from tests.ui.search.finding import part


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    file = tmp_path / "bridges.md"
    file.write_text(
        "# On bridges\n\n## Stone\n\nA bridge of stone.\n\n## Wood\n\nA bridge of wood.\n"
    )
    with make_corpus(tmp_path / "x.corpus", [piece("The bridge fell.", title="Letter")]) as made:
        folder = made.folder
    list(take_in(folder, [file], stop=lambda: False))
    with open_corpus(folder) as corpus:
        yield corpus


@pytest.fixture
def page(qtbot: QtBot, corpus: Corpus, settings: Settings) -> LinesPage:
    page = LinesPage(THEMES["light"], Destinations(settings))
    qtbot.addWidget(page)
    page.resize(500, 300)
    page.show_result(corpus, corpus.search("bridge"))
    page.show()
    return page


def test_the_current_line_says_where_it_stands(qtbot: QtBot, page: LinesPage) -> None:
    source = part(page, SourceLine)
    assert source.text() == ""
    page.show_hit(0)
    assert source.text() == "Letter"
    for expected in ("On bridges · Stone", "On bridges · Wood"):
        qtbot.keyClick(page.view, Qt.Key.Key_Down)
        assert source.text() == expected
    spoken = page.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("A bridge of wood. (On bridges · Wood)")


def test_the_line_under_the_mouse_comes_first(qtbot: QtBot, page: LinesPage) -> None:
    source, view = part(page, SourceLine), page.view
    page.show_hit(0)
    row = view.visualRect(view.model().index(2, 0))
    qtbot.mouseMove(view.viewport(), row.center() - QPoint(5, 0))
    qtbot.mouseMove(view.viewport(), row.center())
    qtbot.waitUntil(lambda: source.text() == "On bridges · Wood")
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert source.text() == "Letter"


def test_another_result_says_nothing_until_a_line_is_chosen(
    page: LinesPage, corpus: Corpus
) -> None:
    page.show_hit(1)
    page.show_result(corpus, corpus.search("stone"))
    assert part(page, SourceLine).text() == ""
    assert page.view.model().index(0, 0).data(LineRole.SOURCE) == "On bridges · Stone"
