"""Owns when the columns are written anew: when documents that they lack would slow a search down."""

import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait

import numpy as np

from desktop.corpus.columns import build_columns, keep_catalogue
from desktop.corpus.columns.segment import segment_of
from desktop.corpus.columns.store import (
    FOLDER_NAME,
    ColumnsDamaged,
    newest,
    open_columns,
    write_columns,
)
from desktop.corpus.forms import FormArrays, arrays_of_forms
from desktop.corpus.library import Library

_STEP_SECONDS = 0.1
_SMALL_TAIL_WORDS = 100_000
_SMALL_SHARE = 0.05
_MOST_REMOVED_SHARE = 0.2
_MOST_FORMS_BESIDE = 1_000_000


def freshen_columns(library: Library) -> Iterator[None]:
    """Write the columns anew, unless those on disk lack little; yield every 100 ms until it is done.

    The caller holds the intake's lock. Raises CorpusTrouble if the columns cannot be written; the
    documents are safe then.
    """
    for unfinished in (library.folder / FOLDER_NAME).glob("new-*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    if are_fresh(library):
        return
    # Other threads, so that this one can tell that it is alive; numpy and SQLite do much of the work.
    with ThreadPoolExecutor(3, thread_name_prefix="columns") as pool:
        building = pool.submit(_build, library, pool)
        while not wait([building], timeout=_STEP_SECONDS).done:
            yield
        building.result()


def _build(library: Library, pool: ThreadPoolExecutor) -> None:
    """Write the columns, forms and tokens being laid out side by side, and the catalogue.

    The tokens come first: they are read soon, and sorted by numpy while Python reads and sorts forms.
    """
    with library.snapshot():
        generation, table, n_forms = library.generation, library.catalogue(), library.n_forms
        forms: Future[FormArrays] | None = None
        if n_forms > _MOST_FORMS_BESIDE:  # so many take much memory: let go of it before the tokens
            forms = pool.submit(arrays_of_forms, *library.form_columns())
            wait([forms])
        segment = pool.submit(segment_of, library.live_tokens(), n_forms)
        forms = forms or pool.submit(arrays_of_forms, *library.form_columns())
    write_columns(library.folder, segment.result(), forms.result, generation=generation)
    keep_catalogue(library, table, generation=generation)


def start_columns(library: Library) -> None:
    """Write the columns of a corpus that holds nothing yet, so that it never lacks them.

    What is taken in then is their tail until they are written anew. Raises CorpusTrouble.
    """
    if newest(library.folder) is None and not len(library.live_serials()[0]):
        build_columns(library)


def are_fresh(library: Library) -> bool:
    """Say whether the columns of a corpus can be used and lack little of what the library holds."""
    generation = newest(library.folder)
    if generation is None:
        return False
    try:
        segment, _ = open_columns(generation)
    except ColumnsDamaged:
        return False
    _, serials, words = library.live_serials()
    if not len(segment.serials):
        return not len(serials)
    lacking = int(words[~np.isin(serials, segment.serials)].sum())
    n_gone = len(segment.serials) - int(np.isin(segment.serials, serials).sum())
    is_small = lacking <= max(_SMALL_TAIL_WORDS, _SMALL_SHARE * int(words.sum()))
    return is_small and n_gone <= _MOST_REMOVED_SHARE * len(segment.serials)
