"""Pictures that were laid askew are levelled before they are recognised, and places turned back."""

import struct
import zlib

import numpy as np
import pytest

from desktop.corpus.formats.image_page import page_of
from desktop.corpus.formats.ocr import Paragraph, Recognised, Word
from desktop.corpus.formats.pdf.door import Document
from desktop.corpus.formats.skew import askew, is_askew, levelled, slope_of

WIDTH, HEIGHT = 800, 600


def lines(slope: float) -> bytes:
    """Return a grey picture of ten broken lines that fall by `slope` to the right."""
    picture = np.full((HEIGHT, WIDTH), 255, dtype=np.uint8)
    for line in range(10):
        for column in range(100, 700):
            if column % 40 < 30:
                top = round(100 + 40 * line + (column - WIDTH / 2) * slope)
                picture[top : top + 12, column] = 0
    return picture.tobytes()


@pytest.mark.parametrize("slope", [-0.17, -0.06, 0.05, 0.14])
def test_how_lines_lean_is_seen_and_mended(slope: float) -> None:
    pixels = lines(slope)
    assert slope_of(WIDTH, HEIGHT, pixels) == pytest.approx(slope, abs=0.006)
    assert is_askew(WIDTH, HEIGHT, pixels)
    level = levelled(WIDTH, HEIGHT, pixels, slope)
    assert not is_askew(WIDTH, HEIGHT, level)
    dark = np.frombuffer(level, dtype=np.uint8).reshape(HEIGHT, WIDTH).min(axis=1) == 0
    assert dark.sum() <= 10 * 14  # each line takes hardly more rows than it is high


@pytest.mark.parametrize(
    "pixels",
    [lines(0.0), bytes([255]) * WIDTH * HEIGHT, bytes(WIDTH * HEIGHT), lines(0.01)],
)
def test_what_lies_level_or_shows_nothing_is_left(pixels: bytes) -> None:
    assert not is_askew(WIDTH, HEIGHT, pixels)


def test_words_are_where_they_were_before_the_picture_was_levelled() -> None:
    words = (Word(0, 3, 0, 500, 100, 520), Word(4, 9, 900, 500, 1000, 520))
    page = Recognised((Paragraph("The river", words),), 90.0, 2)
    (paragraph,) = askew(page, WIDTH, HEIGHT, 0.1).paragraphs
    assert [word[2:] for word in paragraph.words] == [
        (0, 440, 100, 460),
        (900, 560, 1000, 580),
    ]


def png(
    rows: list[bytes], width: int, *, depth: int = 8, colour: int = 0, more: bytes = b""
) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, len(rows), depth, colour, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + more
        + chunk(b"IDAT", packed[:10])
        + chunk(b"IDAT", packed[10:])
        + chunk(b"IEND", b"")
    )


def palette(*colours: bytes) -> bytes:
    body = b"".join(colours)
    return struct.pack(">I", len(body)) + b"PLTE" + body + b"none"


@pytest.mark.parametrize(
    "picture",
    [
        png([b"\0\xff\xff\xff"] * 4, 4),
        png([b"\0\0\0" + b"\xff" * 9] * 4, 4, colour=2),
        png([b"\x70"] * 4, 4, depth=1),
        png([b"\0\1\1\1"] * 4, 4, colour=3, more=palette(b"\0\0\0", b"\xff\xff\xff")),
    ],
)
def test_a_png_is_unpacked(picture: bytes) -> None:
    page = page_of(picture)
    assert page is not None
    document = Document(page)
    width, height, pixels = document.picture(0, dpi=72, most_pixels=100)
    document.close()
    assert (width, height) == (4, 4)
    for row in range(4):
        assert pixels[row * 4] < 60 < 200 < pixels[row * 4 + 3]


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00\x10", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0",
     png([b"\0" * 8], 2, colour=6), b"\xff\xd8" + b"\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x03\x00"],
)  # fmt: skip
def test_what_a_pdf_cannot_hold_is_left_to_tesseract(data: bytes) -> None:
    assert page_of(data) is None
