"""Owns what leaves the window: the order of many lines, lines saved to files, citations copied."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.corpus.concordance.lines import cut_many
from desktop.corpus.concordance.sorting import order, sort_keys
from desktop.corpus.corpus import Corpus
from desktop.corpus.search.result import Result
from desktop.ui.counts import counted
from desktop.ui.jobs.lane import SearchingLane
from desktop.ui.reader.pieces import TitleBlock


class Outgoing(QObject):
    """Sorts, saves and copies on the lane.

    `ordered` gives a permutation of hit indices and the result it is for; `told` a sentence.
    """

    ordered = Signal(object, object)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, corpus: Corpus, lane: SearchingLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._corpus = corpus
        self._lane = lane

    def order(self, result: Result | None, keys: tuple[str, ...]) -> None:
        """Sort the lines of a result, if there is one."""
        if result is None:
            return
        corpus = self._corpus
        self._lane.ask(
            "order",
            lambda: order(corpus, result, sort_keys(",".join(keys))),
            lambda permutation: self.ordered.emit(permutation, result),
            failed=self.failed.emit,
        )

    def save(self, result: Result | None, path: Path, form: str, hits: NDArray[np.int64]) -> None:
        """Write the lines of some hits into a file, as "csv" or "text"."""
        from desktop.corpus.export import save_lines

        if result is None:
            return
        corpus = self._corpus
        sentence = counted(len(hits), self.tr("{n} line saved to"), self.tr("{n} lines saved to"))
        self._lane.do(
            lambda: save_lines(path, corpus, cut_many(corpus, result.hits, hits), form=form),
            lambda _: self.told.emit(f"{sentence} {path.name}."),
            failed=self.failed.emit,
        )

    def copy_citation(self, document_id: int) -> None:
        """Put the citation of a document on the clipboard."""
        from desktop.corpus.citations import cite

        corpus = self._corpus
        self._copy(lambda: str(cite(corpus, document_id)), self.tr("Citation copied."))

    def copy_passage(self, document_id: int, start: int, end: int) -> None:
        """Put a passage with its citation on the clipboard."""
        from desktop.corpus.citations import quote

        corpus = self._corpus
        told = self.tr("Passage and citation copied.")
        self._copy(lambda: quote(corpus, document_id, start, end), told)

    def save_passage(self, document_id: int, start: int, end: int, path: Path) -> None:
        """Write a passage with its citation into a text file."""
        from desktop.corpus.citations import quote
        from desktop.corpus.export import write_file

        corpus = self._corpus
        sentence = self.tr("Passage and citation saved to {0}.").replace("{0}", path.name)
        self._lane.do(
            lambda: write_file(path, [quote(corpus, document_id, start, end), "\n"]),
            lambda _: self.told.emit(sentence),
            failed=self.failed.emit,
        )

    def save_pdf(self, document_id: int, above: TitleBlock, path: Path) -> None:
        """Write a whole document into a PDF file, page after page."""
        from desktop.ui.reader.paper import write_pdf

        corpus, dots = self._corpus, QGuiApplication.primaryScreen().logicalDotsPerInch()
        foot = " · ".join(filter(None, (above.title, above.source)))

        def steps() -> Iterator[int]:
            stored = corpus.text(document_id)
            yield from write_pdf(path, stored, above, dots_per_inch=dots, foot=foot)

        sentence = self.tr("The document is saved to {0}.").replace("{0}", path.name)
        self._lane.walk(steps(), lambda _: self.told.emit(sentence), failed=self.failed.emit)

    def _copy(self, write: Callable[[], str], sentence: str) -> None:
        def copy(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.told.emit(sentence)

        self._lane.do(write, copy, failed=self.failed.emit)
