"""Owns what a message is, whatever it was kept in, and how it becomes a document.

A `Letter` is what EML, MBOX, MSG and TNEF readers hand on; `reading_of` makes title, header lines and
body of it. What is enclosed is not part of it: those become documents of their own.
"""

import datetime
import email.utils
import re
from dataclasses import dataclass

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Passage, assemble
from desktop.corpus.formats.letter_body import html_passages, plain_passages
from desktop.corpus.text.blocks import Catalogue, Kind, Reading
from desktop.corpus.text.canonical import canonical
from desktop.corpus.text.dates import dates_in
from desktop.corpus.text.language import language_of

_ISO = re.compile(r"\s*([12]\d{3})-(\d\d)-(\d\d)(?:[T ]|\s*$)")
_YEAR = re.compile(r"[12]\d{3}")
_STUB = re.compile(
    r"\bhtml\b|view (?:this|it) .{0,30}(?:browser|online)|im browser|navigateur|navegador",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message: its header lines as characters, its body as plain text, as HTML, or as both.

    `source` is the list or group it was sent to. `is_flowed` and `deletes_space` say how its lines
    were folded (RFC 3676).
    """

    subject: str = ""
    sender: str = ""
    to: str = ""
    cc: str = ""
    date: str = ""
    source: str = ""
    plain: str = ""
    html: str = ""
    is_flowed: bool = False
    deletes_space: bool = False
    encoding: str | None = None
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def reading_of(letter: Letter, format: str) -> Reading:  # noqa: A002 - as in Reading
    """Return the document that a message is. Raises FileTrouble if there is nothing in it."""
    subject = _one_line(letter.subject)
    passages = [Passage(Kind.TITLE, subject)]
    for name, value, kind in (
        ("From", letter.sender, Kind.BYLINE),
        ("To", letter.to, Kind.BYLINE),
        ("Cc", letter.cc, Kind.BYLINE),
        ("Date", letter.date, Kind.DATE),
    ):
        if said := _one_line(value):
            passages.append(Passage(kind, f"{name}: {said}"))
    body = _body(letter)
    page = assemble([*passages, *body])
    if not page.text:
        raise FileTrouble("The message is empty.")
    spoken = "\n".join(passage.text for passage in body if passage.kind != Kind.QUOTATION)
    return Reading(
        text=page.text,
        blocks=page.blocks,
        catalogue=_catalogue(letter, subject, language_of(canonical(spoken)[:20_000])),
        format=format,
        marks=page.marks,
        encoding=letter.encoding,
        notes=letter.notes,
        doubts=letter.doubts,
    )


def date_of(value: str) -> str | None:
    """Return the date that a header line states as ISO, None if it can be read in two ways."""
    if found := _ISO.match(value):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        dates = dates_in(value[:120])
        return dates[0].iso if len(dates) == 1 else None
    # Two digits of a year, or none, are what parsers make something up of.
    is_whole = bool(_YEAR.search(value)) and 1970 <= moment.year <= 2100
    return moment.date().isoformat() if is_whole else None


def _body(letter: Letter) -> list[Passage]:
    plain, html = letter.plain.strip(), letter.html.strip()
    if not html:
        return _plain(letter) if plain else []
    if not plain:
        return html_passages(html)
    if len(plain) * 4 > len(html):  # no stub, for it is not much shorter than with all the tags
        return _plain(letter)
    marked_up = html_passages(html)
    size = sum(len(passage.text) for passage in marked_up)
    is_stub = size > 5 * len(plain) + 100 or (size > 2 * len(plain) and bool(_STUB.search(plain)))
    return marked_up if is_stub else _plain(letter)


def _plain(letter: Letter) -> list[Passage]:
    return plain_passages(
        letter.plain, is_flowed=letter.is_flowed, deletes_space=letter.deletes_space
    )


def _catalogue(letter: Letter, subject: str, language: str | None) -> Catalogue:
    values: dict[str, str] = {}
    evidence: dict[str, str] = {}
    for field, value, name in (
        ("title", subject, "Subject"),
        ("author", _author(letter.sender), "From"),
        ("source", _one_line(letter.source), "List"),
        ("published", date_of(letter.date) or "", "Date"),
    ):
        if value:
            values[field] = canonical(value)
            evidence[field] = f"mail header: {name}"
    return Catalogue(**values, language=language, evidence=evidence)


def _author(sender: str) -> str:
    """Return the name before an address, else the address."""
    names: list[str] = []
    try:
        addresses = email.utils.getaddresses([_one_line(sender)])
    except RecursionError:  # hundreds of brackets inside brackets: no name is to be found there
        return ""
    for name, address in addresses:
        said = name.strip(" '\"") or address
        if said:
            names.append(said)
    return ", ".join(names[:3]) or _one_line(sender)


def _one_line(value: str) -> str:
    return " ".join(canonical(value).split())


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
