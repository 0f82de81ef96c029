"""Owns web pages: the whole readable page as text, its main part told from what stands around it.

`guard` refuses what no parser survives, `walk` makes blocks of the tree, `main_text` says which of
them are the text proper, `stated` reads what the page says about itself. Nothing is run or loaded.
"""

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Page, Passage, assemble
from desktop.corpus.formats.credits import catalogue
from desktop.corpus.formats.encodings import Decoded, decode
from desktop.corpus.formats.html.guard import DEEP, refuse_hostile
from desktop.corpus.formats.html.main_text import is_main
from desktop.corpus.formats.html.stated import stated
from desktop.corpus.formats.html.titles import with_title
from desktop.corpus.formats.html.told import told
from desktop.corpus.formats.html.walk import Found, page_of, walk
from desktop.corpus.text import cues
from desktop.corpus.text.blocks import Kind, Reading
from desktop.corpus.text.canonical import canonical
from desktop.corpus.text.language import language_of

_EXTRACTION_LIMIT = 10_000_000
_LABELS = {
    Kind.HEADING: "heading",
    Kind.LIST: "list",
    Kind.TABLE: "table",
    Kind.CAPTION: "caption",
    Kind.QUOTATION: "quotation",
    Kind.DATE: "date",
    Kind.BYLINE: "byline",
}


def read_html(data: bytes, name: str) -> Reading:
    """Read a web page. Raises FileTrouble if it is built to do harm, too long, or without text."""
    return read_page(decode(data))


def read_page(decoded: Decoded) -> Reading:
    """Read a web page whose characters are known; raises FileTrouble as `read_html` does."""
    source = canonical(decoded.text)
    deepest = refuse_hostile(source)
    root = page_of(source)
    found = walk(root)
    said = stated(root)
    is_extracted = len(source) <= _EXTRACTION_LIMIT and deepest <= DEEP
    main = is_main(found, source if is_extracted else "")
    passages = [_passage(block, flag) for block, flag in zip(found, main, strict=True)]
    passages, title = with_title(passages, said.titles)
    page = assemble(passages)
    if not page.text:
        raise FileTrouble("The page holds no text.")
    language = language_of(_body(page)) or said.language
    values = {**told(found, main), **said.credits}
    if title:
        values["title"] = title
    return Reading(
        text=page.text,
        blocks=page.blocks,
        catalogue=catalogue(page, values, language=language),
        format="html",
        marks=page.marks,
        encoding=decoded.encoding,
        notes=decoded.notes,
        doubts=("encoding",) if decoded.is_doubtful else (),
    )


def _passage(block: Found, is_in_main: bool) -> Passage:
    kind = block.kind
    if not is_in_main:
        return Passage(
            Kind.BOILERPLATE, block.text, block.level, _LABELS.get(kind, ""), block.marks
        )
    if kind == Kind.PARAGRAPH and len(block.text) < 120:
        if block.is_byline and cues.byline(block.text):
            kind = Kind.BYLINE
        elif (block.is_date and len(block.text) < 60) or cues.date_line(block.text):
            kind = Kind.DATE
    return Passage(kind, block.text, block.level, "", block.marks)


def _body(page: Page) -> str:
    """Return the text without what stands around it; all of it if nothing else is there."""
    parts = [page.text[b.start : b.end] for b in page.blocks if b.kind != Kind.BOILERPLATE]
    return "\n".join(parts) or page.text
