"""The query help: rows that run."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.corpus.examples import EXAMPLES
from desktop.ui.search.query_help import ExamplesModel, QueryHelp
from desktop.ui.theme import THEMES
from tests.ui.search.finding import part

pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)


@pytest.fixture
def help_(qtbot: QtBot) -> Iterator[QueryHelp]:
    field = QLineEdit()
    qtbot.addWidget(field)
    help_ = QueryHelp(THEMES["light"], field)
    help_.open_below(field)
    yield help_
    help_.close()


def test_examples_model_holds_to_the_rules(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(ExamplesModel(EXAMPLES))


def test_every_example_has_a_row() -> None:
    model = ExamplesModel(EXAMPLES)
    queries = [model.query_at(row) for row in range(model.rowCount())]
    assert [query for query in queries if query] == [example.typed for example in EXAMPLES]


def test_enter_runs_the_example_that_the_arrows_reached(qtbot: QtBot, help_: QueryHelp) -> None:
    table = part(help_, QTableView)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(help_.query_wanted) as wanted:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert wanted.args == [EXAMPLES[1].typed]
    assert not help_.isVisible()


def test_arrows_pass_over_the_names_of_sections(qtbot: QtBot, help_: QueryHelp) -> None:
    table = part(help_, QTableView)
    seen = []
    for _ in EXAMPLES:
        seen.append(table.currentIndex().siblingAtColumn(0).data().strip("\u2068\u2069"))
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert seen == [example.typed for example in EXAMPLES]


def test_a_click_runs_an_example(qtbot: QtBot, help_: QueryHelp) -> None:
    table = part(help_, QTableView)
    place = table.visualRect(table.model().index(2, 1)).center()
    with qtbot.waitSignal(help_.query_wanted) as wanted:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == [EXAMPLES[1].typed]


def test_escape_closes_the_help(qtbot: QtBot, help_: QueryHelp) -> None:
    qtbot.keyClick(part(help_, QTableView), Qt.Key.Key_Escape)
    assert not help_.isVisible()
