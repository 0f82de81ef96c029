"""Owns text recognition: a picture goes to the system's Tesseract, words with their places come back.

Tesseract runs as a program of its own with one thread (with more it takes many times as long on a
busy machine) and reads from its standard input, so that nothing is written to the disk.
"""

import csv
import io
import time
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import programs
from desktop.corpus.formats.parts import Wishes
from desktop.corpus.text.canonical import canonical

UNCERTAIN = "The text was recognised from pictures with low certainty."
NOTHING_ADVICE = "If there is some, try other languages of recognition, or a better picture."
DAMAGE_ADVICE = "The picture may be damaged: open it in a picture viewer, or get a whole copy."
LOW_CONFIDENCE = 60.0
DPI = 300
MAX_PIXELS = 40_000_000

_PAGE_SECONDS = 120.0
_LONGEST_SECONDS = 6 * 3600.0
_USUAL_PAGE_SECONDS, _SMALL_PAGE_BYTES = 10.0, 20_000
_MEMORY_BYTES = 2_000_000_000
_WORD_LEVEL, _PAGE_LEVEL = 5, 1
_CODES = {
    "ar": "ara", "bg": "bul", "ckb": "kmr", "cs": "ces", "da": "dan", "de": "deu", "el": "ell",
    "en": "eng", "es": "spa", "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hu": "hun",
    "it": "ita", "ja": "jpn", "ko": "kor", "ku": "kmr", "nl": "nld", "no": "nor", "pl": "pol",
    "pt": "por", "ro": "ron", "ru": "rus", "sv": "swe", "tr": "tur", "uk": "ukr", "ur": "urd",
    "zh": "chi_sim",
}  # fmt: skip


class Word(NamedTuple):
    """A word of a paragraph: its place in the paragraph's text, its box in thousandths of the page."""

    start: int
    end: int
    left: int
    top: int
    right: int
    bottom: int


class Paragraph(NamedTuple):
    """A paragraph as Tesseract saw it."""

    text: str
    words: tuple[Word, ...]


class Recognised(NamedTuple):
    """The text of one picture; `confidence` is the mean over its words, 0 to 100."""

    paragraphs: tuple[Paragraph, ...]
    confidence: float
    n_words: int


class Recogniser:
    """Recognises pictures in the languages that are wished for, until its time is up."""

    def __init__(self, languages: Sequence[str], seconds: float) -> None:
        """Look for Tesseract. Raises FileTrouble if it, or a language, is not installed."""
        found = programs.find("tesseract")
        if not found:
            raise FileTrouble(
                "Text recognition needs the program Tesseract, which is not installed.",
                advice="Install it (Debian and Ubuntu: tesseract-ocr, Fedora: tesseract, macOS: brew "
                "install tesseract, Windows: the installer from UB Mannheim), then try again.",
            )
        self._program = found
        self._languages = [_CODES.get(code, code) for code in dict.fromkeys(languages)]
        self._deadline = time.monotonic() + seconds
        installed = _installed(found)
        self._can_turn = "osd" in installed
        missing = [code for code in self._languages if code not in installed]
        if missing:
            raise FileTrouble(
                f"Text recognition has no data for this language: {', '.join(missing)}.",
                advice=_advice(missing[0]),
            )

    @property
    def is_out_of_time(self) -> bool:
        """Say whether the time for the file is used up."""
        return time.monotonic() >= self._deadline

    def recognise(self, picture: bytes) -> list[Recognised]:
        """Return the text of a picture file (PNM, PNG, JPEG, TIFF, …), one for each of its pages.

        One that makes no sense is tried again turned, as far as Tesseract can tell how it lies.

        Raises FileTrouble if Tesseract cannot read it or takes too long.
        """
        pages = self._run(picture, [])
        if self._can_turn and _certainty(pages) < LOW_CONFIDENCE and not self.is_out_of_time:
            pages = max(pages, self._run(picture, ["--psm", "1"]), key=_certainty)
        if not any(page.n_words for page in pages) and not self.is_out_of_time:
            pages = self._run(picture, ["--psm", "6"])  # all of it is taken for one block of lines
        return pages

    def _run(self, picture: bytes, options: Sequence[str]) -> list[Recognised]:
        left = max(self._deadline - time.monotonic(), 1.0)
        languages = "+".join(self._languages)
        try:
            output = programs.run(
                [self._program, "stdin", "stdout", "-l", languages, *options, "tsv"],
                stdin=picture,
                seconds=min(_PAGE_SECONDS, left),
                memory_bytes=_MEMORY_BYTES,
                env={"OMP_THREAD_LIMIT": "1"},
            )
        except FileTrouble as trouble:
            raise FileTrouble(trouble.sentence, advice=DAMAGE_ADVICE) from trouble
        return _pages(output.decode("utf-8", errors="replace"))


