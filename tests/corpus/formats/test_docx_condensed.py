"""A Word document that is shortened before it is parsed reads as the whole of it does."""

import pytest

from desktop.corpus.formats.docx import parts, read_docx
from desktop.corpus.formats.docx.condensed import condensed
from desktop.corpus.formats.docx.names import MAIN
from desktop.corpus.formats.docx.style_said import said_by_element, said_by_source
from desktop.corpus.formats.docx.style_sheet import sheet_of
from desktop.corpus.formats.xml_tree import parse
from desktop.corpus.text.blocks import Reading
from tests.corpus.formats.test_docx import docx, marked, p, part, shown, style, styled

LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
STYLES = (
    style("H", "heading 2")
    + '<w:style w:type="character" w:styleId="B"><w:name w:val="Bold"/><w:rPr><w:b/></w:rPr></w:style>'
    + '<w:style w:type="character" w:styleId="V"><w:rPr><w:vanish/></w:rPr></w:style>'
)


def run(text: str, look: str = "", attributes: str = "") -> str:
    return f'<w:r{attributes}>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def look(inner: str) -> str:
    return f'<w:rPr><w:rFonts w:ascii="Arial"/>{inner}<w:sz w:val="22"/></w:rPr>'


BODIES = {
    "runs": run("One ", attributes=' w:rsidR="00A1"') + run("word") + run("s", look("<w:rtl/>")),
    "strong": run("a", look("<w:b/>")) + run("b") + run("c", look('<w:b w:val="0"/><w:i/>')),
    "style": run("a", look('<w:rStyle w:val="B"/>')) + run("b", look('<w:rStyle w:val="X"/>')),
    "styled away": run("a", look('<w:rStyle w:val="B"/><w:b w:val="false"/>')),
    "hidden": run("a") + run("b", look('<w:rStyle w:val="V"/>')),
    "quotes": run("a", "<w:rPr><w:b w:val='0'/></w:rPr>") + run("b", "<w:rPr><w:b></w:b></w:rPr>"),
    "signs": "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/></w:r>" + run("c &lt;w:r&gt;"),
    "an element in the text": run("a") + run("b<w:cols/>") + run("c") + run("d"),
    "noise": run("a") + '<w:proofErr w:type="spellStart"/>' + run("b"),
    "field": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r>'
    + run("not shown")
    + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    + run("shown")
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "changed look": run("a", '<w:rPr><w:b/><w:rPrChange w:id="1"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>'),
    "deleted": '<w:del w:id="1" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del>' + run("b"),
    "inserted": '<w:ins w:id="1" w:author="A">' + run("a") + run("b") + "</w:ins>" + run("c"),
}  # fmt: skip


def whole(data: bytes, monkeypatch: pytest.MonkeyPatch) -> Reading:
    with monkeypatch.context() as patch:
        patch.setattr(parts, "condensed", lambda source, look_of: None)
        return read_docx(data, "a.docx")


