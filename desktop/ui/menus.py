"""Owns which action stands in which menu: in the menu bar, and behind the buttons of the bar above."""

from PySide6.QtWidgets import QWidget

from desktop.ui.actions import SEARCH, VIEW, WindowActions
from desktop.ui.menu_bar import QuietMenuBar
from desktop.ui.reader.pane import ReaderPane
from desktop.ui.top_bar import TopBar


def build_menus(
    actions: WindowActions, reader: ReaderPane, top: TopBar, window: QWidget
) -> QuietMenuBar:
    """Put the window's actions, and those of its page, into the menus; return the menu bar."""
    bar = QuietMenuBar(window)
    actions.fill(bar)
    sizes = (reader.larger_action, reader.smaller_action, reader.normal_action)
    widths = (reader.wider_action, reader.narrower_action)
    actions.adopt(bar, SEARCH, (reader.find_action, reader.outline_action, reader.page_action))
    actions.adopt(bar, VIEW, (*sizes, *widths))
    text = actions.menu_of("light", "dark", "paper")
    text.insertActions(actions["light"], [*sizes, *widths])
    text.insertSeparator(actions["light"])
    corpus = ("new_corpus", "open_corpus", "recent", "", "add_files", "add_folder", "watched", "")
    inside = ("report", "refusals", "duplicates", "repeats", "aliases", "join_sheet", "")
    top.set_menus(
        corpus=actions.menu_of(*corpus, *inside, "menu_bar", "shortcuts", "", "close", "quit"),
        add=actions.menu_of("add_files", "add_folder"),
        text=text,
    )
    top.theme_button.clicked.connect(actions["next_theme"].trigger)
    return bar
