"""Owns pictures of pages that were laid askew: how much, the picture levelled, the places turned back.

Tesseract reads a page that leans by two or three degrees; beyond that it loses lines, or all of them. Its lines
are levelled by moving each column of pixels up or down: letters that lean a little are read all the same.
"""

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.formats.ocr import Paragraph, Recognised, Recogniser, grey_picture

LEAST_SLOPE = 0.04
"""What leans less is read as it is."""

_STEEPEST, _COARSE, _FINE = 0.21, 0.01, 0.002
_BLOCK = 4
_DARK = 128
_MOST_DARK = 60_000
_CLEARLY = 1.15


def recognised_level(
    recogniser: Recogniser, width: int, height: int, pixels: bytes
) -> Recognised | None:
    """Return the text of a grey picture, its words in their places however it was laid.

    Raises FileTrouble if Tesseract cannot read it or takes too long.
    """
    slope = slope_of(width, height, pixels)
    if abs(slope) >= LEAST_SLOPE:
        pixels = levelled(width, height, pixels, slope)
    pages = recogniser.recognise(grey_picture(width, height, pixels))
    if not pages:
        return None
    return askew(pages[0], width, height, slope) if abs(slope) >= LEAST_SLOPE else pages[0]


def is_askew(width: int, height: int, pixels: bytes) -> bool:
    """Say whether a grey picture leans more than Tesseract bears."""
    return abs(slope_of(width, height, pixels)) >= LEAST_SLOPE


def slope_of(width: int, height: int, pixels: bytes) -> float:
    """Return how far the lines of a grey picture fall to the right for each pixel of it; 0 if level."""
    grey = _rows(width, height, pixels)[: height // _BLOCK * _BLOCK, : width // _BLOCK * _BLOCK]
    blocks = grey.reshape(height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK)
    rows, columns = np.nonzero(blocks.min(axis=(1, 3)) < _DARK)
    if not len(rows):
        return 0.0
    step = len(rows) // _MOST_DARK + 1
    rows, columns = rows[::step], columns[::step]

    def unevenness(slope: float) -> float:
        """Say how much the dark pixels come together in rows: most where the rows are lines."""
        places = np.round(rows - columns * slope).astype(np.int64)
        return float(np.square(np.bincount(places - places.min())).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + _COARSE, _COARSE).tolist(), key=unevenness)
    near = np.arange(coarse - _COARSE, coarse + _COARSE, _FINE).tolist()
    best = max(near, key=unevenness)
    return best if unevenness(best) > unevenness(0.0) * _CLEARLY else 0.0


def levelled(width: int, height: int, pixels: bytes, slope: float) -> bytes:
    """Return a grey picture of the same size whose lines are level; what moves in is white."""
    grey = _rows(width, height, pixels)
    level = np.full_like(grey, 255)
    for column, shift in enumerate(_shifts(width, slope)):
        if shift >= 0:
            level[: height - shift, column] = grey[shift:, column]
        else:
            level[-shift:, column] = grey[: height + shift, column]
    return level.tobytes()


def askew(page: Recognised, width: int, height: int, slope: float) -> Recognised:
    """Return what was recognised in a levelled picture with the places of the one as it lay."""
    share = slope * width / height
    return page._replace(paragraphs=tuple(_askew(one, share) for one in page.paragraphs))


def _askew(paragraph: Paragraph, share: float) -> Paragraph:
    words = [
        word._replace(
            top=_within(word.top + (move := _moved((word.left + word.right) / 2, share))),
            bottom=_within(word.bottom + move),
        )
        for word in paragraph.words
    ]
    return paragraph._replace(words=tuple(words))


def _moved(place: float, share: float) -> int:
    """Return by how many thousandths of the height a place, in thousandths of the width, was moved."""
    return round((place - 500) * share)


def _within(place: int) -> int:
    return min(max(place, 0), 1000)


def _shifts(width: int, slope: float) -> list[int]:
    """Return by how many pixels each column goes up: the one in the middle stays."""
    return np.round((np.arange(width) - width / 2) * slope).astype(int).tolist()


def _rows(width: int, height: int, pixels: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(pixels, dtype=np.uint8, count=width * height).reshape(height, width)
