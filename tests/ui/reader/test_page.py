"""The page shows, marks, scrolls, selects and folds; its places are code points."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.corpus.library import StoredText
from desktop.corpus.text.blocks import Kind, Mark
from desktop.ui.reader.pane import ReaderPane
from desktop.ui.reader.pieces import Style
from desktop.ui.theme import THEMES, contrast
from tests.ui.reader.conftest import catalogue, paragraphs, store, take_focus

Show = Callable[[StoredText], ReaderPane]
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def hits_of(stored: StoredText, word: str) -> tuple[list[int], list[int]]:
    starts = [i for i in range(len(stored.text)) if stored.text.startswith(word, i)]
    return starts, [start + len(word) for start in starts]


def point_of(pane: ReaderPane, place: int) -> QPoint:
    """Return a point of the viewport just right of a place, found by asking the page."""
    page = pane.page
    for y in range(0, page.viewport().height(), 4):
        for x in range(0, page.viewport().width(), 2):
            if page.place_at(QPointF(x, y)) == place:
                return QPoint(x, y + 6)
    raise AssertionError("the place is not in view")


def colours(pane: ReaderPane) -> set[str]:
    image = pane.page.viewport().grab().toImage()
    width, height = image.width(), image.height()
    return {
        QColor(image.pixel(x, y)).name() for x in range(0, width, 3) for y in range(0, height, 3)
    }


def test_shown_hit_stands_a_third_from_the_top_and_is_told(show: Show, qtbot: QtBot) -> None:
    stored = paragraphs(400)
    pane = show(stored)
    pane.set_hits(*hits_of(stored, "river"))
    with qtbot.waitSignal(pane.hit_shown) as told:
        pane.show_hit(600)
    assert told.args == [600]
    sheet = pane.page.sheet
    assert sheet is not None
    spot = sheet.spot(int(pane.page.hits.starts[600]))
    top = sheet.flow.top_of(spot.piece) + spot.top - sheet.flow.position()
    line = sheet.setter.setting(Style.PARAGRAPH).pitch
    assert -2 <= top - pane.page.viewport().height() / 3 <= line


def test_walking_hits_stops_at_both_ends(show: Show) -> None:
    stored = paragraphs(2)
    pane = show(stored)
    pane.set_hits(*hits_of(stored, "Number"))
    walked = [pane.next_hit(), pane.next_hit(), pane.next_hit()]
    assert walked == [True, True, False]
    assert [pane.previous_hit(), pane.previous_hit()] == [True, False]


def test_walking_begins_at_what_is_in_view(show: Show) -> None:
    stored = paragraphs(300)
    pane = show(stored)
    pane.set_hits(*hits_of(stored, "Number"))
    pane.show_place(int(pane.page.hits.starts[150]))
    pane.next_hit()
    assert pane.page.hits.current == 150


def test_hits_are_marked_in_the_colours_of_the_theme(show: Show) -> None:
    stored = paragraphs(3)
    pane = show(stored)
    theme = THEMES["light"]
    assert not {theme.hit, theme.current_hit} & colours(pane)
    pane.set_hits(*hits_of(stored, "river"), current=0)
    assert {theme.hit, theme.current_hit} <= colours(pane)


def test_a_hit_in_left_out_lines_unfolds_them(show: Show) -> None:
    parts = [(Kind.PARAGRAPH, "Before. " * 40)] * 12 + [(Kind.BOILERPLATE, "Subscribe now")]
    stored = store(*parts)
    pane = show(stored)
    sheet = pane.page.sheet
    assert sheet is not None
    place = stored.text.index("Subscribe")
    assert sheet.flow.is_hidden(sheet.pieces.at(place))
    pane.set_hits([place], [place + 9])
    pane.show_hit(0)
    assert not sheet.flow.is_hidden(sheet.pieces.at(place))


def test_the_line_of_a_fold_opens_and_closes_it(show: Show, qtbot: QtBot) -> None:
    pane = show(store((Kind.BOILERPLATE, "Home\nNews"), (Kind.PARAGRAPH, "Text.")))
    sheet = pane.page.sheet
    assert sheet is not None
    closed = sheet.flow.total()
    row = sheet.pieces.fold_rows[0]
    point = QPoint(300, sheet.flow.top_of(row) + sheet.flow.height(row) - 14)
    qtbot.mouseClick(pane.page.viewport(), LEFT, pos=point)
    assert sheet.flow.total() > closed
    qtbot.keyClick(pane.page, Qt.Key.Key_Return)
    assert sheet.flow.total() == closed


def test_a_place_comes_back(show: Show) -> None:
    stored = paragraphs(500)
    pane = show(stored)
    pane.show_place(stored.text.index("Number 250"))
    kept = pane.place()
    assert kept == stored.text.index("Number 250")
    pane.page.scroll_to(0)
    assert pane.place() == 0
    pane.show_place(kept)
    assert pane.place() == kept


def test_a_place_is_told_after_scrolling(show: Show, qtbot: QtBot) -> None:
    stored = paragraphs(100)
    pane = show(stored)
    with qtbot.waitSignal(pane.place_changed) as told:
        pane.show_place(stored.text.index("Number 50"))
    assert told.args == [stored.text.index("Number 50")]


def test_another_width_and_size_keep_the_place(show: Show, qtbot: QtBot) -> None:
    stored = paragraphs(300)
    pane = show(stored)
    place = stored.text.index("Number 150")
    pane.show_place(place)
    for width in (500, 420, 640, 380):
        pane.resize(width, 500)
        qtbot.waitUntil(lambda width=width: pane.page.width() <= width)
    pane.zoom(3)
    assert stored.text[place : place + 10] == "Number 150"
    assert pane.place() == place


def test_scrolling_far_down_and_up_shows_every_line_once(show: Show) -> None:
    pane = show(paragraphs(60))
    bar = pane.page.verticalScrollBar()
    down = [pane.place()]
    while bar.value() < bar.maximum():
        pane.page.scroll_by(40)
        down.append(pane.place())
    assert down == sorted(down)
    while bar.value() > 0:
        pane.page.scroll_by(-40)
    assert pane.place() == 0


@pytest.mark.parametrize("text", ["word " * 60_000, "x" * 200_000, "كلمة " * 40_000])
def test_one_huge_line_is_read_like_any_other(show: Show, text: str) -> None:
    pane = show(store((Kind.PARAGRAPH, text)))
    starts = np.arange(0, len(text) - 5, 997)
    pane.set_hits(starts, starts + 4)
    pane.show_hit(len(starts) // 2)
    sheet = pane.page.sheet
    assert sheet is not None
    first = pane.place()
    pane.page.scroll_by(300)
    assert first < pane.place() < first + 4000
    assert (sheet.pieces.starts[1:] >= sheet.pieces.ends[:-1]).all()


def test_lines_are_full_where_a_long_block_was_cut(show: Show) -> None:
    pane = show(store((Kind.PARAGRAPH, "word " * 4000)))
    page, sheet = pane.page, pane.page.sheet
    assert sheet is not None
    for _ in range(40):
        page.scroll_by(200)
    for piece in (1, 2, 3):
        shape = sheet.shape(piece)
        widths = [
            shape.layout.lineAt(i).naturalTextWidth() for i in range(shape.layout.lineCount())
        ]
        shown = round((shape.height - shape.y) / sheet.setter.setting(0).pitch)
        assert min(widths[:shown]) > 0.85 * sheet.setter.width


def test_dragging_selects_and_copying_gives_the_slice(show: Show, qtbot: QtBot) -> None:
    stored = store((Kind.PARAGRAPH, "The 🙂 river rose."), (Kind.PARAGRAPH, "It fell by noon."))
    pane = show(stored)
    view = pane.page.viewport()
    first, last = stored.text.index("river"), stored.text.index("fell")
    qtbot.mousePress(view, LEFT, pos=point_of(pane, first))
    qtbot.mouseMove(view, point_of(pane, last))
    qtbot.mouseRelease(view, LEFT, pos=point_of(pane, last))
    assert pane.selection() == (first, last)
    qtbot.keyClick(pane.page, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "river rose.\n\nIt "


def test_dragging_below_the_edge_scrolls_on(show: Show, qtbot: QtBot) -> None:
    pane = show(paragraphs(100))
    view, bar = pane.page.viewport(), pane.page.verticalScrollBar()
    last_in_view = pane.page.place_at(QPointF(300, view.height() - 1))
    qtbot.mousePress(view, LEFT, pos=QPoint(300, 200))
    qtbot.mouseMove(view, QPoint(300, view.height() + 40))
    qtbot.waitUntil(lambda: bar.value() > 200)
    qtbot.mouseRelease(view, LEFT, pos=QPoint(300, view.height() + 40))
    start, end = pane.selection()
    assert start < last_in_view < end


def test_double_click_takes_a_token_and_a_third_click_the_block(show: Show, qtbot: QtBot) -> None:
    stored = store((Kind.PARAGRAPH, "It costs 3,000 now."), (Kind.PARAGRAPH, "More."))
    pane = show(stored)
    view, point = pane.page.viewport(), point_of(pane, stored.text.index(",000"))
    qtbot.mouseDClick(view, LEFT, pos=point)
    assert stored.text[slice(*pane.selection())] == "3,000"
    qtbot.mousePress(view, LEFT, pos=point)
    assert stored.text[slice(*pane.selection())] == "It costs 3,000 now."
    qtbot.mouseRelease(view, LEFT, pos=point)


def test_shift_click_and_shift_arrows_extend(show: Show, qtbot: QtBot) -> None:
    stored = store((Kind.PARAGRAPH, "The river rose in the night."))
    pane = show(stored)
    view = pane.page.viewport()
    qtbot.mouseClick(view, LEFT, pos=point_of(pane, 4))
    qtbot.mouseClick(view, LEFT, SHIFT, pos=point_of(pane, 14))
    assert pane.selection() == (4, 14)
    qtbot.keyClick(pane.page, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(pane.page, Qt.Key.Key_Right, SHIFT | CONTROL)
    assert stored.text[slice(*pane.selection())] == "river rose in "
    qtbot.keyClick(pane.page, Qt.Key.Key_Home, SHIFT)
    assert stored.text[slice(*pane.selection())] == "The "


def test_select_all_takes_folded_lines_too(show: Show, qtbot: QtBot) -> None:
    stored = store((Kind.BOILERPLATE, "Menu"), (Kind.PARAGRAPH, "Text."))
    pane = show(stored)
    take_focus(pane, qtbot)
    qtbot.keyClick(pane.page, Qt.Key.Key_A, CONTROL)
    assert pane.selection() == (0, len(stored.text))


def test_copy_with_citation_asks_for_the_stretch(show: Show, qtbot: QtBot) -> None:
    pane = show(paragraphs(1))
    take_focus(pane, qtbot)
    pane.page.hand.select(3, 9)
    with qtbot.waitSignal(pane.citation_wanted) as asked:
        qtbot.keyClick(pane.page, Qt.Key.Key_C, CONTROL | SHIFT)
    assert asked.args == [3, 9]


def test_selecting_from_right_to_left_text_gives_the_logical_slice(show: Show) -> None:
    stored = store((Kind.PARAGRAPH, "كتب المراسل في صحيفة The Daily Post عن الجسر"))
    pane = show(stored)
    sheet = pane.page.sheet
    assert sheet is not None
    assert sheet.shape(1).is_rtl
    start = stored.text.index("The Daily")
    boxes = sheet.shape(1).boxes(start, start + 9, 0, 100)
    assert len(boxes) == 1
    assert boxes[0].width() == pytest.approx(68, abs=25)


def test_keys_scroll(show: Show, qtbot: QtBot) -> None:
    pane = show(paragraphs(100))
    bar = pane.page.verticalScrollBar()
    qtbot.keyClick(pane.page, Qt.Key.Key_Space)
    after_space = bar.value()
    assert after_space > 300
    qtbot.keyClick(pane.page, Qt.Key.Key_Space, SHIFT)
    assert bar.value() == 0
    qtbot.keyClick(pane.page, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(pane.page, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_link_is_known_but_text_beside_it_is_not(show: Show) -> None:
    mark = Mark("link", 4, 9, "https://example.org/")
    pane = show(store((Kind.PARAGRAPH, "The river rose."), marks=(mark,)))
    sheet = pane.page.sheet
    assert sheet is not None
    assert [sheet.link_at(p) for p in (3, 4, 8, 9)] == ["", mark.target, mark.target, ""]


def test_a_document_without_text_says_so(pane: ReaderPane, qtbot: QtBot) -> None:
    pane.show_document(catalogue(), StoredText(" \n", (), ()))
    assert pane.page.sheet is None
    assert pane.place() == 0
    assert pane.next_hit() is False
    qtbot.keyClick(pane.page, Qt.Key.Key_Space)
    pane.grab()


@pytest.mark.parametrize(
    "text", ["\ufffd\u202e\u2066x", "a\tb\x0b\x0cc\u2028d", "🙂" * 50, "\u0301"]
)
def test_odd_text_is_shown(show: Show, text: str) -> None:
    stored = store((Kind.PARAGRAPH, text))
    pane = show(stored)
    pane.set_hits([0], [len(text)], current=0)
    pane.page.hand.select_all()
    assert len(colours(pane)) > 2


def test_the_numbers_of_pages_stand_beside_the_piece_in_which_they_begin(show: Show) -> None:
    stored = paragraphs(3)
    second, third = (block.start for block in stored.blocks[1:])
    # The second page begins in the middle of a paragraph, the third in the gap before one.
    marks = (
        Mark("page", 0, second + 20, "i"),
        Mark("page", second + 20, third - 1, "ii"),
        Mark("page", third - 1, len(stored.text), "iii"),
    )
    pane = show(StoredText(stored.text, stored.blocks, marks))
    sheet = pane.page.sheet
    assert sheet is not None
    found = {
        sheet.text[sheet.pieces.starts[piece] :][:8]: [mark.target for mark in labels]
        for piece in range(len(sheet.pieces))
        if (labels := sheet.labels_in(piece))
    }
    assert found == {"Number 0": ["i"], "Number 1": ["ii"], "Number 2": ["iii"]}


def test_a_page_number_is_painted_into_the_margin(show: Show) -> None:
    stored = paragraphs(1)
    plain = show(stored)
    plain.resize(1200, 700)
    before = plain.page.viewport().grab().toImage()
    numbered = show(StoredText(stored.text, stored.blocks, (Mark("page", 0, 40, "xvii"),)))
    numbered.resize(1200, 700)
    assert numbered.page.viewport().grab().toImage() != before


def test_footnotes_and_deleted_text_are_set_apart(show: Show) -> None:
    stored = store(
        (Kind.PARAGRAPH, "Text."), (Kind.PARAGRAPH, "A note."), (Kind.PARAGRAPH, "Gone.")
    )
    first, note, gone = stored.blocks
    blocks = (first, note._replace(style="footnote"), gone._replace(style="deleted"))
    pane = show(StoredText(stored.text, blocks, ()))
    sheet = pane.page.sheet
    assert sheet is not None
    assert sheet.pieces.styles[-2:].tolist() == [Style.NOTE, Style.DELETED]
    assert sheet.setter.setting(Style.DELETED).font.strikeOut()


@pytest.mark.parametrize("current", (-1, 0))
@pytest.mark.parametrize("kind", (Kind.CAPTION, Kind.QUOTATION, Kind.PARAGRAPH))
@pytest.mark.parametrize("name", THEMES)
def test_muted_and_coloured_words_are_legible_where_they_are_marked(
    show: Show, name: str, kind: Kind, current: int
) -> None:
    theme = THEMES[name]
    pane = show(store((kind, "MMMM HHHH"), marks=(Mark("link", 0, 9, "x"),)))
    pane.set_theme(theme)
    pane.set_hits([0], [9], current=current)
    image = pane.page.viewport().grab().toImage()
    ground = theme.hit if current else theme.current_hit
    every = [(x, y) for x in range(image.width()) for y in range(image.height())]
    marked = [(x, y) for x, y in every if image.pixelColor(x, y).name() == ground]
    columns, rows = zip(*marked, strict=True)
    inside = {
        image.pixelColor(x, y).name()
        for x in range(min(columns), max(columns))
        for y in range(min(rows), max(rows))
    }
    assert max(contrast(colour, ground) for colour in inside) >= 4.5
