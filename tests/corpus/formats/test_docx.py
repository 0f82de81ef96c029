"""A Word document is read as its page shows it, with what hangs on it told apart."""

import io
import zipfile

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.docx import read_docx
from desktop.corpus.text.blocks import Block, Kind, Reading

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}"'
CORE = (
    '<cp:coreProperties xmlns:cp="urn:c" xmlns:dc="urn:dc" xmlns:dcterms="urn:t">'
    "{}</cp:coreProperties>"
)


def part(root: str, inner: str) -> str:
    return f"<w:{root} {NAMES}>{inner}</w:{root}>"


def relations(entries: dict[str, tuple[str, str]]) -> str:
    lines = ""
    for key, (kind, target) in entries.items():
        mode = ' TargetMode="External"' if "://" in target else ""
        lines += f'<Relationship Id="{key}" Type="http://x/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="urn:r">{lines}</Relationships>'


def docx(body: str, *, core: str = "", **parts: str) -> bytes:
    """Make a document; `parts` maps kinds ("styles", "header1") to what their root holds."""
    roots = {"header": "hdr", "footer": "ftr"}
    kinds = {name: name.rstrip("0123456789") for name in parts}
    own = {name: (kinds[name], f"{name}.xml") for name in parts}
    own["link"] = ("hyperlink", "https://example.org/a")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        package = {"main": ("officeDocument", "word/document.xml")}
        if core:
            package["core"] = ("metadata/core-properties", "core.xml")
            archive.writestr("core.xml", CORE.format(core))
        archive.writestr("_rels/.rels", relations(package))
        archive.writestr("word/_rels/document.xml.rels", relations(own))
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", part(roots.get(kinds[name], kinds[name]), inner))
    return out.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def styled(style: str) -> str:
    return f'<w:pStyle w:val="{style}"/>'


def style(identifier: str, name: str, based: str = "", extra: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>{extra}</w:style>'
    )


def shown(reading: Reading) -> list[tuple[str, str]]:
    return [(b.kind.label, reading.text[b.start : b.end]) for b in reading.blocks]


def marked(reading: Reading, name: str) -> list[tuple[str, str]]:
    return [(reading.text[m.start : m.end], m.target) for m in reading.marks if m.name == name]


def styled_as(reading: Reading, style: str) -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks if b.style == style]


def test_words_are_neither_split_nor_joined() -> None:
    body = (
        "<w:p><w:r><w:t>un</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>broken</w:t></w:r>"
        "<w:r><w:tab/><w:t>tab</w:t><w:br/><w:t>line</w:t></w:r></w:p>" + p("next")
    )
    reading = read_docx(docx(body), "a.docx")
    assert reading.text == "unbroken\ttab\nline\n\nnext"
    assert marked(reading, "strong") == [("broken", "")]


@pytest.mark.parametrize("name", ["heading 2", "Überschrift 2", "Titre 2", "заголовок 2"])
def test_a_heading_is_known_by_its_styles_name_in_any_language(name: str) -> None:
    styles = style("x1", name) + style("x2", "Mine", "x1")
    reading = read_docx(docx(p("Top", styled("x2")) + p("Text of it."), styles=styles), "a.docx")
    assert reading.blocks[0].kind == Kind.HEADING and reading.blocks[0].level == 2


