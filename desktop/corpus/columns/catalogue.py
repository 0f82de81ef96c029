"""Owns the catalogue as it is kept beside the columns: mapped, it is there at once for 100,000 documents.

It is derived like the columns: stamped with the library's generation, made anew when it is of another
one, and nothing is lost with it.
"""

import json
import logging
import shutil
from pathlib import Path

from desktop.corpus.columns.store import FOLDER_NAME, ColumnsDamaged, read_arrays, write_arrays
from desktop.corpus.library import CatalogueTable, Library
from desktop.corpus.library.catalogue import arrays_of_table, table_of_arrays

_LOG = logging.getLogger(__name__)
_PREFIX = "catalogue-"
WORTH_KEEPING = 2_000
"""Documents; the library gives fewer in no time."""


def kept_catalogue(library: Library) -> CatalogueTable | None:
    """Return the catalogue that is kept, if it is that of the library as it is now."""
    folder = _folder(library)
    if not folder.is_dir():
        return None
    try:
        return table_of_arrays(read_arrays(folder))
    except (ColumnsDamaged, KeyError, ValueError, IndexError, json.JSONDecodeError) as error:
        _LOG.warning("The kept catalogue cannot be used: %s", error)
        shutil.rmtree(folder, ignore_errors=True)
        return None


def keep_catalogue(library: Library, table: CatalogueTable | None, *, generation: int = -1) -> None:
    """Keep the catalogue of a generation for the next opening, if it is still that of the library.

    Older ones are dropped, without a table too. Where it cannot be written, there is none, and the
    next opening takes longer.
    """
    if library.is_read_only:
        return
    current = _folder(library)
    is_wanted = generation == library.generation and not current.is_dir()
    if table is not None and is_wanted and len(table) >= WORTH_KEEPING:
        try:
            write_arrays(current, arrays_of_table(table).items(), generation=generation)
        except OSError as error:
            _LOG.warning("The catalogue was not kept: %s", error.strerror or error)
    for folder in (library.folder / FOLDER_NAME).glob(f"{_PREFIX}*"):
        if folder != current:
            shutil.rmtree(folder, ignore_errors=True)


def _folder(library: Library) -> Path:
    """Return where the catalogue of the library as it is now is kept.

    A library that was put back from a copy may come to the same generation again, with other texts; then
    its serial is another one, most likely.
    """
    stamp = f"{library.generation:012d}-{library.serial:012d}"
    return library.folder / FOLDER_NAME / f"{_PREFIX}{stamp}"
