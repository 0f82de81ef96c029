"""Owns the ground of a search: one value of the columns with the catalogue that belongs to it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.columns import Columns
from desktop.corpus.library import CatalogueTable
from desktop.corpus.search.aliases import Aliases
from desktop.corpus.search.found import Remembered
from desktop.corpus.text.blocks import Kind
from desktop.corpus.text.stretches import KIND_BITS

if TYPE_CHECKING:  # Whoosh is not needed before the first search, and a ground is
    from desktop.corpus.query.tree import Filter


@dataclass(frozen=True)
class Ground:
    """What a search stands on: one value of the columns with the catalogue that belongs to it."""

    columns: Columns
    catalogue: CatalogueTable
    aliases: Aliases = field(default_factory=lambda: Aliases(()))
    remembered: Remembered = field(default_factory=Remembered)

    @cached_property
    def rows(self) -> list[NDArray[np.int64]]:
        """For each segment the catalogue row of each document, -1 for those that are not live."""
        found = []
        for segment, live in zip(self.columns.segments, self.columns.live, strict=True):
            rows = np.searchsorted(self.catalogue.ids, segment.ids)
            found.append(np.where(live, np.minimum(rows, max(len(self.catalogue) - 1, 0)), -1))
        return found

    @cached_property
    def languages(self) -> list[NDArray[np.str_]]:
        """For each segment the language of each document, empty where unknown."""
        table = np.array([*self.catalogue.languages, ""], dtype=np.str_)
        return [table[rows] for rows in self.rows]

    @cached_property
    def language_names(self) -> list[str]:
        """The languages of the documents, in order; empty for unknown."""
        return sorted(set(self.catalogue.languages))

    @cached_property
    def with_boilerplate(self) -> list[NDArray[np.bool_]]:
        """For each segment the live documents of which some tokens stand in boilerplate."""
        found = []
        for segment, live in zip(self.columns.segments, self.columns.live, strict=True):
            is_there = np.zeros(len(segment.ids), dtype=bool)
            is_there[segment.rows[segment.stretches & KIND_BITS == Kind.BOILERPLATE]] = True
            found.append(is_there & live)
        return found

    def admitted(self, wanted: "Filter") -> list[NDArray[np.bool_]]:
        """Return for each segment the documents that a filter admits; looked up once."""
        if wanted not in self._admitted:
            self._admitted[wanted] = self._look_up(wanted)
        return self._admitted[wanted]

    @cached_property
    def _admitted(self) -> "dict[Filter, list[NDArray[np.bool_]]]":
        return {}

    def _look_up(self, wanted: "Filter") -> list[NDArray[np.bool_]]:
        table = self.catalogue
        values = {
            "source": table.sources,
            "author": table.authors,
            "year": table.dates,
            "date": table.dates,
            "lang": table.languages,
            "format": table.formats,
            "path": table.places,
            "duplicates": table.copies,
        }[wanted.fieldname]
        known: dict[str, bool] = {}
        for value in values:
            if value not in known:
                known[value] = wanted.admits(value)
        is_admitted = np.array([*(known[value] for value in values), False], dtype=bool)
        return [is_admitted[rows] for rows in self.rows]
