"""Owns the reader pane: the page with its strip, outline, find bar, sizes and line length."""

from numpy.typing import ArrayLike
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.corpus.corpus import Document, StoredText
from desktop.ui.hairline import hairline
from desktop.ui.reader.find_bar import FindBar
from desktop.ui.reader.layout import DEFAULT_MEASURE, DEFAULT_POINTS
from desktop.ui.reader.outline import Heading, Outline, headings, section_at
from desktop.ui.reader.page import Page
from desktop.ui.reader.page_dialog import PageDialog
from desktop.ui.reader.pieces import TitleBlock
from desktop.ui.reader.strip import Strip
from desktop.ui.reader.title_block import title_block
from desktop.ui.theme import THEMES, Theme, sans

SIZES = (8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.5, 17.0, 19.0, 21.0, 24.0, 28.0, 34.0, 40.0)
MEASURES = (40.0, 50.0, 58.0, 66.0, 76.0, 90.0, 110.0, 140.0)


class ReaderPane(QWidget):
    """Shows one document at a time. All places are code points of its text."""

    place_changed = Signal(int)  # the first code point in view, a moment after scrolling
    hit_shown = Signal(int)  # its number among the hits
    citation_wanted = Signal(int, int)  # start and end of a stretch to copy with its citation
    search_wanted = Signal(str)  # words of the text
    switching_wanted = Signal(list, bool)  # starts of blocks, whether they become boilerplate
    theme_wanted = Signal(str)  # a name in THEMES
    text_size_changed = Signal(float)  # points
    line_width_changed = Signal(float)  # characters in a line

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points = DEFAULT_POINTS
        self._measure = float(DEFAULT_MEASURE)
        self._headings: tuple[Heading, ...] = ()
        self._title = ""
        self._above = TitleBlock("", "", "")
        self.page = Page(theme)
        self.strip = Strip(self.page, theme)
        self.find_bar = FindBar(self.page)
        self.outline = Outline(self)
        self._section = QLabel()
        self._outline_button = QToolButton()
        self._edge = hairline()
        self._themes = QActionGroup(self)
        self._make_actions()
        self._build()
        self._wire()
        self.show_nothing()

    def show_document(self, document: Document, stored: StoredText) -> None:
        """Show a document from its beginning, without hits."""
        if not stored.text.strip():
            self._show_words(self.tr("This document holds no text."))
            return
        self._title = _legible(document.name)
        above = title_block(
            source=document.source,
            title=self._title,
            author=document.author,
            photographer=document.photographer,
            published=document.published,
            updated=document.updated,
        )
        self._above = above
        self.page.show_text(stored.text, stored.blocks, stored.marks, above)
        self._set_headings()
        self.find_bar.forget_text()

    def show_nothing(self) -> None:
        """Show that no document is open, and what to do."""
        self._show_words(self.tr("Choose a document on the left, or type a word above."))

    def show_empty_corpus(self, *, is_filling: bool) -> None:
        """Show that there is nothing to read yet, and what to do, or that it is about to come."""
        if is_filling:
            words = self.tr("Files are being taken in. The first documents appear in a moment.")
        else:
            words = self.tr(
                "This corpus is empty. Drop files or folders here, or press “Add…” above."
            )
        self._show_words(words)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self._theme = theme
        self.page.set_theme(theme)
        self.strip.set_theme(theme)
        for action in self._themes.actions():
            action.setChecked(action.data() == theme.name)

    def set_text_size(self, points: float) -> None:
        """Set the text in another size; nothing is emitted if it is so already."""
        points = min(max(points, SIZES[0]), SIZES[-1])
        if points != self._points:
            self._points = points
            self.page.set_type(self._points, self._measure)
            self.text_size_changed.emit(points)

    def set_line_width(self, measure: float) -> None:
        """Set about so many characters in a line; nothing is emitted if it is so already."""
        measure = min(max(measure, 30.0), 160.0)
        if measure != self._measure:
            self._measure = measure
            self.page.set_type(self._points, self._measure)
            self.line_width_changed.emit(measure)

    def set_hits(self, starts: ArrayLike, ends: ArrayLike, current: int = -1) -> None:
        """Mark the hits of the search, in the order of the text."""
        self.page.set_hits(starts, ends, current)

    def show_hit(self, index: int) -> None:
        """Make a hit the current one and scroll to it."""
        self.page.show_hit(index)

    def next_hit(self) -> bool:
        """Show the next hit; False if there is none in this document."""
        return self.page.next_hit()

    def previous_hit(self) -> bool:
        """Show the hit before; False if there is none in this document."""
        return self.page.previous_hit()

    def place(self) -> int:
        """Return the first code point in view."""
        return self.page.place()

    def show_place(self, place: int) -> None:
        """Scroll so that the line of a place is the first in view."""
        self.page.show_place(place)

    def selection(self) -> tuple[int, int]:
        """Return the selected stretch; both ends are equal if nothing is selected."""
        selected = self.page.hand.selection
        return (0, 0) if selected is None else (selected.start, selected.end)

    def title(self) -> str:
        """Return the title of the document on the page."""
        return self._title

    def title_block(self) -> TitleBlock:
        """Return what stands above the text on the page."""
        return self._above

    def text_length(self) -> int:
        """Return how many code points the text on the page has; 0 if no document is shown."""
        return len(self.page.sheet.text) if self.page.sheet is not None else 0

    def selected_words(self) -> str:
        """Return the selected words on one line; empty if nothing, or more than a line, is selected."""
        return self.page.hand.searched_words()

    def zoom(self, steps: int) -> None:
        """Make the text larger by some steps, or smaller."""
        nearest = min(range(len(SIZES)), key=lambda i: abs(SIZES[i] - self._points))
        self.set_text_size(SIZES[min(max(nearest + steps, 0), len(SIZES) - 1)])

    def open_outline(self) -> None:
        """Show the headings, if there are any."""
        if self._headings:
            area = self._outline_button.rect()
            end = area.bottomLeft() if self.isRightToLeft() else area.bottomRight()
            below = end + QPoint(0, 4)
            corner = self._outline_button.mapToGlobal(below)
            self.outline.open_at(corner, section_at(self._headings, self._reading_place()))

    def section_words(self) -> str:
        """Return what stands above the page: the page and section being read, else the title."""
        return self._section.text()

    def go_to_page(self) -> None:
        """Ask for a page and show where it begins."""
        sheet = self.page.sheet
        pages = sheet.page_starts() if sheet is not None else {}
        if not pages:
            return
        dialog = PageDialog(tuple(pages), self)
        dialog.page_wanted.connect(lambda label: self._go_to_heading(pages[label]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _make_actions(self) -> None:
        key = QKeySequence.StandardKey
        self.find_action = self._action(
            self.tr("Find in this document…"), [QKeySequence(key.Find)], self.find_bar.open
        )
        self.outline_action = self._action(
            self.tr("Outline"), [QKeySequence("Ctrl+Shift+O")], self.open_outline
        )
        self.page_action = self._action(
            self.tr("Go to page…"), [QKeySequence("Ctrl+G")], self.go_to_page
        )
        self.larger_action = self._action(
            self.tr("Larger text"),
            [QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")],
            lambda: self.zoom(1),
        )
        self.smaller_action = self._action(
            self.tr("Smaller text"), [QKeySequence("Ctrl+-")], lambda: self.zoom(-1)
        )
        self.normal_action = self._action(
            self.tr("Normal size"),
            [QKeySequence("Ctrl+0")],
            lambda: self.set_text_size(DEFAULT_POINTS),
        )
        self.wider_action = self._action(self.tr("Longer lines"), [], lambda: self._widen(1))
        self.narrower_action = self._action(self.tr("Shorter lines"), [], lambda: self._widen(-1))
        names = {
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "paper": self.tr("Paper"),
        }
        for name in THEMES:
            action = self._themes.addAction(names[name])
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(name == self._theme.name)

    def _action(self, words: str, keys: list[QKeySequence], what: object) -> QAction:
        action = QAction(words, self)
        action.setShortcuts(keys)
        action.triggered.connect(what)
        self.addAction(action)
        return action

    def _build(self) -> None:
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._section.setFont(sans(9.0))
        self._section.setProperty("ink", "muted")
        self._section.setTextFormat(Qt.TextFormat.PlainText)
        self._section.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._outline_button.setText("☰")
        self._outline_button.setToolTip(self.tr("Outline (Ctrl+Shift+O)"))
        self._outline_button.setAccessibleName(self.tr("Outline"))
        self._outline_button.setProperty("look", "quiet")
        self._outline_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for part in (self._edge, self._outline_button):  # so that the page stays where it is
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        tools = QHBoxLayout()
        tools.setContentsMargins(26, 6, 20, 2)
        tools.addWidget(self._section, 1)
        tools.addWidget(self._outline_button)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.page, 1)
        middle.addWidget(self.strip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(tools)
        layout.addWidget(self._edge)
        layout.addLayout(middle, 1)
        layout.addWidget(self.find_bar)
        QWidget.setTabOrder(self.page, self._outline_button)
        QWidget.setTabOrder(self._outline_button, self.find_bar.field)
        self.page.hand.more_actions = (
            self.find_action,
            self.outline_action,
            self.page_action,
        )
        self.page.hand.more_menus = (self._type_menu(),)

    def _type_menu(self) -> QMenu:
        menu = QMenu(self.tr("Text"), self)
        menu.addActions([self.larger_action, self.smaller_action, self.normal_action])
        menu.addSeparator()
        menu.addActions([self.wider_action, self.narrower_action])
        menu.addSeparator()
        menu.addActions(self._themes.actions())
        return menu

    def _wire(self) -> None:
        self.page.place_changed.connect(self.place_changed)
        self.page.hit_shown.connect(self.hit_shown)
        self.page.citation_wanted.connect(self.citation_wanted)
        self.page.search_wanted.connect(self.search_wanted)
        self.page.zoom_wanted.connect(self.zoom)
        self.page.switching_wanted.connect(self.switching_wanted)
        self.page.view_changed.connect(self._show_section)
        self.page.view_changed.connect(self._show_edge)
        self.outline.heading_chosen.connect(self._go_to_heading)
        self.find_bar.closed.connect(self.page.setFocus)
        self._outline_button.clicked.connect(self.open_outline)
        self._themes.triggered.connect(lambda action: self.theme_wanted.emit(action.data()))

    def _widen(self, steps: int) -> None:
        nearest = min(range(len(MEASURES)), key=lambda i: abs(MEASURES[i] - self._measure))
        self.set_line_width(MEASURES[min(max(nearest + steps, 0), len(MEASURES) - 1)])

    def _show_words(self, words: str) -> None:
        self.page.show_nothing(words)
        self._set_headings()
        self.find_bar.forget_text()

    def _set_headings(self) -> None:
        sheet = self.page.sheet
        self._headings = headings(sheet.pieces) if sheet is not None else ()
        self.outline.set_headings(self._headings)
        self._outline_button.setVisible(bool(self._headings))
        self.outline_action.setEnabled(bool(self._headings))
        self.page_action.setEnabled(sheet is not None and bool(sheet.page_starts()))
        self._show_section()

    def _reading_place(self) -> int:
        """Return the place that counts as being read: a little below the upper edge."""
        sheet = self.page.sheet
        if sheet is None or sheet.flow.position() == 0:
            return 0
        return self.page.place()

    def _show_edge(self) -> None:
        """Show a hairline above the page while text goes on above it."""
        self._edge.setVisible(self._is_scrolled())

    def _is_scrolled(self) -> bool:
        sheet = self.page.sheet
        return sheet is not None and sheet.flow.position() > 0

    def _show_section(self) -> None:
        at = section_at(self._headings, self._reading_place())
        words = self._headings[at].words if at >= 0 else ""
        words = " · ".join(filter(None, (self._page_words(), words)))
        if not words and self._is_scrolled():
            words = self._title
        metrics, width = self._section.fontMetrics(), self._section.width()
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
        if words != self._section.text():
            self._section.setText(words)

    def _page_words(self) -> str:
        """Say on which page, or at what time, the place stands that is being read."""
        sheet = self.page.sheet
        label = sheet.label_at(self.page.place()) if sheet is not None else None
        if label is None:
            return ""
        words = self.tr("page {0}") if label.name == "page" else self.tr("at {0}")
        return words.replace("{0}", label.target)

    def _go_to_heading(self, place: int) -> None:
        self.page.show_place(place)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)


def _legible(name: str) -> str:
    """Return a name as it can be shown: the name of a file need not be UTF-8."""
    return name.encode("utf-8", "replace").decode("utf-8")
