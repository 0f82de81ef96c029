"""The library: the corpus on disk as one SQLite file, which is the truth. The only sqlite3 door."""

from desktop.corpus.library.catalogue import CatalogueTable
from desktop.corpus.library.holdings import Family, Listed
from desktop.corpus.library.kin_rows import Kin
from desktop.corpus.library.library import Library
from desktop.corpus.library.rows import (
    Document,
    Prepared,
    Refusal,
    Source,
    Standing,
    StoredText,
    StoredTokens,
    place_of,
)

__all__ = [
    "CatalogueTable",
    "Document",
    "Family",
    "Kin",
    "Library",
    "Listed",
    "Prepared",
    "Refusal",
    "Source",
    "Standing",
    "StoredText",
    "StoredTokens",
    "place_of",
]
