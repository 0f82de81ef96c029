"""A page that a browser saved in one file is read like the page itself."""

import base64
import quopri

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.mhtml import read_mhtml
from desktop.corpus.text.blocks import Kind

STORY = "".join(
    f"<p>On day {n} the café by the river stood {n} hands under water, and nobody came to drink.</p>"
    for n in range(1, 9)
)
PAGE = f"<html><head><title>The river</title></head><body><h1>The river</h1>{STORY}</body></html>"
HEAD = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.daily.example/a?b=1\r\n"
    "Subject: The river\r\nDate: Sat, 21 Nov 2026 02:40:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--bound--"{extra}\r\n\r\n'
)


def part(page: str, *, coding: str, charset: str = "", name: str = "<main@x>") -> bytes:
    data = page.encode(charset or "utf-8")
    body = quopri.encodestring(data) if coding == "quoted-printable" else base64.encodebytes(data)
    stated = f'; charset="{charset}"' if charset else ""
    head = (
        f"----bound--\r\nContent-Type: text/html{stated}\r\nContent-ID: {name}\r\n"
        f"Content-Transfer-Encoding: {coding}\r\nContent-Location: https://www.daily.example/a\r\n\r\n"
    )
    return head.encode() + body.replace(b"\n", b"\r\n") + b"\r\n"


PICTURE = b"----bound--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=\r\n"
END = b"----bound----\r\n"


def archive(*parts: bytes, extra: str = "") -> bytes:
    return HEAD.format(extra=extra).encode() + b"".join(parts) + PICTURE + END


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["", "utf-8", "windows-1252"])
def test_page_is_read_whatever_its_coding(coding: str, charset: str) -> None:
    reading = read_mhtml(archive(part(PAGE, coding=coding, charset=charset)), "page.mhtml")
    assert "the café by the river stood 3 hands under water" in reading.text
    assert [b.kind for b in reading.blocks][:2] == [Kind.TITLE, Kind.PARAGRAPH]
    assert reading.format == "mhtml"


def test_site_is_the_source_and_the_time_of_saving_is_no_date() -> None:
    catalogue = read_mhtml(archive(part(PAGE, coding="base64")), "page.mht").catalogue
    assert catalogue.source == "daily.example"
    assert catalogue.evidence["source"] == "saved from https://www.daily.example/a?b=1"
    assert catalogue.published is None
    assert catalogue.updated is None


def test_root_is_the_part_that_start_names() -> None:
    frame = "<html><body><p>An advertisement in a frame, nothing that anybody looks for.</p></body></html>"
    data = archive(
        part(frame, coding="base64", name="<frame@x>"),
        part(PAGE, coding="base64"),
        extra=';\r\n\tstart="<main@x>"',
    )
    reading = read_mhtml(data, "page.mht")
    assert "advertisement" not in reading.text
    assert reading.catalogue.title == "The river"


def test_frames_are_read_where_the_root_is_a_frameset() -> None:
    root = "<html><head></head><frameset cols='1,2'><frame src='cid:a'></frameset></html>"
    reading = read_mhtml(archive(part(root, coding="base64"), part(PAGE, coding="base64")), "p.mht")
    assert "the café by the river stood 3 hands" in reading.text


@pytest.mark.parametrize(
    "data", [b"", b"MIME-Version: 1.0\r\n\r\n", archive(), b"\xff\xfe\x00" * 9]
)
def test_archive_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(FileTrouble, match="damaged"):
        read_mhtml(data, "page.mht")


def test_truncated_archive_keeps_what_is_there() -> None:
    data = archive(part(PAGE, coding="quoted-printable"))
    reading = read_mhtml(data[: len(data) * 2 // 3], "page.mht")
    assert "On day 1 the café" in reading.text


def test_archive_with_a_damaged_border_is_still_read() -> None:
    data = archive(part(PAGE, coding="quoted-printable"))
    reading = read_mhtml(data.replace(b'boundary="--bound--"', b'boundary="--bxund--"'), "page.mht")
    assert "On day 1 the café" in reading.text
