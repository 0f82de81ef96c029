"""An OpenDocument file is read as its page shows it, zipped or flat."""

import io
import zipfile

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.odt import read_odt, repeated
from desktop.corpus.text.blocks import Kind, Reading

SPACES = {
    "office": "office:1.0",
    "text": "text:1.0",
    "table": "table:1.0",
    "style": "style:1.0",
    "draw": "drawing:1.0",
    "fo": "xsl-fo-compatible:1.0",
    "meta": "meta:1.0",
    "presentation": "presentation:1.0",
}
NAMES = " ".join(
    [f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{end}"' for key, end in SPACES.items()]
    + ['xmlns:xlink="http://www.w3.org/1999/xlink"', 'xmlns:dc="http://purl.org/dc/elements/1.1/"']
)


def flat(text: str, *, styles: str = "", meta: str = "", masters: str = "") -> bytes:
    return (
        f"<?xml version='1.0'?><office:document {NAMES}><office:meta>{meta}</office:meta>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>"
        f"<office:body><office:text>{text}</office:text></office:body></office:document>"
    ).encode()


def zipped(data: bytes, **members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", data)
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def read(text: str, *, styles: str = "", meta: str = "", masters: str = "") -> Reading:
    return read_odt(flat(text, styles=styles, meta=meta, masters=masters), "a.fodt")


def shown(reading: Reading) -> list[tuple[str, str]]:
    return [(b.kind.label, reading.text[b.start : b.end]) for b in reading.blocks]


def marked(reading: Reading, name: str) -> list[tuple[str, str]]:
    return [(reading.text[m.start : m.end], m.target) for m in reading.marks if m.name == name]


def test_white_space_is_what_the_standard_says() -> None:
    reading = read(
        p(
            "  one\n  two<text:s text:c='3'/>three<text:tab/>four<text:line-break/>fi<text:span>ve</text:span>"
        )
    )
    assert reading.text == "one two   three\tfour\nfive"


def test_a_zipped_file_reads_the_same() -> None:
    data = flat(p("Text."))
    assert read_odt(zipped(data), "a.odt").text == read_odt(data, "a.fodt").text == "Text."


def test_headings_and_emphasis() -> None:
    styles = (
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    text = (
        '<text:h text:outline-level="2">Part</text:h><text:h text:outline-level="2">Other</text:h>'
        + p('a <text:span text:style-name="T1">bold</text:span> word')
    )
    reading = read(text, styles=styles)
    assert [(b.kind, b.level) for b in reading.blocks][:2] == [(Kind.HEADING, 2), (Kind.HEADING, 2)]
    assert marked(reading, "strong") == [("bold", "")]


def test_a_kind_comes_through_the_styles_above() -> None:
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    reading = read(p("Title it", "Title") + p("Said.", "P1"), styles=styles)
    assert [kind for kind, _ in shown(reading)] == ["title", "quotation"]


def test_numbers_of_lists_are_shown() -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
        'style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" '
        'style:num-format="a" style:num-suffix=")"/></text:list-style>'
    )
    text = (
        '<text:list text:style-name="L"><text:list-item><text:p>one</text:p><text:list><text:list-item>'
        "<text:p>deep</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>two</text:p></text:list-item></text:list>"
    )
    reading = read(text, styles=styles)
    assert reading.text.split("\n\n") == ["1. one", "a) deep", "2. two"]
    assert [block.level for block in reading.blocks] == [1, 2, 1]


def test_a_table_has_rows_and_cells() -> None:
    def row(*cells: str) -> str:
        inner = "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{inner}</table:table-row>"

    reading = read(
        f"<table:table><table:table-header-rows>{row('a', 'b')}</table:table-header-rows>{row('c', 'd')}</table:table>"
    )
    assert shown(reading) == [("table", "a\tb\nc\td")]
    assert len(marked(reading, "cell")) == 4


def cell(text: str, times: str = "") -> str:
    repeated = f' table:number-columns-repeated="{times}"' if times else ""
    return f"<table:table-cell{repeated}>{p(text)}</table:table-cell>"


def test_cells_and_rows_that_are_said_once_stand_as_often_as_the_table_shows_them() -> None:
    rows = (
        f"<table:table-row>{cell('a', '3')}{cell('b')}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="2">{cell("c")}{cell("d", "x")}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="1048570">{cell("", "1024")}</table:table-row>'
    )
    reading = read(f"<table:table>{rows}</table:table>")
    assert shown(reading) == [("table", "a\ta\ta\tb\nc\td\nc\td")]
    assert reading.doubts == ()


def test_cells_that_are_repeated_without_end_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeated, "_MOST_CHARACTERS", 9)
    rows = f"<table:table-row>{cell('a', '99999999999')}{cell('b', '3')}</table:table-row>" * 2
    reading = read(f"<table:table>{rows}</table:table>")
    assert shown(reading) == [("table", "a\ta\ta\ta\ta\tb\na\tb")]
    assert reading.doubts == ("cut",)


def test_notes_and_comments_stand_at_the_end() -> None:
    text = p(
        "Claim<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"{p('Proof.')}</text:note-body></text:note> and<office:annotation><dc:creator>Ada</dc:creator>"
        f"<dc:date>2016-10-16T08:00:00</dc:date>{p('Sure?')}</office:annotation>."
    )
    reading = read(text)
    assert reading.text == "Claim¹ and².\n\n¹ Proof.\n\n² Ada, 2016-10-16: Sure?"
    assert [block.style for block in reading.blocks] == ["", "footnote", "comment"]


def test_tracked_changes_are_shown_as_what_they_are() -> None:
    def region(number: str, kind: str, inner: str = "") -> str:
        info = (
            "<office:change-info><dc:creator>Ed</dc:creator><dc:date>2016-10-16T00:00:00</dc:date>"
            "</office:change-info>"
        )
        return f'<text:changed-region text:id="{number}"><text:{kind}>{info}{inner}</text:{kind}></text:changed-region>'

    changes = f"<text:tracked-changes>{region('c1', 'deletion', p('never'))}{region('c2', 'insertion')}</text:tracked-changes>"
    body = p(
        'He <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>always'
        '<text:change-end text:change-id="c2"/> lied'
    )
    reading = read(changes + body)
    assert reading.text == "He always lied\n\nnever"
    assert [block.style for block in reading.blocks] == ["", "deleted"]
    assert marked(reading, "inserted") == [("always", "Ed, 2016-10-16")]
    assert marked(reading, "deleted") == [("never", "Ed, 2016-10-16")]


def test_frames_follow_and_links_keep_their_address() -> None:
    text = p(
        f"before <draw:frame><draw:text-box>{p('boxed')}</draw:text-box></draw:frame>"
        '<text:a xlink:href="https://example.org">link</text:a>'
    )
    reading = read(text)
    assert reading.text == "before link\n\nboxed"
    assert marked(reading, "link") == [("link", "https://example.org")]


def test_headers_are_furniture() -> None:
    masters = f"<style:master-page><style:footer>{p('Foot')}</style:footer><style:header>{p('Head')}</style:header></style:master-page>"
    reading = read(p("Text."), masters=masters)
    assert shown(reading) == [
        ("paragraph", "Text."),
        ("boilerplate", "Head"),
        ("boilerplate", "Foot"),
    ]


def test_properties_are_evidence() -> None:
    meta = (
        "<dc:title>A report</dc:title><meta:initial-creator>Ada Lovelace</meta:initial-creator>"
        '<meta:creation-date>2016-10-16</meta:creation-date><meta:document-statistic meta:page-count="3"/>'
    )
    reading = read(p("Text."), meta=meta)
    catalogue = reading.catalogue
    assert (catalogue.title, catalogue.author, catalogue.published) == (
        "A report",
        "Ada Lovelace",
        None,
    )
    assert catalogue.evidence["author"] == "metadata: meta:initial-creator"
    assert reading.pages == 3


def test_an_encrypted_file_asks_for_its_password() -> None:
    with pytest.raises(FileTrouble, match="password"):
        read_odt(zipped(b"?", **{"META-INF__manifest": "<manifest:encryption-data/>"}), "a.odt")


def test_slides_have_their_titles_as_headings() -> None:
    frame = f'<draw:frame presentation:class="title"><draw:text-box>{p("Top")}</draw:text-box></draw:frame>'
    data = flat("").replace(
        b"<office:text></office:text>",
        f"<office:presentation><draw:page>{frame}</draw:page><draw:page>{frame}</draw:page></office:presentation>".encode(),
    )
    reading = read_odt(data, "a.odp", format="odp")
    assert (reading.format, reading.pages) == ("odp", 2)
    assert [kind for kind, _ in shown(reading)] == ["heading", "heading"]


@pytest.mark.parametrize("tag", ["text:span", "text:section", "draw:frame"])
@pytest.mark.parametrize("n", [300, 20_000])
def test_nesting_without_end_is_refused(tag: str, n: int) -> None:
    inner = f"<{tag}>" * n + "deep" + f"</{tag}>" * n
    with pytest.raises(FileTrouble):
        read(p(inner))


def test_no_text_is_said() -> None:
    with pytest.raises(FileTrouble, match="no text"):
        read(p(""))
