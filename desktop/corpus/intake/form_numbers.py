"""Owns the exchange of form numbers: those of each preparer for those of the library."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.library import Library, StoredTokens

_FIRST_ROOM = 4_096


class FormNumbers:
    """For each preparer, the library's number of each of its forms; they come in as they are met."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._waiting: list[tuple[int, Sequence[str]]] = []
        self._numbers: dict[int, NDArray[np.int32]] = {}
        self._n_known: dict[int, int] = {}

    def receive(self, preparer: int, forms: Sequence[str]) -> None:
        """Note forms that a preparer met for the first time."""
        if forms:
            self._waiting.append((preparer, forms))

    def settle(self) -> None:
        """Give all forms that were noted their numbers in the library. Inside a group."""
        numbers = self._library.number_forms([form for _, forms in self._waiting for form in forms])
        at = 0
        for preparer, forms in self._waiting:
            self._append(preparer, numbers[at : at + len(forms)])
            at += len(forms)
        self._waiting.clear()

    def ours(self, preparer: int, tokens: StoredTokens) -> StoredTokens:
        """Return tokens with the library's numbers instead of a preparer's."""
        numbers = self._numbers.get(preparer)
        forms = tokens.forms if numbers is None else numbers[tokens.forms]
        return StoredTokens(forms, tokens.starts, tokens.lengths, tokens.stretches)

    def _append(self, preparer: int, new: NDArray[np.int32]) -> None:
        n_known = self._n_known.get(preparer, 0)
        numbers = self._numbers.get(preparer)
        needed = n_known + len(new)
        if numbers is None or needed > len(numbers):
            room = np.empty(max(_FIRST_ROOM, 2 * needed), dtype=np.int32)
            if numbers is not None:
                room[:n_known] = numbers[:n_known]
            self._numbers[preparer] = numbers = room
        numbers[n_known:needed] = new
        self._n_known[preparer] = needed
