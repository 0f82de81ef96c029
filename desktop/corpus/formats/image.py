"""Owns pictures: their text can only be had by text recognition."""

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Passage, assemble
from desktop.corpus.formats.credits import catalogue
from desktop.corpus.formats.image_page import page_of
from desktop.corpus.formats.ocr import (
    LOW_CONFIDENCE,
    MAX_PIXELS,
    NOTHING_ADVICE,
    UNCERTAIN,
    Recognised,
    Recogniser,
    seconds_for,
)
from desktop.corpus.formats.parts import NO_WISHES, Wishes
from desktop.corpus.formats.pdf.door import Document, PageTrouble
from desktop.corpus.formats.skew import is_askew, recognised_level
from desktop.corpus.text.blocks import Box, Kind, Mark, Reading
from desktop.corpus.text.language import language_of

PICTURE = "A picture: its text can only be had by text recognition (OCR)."
PICTURE_ADVICE = "Add it again with text recognition (OCR) switched on."


def read_image(data: bytes, name: str, wishes: Wishes = NO_WISHES) -> Reading:
    """Read a picture (PNG, JPEG, TIFF with all its pages, GIF, BMP, WebP).

    Raises FileTrouble if recognition is not wished for or not possible, or finds nothing.
    """
    if not wishes.ocr:
        raise FileTrouble(PICTURE, advice=PICTURE_ADVICE)
    pages = _recognised(data, Recogniser(wishes.ocr, seconds_for(len(data), wishes)))
    passages = [
        Passage(Kind.PARAGRAPH, paragraph.text) for page in pages for paragraph in page.paragraphs
    ]
    page = assemble(passages)
    if not page.text:
        raise FileTrouble("No text was recognised in the picture.", advice=NOTHING_ADVICE)
    marks, boxes = _placed(pages, [block.start for block in page.blocks])
    is_low = _mean(pages) < LOW_CONFIDENCE
    return Reading(
        text=page.text,
        blocks=page.blocks,
        catalogue=catalogue(page, {}, language=language_of(page.text)),
        format="image",
        marks=marks,
        notes=(UNCERTAIN,) if is_low else (),
        pages=len(pages),
        doubts=("scan",) if is_low else (),
        boxes=boxes,
    )


def _recognised(data: bytes, recogniser: Recogniser) -> list[Recognised]:
    """Recognise a picture, levelled if it leans and can be unpacked here."""
    page = page_of(data)
    if page is not None:
        try:
            picture = _picture(page)
        except (FileTrouble, PageTrouble):
            return recogniser.recognise(data)
        if is_askew(*picture):
            found = recognised_level(recogniser, *picture)
            return [found] if found else []
    return recogniser.recognise(data)


def _picture(page: bytes) -> tuple[int, int, bytes]:
    document = Document(page)
    try:
        return document.picture(0, dpi=72, most_pixels=MAX_PIXELS)
    finally:
        document.close()


def _placed(pages: list[Recognised], starts: list[int]) -> tuple[tuple[Mark, ...], tuple[Box, ...]]:
    """Return the marks of the pages and the boxes of the words; `starts` are those of the blocks."""
    marks: list[Mark] = []
    boxes: list[Box] = []
    place = iter(starts)
    for number, page in enumerate(pages, 1):
        for n, paragraph in enumerate(page.paragraphs):
            start = next(place)
            boxes += [Box(start + w.start, start + w.end, number, *w[2:]) for w in paragraph.words]
            end = start + len(paragraph.text)
            if n:
                marks[-1] = Mark("page", marks[-1].start, end, str(number))
            else:
                marks.append(Mark("page", start, end, str(number)))
    return tuple(marks), tuple(boxes)


def _mean(pages: list[Recognised]) -> float:
    n_words = sum(page.n_words for page in pages)
    return sum(page.confidence * page.n_words for page in pages) / max(n_words, 1)
