"""Owns which heading of a page is its title, and what the title is called in the catalogue."""

import re
from collections.abc import Sequence

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.text.blocks import Kind
from desktop.corpus.text.cues import Credit

_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+[|·•–—»«:-]+\s+|\s*[|»]\s*")
_LEAST_LETTERS = 3
_ALIKE = 0.6


def with_title(
    passages: Sequence[Passage], titles: Sequence[Credit]
) -> tuple[list[Passage], Credit | None]:
    """Make the heading that is the title one; without such a heading the stated title goes first.

    Returns the passages and the title with its evidence.
    """
    changed = list(passages)
    number = _heading(passages, titles)
    if number is not None:
        heading = passages[number]
        changed[number] = heading._replace(kind=Kind.TITLE, level=0, style="")
        words = " ".join(heading.text.split())
        return changed, Credit(words, words)
    if not titles:
        return changed, None
    title = titles[0]
    if title is titles[-1]:  # only the title element, which mostly ends with the site's name
        title = Credit(_without_site(title.value), title.evidence)
    return [Passage(Kind.TITLE, title.value), *changed], title


def _heading(passages: Sequence[Passage], titles: Sequence[Credit]) -> int | None:
    """Return the number of the heading that the page's titles agree with, else of its only top one."""
    headings = [
        n
        for n, passage in enumerate(passages)
        if (passage.kind == Kind.HEADING or passage.style == "heading")
        and len(_key(passage.text)) >= _LEAST_LETTERS
    ]
    wanted = [key for title in titles if (key := _key(title.value))]
    likeness = {n: _likeness(_key(passages[n].text), wanted) for n in headings}
    for least in (_ALIKE, 0.0):
        for level in (1, 2, 3):
            alike = (n for n in headings if passages[n].level == level and likeness[n] > least)
            if (number := next(alike, None)) is not None:
                return number
    tops = [n for n in headings if passages[n].kind == Kind.HEADING and passages[n].level == 1]
    return tops[0] if len(tops) == 1 else None


def _likeness(key: str, wanted: Sequence[str]) -> float:
    """Return how much of a heading and the title it agrees with best is the same; 0 if none is in the other."""
    return max(
        (
            min(len(key), len(want)) / max(len(key), len(want))
            for want in wanted
            if key == want or (len(key) > 12 and key in want) or (len(want) > 12 and want in key)
        ),
        default=0.0,
    )


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _without_site(title: str) -> str:
    """Take the site's name off a title: the shorter part at one end, behind a bar or dash."""
    parts = [part for part in _SEPARATOR.split(title) if part]
    if len(parts) < 2:
        return title
    best = max(parts, key=len)
    if best == parts[0]:
        return best if len(parts) == 2 else title[: title.rfind(parts[-1])].rstrip(" |·•–—»«:-")
    return best
