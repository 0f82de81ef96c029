"""What Outlook packs into winmail.dat is unpacked."""

import struct

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import parts_of


def _packed(*attributes: tuple[int, bytes]) -> bytes:
    pieces = [b"\x78\x9f\x3e\x22\x01\x00"]
    for tag, value in attributes:
        pieces.append(struct.pack("<BII", 1, tag, len(value)) + value + b"\0\0")
    return b"".join(pieces)


def _property(tag: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<HHII", kind, tag, 1, len(value)) + value + bytes(-len(value) % 4)


def test_body_and_files_are_unpacked() -> None:
    body = struct.pack("<I", 2) + _property(0x0037, 0x1F, "Flüsse".encode("utf-16-le"))
    body += _property(0x1013, 0x102, b"<p>The river rose.</p>")
    data = _packed(
        (0x9003, body),
        (0x9002, b""),
        (0x8010, b"a.txt\0"),
        (0x800F, b"The bridge."),
        (0x9002, b""),
        (0x8010, b"b.txt\0"),
        (0x800F, b"The town."),
    )
    parts = list(parts_of(data, "winmail.dat"))
    assert [(part.name, part.parent) for part in parts] == [
        ("", None),
        ("a.txt", ""),
        ("b.txt", ""),
    ]
    first = parts[0].read()
    assert first.catalogue.title == "Flüsse" and first.text.endswith("The river rose.")
    assert parts[1].read().text == "The bridge."


def test_files_alone_belong_to_the_message_around_them() -> None:
    data = _packed((0x9002, b""), (0x8010, b"a.txt\0"), (0x800F, b"The bridge."))
    mail = (
        b"From: a@x.org\nTo: b@x.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nSee.\n--x\n"
        b"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: 8bit\n\n"
        + data
        + b"\n--x--\n"
    )
    parts = list(parts_of(mail, "a.eml"))
    assert [(part.name, part.parent) for part in parts] == [("", None), ("winmail.dat/a.txt", "")]


def test_nothing_in_it_is_said() -> None:
    for data in (_packed(), _packed((0x9003, b"\xff\xff\xff\x7f\x1e\x00"))):
        with pytest.raises(FileTrouble, match="Nothing is packed"):
            list(parts_of(data, "winmail.dat"))
