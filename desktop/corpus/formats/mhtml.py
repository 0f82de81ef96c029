"""Owns web archives (MHT, MHTML): a page that a browser saved with all its parts in one file.

Only the page itself is read, as web pages are; pictures, styles and advertisements in frames are
left where they are. When it was saved is not when it was published, so that date is not taken.
"""

import email
import email.message
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.encodings import Decoded, decode
from desktop.corpus.formats.html import read_page
from desktop.corpus.text.blocks import Catalogue, Reading

_HTML = ("text/html", "application/xhtml+xml")
_MOST_PARTS = 10_000
_MOST_FRAMES = 20
_PAGE_HEADER = re.compile(rb"^Content-Type:[ \t]*text/html", re.IGNORECASE | re.MULTILINE)
_LEADING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*")
_BROKEN = "The web archive is damaged: no page was found in it."


def read_mhtml(data: bytes, name: str) -> Reading:
    """Read a saved web page. Raises FileTrouble if no page is in it or the page cannot be read."""
    start = _LEADING.match(data)
    try:
        message = email.message_from_bytes(
            data[start.end() if start else 0 :], policy=email.policy.compat32
        )
        pages = _pages(message) or _salvaged(data)
    except (RecursionError, ValueError, LookupError, AssertionError) as error:
        raise FileTrouble(_BROKEN) from error
    if not pages:
        raise FileTrouble(_BROKEN)
    reading = _first_with_text(pages)
    return replace(
        reading, format="mhtml", catalogue=_with_source(reading.catalogue, _address(message))
    )


def _first_with_text(pages: list[Decoded]) -> Reading:
    """Read the root; a frameset has no text of its own, so its frames are read instead."""
    try:
        return read_page(pages[0])
    except FileTrouble:
        if len(pages) < 2 or "<frameset" not in pages[0].text.lower():
            raise
    frames = pages[1 : _MOST_FRAMES + 1]
    joined = replace(pages[0], text="\n".join(_body(frame.text) for frame in frames))
    return read_page(joined)


_BODY = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|\Z)", re.IGNORECASE | re.DOTALL)


def _body(page: str) -> str:
    found = _BODY.search(page)
    return found[1] if found else page


def _pages(message: email.message.Message) -> list[Decoded]:
    """Return the pages of an archive, the root first."""
    parts = [part for part in _leaves(message) if part.get_content_type() in _HTML]
    wanted = str(message.get_param("start") or "").strip()
    if wanted:
        parts.sort(key=lambda part: str(part.get("Content-ID") or "").strip() != wanted)
    return [page for page in map(_decoded, parts[: _MOST_FRAMES + 1]) if page.text.strip()]


def _salvaged(data: bytes) -> list[Decoded]:
    """Return the pages of an archive whose borders are damaged: from each header to the next border."""
    pages: list[Decoded] = []
    for found in islice(_PAGE_HEADER.finditer(data), _MOST_FRAMES):
        end = data.find(b"\n--", found.end())
        message = email.message_from_bytes(data[found.start() : end if end > 0 else len(data)])
        page = _decoded(message)
        if "<" in page.text:
            pages.append(page)
    return pages


def _leaves(message: email.message.Message) -> Iterator[email.message.Message]:
    """Yield the parts that are no containers, in order; a loop, since nesting is the file's choice."""
    waiting = [message]
    seen = 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop()
        seen += 1
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting += [p for p in reversed(inner) if isinstance(p, email.message.Message)]
        else:
            yield part


def _decoded(part: email.message.Message) -> Decoded:
    """Return the characters of a part: by its own statement if that fits, else as those of a page."""
    body = part.get_payload(decode=True)
    data = body if isinstance(body, bytes) else b""
    charset = str(part.get_param("charset") or "").strip("\"' ").lower()
    if charset and charset not in ("us-ascii", "ascii", "utf-8", "iso-8859-1"):
        try:
            return Decoded(data.decode(charset), charset)
        except (LookupError, UnicodeError, ValueError):
            return decode(data)
    return decode(data)


def _address(message: email.message.Message) -> str:
    """Return the address that the page was saved from, nothing if the archive does not say it."""
    for header in ("Snapshot-Content-Location", "Content-Location"):
        value = "".join(str(message.get(header) or "").split())
        if value.lower().startswith(("http://", "https://")):
            return value
    for part in _leaves(message):
        if part.get_content_type() in _HTML:
            value = "".join(str(part.get("Content-Location") or "").split())
            return value if value.lower().startswith(("http://", "https://")) else ""
    return ""


def _with_source(catalogue: Catalogue, address: str) -> Catalogue:
    """Name the site that a page was saved from where the page itself names none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    if not host:
        return catalogue
    if catalogue.source:
        words = f"{catalogue.evidence.get('source', '')} (saved from {address})".strip()
        return replace(catalogue, evidence=catalogue.evidence | {"source": words[:500]})
    return replace(
        catalogue,
        source=host.removeprefix("www."),
        evidence=catalogue.evidence | {"source": f"saved from {address}"[:500]},
    )
