"""Owns the open corpus: what the window, the command line and exports use to read, search and change.

It joins the library, the columns and search, keeps them in step, and remembers what was read last.
"""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import RLock
from typing import Self

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.columns import Columns, Segment, keep_catalogue, kept_catalogue
from desktop.corpus.library import (
    CatalogueTable,
    Document,
    Kin,
    Library,
    Refusal,
    StoredText,
    StoredTokens,
)
from desktop.corpus.search.aliases import Aliases
from desktop.corpus.search.ground import Ground
from desktop.corpus.search.result import Hits, Result, Switches, everything
from desktop.corpus.text.blocks import Block, Box, Kind
from desktop.corpus.text.stretches import KIND_BITS, stretches

_MOST_TEXT_KEPT = 30_000_000  # code points
_MOST_ROOMS_KEPT = 1_500_000  # hits
NO_SWITCHES = Switches()

_Room = tuple[Hits, Columns, int, tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]]


def open_corpus(folder: Path, *, create: bool = False) -> "Corpus":
    """Open the corpus in a folder (or given by its corpus.sqlite); make an empty one if `create`.

    Raises CorpusTrouble and its kinds.
    """
    return Corpus(Library.open(folder, create=create))


class Corpus:
    """An open corpus. Safe to use from the window's thread and one more."""

    def __init__(self, library: Library) -> None:
        self.folder = library.folder
        self.is_read_only = library.is_read_only
        self._library = library
        self._lock = RLock()
        self._has_removed = False
        self._ground: Ground | None = None
        self._last_room: _Room | None = None
        self._texts: OrderedDict[int, StoredText] = OrderedDict()
        self._texts_generation = library.generation

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The folder's name without its ending."""
        return self.folder.name.removesuffix(".corpus")

    @property
    def generation(self) -> int:
        """Grows with every change."""
        return self._library.generation

    @property
    def library(self) -> Library:
        """The library, for the intake and the check."""
        return self._library

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader should know about the state of the corpus."""
        notes = []
        if self.is_read_only:
            notes.append("This corpus is read-only: nothing can be added or changed.")
        if self.ground.columns.was_rebuilt and len(self.ground.catalogue):
            notes.append("The columns were missing or damaged and were made anew.")
        return tuple(notes)

    def close(self) -> None:
        """Erase what was removed here, and let the files go.

        What another program removed meanwhile is left to it: its reader may still undo that.
        """
        with self._lock:
            if self._has_removed and self._library.n_removed():
                self.purge()
            self.keep()
            self._ground = self._last_room = None
            self._library.close()

    def refresh(self) -> bool:
        """Pick up what another process committed; say whether anything changed."""
        with self._lock:
            before = self._ground
            return before is None or self.ground is not before

    @property
    def ground(self) -> Ground:
        """The columns and the catalogue as they are now."""
        with self._lock:
            ground = self._ground
            if ground is not None and ground.columns.generation == self._library.generation:
                return ground
            with self._library.snapshot():
                catalogue = kept_catalogue(self._library) or self._library.catalogue()
                if ground is None:
                    columns = Columns.open(self._library, catalogue)
                else:
                    columns = ground.columns.refreshed(self._library, catalogue)
                self._ground = Ground(columns, catalogue, Aliases(self._library.aliases()))
            return self._ground

    # Reading

    def catalogue(self) -> CatalogueTable:
        """Return all live documents as columns."""
        return self.ground.catalogue

    def last_catalogue(self) -> CatalogueTable:
        """Return the catalogue as it was when last looked at; never waits, for what paints."""
        return self._last_ground().catalogue

    def document(self, document_id: int) -> Document:
        """Return a document's row. Raises Trouble if it is gone."""
        return self._library.document(document_id)

    def text(self, document_id: int) -> StoredText:
        """Return a document's text, blocks and marks. Raises Trouble if it is gone."""
        with self._lock:
            generation = self._library.generation
            if generation != self._texts_generation:
                self._texts.clear()
                self._texts_generation = generation
            if document_id not in self._texts:
                self._texts[document_id] = self._library.text(document_id)
                kept = sum(len(stored.text) for stored in self._texts.values())
                while kept > _MOST_TEXT_KEPT and len(self._texts) > 1:
                    kept -= len(self._texts.popitem(last=False)[1].text)
            self._texts.move_to_end(document_id)
            return self._texts[document_id]

    def boxes(self, document_id: int) -> tuple[Box, ...]:
        """Return where the words of a recognised scan stand on its pages; nothing for other texts."""
        return self._library.boxes(document_id)

    def attached_to(self, document_id: int) -> tuple[int, ...]:
        """Return the documents that are attached to one, as files are to a message."""
        return self._library.attached_to(document_id)

    def search(
        self, typed: str, *, switches: Switches = NO_SWITCHES, without_repeats: bool = False
    ) -> Result:
        """Answer a typed line; an empty one finds all documents. Raises QueryTrouble.

        Without repeats only the first document of each family of duplicates is looked at.
        """
        ground = self.ground
        if not typed.strip() and not without_repeats:
            return everything(typed, ground.catalogue.ids, generation=ground.columns.generation)
        # Whoosh takes a sixth of the start, and no corpus needs it to be shown.
        from desktop.corpus.search.search import search

        return search(ground, typed, switches=switches, without_repeats=without_repeats)

    def warm(self) -> None:
        """Make ready what the first search needs: the query language, and the forms."""
        self.search("nineveh")

    def keep(self) -> None:
        """Keep what the next opening needs, if it is not kept yet and worth it."""
        with self._lock:
            if (ground := self._ground) is None:
                keep_catalogue(self._library, None)
            else:
                generation = ground.columns.generation
                keep_catalogue(self._library, ground.catalogue, generation=generation)

    def places(
        self, document_id: int, first: NDArray[np.integer], last: NDArray[np.integer]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return start and end (code points) of hits of one document, given by their tokens."""
        first, last = np.atleast_1d(first), np.atleast_1d(last)
        starts, ends = self._library.places(document_id, np.concatenate([first, last]))
        return starts[: len(first)], ends[len(first) :]

    def ranks_beside(self, hits: Hits, distance: int) -> NDArray[np.int64]:
        """Return the collation rank of the token `distance` behind (or, if negative, before) each hit.

        -1 outside the document. Sorting by it is sorting by Unicode collation.
        """
        return self._ranks(hits, distance, is_behind=distance > 0)

    def ranks_of_match(self, hits: Hits) -> NDArray[np.int64]:
        """Return the ranks of the first three tokens of each match, (n, 3), -1 beyond its end."""
        ranks = np.full((len(hits), 3), -1, dtype=np.int64)
        lengths = hits.last - hits.first
        for n in range(min(int(lengths.max(initial=0)) + 1, 3)):
            column = self._ranks(hits, n)
            ranks[:, n] = np.where(lengths >= n, column, -1) if n else column
        return ranks

    def refusals(self) -> tuple[Refusal, ...]:
        """Return the files, and parts of files, that could not be taken in."""
        return self._library.refusals()

    def family_of(self, document_id: int) -> tuple[Kin, ...]:
        """Return the live documents of a family of duplicates, the first first; none if alone."""
        return self._library.kin.family_of(document_id)

    def are_families_current(self) -> bool:
        """Say whether all texts were compared with each other as they are now."""
        return self._library.kin.is_current()

    def corrections(self, document_id: int) -> dict[str, str | None]:
        """Return what was corrected by hand: field → value."""
        return self._library.corrections(document_id)

    def found(self, document_id: int) -> dict[str, str | None]:
        """Return what the file itself says: field → value."""
        return self._library.found(document_id)

    def aliases(self) -> tuple[tuple[str, ...], ...]:
        """Return the families of aliases as they were written."""
        return self._library.aliases()

    def setting(self, name: str, default: str = "") -> str:
        """Return a setting of this corpus."""
        return self._library.setting(name, default)

    def watched_folders(self) -> tuple[Path, ...]:
        """Return the folders whose files are to be kept up with."""
        return self._library.folders.watched()

    # Changes; all raise CorpusIsReadOnly where nothing can be written

    def correct(self, document_id: int, field: str, value: str | None) -> None:
        """Correct a catalogue field by hand; it survives a new intake."""
        with self._lock, self._library.group():
            self._library.correct(document_id, field, value)
            if field == "language":
                self._cut_again(document_id, value)

    def correct_all(
        self,
        changes: Sequence[tuple[int, str, str | None]],
        resets: Sequence[tuple[int, str]] = (),
    ) -> tuple[list[tuple[int, str, str | None]], list[tuple[int, str]]]:
        """Correct many fields at once as (document, field, value), and let others say what the file says.

        Returns the changes and resets that undo it.
        """
        back: list[tuple[int, str, str | None]] = []
        back_resets: list[tuple[int, str]] = []
        with self._lock, self._library.group():
            touched = [(document_id, field) for document_id, field, _ in changes] + list(resets)
            for document_id, field in dict.fromkeys(touched):
                before = self._library.corrections(document_id)
                if field in before:
                    back.append((document_id, field, before[field]))
                else:
                    back_resets.append((document_id, field))
            for document_id, field, value in changes:
                self._library.correct(document_id, field, value)
            for document_id, field in resets:
                self._library.uncorrect(document_id, field)
            for document_id in {
                document_id for document_id, field in touched if field == "language"
            }:
                self._cut_again(document_id, self._library.document(document_id).language)
        return back, back_resets

    def uncorrect(self, document_id: int, field: str) -> None:
        """Take a correction back: the field is again what the file says."""
        with self._lock, self._library.group():
            self._library.uncorrect(document_id, field)
            if field == "language":
                self._cut_again(document_id, self._library.found(document_id).get(field))

    def remove(self, ids: Sequence[int]) -> None:
        """Take documents out; they can be put back until the corpus is closed or purged."""
        with self._lock, self._library.group():
            self._library.set_removed(ids, is_removed=True)
        self._has_removed = True

    def restore(self, ids: Sequence[int]) -> None:
        """Put removed documents back."""
        with self._lock, self._library.group():
            self._library.set_removed(ids, is_removed=False)

    def purge(self) -> None:
        """Erase for good what was removed."""
        with self._lock, self._library.group():
            self._library.purge()

    def set_aliases(self, families: Sequence[Sequence[str]]) -> None:
        """Replace the list of aliases."""
        with self._lock, self._library.group():
            self._library.set_aliases(families)

    def watch_folders(self, folders: Sequence[Path]) -> None:
        """Keep up with these folders and no others."""
        with self._lock, self._library.group(is_quiet=True):
            self._library.folders.watch(folders)

    def set_setting(self, name: str, value: str) -> None:
        """Set a setting of this corpus."""
        with self._lock, self._library.group(is_quiet=True):
            self._library.set_setting(name, value)

    # Private

    def _last_ground(self) -> Ground:
        return self._ground or self.ground

    def _ranks(self, hits: Hits, distance: int, *, is_behind: bool = False) -> NDArray[np.int64]:
        """Return ranks of the tokens so far from the first (or the last) of each hit, -1 for none."""
        columns = self._last_ground().columns
        ranks = columns.forms.ranks
        result: NDArray[np.int64] | None = None
        for number, segment in enumerate(columns.segments):
            if not len(segment.ids):
                continue
            origin, end, is_here = self._room_of(hits, columns, number)
            at = origin + (hits.last if is_behind else hits.first)
            at += distance
            inside = is_here & (at >= origin) & (at < end)
            is_all = inside.all()
            if not is_all:
                at[~inside] = 0
            found = ranks[segment.forms[at]] if segment.n_tokens else np.zeros_like(at)
            if is_all:
                return found
            found[~inside] = -1
            result = found if result is None else np.where(inside, found, result)
        return np.full(len(hits), -1, dtype=np.int64) if result is None else result

    def _room_of(
        self, hits: Hits, columns: Columns, number: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """Return where the document of each hit begins and ends in a segment, and whether it is there.

        The last answer is kept, unless it is very long: lines are sorted by three keys, and each wants to know it.
        """
        known = self._last_room
        if known is not None and known[0] is hits and known[1] is columns and known[2] == number:
            return known[3]
        segment, live = columns.segments[number], columns.live[number]
        rows = _rows_of(segment, hits)
        is_here = (segment.ids[rows] == hits.document) & live[rows]
        room = segment.starts[rows], segment.starts[rows + 1], is_here
        if len(hits) <= _MOST_ROOMS_KEPT:
            self._last_room = hits, columns, number, room
        return room

    def _cut_again(self, document_id: int, language: str | None) -> None:
        """Cut a document into tokens anew, since its language decides about clitics."""
        stored = self._library.text(document_id)
        tokens, words = tokens_of(self._library, stored.text, stored.blocks, language)
        self._library.replace_tokens(document_id, tokens, words)


def tokens_of(
    library: Library, text: str, blocks: Sequence[Block], language: str | None
) -> tuple[StoredTokens, int]:
    """Cut a text into tokens with the library's form numbers; also its words. Inside a group."""
    from desktop.corpus.text.tokens import Tokeniser  # not needed to read a corpus

    tokeniser = Tokeniser()
    cut = tokeniser.cut(text, language)
    numbers = library.number_forms(tokeniser.forms)
    where = stretches(text, cut.starts, blocks)
    words = int((where & KIND_BITS != Kind.BOILERPLATE).sum())
    return StoredTokens(numbers[cut.forms], cut.starts, cut.lengths, where), words


def _rows_of(segment: Segment, hits: Hits) -> NDArray[np.integer]:
    """Return the row of each hit's document in a segment; any row where it is not in it.

    Hits mostly come from this very segment, and then their position tells the row at once.
    """
    rows = segment.rows[np.minimum(hits.position, max(segment.n_tokens - 1, 0))]
    if np.array_equal(segment.ids[rows], hits.document):
        return rows
    return np.minimum(np.searchsorted(segment.ids, hits.document), len(segment.ids) - 1)
