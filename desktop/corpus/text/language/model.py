"""Owns the model that tells languages apart: that of py3langid, laid out to be loaded at once.

Its answers are py3langid's: sums of logarithms over the byte sequences of a text that the model knows
(naive Bayes). `deriving` makes it.
"""

import math
import unicodedata
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

STEPS = 512
"""The logarithms of the model are multiples of a 512th, and are kept as such."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A trie of byte sequences, the features they stand for, and what a feature says of each language.

    The trie is a double array, whose nodes are places in it: from a node one byte leads to
    `bases[node] + byte`, if that place has the node as its parent in `parents` (else -1). `firsts` are
    the nodes of single bytes; 0 is none. All int32, and so are `features`, by node, -1 for none.
    `table` int16 (features, languages): by how many steps a feature makes a language likelier than
    `floors` (float32); `priors` float32; `labels` one per language, some twice.
    """

    firsts: NDArray[np.int32]
    bases: NDArray[np.int32]
    parents: NDArray[np.int32]
    features: NDArray[np.int32]
    table: NDArray[np.int16]
    floors: NDArray[np.float32]
    priors: NDArray[np.float32]
    labels: NDArray[np.str_]

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read a model that was kept. Raises OSError if it is not there."""
        with np.load(file, allow_pickle=False) as kept:
            return cls(*(kept[each.name] for each in fields(cls)))

    def keep(self, file: Path) -> None:
        """Write the model to a file. Raises OSError."""
        names = [each.name for each in fields(self)]
        np.savez_compressed(
            file, allow_pickle=False, **dict(zip(names, self.arrays(), strict=True))
        )

    def arrays(self) -> tuple[NDArray, ...]:
        """Return all arrays, in the order of their names above."""
        return tuple(getattr(self, each.name) for each in fields(self))


class Identifier:
    """Answers which language a text is in, by a model."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._labels: list[str] = model.labels.tolist()
        first = {label: n for n, label in reversed(list(enumerate(self._labels)))}
        self._first = np.array([first[label] for label in self._labels])

    def classify(self, text: str) -> tuple[str, float]:
        """Return the label of the likeliest language, and how likely it is from 0 to 1."""
        if text.isupper():
            text = text.lower()
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        data = text.encode(errors="surrogatepass")
        features, counts = self._counted(np.frombuffer(data, dtype=np.uint8))
        if not len(features):
            return self._labels[0], 0.0
        weights = np.log1p(counts, dtype=np.float32)
        scores = weights @ self._model.table[features].astype(np.float32)
        scores /= STEPS
        scores += weights.sum() * self._model.floors
        scores += self._model.priors
        scores /= math.sqrt(len(data))  # or a long text would always be sure of itself
        scores -= scores.max()
        chances = np.bincount(self._first, weights=np.exp(scores, out=scores))
        best = int(chances.argmax())
        return self._labels[best], float(chances[best] / chances.sum())

    def _counted(self, data: NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
        """Return the features of a text and how often each occurs.

        Of the sequences that end at a byte only the longest counts. A walk begins at every byte; what
        it reaches later is longer than what stood there before.
        """
        bases, parents = self._model.bases, self._model.parents
        nodes = self._model.firsts[data]
        longest = nodes.copy()
        for length in range(1, len(data)):
            before = nodes[:-1]
            nodes = bases[before]
            nodes += data[length:]
            is_there = parents[nodes] == before
            if not is_there.any():
                break
            nodes *= is_there
            np.copyto(longest[length:], nodes, where=is_there)
        found = self._model.features[longest]
        found = found[found >= 0]
        if not len(found):
            return found, np.zeros(0, dtype=np.intp)
        found.sort()
        ends = np.append((found[1:] != found[:-1]).nonzero()[0] + 1, len(found))
        counts = ends.copy()
        counts[1:] -= ends[:-1]
        return found[ends - 1], counts
