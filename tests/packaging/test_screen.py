"""Pictures of the hidden screen."""

import struct
from types import ModuleType

from PySide6.QtGui import QImage

SCRIPT = "screen"

RED, BLACK = b"\x00\x00\xff\x00", b"\x00\x00\x00\x00"


def dump(*rows: bytes) -> bytes:
    """An X Window Dump of two pixels a row, each row padded by four bytes, with one colour cell."""
    head = [0] * 25
    head[0], head[4], head[5], head[12], head[19] = 104, 2, len(rows), 12, 1
    return (
        struct.pack(">25I", *head) + b"name" + bytes(12) + b"".join(row + b"pad " for row in rows)
    )


def test_a_dump_is_read_without_its_padding(script: ModuleType) -> None:
    picture = script.picture_of(dump(RED + BLACK, BLACK + BLACK))
    assert (picture.width, picture.height) == (2, 2)
    assert picture.places("#ff0000") == [(0, 0)]


def test_a_colour_across_two_pixels_is_none(script: ModuleType) -> None:
    picture = script.picture_of(dump(b"\x00\x11\x22\x33\x44\x55\x66\x77"))
    assert picture.count("#443322") == 0
    assert picture.count("#221100") == 1


def test_pictures_are_compared_by_rows(script: ModuleType) -> None:
    one = script.picture_of(dump(RED + RED, BLACK + BLACK))
    other = script.picture_of(dump(RED + BLACK, BLACK + BLACK))
    assert one.n_rows_unlike(one) == 0
    assert one.n_rows_unlike(other) == 1


def test_qt_reads_the_same_colours_in_the_png(script: ModuleType) -> None:
    picture = script.picture_of(dump(RED + BLACK, BLACK + RED))
    image = QImage.fromData(picture.png())
    assert [image.pixelColor(x, 1).name() for x in (0, 1)] == ["#000000", "#ff0000"]
