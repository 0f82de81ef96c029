"""Owns what the properties of an office document add to its catalogue, less what programs make up."""

import re
from collections.abc import Mapping

from desktop.corpus.formats.assembly import Page
from desktop.corpus.formats.credits import catalogue, iso_date, language_code
from desktop.corpus.text.blocks import Catalogue, Kind
from desktop.corpus.text.cues import Credit
from desktop.corpus.text.language import language_of

_MADE_UP_TITLES = re.compile(
    r"(?:word document|untitled.*|microsoft word\b.*|microsoft office word\b.*|document ?\d*|dokument ?\d*|"
    r"normal|normal\.dotm?|title|titel|powerpoint[- ]pr.sentation|powerpoint presentation|slide 1|"
    r"presentation ?\d*|pr.sentation ?\d*|book ?\d*|no slide title|unbenannt ?\d*|sans nom ?\d*|"
    r".{0,200}\.(?:docx?|dotx?|docm|rtf|odt|ott|wpd|pptx?|xlsx?|odp|ods|txt|tmp|pdf))",
    re.IGNORECASE,
)
_MADE_UP_AUTHORS = re.compile(
    r"(?:users?|unknown|unknown author|admin|administrator|author|owner|test|default|guest|root|"
    r"windows[- ]user|microsoft office user|microsoft|benutzer|utilisateur|usuario|usuário|utente|"
    r"пользователь|python-docx|apache poi|openpyxl|docx4j|pandoc|aspose.*|libreoffice|openoffice.*|hp|dell|"
    r"lenovo|acer|asus|toshiba|pc|computer|[a-z]?\d+|[-_.?]+)",
    re.IGNORECASE,
)
# What templates and libraries write into everything they make.
_MADE_UP_MOMENTS = ("2013-12-23T23:15:00", "1601-01-01", "1970-01-01", "0000-", "1899-12-3")


def language_told(page: Page, stated: str) -> str | None:
    """Return the language of the running text; the stated one for texts too short to tell."""
    return language_of(_running(page)) or language_code(stated)


def office_catalogue(
    page: Page, stated: Mapping[str, tuple[str, str]], language: str | None
) -> Catalogue:
    """Return the catalogue data of an office document.

    `stated` maps "title", "author", "updated" to the value of its properties and where it stood; the
    day it was made is no day of publication and never asked for. A title on the page counts more
    than one in the properties.
    """
    known: dict[str, Credit] = {}
    for field, (value, place) in stated.items():
        settled = _settled(field, value)
        if settled:
            known[field] = Credit(settled, f"metadata: {place}")
    if any(block.kind == Kind.TITLE for block in page.blocks):
        known.pop("title", None)
    return catalogue(page, known, language=language)


def _settled(field: str, value: str) -> str:
    value = " ".join(value.split())
    if not value or len(value) > 500:
        return ""
    if field == "updated":
        return "" if value.startswith(_MADE_UP_MOMENTS) else iso_date(value) or ""
    made_up = _MADE_UP_TITLES if field == "title" else _MADE_UP_AUTHORS
    return "" if made_up.fullmatch(value) else value


def _running(page: Page) -> str:
    """Return the running text, from which the language is told."""
    text, furniture = page.text, Kind.BOILERPLATE
    parts = [text[start:end] for kind, start, end, _, _ in page.blocks if kind is not furniture]
    return "\n".join(parts) or text
