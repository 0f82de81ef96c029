"""The coverage report: its pictures and what can be asked from them."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import Corpus
from desktop.corpus.library import Refusal
from desktop.corpus.report import Report, report_on
from desktop.ui.corpora import choosing
from desktop.ui.destinations import Destinations
from desktop.ui.report.report_dialog import ReportDialog
from desktop.ui.report.tally import by_source, by_year, findings
from desktop.ui.settings import Settings
from desktop.ui.theme import THEMES
from tests.making import make_corpus, piece

PIECES = (
    piece("The bridge fell.", source="The Daily", published="2014-03-01"),
    piece("Rain on the market.", source="The Daily", published="2016-10-16"),
    piece("النص العربي", language="ar"),
    piece("", language=None),
)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with make_corpus(tmp_path / "x.corpus", PIECES) as corpus:
        with corpus.library.group():
            corpus.library.refuse(Refusal("/a/b.pdf", "A password is needed.", "", ""))
        yield corpus


@pytest.fixture
def report(corpus: Corpus) -> Report:
    return report_on(corpus)


@pytest.fixture(params=THEMES)
def dialog(
    qtbot: QtBot, report: Report, settings: Settings, request: pytest.FixtureRequest
) -> ReportDialog:
    dialog = ReportDialog("x", report, THEMES[request.param], Destinations(settings))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_empty_years_keep_their_place(report: Report) -> None:
    years = by_year(report)
    assert [(each.bar.label, each.bar.count) for each in years] == [
        ("2014", 1),
        ("2015", 0),
        ("2016", 1),
    ]
    assert years[2].query == "year:2016"


def test_troubles_name_their_documents(report: Report) -> None:
    found = {finding.words: finding for finding in findings(report)}
    assert found["Without any text"].documents == (4,)
    assert found["Refused: A password is needed."].count == 1


def test_a_source_is_asked_for_as_a_phrase(report: Report, corpus: Corpus) -> None:
    query = by_source(report)[0].query
    assert query == 'source:"The Daily"'
    assert corpus.search(query).n_documents == 2


def test_a_click_on_a_column_searches_for_its_year(qtbot: QtBot, dialog: ReportDialog) -> None:
    with qtbot.waitSignal(dialog.query_wanted) as told:
        qtbot.mouseClick(
            dialog.years,
            Qt.MouseButton.LeftButton,
            pos=dialog.years.area(2).center().toPoint(),
        )
    assert told.args == ["year:2016"]
    assert not dialog.isVisible()


def test_keys_walk_along_the_bars(qtbot: QtBot, dialog: ReportDialog) -> None:
    dialog.languages.setFocus()
    qtbot.keyClick(dialog.languages, Qt.Key.Key_Down)
    assert dialog.languages.accessibleDescription().startswith("Arabic: 1 document;")
    with qtbot.waitSignal(dialog.query_wanted) as told:
        qtbot.keyClick(dialog.languages, Qt.Key.Key_Return)
    assert told.args == ["lang:ar"]


def test_what_is_not_known_can_be_listed(qtbot: QtBot, dialog: ReportDialog) -> None:
    last = dialog.sources.area(len(dialog.sources.bars) - 1).center().toPoint()
    with qtbot.waitSignal(dialog.unknown_wanted) as told:
        qtbot.mouseClick(dialog.sources, Qt.MouseButton.LeftButton, pos=last + QPoint(1, 0))
    assert told.args == ["source"]


def test_troubles_can_be_shown(qtbot: QtBot, dialog: ReportDialog) -> None:
    with qtbot.waitSignal(dialog.documents_wanted) as told:
        dialog.finding_buttons[0].click()
    assert told.args == ["Without any text", [4]]
    with qtbot.waitSignal(dialog.refusals_wanted):
        dialog.finding_buttons[1].click()


def test_the_report_is_copied_and_saved(
    qtbot: QtBot, dialog: ReportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.copy_button.click()
    assert "Refused: A password is needed." in QGuiApplication.clipboard().text()
    file = tmp_path / "out.csv"
    monkeypatch.setattr(choosing, "choose_file_to_save", lambda *_: file)
    with qtbot.waitSignal(dialog.told) as told:
        dialog.save_button.click()
    assert told.args == ["The report is saved to out.csv."]
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert ["year", "2016", "1"] in rows
    assert ["refused", "A password is needed.", "1"] in rows
