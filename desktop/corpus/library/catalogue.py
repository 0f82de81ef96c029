"""Owns the catalogue: what is known of all live documents, as columns."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.library.coded import Coded, CodedStrings, Strings, coded
from desktop.corpus.library.kin_rows import LIVE_FAMILIES
from desktop.corpus.library.rows import name_of, path_out, place_of

CATALOGUE_SELECT = (
    "SELECT id, serial, words, coalesce(title, ''), coalesce(author, ''),"
    " coalesce(source, ''), coalesce(published, ''), coalesce(updated, ''),"
    " coalesce(language, ''), path, format, part, coalesce(parent_id, 0),"
    " coalesce(pages, 0), doubts, coalesce(family, 0) FROM documents"
    f" LEFT JOIN {LIVE_FAMILIES} ON document_id = id WHERE removed IS NULL ORDER BY id"
)
"""Gives the rows for `table_of_rows`."""

_NUMBERS = ("ids", "serials", "words", "parents", "pages", "families")
_STRINGS = (
    "titles", "authors", "sources", "published", "updated", "languages", "paths", "formats", "parts",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class CatalogueTable:
    """All live documents as parallel columns, by ascending id; an empty string is "not known".

    `ids`, `serials`, `words`, `parents` (0: none), `pages` (0: none) and `families` (the family of
    duplicates, 0: none) int64; `doubts` lists of words; the rest strings, which may be cut only when
    they are looked at. `titles` fall back on the name of the part or file.
    """

    ids: NDArray[np.int64]
    serials: NDArray[np.int64]
    words: NDArray[np.int64]
    titles: Sequence[str]
    authors: Sequence[str]
    sources: Sequence[str]
    published: Sequence[str]
    updated: Sequence[str]
    languages: Sequence[str]
    paths: Sequence[str]
    formats: Sequence[str]
    parts: Sequence[str]
    parents: NDArray[np.int64]
    pages: NDArray[np.int64]
    doubts: Sequence[tuple[str, ...]]
    families: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def dates(self) -> list[str]:
        """Published, else updated, of each document."""
        return [p or u for p, u in zip(self.published, self.updated, strict=True)]

    def date_of(self, row: int) -> str:
        """Return one document's date, as in `dates`."""
        return self.published[row] or self.updated[row]

    @cached_property
    def places(self) -> list[str]:
        """The file of each document, and the part of it: what the path filter looks at."""
        return [place_of(path, part) for path, part in zip(self.paths, self.parts, strict=True)]

    @cached_property
    def copies(self) -> list[str]:
        """What each document is to its duplicates: "" (there are none), "first" or "repeat"."""
        names = {-1: "repeat", 0: ""}
        return [names.get(number, "first") for number in self.n_copies.tolist()]

    @cached_property
    def n_copies(self) -> NDArray[np.int64]:
        """How many further live documents the family of each first one has; -1 for these others."""
        found = np.zeros(len(self), dtype=np.int64)
        rows = np.flatnonzero(self.families)
        # What a family is called by comes first, also if it is longer and newer than the others.
        is_other = self.families[rows] != self.ids[rows]
        rows = rows[np.lexsort((rows, is_other))]
        _, firsts, own, counts = np.unique(
            self.families[rows], return_index=True, return_inverse=True, return_counts=True
        )
        found[rows] = np.where(np.arange(len(rows)) == firsts[own], counts[own] - 1, -1)
        return found

    def row_of(self, document_id: int) -> int:
        """Return the row of a document, or -1 if it is not there."""
        row = int(np.searchsorted(self.ids, document_id))
        return row if row < len(self.ids) and self.ids[row] == document_id else -1


def table_of_rows(rows: Sequence[Sequence[Any]]) -> CatalogueTable:
    """Return the catalogue of rows of id, serial, words and the catalogue's strings, path and format, and so on."""
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * 16
    paths, parts = _paths_out(columns[9]), _paths_out(columns[11])
    named = zip(columns[3], paths, parts, strict=True)
    doubts = {packed: tuple(json.loads(packed)) for packed in set(columns[14])}
    return CatalogueTable(
        ids=np.array(columns[0], dtype=np.int64),
        serials=np.array(columns[1], dtype=np.int64),
        words=np.array(columns[2], dtype=np.int64),
        titles=[title or name_of(path, part) for title, path, part in named],
        authors=list(columns[4]),
        sources=list(columns[5]),
        published=list(columns[6]),
        updated=list(columns[7]),
        languages=list(columns[8]),
        paths=paths,
        formats=list(columns[10]),
        parts=parts,
        parents=np.array(columns[12], dtype=np.int64),
        pages=np.array(columns[13], dtype=np.int64),
        doubts=[doubts[packed] for packed in columns[14]],
        families=np.array(columns[15], dtype=np.int64),
    )


def arrays_of_table(table: CatalogueTable) -> dict[str, NDArray]:
    """Return a catalogue as plain arrays by name: what can be written down, for `table_of_arrays`."""
    arrays: dict[str, NDArray] = {name: getattr(table, name) for name in _NUMBERS}
    doubts = {each: json.dumps(each) for each in set(table.doubts)}
    columns = {name: getattr(table, name) for name in _STRINGS}
    columns["doubts"] = [doubts[each] for each in table.doubts]
    for name, column in columns.items():
        for part, array in coded(column)._asdict().items():
            arrays[f"{name}-{part}"] = array
    return arrays


def table_of_arrays(arrays: Mapping[str, NDArray]) -> CatalogueTable:
    """Return the catalogue that `arrays_of_table` was given. Raises KeyError and ValueError."""
    columns = {}
    for name in (*_STRINGS, "doubts"):
        parts = CodedStrings(*(arrays[f"{name}-{part}"] for part in CodedStrings._fields))
        values: Sequence[Any] = Strings(parts)
        if name == "doubts":
            values = [tuple(json.loads(packed)) for packed in values]
        columns[name] = Coded(parts.codes, values)
    return CatalogueTable(**{name: arrays[name] for name in _NUMBERS}, **columns)


def _paths_out(paths: Sequence[str | bytes]) -> list[str]:
    """Return paths as Python has them; bytes among them are so rare that a look at the kinds pays."""
    if bytes in set(map(type, paths)):
        return [path_out(path) for path in paths]
    return [*map(str, paths)]
