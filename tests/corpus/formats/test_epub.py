"""A book becomes one text in the order of reading, with its chapters, pages and notes."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.epub import read_epub
from desktop.corpus.text.blocks import Reading

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
OPF = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:opf="http://www.idpf.org/2007/opf" version="3.0"><metadata><dc:title>The River</dc:title>
<dc:creator>Ann Bell</dc:creator><dc:creator>Omar Said</dc:creator><dc:publisher>River Press</dc:publisher>
<dc:date opf:event="modification">2020-01-01</dc:date><dc:date opf:event="publication">2016-10-16</dc:date>
<dc:language>en</dc:language><meta property="dcterms:modified">2021-02-03T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a%20one.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
NAV = """<html xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body><nav epub:type="toc"><ol>
<li><a href="text/a%20one.xhtml">Spring</a><ol><li><a href="b.xhtml#x">Autumn</a></li></ol></li></ol></nav>
</body></html>"""
A = """<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title/><script src="a.js"/></head><body><p>The River</p>
<span epub:type="pagebreak" id="p1" title="7"/><h1>Spring</h1><p>The water rises<a epub:type="noteref"
href="#n1"><sup>1</sup></a> in <em>April</em> and <span epub:type="pagebreak" id="p2" aria-label="8" role="doc-pagebreak"/>falls
later.</p><aside epub:type="footnote" id="n1"><p>Not always.</p></aside></body></html>"""
B = '<html><body><p>Before.</p><p id="x">The dates are ripe.</p><p>All leave.</p></body></html>'
BOOK = {
    "META-INF/container.xml": CONTAINER,
    "OPS/book.opf": OPF,
    "OPS/nav.xhtml": NAV,
    "OPS/text/a one.xhtml": A,
    "OPS/b.xhtml": B,
}


def packed(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(files: Mapping[str, str | bytes]) -> Reading:
    return read_epub(packed(files), "river.epub")


def shapes(reading: Reading) -> list[tuple[str, str, int, str]]:
    return [(b.kind.label, reading.text[b.start : b.end], b.level, b.style) for b in reading.blocks]


def test_chapters_follow_the_spine_and_take_headings_from_the_contents() -> None:
    assert shapes(read(BOOK)) == [
        ("boilerplate", "Spring", 1, "list"),
        ("boilerplate", "Autumn", 2, "list"),
        ("title", "The River", 0, ""),
        ("heading", "Spring", 1, ""),
        ("paragraph", "The water rises¹ in April and falls later.", 0, ""),
        ("paragraph", "Not always.", 0, "footnote"),
        ("paragraph", "Before.", 0, ""),
        ("heading", "Autumn", 2, ""),
        ("paragraph", "The dates are ripe.", 0, ""),
        ("paragraph", "All leave.", 0, ""),
    ]


def test_page_breaks_become_pages() -> None:
    reading = read(BOOK)
    pages = [m for m in reading.marks if m.name == "page"]
    assert [m.target for m in pages] == ["", "7", "8"]
    assert reading.text[pages[1].start :].startswith("Spring\n\nThe water")
    assert reading.text[pages[2].start :].startswith("falls later.")
    assert reading.pages == 2
    notes = [reading.text[m.start : m.end] for m in reading.marks if m.name == "note"]
    assert "¹" in notes


def test_catalogue_is_the_metadata() -> None:
    catalogue = read(BOOK).catalogue
    assert (catalogue.title, catalogue.author) == ("The River", "Ann Bell; Omar Said")
    assert (catalogue.source, catalogue.published) == ("River Press", "2016-10-16")
    assert catalogue.updated is None
    assert catalogue.evidence["author"] == "metadata: dc:creator"


def test_ncx_gives_contents_and_pages_of_older_books() -> None:
    opf = OPF.replace('properties="nav"', "").replace(
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" />',
        '<item id="nav" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
    )
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Autumn</text>'
        '</navLabel><content src="b.xhtml#x"/></navPoint></navMap><pageList><pageTarget value="9"><navLabel>'
        '<text>9</text></navLabel><content src="b.xhtml#x"/></pageTarget></pageList></ncx>'
    )
    reading = read({**BOOK, "OPS/book.opf": opf, "OPS/toc.ncx": ncx})
    assert ("heading", "Autumn", 1, "") in shapes(reading)
    page = next(m for m in reading.marks if m.target == "9")
    assert reading.text[page.start :].startswith("Autumn\n\nThe dates")


def test_book_without_package_document_is_read_by_names() -> None:
    reading = read({"p10.xhtml": "<p>ten</p>", "p9.xhtml": "<p>nine</p>"})
    assert reading.text == "nine\n\nten"
    assert reading.doubts == ("order",)


LOCK = (
    '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/><CipherData>'
    '<CipherReference URI="{}"/></CipherData></EncryptedData></encryption>'
)


def test_protected_books_are_told_from_disguised_fonts() -> None:
    aes = LOCK.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OPS/b.xhtml")
    with pytest.raises(FileTrouble, match=r"protected \(DRM\)"):
        read({**BOOK, "META-INF/encryption.xml": aes})
    fonts = LOCK.format("http://www.idpf.org/2008/embedding", "OPS/font.otf")
    assert "dates are ripe" in read({**BOOK, "META-INF/encryption.xml": fonts}).text


def test_lost_and_foreign_parts_do_not_stop_the_rest() -> None:
    hostile = "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">x</p>"
    reading = read({**BOOK, "OPS/text/a one.xhtml": hostile})
    assert "The dates are ripe." in reading.text
    assert reading.notes == ("The book is damaged: 2 of its 3 parts were read.",)


def test_other_encodings_inside_a_book() -> None:
    page = '<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Die Brücke fiel.</p></body></html>'
    reading = read({**BOOK, "OPS/b.xhtml": page.encode("latin-1")})
    assert "Die Brücke fiel." in reading.text


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", packed({}), packed({"a.txt": "x"})])
def test_what_is_no_book_is_refused(data: bytes) -> None:
    with pytest.raises(FileTrouble):
        read_epub(data, "a.epub")


def test_truncated_book_is_read_as_far_as_it_goes() -> None:
    data = packed({**BOOK, "OPS/z.png": bytes(range(256)) * 90})
    reading = read_epub(data[: len(data) - 900], "a.epub")
    assert "The dates are ripe." in reading.text
    assert "damaged" in reading.doubts
