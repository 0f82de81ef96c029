"""The pane's tools: find bar, outline, strip, text size, themes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialogButtonBox, QListView
from pytestqt.qtbot import QtBot

from desktop.corpus.library import StoredText
from desktop.corpus.text.blocks import Kind, Mark
from desktop.ui.reader.outline import headings, section_at
from desktop.ui.reader.page_dialog import PageDialog
from desktop.ui.reader.pane import ReaderPane
from desktop.ui.reader.pieces import TitleBlock, cut
from desktop.ui.reader.title_block import title_block, written_date
from desktop.ui.theme import THEMES
from tests.ui.reader.conftest import catalogue, paragraphs, store, take_focus

Show = Callable[[StoredText], ReaderPane]


def chapters(n: int) -> StoredText:
    parts = []
    for i in range(n):
        parts.append((Kind.HEADING, f"Chapter {i}"))
        parts += [(Kind.PARAGRAPH, "Café and cafe in the old city. " * 6)] * 6
    return store(*parts)


def test_finding_counts_and_walks_round(show: Show, qtbot: QtBot) -> None:
    pane = show(chapters(2))
    pane.find_action.trigger()
    qtbot.keyClicks(pane.find_bar.field, "CAFÉ")
    assert pane.find_bar.count.text() == "1 of 144"
    qtbot.keyClick(pane.find_bar.field, Qt.Key.Key_Return)
    assert pane.find_bar.count.text() == "2 of 144"
    for _ in range(2):
        qtbot.keyClick(pane.find_bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert pane.find_bar.count.text() == "144 of 144"


def test_escape_closes_finding_and_brings_the_hits_back(show: Show, qtbot: QtBot) -> None:
    stored = chapters(1)
    pane = show(stored)
    pane.set_hits([0], [7])
    pane.find_action.trigger()
    qtbot.keyClicks(pane.find_bar.field, "old city")
    assert len(pane.page.marks_shown) == 36
    qtbot.keyClick(pane.find_bar.field, Qt.Key.Key_Escape)
    assert not pane.find_bar.isVisible()
    assert pane.page.marks_shown is pane.page.hits
    assert stored.text[slice(*pane.selection())] == "old city"


def test_finding_nothing_says_so(show: Show, qtbot: QtBot) -> None:
    pane = show(chapters(1))
    pane.find_action.trigger()
    qtbot.keyClicks(pane.find_bar.field, "zebra")
    assert pane.find_bar.count.text() == "not found"


def test_the_open_find_bar_looks_in_the_next_document(show: Show, qtbot: QtBot) -> None:
    pane = show(chapters(1))
    pane.find_action.trigger()
    qtbot.keyClicks(pane.find_bar.field, "river")
    pane.show_document(catalogue(), paragraphs(1))
    assert pane.find_bar.count.text() == "1 of 3"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_outline_jumps_to_a_heading(show: Show, qtbot: QtBot) -> None:
    stored = chapters(9)
    pane = show(stored)
    pane.outline_action.trigger()
    rows = pane.outline.findChild(QListView)
    assert rows is not None
    for _ in range(4):
        qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert pane.place() == stored.text.index("Chapter 4")
    assert not pane.outline.isVisible()


def test_outline_is_hidden_without_headings(show: Show) -> None:
    assert show(chapters(1)).outline_action.isEnabled()
    pane = show(paragraphs(3))
    assert not pane.outline_action.isEnabled()
    pane.open_outline()
    assert not pane.outline.isVisible()


def test_section_is_the_last_heading_before_a_place() -> None:
    stored = chapters(3)
    found = headings(cut(stored.text, stored.blocks, TitleBlock()))
    assert [h.words for h in found] == ["Chapter 0", "Chapter 1", "Chapter 2"]
    assert section_at(found, found[1].place) == 1
    assert section_at(found, found[1].place - 1) == 0
    assert section_at(found[1:], 0) == -1


def test_strip_has_a_dash_for_each_hit_and_scrolls_there(show: Show, qtbot: QtBot) -> None:
    stored = paragraphs(400)
    pane = show(stored)
    starts = [stored.text.index(f"Number {i}.") for i in (20, 200, 380)]
    pane.set_hits(starts, [start + 6 for start in starts])
    dashes = pane.strip.dashes()
    height = pane.strip.height()
    assert dashes.tolist() == pytest.approx([height * i / 400 for i in (20, 200, 380)], abs=8)
    qtbot.mouseClick(pane.strip, Qt.MouseButton.LeftButton, pos=QPoint(5, int(dashes[1])))
    assert stored.text.index("Number 185.") < pane.place() < stored.text.index("Number 215.")


def test_text_size_and_line_width_are_told_once(show: Show, qtbot: QtBot) -> None:
    pane = show(paragraphs(3))
    take_focus(pane, qtbot)
    with qtbot.waitSignal(pane.text_size_changed) as told:
        qtbot.keyClick(pane.page, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [15.5]
    with qtbot.assertNotEmitted(pane.text_size_changed):
        pane.set_text_size(15.5)
    with qtbot.waitSignal(pane.line_width_changed):
        pane.wider_action.trigger()


def test_larger_text_and_longer_lines_change_the_column(show: Show) -> None:
    pane = show(paragraphs(30))
    sheet = pane.page.sheet
    assert sheet is not None
    height, width = sheet.flow.total(), sheet.setter.width
    pane.zoom(4)
    assert sheet.flow.total() > 1.2 * height
    pane.set_line_width(40)
    pane.set_text_size(14)
    assert sheet.setter.width < 0.7 * width


def test_every_theme_can_be_asked_for_and_worn(show: Show, qtbot: QtBot) -> None:
    pane = show(paragraphs(3))
    for name, theme in THEMES.items():
        pane.set_theme(theme)
        image = pane.page.viewport().grab().toImage()
        assert image.pixelColor(3, 300).name() == theme.page
        action = next(a for a in pane.findChildren(type(pane.find_action)) if a.data() == name)
        with qtbot.waitSignal(pane.theme_wanted) as asked:
            action.trigger()
        assert asked.args == [name]


@pytest.mark.parametrize(
    ("iso", "written"),
    [("2016-10-16", "16 October 2016"), ("2016-10", "October 2016"), ("2016", "2016")],
)
def test_dates_are_written_as_in_a_sentence(iso: str, written: str) -> None:
    assert written_date(iso) == written


def test_title_block_leaves_out_what_is_not_known() -> None:
    block = title_block(
        source=None,
        title="T",
        author="James Verini",
        photographer="Moises Saman",
        published="2016-10-16",
        updated="2017-03-21",
    )
    assert block.credits == (
        "James Verini · photographs Moises Saman · 16 October 2016, updated 21 March 2017"
    )
    nothing = title_block(
        source=None, title=None, author=None, photographer=None, published=None, updated=None
    )
    assert (nothing.source, nothing.title, nothing.credits) == ("", "", "")


def test_a_jump_shows_the_first_line_whole(show: Show) -> None:
    stored = paragraphs(200)
    pane = show(stored)
    for number in (50, 77, 120, 163):
        start = stored.text.index(f"Number {number}.")
        pane.set_hits([start], [start + 6])
        pane.show_hit(0)
        sheet = pane.page.sheet
        assert sheet is not None
        piece, top = sheet.flow.visible(pane.page.viewport().height())[0]
        line = sheet.shape(piece).line_at(max(-top, 0))
        assert line is not None
        above = top + sheet.shape(piece).y + line.y()
        assert above >= 0 or above + line.height() <= 0


def test_the_page_being_read_is_named_and_can_be_gone_to(show: Show, qtbot: QtBot) -> None:
    stored = paragraphs(200)
    starts = [block.start for block in stored.blocks[::50]] + [len(stored.text)]
    marks = tuple(
        Mark("page", start, end, label)
        for start, end, label in zip(starts, starts[1:], ("i", "ii", "1", "2"), strict=False)
    )
    pane = show(StoredText(stored.text, stored.blocks, marks))
    pane.page_action.trigger()
    dialog = pane.findChild(PageDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.field, "II")
    dialog.buttons.accepted.emit()
    assert pane.place() == starts[1]
    assert pane.section_words() == "page ii"


def test_a_page_that_is_not_there_cannot_be_gone_to(qtbot: QtBot) -> None:
    dialog = PageDialog(("1", "2"))
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.field, "7")
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_a_long_cell_goes_on_below_itself(show: Show) -> None:
    said = "that nothing was left of the house and that nobody would go back before the water ran"
    rows = ("Name\tAge\tSaid", f"Ali\t34\t{said}", f"Nawal\t31\t{said} again")
    table = "\n".join(rows)
    pane = show(store((Kind.TABLE, table)))
    sheet = pane.page.sheet
    assert sheet is not None
    first, goes_on = table.index("that nothing"), table.index("water")
    assert sheet.spot(goes_on).top > sheet.spot(first).top
    begin = sheet.line_bounds(goes_on)[0]
    assert begin > first
    assert sheet.spot(begin).x == pytest.approx(sheet.spot(first).x, abs=1)
    assert sheet.spot(table.index("Nawal")).x == sheet.spot(0).x
