"""Owns the writing side of an intake: outcomes are held until their turn and committed in groups."""

import time
from collections.abc import Sequence

from desktop.corpus.errors import CorpusTrouble
from desktop.corpus.intake.form_numbers import FormNumbers
from desktop.corpus.intake.known import Known
from desktop.corpus.intake.outcomes import Broken, Errand, Outcome, Ready, Refusing, Same
from desktop.corpus.intake.placing import Placer
from desktop.corpus.intake.steps import (
    Added,
    Counts,
    Refused,
    Removed,
    Step,
    Unchanged,
    Updated,
)
from desktop.corpus.intake.walk import NotFound
from desktop.corpus.intake.workers import Answer
from desktop.corpus.library import Library, Refusal

MOST_DOCUMENTS = 200
MOST_BYTES = 4_000_000
MOST_SECONDS = 1.0
_MOST_HELD = 800
_MOST_HELD_BYTES = 16_000_000
_MOST_PATIENCE_SECONDS = 2.0

_Held = tuple[int, Outcome]


class Writer:
    """Takes answers, writes them in the order of the files, and tells what was committed.

    A file that keeps all others waiting for more than two seconds, or until much is held, loses its
    turn. `again` are errands whose answer did not settle them.
    """

    def __init__(self, library: Library, known: Known, circumstances: str) -> None:
        self._library = library
        self._known = known
        self._placer = Placer(library, known, circumstances)
        self._forms = FormNumbers(library)
        self._errands: dict[int, Errand] = {}
        self._held: dict[int, list[_Held]] = {}
        self._n_held = self._held_bytes = 0
        self._told_bytes: dict[int, int] = {}
        self._next = self._n_expected = 0
        self._turn_since = self._committed = time.monotonic()
        self._counts = {Added: 0, Unchanged: 0, Updated: 0, Refused: 0, Removed: 0}
        self.again: list[Errand] = []
        self.done_bytes = 0

    @property
    def counts(self) -> Counts:
        """How many documents came to what so far."""
        return Counts(*self._counts.values())

    @property
    def n_open(self) -> int:
        """How many files are being prepared or wait to be written."""
        return len(self._errands)

    def errand(self, number: int) -> Errand:
        """Return a file that is being prepared or waits to be written."""
        return self._errands[number]

    def expect(self, errand: Errand) -> None:
        """Note a file that is being prepared; numbers must come without a gap."""
        self._errands[errand.number] = errand
        self._n_expected = errand.number + 1

    def receive(self, answer: Answer) -> None:
        """Hold what a preparer has done until its turn. Raises CorpusTrouble if it cannot go on."""
        self._forms.receive(answer.preparer, answer.forms)
        for outcome in answer.outcomes:
            if isinstance(outcome, Broken):
                raise CorpusTrouble(outcome.sentence, advice=outcome.advice)
            held = answer.preparer, outcome
            if outcome.number in self._held:
                self._held[outcome.number].append(held)
            else:
                self._held[outcome.number] = [held]
            self._n_held += 1
            self._held_bytes += _bytes_of(outcome)

    def drop(self, number: int) -> None:
        """Forget what is held of a file, as if it had never been looked at."""
        for _, outcome in self._held.pop(number, ()):
            self._n_held -= 1
            self._held_bytes -= _bytes_of(outcome)

    def tell(self, step: Step) -> Step:
        """Count a step."""
        if type(step) in self._counts:
            self._counts[type(step)] += step.documents if isinstance(step, Unchanged) else 1
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

        If no more files will come (`is_last`), the rest is committed as soon as it is there. What
        must not be held any longer is committed whatever its turn.
        """
        now = time.monotonic()
        is_little = self._n_held < MOST_DOCUMENTS and self._held_bytes < MOST_BYTES
        if is_little and not is_last and now - self._committed < MOST_SECONDS:
            if not self._held:
                self._turn_since = now
            return []
        steps: list[Step] = []
        while self._n_held > _MOST_HELD or self._held_bytes > _MOST_HELD_BYTES:
            steps += self._commit(self._take(self._in_turn() or sorted(self._held)))
        ready = self._take(self._in_turn())
        n_bytes = sum(_bytes_of(outcome) for _, outcome in ready)
        is_full = len(ready) >= MOST_DOCUMENTS or n_bytes >= MOST_BYTES
        is_full |= is_last and len(ready) == self._n_held and self._are_closing(ready)
        if ready and (is_full or now - self._committed >= MOST_SECONDS):
            steps += self._commit(ready)
        return steps

    def commit_rest(self) -> list[Step]:
        """Commit all that is held, whether or not its turn has come."""
        steps: list[Step] = []
        while self._held:
            steps += self._commit(self._take(sorted(self._held)))
        return steps

    def _in_turn(self) -> list[int]:
        """Return the files whose turn it is: the next ones, or any if those keep all waiting."""
        ready: list[int] = []
        number = self._next
        while number in self._held and len(ready) < MOST_DOCUMENTS:
            ready.append(number)
            if not self._held[number][-1][1].is_last:
                break
            number += 1
        if ready or not self._held:
            self._turn_since = time.monotonic()
        elif time.monotonic() - self._turn_since > _MOST_PATIENCE_SECONDS:
            return sorted(self._held)
        return ready

    def _take(self, numbers: Sequence[int]) -> list[_Held]:
        """Return the first outcomes of some files, no more than a group may have."""
        taken: list[_Held] = []
        for number in numbers:
            taken += self._held[number][: MOST_DOCUMENTS - len(taken)]
            if len(taken) >= MOST_DOCUMENTS:
                break
        return taken

    def _are_closing(self, ready: Sequence[_Held]) -> bool:
        """Say whether with these nothing is open any more."""
        return sum(outcome.is_last for _, outcome in ready) == self.n_open

    def _commit(self, taken: Sequence[_Held]) -> list[Step]:
        is_quiet = not any(self._is_change(outcome) for _, outcome in taken)
        steps: list[Step] = []
        with self._library.group(is_quiet=is_quiet):
            self._forms.settle()
            for preparer, outcome in taken:
                steps += self._write(preparer, outcome)
        for _, outcome in taken:
            self._settle(outcome)
        while self._next < self._n_expected and self._next not in self._errands:
            self._next += 1
        self._committed = time.monotonic()
        return [self.tell(step) for step in steps]

    def _settle(self, outcome: Outcome) -> None:
        """Let go of what is written."""
        number = outcome.number
        held = self._held[number]
        if len(held) == 1:
            del self._held[number]
        else:
            del held[0]
        self._n_held -= 1
        self._held_bytes -= _bytes_of(outcome)
        told = self._told_bytes.pop(number, 0)
        size_bytes = self._errands[number].size_bytes
        if outcome.is_last:
            del self._errands[number]
            self.done_bytes += size_bytes - told
            return
        part_bytes = outcome.part_bytes if isinstance(outcome, Ready) else 0
        now_told = min(told + part_bytes, size_bytes)
        self._told_bytes[number] = now_told
        self.done_bytes += now_told - told

    def _is_change(self, outcome: Outcome) -> bool:
        """Say whether the corpus will look different after this was written."""
        if isinstance(outcome, Same):
            source = self._known.at(self._errands[outcome.number].path)
            return source is None or source.is_removed
        return not isinstance(outcome, Refusing)

    def _write(self, preparer: int, outcome: Outcome) -> list[Step]:
        errand = self._errands[outcome.number]
        if isinstance(outcome, Same):
            same = self._placer.place_same(outcome, errand)
            if same is None:
                self.again.append(errand)
            return same or []
        steps: list[Step] = []
        if isinstance(outcome, Ready):
            tokens = self._forms.ours(preparer, outcome.prepared.tokens)
            steps.append(self._placer.place(outcome, outcome.prepared.with_tokens(tokens), errand))
        elif isinstance(outcome, Refusing):
            steps.append(self._placer.refuse(outcome, errand))
        elif isinstance(outcome, Broken):
            return []  # never held
        if outcome.is_last:
            steps += self._placer.close(outcome, errand)
        return steps


def _bytes_of(outcome: Outcome) -> int:
    """Return how much there is to hold and to write, roughly."""
    return len(outcome.prepared.text) if isinstance(outcome, Ready) else 0
