"""Office files without a reader of their own go through LibreOffice, or say that it is missing."""

import io
import zipfile

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import programs
from desktop.corpus.formats.office import read_office
from tests.corpus.formats.storage import storage

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_a_missing_libreoffice_is_said_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "find", lambda name: None)
    with pytest.raises(FileTrouble, match="LibreOffice is needed to read WPD files") as raised:
        read_office(b"\xffWPC and so on", "a.wpd")
    assert "libreoffice.org" in raised.value.advice


def test_encrypted_slides_ask_for_their_password() -> None:
    user = bytes.fromhex("0000f60f1c00000014000000dfc4d1f3a8980000")
    slides = storage({"Current User": user, "PowerPoint Document": b"x" * 600})
    with pytest.raises(FileTrouble, match="password"):
        read_office(slides, "a.ppt")


@pytest.mark.skipif(programs.find("soffice") is None, reason="LibreOffice is not installed")
def test_an_old_file_is_read_through_libreoffice() -> None:
    page = b"<html><body><h1>Top</h1><p>Converted text.</p></body></html>"
    reading = read_office(page, "a.sxw")
    assert reading.format == "sxw"
    assert "Converted text." in reading.text


def test_slides_are_read_in_the_order_of_the_presentation() -> None:
    def slide(title: str, text: str) -> str:
        def shape(words: str, sort: str) -> str:
            holder = f'<p:nvPr><p:ph type="{sort}"/></p:nvPr>' if sort else ""
            return f"<p:sp>{holder}<p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"

        return f'<p:sld xmlns:p="{P}" xmlns:a="{A}">{shape(title, "title")}{shape(text, "")}{shape("7", "sldNum")}</p:sld>'

    def relations(**targets: str) -> str:
        inner = "".join(
            f'<Relationship Id="{key}" Type="http://x/{"officeDocument" if key == "main" else "slide"}" Target="{target}"/>'
            for key, target in targets.items()
        )
        return f'<Relationships xmlns="urn:r">{inner}</Relationships>'

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("_rels/.rels", relations(main="ppt/presentation.xml"))
        archive.writestr(
            "ppt/presentation.xml",
            f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst><p:sldId id="256" r:id="b"/>'
            '<p:sldId id="257" r:id="a"/></p:sldIdLst></p:presentation>',
        )
        archive.writestr(
            "ppt/_rels/presentation.xml.rels", relations(a="slides/s1.xml", b="slides/s2.xml")
        )
        archive.writestr("ppt/slides/s1.xml", slide("Second", "two"))
        archive.writestr("ppt/slides/s2.xml", slide("First", "one"))
    reading = read_office(out.getvalue(), "a.pptx")
    assert reading.text == "First\n\none\n\nSecond\n\ntwo"
    assert (reading.format, reading.pages) == ("pptx", 2)
    assert [block.kind.label for block in reading.blocks][::2] == ["heading", "heading"]


def presentation(slide: str, **kept: str) -> bytes:
    """Return a presentation of one slide; `kept` are parts beside it, named as their relationship."""

    def relations(*targets: str) -> str:
        inner = "".join(
            f'<Relationship Id="{target}" Type="http://x/{target}" Target="{target}.xml"/>'
            for target in targets
        )
        return f'<Relationships xmlns="urn:r">{inner}</Relationships>'

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "ppt/presentation.xml",
            f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldId id="256" r:id="slide"/></p:presentation>',
        )
        beside = [name for name in kept if "uthors" in name]
        archive.writestr("ppt/_rels/presentation.xml.rels", relations("slide", *beside))
        archive.writestr("ppt/slide.xml", f'<p:sld xmlns:p="{P}" xmlns:a="{A}">{slide}</p:sld>')
        archive.writestr("ppt/_rels/slide.xml.rels", relations(*(kept.keys() - set(beside))))
        for name, content in kept.items():
            archive.writestr(f"ppt/{name}.xml", content)
    return out.getvalue()


SLIDE = "<p:sp><p:txBody><a:p><a:r><a:t>Words</a:t></a:r></a:p></p:txBody></p:sp>"
NEW = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"


def test_comments_on_slides_are_read_with_who_wrote_them() -> None:
    authors = f'<p:cmAuthorLst xmlns:p="{P}"><p:cmAuthor id="0" name="Ada"/></p:cmAuthorLst>'
    comments = (
        f'<p:cmLst xmlns:p="{P}"><p:cm authorId="0" dt="2016-10-16T10:00:00"><p:pos x="1" y="1"/>'
        '<p:text>Is that so?</p:text></p:cm><p:cm authorId="7"><p:text>No.</p:text></p:cm></p:cmLst>'
    )
    reading = read_office(presentation(SLIDE, commentAuthors=authors, comments=comments), "a.pptx")
    assert reading.text == "Words\n\nAda, 2016-10-16: Is that so?\n\nNo."
    assert [block.style for block in reading.blocks] == ["", "comment", "comment"]


def test_comments_of_newer_programs_are_read_with_their_answers() -> None:
    def body(text: str) -> str:
        return f"<c:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:txBody>"

    authors = f'<c:authorLst xmlns:c="{NEW}"><c:author id="{{A}}" name="Ada"/></c:authorLst>'
    comments = (
        f'<c:cmLst xmlns:c="{NEW}" xmlns:a="{A}"><c:cm authorId="{{A}}" created="2022-01-02T03:04:05">'
        f'<c:replyLst><c:reply authorId="{{A}}">{body("Yes.")}</c:reply></c:replyLst>'
        f"{body('Is that so?')}</c:cm></c:cmLst>"
    )
    reading = read_office(presentation(SLIDE, authors=authors, comments=comments), "a.pptx")
    assert reading.text == "Words\n\nAda, 2022-01-02: Is that so?\n\nAda: Yes."


def test_all_levels_of_a_chart_s_categories_are_read() -> None:
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    told = (
        f'<c:chartSpace xmlns:c="{chart}"><c:multiLvlStrCache><c:lvl><c:pt><c:v>Mosul</c:v></c:pt></c:lvl>'
        "<c:lvl><c:pt><c:v>Iraq</c:v></c:pt></c:lvl></c:multiLvlStrCache></c:chartSpace>"
    )
    frame = f'<c:chart xmlns:c="{chart}" xmlns:r="{R}" r:id="chart"/>'
    reading = read_office(presentation(SLIDE + frame, chart=told), "a.pptx")
    assert reading.text == "Words\n\nMosul\nIraq"
