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
    first, last = hits.first[indices], hits.last[indices]
    if last.max(initial=-1) >= corpus.document(document_id).n_tokens:
        raise Trouble(
            "A document has changed since the search.", advice="Search again to see its lines."
        )
    starts, ends = corpus.places(document_id, first, last)
    return starts.astype(np.int64, copy=False), ends.astype(np.int64, copy=False)
