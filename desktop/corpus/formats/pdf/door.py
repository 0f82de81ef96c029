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
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.pdf.mended import mended
from desktop.corpus.formats.pdf.salvage import Salvaged, salvaged

PASSWORD = "A password is needed to open it."
PASSWORD_ADVICE = "Save a copy without the password and add that."
BROKEN = "The PDF file is damaged: it could not be opened."
BROKEN_ADVICE = "Try to get a whole copy, or open it in a PDF viewer and save it anew."

_METADATA = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate")
_MOST_OUTLINE = 20_000
_MOST_NOTES = 1_000
_FARTHEST = 1e6
"""No page is so large, in points: what stands farther away comes from damage."""
_MOST_OBJECTS, _MANY_PATHS = 2_000, 50
_BOX_SEGMENTS, _THIN, _COVERED = 6, 3.0, 0.7
_ROOM = 4096


class _Handle(ctypes.c_void_p):
    """What PDFium knows a thing by; a plain address would lose its upper half as an argument."""


_Result = type[ctypes.c_int] | type[ctypes.c_double] | type[_Handle] | None


def _quick(function: object, result: _Result) -> Any:
    """Return a function of PDFium that takes its arguments unchecked: whole numbers and `byref`.

    A quarter of the time went into these calls. Without a list of types, and without giving up
    the interpreter's lock, each takes a third of its time.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0  # pyright: ignore[reportArgumentType]
    return ctypes.PYFUNCTYPE(result)(address)


_LOOSE_BOX = _quick(raw.FPDFText_GetLooseCharBox, None)
_FONT_WEIGHT = _quick(raw.FPDFText_GetFontWeight, ctypes.c_int)
_ORIGIN = _quick(raw.FPDFText_GetCharOrigin, None)
_FONT_SIZE = _quick(raw.FPDFText_GetFontSize, ctypes.c_double)
_COUNT_RECTS = _quick(raw.FPDFText_CountRects, ctypes.c_int)
_MATRIX = _quick(raw.FPDFText_GetMatrix, None)
_COUNT_OBJECTS = _quick(raw.FPDFPage_CountObjects, ctypes.c_int)
_OBJECT = _quick(raw.FPDFPage_GetObject, _Handle)
_KIND = _quick(raw.FPDFPageObj_GetType, ctypes.c_int)
_COUNT_SEGMENTS = _quick(raw.FPDFPath_CountSegments, ctypes.c_int)
_BOUNDS = _quick(raw.FPDFPageObj_GetBounds, None)
_IS_GENERATED = _quick(raw.FPDFText_IsGenerated, ctypes.c_int)
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


class Rule(NamedTuple):
    """A thin line that is drawn on a page, level or upright."""

    left: float
    bottom: float
    right: float
    top: float


class PageText:
    """The text of one page, and where its characters stand. Closed by `Document.page`.

    Places are in points, turned so that most of the text runs to the right; y grows upwards. The box
    of a character has the full height of its font.
    """

    def __init__(self, textpage: pdfium.PdfTextPage, page: pdfium.PdfPage, fonts: "_Fonts") -> None:
        self._fonts = fonts
        self._textpage = textpage
        self._page = page
        address = ctypes.cast(textpage.raw, ctypes.c_void_p).value or 0
        self._handle = ctypes.byref(ctypes.c_char.from_address(address))
        self._origin = (ctypes.c_double * 2)()
        self._matrix = (ctypes.c_float * 6)()
        self._bounds_memory = (ctypes.c_float * 4)()
        self.width, self.height = page.get_size()
        self.text = textpage.get_text_range()
        self._is_even = len(self.text) == textpage.count_chars()
        self._turn = self._direction()
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
        if not (math.isfinite(size) and abs(base) < _FARTHEST):
            return 12.0, 0.0
        return min(max(round(size, 1), 0.1), _FARTHEST), base

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
        if not (found.min(initial=0.0) > -_FARTHEST and found.max(initial=0.0) < _FARTHEST):
            found[~(np.abs(found).sum(axis=1) < _FARTHEST)] = 0.0
        if not self._turn:
            return found[:, [0, 3, 2, 1]]
        left, top, right, bottom = found.T  # the order of FS_RECTF
        turned = (
            (left, bottom, right, top),
            (bottom, -right, top, -left),
            (-right, -top, -left, -bottom),
            (-top, left, -bottom, right),
        )[self._turn]
        return np.stack(turned, axis=1)

    def _numbers(self, places: Sequence[int]) -> Iterable[int]:
        return places if self._is_even else map(self._index, places)

    def is_picture(self) -> bool:
        """Say whether something is drawn on the page that may be a picture of text."""
        kinds = [kind for kind, _ in self._drawn()]
        return (
            raw.FPDF_PAGEOBJ_IMAGE in kinds
            or raw.FPDF_PAGEOBJ_FORM in kinds
            or kinds.count(raw.FPDF_PAGEOBJ_PATH) >= _MANY_PATHS
        )

    def is_covered(self) -> bool:
        """Say whether pictures cover most of the page."""
        covered = 0.0
        for kind, drawn in self._drawn():
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = self._bounds(drawn)
                covered += (right - left) * (top - bottom)
        return covered > self.width * self.height * _COVERED

    def rules(self) -> list[Rule]:
        """Return the level and upright lines that are drawn, those around boxes one by one."""
        found: list[Rule] = []
        for kind, drawn in self._drawn():
            if kind == raw.FPDF_PAGEOBJ_PATH and _COUNT_SEGMENTS(drawn) <= _BOX_SEGMENTS:
                found += self._edges(*self._bounds(drawn))
        return found

    def _drawn(self) -> list[tuple[int, _Handle]]:
        """Return the first things that are drawn on the page, each with its kind before it."""
        address = ctypes.cast(self._page.raw, ctypes.c_void_p).value or 0
        page = ctypes.byref(ctypes.c_char.from_address(address))
        numbers = range(min(_COUNT_OBJECTS(page), _MOST_OBJECTS))
        objects = list(map(_OBJECT, repeat(page), numbers))
        return list(zip(map(_KIND, objects), objects, strict=True))

    def _bounds(self, drawn: _Handle) -> tuple[float, float, float, float]:
        edges = self._bounds_memory
        _BOUNDS(drawn, *[ctypes.byref(edges, 4 * n) for n in range(4)])
        return edges[0], edges[1], edges[2], edges[3]

    def _edges(self, left: float, bottom: float, right: float, top: float) -> list[Rule]:
        """Return a thin box as one line, another as the four around it."""
        if not max(map(abs, (left, bottom, right, top))) < _FARTHEST:
            return []
        left, bottom, right, top = (
            (left, bottom, right, top),
            (bottom, -right, top, -left),
            (-right, -top, -left, -bottom),
            (-top, left, -bottom, right),
        )[self._turn]
        width, height = right - left, top - bottom
        if min(width, height) < _THIN:
            return [Rule(left, bottom, right, top)] if max(width, height) > 2 * _THIN else []
        return [
            Rule(left, bottom, right, bottom),
            Rule(left, top, right, top),
            Rule(left, bottom, left, top),
            Rule(right, bottom, right, top),
        ]

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
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise FileTrouble(PASSWORD, advice=PASSWORD_ADVICE) from error
        if code == raw.FPDF_ERR_SECURITY or "security" in str(error):
            raise FileTrouble(
                "It is locked in a way that cannot be opened.", advice=PASSWORD_ADVICE
            ) from error
        raise _BrokenTrouble(BROKEN, advice=BROKEN_ADVICE) from error
