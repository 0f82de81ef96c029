"""Owns the window's actions: their words, keys and menus, declared once.

`ROWS` is the table; `WindowActions` makes the actions, the menu bar, and the list of shortcuts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

if TYPE_CHECKING:  # PySide's own says that it returns an object
    from desktop.ui.help.shortcuts_dialog import Shortcut

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802
        """Mark words for translation."""
        ...
else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP

FILE = QT_TRANSLATE_NOOP("WindowActions", "&Corpus")
EDIT = QT_TRANSLATE_NOOP("WindowActions", "&Edit")
SEARCH = QT_TRANSLATE_NOOP("WindowActions", "&Search")
GO = QT_TRANSLATE_NOOP("WindowActions", "&Go")
VIEW = QT_TRANSLATE_NOOP("WindowActions", "&View")
HELP = QT_TRANSLATE_NOOP("WindowActions", "&Help")


@dataclass(frozen=True, slots=True)
class Row:
    """One action: its name in the code, its menu, its words, its keys, and whether it can be ticked."""

    name: str
    menu: str
    words: str
    keys: tuple[str, ...] = ()
    is_checkable: bool = False
    group: str = ""
    begins_section: bool = False


def _row(name: str, menu: str, words: str, *keys: str) -> Row:
    return Row(name, menu, words, keys)


def _section(name: str, menu: str, words: str, *keys: str) -> Row:
    return Row(name, menu, words, keys, begins_section=True)


ROWS: tuple[Row, ...] = (
    _row("new_corpus", FILE, QT_TRANSLATE_NOOP("WindowActions", "New corpus…"), "Ctrl+Shift+N"),
    _row("open_corpus", FILE, QT_TRANSLATE_NOOP("WindowActions", "Open corpus…"), "Ctrl+O"),
    _section("add_files", FILE, QT_TRANSLATE_NOOP("WindowActions", "Add files…"), "Ctrl+I"),
    _row("add_folder", FILE, QT_TRANSLATE_NOOP("WindowActions", "Add folder…"), "Ctrl+Shift+I"),
    _row("stop_intake", FILE, QT_TRANSLATE_NOOP("WindowActions", "Stop taking in")),
    _section("aliases", FILE, QT_TRANSLATE_NOOP("WindowActions", "Aliases…"), "Ctrl+Shift+A"),
    _row("join_sheet", FILE, QT_TRANSLATE_NOOP("WindowActions", "Join a metadata sheet…")),
    _row("duplicates", FILE, QT_TRANSLATE_NOOP("WindowActions", "Find duplicates"), "Ctrl+Shift+D"),
    _row("repeats", FILE, QT_TRANSLATE_NOOP("WindowActions", "Repeated passages…")),
    _row("watched", FILE, QT_TRANSLATE_NOOP("WindowActions", "Watched folders…")),
    _row("refusals", FILE, QT_TRANSLATE_NOOP("WindowActions", "Refused files…"), "Ctrl+Shift+R"),
    _section(
        "report", FILE, QT_TRANSLATE_NOOP("WindowActions", "What this corpus holds…"), "Ctrl+R"
    ),
    _section("close", FILE, QT_TRANSLATE_NOOP("WindowActions", "Close window"), "Ctrl+W"),
    _row("quit", FILE, QT_TRANSLATE_NOOP("WindowActions", "Quit"), "Ctrl+Q"),
    _row("undo", EDIT, QT_TRANSLATE_NOOP("WindowActions", "Undo"), "Ctrl+Z"),
    _section(
        "correct", EDIT, QT_TRANSLATE_NOOP("WindowActions", "Correct title, author, dates…"), "F2"
    ),
    _row("tell_of", EDIT, QT_TRANSLATE_NOOP("WindowActions", "About this document…"), "Alt+Return"),
    _row("open_source", EDIT, QT_TRANSLATE_NOOP("WindowActions", "Open the source file")),
    _row("remove", EDIT, QT_TRANSLATE_NOOP("WindowActions", "Remove the selected documents")),
    _row(
        "compare", EDIT, QT_TRANSLATE_NOOP("WindowActions", "Compare side by side"), "Ctrl+Shift+E"
    ),
    _section("cite", EDIT, QT_TRANSLATE_NOOP("WindowActions", "Copy the document’s citation")),
    _row(
        "save_passage",
        EDIT,
        QT_TRANSLATE_NOOP("WindowActions", "Save the selected passage…"),
        "Ctrl+Shift+S",
    ),
    _row("save_text", EDIT, QT_TRANSLATE_NOOP("WindowActions", "Save the whole text…"), "Ctrl+S"),
    _row("save_pdf", EDIT, QT_TRANSLATE_NOOP("WindowActions", "Save as PDF…"), "Ctrl+P"),
    _row(
        "search",
        SEARCH,
        QT_TRANSLATE_NOOP("WindowActions", "Search the corpus"),
        "Ctrl+L",
        "Ctrl+K",
    ),
    _row(
        "search_selection",
        SEARCH,
        QT_TRANSLATE_NOOP("WindowActions", "Search for the selected words"),
        "Ctrl+E",
    ),
    _row("filter", SEARCH, QT_TRANSLATE_NOOP("WindowActions", "Filter documents"), "Ctrl+Shift+F"),
    _section("next_hit", SEARCH, QT_TRANSLATE_NOOP("WindowActions", "Next hit"), "F3"),
    _row("previous_hit", SEARCH, QT_TRANSLATE_NOOP("WindowActions", "Previous hit"), "Shift+F3"),
    Row(
        "without_repeats",
        SEARCH,
        QT_TRANSLATE_NOOP("WindowActions", "Leave duplicates out"),
        ("Ctrl+D",),
        True,
    ),
    _section("query_help", SEARCH, QT_TRANSLATE_NOOP("WindowActions", "What can be typed"), "F1"),
    _row("back", GO, QT_TRANSLATE_NOOP("WindowActions", "Back"), "Alt+Left"),
    _row("forward", GO, QT_TRANSLATE_NOOP("WindowActions", "Forward"), "Alt+Right"),
    _section("next_document", GO, QT_TRANSLATE_NOOP("WindowActions", "Next document"), "Alt+Down"),
    _row(
        "previous_document", GO, QT_TRANSLATE_NOOP("WindowActions", "Previous document"), "Alt+Up"
    ),
    _section("next_pane", GO, QT_TRANSLATE_NOOP("WindowActions", "Next pane"), "F6"),
    _row("previous_pane", GO, QT_TRANSLATE_NOOP("WindowActions", "Previous pane"), "Shift+F6"),
    _row("library", VIEW, QT_TRANSLATE_NOOP("WindowActions", "Documents"), "Ctrl+1"),
    _row("reader", VIEW, QT_TRANSLATE_NOOP("WindowActions", "Page"), "Ctrl+2"),
    _row("results", VIEW, QT_TRANSLATE_NOOP("WindowActions", "Search results"), "Ctrl+3"),
    Row("light", VIEW, QT_TRANSLATE_NOOP("WindowActions", "Light"), (), True, "theme", True),
    Row("dark", VIEW, QT_TRANSLATE_NOOP("WindowActions", "Dark"), (), True, "theme"),
    Row("paper", VIEW, QT_TRANSLATE_NOOP("WindowActions", "Paper"), (), True, "theme"),
    _row("next_theme", VIEW, QT_TRANSLATE_NOOP("WindowActions", "Next theme"), "Ctrl+T"),
    Row(
        "menu_bar",
        VIEW,
        QT_TRANSLATE_NOOP("WindowActions", "Menu bar"),
        ("Ctrl+M",),
        True,
        "",
        True,
    ),
    _row("open_menu", VIEW, QT_TRANSLATE_NOOP("WindowActions", "Open the menu"), "F10"),
    Row("full_screen", VIEW, QT_TRANSLATE_NOOP("WindowActions", "Full screen"), ("F11",), True),
    _row("shortcuts", HELP, QT_TRANSLATE_NOOP("WindowActions", "Keyboard shortcuts"), "Ctrl+/"),
    _row("about", HELP, QT_TRANSLATE_NOOP("WindowActions", "About Nineveh")),
)


class WindowActions(QObject):
    """The actions of one window, by name: `actions["next_hit"]`."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self.recent_menu = QMenu(self.tr("Open recent"), window)
        self._groups: dict[str, QActionGroup] = {}
        for row in ROWS:
            self._actions[row.name] = self._made(row)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def fill(self, bar: QMenuBar) -> None:
        """Put the actions into the menus of a menu bar."""
        menus: dict[str, QMenu] = {}
        for row in ROWS:
            if row.menu not in menus:
                menus[row.menu] = bar.addMenu(_translated(row.menu))
            if row.begins_section:
                menus[row.menu].addSeparator()
            menus[row.menu].addAction(self._actions[row.name])
            if row.name == "open_corpus":
                menus[row.menu].addMenu(self.recent_menu)

    def adopt(self, bar: QMenuBar, menu: str, actions: Sequence[QAction]) -> None:
        """Put actions of a pane into a menu, and let their keys count in the whole window."""
        for action in actions:
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._window.addAction(action)
        for entry in bar.actions():
            inner = entry.menu()
            if isinstance(inner, QMenu) and entry.text() == _translated(menu):
                inner.addSeparator()
                inner.addActions(list(actions))

    def menu_of(self, *names: str) -> QMenu:
        """Return a menu of some actions; an empty name is a line between them."""
        menu = QMenu(self._window)
        for name in names:
            if name == "recent":
                menu.addMenu(self.recent_menu)
            elif name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        return menu

    def shortcuts(self) -> "list[Shortcut]":
        """Return every shortcut of the window: of these actions, and of the panes' own."""
        from desktop.ui.help.shortcuts_dialog import Shortcut

        rows = [
            Shortcut(_translated(row.menu).replace("&", ""), action.text(), _keys(action))
            for row in ROWS
            if (action := self._actions[row.name]).shortcuts()
        ]
        ours = set(self._actions.values())
        for action in self._window.findChildren(QAction):
            if action not in ours and action.shortcuts() and action.text():
                heading = _heading_of(action, self.tr("Elsewhere"))
                rows.append(Shortcut(heading, action.text().replace("&", ""), _keys(action)))
        return rows

    def _made(self, row: Row) -> QAction:
        action = QAction(_translated(row.words), self._window)
        action.setObjectName(row.name)
        action.setShortcuts([QKeySequence(keys) for keys in row.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(row.is_checkable)
        if row.group:
            group = self._groups.setdefault(row.group, QActionGroup(self._window))
            action.setActionGroup(group)
        self._window.addAction(action)
        return action


def _translated(words: str) -> str:
    return QCoreApplication.translate("WindowActions", words)


def _keys(action: QAction) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    return ", ".join(keys.toString(form) for keys in action.shortcuts())


def _heading_of(action: QAction, otherwise: str) -> str:
    """Return the accessible name of the nearest widget above an action that has one."""
    owner = action.parent()
    while owner is not None:
        name = getattr(owner, "accessibleName", lambda: "")()
        if name:
            return str(name)
        owner = owner.parent()
    return otherwise
