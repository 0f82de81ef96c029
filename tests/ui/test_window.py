"""The whole walk in the window: choose, search, walk along the hits, go back, change, close."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.corpus.corpus import open_corpus
from desktop.corpus.intake import take_in
from desktop.corpus.search.result import Result
from desktop.ui import settings as remembered
from desktop.ui.corpora import choosing
from desktop.ui.library.document_dialog import DocumentDialog
from desktop.ui.library.model import LibraryRole
from desktop.ui.report.report_dialog import ReportDialog
from desktop.ui.search.text_button import TextButton
from desktop.ui.settings import Settings
from desktop.ui.window import CorpusWindow
from tests.making import piece, put
from tests.ui.conftest import PIECES, OpenWindow


def titles(window: CorpusWindow) -> list[str]:
    model = window.library.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def search(qtbot: QtBot, window: CorpusWindow, typed: str) -> None:
    window.field.setFocus()
    window.field.selectAll()
    qtbot.keyClicks(window.field, typed)
    qtbot.waitUntil(lambda: shown(window) == typed)
    qtbot.waitUntil(lambda: window.lane.is_idle)


def shown(window: CorpusWindow) -> str:
    return window.results.result.typed if window.results.result is not None else ""


def found(window: CorpusWindow) -> Result:
    assert window.searching.result is not None
    return window.searching.result


def here(window: CorpusWindow) -> tuple[int, int]:
    return window.reading.document_id, window.reader.page.hits.current


def test_the_first_document_is_open_at_once(window: CorpusWindow) -> None:
    assert window.reading.document_id == 1
    assert window.library.list.currentIndex().row() == 0
    assert window.status.line.text() == "3 documents · 28 words"


def test_typing_searches_and_shows_hits_everywhere(qtbot: QtBot, window: CorpusWindow) -> None:
    search(qtbot, window, "bridge")
    assert "4 hits in 2 documents" in window.status.line.text()
    assert len(window.reader.page.hits) == 2
    model = window.library.list.model()
    hits = [model.index(row, 0).data(LibraryRole.HITS) for row in range(3)]
    assert hits == ["2 hits", "", "2 hits"]


def test_enter_goes_to_the_first_hit_of_the_best_document(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    search(qtbot, window, "bridge")
    best = int(found(window).documents[0])
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: here(window) == (best, 0))


def test_enter_before_the_answer_still_goes_to_the_first_hit(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    qtbot.keyClicks(window.field, "planned")
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: here(window) == (3, 0))


def test_f3_walks_across_documents_and_round_the_end(qtbot: QtBot, window: CorpusWindow) -> None:
    search(qtbot, window, "bridge")
    first, second = found(window).documents.tolist()
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    walked = [(first, 0)]
    qtbot.waitUntil(lambda: here(window) == walked[-1])
    for expected in ((first, 1), (second, 0), (second, 1), (first, 0)):
        qtbot.keyClick(window, Qt.Key.Key_F3)
        qtbot.waitUntil(lambda expected=expected: here(window) == expected)
    assert "last hit" in window.notices.sentence.text()
    qtbot.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: here(window) == (second, 1))


def test_a_notice_and_the_strips_of_long_work_move_nothing_that_is_read(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    page = window.reader.size()
    window.notices.tell("A sentence that needs no answer.")
    assert window.notices.geometry().bottom() == window.rect().bottom()
    assert window.notices.width() == window.width()
    assert window.reader.size() == page
    one_line = window.notices.height()
    window.notices.tell("A sentence that goes on and on about what went wrong. " * 12)
    assert window.notices.height() > one_line
    window.resize(window.width() - 100, window.height() - 50)
    assert window.notices.geometry().bottomRight() == window.rect().bottomRight()
    window.notices.tell("A sentence that needs no answer.")
    assert window.notices.height() == one_line
    assert window.notices.geometry() == window.status.geometry()
    corner, page = window.reader.mapTo(window, QPoint(0, 0)), window.reader.size()
    window.strip.show_start()
    window.comparison_strip.show_start()
    qtbot.waitUntil(lambda: window.reader.height() < page.height() - 50)
    assert window.reader.mapTo(window, QPoint(0, 0)) == corner
    window.strip.show_end()
    window.notices.dismiss()


def test_alt_left_goes_back_and_alt_right_forward(qtbot: QtBot, window: CorpusWindow) -> None:
    list_ = window.library.list
    for row in (2, 1):
        list_.setCurrentIndex(list_.model().index(row, 0))
        qtbot.waitUntil(lambda row=row: window.reading.document_id == row + 1)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.reading.document_id == 3)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.reading.document_id == 1)
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.reading.document_id == 3)


def test_a_chosen_line_opens_at_its_hit(qtbot: QtBot, window: CorpusWindow) -> None:
    search(qtbot, window, "bridge")
    window.results.hit_chosen.emit(3, 3)
    qtbot.waitUntil(lambda: here(window) == (3, 1))


def test_a_faulty_query_is_said_under_the_field_and_results_stay(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    search(qtbot, window, "market")
    window.field.setText('market "river')
    qtbot.waitUntil(lambda: window.field.accessibleDescription() != "")
    assert shown(window) == "market"
    window.field.setText("river")
    qtbot.waitUntil(lambda: shown(window) == "river")
    assert window.field.accessibleDescription() == ""


def test_removed_documents_come_back_with_undo(qtbot: QtBot, window: CorpusWindow) -> None:
    window.library.list.setCurrentIndex(window.library.list.model().index(0, 0))
    window.library.list.setFocus()
    qtbot.keyClick(window.library.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    assert window.notices.sentence.text() == "Removed 1 document."
    qtbot.mouseClick(window.notices.findChild(QToolButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(titles(window)) == 3)
    assert not window.actions_by_name["undo"].isEnabled()


def test_ctrl_z_undoes_removals_one_by_one(qtbot: QtBot, window: CorpusWindow) -> None:
    window.library.removal_wanted.emit([1])
    window.library.removal_wanted.emit([2])
    qtbot.waitUntil(lambda: titles(window) == ["’Tis a Plan"])
    window.library.list.setFocus()
    for n in (2, 3):
        qtbot.keyClick(window.library.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda n=n: len(titles(window)) == n)


def test_the_page_is_empty_when_its_document_is_removed(qtbot: QtBot, window: CorpusWindow) -> None:
    window.library.removal_wanted.emit([1, 2, 3])
    qtbot.waitUntil(lambda: window.reading.document_id == 0)
    assert window.library.empty.isVisible()
    assert "Drop files" in window.library.empty.text()


def test_a_correction_shows_in_the_list_and_on_the_page(qtbot: QtBot, window: CorpusWindow) -> None:
    window.changes.correct([1], [("title", "Another Name")], [])
    qtbot.waitUntil(lambda: titles(window)[0] == "Another Name")
    assert window.corpus.document(1).title == "Another Name"
    window.changes.correct([1], [], ["title"])
    qtbot.waitUntil(lambda: titles(window)[0] == "The Bridge")


def test_what_another_program_commits_appears(
    qtbot: QtBot, window: CorpusWindow, tmp_path: Path
) -> None:

    with open_corpus(tmp_path / "Test.corpus") as other:
        put(other.library, [piece("A bridge too many.", title="Fourth")])
    window.taking.changed.emit()
    qtbot.waitUntil(lambda: len(titles(window)) == 4)


def test_aliases_lead_to_new_hits(qtbot: QtBot, window: CorpusWindow) -> None:
    search(qtbot, window, "viaduct")
    assert found(window).n_hits == 0
    window.changes.set_aliases((("viaduct", "bridge"),))
    qtbot.waitUntil(lambda: found(window).n_hits == 4)


def test_f6_walks_round_the_panes(qtbot: QtBot, window: CorpusWindow) -> None:
    window.activateWindow()
    window.field.setFocus()
    stops = []
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        assert focused is not None
        panes = (window.library, window.reader, window.results)
        stops.append(next((n for n, pane in enumerate(panes) if pane.isAncestorOf(focused)), 3))
    assert stops == [0, 1, 2, 3]


def test_panes_hide_and_come_back_and_are_remembered(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    window.library.list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.library.isHidden()
    window.close()
    again = open_window(None)
    assert again.library.isHidden()
    qtbot.keyClick(again, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert again.library.isVisible()


def test_the_last_document_and_place_come_back(qtbot: QtBot, open_window: OpenWindow) -> None:
    text = "\n\n".join(f"Paragraph {n} of a long text." for n in range(400))
    window = open_window((*PIECES, text))
    window.library.list.setCurrentIndex(window.library.list.model().index(3, 0))
    qtbot.waitUntil(lambda: window.reading.document_id == 4)
    window.reader.show_place(8000)
    place = window.reader.place()
    assert place > 5000
    window.close()
    again = open_window(None)
    assert again.reading.document_id == 4
    assert again.reader.place() == place


def test_dropped_files_are_taken_in(qtbot: QtBot, window: CorpusWindow, tmp_path: Path) -> None:
    file = tmp_path / "new.txt"
    file.write_text("A ferry instead.\n\nIt crossed at noon.", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPoint(5, 5).toPointF(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.taking.ended, timeout=30_000):
        window.dropEvent(drop)
    qtbot.waitUntil(lambda: len(titles(window)) == 4)
    assert window.notices.sentence.text() == "1 document added."
    assert window.strip.isHidden()


def test_a_citation_is_copied(qtbot: QtBot, window: CorpusWindow) -> None:
    QGuiApplication.clipboard().clear()
    window.library.citation_wanted.emit(1)
    qtbot.waitUntil(lambda: "The Bridge" in QGuiApplication.clipboard().text())
    assert "A. Writer" in QGuiApplication.clipboard().text()


def test_history_is_remembered(qtbot: QtBot, open_window: OpenWindow, settings: Settings) -> None:
    window = open_window()
    search(qtbot, window, "market")
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    window.close()
    assert open_window(None).field.history == ("market",)


def test_every_control_has_a_name_and_fits_at_the_smallest_size(window: CorpusWindow) -> None:
    window.resize(1000, 650)
    assert window.width() == 1000
    for button in window.top.findChildren(QToolButton):
        assert button.accessibleName()
        assert button.width() >= button.sizeHint().width()
    for label in window.top.findChildren(QLabel):
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()


@pytest.mark.qt_log_ignore("plugin does not support", extend=True)
def test_alt_shows_the_menu_bar_and_escape_hides_it(qtbot: QtBot, window: CorpusWindow) -> None:
    bar = window.menuBar()
    assert bar.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_Alt)
    assert bar.isVisible()
    assert [entry.text() for entry in bar.actions()] == [
        "&Corpus",
        "&Edit",
        "&Search",
        "&Go",
        "&View",
        "&Help",
    ]
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_no_key_means_two_things_in_one_place(window: CorpusWindow) -> None:
    everywhere: set[str] = set()
    inside: dict[str, list[QWidget]] = {}
    for action in window.findChildren(QAction):
        widgets = [owner for owner in action.associatedObjects() if isinstance(owner, QWidget)]
        owners = [owner for owner in widgets if not isinstance(owner, QMenu)]
        for keys in action.shortcuts():
            if action.shortcutContext() == Qt.ShortcutContext.WindowShortcut:
                assert keys.toString() not in everywhere
                everywhere.add(keys.toString())
            else:
                inside.setdefault(keys.toString(), []).extend(owners)
    assert not everywhere & set(inside)
    for owners in inside.values():
        for owner in owners:
            assert not any(other.isAncestorOf(owner) for other in owners if other is not owner)
            assert owners.count(owner) == 1


def test_every_action_is_reached_through_the_menus(window: CorpusWindow) -> None:
    reached: set[QAction] = set()
    for entry in window.menuBar().actions():
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        reached.update(menu.actions())
    named = {action for action in window.actions() if action.text()}
    assert named <= reached


def test_the_list_of_shortcuts_is_made_from_the_actions(qtbot: QtBot, window: CorpusWindow) -> None:
    rows = window.actions_by_name.shortcuts()
    keys = {row.keys: row.does for row in rows}
    assert keys["F3"] == "Next hit"
    assert keys["Ctrl+F"] == "Find in this document…"
    assert any(row.keys == "Del" and row.heading == "Documents" for row in rows)


def test_a_refresh_keeps_the_current_hit_and_the_result(qtbot: QtBot, window: CorpusWindow) -> None:
    search(qtbot, window, "bridge")
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reader.page.hits.current == 0)
    before = found(window)
    window.changes.correct([2], [("author", "Somebody")], [])
    with qtbot.waitSignal(window.searching.confirmed):
        pass
    qtbot.waitUntil(lambda: window.lane.is_idle)
    assert found(window) is before
    assert window.reader.page.hits.current == 0
    window.changes.remove([1 if window.reading.document_id == 3 else 3])
    with qtbot.waitSignal(window.searching.found):
        pass
    qtbot.waitUntil(lambda: window.lane.is_idle)
    assert window.reader.page.hits.current == 0


def test_a_read_only_corpus_is_read_and_not_changed(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    open_window().close()
    folder = tmp_path / "Test.corpus"
    for file in (*folder.rglob("*"), folder):
        file.chmod(0o555 if file.is_dir() else 0o444)
    try:
        with open_corpus(folder) as corpus:
            if not corpus.is_read_only:
                pytest.skip("this user may write everywhere")
        window = open_window(None)
        assert "read-only" in window.notices.sentence.text()
        assert not window.actions_by_name["add_files"].isEnabled()
        window.library.removal_wanted.emit([1])
        qtbot.waitUntil(lambda: window.lane.is_idle)
        assert len(titles(window)) == 3
        assert not window.actions_by_name["undo"].isEnabled()
        window.close()
    finally:
        for file in (folder, *folder.rglob("*")):
            file.chmod(0o755)


def test_the_document_that_takes_the_row_of_a_removed_one_is_opened(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    window.library.list.setCurrentIndex(window.library.list.model().index(1, 0))
    qtbot.waitUntil(lambda: window.reading.document_id == 2)
    window.library.remove_selected()
    qtbot.waitUntil(lambda: window.reading.document_id == 3)
    qtbot.waitUntil(lambda: window.lane.is_idle)
    assert window.library.selected_documents() == [3]


def test_a_dropped_corpus_is_opened_and_not_taken_in(
    qtbot: QtBot, window: CorpusWindow, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "Test.corpus"))])
    drop = QDropEvent(
        QPoint(5, 5).toPointF(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.corpus_wanted) as wanted:
        window.dropEvent(drop)
    assert wanted.args == [tmp_path / "Test.corpus"]
    assert not window.taking.is_running


def test_a_selected_passage_is_saved_with_its_citation(
    qtbot: QtBot, window: CorpusWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "passage.txt"
    monkeypatch.setattr(choosing, "choose_file_to_save", lambda *_: file)
    window.actions_by_name["save_passage"].trigger()
    assert window.notices.sentence.text() == "Nothing is selected on the page."
    window.reader.page.hand.select(4, 10)
    window.actions_by_name["save_passage"].trigger()
    qtbot.waitUntil(lambda: window.lane.is_idle)
    saved = file.read_text(encoding="utf-8")
    assert saved.startswith("“bridge” — ")
    assert "The Bridge" in saved


def test_the_order_of_lines_comes_back(open_window: OpenWindow, settings: Settings) -> None:
    first = open_window()
    first.results.lines.chooser.set_keys(("R1", "match"))
    first.results.lines.chooser.keys_chosen.emit(("R1", "match"))
    first.close()
    assert open_window(None).results.order_keys == ("R1", "match")


def test_the_tab_key_reaches_every_pane_and_comes_round(qtbot: QtBot, window: CorpusWindow) -> None:
    window.activateWindow()
    window.top.corpus_button.setFocus()
    qtbot.waitUntil(window.top.corpus_button.hasFocus)
    reached: list[QWidget] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in reached:
            break
        reached.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    stops = [window.top.corpus_button, window.field, window.top.theme_button]
    stops += [window.library.filter_field, window.library.list, window.reader.page]
    assert [widget for widget in reached if widget in stops] == stops
    assert any(window.results.isAncestorOf(widget) for widget in reached)
    assert QApplication.focusWidget() is window.top.corpus_button


def test_undone_removal_of_all_marks_the_hits_again(qtbot: QtBot, window: CorpusWindow) -> None:
    search(qtbot, window, "market")
    window.library.list.selectAll()
    window.library.remove_selected()
    qtbot.waitUntil(lambda: window.reading.document_id == 0)
    qtbot.waitUntil(lambda: window.lane.is_idle)
    window.changes.undo()
    qtbot.waitUntil(lambda: window.reading.document_id != 0)
    qtbot.waitUntil(lambda: len(window.reader.page.hits) == 1)


def test_the_page_can_be_hidden_and_comes_back_for_a_chosen_line(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    search(qtbot, window, "bridge")
    window.reader.page.setFocus()
    window.actions_by_name["reader"].trigger()
    assert window.reader.isHidden()
    assert window.results.isAncestorOf(QApplication.focusWidget() or window)
    window.results.hit_chosen.emit(3, 2)
    qtbot.waitUntil(window.reader.isVisible)


def test_the_last_pane_stays(window: CorpusWindow) -> None:
    window.library.list.setFocus()
    window.actions_by_name["library"].trigger()
    window.results.focus_results()
    window.panes.focus(2)
    window.actions_by_name["results"].trigger()
    window.actions_by_name["reader"].trigger()
    assert window.library.isHidden()
    assert window.results.isHidden()
    assert window.reader.isVisible()


def test_a_shortcut_with_alt_leaves_the_menu_bar_alone(qtbot: QtBot, window: CorpusWindow) -> None:
    bar = window.menuBar()
    window.activateWindow()
    window.field.setFocus()
    qtbot.waitUntil(window.field.hasFocus)
    qtbot.keyPress(window.field, Qt.Key.Key_Alt)
    qtbot.keyClick(window.field, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyRelease(window.field, Qt.Key.Key_Alt)
    assert bar.isHidden()


def test_a_correction_of_several_documents_is_offered_to_be_undone(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    with qtbot.waitSignal(window.changes.undo_offered):
        window.changes.correct([1, 2], [("author", "Ann Ford")], [])
    assert window.corpus.document(2).author == "Ann Ford"
    with qtbot.waitSignal(window.changes.told):
        window.actions_by_name["undo"].trigger()
    assert window.corpus.document(2).author != "Ann Ford"
    assert window.corpus.corrections(1) == {}


def test_what_is_known_of_the_document_on_the_page_is_shown(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    qtbot.waitUntil(lambda: window.reading.document_id > 0)
    window.actions_by_name["tell_of"].trigger()
    dialog = window.findChild(DocumentDialog)
    assert dialog is not None
    assert window.corpus.document(window.reading.document_id).sha256 in dialog.text()
    dialog.buttons.rejected.emit()


def test_the_report_leads_to_a_search_and_to_a_list(qtbot: QtBot, window: CorpusWindow) -> None:
    dialog = opened_report(qtbot, window)
    with qtbot.waitSignal(window.searching.found):
        dialog.years.bar_chosen.emit(0)
    assert shown(window) == "year:2016"
    opened_report(qtbot, window).unknown_wanted.emit("source")
    assert titles(window) == ["Älteste Straße", "’Tis a Plan"]
    window.library.only_bar.close_button.click()
    assert len(titles(window)) == 3


def opened_report(qtbot: QtBot, window: CorpusWindow) -> ReportDialog:
    before = set(window.findChildren(ReportDialog))
    window.actions_by_name["report"].trigger()
    qtbot.waitUntil(lambda: len(set(window.findChildren(ReportDialog)) - before) == 1)
    dialog = (set(window.findChildren(ReportDialog)) - before).pop()
    dialog.finished.connect(dialog.hide)
    qtbot.addWidget(dialog)
    return dialog


def test_a_vain_search_leads_to_what_the_corpus_holds(qtbot: QtBot, window: CorpusWindow) -> None:
    search(qtbot, window, "zeppelin")
    buttons = window.results.findChildren(TextButton)
    next(each for each in buttons if each.text() == "What this corpus holds…").click()
    qtbot.waitUntil(lambda: window.findChild(ReportDialog) is not None)
    dialog = window.findChild(ReportDialog)
    assert dialog is not None
    qtbot.addWidget(dialog)
    dialog.close()


def test_a_moved_file_of_a_watched_folder_is_not_taken_for_gone(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "watched"
    (folder / "inner").mkdir(parents=True)
    for name in ("moved", "gone", "stays"):
        (folder / f"{name}.txt").write_text(f"The granary, {name}, of Hatra burned in the night.\n")
    list(take_in(tmp_path / "Test.corpus", [folder], stop=lambda: False))
    window = open_window(None)
    window.folder_watch.set_folders([folder])
    qtbot.waitUntil(window.folder_watch.is_watching)
    (folder / "moved.txt").rename(folder / "inner" / "moved.txt")
    (folder / "gone.txt").unlink()
    with qtbot.waitSignal(window.folder_watch.gone_found, timeout=20_000) as told:
        pass
    assert told.args is not None
    assert [Path(each.path).name for each in told.args[0]] == ["gone.txt"]
    assert window.notices.sentence.text() == "1 file is gone from the watched folders."
    qtbot.waitUntil(lambda: window.lane.is_idle)
    assert len(window.corpus.catalogue()) == 3


def test_the_keys_for_undo_reach_the_window_from_a_field_that_has_nothing_to_undo(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    window.activateWindow()
    window.changes.remove([2])
    qtbot.waitUntil(lambda: window.library.list.model().rowCount() == 2)
    for field in (window.field, window.library.filter_field):
        field.setFocus()
        qtbot.keyClicks(field, "b")
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert field.text() == ""
        assert window.actions_by_name["undo"].isEnabled()
    qtbot.keyClick(window.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.library.list.model().rowCount() == 3)
    qtbot.waitUntil(lambda: window.lane.is_idle)


def test_the_last_search_comes_back_and_leaves_the_place_in_the_document(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    pieces = (
        piece("The bridge fell. " + "Rain. " * 4000 + "The end of the rain."),
        piece("A bridge, and a bridge."),
    )
    first = open_window(pieces)
    first.field.set_text("bridge")
    qtbot.waitUntil(lambda: "3 hits in 2 documents" in first.status.line.text())
    first.reader.show_place(20_000)
    qtbot.waitUntil(lambda: first.reader.place() > 15_000)
    place = first.reader.place()
    first.close()
    again = open_window(None)
    assert again.field.text() == again.field.selectedText() == "bridge"
    assert "3 hits in 2 documents" in again.status.line.text()
    assert again.reading.document_id == 1
    assert again.reader.place() == place
    again.field.set_text("")
    qtbot.waitUntil(lambda: again.searching.line_found == "")
    again.close()
    assert open_window(None).field.text() == ""


def test_files_are_looked_for_where_the_last_ones_were(
    qtbot: QtBot, window: CorpusWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "case").mkdir()
    file = tmp_path / "case" / "letter.txt"
    file.write_text("A letter about the granary of Hatra.\n")
    begun: list[Path] = []

    def choose(parent: QWidget, start: Path) -> list[Path]:
        begun.append(start)
        return [file]

    monkeypatch.setattr(choosing, "choose_files", choose)
    for _ in range(2):
        with qtbot.waitSignal(window.taking.ended, timeout=20_000):
            window.actions_by_name["add_files"].trigger()
    qtbot.waitUntil(lambda: window.lane.is_idle)
    assert begun == [Path.home(), tmp_path / "case"]


@pytest.mark.parametrize("name", ("tell_of", "open_source", "cite", "save_text", "save_pdf"))
def test_an_empty_corpus_has_no_document_to_do_anything_with(
    open_window: OpenWindow, name: str
) -> None:
    window = open_window(())
    window.actions_by_name[name].trigger()
    assert window.notices.sentence.text() == "No document is open."


def test_an_empty_corpus_says_nothing_of_duplicates(
    qtbot: QtBot, open_window: OpenWindow, settings: Settings
) -> None:
    settings.set(remembered.WITHOUT_REPEATS, True)
    window = open_window(())
    qtbot.waitUntil(lambda: window.results.repeats_line.isHidden())
    full = open_window(PIECES, "Full")
    assert not full.results.repeats_line.isHidden()


def test_the_document_on_the_page_is_marked_though_the_filter_hid_the_one_before(
    qtbot: QtBot, window: CorpusWindow
) -> None:
    qtbot.keyClicks(window.library.filter_field, "plan")
    qtbot.waitUntil(lambda: window.library.list.model().rowCount() == 1)
    window.activateWindow()
    window.library.list.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(window.library.list.hasFocus)
    qtbot.keyClick(window.library.list, Qt.Key.Key_Home)
    qtbot.keyClick(window.library.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reading.document_id == 3)
    assert window.library.selected_documents() == [3]
    qtbot.waitUntil(lambda: window.lane.is_idle)
