"""Owns how page breaks that stand in a marked-up text become marks which cover the whole text."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop.corpus.formats.assembly import Page
from desktop.corpus.text.blocks import Mark


class Turned(NamedTuple):
    """Where a page begins: its label, the number of the passage it begins in, and how far in it."""

    label: str
    number: int
    offset: int


def page_marks(page: Page, turned: Sequence[Turned], *, n_passages: int) -> tuple[Mark, ...]:
    """Return the pages of an assembled text; what stands before the first break is a page without label.

    There are none if passages have vanished, since it is not certain then where the breaks are.
    """
    if len(page.blocks) != n_passages or not turned or not page.text:
        return ()
    starts: list[tuple[int, str]] = [(0, "")]
    for label, number, offset in turned:
        if number < len(page.blocks):
            block = page.blocks[number]
            start = min(block.start + offset, block.end)
        else:
            start = len(page.text)
        while start < len(page.text) and page.text[start].isspace():
            start += 1
        starts.append((max(start, starts[-1][0]), label))
    ends = [start for start, _ in starts[1:]] + [len(page.text)]
    return tuple(
        Mark("page", start, end, label)
        for (start, label), end in zip(starts, ends, strict=True)
        if page.text[start:end].strip()
    )
