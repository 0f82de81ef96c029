"""Owns the columns as search sees them: the mapped segment, the tail of newer documents, what is live."""

import logging

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.columns.segment import Segment, join_segments, make_segment
from desktop.corpus.columns.store import (
    ColumnsDamaged,
    make,
    newest,
    open_columns,
    write_columns,
)
from desktop.corpus.errors import CorpusTrouble
from desktop.corpus.forms import FormArrays, Forms
from desktop.corpus.library import CatalogueTable, Library

_LOG = logging.getLogger(__name__)
_MOST_TAILS = 6
_WORTH_KEEPING = 200_000  # tokens; fewer are made again in no time


class Columns:
    """A value for one generation of the library: segments, which of their documents are live, forms.

    `segments[n]` holds documents whose `live[n]` is True where they still are as they were.
    `lengths[n]` int64 words of each document (outside boilerplate). Make it with `open`; `refreshed`
    gives the value for a later generation and shares what did not change.
    """

    def __init__(
        self,
        segments: list[Segment],
        forms: Forms,
        live: list[NDArray[np.bool_]],
        lengths: list[NDArray[np.int64]],
        *,
        generation: int,
        was_rebuilt: bool,
    ) -> None:
        self.segments = segments
        self.forms = forms
        self.live = live
        self.lengths = lengths
        self.generation = generation
        self.was_rebuilt = was_rebuilt
        self.n_documents = int(sum(int(mask.sum()) for mask in live))
        total = sum(int(n[mask].sum()) for n, mask in zip(lengths, live, strict=True))
        self.mean_length = total / self.n_documents if self.n_documents else 0.0

    @classmethod
    def open(cls, library: Library, catalogue: CatalogueTable) -> "Columns":
        """Map the newest columns, or make them if there are none that can be used.

        `catalogue` is the library's as it is now: read it in the same snapshot.
        """
        folder = newest(library.folder)
        arrays: tuple[Segment, FormArrays] | None = None
        if folder is not None:
            try:
                arrays = open_columns(folder)
            except ColumnsDamaged:
                arrays = None
        was_rebuilt = arrays is None
        generation = library.generation
        segment, form_columns = arrays or make(library)
        if was_rebuilt and segment.n_tokens > _WORTH_KEEPING and not library.is_read_only:
            _keep(library, segment, form_columns, generation)
        columns = cls(
            [segment],
            Forms(form_columns),
            [np.ones(len(segment.ids), dtype=bool)],
            [np.zeros(len(segment.ids), dtype=np.int64)],
            generation=-1,
            was_rebuilt=was_rebuilt,
        )
        return columns.refreshed(library, catalogue)

    def refreshed(self, library: Library, catalogue: CatalogueTable) -> "Columns":
        """Return the columns for what the library holds now; `catalogue` as for `open`."""
        if library.generation == self.generation:
            return self
        with library.snapshot():
            return self._refreshed(library, catalogue)

    @property
    def n_tail_tokens(self) -> int:
        """How many tokens are not in the mapped columns yet."""
        return sum(segment.n_tokens for segment in self.segments[1:])

    def _refreshed(self, library: Library, catalogue: CatalogueTable) -> "Columns":
        generation = library.generation
        ids, serials, words = catalogue.ids, catalogue.serials, catalogue.words
        forms = self.forms
        later = library.forms_from(len(forms))
        if later:
            forms = forms.with_later(later)
        segments = list(self.segments)
        held = np.sort(np.concatenate([s.serials for s in segments]))
        at = np.minimum(np.searchsorted(held, serials), max(len(held) - 1, 0))
        is_new = held[at] != serials if len(held) else np.ones(len(serials), dtype=bool)
        if is_new.any():
            tail = library.all_tokens(ids[is_new].tolist())
            segments.append(
                make_segment(
                    ids[is_new].tolist(),
                    serials[is_new].tolist(),
                    [tokens for _, tokens in tail],
                    len(forms),
                )
            )
        if len(segments) > _MOST_TAILS:
            segments = [segments[0], join_segments(segments[1:], len(forms))]
        by_serial = np.argsort(serials)
        live, lengths = [], []
        for segment in segments:
            mask, rows = _find(segment.serials, serials, by_serial)
            live.append(mask)
            lengths.append(np.where(mask, words[rows] if len(words) else 0, 0))
        return Columns(
            segments, forms, live, lengths, generation=generation, was_rebuilt=self.was_rebuilt
        )


def _keep(library: Library, segment: Segment, forms: FormArrays, generation: int) -> None:
    """Write columns that had to be made, so that the next opening need not make them again.

    Where that fails they serve from memory, and the corpus says that they were made anew.
    """
    try:
        write_columns(library.folder, segment, lambda: forms, generation=generation)
    except CorpusTrouble as trouble:
        _LOG.warning("Columns were not kept: %s", trouble.sentence)


def _find(
    wanted: NDArray[np.int64], serials: NDArray[np.int64], by_serial: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Say which of the wanted serials are there, and in which row."""
    if not len(serials):
        return np.zeros(len(wanted), dtype=bool), np.zeros(len(wanted), dtype=np.int64)
    place = np.minimum(np.searchsorted(serials, wanted, sorter=by_serial), len(serials) - 1)
    rows = by_serial[place]
    return serials[rows] == wanted, rows
