"""Owns the table of measurements: its rows, how figures are written, and how they are printed."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: what, the figure, the peer's figure in the same run, the budget."""

    what: str
    figure: str
    peer: str = ""
    budget: str = ""


def markdown(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    heads = ("what", "Nineveh", "beside it", "budget")
    cells = [(row.what, row.figure, row.peer, row.budget) for row in rows]
    lines = [heads, ("---",) * len(heads), *cells]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def seconds(what: Callable[[], object]) -> float:
    """Return how long a call takes."""
    begun = time.perf_counter()
    what()
    return time.perf_counter() - begun


def best_of(what: Callable[[], object], *, n: int = 3) -> float:
    """Return the shortest of some runs: what the work itself takes when nothing else disturbs it."""
    return min(seconds(what) for _ in range(n))


def spread(times_s: Sequence[float]) -> str:
    """Write the median, the 95th percentile and the longest of some times."""
    if not times_s:
        return "–"
    middle, high, worst = np.quantile(times_s, [0.5, 0.95, 1.0]) * 1000
    return f"p50 {ms(middle)}, p95 {ms(high)}, most {ms(worst)}"


def ms(milliseconds: float) -> str:
    """Write milliseconds with as many digits as they deserve."""
    digits = 1 if milliseconds < 10 else 0
    return f"{milliseconds:,.{digits}f} ms"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
