"""A reader pane on screen, and small documents to show in it."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.corpus.library import Document, StoredText
from desktop.corpus.text.blocks import Block, Kind, Mark
from desktop.ui.reader.pane import ReaderPane
from desktop.ui.theme import THEMES

Part = tuple[Kind, str]


def store(*parts: Part, marks: tuple[Mark, ...] = ()) -> StoredText:
    """Return a text made of blocks of these kinds, a blank line between them."""
    text, blocks = "", []
    for kind, words in parts:
        blocks.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return StoredText(text, tuple(blocks), marks)


def paragraphs(n: int, words: str = "The river rose in the night and fell by noon.") -> StoredText:
    """Return so many numbered paragraphs."""
    return store(*((Kind.PARAGRAPH, f"Number {i}. {words * 3}") for i in range(n)))


def catalogue(title: str | None = "A title", author: str | None = None) -> Document:
    """Return the catalogue row of a document."""
    return Document(
        id=1,
        title=title,
        author=author,
        photographer=None,
        source=None,
        published="2016-10-16" if author else None,
        updated=None,
        language="en",
        words=0,
        path="a file.txt",
        format="text",
        encoding="utf-8",
        size_bytes=0,
        modified_ns=0,
        sha256="",
        n_tokens=0,
        n_characters=0,
        added="",
    )


def take_focus(pane: ReaderPane, qtbot: QtBot) -> None:
    """Give the page the keyboard, as a click into it does: shortcuts need it."""
    pane.activateWindow()
    pane.page.setFocus()
    qtbot.waitUntil(pane.page.hasFocus)


@pytest.fixture
def pane(qtbot: QtBot) -> ReaderPane:
    """A reader pane of 700 × 600 pixels, shown."""
    pane = ReaderPane(THEMES["light"])
    qtbot.addWidget(pane)
    pane.resize(700, 600)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


@pytest.fixture
def show(pane: ReaderPane) -> Callable[[StoredText], ReaderPane]:
    """Shows a text in the pane."""

    def show_it(stored: StoredText) -> ReaderPane:
        pane.show_document(catalogue(), stored)
        return pane

    return show_it
