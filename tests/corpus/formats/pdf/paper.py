"""Owns tiny PDF files for tests: strings at places, glyphs with a Unicode map, pictures, damage."""

import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Put(NamedTuple):
    """A string at a place; a sequence of glyphs is drawn from left to right, each 600/1000 wide.

    `font`: F1 Helvetica, F2 its bold, F3 (for glyphs) a font with a Unicode map.
    """

    x: float
    y: float
    text: str | Sequence[str]
    size: float = 10
    font: str = "F1"


def column(x: float, y: float, lines: Sequence[str], *, size: float = 10) -> list[Put]:
    """Return lines below each other."""
    return [Put(x, y - n * size * 1.2, line, size) for n, line in enumerate(lines)]


def paper(
    pages: Sequence[Sequence[Put] | bytes],
    *,
    info: Mapping[str, str] | None = None,
    catalog: str = "",
    more: Sequence[bytes] = (),
    page: str = "",
) -> bytes:
    """Return a PDF file; a page in bytes is its content as it is. `more` are objects 10, 11, …"""
    glyphs: dict[str, int] = {}
    contents = [_content(puts, glyphs) for puts in pages]
    first = 10 + len(more)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects: dict[int, bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
        5: _font(glyphs),
        6: _stream(_to_unicode(glyphs)),
        7: _info(info or {}),
        8: _stream(
            bytes(64), "/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray"
            "/BitsPerComponent 8"
        ),
    }  # fmt: skip
    objects.update(enumerate(more, 10))
    fonts = "/Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R>>/XObject<</I 8 0 R>>"
    for n, content in enumerate(contents):
        objects[first + 2 * n] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents {first + 2 * n + 1} 0 R"
            f"/Resources<<{fonts}>>{page}>>"
        ).encode()
        objects[first + 2 * n + 1] = _stream(content)
    return _file(objects)


PICTURE = b"q 400 0 0 600 0 0 cm /I Do Q"
"""The content of a page that is a picture."""


def _content(puts: Sequence[Put] | bytes, glyphs: dict[str, int]) -> bytes:
    if isinstance(puts, bytes):
        return puts
    drawn: list[bytes] = []
    for put in puts:
        if isinstance(put.text, str):
            raw = put.text.encode("cp1252")
            for sign in (b"\\", b"(", b")"):
                raw = raw.replace(sign, b"\\" + sign)
            shown, font = b"(" + raw + b")", put.font
        else:
            codes = [glyphs.setdefault(glyph, 33 + len(glyphs)) for glyph in put.text]
            shown, font = b"<" + bytes(codes).hex().encode() + b">", "F3"
        drawn.append(
            f"BT /{font} {put.size} Tf 1 0 0 1 {put.x} {put.y} Tm ".encode() + shown + b" Tj ET"
        )
    return b"\n".join(drawn)


def _font(glyphs: Mapping[str, int]) -> bytes:
    widths = " ".join(["600"] * max(len(glyphs), 1))
    return (
        f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 33/LastChar {32 + len(glyphs)}"
        f"/Widths[{widths}]/ToUnicode 6 0 R>>"
    ).encode()


def _to_unicode(glyphs: Mapping[str, int]) -> bytes:
    rows = [f"<{code:02x}> <{glyph.encode('utf-16-be').hex()}>" for glyph, code in glyphs.items()]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(rows)} beginbfchar\n" + "\n".join(rows) + "\nendbfchar endcmap end end"
    ).encode()


def _info(info: Mapping[str, str]) -> bytes:
    pairs = [
        f"/{name} <{(chr(0xFEFF) + value).encode('utf-16-be').hex()}>"
        for name, value in info.items()
    ]
    return f"<<{''.join(pairs)}>>".encode()


def _stream(data: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(data)
    head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode()
    return head + packed + b"\nendstream"


def _file(objects: Mapping[int, bytes]) -> bytes:
    out = b"%PDF-1.6\n"
    places: dict[int, int] = {}
    for number, data in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    start = len(out)
    size = max(objects) + 1
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        place = places.get(number)
        out += b"0000000000 65535 f \n" if place is None else f"{place:010d} 00000 n \n".encode()
    return (
        out + f"trailer<</Size {size}/Root 1 0 R/Info 7 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    )
