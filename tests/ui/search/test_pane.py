"""The search pane on a real corpus, as a hand uses it."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QTabBar, QTableView
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import Corpus
from desktop.corpus.search.result import Switches, Tier
from desktop.ui.corpora import choosing
from desktop.ui.destinations import Destinations
from desktop.ui.search import lines_page, saving
from desktop.ui.search.documents_view import DocumentsView
from desktop.ui.search.forms_strip import FormsStrip
from desktop.ui.search.lines_model import LineRole
from desktop.ui.search.lines_view import LinesView
from desktop.ui.search.pane import SearchPane
from desktop.ui.search.summary import Summary
from desktop.ui.search.text_button import TextButton
from desktop.ui.settings import Settings
from desktop.ui.theme import THEMES
from tests.making import make_corpus, piece, put
from tests.ui.search.finding import carried, part

pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    pieces = [
        piece(
            "Mosul zero. Then Mosul alone. The people of Mosul beyond.",
            boilerplate="More about Mosul here.",
            title="One",
            author="A. Writer",
            published="2016-10-16",
        ),
        piece("Ramadi and Mosul between.", title="Two"),
    ]
    with make_corpus(tmp_path / "x.corpus", pieces) as corpus:
        yield corpus


@pytest.fixture
def pane(qtbot: QtBot, settings: Settings) -> SearchPane:
    pane = SearchPane(THEMES["light"], Destinations(settings))
    qtbot.addWidget(pane)
    pane.resize(480, 600)
    pane.show()
    return pane


def test_before_a_search_examples_can_be_tried(qtbot: QtBot, pane: SearchPane) -> None:
    with qtbot.waitSignal(pane.query_wanted) as wanted:
        qtbot.mouseClick(_button(pane, '"old city"'), Qt.MouseButton.LeftButton)
    assert wanted.args == ['"old city"']


def test_summary_counts_and_shows_boilerplate(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus
) -> None:
    pane.show_result(corpus, corpus.search("mosul"))
    summary = part(pane, Summary)
    assert summary.text == "4 hits in 2 documents · 1 in boilerplate (show)"
    with qtbot.waitSignal(pane.query_wanted) as wanted:
        qtbot.mouseClick(_button(pane, "1 in boilerplate"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["mosul boilerplate:yes"]
    pane.show_result(corpus, corpus.search("mosul boilerplate:yes"))
    assert summary.text == "5 hits in 2 documents · with boilerplate (leave out)"


def test_summary_says_how_a_pasted_line_was_read(pane: SearchPane, corpus: Corpus) -> None:
    pane.show_result(corpus, corpus.search('"mosul?"'))
    said = "In “mosul?” the question mark is read as such, or as one more letter."
    assert part(pane, Summary).text.endswith(said)
    pane.show_result(corpus, corpus.search("mosul"))
    assert said not in part(pane, Summary).text


def test_tabs_are_changed_by_keys(qtbot: QtBot, pane: SearchPane, corpus: Corpus) -> None:
    pane.show_result(corpus, corpus.search("mosul"))
    assert part(pane, LinesView).isVisible()
    qtbot.keyClick(part(pane, QTabBar), Qt.Key.Key_Left)
    assert pane.tab == "documents"
    assert part(pane, DocumentsView).isVisible()


def test_tab_walks_through_the_pane_in_the_order_seen(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus
) -> None:
    pane.show_result(corpus, corpus.search("mosul"))
    pane.activateWindow()
    part(pane, QTabBar).setFocus()
    tops = []
    while not part(pane, LinesView).hasFocus():
        focused = pane.focusWidget()
        assert focused is not None
        tops.append(focused.mapTo(pane, QPoint(0, 0)).y())
        assert len(tops) < 10
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert len(tops) == 5
    assert tops == sorted(tops)


def test_a_line_opens_its_hit_also_when_sorted(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus
) -> None:
    result = corpus.search("mosul")
    pane.show_result(corpus, result)
    pane.lines.chooser.keys_chosen.emit(())
    pane.set_order(np.array([3, 2, 1, 0]), result=result)
    view = part(pane, LinesView)
    place = view.visualRect(view.model().index(0, 0)).center()
    with qtbot.waitSignal(pane.hit_chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [2, 3]


def test_choosing_an_order_sorts_by_the_words_after(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus
) -> None:
    pane.show_result(corpus, corpus.search("mosul"))
    _choose_order(pane, "words after")
    assert pane.order_keys == ("R1", "R2", "R3")
    assert _after(pane) == ["alone", "between", "beyond", "zero"]
    pane.show_result(corpus, corpus.search("mosul"))
    assert _after(pane) == ["alone", "between", "beyond", "zero"]


def test_a_large_result_is_sorted_by_the_window(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines_page, "MOST_SORTED_HERE", 2)
    result = corpus.search("mosul")
    pane.show_result(corpus, result)
    with qtbot.waitSignal(pane.order_wanted) as wanted:
        _choose_order(pane, "words after")
    assert wanted.args == [("R1", "R2", "R3")]
    pane.set_order(np.array([1, 3, 2, 0]), result=corpus.search("ramadi"))
    assert _after(pane)[0] == "zero"
    pane.set_order(np.array([1, 3, 2, 0]), result=result)
    assert _after(pane) == ["alone", "between", "beyond", "zero"]


def test_nothing_found_names_the_word_and_offers_near_ones(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus
) -> None:
    pane.set_corpus_notes(["2 files were refused."])
    pane.show_result(corpus, corpus.search("ramadi mosull"))
    said = _said(pane)
    assert "No document has “mosull”." in said
    assert "2 files were refused." in said
    with qtbot.waitSignal(pane.query_wanted) as wanted:
        qtbot.mouseClick(_button(pane, "Mosul"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["ramadi Mosul"]


def test_nothing_found_though_each_word_is_there(pane: SearchPane, corpus: Corpus) -> None:
    pane.show_result(corpus, corpus.search('"zero ramadi"'))
    assert any("no document has them all so" in words for words in _said(pane))


def test_a_query_without_words_sends_to_the_documents(pane: SearchPane, corpus: Corpus) -> None:
    pane.show_result(corpus, corpus.search("author:writer"))
    assert not part(pane, LinesView).isVisible()
    pane.show_tab("documents")
    assert part(pane, DocumentsView).isVisible()


def test_a_form_switched_off_is_told(qtbot: QtBot, pane: SearchPane, corpus: Corpus) -> None:
    pane.show_result(corpus, corpus.search("mosul"))
    strip = part(pane, FormsStrip)
    with qtbot.waitSignal(pane.switches_changed) as changed:
        qtbot.mouseClick(_button(strip, "Mosul"), Qt.MouseButton.LeftButton)
    result = corpus.search("mosul", switches=carried(changed)[0])
    pane.show_result(corpus, result)
    assert result.n_hits == 0
    assert pane.switches == carried(changed)[0]
    assert _button(strip, "Mosul").isVisible()


def test_f3_marks_the_current_line(pane: SearchPane, corpus: Corpus) -> None:
    pane.show_result(corpus, corpus.search("mosul"))
    pane.show_current(2)
    view = part(pane, LinesView)
    assert view.currentIndex().row() == 2
    pane.show_current(-1)


def test_the_same_query_on_a_grown_corpus_keeps_place_and_mark(
    pane: SearchPane, corpus: Corpus
) -> None:
    put(corpus.library, [piece("Mosul. " * 500, title="Long")])
    pane.show_result(corpus, corpus.search("mosul"))
    pane.show_current(300)
    view = part(pane, LinesView)
    scrolled = view.verticalScrollBar().value()
    corpus.remove([1])
    pane.show_result(corpus, corpus.search("mosul"))
    rows = [row for row in range(501) if view.model().index(row, 0).data(LineRole.IS_CURRENT)]
    assert rows == [297]
    assert view.verticalScrollBar().value() == scrolled > 0
    pane.show_result(corpus, corpus.search("ramadi"))
    assert view.verticalScrollBar().value() == 0


def test_the_same_query_keeps_the_chosen_document(pane: SearchPane, corpus: Corpus) -> None:
    pane.show_result(corpus, corpus.search("mosul"))
    pane.show_tab("documents")
    view = part(pane, DocumentsView)
    view.setCurrentIndex(view.model().index(1, 0))
    chosen = view.currentIndex().data()
    put(corpus.library, [piece("Mosul Mosul Mosul Mosul", title="New")])
    pane.show_result(corpus, corpus.search("mosul"))
    assert view.currentIndex().data() == chosen
    pane.show_result(corpus, corpus.search("ramadi"))
    assert not view.currentIndex().isValid()


def test_selected_lines_are_copied_with_their_source(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus
) -> None:
    pane.show_result(corpus, corpus.search("mosul"))
    view = part(pane, LinesView)
    view.selectRow(1)
    with qtbot.waitSignal(pane.told) as told:
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "Then Mosul alone." in copied
    assert "One" in copied
    assert told.args == ["1 line copied."]


def test_a_copy_with_citation_names_author_and_date(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus
) -> None:
    pane.show_result(corpus, corpus.search("mosul"))
    part(pane, LinesView).selectRow(0)
    pane.lines.copy_selected(has_citations=True)
    copied = QGuiApplication.clipboard().text()
    assert "A. Writer" in copied
    assert "2016" in copied


def test_all_lines_are_saved_as_csv_in_the_order_shown(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lines.csv"
    monkeypatch.setattr(choosing, "choose_file_to_save", lambda *_: path)
    pane.show_result(corpus, corpus.search("mosul"))
    pane.set_order(np.array([3, 2, 1, 0]))
    with qtbot.waitSignal(pane.told) as told:
        pane.lines.save_all()
    assert told.args == ["4 lines saved to lines.csv."]
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["2", "1", "1", "1"]
    assert {row["match"] for row in rows} == {"Mosul"}


def test_selected_lines_are_saved_as_text(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lines.txt"
    monkeypatch.setattr(choosing, "choose_file_to_save", lambda *_: path)
    pane.show_result(corpus, corpus.search("mosul"))
    part(pane, LinesView).selectRow(3)
    pane.lines.save_selected()
    written = path.read_text(encoding="utf-8")
    assert "Ramadi and Mosul between." in written
    assert "alone" not in written


def test_a_place_that_cannot_be_written_is_told(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "no such folder" / "lines.csv"
    monkeypatch.setattr(choosing, "choose_file_to_save", lambda *_: path)
    pane.show_result(corpus, corpus.search("mosul"))
    with qtbot.waitSignal(pane.told) as told:
        pane.lines.save_all()
    assert "lines.csv" in carried(told)[0]


def test_long_lists_are_saved_by_the_window(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lines.csv"
    monkeypatch.setattr(choosing, "choose_file_to_save", lambda *_: path)
    monkeypatch.setattr(saving, "MOST_SAVED_HERE", 1)
    pane.show_result(corpus, corpus.search("mosul"))
    with qtbot.waitSignal(pane.save_wanted) as wanted:
        pane.lines.save_all()
    assert carried(wanted)[:2] == [path, "csv"]
    assert carried(wanted)[2].tolist() == [0, 1, 2, 3]
    assert not path.exists()


def test_every_theme_can_be_put_on(pane: SearchPane, corpus: Corpus) -> None:
    pane.show_result(corpus, corpus.search("mosul"))
    before = pane.grab().toImage()
    pane.set_theme(THEMES["dark"])
    assert pane.grab().toImage() != before


def _button(parent: SearchPane | FormsStrip, words: str) -> TextButton:
    buttons = [b for b in parent.findChildren(TextButton) if b.isVisible()]
    return next(b for b in buttons if b.text().startswith(words))


def _said(pane: SearchPane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def _choose_order(pane: SearchPane, name: str) -> None:
    menu = pane.lines.chooser.menu
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == name).trigger()


def _after(pane: SearchPane) -> list[str]:
    model = part(pane, QTableView).model()
    lines = [model.index(row, 0).data(LineRole.LINE) for row in range(model.rowCount())]
    return [line.after.split()[0].strip(".") for line in lines]


def test_a_word_switched_off_is_named_as_the_reason(pane: SearchPane, corpus: Corpus) -> None:
    pane.show_result(corpus, corpus.search("ramadi", switches=Switches(frozenset(Tier))))
    said = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    assert any("crossed out" in words for words in said)
    assert not any("Each word is in the corpus" in words for words in said)


def test_an_empty_corpus_says_so(pane: SearchPane, corpus: Corpus) -> None:
    pane.show_result(corpus, corpus.search("nowhere"))
    pane.set_corpus_empty(True)
    said = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    assert any("The corpus is empty" in words for words in said)


def test_in_a_narrow_pane_what_is_in_boilerplate_stands_below_and_is_whole(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus
) -> None:
    pane.show_result(corpus, corpus.search("mosul"))
    button = _button(pane, "1 in boilerplate")
    beside = button.y()
    pane.resize(260, 600)
    qtbot.waitUntil(lambda: button.y() > beside)
    qtbot.waitUntil(lambda: button.width() >= button.sizeHint().width())
    pane.resize(480, 600)
    qtbot.waitUntil(lambda: button.y() == beside)


def test_a_query_without_words_leads_from_the_lines_to_the_documents(
    qtbot: QtBot, pane: SearchPane, corpus: Corpus
) -> None:
    pane.show_result(corpus, corpus.search("title:* year:2016"))
    pane.show_result(corpus, corpus.search("year:2016"))
    assert pane.tab == "lines"
    qtbot.mouseClick(_button(pane, "Show the 1 document"), Qt.MouseButton.LeftButton)
    assert pane.tab == "documents"
