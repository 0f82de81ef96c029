"""Owns how rows become documents: title, byline, date, the text, and every other column below it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from urllib.parse import urlsplit

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Page, Passage, assemble
from desktop.corpus.formats.inner import joined
from desktop.corpus.formats.letters import date_of
from desktop.corpus.formats.parts import Mapping, Part, Wishes
from desktop.corpus.formats.records.mapping import settled
from desktop.corpus.formats.records.table import OTHERS, SAMPLE_ROWS, Table
from desktop.corpus.text.blocks import Catalogue, Kind, Mark, Reading
from desktop.corpus.text.canonical import canonical
from desktop.corpus.text.language import language_of

_HTML = re.compile(
    r"<(?:p|div|br|span|strong|em|ul|h[1-6]|table|a\s[^<>]*href)\b[^<>]*>", re.IGNORECASE
)
_CLOSED = re.compile(r"</(?:p|div|span|strong|em|ul|h[1-6]|table|a)>|<br\s*/?>", re.IGNORECASE)
_CLOCK = re.compile(r"([12]\d{3}-\d\d-\d\d)[T ]\d\d:\d\d")
_TABLE_ROWS = 20_000
_TABLE_CELLS = 400_000
_BLOCK_ROWS = 100


def parts_of_table(
    table: Table,
    wishes: Wishes,
    *,
    format: str,  # noqa: A002
    prefix: str = "",
) -> Iterator[Part]:
    """Yield the documents of a table: one a row if a column holds running text, else one for all.

    A very long table without running text is cut into several. Raises FileTrouble if it is empty.
    """
    sample = list(islice(table.rows, SAMPLE_ROWS))
    if not sample and not table.has_head:
        raise FileTrouble("The table is empty.")
    mapping = settled(table.columns, sample, wishes)
    rows = chain(sample, table.rows)
    if mapping is None and not table.is_single:
        yield from _whole(table, rows, format, prefix)
        return
    chosen = mapping or Mapping(table.columns, "")
    n_documents = 0
    for number, row in enumerate(rows, 1):
        if any(map(str.strip, row)):
            n_documents += 1
            name = joined(prefix, "" if table.is_single else str(number))
            read = partial(_reading, table, chosen, row, format)
            yield Part(name, read, size_bytes=sum(map(len, row)))
    if not n_documents:
        raise FileTrouble("The table is empty.")


def _reading(table: Table, mapping: Mapping, row: tuple[str, ...], format: str) -> Reading:  # noqa: A002
    values = dict(zip(table.columns, row, strict=True))
    title, author, date = (
        _line(values.get(name, "")) for name in (mapping.title, mapping.author, mapping.date)
    )
    text = values.get(mapping.text, "").strip()
    body = _body(text)
    shown = {mapping.text, mapping.title, mapping.author, mapping.date} - {""}
    fields = [
        Passage(Kind.LIST, value if name == OTHERS else f"{name}: {value.strip()}", 1, "fields")
        for name, value in values.items()
        if name not in shown and value.strip()
    ]
    page = assemble(
        [
            Passage(Kind.TITLE, title),
            Passage(Kind.BYLINE, author),
            Passage(Kind.DATE, date),
            *body,
            *fields,
        ]
    )
    if not page.text:
        raise FileTrouble("The row is empty.")
    return _document(table, page, _catalogue(mapping, values, text), format)


def _catalogue(mapping: Mapping, values: dict[str, str], text: str) -> Catalogue:
    found: dict[str, str] = {}
    evidence: dict[str, str] = {}
    for field, name, value in (
        ("title", mapping.title, _line(values.get(mapping.title, ""))),
        ("author", mapping.author, _line(values.get(mapping.author, ""))),
        ("source", mapping.source, _publisher(_line(values.get(mapping.source, "")))),
        ("published", mapping.date, _iso(values.get(mapping.date, "")) or ""),
    ):
        if name and value and len(value) < 500:
            found[field] = canonical(value)
            evidence[field] = f"column: {canonical(name)}"
    return Catalogue(**found, language=language_of(canonical(text[:20_000])), evidence=evidence)


def _document(table: Table, page: Page, catalogue: Catalogue, format: str) -> Reading:  # noqa: A002
    return Reading(
        text=page.text,
        blocks=page.blocks,
        catalogue=catalogue,
        format=format,
        marks=page.marks,
        encoding=table.encoding,
        notes=table.notes,
        doubts=table.doubts,
    )


def _body(text: str) -> list[Passage]:
    if "<" in text and _HTML.search(text) and _CLOSED.search(text):
        from desktop.corpus.formats.letter_body import html_passages

        try:
            return html_passages(text)
        except FileTrouble:
            pass  # hostile as a page; its characters harm nobody
    settled_text = canonical(text)
    mark = "\n\n" if "\n\n" in settled_text else "\n"
    return [Passage(Kind.PARAGRAPH, piece) for piece in settled_text.split(mark)]


def _whole(
    table: Table,
    rows: Iterable[tuple[str, ...]],
    format: str,  # noqa: A002
    prefix: str,
) -> Iterator[Part]:
    """Yield the table as one document, or as several if it is very long."""
    head = [tuple(name for name in table.columns if name != OTHERS)] if table.has_head else []
    size = max(_BLOCK_ROWS, min(_TABLE_ROWS, _TABLE_CELLS // max(1, len(table.columns))))
    first = 1
    waiting = (row for row in rows if any(map(str.strip, row)))
    group = list(islice(waiting, size))
    while group or first == 1:
        following = list(islice(waiting, size))
        is_only = first == 1 and not following
        name = "" if is_only else f"rows {first}-{first + len(group) - 1}"
        read = partial(_table_reading, table, [*head, *group], format)
        n_characters = sum(len(cell) for row in group for cell in row)
        yield Part(joined(prefix, name), read, size_bytes=n_characters)
        first += len(group)
        group = following
        if not group:
            return


def _table_reading(table: Table, rows: Sequence[tuple[str, ...]], format: str) -> Reading:  # noqa: A002
    passages = [
        _rows(rows[start : start + _BLOCK_ROWS]) for start in range(0, len(rows), _BLOCK_ROWS)
    ]
    page = assemble(passages)
    if not page.text:
        raise FileTrouble("The table is empty.")
    return _document(table, page, Catalogue(language=language_of(page.text[:20_000])), format)


def _rows(rows: Sequence[tuple[str, ...]]) -> Passage:
    pieces: list[str] = []
    marks: list[Mark] = []
    place = 0
    for row in rows:
        for column, cell in enumerate(row):
            if pieces:
                pieces.append("\t" if column else "\n")
                place += 1
            text = _line(cell)
            if text:
                marks.append(Mark("cell", place, place + len(text)))
            pieces.append(text)
            place += len(text)
    return Passage(Kind.TABLE, "".join(pieces), 0, "", marks)


def _iso(value: str) -> str | None:
    """Return a date that can be read in one way only; moments in ISO form are what tables mostly have."""
    found = _CLOCK.match(value.strip())
    return date_of(found[1] if found else value.strip())


def _publisher(value: str) -> str:
    """Return the host of an address, anything else as it is."""
    if not value.lower().startswith(("http://", "https://")):
        return value
    try:
        host = urlsplit(value).hostname or ""
    except ValueError:
        return value
    return host.removeprefix("www.")


def _line(value: str) -> str:
    if value.isascii() and value.isprintable():
        return " ".join(value.split())
    return " ".join(canonical(value).split())
