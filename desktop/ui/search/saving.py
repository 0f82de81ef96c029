"""Owns copying and saving lines: the file chooser, and the words that go out through `export`."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.corpus.concordance.lines import cut_many
from desktop.corpus.corpus import Corpus
from desktop.corpus.search.result import Hits
from desktop.ui.destinations import Destinations, file_name

MOST_SAVED_HERE = 5_000


def ask_for_file(
    parent: QWidget, destinations: Destinations, typed: str
) -> tuple[Path, str] | None:
    """Ask where to save the lines of a query; the path and "csv" or "text", None if the reader thinks better."""
    kinds = f"{_say('Table (*.csv)')};;{_say('Text (*.txt)')}"
    name = file_name(_say("lines of {0}").replace("{0}", typed), "csv")
    path = destinations.ask(parent, _say("Save lines"), name, kinds)
    if path is None:
        return None
    return path, "text" if path.suffix.lower() == ".txt" else "csv"


def lines_as_text(
    corpus: Corpus, hits: Hits, indices: NDArray[np.int64], *, has_citations: bool = False
) -> str:
    """The lines of these hits aligned on the match, each with its source. Raises Trouble."""
    from desktop.corpus import export  # not at the start

    rows = export.text_rows(corpus, cut_many(corpus, hits, indices), has_citations=has_citations)
    return "".join(rows)


def save_lines(
    corpus: Corpus, hits: Hits, indices: NDArray[np.int64], *, path: Path, form: str
) -> None:
    """Write the lines of these hits into a file, as "csv" or "text". Raises Trouble."""
    from desktop.corpus import export  # not at the start

    export.save_lines(path, corpus, cut_many(corpus, hits, indices), form=form)


def _say(words: str) -> str:
    return QCoreApplication.translate("saving", words)
