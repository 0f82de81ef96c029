"""Owns how a PDF file becomes a Reading, and what is said about pages that could not be read."""

import gc
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import assemble
from desktop.corpus.formats.credits import catalogue
from desktop.corpus.formats.parts import NO_WISHES, Wishes
from desktop.corpus.formats.pdf.bidi import with_brackets_right
from desktop.corpus.formats.pdf.catalogue import stated
from desktop.corpus.formats.pdf.columns import in_reading_order
from desktop.corpus.formats.pdf.cutting import lines_of
from desktop.corpus.formats.pdf.door import BROKEN, Document, PageTrouble
from desktop.corpus.formats.pdf.layout import Laid, laid_out
from desktop.corpus.formats.pdf.lines import Line, PageLines
from desktop.corpus.formats.pdf.pagemarks import page_marks
from desktop.corpus.formats.pdf.running import running
from desktop.corpus.formats.pdf.scan import Scanned, boxes_of, recognised, with_scanned
from desktop.corpus.text.blocks import Kind, Mark, Reading
from desktop.corpus.text.language import language_of

MAX_PAGES = 5_000
MAX_CHARACTERS = 50_000_000
SCAN = "A scan without text: the pages are pictures."
CODES = "Its letters are not stored as text, only their shapes."
SCAN_ADVICE = "Add it again with text recognition (OCR) switched on."

_MOST_NAMED = 6


@dataclass(slots=True)
class _Found:
    """What the pages of a file gave, page by page; an empty page where one could not be read."""

    pages: list[PageLines] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    disordered: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    n_characters: int = 0


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
    lines = [line for page in found.pages for line in page.lines]
    body_size = _usual_size(lines)
    laid = laid_out(lines, running(found.pages, body_size), document.outline()) if lines else []
    laid = [piece for piece in laid if piece.passage.text.strip()]
    scanned: Scanned | None = None
    if wishes.ocr and (found.empty or found.garbled):
        scanned = recognised(document, sorted(found.empty + found.garbled), len(data), wishes)
        scanned = scanned.without(_stamped(found, scanned))
        laid = with_scanned(laid, scanned)
    page = assemble([piece.passage for piece in laid])
    if not page.text:
        raise _nothing(found, document.n_pages, scanned)
    if len(page.blocks) != len(laid):  # codes of a font may leave nothing of a passage
        laid = [piece for piece in laid if assemble([piece.passage]).text]
    credits_, stated_language = stated(document.metadata(), data)
    language = language_of(_running_text(laid)) or stated_language
    labels = document.labels()
    notes, doubts = _doubts(found, document.n_pages, labels, scanned)
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


def _pages(document: Document) -> _Found:
    found = _Found()
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
        if page.is_picture:
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


def _stamped(found: _Found, scanned: Scanned) -> list[int]:
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


def _nothing(found: _Found, n_pages: int, scanned: Scanned | None) -> FileTrouble:
    if len(found.failed) == n_pages:
        return FileTrouble(BROKEN, advice="Open it in a PDF viewer and save it anew.")
    if scanned:
        return FileTrouble(" ".join(["No text was recognised on its pages.", *scanned.notes]))
    if found.garbled:
        return FileTrouble(CODES, advice=SCAN_ADVICE)
    if not found.empty:
        return FileTrouble("The PDF file holds no text.")
    return FileTrouble(SCAN, advice=SCAN_ADVICE)


def _doubts(
    found: _Found, n_pages: int, labels: Sequence[str], scanned: Scanned | None
) -> tuple[list[str], list[str]]:
    """Return the notes about pages that were not read as they should, and the words for them."""
    notes: list[str] = []
    doubts: list[str] = []

    def doubt(word: str, note: str) -> None:
        notes.append(note)
        if word not in doubts:
            doubts.append(word)

    n_seen = len(found.pages)
    if found.failed:
        doubt("damaged", _damage(found.failed, n_pages, labels))
    if n_seen < n_pages:
        doubt("cut", f"It is too long: the first {n_seen:,} of {n_pages:,} pages were read.")
    if scanned:
        for note in scanned.notes:
            doubt("scan", note)
    left = [n for n in found.empty if not (scanned and n in scanned.pages)]
    if left:
        doubt("scan", f"Without text, perhaps scanned: {_named(left, labels)}.")
    garbled = [n for n in found.garbled if not (scanned and n in scanned.pages)]
    if garbled:
        doubt(
            "encoding",
            f"The letters of {_named(garbled, labels)} are not stored as they are seen; "
            "text recognition (OCR) may read them.",
        )
    if found.disordered:
        doubt("order", f"The order of the text is doubtful on {_named(found.disordered, labels)}.")
    return notes, doubts


def _damage(failed: Sequence[int], n_pages: int, labels: Sequence[str]) -> str:
    if failed[-1] == n_pages - 1 and failed == list(range(failed[0], n_pages)) and failed[0]:
        first = failed[0]
        return f"Damaged after page {labels[first - 1]}: {first:,} of {n_pages:,} pages were read."
    named = _named(failed, labels)
    return f"{named[0].upper()}{named[1:]} could not be read."


def _named(numbers: Sequence[int], labels: Sequence[str]) -> str:
    """Name pages in a sentence: "page 7", "pages 1 to 3 and 9", "pages 1, 3, 5 and 40 more"."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    if len(numbers) == 1:
        return f"page {labels[numbers[0]]}"
    told = [labels[a] if a == b else f"{labels[a]} to {labels[b]}" for a, b in runs[:_MOST_NAMED]]
    n_more = sum(b - a + 1 for a, b in runs[_MOST_NAMED:])
    if n_more:
        told.append(f"{n_more:,} more")
    return "pages " + (" and ".join((", ".join(told[:-1]), told[-1])) if len(told) > 1 else told[0])
