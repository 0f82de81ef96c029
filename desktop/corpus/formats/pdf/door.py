"""Owns the door to PDFium: a file is opened here, its pages give their text and their boxes here.

PDFium is not safe in threads and can be driven to eat memory or time without end: it runs in a
worker only. Whatever goes wrong with a page is a PageTrouble, with the file a FileTrouble.
"""

import ctypes
import math
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.pdf.calls import FARTHEST, argument, quick, turned
from desktop.corpus.formats.pdf.drawn import Drawn
from desktop.corpus.formats.pdf.mended import mended
from desktop.corpus.formats.pdf.salvage import Salvaged, salvaged

PASSWORD = "A password is needed to open it."
PASSWORD_ADVICE = "Save a copy without the password and add that."
BROKEN = "The PDF file is damaged: it could not be opened."
BROKEN_ADVICE = "Try to get a whole copy, or open it in a PDF viewer and save it anew."

_METADATA = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate")
_MOST_OUTLINE = 20_000
_MOST_NOTES = 1_000
_ROOM = 4096


_LOOSE_BOX = quick(raw.FPDFText_GetLooseCharBox, None)
_FONT_WEIGHT = quick(raw.FPDFText_GetFontWeight, ctypes.c_int)
_ORIGIN = quick(raw.FPDFText_GetCharOrigin, None)
_FONT_SIZE = quick(raw.FPDFText_GetFontSize, ctypes.c_double)
_COUNT_RECTS = quick(raw.FPDFText_CountRects, ctypes.c_int)
_MATRIX = quick(raw.FPDFText_GetMatrix, None)
_IS_GENERATED = quick(raw.FPDFText_IsGenerated, ctypes.c_int)
_BOX_MEMORY = (ctypes.c_float * (4 * _ROOM))()
_BOXES = np.ctypeslib.as_array(_BOX_MEMORY).reshape(-1, 4)
_BOX_ROWS = [ctypes.byref(_BOX_MEMORY, 16 * n) for n in range(_ROOM)]
"""Where PDFium writes boxes: rooms that are made once."""

_BOLD = 600
_Fonts = dict[int, tuple[float, float]]
"""By the height of a font's box, in 64ths of a point: its size, and how far above the box its letters stand."""


class PageTrouble(Exception):
    """A page that PDFium cannot load or read."""


class Entry(NamedTuple):
    """An entry of the outline: its title, depth (from 0) and page (from 0), -1 if it has none."""

    title: str
    level: int
    page: int


