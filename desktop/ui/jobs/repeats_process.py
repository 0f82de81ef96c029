"""Owns the child process that looks for repeated passages: `nineveh repeats … --steps`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.ui.jobs.child_call import ChildCall, newest_progress


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that stands in several documents; `places` are (document, start of the block).

    `n_boilerplate` of the places are left out already. `is_furniture` tells what belongs to the page
    from copy that documents share, `is_sure` what may be left out without a further look: it stands
    in the `share` of the documents of one `source`, at a `place` ("beginning", "end", "same" or
    empty).
    """

    text: str
    words: int
    documents: int
    is_furniture: bool
    places: tuple[tuple[int, int], ...]
    n_boilerplate: int
    is_sure: bool
    share: float
    source: str
    place: str


def passages_in(said: Sequence[dict[str, Any]]) -> tuple[Passage, ...]:
    """Read what the process said; many passages take a while."""
    return tuple(
        Passage(
            text=each["text"],
            words=each["words"],
            documents=each["documents"],
            is_furniture=each["kind"] == "furniture",
            places=tuple((place["id"], place["start"]) for place in each["places"]),
            n_boilerplate=each["boilerplate"],
            is_sure=each["sure"],
            share=each["share"],
            source=each["source"],
            place=each["place"],
        )
        for each in said
    )


class RepeatsProcess(QObject):
    """Looks through all documents; either `found` (a list for `passages_in`) or `failed` (a sentence).

    `progressed` gives how many documents of how many were looked at.
    """

    progressed = Signal(int, int)
    found = Signal(list)
    failed = Signal(str)

    def __init__(self, corpus_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = corpus_folder
        self._passages: list[dict[str, Any]] | None = None
        self._call = ChildCall(self)
        self._call.said.connect(self._hear)
        self._call.ended.connect(self._end)

    @property
    def is_running(self) -> bool:
        """Say whether it looks."""
        return self._call.is_running

    def look(self) -> None:
        """Start to look."""
        self._passages = None
        self._call.start(["repeats", "--steps", "--", str(self._folder)])

    def stop(self) -> None:
        """Give up looking; it changes nothing."""
        self._call.give_up()

    def _hear(self, said: list[dict[str, Any]]) -> None:
        if progress := newest_progress(said):
            self.progressed.emit(*progress)
        for each in said:
            if each.get("event") == "done":
                self._passages = each["passages"]

    def _end(self, sentence: str) -> None:
        if self._passages is not None and not sentence:
            self.found.emit(self._passages)
        else:
            self.failed.emit(sentence or self.tr("The documents could not be looked through."))
