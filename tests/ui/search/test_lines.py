"""Concordance lines: the model, the list and what is painted."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import Corpus
from desktop.ui.search.lines_model import LineRole, LinesModel, one_space
from desktop.ui.search.lines_view import LinesView
from desktop.ui.theme import THEMES
from tests.making import make_corpus, piece

ENGLISH = "In the old\n\tcity, Mosul's walls stood. Nobody left Mosul. “Mosul,” he said, “is home.”"
ARABIC = "عاش الناس في الموصل، سنوات طويلة. عادت الموصل بعد الحرب إلى أهلها."


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    pieces = [
        piece(ENGLISH, title="Walls"),
        piece(ARABIC, title="النهر", language="ar"),
        piece("Mosul 🙂 again, and Mosul.", title="Again"),
    ]
    with make_corpus(tmp_path / "x.corpus", pieces) as corpus:
        yield corpus


@pytest.fixture
def model(corpus: Corpus) -> LinesModel:
    model = LinesModel()
    model.set_result(corpus, corpus.search("mosul OR الموصل"))
    return model


@pytest.fixture
def view(qtbot: QtBot, model: LinesModel) -> LinesView:
    view = LinesView(THEMES["light"], model)
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    return view


def test_model_holds_to_the_rules(model: LinesModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_every_match_is_a_slice_of_the_text(corpus: Corpus, model: LinesModel) -> None:
    for row in range(model.rowCount()):
        line = model.index(row).data(LineRole.LINE)
        text = corpus.text(line.id).text
        assert line.match == text[line.start : line.end]
        assert text[: line.start].endswith(line.before)
        assert text[line.end :].startswith(line.after)


def test_white_space_is_shown_as_one_space() -> None:
    assert one_space("old\n\tcity,  Mosul ") == "old city, Mosul "


def test_an_order_moves_rows_and_finds_them_again(model: LinesModel) -> None:
    backwards = np.arange(model.rowCount())[::-1].copy()
    model.set_order(backwards)
    assert model.hit_at(0) == model.rowCount() - 1
    assert [model.row_of(model.hit_at(row)) for row in range(model.rowCount())] == list(
        range(model.rowCount())
    )
    assert model.row_of(-1) == model.row_of(model.rowCount()) == -1


def test_an_order_of_another_length_is_not_taken(model: LinesModel) -> None:
    model.set_order(np.array([1, 0]))
    assert model.hit_at(0) == 0


def test_arabic_lines_run_from_right_to_left(model: LinesModel) -> None:
    rows = range(model.rowCount())
    right = [model.index(row).data(LineRole.IS_RIGHT_TO_LEFT) for row in rows]
    assert right == [False, False, False, True, True, False, False]


def test_a_document_taken_out_leaves_a_sentence(corpus: Corpus, model: LinesModel) -> None:
    corpus.remove([1])
    corpus.purge()
    assert model.index(0).data() == "This document is no longer in the corpus."


def test_a_click_chooses_exactly_that_hit(qtbot: QtBot, view: LinesView) -> None:
    place = view.visualRect(view.model().index(2, 0)).center()
    with qtbot.waitSignal(view.line_chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [2]


def test_enter_chooses_the_hit_that_the_arrows_reached(
    qtbot: QtBot, view: LinesView, model: LinesModel
) -> None:
    model.set_order(np.arange(model.rowCount())[::-1].copy())
    view.setCurrentIndex(model.index(0))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.line_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [model.rowCount() - 2]


def test_selecting_with_control_chooses_nothing(qtbot: QtBot, view: LinesView) -> None:
    chosen: list[int] = []
    view.line_chosen.connect(chosen.append)
    for row in (3, 1):
        place = view.visualRect(view.model().index(row, 0)).center()
        qtbot.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier,
            place,
        )
    assert chosen == []
    assert view.selected_hits().tolist() == [1, 3]


def test_the_current_hit_is_marked_and_the_selection_stays(
    view: LinesView, model: LinesModel
) -> None:
    view.selectionModel().select(model.index(1), QItemSelectionModel.SelectionFlag.Select)
    view.show_hit(4)
    assert model.index(4).data(LineRole.IS_CURRENT)
    assert view.selected_hits().tolist() == [1]
    view.show_hit(5)
    assert not model.index(4).data(LineRole.IS_CURRENT)


def test_the_current_hit_is_brought_into_view(qtbot: QtBot, corpus: Corpus, tmp_path: Path) -> None:
    with make_corpus(tmp_path / "long.corpus", ["Mosul. " * 5000]) as long:
        model = LinesModel()
        model.set_result(long, long.search("mosul"))
        view = LinesView(THEMES["light"], model)
        qtbot.addWidget(view)
        view.resize(400, 200)
        view.show()
        view.show_hit(4321)
        rect = view.visualRect(model.index(4321))
        assert view.viewport().rect().contains(rect.center())
        assert abs(rect.center().y() - view.viewport().height() / 2) <= 2 * rect.height()
        assert view.visualRect(view.indexAt(QPoint(5, 1))).top() == 0


def test_matches_are_aligned_and_arabic_is_mirrored(view: LinesView, model: LinesModel) -> None:
    view.clearFocus()
    image = view.viewport().grab().toImage()
    stretches = [_accent(image, view, row) for row in range(model.rowCount())]
    # Before the match of the last line stands a picture whose colours may be near the accent.
    left_edges = [stretches[row][0] for row in (0, 1, 2, 5)]
    right_edges = [stretches[row][1] for row in (3, 4)]
    assert max(left_edges) - min(left_edges) <= 3
    assert max(right_edges) - min(right_edges) <= 4
    assert min(right_edges) > max(left_edges)


def test_what_stands_before_an_arabic_match_is_painted_at_its_right(
    view: LinesView, model: LinesModel
) -> None:
    view.clearFocus()
    image = view.viewport().grab().toImage()
    muted, ink = QColor(THEMES["light"].muted_ink), QColor(THEMES["light"].ink)
    left, right = _accent(image, view, 3)
    assert _darkest(image, view, 3, (right + 2, image.width())) == pytest.approx(
        muted.red(), abs=12
    )
    assert _darkest(image, view, 3, (0, left - 2)) == pytest.approx(ink.red(), abs=12)


def _accent(image: QImage, view: LinesView, row: int) -> tuple[int, int]:
    """The first and the last column of a row that hold accent ink."""
    accent = QColor(THEMES["light"].accent)
    columns = [x for x, colour in _pixels(image, view, row) if _is_near(colour, accent)]
    return min(columns), max(columns)


def _darkest(image: QImage, view: LinesView, row: int, columns: tuple[int, int]) -> int:
    reds = [colour.red() for x, colour in _pixels(image, view, row) if columns[0] <= x < columns[1]]
    return min(reds)


def _pixels(image: QImage, view: LinesView, row: int) -> Iterator[tuple[int, QColor]]:
    rect = view.visualRect(view.model().index(row, 0))
    for y in range(rect.top(), rect.bottom() + 1):
        for x in range(image.width()):
            yield x, image.pixelColor(x, y)


def _is_near(one: QColor, other: QColor) -> bool:
    reds, greens, blues = (
        one.red() - other.red(),
        one.green() - other.green(),
        one.blue() - other.blue(),
    )
    return max(abs(reds), abs(greens), abs(blues)) < 30
