"""Owns who wrote a marked-up document, when, and where it appeared: from what it says about itself.

Values that the format states (front matter, meta elements) come first; what is missing is read from
the first and last paragraphs, by the same cues as in plain text. Nothing is guessed.
"""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from desktop.corpus.formats.assembly import Page
from desktop.corpus.text import cues
from desktop.corpus.text.blocks import Block, Catalogue, Kind
from desktop.corpus.text.cues import Credit
from desktop.corpus.text.dates import dates_in

_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "titel", "titre"),
    "author": ("author", "authors", "byline", "creator", "writer", "by", "autor", "auteur"),
    "photographer": ("photographer", "photographs", "photos", "photo credit"),
    "source": ("source", "publisher", "publication", "site", "sitename", "journal", "newspaper"),
    "published": ("date", "published", "pubdate", "publish_date", "date_published", "created"),
    "updated": (
        "updated",
        "modified",
        "lastmod",
        "last_modified",
        "date_modified",
        "last-modified",
    ),
}
_LANGUAGE = ("lang", "language", "locale", "sprache")
_ISO = re.compile(r"([12]\d{3})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?!\d))?)?(?:[T ]|$)")
_COMPACT = re.compile(r"([12]\d{3})(\d{2})(\d{2})(?:\d{6}|T|$)")
_CODE = re.compile(r"([a-z]{2})(?:[-_]|$)", re.IGNORECASE)
_HEAD_BLOCKS, _TAIL_BLOCKS = 10, 6
_NO_TEXT = (Kind.BOILERPLATE, Kind.TABLE)


def catalogue_of(page: Page, values: Mapping[str, str], *, language: str | None) -> Catalogue:
    """Return the catalogue data of a page; `values` are what its front matter says, by name."""
    found: dict[str, Credit] = {}
    for field, names in _NAMES.items():
        for name in names:
            value = " ".join(values.get(name, "").split())
            settled = iso_date(value) if field in ("published", "updated") else value
            if settled:
                found.setdefault(field, Credit(settled, f"{name}: {value}"))
    for name in _LANGUAGE:
        language = language_code(values.get(name, "")) or language
    return catalogue(page, found, language=language)


def catalogue(page: Page, found: Mapping[str, Credit], *, language: str | None) -> Catalogue:
    """Return the catalogue data that is stated, and what the page's text adds by cues."""
    known = dict(found)
    title = next((block for block in page.blocks if block.kind == Kind.TITLE), None)
    if title and "title" not in known:
        words = " ".join(page.text[title.start : title.end].split())
        known["title"] = Credit(words, words)
    for field, credit in _cued(page, page.blocks):
        known.setdefault(field, credit)
    values = {field: credit.value for field, credit in known.items()}
    evidence = {field: credit.evidence for field, credit in known.items()}
    return Catalogue(**values, language=language, evidence=evidence)


def iso_date(value: str) -> str | None:
    """Return a stated date as ISO (2016, 2016-10, 2016-10-16); None if it is none."""
    found = _COMPACT.match(value) or _ISO.match(value)
    if not found:
        dates = dates_in(value[:80])
        return dates[0].iso if dates else None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        whole = datetime.date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]


def language_code(value: str) -> str | None:
    """Return the ISO 639-1 code at the beginning of a language tag (`en-GB`), None if there is none."""
    found = _CODE.match(value.strip())
    return found[1].lower() if found else None


def _cued(page: Page, blocks: Sequence[Block]) -> Iterable[tuple[str, Credit]]:
    """Yield what the first and the last blocks say about author, photographer and dates."""
    head, tail = _ends(blocks)
    for block in (*head, *tail):
        text = page.text[block.start : min(block.end, block.start + 600)]
        is_short = block.end - block.start < 120
        if is_short and block.kind not in (Kind.HEADING, Kind.TITLE):
            yield from _named("author", cues.byline(text))
            yield from _named("photographer", cues.photo_credit(text))
        yield from _named("published", cues.published(text))
        yield from _named("updated", cues.updated(text))
    for block in head[:4]:
        if block.end - block.start < 60:
            yield from _named("published", cues.date_line(page.text[block.start : block.end]))
    for block in tail:
        told = cues.life(page.text[block.start : min(block.end, block.start + 600)])
        if told:
            yield told


def _ends(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return the first and the last blocks of running text; none is in both."""
    places = (n for n, block in enumerate(blocks) if block.kind not in _NO_TEXT)
    first = list(islice(places, _HEAD_BLOCKS))
    rest = range(first[-1] + 1, len(blocks)) if first else range(0)
    last = list(islice((n for n in reversed(rest) if blocks[n].kind not in _NO_TEXT), _TAIL_BLOCKS))
    return [blocks[n] for n in first], [blocks[n] for n in reversed(last)]


def _named(field: str, credit: Credit | None) -> Iterable[tuple[str, Credit]]:
    return [(field, credit)] if credit else []
