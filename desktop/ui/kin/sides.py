"""Owns two documents that are compared: their texts, where they differ, and what stands beside what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.corpus import Corpus, Document, StoredText
from desktop.corpus.kin.compare import Change, Comparison, Difference, compare
from desktop.corpus.text.blocks import Mark
from desktop.corpus.text.switching import switched


@dataclass(frozen=True, slots=True)
class Side:
    """A document with its text, of which nothing is folded away.

    `starts` and `ends` (int64) are the stretches that differ; `numbers` is parallel: of which of the
    differences; `places` (int64, ascending) are where stretches begin and end, parallel on both sides.
    """

    document: Document
    stored: StoredText
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    numbers: NDArray[np.int64]
    places: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sides:
    """Both documents, the comparison, and its differences without what is equal."""

    left: Side
    right: Side
    comparison: Comparison
    differences: tuple[Difference, ...]


def sides_of(corpus: Corpus, ids: Sequence[int]) -> Sides | None:
    """Compare two documents, or one with the first of its family; None if it has none. For the lane.

    Raises Trouble if a document is gone.
    """
    if len(ids) == 1:
        family = [kin.document_id for kin in corpus.family_of(ids[0])]
        others = [each for each in family if each != ids[0]]
        if not others:
            return None
        ids = sorted((ids[0], others[0]))
    left, right = (corpus.document(each) for each in ids)
    texts = [corpus.text(each) for each in ids]
    comparison = compare(texts[0].text, texts[1].text, language=left.language)
    differences = tuple(each for each in comparison.differences if each.change is not Change.EQUAL)
    ours = [(each.left_start, each.left_end) for each in comparison.differences]
    theirs = [(each.right_start, each.right_end) for each in comparison.differences]
    only_ours = [(each.left_start, each.left_end) for each in differences]
    only_theirs = [(each.right_start, each.right_end) for each in differences]
    return Sides(
        _side(left, texts[0], ours, only_ours),
        _side(right, texts[1], theirs, only_theirs),
        comparison,
        differences,
    )


def _side(
    document: Document,
    stored: StoredText,
    stretches: Sequence[tuple[int, int]],
    different: Sequence[tuple[int, int]],
) -> Side:
    spans = np.array(different, dtype=np.int64).reshape(-1, 2)
    numbers = np.flatnonzero(spans[:, 1] > spans[:, 0])
    spans = spans[numbers]
    underlined = [Mark("inserted", start, end) for start, end in spans.tolist()]
    blocks = tuple(switched(block, is_boilerplate=False) for block in stored.blocks)
    marks = sorted((*stored.marks, *underlined), key=lambda mark: mark.start)
    places = np.array([(0, 0), *stretches, (len(stored.text),) * 2], dtype=np.int64)
    return Side(
        document,
        replace(stored, blocks=blocks, marks=tuple(marks)),
        spans[:, 0],
        spans[:, 1],
        numbers,
        places.ravel(),
    )
