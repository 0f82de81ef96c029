"""Owns JPEG and PNG pictures as a page of a PDF: PDFium unpacks them, so that they can be levelled.

Only what a PDF may hold as it is: JPEG, and PNG without transparency and interlacing. The rest goes to
Tesseract as it is.
"""

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOURS, _PALETTE = 0, 2, 3
_FRAMES = frozenset((0xC0, 0xC1, 0xC2))
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
_SPACES = {1: b"/DeviceGray", 3: b"/DeviceRGB"}
_LARGEST = 14_000
_MOST_PIXELS = 60_000_000


def page_of(data: bytes) -> bytes | None:
    """Return a PDF file of one page that is a picture, a point for each pixel; None if it cannot be."""
    made = _jpeg(data) if data.startswith(b"\xff\xd8") else _png(data)
    if made is None:
        return None
    width, height, entries, stream = made
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST and width * height <= _MOST_PIXELS):
        return None
    content = b"q %d 0 0 %d 0 0 cm /I Do Q" % (width, height)
    image = b"<</Type/XObject/Subtype/Image/Width %d/Height %d%b/Length %d>>stream\n%b\nendstream"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>>>>>" % (width, height),
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        image % (width, height, entries, len(stream), stream),
    )
    return _file(objects)


def _jpeg(data: bytes) -> tuple[int, int, bytes, bytes] | None:
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        kind = data[place + 1]
        if kind in _ALONE:
            place += 2
            continue
        if kind in _FRAMES:
            height, width, n_colours = struct.unpack_from(">HHB", data, place + 5)
            space = _SPACES.get(n_colours)
            if space is None or data[place + 4] != 8:
                return None
            entries = b"/ColorSpace%b/BitsPerComponent 8/Filter/DCTDecode" % space
            return width, height, entries, data
        place += 2 + struct.unpack_from(">H", data, place + 2)[0]
    return None


def _png(data: bytes) -> tuple[int, int, bytes, bytes] | None:
    if not data.startswith(_PNG) or len(data) < 33:
        return None
    width, height, depth, colour, _, _, interlace = struct.unpack_from(">IIBBBBB", data, 16)
    chunks = list(_chunks(data))
    palette = b"".join(body for kind, body in chunks if kind == b"PLTE")
    if (
        interlace
        or colour not in (_GREY, _COLOURS, _PALETTE)
        or any(k == b"tRNS" for k, _ in chunks)
    ):
        return None
    n_colours = 3 if colour == _COLOURS else 1
    space = _SPACES[n_colours]
    if colour == _PALETTE:
        space = b"[/Indexed/DeviceRGB %d<%b>]" % (len(palette) // 3 - 1, palette.hex().encode())
    entries = (
        b"/ColorSpace%b/BitsPerComponent %d/Filter/FlateDecode"
        b"/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %d>>"
    ) % (space, depth, n_colours, depth, width)
    return width, height, entries, b"".join(body for kind, body in chunks if kind == b"IDAT")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        yield kind, data[place + 8 : place + 8 + size]
        place += 12 + size


def _file(objects: tuple[bytes, ...]) -> bytes:
    out = b"%PDF-1.5\n"
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF"
    return out + end % (size, rows, size, len(out))
