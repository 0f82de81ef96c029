"""Owns what Outlook packs into winmail.dat (TNEF, [MS-OXTNEF]): a body, and files."""

import struct
from collections.abc import Iterator
from functools import partial

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.inner import Names, inner_parts
from desktop.corpus.formats.letters import Letter, reading_of
from desktop.corpus.formats.lzfu import unpacked_rtf
from desktop.corpus.formats.mail_header import decoded
from desktop.corpus.formats.parts import Part, Wishes
from desktop.corpus.formats.rtf_body import html_in_rtf, text_in_rtf

_SUBJECT, _BODY, _PROPERTIES, _CODE_PAGE = 0x8004, 0x800C, 0x9003, 0x9007
_NEW_FILE, _FILE_NAME, _FILE_DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_SIZES = {0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = (0x0D, 0x1E, 0x1F, 0x102)
_MOST_VALUES = 10_000
_PICTURES = (".gif", ".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp")


def parts_of_tnef(data: bytes, name: str, wishes: Wishes, *, level: int = 0) -> Iterator[Part]:
    """Yield the body that was packed (its part is ""), if one was, and the files.

    Raises FileTrouble if there is neither.
    """
    message: dict[int, bytes] = {}
    files: list[dict[int, bytes]] = []
    code_page = "cp1252"
    for tag, value in _attributes(data):
        if tag == _NEW_FILE:
            files.append({})
        elif tag == _CODE_PAGE and len(value) >= 4:
            code_page = f"cp{struct.unpack_from('<I', value)[0]}"
        elif tag in (_FILE_NAME, _FILE_DATA, _FILE_PROPERTIES) and files:
            files[-1] |= _properties(value) if tag == _FILE_PROPERTIES else {tag: value}
        elif tag in (_SUBJECT, _BODY, _PROPERTIES):
            message |= _properties(value) if tag == _PROPERTIES else {tag: value}
    letter = _letter(message, code_page)
    has_body = bool(letter.plain.strip() or letter.html.strip())
    if not has_body and not files:
        raise FileTrouble("Nothing is packed in it that can be read.")
    if has_body:
        yield Part("", partial(reading_of, letter, "tnef"), size_bytes=len(data), is_complex=True)
    names = Names()
    for number, file in enumerate(files, 1):
        title = _text(file, 0x3707, code_page) or _text(file, _FILE_NAME, code_page)
        content = file.get(_FILE_DATA) or file.get(0x3701, b"")
        if content and (wishes.ocr or not title.lower().endswith(_PICTURES)):
            own = names.name(title, otherwise=f"attachment {number}")
            parent = "" if has_body else None
            yield from inner_parts(content, own, parent=parent, wishes=wishes, level=level)


def _letter(message: dict[int, bytes], code_page: str) -> Letter:
    html = decoded(message.get(0x1013, b""), code_page)[0]
    plain = _text(message, 0x1000, code_page) or _text(message, _BODY, code_page)
    if not html and (rtf := unpacked_rtf(message.get(0x1009, b""))):
        html = html_in_rtf(rtf)
        plain = plain or (text_in_rtf(rtf) if not html else "")
    return Letter(
        subject=_text(message, 0x0037, code_page) or _text(message, _SUBJECT, code_page),
        sender=_text(message, 0x0042, code_page) or _text(message, 0x0C1A, code_page),
        plain=plain,
        html=html,
    )


def _text(values: dict[int, bytes], tag: int, code_page: str) -> str:
    """Return a value as characters; those in UTF-16 are kept under the negative of their tag."""
    if wide := values.get(-tag):
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    value = values.get(tag, b"").rstrip(b"\0")
    return decoded(value, code_page)[0] if value else ""


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the attributes of a file, as far as it is whole."""
    place = 6
    while place + 9 <= len(data):
        tag, length = struct.unpack_from("<II", data, place + 1)
        place += 9
        yield tag & 0xFFFF, data[place : place + length]
        place += length + 2


def _properties(data: bytes) -> dict[int, bytes]:
    """Return the first value of each property in a list, as far as it is whole."""
    found: dict[int, bytes] = {}
    try:
        (count,) = struct.unpack_from("<I", data)
        place = 4
        for _ in range(min(count, _MOST_VALUES)):
            kind, tag = struct.unpack_from("<HH", data, place)
            place = _behind_name(data, place + 4) if tag >= 0x8000 else place + 4
            n_values, has_count = 1, kind & 0x1000 or kind in _VARIABLE
            if has_count:
                (n_values,) = struct.unpack_from("<I", data, place)
                place += 4
            for number in range(min(n_values, _MOST_VALUES)):
                length = _SIZES.get(kind & 0xFFF, 4)
                if kind & 0xFFF in _VARIABLE:
                    (length,) = struct.unpack_from("<I", data, place)
                    place += 4
                if number == 0 and tag < 0x8000:
                    found[-tag if kind == 0x1F else tag] = data[place : place + length]
                place += length + -length % 4
    except struct.error:  # it ends in the middle
        pass
    return found


def _behind_name(data: bytes, place: int) -> int:
    """Return where the value of a property begins that has a name of its own."""
    kind, number = struct.unpack_from("<II", data, place + 16)
    return place + 24 + (number + -number % 4 if kind else 0)