class PageText:
    """The text of one page, and where its characters stand. Closed by `Document.page`.

    Places are in points, turned so that most of the text runs to the right; y grows upwards. The box
    of a character has the full height of its font.
    """

    def __init__(self, textpage: pdfium.PdfTextPage, page: pdfium.PdfPage, fonts: "_Fonts") -> None:
        self._fonts = fonts
        self._textpage = textpage
        self._handle = argument(textpage.raw)
        self._origin = (ctypes.c_double * 2)()
        self._matrix = (ctypes.c_float * 6)()
        self.width, self.height = page.get_size()
        self.text = textpage.get_text_range()
        self._is_even = len(self.text) == textpage.count_chars()
        self._turn = self._direction()
        self.drawn = Drawn(page, self._turn)
        self.text = mended(self.text, self.boxes_at, self.is_generated)

    def boxes_at(self, places: Sequence[int]) -> list[list[float]]:
        """Return the boxes of the characters at `places`, one row each: left, bottom, right, top."""
        return self._boxes(places).tolist()

    def rows_at(self, places: Sequence[int]) -> NDArray[np.float32]:
        """Return the boxes of the characters at `places` as rows: left, bottom, right, top."""
        return self._boxes(places)

    def bold_at(self, places: Sequence[int]) -> list[bool]:
        """Say for the characters at `places` whether they are set in a bold font."""
        weights = map(_FONT_WEIGHT, repeat(self._handle), self._numbers(places))
        return [weight >= _BOLD for weight in weights]

    def set_at(self, place: int, bottom: float, top: float) -> tuple[float, float]:
        """Return size and base of an upright character `text[place]` from the edges of its box.

        What has the same height in a document is taken to be set in the same font.
        """
        height = round((top - bottom) * 64)
        known = self._fonts.get(height)
        if known is None:
            size, base = self.size_and_base(place)
            known = self._fonts[height] = size, base - bottom
        return known[0], bottom + known[1]

    def size_and_base(self, place: int) -> tuple[float, float]:
        """Return the size of the font of the character `text[place]` and how high it stands."""
        number = self._index(place)
        _MATRIX(self._handle, number, ctypes.byref(self._matrix))
        scale = math.hypot(self._matrix[2], self._matrix[3])
        x, y = self._origin_of(place)
        base = (y, -x, -y, x)[self._turn]
        size = _FONT_SIZE(self._handle, number) * scale
        if not (math.isfinite(size) and abs(base) < FARTHEST):
            return 12.0, 0.0
        return min(max(round(size, 1), 0.1), FARTHEST), base

    def is_one_piece(self, start: int, end: int) -> bool:
        """Say whether `text[start:end]` is drawn at once."""
        first, last = self._index(start), self._index(end - 1)
        return _COUNT_RECTS(self._handle, first, last - first + 1) == 1

    def boxes(self) -> NDArray[np.float32]:
        """Return the boxes of all characters of `text`: one row each: left, bottom, right, top."""
        return self._boxes(range(len(self.text)))

    def _boxes(self, places: Sequence[int]) -> NDArray[np.float32]:
        found = np.empty((len(places), 4), dtype=np.float32)
        for start in range(0, len(places), _ROOM):
            asked = places[start : start + _ROOM]
            _BOXES[: len(asked)] = 0.0
            calls = map(_LOOSE_BOX, repeat(self._handle), self._numbers(asked), _BOX_ROWS)
            deque(calls, maxlen=0)
            found[start : start + _ROOM] = _BOXES[: len(asked)]
        if not (found.min(initial=0.0) > -FARTHEST and found.max(initial=0.0) < FARTHEST):
            found[~(np.abs(found).sum(axis=1) < FARTHEST)] = 0.0
        if not self._turn:
            return found[:, [0, 3, 2, 1]]
        left, top, right, bottom = found.T  # the order of FS_RECTF
        return np.stack(turned(left, bottom, right, top, self._turn), axis=1)

    def _numbers(self, places: Sequence[int]) -> Iterable[int]:
        return places if self._is_even else map(self._index, places)

    def is_generated(self, place: int) -> bool:
        """Say whether PDFium put the character `text[place]` in, a space between two words."""
        return _IS_GENERATED(self._handle, self._index(place)) == 1

    def _direction(self) -> int:
        """Return in how many quarter turns to the left the text runs: its longest line says."""
        line = max(self.text.split("\n"), key=len).strip()
        if len(line) < 3:
            return 0
        _MATRIX(self._handle, self._index(self.text.index(line)), ctypes.byref(self._matrix))
        across, up, _, high = self._matrix[:4]
        if abs(across) >= abs(up):
            return 2 if across < 0 and high < 0 else 0
        return 1 if up > 0 else 3

    def _origin_of(self, place: int) -> tuple[float, float]:
        x, y = ctypes.byref(self._origin), ctypes.byref(self._origin, 8)
        _ORIGIN(self._handle, self._index(place), x, y)
        return self._origin[0], self._origin[1]

    def _index(self, place: int) -> int:
        if self._is_even:
            return place
        return max(raw.FPDFText_GetCharIndexFromTextIndex(self._textpage, place), 0)


