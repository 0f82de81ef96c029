"""Owns the last step of every office format: passages and properties to a Reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Page, Passage, assemble
from desktop.corpus.formats.encodings import MAX_TEXT
from desktop.corpus.formats.office_catalogue import language_told, office_catalogue
from desktop.corpus.text.blocks import Block, Kind, Reading
from desktop.corpus.text.structure import recognise

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RECOGNISED = frozenset((Kind.TITLE, Kind.BYLINE, Kind.DATE, Kind.HEADING, Kind.CAPTION))
_FURNITURE = Kind.BOILERPLATE
_MOST_RECOGNISED = 400_000


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a document: blocks in order, stated properties (see `office_catalogue`)."""

    passages: Sequence[Passage]
    stated: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    language: str = ""
    pages: int | None = None
    holds_hidden: bool = False
    is_damaged: bool = False
    encoding: str | None = None
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def needs_password(data: bytes) -> None:
    """Raise FileTrouble if a file that should be a zip is the storage that encryption makes."""
    if data.startswith(_OLE):
        raise password_trouble()


def password_trouble() -> FileTrouble:
    """Return the trouble of a document that is encrypted."""
    return FileTrouble(
        "A password is needed to open it.", advice="Save a copy without the password and add that."
    )


def reading_of(found: Found, *, format: str, name: str) -> Reading:  # noqa: A002 - the contract's word
    """Return the reading of a document. Raises FileTrouble if it holds no text, or too much."""
    passages = _one_title(_each_furniture_once(found.passages))
    page = assemble(passages)
    if not page.text:
        raise FileTrouble(
            "The document is damaged: no text can be read."
            if found.is_damaged
            else "The document holds no text."
        )
    if len(page.text) > MAX_TEXT:
        raise FileTrouble(f"The text is too long: {len(page.text):,} characters.")
    language = language_told(page, found.language)
    if not any(block.kind in (Kind.TITLE, Kind.HEADING) for block in page.blocks):
        page = _recognised(page, name, language)
    notes, doubts = list(found.notes), list(found.doubts)
    if found.is_damaged:
        notes.append("The document is damaged: some of it may be missing.")
        doubts.append("damaged")
    if found.holds_hidden:
        notes.append("Holds hidden text, which is read too.")
    return Reading(
        text=page.text,
        blocks=page.blocks,
        catalogue=office_catalogue(page, found.stated, language),
        format=format,
        marks=page.marks,
        encoding=found.encoding,
        notes=tuple(dict.fromkeys(notes)),
        pages=found.pages,
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _each_furniture_once(passages: Sequence[Passage]) -> list[Passage]:
    """Drop headers and footers that say what another says."""
    if not any(passage[0] is _FURNITURE for passage in passages):
        return list(passages)
    seen: set[tuple[str, str]] = set()
    kept: list[Passage] = []
    for passage in passages:
        if passage.kind == Kind.BOILERPLATE:
            key = (passage.style, " ".join(passage.text.split()))
            if key in seen:
                continue
            seen.add(key)
        kept.append(passage)
    return kept


def _one_title(passages: list[Passage]) -> list[Passage]:
    """Leave one title: further ones are headings; the only great heading on top is one."""
    kinds = [passage[0] for passage in passages]
    if Kind.TITLE not in kinds and Kind.HEADING not in kinds:
        return passages
    titles = [number for number, kind in enumerate(kinds) if kind == Kind.TITLE]
    for number in titles[1:]:
        passages[number] = passages[number]._replace(kind=Kind.HEADING, level=1)
    if titles:
        return passages
    headings = [number for number, kind in enumerate(kinds) if kind == Kind.HEADING]
    tops = [number for number in headings if passages[number].level == 1]
    first = headings[0]
    if len(tops) == 1 and tops[0] == first and first <= 2:
        passages[first] = passages[first]._replace(kind=Kind.TITLE, level=0)
    return passages


def _recognised(page: Page, name: str, language: str | None) -> Page:
    """Return a page whose document uses no styles, with the title block and headings its text shows."""
    end = next((b.start for b in page.blocks if b.kind == Kind.BOILERPLATE or b.style), None)
    text = page.text[:end]
    if len(text) > _MOST_RECOGNISED or not text.strip():
        return page
    told, _ = recognise(text.rstrip(), language=language, file_name=name)
    kinds = {block.start: block for block in told if block.kind in _RECOGNISED}
    blocks: list[Block] = []
    for block in page.blocks:
        better = kinds.get(block.start)
        if block.kind == Kind.PARAGRAPH and not block.style and better and better.end == block.end:
            block = block._replace(kind=better.kind, level=better.level, style=better.style)
        blocks.append(block)
    return replace(page, blocks=tuple(blocks))
