"""Owns what the library can count and list by itself: how many documents of which kind, which are empty.

Nothing here reads documents one by one, so that it is quick for a hundred thousand of them.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from threading import RLock

from desktop.corpus.library.connection import sqlite_door
from desktop.corpus.library.kin_rows import LIVE_FAMILIES
from desktop.corpus.library.rows import path_out, place_of

_LIVE = "removed IS NULL"
_DATE = "coalesce(published, updated, '')"
_LISTED = (
    "documents.id, title, path, part, words, n_characters, size_bytes, remarks, doubts,"
    f" {_DATE} AS date"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as a report names it. `date` is published, else updated, "" where unknown."""

    id: int
    title: str | None
    path: str
    part: str
    words: int
    characters: int
    size_bytes: int
    remarks: tuple[str, ...]
    doubts: tuple[str, ...]
    date: str

    @property
    def place(self) -> str:
        """Where it was read: the file, and the part of it."""
        return place_of(self.path, self.part)

    @property
    def name(self) -> str:
        """What to call it: its title, else the name of its file or part."""
        return self.title or self.place.replace("\\", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Totals:
    """Everything of the live documents taken together; a file of many documents counts once."""

    documents: int
    files: int
    size_bytes: int
    characters: int
    words: int
    pages: int


@dataclass(frozen=True, slots=True)
class Family:
    """A family of duplicates: its first document, and the ids of all of them."""

    first: Listed
    ids: tuple[int, ...]


class Holdings:
    """Counts and lists live documents through the library's connection."""

    def __init__(self, connection: sqlite3.Connection, lock: RLock) -> None:
        self._connection = connection
        self._lock = lock

    def totals(self) -> Totals:
        """Return the sums over all documents."""
        documents, characters, words, pages = self._rows(
            "SELECT count(*), coalesce(sum(n_characters), 0), coalesce(sum(words), 0),"
            f" coalesce(sum(pages), 0) FROM documents WHERE {_LIVE}"
        )[0]
        files, size = self._rows(
            "SELECT count(*), coalesce(sum(size), 0) FROM"
            f" (SELECT max(size_bytes) AS size FROM documents WHERE {_LIVE} GROUP BY path)"
        )[0]
        return Totals(documents, files, size, characters, words, pages)

    def by_field(self, field: str) -> dict[str, int]:
        """Count documents by format, language or source, the most frequent first; "" is unknown."""
        if field not in ("format", "language", "source"):
            raise ValueError(f"{field} is not counted")
        return self._counted(f"coalesce({field}, '')")

    def by_year_and_format(self) -> dict[tuple[str, str], int]:
        """Count documents by the year of their date ("" where unknown) and their format."""
        rows = self._rows(
            f"SELECT substr({_DATE}, 1, 4) AS year, format, count(*) FROM documents"
            f" WHERE {_LIVE} GROUP BY year, format ORDER BY year, format"
        )
        return {(year, format_): number for year, format_, number in rows}

    def by_folder(self) -> dict[str, int]:
        """Count documents by the folder in which their file lies, the fullest first."""
        counts: Counter[str] = Counter()
        sql = f"SELECT path, count(*) FROM documents WHERE {_LIVE} GROUP BY path"
        for path, number in self._rows(sql):
            counts[path_out(path).replace("\\", "/").rpartition("/")[0]] += number
        return dict(counts.most_common())

    def by_doubt(self) -> dict[str, int]:
        """Count documents by what is doubtful about them, in the words of `Reading.doubts`."""
        counts: Counter[str] = Counter()
        for packed, number in self._counted("doubts").items():
            for doubt in set(json.loads(packed)):
                counts[doubt] += number
        return dict(counts.most_common())

    def empty(self) -> tuple[Listed, ...]:
        """List the documents without a word outside boilerplate."""
        return self._listed(f"FROM documents WHERE {_LIVE} AND words = 0 ORDER BY id")

    def doubtful(self) -> tuple[Listed, ...]:
        """List the documents with remarks or doubts."""
        return self._listed(
            f"FROM documents WHERE {_LIVE} AND (remarks <> '[]' OR doubts <> '[]') ORDER BY id"
        )

    def by_size(self, number: int, *, is_smallest: bool = False) -> tuple[Listed, ...]:
        """List the documents with the most words, or the fewest (but not none)."""
        order = "words" if is_smallest else "words DESC"
        return self._listed(
            f"FROM documents WHERE {_LIVE} AND words > 0 ORDER BY {order}, id LIMIT ?", (number,)
        )

    def by_date(self, number: int, *, is_oldest: bool) -> tuple[Listed, ...]:
        """List the documents with the oldest or the newest dates."""
        order = "date" if is_oldest else "date DESC"
        return self._listed(
            f"FROM documents WHERE {_LIVE} AND date <> '' ORDER BY {order}, id LIMIT ?", (number,)
        )

    def same_texts(self) -> tuple[tuple[Listed, ...], ...]:
        """List the groups of documents with the very same text, by the first of each."""
        rows = self._rows(
            f"SELECT {_LISTED}, text_sha256 FROM documents WHERE {_LIVE} AND text_sha256 IN"
            f" (SELECT text_sha256 FROM documents WHERE {_LIVE} GROUP BY text_sha256"
            " HAVING count(*) > 1) ORDER BY id"
        )
        return _groups(rows)

    def near_texts(self) -> tuple[Family, ...]:
        """List the families in which some texts are nearly, but not quite, the same."""
        rows = self._rows(
            f"SELECT {_LISTED}, ids FROM documents JOIN (SELECT"
            " coalesce(max(iif(kind = 'first', document_id, NULL)), min(document_id)) AS first,"
            f" group_concat(document_id) AS ids FROM {LIVE_FAMILIES} GROUP BY family"
            " HAVING count(*) > 1 AND max(kind IN ('near', 'contained'))) ON id = first ORDER BY id"
        )
        return tuple(
            Family(_listed(row), tuple(sorted(map(int, ids.split(","))))) for *row, ids in rows
        )

    def n_repeats(self) -> int:
        """Count the documents that have another one of their family before them."""
        rows = self._rows(
            "SELECT coalesce(sum(n - 1), 0) FROM"
            f" (SELECT count(*) AS n FROM {LIVE_FAMILIES} GROUP BY family)"
        )
        return rows[0][0]

    def _counted(self, expression: str) -> dict[str, int]:
        return dict(
            self._rows(
                f"SELECT {expression} AS label, count(*) AS number FROM documents WHERE {_LIVE}"
                " GROUP BY label ORDER BY number DESC, label"
            )
        )

    def _listed(self, sql: str, values: Sequence[object] = ()) -> tuple[Listed, ...]:
        return tuple(map(_listed, self._rows(f"SELECT {_LISTED} {sql}", values)))

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list:
        with self._lock, sqlite_door("read"):
            return self._connection.execute(sql, values).fetchall()


def _listed(row: Sequence) -> Listed:
    number, title, path, part, words, characters, size, remarks, doubts, date = row
    return Listed(
        number,
        title,
        path_out(path),
        path_out(part),
        words,
        characters,
        size,
        tuple(json.loads(remarks)),
        tuple(json.loads(doubts)),
        date,
    )


def _groups(rows: Sequence[Sequence]) -> tuple[tuple[Listed, ...], ...]:
    """Group rows of a document by what stands last in them, in the order of their first members."""
    groups: dict[object, list[Listed]] = {}
    for *row, key in rows:
        groups.setdefault(key, []).append(_listed(row))
    return tuple(map(tuple, groups.values()))
