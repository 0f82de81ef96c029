"""What a file is, by its bytes; the name only settles ties."""

import io
import tarfile
import zipfile

import pytest

from desktop.corpus.formats.sniff import advice_for, kind_of_binary, sniff


def _zip(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


def _tar(format_: int) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=format_) as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return held.getvalue()


_MAIL = (
    b"From: Ann <ann@x.org>\nTo: bob@x.org\nSubject: River\nDate: Sun, 16 Oct 2016\n\nIt rose.\n"
)
_ROWS = b"id,name,day\n" + b"".join(b"%d,River,2016-10-%02d\n" % (n, n) for n in range(1, 9))


@pytest.mark.parametrize(
    ("head", "name", "format_"),
    [
        (b"The river rose.", "a.txt", "text"),
        (b"The river rose.", "a", "text"),
        (b"# The river", "a.md", "markdown"),
        (b"# The river", "a.txt", "text"),
        (b"---\nTitle: River\n---\n", "a.txt", "markdown"),
        ("النهر".encode("cp1256"), "a.txt", "text"),
        ("река и мост".encode("utf-16-le"), "a.txt", "text"),
        (bytes(range(256)), "a.md", ""),
        (b"<!-- x -->\n<!DOCTYPE HTML>", "a.txt", "html"),
        (b"<?xml version='1.0'?>\n<html xmlns='x'>", "a.xml", "html"),
        ("<html><p>é".encode("utf-16"), "a", "html"),
        (b"<p>The river</p>", "a.htm", "html"),
        (b"<p>The river</p>", "a.txt", "text"),
        (b"<records><record/></records>", "a.xml", "xml"),
        (b"<records><record/></records>", "a.txt", "text"),
        (b"<?xml version='1.0'?><records/>", "a.txt", "xml"),
        (b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>', "a.xml", "tei"),
        (b"<?xml version='1.0'?>\n<!-- x --><TEI.2><text/></TEI.2>", "a", "tei"),
    ],
)
def test_text_and_markup(head: bytes, name: str, format_: str) -> None:
    assert sniff(head, name) == format_


@pytest.mark.parametrize(
    ("head", "name", "format_"),
    [
        (_MAIL, "a.txt", "mail"),
        (b"Subject: River\n\nIt rose.", "a.txt", "text"),
        (b"Subject: River\n\nIt rose.", "a.eml", "mail"),
        (b"TO: all\nFROM: the chief\nDATE: today\n\nNo more coffee.", "memo.txt", "text"),
        (b"Received: by x\nMessage-ID: <1@x>\n\n\xff\x00", "a", "mail"),
        (b"From ann@x.org Mon Jun 01 10:00:00 2009\n" + _MAIL, "a", "mail"),
        (2 * (b"From ann@x.org Mon Jun 01 10:00:00 2009\n" + _MAIL + b"\n"), "a", "mbox"),
        (b"From ann Mon Jun 01 10:00:00 2009\n\nRiver", "a.mbox", "mbox"),
        (b"From the river one sees the town.\nIt rose: twice.\n", "a.txt", "text"),
        (
            b"From: <Saved by Blink>\nSnapshot-Content-Location: http://x.org\n"
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n",
            "a.txt",
            "mhtml",
        ),
    ],
)
def test_mail(head: bytes, name: str, format_: str) -> None:
    assert sniff(head, name) == format_


@pytest.mark.parametrize(
    ("head", "name", "format_"),
    [
        (b'{"title": "River"}', "a.txt", "json"),
        (b'\xef\xbb\xbf[{"title": "River"}]', "a", "json"),
        (b'{"title": "River"}\n{"title": "Bridge"}\n', "a.json", "jsonl"),
        (b'{"title": "River"}', "a.jsonl", "jsonl"),
        (b'{"title": "Riv', "a.json", "json"),
        (b"[1] Smith says that the river rose.", "a.txt", "text"),
        (b"{not json}", "a.txt", "text"),
        (b'[{"text": "' + b"x" * 70_000 + b'"}]', "a.txt", "json"),
        (_ROWS, "a.txt", "csv"),
        (_ROWS.replace(b",", b"\t"), "a", "csv"),
        (b"The river, the town, the bridge\nand then, so they say, the sea\n" * 9, "a.txt", "text"),
        (b"one column", "a.csv", "csv"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nIt rose.\n", "a.txt", "subtitles"),
        (b"[Script Info]\nTitle: River\n", "a", "subtitles"),
        (b"0:00:01.000,0:00:02.000\nIt rose.\n", "a", "subtitles"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nIt rose.\n", "a", "subtitles"),
    ],
)
def test_data_tables_and_subtitles(head: bytes, name: str, format_: str) -> None:
    assert sniff(head, name) == format_


@pytest.mark.parametrize(
    ("data", "name", "format_"),
    [
        (b"%PDF-1.4", "a.txt", "pdf"),
        (b"\nnoise\n%PDF-1.4\n1 0 obj\nendobj", "a", "pdf"),
        (b"A file that begins with %PDF-1.4 is a PDF.", "a", "text"),
        (b"{\\rtf1 River}", "a.doc", "rtf"),
        (b"\x1f\x8b\x08\x00", "a.html", "gzip"),
        (b"BZh91AY&SY", "a", "gzip"),
        (b"BZh is how bzip2 begins.", "a", "text"),
        (b"GIF89a", "a", "image"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a", "image"),
        (_tar(tarfile.USTAR_FORMAT), "a", "tar"),
        (_tar(tarfile.GNU_FORMAT), "a.txt", "tar"),
        (_zip(("notes.txt", b"River")), "a.docx", "zip"),
        (_zip(("[Content_Types].xml", b""), ("word/document.xml", b"")), "a.zip", "docx"),
        (_zip(("xl/workbook.xml", b""), ("[Content_Types].xml", b"")), "a", "xlsx"),
        (_zip(("[Content_Types].xml", b""), ("ppt/presentation.xml", b"")), "a", "office"),
        (
            _zip(
                ("[Content_Types].xml", b"spreadsheetml of a chart"),
                ("ppt/presentation.xml", b""),
                ("ppt/embeddings/sheet.xlsx", b""),
            ),
            "a.pptx",
            "office",
        ),
        (
            _zip(("[Content_Types].xml", b"wordprocessingml"), ("xl/workbook.xml", b"")),
            "a.xlsx",
            "xlsx",
        ),
        (_zip(("mimetype", b"application/epub+zip")), "a.zip", "epub"),
        (_zip(("mimetype", b"application/vnd.oasis.opendocument.text")), "a", "odt"),
        (_zip(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")), "a", "office"),
        (_zip(("word/document.xml", b"")), "a", "zip"),
        (_zip(("[Content_Types].xml", b""), ("word/document.xml", b""))[:90], "a", "docx"),
    ],
)
def test_binaries(data: bytes, name: str, format_: str) -> None:
    assert sniff(data, name) == format_


def test_storages_are_told_by_their_streams() -> None:
    def storage(name: str) -> bytes:
        return (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + name.encode("utf-16-le") + bytes(9)
        )

    assert sniff(storage("WordDocument"), "a.txt") == "office"
    assert sniff(storage("__properties_version1.0"), "a.doc") == "msg"
    assert sniff(storage("EncryptedPackage"), "a.xlsx") == "xlsx"
    assert sniff(storage("Something"), "a.bin") == ""
    begun = bytearray(storage("Something"))
    begun[30:32], begun[48:52] = b"\x09\0", b"\xff\0\0\0"
    assert sniff(bytes(begun), "a.msg") == "msg"
    assert sniff(bytes(begun), "a.doc") == "office"


@pytest.mark.parametrize(
    ("head", "words", "advice"),
    [
        (b"7z\xbc\xaf\x27\x1c", "7-Zip archives", "Unpack it and add the folder."),
        (b"!BDN", "Outlook mailboxes (PST)", "Export the messages as MBOX or MSG and add those."),
        (b"ID3", "Sound files", ""),
        (b"The river", "", ""),
    ],
)
def test_what_nobody_reads_is_named_in_plain_words(head: bytes, words: str, advice: str) -> None:
    assert (kind_of_binary(head), advice_for(kind_of_binary(head))) == (words, advice)
    assert not words or sniff(head, "a.txt") == ""
