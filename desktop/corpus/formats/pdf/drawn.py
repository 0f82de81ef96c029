"""Owns what is drawn on a page beside its text: pictures, and the lines of tables."""

import ctypes
from itertools import repeat
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from desktop.corpus.formats.pdf.calls import FARTHEST, Handle, argument, quick, turned

_MOST_OBJECTS, _MANY_PATHS = 2_000, 50
_BOX_SEGMENTS, _THIN, _COVERED = 6, 3.0, 0.7

_COUNT_OBJECTS = quick(raw.FPDFPage_CountObjects, ctypes.c_int)
_OBJECT = quick(raw.FPDFPage_GetObject, Handle)
_KIND = quick(raw.FPDFPageObj_GetType, ctypes.c_int)
_COUNT_SEGMENTS = quick(raw.FPDFPath_CountSegments, ctypes.c_int)
_BOUNDS = quick(raw.FPDFPageObj_GetBounds, None)


class Rule(NamedTuple):
    """A thin line that is drawn on a page, level or upright."""

    left: float
    bottom: float
    right: float
    top: float


class Drawn:
    """What is drawn on an open page, of which the text runs so many quarter turns to the left."""

    def __init__(self, page: pdfium.PdfPage, turn: int) -> None:
        self._page = page
        self._turn = turn
        self._bounds_memory = (ctypes.c_float * 4)()

    def has_picture(self) -> bool:
        """Say whether there is something that may be a picture of text."""
        kinds = [kind for kind, _ in self._things()]
        return (
            raw.FPDF_PAGEOBJ_IMAGE in kinds
            or raw.FPDF_PAGEOBJ_FORM in kinds
            or kinds.count(raw.FPDF_PAGEOBJ_PATH) >= _MANY_PATHS
        )

    def covers_page(self) -> bool:
        """Say whether pictures cover most of the page."""
        covered = 0.0
        for kind, thing in self._things():
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = self._bounds(thing)
                covered += (right - left) * (top - bottom)
        width, height = self._page.get_size()
        return covered > width * height * _COVERED

    def rules(self) -> list[Rule]:
        """Return the level and upright lines, those around boxes one by one."""
        found: list[Rule] = []
        for kind, thing in self._things():
            if kind == raw.FPDF_PAGEOBJ_PATH and _COUNT_SEGMENTS(thing) <= _BOX_SEGMENTS:
                found += self._edges(*self._bounds(thing))
        return found

    def _things(self) -> list[tuple[int, Handle]]:
        """Return the first things that are drawn, each with its kind before it."""
        page = argument(self._page.raw)
        numbers = range(min(_COUNT_OBJECTS(page), _MOST_OBJECTS))
        objects = list(map(_OBJECT, repeat(page), numbers))
        return list(zip(map(_KIND, objects), objects, strict=True))

    def _bounds(self, thing: Handle) -> tuple[float, float, float, float]:
        edges = self._bounds_memory
        _BOUNDS(thing, *[ctypes.byref(edges, 4 * n) for n in range(4)])
        return edges[0], edges[1], edges[2], edges[3]

    def _edges(self, left: float, bottom: float, right: float, top: float) -> list[Rule]:
        """Return a thin box as one line, another as the four around it."""
        if not max(map(abs, (left, bottom, right, top))) < FARTHEST:
            return []
        left, bottom, right, top = turned(left, bottom, right, top, self._turn)
        width, height = right - left, top - bottom
        if min(width, height) < _THIN:
            return [Rule(left, bottom, right, top)] if max(width, height) > 2 * _THIN else []
        return [
            Rule(left, bottom, right, bottom),
            Rule(left, top, right, top),
            Rule(left, bottom, left, top),
            Rule(right, bottom, right, top),
        ]
