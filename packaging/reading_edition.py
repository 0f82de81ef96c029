"""Owns the corpus inside a reading edition: a clean copy of one that is sound, and nothing of its maker's.

The corpus that is given is only read. The copy holds no removed text, names no watched folder, and is closed, so
that it can be opened on media that cannot be written.
"""

import shutil
import sqlite3
import sys
from pathlib import Path
from urllib.parse import quote

from product import ROOT, Unbuilt

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from desktop.corpus.check import Finding, check
from desktop.corpus.columns import build_columns
from desktop.corpus.corpus import open_corpus
from desktop.corpus.errors import Trouble

_LIBRARY = "corpus.sqlite"


def copy_corpus(corpus: Path, target: Path) -> None:
    """Copy a corpus into a folder that does not exist yet; raises Unbuilt with a sentence if it is not sound."""
    corpus = corpus.parent if corpus.name == _LIBRARY else corpus
    if not (corpus / _LIBRARY).is_file():
        raise Unbuilt(f"There is no corpus at {corpus}.")
    target.mkdir(parents=True)
    try:
        _copy_library(corpus / _LIBRARY, target / _LIBRARY)
        if (corpus / "originals").is_dir():
            originals = corpus / "originals"
            shutil.copytree(originals, target / "originals", copy_function=shutil.copy)
        _settle(target)
    except Trouble as trouble:
        raise Unbuilt(" ".join(filter(None, (trouble.sentence, trouble.advice)))) from trouble
    _close_for_good(target / _LIBRARY)


def _copy_library(source: Path, target: Path) -> None:
    """Copy the library file through SQLite, with what still stands in its log."""
    address = "file:" + quote(str(source.absolute())) + "?mode=ro"
    try:
        old = sqlite3.connect(address, uri=True)
        new = sqlite3.connect(target)
        try:
            old.backup(new)
        finally:
            new.close()
            old.close()
    except sqlite3.Error as error:
        if "full" in str(error).lower():
            raise Unbuilt("The disk is full; no reading edition was made.") from error
        if "not a database" in str(error).lower():
            raise Unbuilt(f"The file {source} is not that of a corpus.") from error
        raise Unbuilt(f"The corpus is damaged and cannot be copied: {error}.") from error


def _settle(folder: Path) -> None:
    """Bring the copy up to date, take out what was removed, make its columns, and check all of it."""
    with open_corpus(folder) as corpus:
        corpus.purge()
        corpus.watch_folders(())
        build_columns(corpus.library)
        if not len(corpus.ground.catalogue):
            raise Unbuilt("The corpus holds no documents; there is nothing to read in it.")
        for found in check(corpus.library):
            if isinstance(found, Finding) and found.where in ("library", "tokens", "original"):
                raise Unbuilt(
                    f"The corpus is damaged: {found.sentence} Mend it with “nineveh check --repair”."
                )


def _close_for_good(library: Path) -> None:
    """Leave one file without a log beside it, with the pages of what was erased given back."""
    connection = sqlite3.connect(library)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    except sqlite3.Error as error:
        raise Unbuilt(f"The copy of the corpus could not be finished: {error}.") from error
    finally:
        connection.close()
    for left in library.parent.glob("*.lock"):
        left.unlink()