@pytest.mark.parametrize("name", BODIES)
def test_nothing_is_lost_by_shortening(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraph = f"<w:p>{BODIES[name]}</w:p>"
    headed = f'<w:p w:rsidR="1"><w:pPr>{styled("H")}{LIST}</w:pPr>{BODIES[name]}</w:p>'
    table = f"<w:tbl><w:tr><w:tc><w:tcPr><w:tcW/></w:tcPr>{paragraph}</w:tc></w:tr></w:tbl>"
    data = docx(paragraph + headed * 2 + table, styles=STYLES, numbering=NUMBERS)
    assert read_docx(data, "a.docx") == whole(data, monkeypatch)


def test_a_document_laid_out_in_lines_is_shortened_too(monkeypatch: pytest.MonkeyPatch) -> None:
    body = (p("one", styled("H")) + p("two", LIST) + "<w:p>" + run(" ") + run("x") + "</w:p>") * 20
    data = docx(body.replace("><", ">\r\n  <"), styles=STYLES, numbering=NUMBERS)
    reading = read_docx(data, "a.docx")
    assert shown(reading)[:2] == [("heading", "one"), ("list", "1. two")]
    assert reading == whole(data, monkeypatch)


def test_properties_that_changed_are_read_as_they_are_now(monkeypatch: pytest.MonkeyPatch) -> None:
    was = f'<w:pPrChange w:id="1" w:author="A"><w:pPr>{styled("Title")}</w:pPr></w:pPrChange>'
    data = docx(p("one", styled("H") + was) + p("two"), styles=STYLES)
    assert shown(read_docx(data, "a.docx"))[0] == ("heading", "one")
    assert read_docx(data, "a.docx") == whole(data, monkeypatch)


def test_runs_without_a_look_become_one() -> None:
    source = part("document", f"<w:body>{p('a')}<w:p>{run('b')}{run('c')}</w:p></w:body>").encode()
    found = condensed(source, lambda identifier: (None, None, None))
    assert found and b'<w:p n="0"><w:t>a</w:t></w:p><w:p><w:t>bc</w:t></w:p>' in found.source


@pytest.mark.parametrize("change", ["<!-- x -->", '<x xmlns:w="urn:other"/>'])
def test_what_is_written_unusually_is_not_shortened(change: str) -> None:
    source = part("document", f"{change}<w:body/>").encode()
    assert condensed(source, lambda identifier: (None, None, None)) is None


def test_a_damaged_document_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(p("one") + p("two", styled("H")) + "<w:p><w:r><w:t>three</w:r></w:p>")
    reading = read_docx(data, "a.docx")
    assert "three" in reading.text and "damaged" in reading.doubts
    assert reading == whole(data, monkeypatch)


@pytest.mark.parametrize("lead", ["", "<!-- kept whole -->"])
def test_styles_are_found_whether_cut_out_or_parsed(lead: str) -> None:
    source = part("styles", lead + STYLES + style("Ä &amp; B", "heading 1")).encode()
    sheet = sheet_of(source)
    found = [sheet.said(identifier) for identifier in ("H", "Ä & B", "", "none")]
    assert [said.name if said else None for said in found] == ["heading 2", "heading 1", None, None]


STYLE_PARTS = {
    "named": '<w:name w:val="heading 3"/><w:basedOn w:val="Normal"/><w:rsid w:val="00A1"/>',
    "list": f'<w:pPr><w:keepNext/>{LIST}<w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>',
    "outline": '<w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:rPr><w:b/><w:i w:val="0"/></w:rPr>',
    "no value": "<w:name/><w:pPr><w:outlineLvl/></w:pPr><w:rPr><w:vanish/></w:rPr>",
    "other names": '<w:rPr><w14:b w14:val="0"/><w:bCs/><w:iCs/></w:rPr>',
    "laid out": '\n <w:name w:val="Quote"/>\n <w:pPr>\n <w:outlineLvl w:val="9"/>\n </w:pPr>\n',
}
ODD_STYLE_PARTS = {
    "twice": '<w:name w:val="a"/><w:name w:val="b"/>',
    "sign": '<w:name w:val="a &amp; b"/>',
    "loose number": '<w:pPr><w:numId w:val="3"/></w:pPr>',
    "changed": "<w:rPr><w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>",
    "of a table": '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>',
}


def style_source(inner: str) -> bytes:
    return f'<w:style w:type="paragraph" w:styleId="S">{inner}</w:style>'.encode()


@pytest.mark.parametrize("name", STYLE_PARTS)
def test_a_style_says_the_same_unparsed(name: str) -> None:
    source = style_source(STYLE_PARTS[name])
    root, _ = parse(b'<w:styles xmlns:w="%b">%b</w:styles>' % (MAIN, source))
    assert said_by_source(source) == said_by_element(root[0])


@pytest.mark.parametrize("name", ODD_STYLE_PARTS)
def test_an_oddly_written_style_is_left_to_the_parser(name: str) -> None:
    assert said_by_source(style_source(ODD_STYLE_PARTS[name])) is None


PLAIN_BODIES = {
    "words": p("a") * 3,
    "headings": p("a", styled("H")) + p("x" * 500, styled("H")) + p("b"),
    "items": p("a", LIST) + "<w:p><w:pPr>" + LIST + "</w:pPr></w:p>" + p("b", LIST),
    "hidden": p("a") + p("b", styled("V")),
    "empty": p("a") + "<w:p/>" + p(" ") + '<w:p w:rsidR="00A1B2C3"/>' + p("b"),
    "end deleted": p("a") + p("b", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("c") + p("d"),
    "signs": p("a &amp; b") + p("c") + p("d") + p("e"),
    "in a run": "<w:p><w:r>" + p("a") * 3 + "</w:r></w:p>",
    "deleted": '<w:p><w:del w:id="1" w:author="A">' + p("a") * 3 + "</w:del></w:p>",
    "in a cell": "<w:tbl><w:tr><w:tc>" + p("a") * 3 + "</w:tc></w:tr></w:tbl>",
    "alternatives": "<w:p><w:r><mc:AlternateContent><mc:Choice>"
    + p("") * 3
    + "</mc:Choice><mc:Fallback><w:txbxContent>"
    + p("a") * 3
    + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
}


@pytest.mark.parametrize("name", PLAIN_BODIES)
def test_plain_paragraphs_are_read_together(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(p("x") * 20 + PLAIN_BODIES[name] + p("y") * 20, styles=STYLES, numbering=NUMBERS)
    source = part("document", f"<w:body>{PLAIN_BODIES[name]}{p('z') * 30}</w:body>").encode()
    found = condensed(source, lambda identifier: (None, None, None))
    assert found and b"plainParagraphs" in found.source
    assert read_docx(data, "a.docx") == whole(data, monkeypatch)


def test_the_usual_style_and_language_are_told() -> None:
    usual = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    )
    lang = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>'
    sheet = sheet_of(part("styles", lang + usual).encode())
    assert (sheet.default, sheet.language) == ("N", "de-DE")


def test_emphasis_ends_where_a_plain_run_begins() -> None:
    data = docx("<w:p>" + run("a", look("<w:b/>")) + run("b") + "</w:p>")
    assert marked(read_docx(data, "a.docx"), "strong") == [("a", "")]
