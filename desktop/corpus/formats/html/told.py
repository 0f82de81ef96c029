"""Owns who wrote a page and when, as the lines around its title and at its end tell it.

A page that states nothing about itself still shows it to its readers: in elements that are named for it,
and in lines with little else. Only whole dates and plain names are taken, with the words they stand in.
"""

import re
from collections.abc import Iterator, Sequence

from desktop.corpus.formats.html.walk import Found
from desktop.corpus.text import cues
from desktop.corpus.text.blocks import Kind
from desktop.corpus.text.cues import Credit
from desktop.corpus.text.dates import DATE, dates_in
from desktop.corpus.text.people import name_alone

_LONG = 100
_MOST_LINE = 120
_BEFORE, _MOST_HEAD = 8, 40
_TAIL = 8
_DAY = len("2016-10-16")
_STAMP = re.compile(r"\0[\s,]*(?:um|at|à|-|–|—)?\s*\d{1,2}[:.h]\d\d")
"""A date (for which NUL stands) with the time of day."""


def told(found: Sequence[Found], main: Sequence[bool]) -> dict[str, Credit]:
    """Return author and dates by the name of the field; `main` says which blocks are the text."""
    credits: dict[str, Credit] = {}  # noqa: A001
    long = [n for n, block in enumerate(found) if main[n] and len(block.text) >= _LONG]
    taken = [n for n, flag in enumerate(main) if flag]
    if not taken:
        return credits
    first = long[0] if long else taken[0]
    title = _title(found, first)
    end = min(long[1] if len(long) > 1 else first, title + _MOST_HEAD)
    for number in (*range(title, end + 1), *range(title - 1, max(title - _BEFORE, 0) - 1, -1)):
        for field, credit in _line(found[number]):
            credits.setdefault(field, credit)
    for block in found[max(taken[-1], end + 1) : taken[-1] + _TAIL]:
        for field, credit in _last_line(block):
            credits.setdefault(field, credit)
    if "published" not in credits and (only := _only(found[title : taken[-1] + _TAIL])):
        credits["published"] = only
    return credits


def _title(found: Sequence[Found], first: int) -> int:
    """Return the last top heading before the text, else where the text begins."""
    for level in (1, 2):
        for number in range(first, max(first - _MOST_HEAD, 0) - 1, -1):
            if found[number].kind == Kind.HEADING and found[number].level == level:
                return number
    return first


def _line(block: Found) -> Iterator[tuple[str, Credit]]:
    yield from _named_dates(block)
    is_short = len(block.text) <= _MOST_LINE
    if is_short:
        for line in _lines(block):
            yield from cues.dated_line(line).items()
            yield from cues.who_and_when(line).items()
    yield from _authors(block)
    if is_short and block.kind != Kind.HEADING:
        for line in _lines(block):
            dates = _whole(line)
            if len(dates) == 1 and _STAMP.search(DATE.sub("\0", line)):
                yield "published", Credit(dates[0], line)


def _last_line(block: Found) -> Iterator[tuple[str, Credit]]:
    for line in _lines(block):
        for field, credit in (("published", cues.published(line)), ("updated", cues.updated(line))):
            if credit:
                yield field, credit
        if len(line) <= _MOST_LINE:
            yield from cues.who_and_when(line).items()
    yield from _authors(block)


def _only(found: Sequence[Found]) -> Credit | None:
    """Return the date of publication if all elements that are named for one tell the same."""
    told = [
        credit for block in found for field, credit in _named_dates(block) if field == "published"
    ]
    return told[0] if len({credit.value for credit in told}) == 1 else None


def _lines(block: Found) -> list[str]:
    return [" ".join(line.split()) for line in block.text.split("\n") if line.strip()]


def _named_dates(block: Found) -> Iterator[tuple[str, Credit]]:
    """Yield the dates of a block with elements that are named for them."""
    for field, words in block.said:
        if field == "author":
            continue
        line = " ".join(block.text.split())
        dates = _whole(words) or (_whole(line) if len(line) <= _MOST_LINE else [])
        if len(dates) == 1:
            yield field, Credit(dates[0], words or line)


def _whole(words: str) -> list[str]:
    """Return the different whole dates in words."""
    return list(dict.fromkeys(d.iso for d in dates_in(words) if len(d.iso) == _DAY))


def _authors(block: Found) -> Iterator[tuple[str, Credit]]:
    if block.kind != Kind.HEADING:
        for line in _lines(block):
            credit = cues.byline(line) if len(line) <= _MOST_LINE else None
            if credit:
                yield "author", credit
    for field, words in block.said:
        words = " ".join(words.split())
        if field == "author" and words:
            credit = cues.byline(words)
            name = name_alone(words)
            if credit or name:
                yield "author", credit or Credit(name or "", words)
