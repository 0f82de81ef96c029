"""Owns the writing side of an intake: outcomes are held until their turn and committed in groups."""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.intake.known import Known
from desktop.corpus.intake.steps import Added, Counts, Refused, Step, Unchanged, Updated
from desktop.corpus.intake.walk import NotFound
from desktop.corpus.intake.work import Errand, Outcome, Ready, Refusing, Same
from desktop.corpus.intake.workers import Answer
from desktop.corpus.library import Library, Prepared, Refusal, StoredTokens

MOST_DOCUMENTS = 200
MOST_BYTES = 4_000_000
MOST_SECONDS = 1.0
_MOST_PATIENCE_SECONDS = 2.0


class Writer:
    """Takes answers, writes them in the order of the files, and tells what was committed.

    A file that keeps all others waiting for more than two seconds loses its turn. `open_bytes` are
    those of files being prepared or waiting; `again` are errands whose answer did not settle them.
    """

    def __init__(self, library: Library, known: Known) -> None:
        self._library = library
        self._known = known
        self._errands: dict[int, Errand] = {}
        self._held: dict[int, tuple[int, Outcome]] = {}
        self._next = self._n_expected = 0
        self._turn_since = self._committed = time.monotonic()
        self._waiting_forms: list[tuple[int, Sequence[str]]] = []
        self._numbers: dict[int, list[NDArray[np.int32]]] = {}
        self._counts = {Added: 0, Unchanged: 0, Updated: 0, Refused: 0}
        self.again: list[Errand] = []
        self.open_bytes = self.done_bytes = 0

    @property
    def counts(self) -> Counts:
        """How many files came to what so far."""
        return Counts(*self._counts.values())

    @property
    def n_open(self) -> int:
        """How many files are being prepared or wait to be written."""
        return len(self._errands)

    def expect(self, errand: Errand) -> None:
        """Note a file that is being prepared; numbers must come without a gap."""
        self._errands[errand.number] = errand
        self._n_expected = errand.number + 1
        self.open_bytes += errand.size_bytes

    def receive(self, answer: Answer) -> None:
        """Hold what a preparer has done until its turn."""
        if answer.forms:
            self._waiting_forms.append((answer.preparer, answer.forms))
        for outcome in answer.outcomes:
            self._held[outcome.number] = (answer.preparer, outcome)

    def tell(self, step: Step) -> Step:
        """Count a step."""
        if type(step) in self._counts:
            self._counts[type(step)] += 1
        return step

    def refuse_lost(self, lost: Sequence[NotFound]) -> list[Step]:
        """Record what could not even be looked at."""
        if not lost:
            return []
        with self._library.group(is_quiet=True):
            for one in lost:
                self._library.refuse(Refusal(one.path, one.reason, one.advice, ""))
        return [self.tell(Refused(one.path, one.reason, one.advice)) for one in lost]

    def commit_due(self, *, is_last: bool) -> list[Step]:
        """Commit the next group if it is full or a second is over; return what was committed.

        If no more files will come (`is_last`), the rest is committed as soon as it is there.
        """
        ready = self._in_turn()
        now = time.monotonic()
        n_bytes = sum(self._errands[number].size_bytes for number in ready)
        is_full = len(ready) >= MOST_DOCUMENTS or n_bytes >= MOST_BYTES
        is_full |= is_last and len(ready) == self.n_open
        if not ready or not (is_full or now - self._committed >= MOST_SECONDS):
            return []
        return self._commit(ready)

    def commit_rest(self) -> list[Step]:
        """Commit all that is held, whether or not its turn has come."""
        steps: list[Step] = []
        while self._held:
            steps += self._commit(sorted(self._held)[:MOST_DOCUMENTS])
        return steps

    def _in_turn(self) -> list[int]:
        ready: list[int] = []
        number = self._next
        while number in self._held and len(ready) < MOST_DOCUMENTS:
            ready.append(number)
            number += 1
        if ready or not self._held:
            self._turn_since = time.monotonic()
        elif time.monotonic() - self._turn_since > _MOST_PATIENCE_SECONDS:
            return sorted(self._held)[:MOST_DOCUMENTS]
        return ready

    def _commit(self, numbers: Sequence[int]) -> list[Step]:
        taken = [(*self._held[number], self._errands[number]) for number in numbers]
        is_quiet = not any(self._is_change(outcome, errand) for _, outcome, errand in taken)
        steps: list[Step] = []
        with self._library.group(is_quiet=is_quiet):
            self._number_forms()
            for preparer, outcome, errand in taken:
                step = self._write(preparer, outcome, errand)
                steps += [step] if step is not None else []
        for number in numbers:
            del self._held[number]
            size_bytes = self._errands.pop(number).size_bytes
            self.open_bytes -= size_bytes
            self.done_bytes += size_bytes
        while self._next < self._n_expected and self._next not in self._errands:
            self._next += 1
        self._committed = time.monotonic()
        return [self.tell(step) for step in steps]

    def _is_change(self, outcome: Outcome, errand: Errand) -> bool:
        """Say whether the corpus will look different after this was written."""
        if isinstance(outcome, Same):
            source = self._known.at(errand.path)
            return source is None or source.is_removed
        return isinstance(outcome, Ready)

    def _number_forms(self) -> None:
        for preparer, forms in self._waiting_forms:
            numbers = self._library.number_forms(forms)
            self._numbers.setdefault(preparer, []).append(numbers)
        self._waiting_forms.clear()

    def _write(self, preparer: int, outcome: Outcome, errand: Errand) -> Step | None:
        if isinstance(outcome, Refusing):
            self._library.refuse(Refusal(errand.path, outcome.reason, outcome.advice, ""))
            return Refused(errand.path, outcome.reason, outcome.advice)
        if isinstance(outcome, Same):
            return self._write_same(outcome, errand)
        source = self._known.at(errand.path)
        prepared = self._with_our_forms(preparer, outcome)
        replacing = source.document_id if source else None
        document_id = self._library.add(prepared, replacing=replacing)
        self._library.forget_refusals(errand.path)
        is_update = source is not None and not source.is_removed
        return (Updated if is_update else Added)(document_id, errand.path)

    def _write_same(self, same: Same, errand: Errand) -> Step | None:
        place = self._known.place_of(errand, same)
        if place is None:
            self.again.append(errand)
            return None
        document_id = place.source.document_id
        self._library.refresh_source(document_id, errand.path, same.modified_ns)
        self._library.forget_refusals(errand.path)
        return (Added if place.source.is_removed else Unchanged)(document_id, errand.path)

    def _with_our_forms(self, preparer: int, ready: Ready) -> Prepared:
        """Exchange the preparer's numbers of forms for the library's."""
        parts = self._numbers.get(preparer, [])
        if len(parts) > 1:
            parts[:] = [np.concatenate(parts)]
        tokens = ready.prepared.tokens
        ours = parts[0][tokens.forms] if parts else tokens.forms
        ours_too = StoredTokens(ours, tokens.starts, tokens.lengths, tokens.stretches)
        return replace(ready.prepared, tokens=ours_too)
