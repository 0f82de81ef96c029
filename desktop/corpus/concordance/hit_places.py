"""Owns where hits stand in the text of their document, and what is said if it has changed."""

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.corpus.search.result import Hits


def hit_places(
    corpus: Corpus, hits: Hits, indices: NDArray[np.int64], document_id: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return start and end (int64, code points) of hits of one document.

    Raises Trouble if the document is gone, or has fewer words than when it was searched.
    """
    try:
        starts, ends = corpus.places(document_id, hits.first[indices], hits.last[indices])
    except IndexError as error:
        raise _has_changed() from error
    if (starts >= ends).any():
        raise _has_changed()
    return starts.astype(np.int64, copy=False), ends.astype(np.int64, copy=False)


def _has_changed() -> Trouble:
    return Trouble(
        "A document has changed since the search.", advice="Search again to see its lines."
    )
