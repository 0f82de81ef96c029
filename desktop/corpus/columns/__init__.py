"""The token columns: derived from the library, memory-mapped, thrown away and rebuilt at will."""

from desktop.corpus.columns.catalogue import keep_catalogue, kept_catalogue
from desktop.corpus.columns.columns import Columns
from desktop.corpus.columns.segment import Segment
from desktop.corpus.columns.store import build_columns, check_columns

__all__ = [
    "Columns",
    "Segment",
    "build_columns",
    "check_columns",
    "keep_catalogue",
    "kept_catalogue",
]