class Document:
    """An open PDF file. Close it."""

    def __init__(self, data: bytes) -> None:
        """Open a file, or what is left of it. Raises FileTrouble if it is locked or broken."""
        self.salvaged: Salvaged | None = None
        try:
            self._pdf = _opened(data)
        except _BrokenTrouble:
            self.salvaged = salvaged(data)
            if self.salvaged is None:
                raise
            self._pdf = _opened(self.salvaged.data)
        self._fonts: _Fonts = {}
        self.n_pages = len(self._pdf)

    def close(self) -> None:
        """Give the memory back."""
        self._pdf.close()

    @contextmanager
    def page(self, number: int) -> Iterator[PageText]:
        """Open one page (from 0). Raises PageTrouble if it cannot be read."""
        try:
            page = self._pdf[number]
        except (pdfium.PdfiumError, IndexError) as error:
            raise PageTrouble(str(error)) from error
        try:
            page = self._with_fields(page, number)
            try:
                textpage = page.get_textpage()
            except pdfium.PdfiumError as error:
                raise PageTrouble(str(error)) from error
            try:
                yield PageText(textpage, page, self._fonts)
            finally:
                textpage.close()
        finally:
            page.close()

    def _with_fields(self, page: pdfium.PdfPage, number: int) -> pdfium.PdfPage:
        """Return a page on which what is written into its forms and notes is part of the page."""
        n_notes = min(raw.FPDFPage_GetAnnotCount(page), _MOST_NOTES)
        if not any(self._is_written(page, n) for n in range(n_notes)):
            return page
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
            return page
        page.close()
        try:
            return self._pdf[number]
        except pdfium.PdfiumError as error:
            raise PageTrouble(str(error)) from error

    @staticmethod
    def _is_written(page: pdfium.PdfPage, number: int) -> bool:
        note = raw.FPDFPage_GetAnnot(page, number)
        if not note:
            return False
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        return kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)

    def picture(self, number: int, *, dpi: int, most_pixels: int) -> tuple[int, int, bytes]:
        """Render one page (from 0) in grey: width, height and the pixels, row by row."""
        try:
            page = self._pdf[number]
        except (pdfium.PdfiumError, IndexError) as error:
            raise PageTrouble(str(error)) from error
        try:
            width, height = page.get_size()
            scale = dpi / 72
            area = width * height * scale * scale
            if area > most_pixels:
                scale *= (most_pixels / area) ** 0.5
            try:
                bitmap = page.render(scale=scale, grayscale=True)  # pyright: ignore[reportArgumentType]
            except (pdfium.PdfiumError, ValueError) as error:
                raise PageTrouble(str(error)) from error
            rows = memoryview(bitmap.buffer).cast("B")
            pixels = b"".join(
                bytes(rows[start : start + bitmap.width])
                for start in range(0, bitmap.stride * bitmap.height, bitmap.stride)
            )
            size = bitmap.width, bitmap.height
            bitmap.close()
            return *size, pixels
        finally:
            page.close()

    def labels(self) -> list[str]:
        """Return what each page is called: its label if the file gives one, else its number."""
        labels = [self._label(number) for number in range(self.n_pages)]
        if not any(labels):
            return [str(number) for number in range(1, self.n_pages + 1)]
        return [label or str(number) for number, label in enumerate(labels, 1)]

    def _label(self, number: int) -> str:
        try:
            return self._pdf.get_page_label(number).strip()[:40]
        except pdfium.PdfiumError:
            return ""

    def outline(self) -> list[Entry]:
        """Return the entries of the outline in their order."""
        entries: list[Entry] = []
        try:
            for bookmark in self._pdf.get_toc(max_depth=8):
                aim = bookmark.get_dest()
                page = aim.get_index() if aim else None
                title = " ".join(bookmark.get_title().split())
                entries.append(Entry(title, bookmark.level, -1 if page is None else page))
                if len(entries) >= _MOST_OUTLINE:
                    break
        except (pdfium.PdfiumError, UnicodeDecodeError):
            return entries
        return entries

    def metadata(self) -> dict[str, str]:
        """Return what the file's information dictionary says, by its own names."""
        found: dict[str, str] = {}
        for name in _METADATA:
            value = " ".join(self._pdf.get_metadata_value(name).replace("\0", "").split())
            if value:
                found[name] = value[:500]
        return found


class _BrokenTrouble(FileTrouble):
    """A file that is none as it stands; something may be left of it."""


def _opened(data: bytes) -> pdfium.PdfDocument:
    # Of a file without pages PDFium says nothing, and what it said of the file before would stand.
    raw.FPDF_LoadDocument(b"", None)
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = error.err_code
        if code == raw.FPDF_ERR_PASSWORD:
            raise FileTrouble(PASSWORD, advice=PASSWORD_ADVICE) from error
        is_unsaid = (
            code == raw.FPDF_ERR_FILE
        )  # of no file: the pages are lost, or cannot be unlocked
        if code == raw.FPDF_ERR_SECURITY or (is_unsaid and b"/Encrypt" in data):
            raise FileTrouble(
                "It is locked in a way that cannot be opened.", advice=PASSWORD_ADVICE
            ) from error
        raise _BrokenTrouble(BROKEN, advice=BROKEN_ADVICE) from error
