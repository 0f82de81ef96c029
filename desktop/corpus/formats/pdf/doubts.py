"""Owns what is said about a PDF whose pages could not all be read: why it is refused, what is doubted."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.ocr import NOTHING_ADVICE
from desktop.corpus.formats.pdf.door import BROKEN, BROKEN_ADVICE, Document
from desktop.corpus.formats.pdf.lines import PageLines
from desktop.corpus.formats.pdf.scan import Scanned

SCAN = "A scan without text: the pages are pictures."
CODES = "Its letters are not stored as text, only their shapes."
SCAN_ADVICE = "Add it again with text recognition (OCR) switched on."
BLANK_ADVICE = "Look at it in a PDF viewer: its pages may be blank."
DAMAGE_ADVICE = "Try to get a whole copy."

_OCR = "text recognition (OCR) may read them."
_MOST_NAMED = 6


@dataclass(slots=True)
class Found:
    """What the pages of a file gave, page by page; an empty page where one could not be read."""

    pages: list[PageLines] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    disordered: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    n_characters: int = 0


def nothing(found: Found, document: Document, scanned: Scanned | None) -> FileTrouble:
    """Return why a file without any text is refused."""
    if len(found.failed) == document.n_pages:
        return FileTrouble(BROKEN, advice=BROKEN_ADVICE)
    if scanned:
        sentence = " ".join(["No text was recognised on its pages.", *scanned.notes])
        return FileTrouble(sentence, advice=NOTHING_ADVICE)
    if found.garbled:
        return FileTrouble(CODES, advice=SCAN_ADVICE)
    if not found.empty:
        return FileTrouble("The PDF file holds no text.", advice=BLANK_ADVICE)
    return FileTrouble(SCAN, advice=SCAN_ADVICE)


def doubts_about(
    found: Found, document: Document, labels: Sequence[str], scanned: Scanned | None
) -> tuple[list[str], list[str]]:
    """Return the notes about pages that were not read as they should, and the words for them."""
    notes: list[str] = []
    doubts: list[str] = []

    def doubt(word: str, note: str) -> None:
        notes.append(note)
        if word not in doubts:
            doubts.append(word)

    n_seen, n_pages = len(found.pages), document.n_pages
    if found.failed or document.salvaged:
        doubt("damaged", f"{_damage(found.failed, document, labels)} {DAMAGE_ADVICE}")
    if n_seen < n_pages:
        doubt("cut", f"It is too long: the first {n_seen:,} of {n_pages:,} pages were read.")
    if scanned:
        for note in scanned.notes:
            doubt("scan", note)
        if bare := [n for n in found.empty if n in scanned.bare]:
            doubt("scan", f"No text was recognised on {_named(bare, labels)}.")
    left = [n for n in found.empty if not (scanned and (n in scanned.pages or n in scanned.bare))]
    if left:
        doubt("scan", f"Without text, perhaps scanned: {_named(left, labels)}; {_OCR}")
    garbled = [n for n in found.garbled if not (scanned and n in scanned.pages)]
    if garbled:
        doubt(
            "encoding",
            f"The letters of {_named(garbled, labels)} are not stored as they are seen; {_OCR}",
        )
    if found.disordered:
        doubt("order", f"The order of the text is doubtful on {_named(found.disordered, labels)}.")
    return notes, doubts


def _damage(failed: Sequence[int], document: Document, labels: Sequence[str]) -> str:
    n_pages = document.n_pages
    n_read = n_pages - len(failed)
    if document.salvaged and not document.salvaged.knows_pages:
        pages = "the page that is" if n_read == 1 else f"the {n_read:,} pages that are"
        return f"Damaged: {pages} left could be read; how many are missing is not known."
    if not failed:
        return "Damaged at its end: what is left of it was read."
    if failed[-1] == n_pages - 1 and failed == list(range(failed[0], n_pages)) and failed[0]:
        first = failed[0]
        return f"Damaged after page {labels[first - 1]}: {first:,} of {n_pages:,} pages were read."
    named = _named(failed, labels)
    named = f"{named[0].upper()}{named[1:]}"
    return f"{named} could not be read: {n_read:,} of {n_pages:,} pages were read."


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
