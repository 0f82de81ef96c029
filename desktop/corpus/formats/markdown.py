"""Owns Markdown: front matter, title and what is hidden; `markdown_blocks` and `inline` do the rest.

The text is what one reads: markup characters are gone, emphasis and links are marks. It understands
CommonMark as people write it (headings of both kinds, lists, quotations, fences), tables, footnotes
and definitions; it is linear in the length of the file, whatever is in it.
"""

import re

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Passage, assemble
from desktop.corpus.formats.credits import catalogue_of
from desktop.corpus.formats.encodings import decode
from desktop.corpus.formats.front_matter import front_matter
from desktop.corpus.formats.inline import folded
from desktop.corpus.formats.markdown_blocks import Blocks
from desktop.corpus.text.blocks import Kind, Reading
from desktop.corpus.text.canonical import canonical
from desktop.corpus.text.language import language_of

_HIDDEN = re.compile(r"<!--|<(script|style|template)(?=[\s>])", re.IGNORECASE)
_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)


def read_markdown(data: bytes, name: str) -> Reading:
    """Read a Markdown file. Raises FileTrouble if nothing is in it or it is too long."""
    decoded = decode(data)
    text = canonical(decoded.text)
    front = front_matter(text)
    passages = Blocks(_without_hidden(text[front.end :])).read()
    passages = _titled(passages, front.values.get("title", ""))
    page = assemble(passages)
    if not page.text:
        raise FileTrouble("The file is empty.")
    language = language_of(page.text)
    return Reading(
        text=page.text,
        blocks=page.blocks,
        catalogue=catalogue_of(page, front.values, language=language),
        format="markdown",
        marks=page.marks,
        encoding=decoded.encoding,
        notes=decoded.notes,
    )


def _titled(passages: list[Passage], title: str) -> list[Passage]:
    """Make the heading that is the title one, or put the title of the front matter first."""
    first = next((n for n, p in enumerate(passages) if p.kind == Kind.HEADING), None)
    if first is not None:
        heading = passages[first]
        wanted = folded(title)
        is_title = bool(wanted) and (
            wanted in folded(heading.text) or folded(heading.text) in wanted
        )
        n_tops = sum(p.kind == Kind.HEADING and p.level == 1 for p in passages)
        if is_title or (not title and heading.level == 1 and n_tops == 1 and first <= 2):
            passages[first] = heading._replace(kind=Kind.TITLE, level=0)
            return passages
    return [Passage(Kind.TITLE, title), *passages] if title else passages


def _without_hidden(text: str) -> str:
    """Take out comments, scripts and styles, but not from code that is meant to be read."""
    if "<" not in text or not _HIDDEN.search(text):
        return text
    fences = _fences(text)
    pieces: list[str] = []
    place = 0
    unclosed: set[str] = set()
    while found := _HIDDEN.search(text, place):
        closing = f"</{found[1].lower()}" if found[1] else "-->"
        end = -1
        is_code = text[found.start() - 1 : found.start()] == "`" or _is_in(fences, found.start())
        if closing not in unclosed and not is_code:
            end = _end_of(text, closing, found.end())
            if end < 0:
                unclosed.add(closing)
        if end < 0:
            pieces.append(text[place : found.end()])
            place = found.end()
            continue
        pieces.append(text[place : found.start()])
        place = end
    pieces.append(text[place:])
    return "".join(pieces)


def _end_of(text: str, closing: str, place: int) -> int:
    found = re.compile(re.escape(closing), re.IGNORECASE).search(text, place)
    if not found:
        return -1
    if closing == "-->":
        return found.end()
    end = text.find(">", found.end())
    return end + 1 if end >= 0 else len(text)


def _fences(text: str) -> list[tuple[int, int]]:
    """Return the stretches of fenced code."""
    spans: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for fence in _FENCED.finditer(text):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]):
            spans.append((opened.start(), fence.end()))
            opened = None
    if opened is not None:
        spans.append((opened.start(), len(text)))
    spans.reverse()
    return spans


def _is_in(spans: list[tuple[int, int]], place: int) -> bool:
    """Say whether a place is inside a span; spans before it are dropped, as places only grow."""
    while spans and spans[-1][1] <= place:
        spans.pop()
    return bool(spans) and spans[-1][0] <= place
