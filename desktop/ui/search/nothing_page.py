"""Owns what the pane says when there is nothing to list: before a search, and after a vain one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.corpus.examples import Example
from desktop.corpus.search.result import Result
from desktop.ui.counts import counted
from desktop.ui.search.query_help import shown
from desktop.ui.search.text_button import PADDING, Ink, TextButton
from desktop.ui.search.wording import with_word_replaced
from desktop.ui.theme import Theme, sans, serif

_MARGIN = 16


class NothingPage(QScrollArea):
    """Sentences and suggestions one under the other; a press on a suggestion is a query."""

    query_wanted = Signal(str)
    report_wanted = Signal()
    documents_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple = ()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._begin()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self._theme = theme
        for button in self._body.findChildren(TextButton):
            button.set_theme(theme)

    def show_examples(self, examples: Sequence[Example]) -> None:
        """Before any search: what the field is for, and a few things to try."""
        if not self._is_new(("examples", *examples)):
            return
        self._say(self.tr("Type a word or a phrase in the field above."), is_heading=True)
        self._say(self.tr("Every place where it stands is listed here. To try:"))
        for example in examples:
            self._offer(example.typed, example.typed, tip=shown(example.finds))
            self._say(shown(example.finds), is_close=True)
        self._say(self.tr("F1 in the field shows all that can be typed."))
        self._end()

    def show_vain(self, result: Result, notes: Sequence[str]) -> None:
        """After a search without hits: which word is missing, and what is near it."""
        has_off = any(not form.is_on for form in result.forms)
        if not self._is_new((result.typed, result.missing, has_off, result.notes, tuple(notes))):
            return
        self._say(self.tr("Nothing found."), is_heading=True)
        for missing in result.missing:
            self._say(self.tr("No document has “{word}”.").format(word=missing.typed))
            if missing.nearest:
                self._say(self.tr("Near it in this corpus:"), is_close=True)
            for near in missing.nearest:
                query = with_word_replaced(result.typed, word=missing.typed, by=near)
                self._offer(near, query, tip=query)
        if has_off:
            self._say(
                self.tr("Words that are crossed out above are left out; a click brings them back.")
            )
        elif not result.missing:
            self._say(self.tr("Each word is in the corpus, but no document has them all so."))
        for note in (*result.notes, *notes):
            self._say(note)
        self._add_button(self.tr("What this corpus holds…"), self.report_wanted)
        self._end()

    def show_wordless(self, n_documents: int) -> None:
        """After a query that names documents but no words: there are no lines, but documents."""
        if not self._is_new(("wordless", n_documents)):
            return
        self._say(self.tr("This query names no words, so there are no lines to list."))
        words = counted(
            n_documents, self.tr("Show the {n} document"), self.tr("Show the {n} documents")
        )
        self._add_button(words, self.documents_wanted)
        self._end()

    def show_sentence(self, sentence: str) -> None:
        """One sentence and nothing else."""
        if not self._is_new((sentence,)):
            return
        self._say(sentence)
        self._end()

    def _is_new(self, shown: tuple) -> bool:
        """Begin a page unless this one is shown already: the keyboard may be in it."""
        if shown == self._shown:
            return False
        self._shown = shown
        self._begin()
        return True

    def _begin(self) -> None:
        self._body = QWidget()
        self._body.setProperty("ground", "side")
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(_MARGIN - PADDING, _MARGIN, _MARGIN, _MARGIN)
        self._layout.setSpacing(1)

    def _end(self) -> None:
        self._layout.addStretch(1)
        self.setWidget(self._body)

    def _say(self, words: str, *, is_heading: bool = False, is_close: bool = False) -> None:
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(serif(13.0, bold=True) if is_heading else sans(9.5))
        label.setContentsMargins(PADDING, 0 if is_heading or is_close else 8, 0, 2)
        if not is_heading:
            label.setProperty("ink", "muted")
        self._layout.addWidget(label)

    def _add_button(self, words: str, pressed: SignalInstance) -> None:
        button = TextButton(words, self._theme, points=9.5)
        button.clicked.connect(pressed)
        self._layout.addSpacing(8)
        self._layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _offer(self, words: str, query: str, *, tip: str) -> None:
        button = TextButton(words, self._theme, ink=Ink.ACCENT, points=11.5, is_serif=True)
        button.setToolTip(tip)
        button.clicked.connect(lambda: self.query_wanted.emit(query))
        self._layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
