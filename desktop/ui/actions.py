"""Owns the window's actions: their words, keys and menus, declared once.

`ROWS` is the table; `WindowActions` makes the actions, the menu bar, and the list of shortcuts.
"""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from desktop.ui.help.shortcuts_dialog import Shortcut

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


_T = QT_TRANSLATE_NOOP

ROWS: tuple[Row, ...] = (
    _row("new_corpus", FILE, _T("WindowActions", "New corpus…"), "Ctrl+Shift+N"),
    _row("open_corpus", FILE, _T("WindowActions", "Open corpus…"), "Ctrl+O"),
    _section("add_files", FILE, _T("WindowActions", "Add files…"), "Ctrl+I"),
    _row("add_folder", FILE, _T("WindowActions", "Add folder…"), "Ctrl+Shift+I"),
    _row("stop_intake", FILE, _T("WindowActions", "Stop taking in")),
    _section("aliases", FILE, _T("WindowActions", "Aliases…"), "Ctrl+Shift+A"),
    _row("refusals", FILE, _T("WindowActions", "Refused files…"), "Ctrl+Shift+R"),
    _section("close", FILE, _T("WindowActions", "Close window"), "Ctrl+W"),
    _row("quit", FILE, _T("WindowActions", "Quit"), "Ctrl+Q"),
    _row("undo", EDIT, _T("WindowActions", "Undo removal"), "Ctrl+Z"),
    _section("correct", EDIT, _T("WindowActions", "Correct title, author, dates…"), "F2"),
    _row("remove", EDIT, _T("WindowActions", "Remove documents"), "Ctrl+Del"),
    _row("cite", EDIT, _T("WindowActions", "Copy citation"), "Ctrl+Shift+C"),
    _row("search", SEARCH, _T("WindowActions", "Search the corpus"), "Ctrl+L", "Ctrl+K"),
    _row("find", SEARCH, _T("WindowActions", "Find in document"), "Ctrl+F"),
    _row("filter", SEARCH, _T("WindowActions", "Filter documents"), "Ctrl+Shift+F"),
    _section("next_hit", SEARCH, _T("WindowActions", "Next hit"), "F3"),
    _row("previous_hit", SEARCH, _T("WindowActions", "Previous hit"), "Shift+F3"),
    _section("query_help", SEARCH, _T("WindowActions", "What can be typed"), "F1"),
    _row("back", GO, _T("WindowActions", "Back"), "Alt+Left"),
    _row("forward", GO, _T("WindowActions", "Forward"), "Alt+Right"),
    _section("next_document", GO, _T("WindowActions", "Next document"), "Alt+Down"),
    _row("previous_document", GO, _T("WindowActions", "Previous document"), "Alt+Up"),
    _section("next_pane", GO, _T("WindowActions", "Next pane"), "F6"),
    _row("previous_pane", GO, _T("WindowActions", "Previous pane"), "Shift+F6"),
    _row("library", VIEW, _T("WindowActions", "Documents"), "Ctrl+1"),
    _row("reader", VIEW, _T("WindowActions", "Page"), "Ctrl+2"),
    _row("results", VIEW, _T("WindowActions", "Search results"), "Ctrl+3"),
    _section("larger", VIEW, _T("WindowActions", "Larger text"), "Ctrl++", "Ctrl+="),
    _row("smaller", VIEW, _T("WindowActions", "Smaller text"), "Ctrl+-"),
    _row("normal_size", VIEW, _T("WindowActions", "Normal text size"), "Ctrl+0"),
    _row("wider", VIEW, _T("WindowActions", "Wider lines"), "Ctrl+Shift+."),
    _row("narrower", VIEW, _T("WindowActions", "Narrower lines"), "Ctrl+Shift+,"),
    Row("light", VIEW, _T("WindowActions", "Light"), (), True, "theme", True),
    Row("dark", VIEW, _T("WindowActions", "Dark"), (), True, "theme"),
    Row("paper", VIEW, _T("WindowActions", "Paper"), (), True, "theme"),
    _row("next_theme", VIEW, _T("WindowActions", "Next theme"), "Ctrl+T"),
    Row("menu_bar", VIEW, _T("WindowActions", "Menu bar"), ("Ctrl+M",), True, "", True),
    Row("full_screen", VIEW, _T("WindowActions", "Full screen"), ("F11",), True),
    _row("shortcuts", HELP, _T("WindowActions", "Keyboard shortcuts"), "Ctrl+/"),
    _row("about", HELP, _T("WindowActions", "About Nineveh")),
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

    def shortcuts(self) -> list[Shortcut]:
        """Return every shortcut of the window: of these actions, and of the panes' own."""
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
