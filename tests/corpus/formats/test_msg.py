"""Outlook messages are read with their header, their body in any form, and what is attached."""

import struct

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import parts_of, read_data
from desktop.corpus.formats.lzfu import unpacked_rtf
from desktop.corpus.formats.rtf_body import html_in_rtf, text_in_rtf
from desktop.corpus.formats.sniff import sniff
from desktop.corpus.text.blocks import Kind
from tests.corpus.formats.shape import assert_well_formed
from tests.corpus.formats.storage import storage

_SENT = (131_210_784_000_000_000).to_bytes(8, "little")  # 2016-10-16 08:00 UTC
_PACKED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)


def _table(head: int, **fixed: bytes) -> bytes:
    rows = (
        struct.pack("<II8s", int(tag[1:], 16) << 16 | 0x40, 6, value)
        for tag, value in fixed.items()
    )
    return bytes(head) + b"".join(rows)


def _streams(**values: str | bytes) -> dict[str, bytes]:
    """Name properties by their tags: `t0037` for characters, `b1013` for bytes."""
    found: dict[str, bytes] = {}
    for tag, value in values.items():
        kind = "001F" if tag[0] == "t" else "0102"
        data = value.encode("utf-16-le") if isinstance(value, str) else value
        found[f"__substg1.0_{tag[1:].upper()}{kind}"] = data
    return found


def _message(**values: str | bytes) -> dict[str, bytes]:
    return {
        "__properties_version1.0": _table(32, p0039=_SENT, p3FFD=struct.pack("<Q", 1252)),
        **_streams(t0037="Die Flüsse", t0042="Ann Smith", t0065="ann@x.org", **values),
    }


def _below(path: str, streams: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{path}/{name}": data for name, data in streams.items()}


def test_header_and_body() -> None:
    recipient = {"__properties_version1.0": _table(8, p0C15=struct.pack("<Q", 1))}
    data = storage(
        _message(t1000="The river rose.\r\n\r\nIt fell.")
        | _below("__recip_version1.0_#00000000", recipient | _streams(t3001="Bob", t39FE="b@x.org"))
    )
    (reading,) = read_data(data, "a.msg")
    assert_well_formed(reading)
    lines = [reading.text[b.start : b.end] for b in reading.blocks]
    assert lines == [
        "Die Flüsse",
        "From: Ann Smith <ann@x.org>",
        "To: Bob <b@x.org>",
        "Date: 2016-10-16 08:00 UTC",
        "The river rose.",
        "It fell.",
    ]
    about = reading.catalogue
    assert (about.title, about.author, about.published) == ("Die Flüsse", "Ann Smith", "2016-10-16")
    assert reading.format == "msg"


def test_bodies_in_html_and_packed_rtf() -> None:
    (reading,) = read_data(
        storage(_message(b1013="<p>Die Flüsse <b>stiegen</b>.".encode("cp1252"))), "a"
    )
    assert "Die Flüsse stiegen." in reading.text and reading.marks
    (reading,) = read_data(storage(_message(b1009=_PACKED)), "a")
    assert reading.text.endswith("hello world")


def test_attachments_and_messages_inside() -> None:
    fixed = {"__properties_version1.0": _table(8)}
    inner = {
        "__properties_version1.0": _table(24),
        **_streams(t0037="An older one", t1000="It rose."),
    }
    data = storage(
        _message(t1000="See.")
        | _below(
            "__attach_version1.0_#00000000", fixed | _streams(t3707="a.txt", b3701=b"The bridge.")
        )
        | _below(
            "__attach_version1.0_#00000001", fixed | _streams(t3707="logo.png", b3701=b"\x89PNG")
        )
        | _below("__attach_version1.0_#00000002", fixed)
        | _below("__attach_version1.0_#00000002/__substg1.0_3701000D", inner)
    )
    parts = list(parts_of(data, "a.msg"))
    assert [(part.name, part.parent) for part in parts] == [
        ("", None),
        ("a.txt", ""),
        ("An older one", ""),
    ]
    assert parts[1].read().text == "The bridge."
    assert parts[2].read().catalogue.title == "An older one"


def test_damaged_and_sealed_messages_are_refused_in_a_sentence() -> None:
    whole = storage(_message(t001A="IPM.Note.SMIME"))
    with pytest.raises(FileTrouble, match="The message is encrypted"):
        read_data(whole, "a.msg")
    with pytest.raises(FileTrouble):
        read_data(whole[:900], "a.msg")


def test_what_is_left_of_a_message_is_known_as_one() -> None:
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    with pytest.raises(FileTrouble, match="The message is damaged"):
        read_data(magic + bytes(3_000), "a.msg")
    streams = _message(subject="One", body="The river rose.")
    data = storage(streams).replace("__properties".encode("utf-16-le"), b"\1" * 24)
    assert sniff(data, "letter") == "msg"


def test_packed_rtf_is_unpacked() -> None:
    rtf = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked_rtf(_PACKED) == rtf
    assert text_in_rtf(rtf) == "hello world"
    assert unpacked_rtf(_PACKED[:30])[:6] == b"{\\rtf1"
    assert unpacked_rtf(b"nothing of the kind") == b""


def test_html_in_rtf_is_taken_out() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 "
        rb"Fl\'fcsse \u1575?{\*\htmltag84 <b>}\htmlrtf {\b \htmlrtf0 stiegen{\*\htmltag92 </b>}\htmlrtf }\htmlrtf0 }"
    )
    assert html_in_rtf(rtf) == "<p>Flüsse ا<b>stiegen</b>"


def test_kinds_of_block_in_a_body() -> None:
    (reading,) = read_data(
        storage(_message(t1000="Yes.\r\n\r\n-----Original Message-----\r\nNo?")), "a"
    )
    assert [b.kind for b in reading.blocks][-1] == Kind.QUOTATION