def test_a_heading_is_known_by_its_outline_level() -> None:
    styles = style("own", "My own", extra='<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    body = p("Deep", styled("own")) + p("Not", styled("own") + '<w:outlineLvl w:val="9"/>')
    assert shown(read_docx(docx(body, styles=styles), "a.docx")) == [
        ("heading", "Deep"),
        ("paragraph", "Not"),
    ]


def test_title_quotation_and_caption_come_from_styles() -> None:
    styles = style("T", "Title") + style("Q", "Intense Quote") + style("C", "Beschriftung")
    body = p("A title", styled("T")) + p("Said.", styled("Q")) + p("Below", styled("C"))
    reading = read_docx(docx(body, styles=styles), "a.docx")
    assert [kind for kind, _ in shown(reading)] == ["title", "quotation", "caption"]
    assert reading.catalogue.title == "A title"


def test_numbers_of_lists_are_shown_as_the_page_shows_them() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )

    def item(text: str, level: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')

    body = item("one", 0) + item("deep", 1) + item("two", 0) + item("deep again", 1)
    reading = read_docx(docx(body, numbering=numbering), "a.docx")
    assert reading.text.split("\n\n") == ["I. one", "a) deep", "II. two", "a) deep again"]
    assert [(b.kind, b.level) for b in reading.blocks][:2] == [(Kind.LIST, 1), (Kind.LIST, 2)]


def test_a_table_has_rows_and_marked_cells() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    body = f"<w:tbl>{row(p('a') + p('b'), p('c'))}{row(p('d'), p(''))}</w:tbl>"
    reading = read_docx(docx(body), "a.docx")
    assert shown(reading) == [("table", "a b\tc\nd")]
    assert [text for text, _ in marked(reading, "cell")] == ["a b", "c", "d"]


def test_notes_and_comments_stand_at_the_end() -> None:
    body = (
        '<w:p><w:r><w:t>Claim</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:t> and</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    notes = f'<w:footnote w:id="2">{p("Proof.")}</w:footnote>'
    comments = (
        f'<w:comment w:id="0" w:author="Ada" w:date="2016-10-16T08:00:00Z">{p("Sure?")}</w:comment>'
    )
    reading = read_docx(docx(body, footnotes=notes, comments=comments), "a.docx")
    assert reading.text == "Claim¹ and²\n\n¹ Proof.\n\n² Ada, 2016-10-16: Sure?"
    assert [block.style for block in reading.blocks] == ["", "footnote", "comment"]
    assert marked(reading, "note") == [("¹", "1"), ("²", "2")]


def test_tracked_changes_are_shown_as_what_they_are() -> None:
    body = (
        "<w:p><w:r><w:t>He </w:t></w:r>"
        '<w:del w:author="Ed" w:date="2016-10-16T00:00:00Z"><w:r><w:delText>never</w:delText></w:r></w:del>'
        '<w:ins w:author="Ed" w:date="2016-10-17T00:00:00Z"><w:r><w:t>always</w:t></w:r></w:ins>'
        "<w:r><w:t> lied</w:t></w:r><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:moveTo><w:r><w:t>moved</w:t></w:r></w:moveTo></w:p>"
    )
    reading = read_docx(docx(body), "a.docx")
    assert reading.text == "He always lied\n\nnever\n\nmoved"
    assert styled_as(reading, "deleted") == ["never"]
    assert marked(reading, "inserted") == [
        ("always", "Ed, 2016-10-17"),
        ("moved", "moved here"),
    ]


def test_deletions_apart_from_each_other_are_not_joined() -> None:
    def gone(text: str) -> str:
        return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"

    body = f"<w:p>{gone('o')}{gone('ne')}<w:r><w:t>stays</w:t></w:r>{gone('two')}</w:p>"
    reading = read_docx(docx(body), "a.docx")
    assert styled_as(reading, "deleted") == ["one", "two"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    body = p("first ", "<w:rPr><w:del/></w:rPr>") + p("second")
    assert read_docx(docx(body), "a.docx").text == "first second"


def test_fields_show_their_result_and_links_their_address() -> None:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    body = (
        f"<w:p>{sign('begin')}<w:r><w:instrText> HYPERLINK &quot;https://b.org&quot; </w:instrText></w:r>"
        f"{sign('separate')}<w:r><w:t>there</w:t></w:r>{sign('end')}<w:r><w:t> or </w:t></w:r>"
        '<w:hyperlink r:id="link"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>'
    )
    reading = read_docx(docx(body), "a.docx")
    assert reading.text == "there or here"
    assert marked(reading, "link") == [
        ("there", "https://b.org"),
        ("here", "https://example.org/a"),
    ]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t> after</w:t></w:r></w:p>"
    )
    assert read_docx(docx(body), "a.docx").text == "before after\n\nin the box"


def test_headers_and_footers_are_furniture_and_stand_once() -> None:
    reading = read_docx(
        docx(p("Text."), header1=p("Secret"), header2=p("Secret"), footer1=p("Page 1")), "a.docx"
    )
    assert shown(reading) == [
        ("paragraph", "Text."),
        ("boilerplate", "Secret"),
        ("boilerplate", "Page 1"),
    ]
    assert styled_as(reading, "header") == ["Secret"]


def test_hidden_text_is_read_and_told() -> None:
    body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hush</w:t></w:r></w:p>"
    reading = read_docx(docx(body), "a.docx")
    assert reading.text == "hush"
    assert any("hidden" in note for note in reading.notes)


def test_properties_are_evidence_but_made_up_ones_are_not() -> None:
    core = "<dc:title>Word Document</dc:title><dc:creator>Ada Lovelace</dc:creator><dcterms:created>2016-10-16</dcterms:created>"
    catalogue = read_docx(docx(p("Text."), core=core), "a.docx").catalogue
    assert (catalogue.title, catalogue.author, catalogue.published) == (None, "Ada Lovelace", None)
    assert catalogue.evidence["author"] == "metadata: dc:creator"


def test_the_strict_kind_is_read() -> None:
    source = docx(p("Top", '<w:outlineLvl w:val="0"/>') + p("Text."))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(W.encode(), STRICT_W.encode()))
    assert shown(read_docx(out.getvalue(), "a.docx")) == [("title", "Top"), ("paragraph", "Text.")]


def test_an_encrypted_document_asks_for_its_password() -> None:
    with pytest.raises(FileTrouble, match="password"):
        read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx")


def test_entities_are_not_expanded() -> None:
    source = docx(p("before ENTITY after"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + content
            new.writestr(name, content.replace(b"ENTITY after", b"&x; after"))
    assert "root:" not in read_docx(out.getvalue(), "a.docx").text


@pytest.mark.parametrize("n", [200, 20_000])
def test_nesting_without_end_is_refused(n: int) -> None:
    body = "<w:tbl><w:tr><w:tc>" * n + p("deep") + "</w:tc></w:tr></w:tbl>" * n
    with pytest.raises(FileTrouble):
        read_docx(docx(body), "a.docx")


def test_a_document_that_lost_its_end_is_read_as_far_as_it_goes() -> None:
    words = " ".join(f"word{number}" for number in range(3_000))
    whole = docx(p("The beginning.") + p(words))
    reading = read_docx(whole[: whole.index(b"word900 ")], "a.docx")
    assert reading.text.startswith("The beginning.\n\nword0 word1 ")
    assert reading.doubts == ("damaged",)


def test_a_document_without_text_says_so() -> None:
    with pytest.raises(FileTrouble, match="holds no text"):
        read_docx(docx(p("")), "a.docx")


def test_blocks_are_in_order_and_never_overlap() -> None:
    blocks: tuple[Block, ...] = read_docx(docx(p("a") + p("b")), "a.docx").blocks
    assert all(one.end <= two.start for one, two in zip(blocks, blocks[1:], strict=False))


@pytest.mark.parametrize(
    ("language", "number"), [("en-GB", "Article One"), ("de-DE", "Article 1"), ("", "Article 1")]
)
def test_numbers_in_words_are_shown_where_the_language_is_known(language: str, number: str) -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="cardinalText"/>'
        '<w:lvlText w:val="Article %1"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    look = f'<w:rPr><w:lang w:val="{language}"/></w:rPr>' if language else ""
    styles = f"<w:docDefaults><w:rPrDefault>{look}</w:rPrDefault></w:docDefaults>"
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    reading = read_docx(docx(p("Names", item), styles=styles, numbering=numbering), "a.docx")
    assert reading.text == f"{number} Names"
