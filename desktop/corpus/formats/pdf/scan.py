"""Owns pages that are pictures: they are rendered, recognised, and put among the other pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Page, Passage
from desktop.corpus.formats.ocr import (
    DPI,
    LOW_CONFIDENCE,
    MAX_PIXELS,
    UNCERTAIN,
    Recognised,
    Recogniser,
    seconds_for,
)
from desktop.corpus.formats.parts import Wishes
from desktop.corpus.formats.pdf.door import Document, PageTrouble
from desktop.corpus.formats.pdf.layout import LINE_NUMBER, Laid
from desktop.corpus.formats.skew import recognised_level
from desktop.corpus.text.blocks import Box, Kind

_OWN_SHARE = 0.8
_APART = ("footnote", "header", "footer", LINE_NUMBER)


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was recognised: by page (from 0) the text of its picture; sentences about what was not.

    `bare` are the pages on which no word was seen.
    """

    pages: dict[int, Recognised]
    bare: frozenset[int]
    notes: tuple[str, ...]

    def without(self, numbers: Sequence[int]) -> "Scanned":
        """Return what was recognised on all but some pages."""
        pages = {number: page for number, page in self.pages.items() if number not in numbers}
        return Scanned(pages, self.bare, self.notes)


def recognised(
    document: Document, numbers: Sequence[int], size_bytes: int, wishes: Wishes
) -> Scanned:
    """Recognise pages. Raises FileTrouble if recognition is not possible at all."""
    recogniser = Recogniser(wishes.ocr, seconds_for(size_bytes, wishes) * _OWN_SHARE)
    pages: dict[int, Recognised] = {}
    bare: list[int] = []
    failed = 0
    for number in numbers:
        if recogniser.is_out_of_time:
            break
        try:
            picture = document.picture(number, dpi=DPI, most_pixels=MAX_PIXELS)
            found = recognised_level(recogniser, *picture)
        except (PageTrouble, FileTrouble):
            failed += 1
            continue
        if found is None or not found.paragraphs:
            bare.append(number)
        else:
            pages[number] = found
    notes: list[str] = []
    n_words = sum(page.n_words for page in pages.values())
    mean = sum(page.confidence * page.n_words for page in pages.values()) / max(n_words, 1)
    if n_words and mean < LOW_CONFIDENCE:
        notes.append(UNCERTAIN)
    n_left = len(numbers) - len(pages) - len(bare)
    if n_left:
        why = "the time was up" if n_left > failed else "they could not be recognised"
        pages_left = "1 picture" if n_left == 1 else f"{n_left:,} pictures"
        notes.append(f"The text of {pages_left} of pages is missing: {why}.")
    return Scanned(pages, frozenset(bare), tuple(notes))


def with_scanned(laid: Sequence[Laid], scanned: Scanned) -> list[Laid]:
    """Return all passages in the order of their pages; what was a page's unreadable text goes."""
    merged: list[Laid] = []
    waiting = sorted(scanned.pages)
    for piece in laid:
        is_apart = piece.passage.style in _APART
        while waiting and (is_apart or waiting[0] <= piece.page):
            merged += _of_page(waiting[0], scanned.pages[waiting[0]])
            waiting.pop(0)
        if is_apart or piece.page not in scanned.pages:
            merged.append(piece)
    for number in waiting:
        merged += _of_page(number, scanned.pages[number])
    return merged


def _of_page(number: int, page: Recognised) -> list[Laid]:
    return [
        Laid(Passage(Kind.PARAGRAPH, paragraph.text), number, ()) for paragraph in page.paragraphs
    ]


def boxes_of(page: Page, laid: Sequence[Laid], scanned: Scanned) -> tuple[Box, ...]:
    """Return where the recognised words stand; `laid` are the passages of the text's blocks."""
    boxes: list[Box] = []
    waiting = {number: list(found.paragraphs) for number, found in scanned.pages.items()}
    for block, piece in zip(page.blocks, laid, strict=True):
        paragraphs = waiting.get(piece.page)
        if paragraphs and paragraphs[0].text == piece.passage.text:
            for word in paragraphs.pop(0).words:
                start, end = block.start + word.start, block.start + word.end
                boxes.append(Box(start, end, piece.page + 1, *word[2:]))
    return tuple(boxes)
