"""Measures the memory of the window with 100,000 documents open: at rest, and after searches."""

from pathlib import Path

from tests.bench.opening import QUERIES, Figures, measured
from tests.bench.table import Row


def run(folder: Path) -> list[Row]:
    """Open the window in a process of its own, search in it, and look."""
    window = measured("window", folder)
    name = "memory with 100,000 documents open, without pages of mapped files"
    return [
        Row(f"{name}: the window at rest", _mb(window, "held"), "", "500 MB"),
        Row(f"{name}: after {len(QUERIES)} searches", _mb(window, "used"), "", "500 MB"),
        Row("the same with pages of mapped files", _mb(window, "all_held")),
    ]


def _mb(window: Figures, name: str) -> str:
    return f"{window[name] / 1e6:,.0f} MB"
