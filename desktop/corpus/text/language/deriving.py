"""Owns the making of the model of languages from that of py3langid; the only door to it.

`python -m desktop.corpus.text.language` writes the model anew into the program's resources.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.text.language.model import STEPS, Model

_FIRST_ROOM = 1 << 18


class SlowIdentifier(Protocol):
    """What py3langid itself answers with."""

    def classify(self, text: str) -> tuple[str, float]:
        """Return the label of the likeliest language, and how likely it is from 0 to 1."""
        ...


def slow_identifier(wanted: Iterable[str]) -> SlowIdentifier:
    """Return py3langid's own, for these labels: the same answers, but a second to load and 130 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classes, table, chosen = identifier.nb_classes, identifier.nb_ptc, set(wanted)
    identifier.set_languages(chosen.intersection(classes))
    # py3langid 0.4 leaves its table of features lying by columns there, and takes it by rows.
    identifier.nb_ptc = table[:0]  # two copies at once would be much memory
    identifier.nb_ptc = table.take([n for n, c in enumerate(classes) if c in chosen], axis=1)
    return identifier


def derive(wanted: Iterable[str]) -> Model:
    """Make the model of that of py3langid, for the languages with these labels."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    whole = LanguageIdentifier.from_model_file(MODEL_FILE)
    chosen = set(wanted)
    columns = [n for n, label in enumerate(whole.nb_classes) if label in chosen]
    steps = np.rint(whole.nb_ptc[:, columns].astype(np.float32) * STEPS).astype(np.int16)
    floors = np.array([_commonest(steps[:, n]) for n in range(len(columns))], dtype=np.int16)
    moves = np.frombuffer(whole.tk_nextmove, dtype=np.uint32).reshape(-1, 256)
    row_of = np.asarray(whole.tk_row)
    feature_of = np.asarray(whole.tk_output, dtype=np.int32)
    firsts, bases, parents, features = _double_array(list(_families(moves, row_of)), feature_of)
    return Model(
        firsts,
        bases,
        parents,
        features,
        np.ascontiguousarray(steps - floors),  # py3langid leaves it lying by columns
        floors.astype(np.float32) / np.float32(STEPS),
        np.asarray(whole.nb_pc, dtype=np.float32)[columns],
        np.array([whole.nb_classes[n] for n in columns]),
    )


def _commonest(values: NDArray[np.int16]) -> np.int16:
    distinct, counts = np.unique(values, return_counts=True)
    return distinct[counts.argmax()]


_Family = tuple[int, NDArray[np.intp], NDArray[np.uint32]]
"""A state that others follow, by which bytes, and those states."""


def _families(moves: NDArray[np.uint32], row_of: NDArray[np.uint16]) -> Iterator[_Family]:
    """Yield the families of the trie that an automaton was made of, the root's first.

    The automaton goes on from the longest known end of what it has read (Aho and Corasick), so going
    through its states breadth first, one that was not met yet is a longer sequence.
    """
    is_met = np.zeros(len(row_of), dtype=bool)
    is_met[0] = True
    level = np.zeros(1, dtype=np.uint32)
    while len(level):
        reached = moves[row_of[level]]
        rows, steps = (~is_met[reached]).nonzero()
        children = reached[rows, steps]
        is_met[children] = True
        begins = np.flatnonzero(np.diff(rows, prepend=-1)).tolist()
        for start, end in pairwise([*begins, len(rows)]):
            yield int(level[rows[start]]), steps[start:end], children[start:end]
        level = children


def _double_array(
    families: list[_Family], feature_of: NDArray[np.int32]
) -> tuple[NDArray[np.int32], ...]:
    """Lay a trie out: firsts, bases, parents and features of `Model`. Large families choose first."""
    bases, parents = np.zeros(_FIRST_ROOM, np.int32), np.full(_FIRST_ROOM, -1, np.int32)
    features = np.full(_FIRST_ROOM, -1, np.int32)
    is_free = np.ones(_FIRST_ROOM, dtype=bool)
    is_free[:256] = False  # where 0, which is no node, leads to
    base_of = np.zeros(len(feature_of), dtype=np.int32)
    place_of = np.zeros(len(feature_of), dtype=np.int32)
    single = [family for family in families if len(family[1]) == 1]
    lowest = 0
    for state, steps, children in sorted(families, key=lambda one: -len(one[1])):
        if len(steps) == 1:
            break
        lowest += int(is_free[lowest:].argmax())
        base_of[state] = base = _fitting(is_free, steps, lowest)
        is_free[base + steps] = False
        place_of[children] = base + steps
    for (state, steps, children), place in zip(single, np.flatnonzero(is_free), strict=False):
        base_of[state] = place - steps[0]
        place_of[children] = place
    for state, _, children in families:
        places = place_of[children]
        bases[place_of[state]] = base_of[state]
        parents[places] = place_of[state] or -1
        features[places] = feature_of[children]
    firsts = np.zeros(256, dtype=np.int32)
    firsts[families[0][1]] = place_of[families[0][2]]
    bases[0] = 0
    n_used = int(place_of.max()) + 256
    return firsts, bases[:n_used], parents[:n_used], features[:n_used]


def _fitting(is_free: NDArray[np.bool_], steps: NDArray[np.intp], lowest: int) -> int:
    """Return the first base from which all steps lead to free places, of which there are enough."""
    for start in range(lowest, len(is_free), 2_000):
        free = start + np.flatnonzero(is_free[start : start + 2_000])
        bases = free - steps[0]
        bases = bases[bases + steps[-1] < len(is_free)]
        fits = is_free[bases[:, np.newaxis] + steps].all(axis=1)
        if fits.any():
            return int(bases[fits.argmax()])
    raise AssertionError("the double array has no room")
