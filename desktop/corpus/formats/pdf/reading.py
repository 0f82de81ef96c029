"""Owns how a PDF file becomes a Reading."""

import gc
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import assemble
from desktop.corpus.formats.credits import catalogue
from desktop.corpus.formats.parts import NO_WISHES, Wishes
from desktop.corpus.formats.pdf.bidi import with_brackets_right
from desktop.corpus.formats.pdf.catalogue import stated
from desktop.corpus.formats.pdf.columns import in_reading_order
from desktop.corpus.formats.pdf.cutting import lines_of
from desktop.corpus.formats.pdf.door import Document, PageTrouble
from desktop.corpus.formats.pdf.doubts import Found, doubts_about, nothing
from desktop.corpus.formats.pdf.layout import LINE_NUMBER, Laid, laid_out
from desktop.corpus.formats.pdf.lines import Line, PageLines
from desktop.corpus.formats.pdf.numbered import without_line_numbers
from desktop.corpus.formats.pdf.pagemarks import page_marks
from desktop.corpus.formats.pdf.running import running
from desktop.corpus.formats.pdf.scan import Scanned, boxes_of, recognised, with_scanned
from desktop.corpus.text.blocks import Kind, Mark, Reading
from desktop.corpus.text.language import language_of

MAX_PAGES = 5_000
MAX_CHARACTERS = 50_000_000


def read_pdf(data: bytes, name: str, wishes: Wishes = NO_WISHES) -> Reading:
    """Read a PDF file; pages without text are recognised if the wishes name languages.

    Raises FileTrouble if it is locked, damaged beyond reading, empty, or a scan that is not wished
    to be recognised.
    """
    document = Document(data)
    is_collecting = gc.isenabled()
    gc.disable()  # lines are tuples without circles: to look for some takes a tenth of the time
    try:
        return _read(document, data, wishes)
    finally:
        document.close()
        if is_collecting:
            gc.enable()


def _read(document: Document, data: bytes, wishes: Wishes) -> Reading:
    if not document.n_pages:
        raise FileTrouble("The PDF file has no pages.")
    found = _pages(document)
    pages, numbers = without_line_numbers(found.pages)
    lines = [line for page in pages for line in page.lines]
    body_size = _usual_size(lines)
    apart = running(pages, body_size) | {id(line): LINE_NUMBER for line in numbers}
    laid = laid_out(lines, apart, document.outline()) if lines else []
    laid = [piece for piece in laid if piece.passage.text.strip()]
    scanned: Scanned | None = None
    if wishes.ocr and (found.empty or found.garbled):
        scanned = recognised(document, sorted(found.empty + found.garbled), len(data), wishes)
        scanned = scanned.without(_stamped(found, scanned))
        laid = with_scanned(laid, scanned)
    page = assemble([piece.passage for piece in laid])
    if not page.text:
        raise nothing(found, document, scanned)
    if len(page.blocks) != len(laid):  # codes of a font may leave nothing of a passage
        laid = [piece for piece in laid if assemble([piece.passage]).text]
    credits_, stated_language = stated(document.metadata(), data)
    language = language_of(_running_text(laid)) or stated_language
    labels = document.labels()
    notes, doubts = doubts_about(found, document, labels, scanned)
    return Reading(
        text=page.text,
        blocks=page.blocks,
        catalogue=catalogue(page, credits_, language=language),
        format="pdf",
        marks=tuple(sorted((*page_marks(page, laid, labels), *page.marks), key=_place)),
        notes=tuple(notes),
        pages=document.n_pages,
        doubts=tuple(doubts),
        boxes=boxes_of(page, laid, scanned) if scanned else (),
    )


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _pages(document: Document) -> Found:
    found = Found()
    for number in range(min(document.n_pages, MAX_PAGES)):
        try:
            with document.page(number) as text:
                page = lines_of(text, number)
        except PageTrouble:
            found.failed.append(number)
            found.pages.append(PageLines((), 0.0, 0.0))
            continue
        lines, is_doubtful = in_reading_order(page.lines)
        lines = _brackets(lines)
        n_characters = sum(len(line.text) for line in lines)
        if document.salvaged and not (page.lines or page.is_picture):
            found.failed.append(number)
        elif page.is_picture:
            found.empty.append(number)
        elif page.is_garbled:
            found.garbled.append(number)
        elif is_doubtful:
            found.disordered.append(number)
        found.pages.append(replace(page, lines=tuple(lines)))
        found.n_characters += n_characters
        if found.n_characters > MAX_CHARACTERS:
            break
    return found


def _stamped(found: Found, scanned: Scanned) -> list[int]:
    """Return the pages that say more by themselves than what was recognised on them."""
    return [
        number
        for number in found.empty
        if number in scanned.pages
        and sum(len(line.text) for line in found.pages[number].lines)
        > sum(len(paragraph.text) for paragraph in scanned.pages[number].paragraphs)
    ]


def _brackets(lines: Sequence[Line]) -> list[Line]:
    """Turn the brackets of a page's lines from right to left if they are the wrong way round."""
    places = [n for n, line in enumerate(lines) if line.is_rtl]
    changed = list(lines)
    if places:
        texts = with_brackets_right([lines[n].text for n in places])
        for n, text in zip(places, texts, strict=True):
            if text != lines[n].text:
                changed[n] = lines[n]._replace(text=text)
    return changed


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _running_text(laid: Sequence[Laid]) -> str:
    texts = [piece.passage.text for piece in laid if piece.passage.kind != Kind.BOILERPLATE]
    return "\n".join(texts)