def seconds_for(size_bytes: int, wishes: Wishes) -> float:
    """Return how long a file of scanned pages may take; 0 if no recognition is wished for.

    The number of its pages is not known before it is opened: each is taken to be small.
    """
    if not wishes.ocr:
        return 0.0
    n_pages = 1 + size_bytes / _SMALL_PAGE_BYTES
    return min(_LONGEST_SECONDS, _PAGE_SECONDS + n_pages * _USUAL_PAGE_SECONDS)


def grey_picture(width: int, height: int, pixels: bytes) -> bytes:
    """Return grey pixels as a picture file that Tesseract reads without knowing its name (PGM)."""
    return b"P5\n%d %d\n255\n" % (width, height) + pixels


def installed_languages() -> tuple[str, ...] | None:
    """Return the languages that Tesseract has data for, None if it is not installed or fails."""
    program = programs.find("tesseract")
    if program is None:
        return None
    try:
        return tuple(sorted(_installed(program) - {"osd", "equ", "snum"}))
    except FileTrouble:
        return None


@cache
def _installed(program: str) -> frozenset[str]:
    listed = programs.run([program, "--list-langs"], seconds=20).decode("utf-8", errors="replace")
    return frozenset(line.strip() for line in listed.splitlines()[1:])


def _advice(code: str) -> str:
    package = code.replace("_", "-")
    return (
        f"Install it (Debian and Ubuntu: tesseract-ocr-{package}, Fedora: tesseract-langpack-{code}, "
        "macOS: brew install tesseract-lang, Windows: tick it in the installer), then try again."
    )


def _certainty(pages: Sequence[Recognised]) -> float:
    n_words = sum(page.n_words for page in pages)
    return sum(page.confidence * page.n_words for page in pages) / max(n_words, 1)


def _pages(table: str) -> list[Recognised]:
    """Read Tesseract's table: one row for each page, block, paragraph, line and word."""
    sizes: dict[int, tuple[int, int]] = {}
    words: dict[int, dict[tuple[int, int], list[_Row]]] = {}
    for cells in csv.reader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(cells) < 12 or not cells[0].isdecimal():
            continue
        level, page, block, par, line, _, left, top, width, height = map(int, cells[:10])
        if level == _PAGE_LEVEL:
            sizes[page] = max(width, 1), max(height, 1)
        elif level == _WORD_LEVEL and cells[11].strip():
            text = canonical(cells[11]).strip()
            row = _Row(text, line, float(cells[10]), left, top, left + width, top + height)
            words.setdefault(page, {}).setdefault((block, par), []).append(row)
    return [_page(words.get(page, {}), size) for page, size in sorted(sizes.items())]


class _Row(NamedTuple):
    text: str
    line: int
    confidence: float
    left: int
    top: int
    right: int
    bottom: int


def _page(paragraphs: dict[tuple[int, int], list[_Row]], size: tuple[int, int]) -> Recognised:
    rows = [row for paragraph in paragraphs.values() for row in paragraph]
    mean = sum(row.confidence for row in rows) / len(rows) if rows else 0.0
    made = tuple(_paragraph(paragraph, size) for paragraph in paragraphs.values())
    return Recognised(tuple(paragraph for paragraph in made if paragraph.text), mean, len(rows))


def _paragraph(rows: Sequence[_Row], size: tuple[int, int]) -> Paragraph:
    """Join the words of a paragraph; one that is divided at a line's end becomes one with two boxes."""
    text = ""
    words: list[Word] = []
    before: _Row | None = None
    for row in rows:
        if not row.text:
            continue
        is_new_line = before is not None and row.line != before.line
        is_divided = text.endswith(("-", "\u00ad")) and text[-2:-1].isalpha()
        if is_new_line and is_divided and row.text[:1].islower():
            text = text[:-1]
            words[-1] = words[-1]._replace(end=len(text))
        elif text:
            text += " "
        start = len(text)
        text += row.text
        words.append(Word(start, len(text), *_thousandths(row, size)))
        before = row
    return Paragraph(text, tuple(words))


def _thousandths(row: _Row, size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    edges = (row.left / width, row.top / height, row.right / width, row.bottom / height)
    left, top, right, bottom = (min(max(round(edge * 1000), 0), 1000) for edge in edges)
    return left, top, right, bottom
