"""Owns what is done with words on the page: they are cited, saved to a file, searched for."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.ui.destinations import file_name
from desktop.ui.dialogs import Dialogs
from desktop.ui.outgoing import Outgoing
from desktop.ui.reader.pane import ReaderPane
from desktop.ui.reading import Reading
from desktop.ui.search.wording import query_for


class Passages(QObject):
    """Acts on the document on the page and on what is selected there.

    `query_wanted` gives a line to search for, `told` a sentence.
    """

    query_wanted = Signal(str)
    told = Signal(str)

    def __init__(
        self,
        reader: ReaderPane,
        reading: Reading,
        outgoing: Outgoing,
        dialogs: Dialogs,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._reading = reading
        self._outgoing = outgoing
        self._dialogs = dialogs
        reader.search_wanted.connect(lambda words: self.query_wanted.emit(query_for(words)))
        reader.citation_wanted.connect(
            lambda start, end: outgoing.copy_passage(reading.document_id, start, end)
        )

    def slots(self) -> dict[str, Callable[[], None]]:
        """Return what is done with the page and words on it, by the name of the action."""
        return {
            "tell_of": lambda: self._with_document(self._dialogs.tell_of),
            "open_source": lambda: self._with_document(self._dialogs.show_source),
            "cite": lambda: self._with_document(self._outgoing.copy_citation),
            "save_passage": self.save_selected,
            "save_text": self.save_text,
            "save_pdf": self.save_pdf,
            "search_selection": self.search_selected,
        }

    def search_selected(self) -> None:
        """Search the corpus for the selected words."""
        start, end = self._reader.selection()
        if query := query_for(self._reader.selected_words()):
            self.query_wanted.emit(query)
        elif start == end:
            self.told.emit(self.tr("Nothing is selected on the page."))
        else:
            self.told.emit(self.tr("Too much is selected to search for it."))

    def save_selected(self) -> None:
        """Ask for a file and write the selected passage into it, with its citation."""
        start, end = self._reader.selection()
        if start == end:
            self.told.emit(self.tr("Nothing is selected on the page."))
        else:
            name = self.tr("passage from {0}").replace("{0}", self._reader.title())
            self._save(start, end, self.tr("Save the passage"), name)

    def save_text(self) -> None:
        """Ask for a file and write the whole text into it, with its citation."""
        if not self._reading.document_id:
            self.told.emit(self.tr("No document is open."))
        elif end := self._reader.text_length():
            self._save(0, end, self.tr("Save the whole text"), self._reader.title())

    def save_pdf(self) -> None:
        """Ask for a file and write the document into it as a PDF, to be printed or handed on."""
        if not (self._reading.document_id and self._reader.text_length()):
            self.told.emit(self.tr("No document is open."))
            return
        name, title = file_name(self._reader.title(), "pdf"), self.tr("Save as PDF")
        if (path := self._dialogs.choose_file_for_pdf(title, name)) is not None:
            above = self._reader.title_block()
            self._outgoing.save_pdf(self._reading.document_id, above, path)

    def _with_document(self, do: Callable[[int], None]) -> None:
        if self._reading.document_id:
            do(self._reading.document_id)
        else:
            self.told.emit(self.tr("No document is open."))

    def _save(self, start: int, end: int, title: str, name: str) -> None:
        path = self._dialogs.choose_file_for_passage(title, file_name(name, "txt"))
        if path is not None:
            self._outgoing.save_passage(self._reading.document_id, start, end, path)
