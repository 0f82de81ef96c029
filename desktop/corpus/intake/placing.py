"""Owns what an outcome changes in the library: documents, refusals, and files that fall into parts.

A file of several parts stands among the unfinished ones from its first part to its last, so that it
is gone through again if something came between. What it no longer has is removed at its end.
"""

from array import array
from dataclasses import dataclass, field

from desktop.corpus.intake.known import Known
from desktop.corpus.intake.outcomes import Errand, Finished, Ready, Refusing, Same
from desktop.corpus.intake.steps import Added, Refused, Removed, Step, Unchanged, Updated
from desktop.corpus.library import Library, Prepared, Refusal, Standing

_MOST_PARENTS = 1_000


@dataclass(slots=True)
class _Pass:
    """A file that is gone through: the documents met so far."""

    is_new: bool
    is_unfinished: bool
    ids: "array[int]" = field(default_factory=lambda: array("q"))
    kept: list[int] = field(default_factory=list)
    parents: dict[str, int] = field(default_factory=dict)
    orphans: list[tuple[int, str]] = field(default_factory=list)


class Placer:
    """Writes outcomes into the library, inside a group, and says what came of it.

    `circumstances` are kept with refusals: in others, another try may have another end.
    """

    def __init__(self, library: Library, known: Known, circumstances: str) -> None:
        self._library = library
        self._known = known
        self._circumstances = circumstances
        self._passes: dict[int, _Pass] = {}

    def place(self, ready: Ready, prepared: Prepared, errand: Errand) -> Step:
        """Write a document that is new or changed."""
        at = self._pass(errand, is_last=ready.is_last)
        path, part = prepared.path, prepared.part
        standing = None if at.is_new else self._library.files.standing(path, part)
        parent_id = self._parent(at, path, prepared.parent)
        if standing is not None and self._is_as_written(standing, prepared):
            document_id = standing.document_id
            self._library.files.refresh_part(document_id, prepared, parent_id)
            step = (Added if standing.is_removed else Unchanged)(document_id, path, part)
        else:
            replacing = standing.document_id if standing is not None else None
            document_id = self._library.add(prepared, replacing=replacing, parent_id=parent_id)
            is_update = standing is not None and not standing.is_removed
            step = (Updated if is_update else Added)(document_id, path, part)
        at.ids.append(document_id)
        if len(at.parents) >= _MOST_PARENTS:
            at.parents.clear()
        at.parents[part] = document_id
        if prepared.parent is not None and parent_id is None:
            at.orphans.append((document_id, prepared.parent))
        return step

    def refuse(self, refusing: Refusing, errand: Errand) -> Step:
        """Record a file, or a part of it, that cannot be taken in; a document of it stays."""
        at = self._pass(errand, is_last=refusing.is_last)
        self._library.refuse(self._refusal(refusing, errand))
        if not at.is_new and not refusing.is_last:
            standing = self._library.files.standing(errand.path, refusing.part)
            if standing is not None:
                at.ids.append(standing.document_id)
                at.kept.append(standing.document_id)
        return Refused(errand.path, refusing.reason, refusing.advice, refusing.part)

    def place_same(self, same: Same, errand: Errand) -> list[Step] | None:
        """Note that a file holds what is known, perhaps elsewhere; None if that went to another file."""
        place = self._known.place_of(errand, same)
        if place is None:
            return None
        steps: list[Step] = []
        unchanged: list[tuple[int, str]] = []
        for document_id, part, is_removed in self._library.files.of_file(
            place.path, sha256=same.sha256
        ):
            self._library.files.refresh_source(
                document_id,
                errand.path,
                same.modified_ns,
                changed_ns=same.changed_ns,
                original=same.original,
            )
            if is_removed:
                steps.append(Added(document_id, errand.path, part))
            else:
                unchanged.append((document_id, part))
        if len(unchanged) == 1:
            steps.append(Unchanged(unchanged[0][0], errand.path, unchanged[0][1]))
        elif unchanged:
            steps.append(Unchanged(unchanged[0][0], errand.path, "", len(unchanged)))
        return steps

    def close(self, outcome: Ready | Refusing | Finished, errand: Errand) -> list[Step]:
        """Note that a file is done; return what was removed because the file no longer has it."""
        at = self._passes.pop(errand.number, None)
        if at is None:
            return []
        path = errand.path
        for document_id, parent in at.orphans:
            standing = self._library.files.standing(path, parent)
            if standing is not None and not standing.is_removed:
                self._library.files.attach(document_id, standing.document_id)
        if at.is_unfinished:
            self._library.files.end_file(path)
        if at.is_new or isinstance(outcome, Refusing):
            return []
        if isinstance(outcome, Finished):
            self._library.files.note_source(
                at.kept,
                outcome.sha256,
                size_bytes=outcome.size_bytes,
                modified_ns=outcome.modified_ns,
                changed_ns=outcome.changed_ns,
            )
        there = set(at.ids)
        gone = [
            (document_id, part)
            for document_id, part, is_removed in self._library.files.of_file(path)
            if not is_removed and document_id not in there
        ]
        self._library.set_removed([document_id for document_id, _ in gone], is_removed=True)
        return [Removed(document_id, path, part) for document_id, part in gone]

    def _is_as_written(self, standing: Standing, prepared: Prepared) -> bool:
        """Say whether a document need not be written again.

        A file that is one document counts as changed with every byte, a part by its text.
        """
        if not prepared.part and standing.sha256 != prepared.sha256:
            return False
        return self._library.files.is_as_written(standing, prepared)

    def _pass(self, errand: Errand, *, is_last: bool) -> _Pass:
        """Return the pass through a file, begun if need be."""
        at = self._passes.get(errand.number)
        if at is None:
            is_unfinished = not is_last or self._known.is_unfinished(errand.path)
            at = _Pass(self._known.at(errand.path) is None, is_unfinished)
            self._passes[errand.number] = at
            self._library.forget_refusals(errand.path)
            if not is_last:
                self._library.files.begin_file(errand.path)
        return at

    def _parent(self, at: _Pass, path: str, parent: str | None) -> int | None:
        if parent is None:
            return None
        if parent in at.parents or at.is_new:
            return at.parents.get(parent)
        standing = self._library.files.standing(path, parent)
        return standing.document_id if standing is not None and not standing.is_removed else None

    def _refusal(self, refusing: Refusing, errand: Errand) -> Refusal:
        return Refusal(
            errand.path,
            refusing.reason,
            refusing.advice,
            "",
            refusing.part,
            -1 if refusing.is_passing else errand.size_bytes,
            errand.modified_ns,
            errand.changed_ns,
            self._circumstances,
        )
