"""Owns small documents of the formats that need a library of their own: PDF, DOCX, EPUB, XLSX, EML, made by hand."""

import zipfile
from pathlib import Path

_SENTENCE = "The bridge at Mosul was rebuilt in the spring, and the word here is {word}."
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"


def make_documents(folder: Path) -> list[str]:
    """Write a document of each format; a document NAME.ext holds the word “extword”."""
    _make_zip(folder / "one.docx", _docx(_sentence("docx")))
    _make_zip(folder / "one.xlsx", _xlsx(_sentence("xlsx")))
    _make_zip(folder / "one.epub", _epub(_sentence("epub")))
    (folder / "one.pdf").write_bytes(_pdf(_sentence("pdf")))
    mail = (
        "From: Anna <anna@example.org>\r\nTo: Ben <ben@example.org>\r\nSubject: The bridge\r\n"
        "Date: Mon, 3 Jul 2017 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    )
    (folder / "one.eml").write_text(f"{mail}{_sentence('eml')}\r\n", encoding="utf-8", newline="")
    return sorted(path.name for path in folder.iterdir())


def _sentence(ending: str) -> str:
    return _SENTENCE.format(word=f"{ending}word")


def _make_zip(file: Path, members: dict[str, str]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)


def _types(overrides: dict[str, str]) -> str:
    parts = "".join(
        f'<Override PartName="{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for name, kind in overrides.items()
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_P}/content-types">{rels}{xml}{parts}</Types>'


def _relations(target: str, kind: str) -> str:
    inside = f'<Relationship Id="rId1" Type="{_R}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_P}/relationships">{inside}</Relationships>'


def _docx(sentence: str) -> dict[str, str]:
    main = {"/word/document.xml": "wordprocessingml.document.main"}
    return {
        "[Content_Types].xml": _types(main),
        "_rels/.rels": _relations("word/document.xml", "officeDocument"),
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>{sentence}'
        "</w:t></w:r></w:p></w:body></w:document>",
    }


def _xlsx(sentence: str) -> dict[str, str]:
    kinds = {
        "/xl/workbook.xml": "spreadsheetml.sheet.main",
        "/xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
    }
    cell = f'<c r="A1" t="inlineStr"><is><t>{sentence}</t></is></c>'
    return {
        "[Content_Types].xml": _types(kinds),
        "_rels/.rels": _relations("xl/workbook.xml", "officeDocument"),
        "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>'
        '<sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations("worksheets/sheet1.xml", "worksheet"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_S}"><sheetData><row r="1">{cell}</row>'
        "</sheetData></worksheet>",
    }


def _epub(sentence: str) -> dict[str, str]:
    container = "urn:oasis:names:tc:opendocument:xmlns:container"
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": f'<container version="1.0" xmlns="{container}"><rootfiles>'
        '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/>'
        "</rootfiles></container>",
        "book.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier>'
        "<dc:title>The Bridge</dc:title><dc:language>en</dc:language></metadata><manifest>"
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>',
        "a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>A</title></head>'
        f"<body><h1>The Bridge</h1><p>{sentence}</p></body></html>",
    }


def _pdf(sentence: str) -> bytes:
    drawn = f"BT /F1 12 Tf 72 720 Td ({sentence}) Tj ET".encode()
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    return made + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
