"""Plain XML becomes the words of its elements; known vocabularies keep their headings and credits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import read_data
from desktop.corpus.formats.xml import read_xml
from desktop.corpus.text.blocks import Reading
from desktop.corpus.text.canonical import canonical


def read(source: str) -> Reading:
    return read_xml(source.encode("utf-8", "replace"), "a.xml")


def shapes(reading: Reading) -> list[tuple[str, str]]:
    return [(b.kind.label, reading.text[b.start : b.end]) for b in reading.blocks]


def test_each_element_with_words_of_its_own_is_a_paragraph() -> None:
    source = (
        '<?xml version="1.0"?><records secret="unseen"><r id="7"><name>Ann Bell</name>'
        "<place>Mosul</place></r><r><remark>She saw <x>the old</x> city.</remark>"
        "<![CDATA[loose <words>]]></r></records>"
    )
    assert [text for _, text in shapes(read(source))] == [
        "Ann Bell",
        "Mosul",
        "She saw the old city.",
        "loose <words>",
    ]


def test_docbook() -> None:
    source = (
        '<article xmlns="http://docbook.org/ns/docbook"><info><title>The River</title><author><personname>'
        "<firstname>Ann</firstname><surname>Bell</surname></personname></author><pubdate>2011-05-02</pubdate>"
        "</info><section><title>Spring</title><para>It <emphasis>rises</emphasis>.<footnote><para>Each year."
        "</para></footnote></para><itemizedlist><listitem><para>dates</para></listitem></itemizedlist>"
        "<informaltable><tgroup><tbody><row><entry>Ur</entry><entry>12</entry></row></tbody></tgroup>"
        "</informaltable></section></article>"
    )
    reading = read(source)
    assert shapes(reading)[0] == ("title", "The River")
    assert shapes(reading)[-5:] == [
        ("heading", "Spring"),
        ("paragraph", "It rises.¹"),
        ("list", "dates"),
        ("table", "Ur\t12"),
        ("paragraph", "¹ Each year."),
    ]
    assert (reading.catalogue.author, reading.catalogue.published) == ("Ann Bell", "2011-05-02")


def test_nitf() -> None:
    source = (
        '<nitf><head><title>River rises</title><docdata><date.issue norm="20161016T090000Z"/>'
        '<doc.copyright holder="Daily Water"/></docdata></head><body><body.head><hedline><hl1>River rises'
        "</hl1></hedline><byline>By <person>Ann Bell</person></byline></body.head><body.content><block>"
        "<p>Nobody stays.</p><hl2>Later</hl2><p>All came back.</p></block></body.content></body></nitf>"
    )
    reading = read(source)
    assert ("paragraph", "Nobody stays.") in shapes(reading)
    assert ("heading", "Later") in shapes(reading)
    assert reading.catalogue.published == "2016-10-16"
    assert reading.catalogue.source == "Daily Water"
    assert reading.catalogue.evidence["published"].startswith("metadata: date.issue")


def test_feed_shows_the_pages_that_it_holds_as_characters() -> None:
    source = (
        "<rss version='2.0'><channel><title>Daily Water</title><item><title>River rises</title>"
        "<link>http://far.away/1</link><description>&lt;p&gt;Nobody &lt;b&gt;stays&lt;/b&gt;.&lt;/p&gt;"
        "&lt;script&gt;evil()&lt;/script&gt;</description></item></channel></rss>"
    )
    reading = read(source)
    assert shapes(reading)[:2] == [("title", "Daily Water"), ("heading", "River rises")]
    assert ("paragraph", "Nobody stays.") in shapes(reading)
    assert "evil" not in reading.text
    assert reading.catalogue.source == "Daily Water"


def test_fictionbook_leaves_pictures_out() -> None:
    source = (
        "<FictionBook><description><title-info><author><first-name>Ann</first-name><last-name>Bell"
        "</last-name></author><book-title>Water</book-title></title-info></description><body><section>"
        "<title><p>One</p></title><p>It rises.</p></section></body><binary id='a'>iVBORw0=</binary></FictionBook>"
    )
    reading = read(source)
    assert shapes(reading)[-2:] == [("heading", "One"), ("paragraph", "It rises.")]
    assert reading.catalogue.author == "Ann Bell"
    assert "iVBOR" not in reading.text


def test_encodings_and_utf_16() -> None:
    words = '<?xml version="1.0" encoding="{}"?><a><p>Die Brücke fiel.</p></a>'
    for encoding in ("utf-16", "iso-8859-1", "utf-8"):
        data = words.format(encoding).encode(encoding)
        assert read_xml(data, "a.xml").text == "Die Brücke fiel."


def test_bombs_and_foreign_files_are_never_opened() -> None:
    entities = '<!ENTITY a "lollollollol">' + "".join(
        f'<!ENTITY b{n} "{f"&b{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(9)
    )
    reading = read(
        f'<!DOCTYPE x [{entities}<!ENTITY f SYSTEM "/etc/passwd">]><x><p>a &b8; &f; b</p></x>'
    )
    assert reading.text.startswith("a")
    assert "lol" not in reading.text
    assert reading.doubts == ("damaged",)


def test_deep_and_wide_trees_end() -> None:
    deep = read("<a><p>first words</p>" + "<b>" * 5_000 + "x" + "</b>" * 5_000 + "</a>")
    assert "first words" in deep.text
    wide = read("<a>" + "<b>word</b>" * 50_000 + "</a>")
    assert wide.text.count("word") == 50_000


@pytest.mark.parametrize("source", ["", "   ", "<a/>", "<a b='c'/>", "not XML at all"])
def test_nothing_to_read_is_said(source: str) -> None:
    with pytest.raises(FileTrouble):
        read(source)


NAMES = [
    "a",
    "p",
    "title",
    "section",
    "table",
    "row",
    "entry",
    "td",
    "footnote",
    "list",
    "item",
    "em",
    "rss",
    "description",
    "body",
    "binary",
]


@given(
    st.lists(
        st.sampled_from(
            [*(f"<{n}>" for n in NAMES), *(f"</{n}>" for n in NAMES), " w ", "x", "&b;"]
        )
    )
)
def test_any_mixture_of_elements_is_well_formed(pieces: list[str]) -> None:
    try:
        reading = read("<root>" + "".join(pieces) + "</root>")
    except FileTrouble:
        return
    assert canonical(reading.text) == reading.text
    for mark in reading.marks:
        assert any(b.start <= mark.start < mark.end <= b.end for b in reading.blocks), mark


def test_tag_with_countless_attributes_is_refused_at_once() -> None:
    with pytest.raises(FileTrouble, match="attributes"):
        read("<a " + " ".join(f'k{n}="v"' for n in range(50_000)) + ">text</a>")


def test_damaged_declaration_and_ends_do_not_lose_the_words() -> None:
    source = '<?xml ver{sion="1.0" enc<a><p>first words</p><q>second words</p></a>'
    assert [text for _, text in shapes(read(source))] == ["first words", "second words"]


def test_bytes_that_are_no_characters_spoil_neither_text_nor_attributes() -> None:
    data = b"<list><p note='a\xed\xa0\x80b'>The river\xed\xa0\x80 rose.</p></list>"
    reading = read_xml(data, "a.xml")
    assert reading.text.startswith("The river") and reading.text.endswith(" rose.")
    assert "damaged" in reading.doubts


@pytest.mark.parametrize("half", ["&#xD83D;", "&#55357;", "&#xDFFF"])
def test_halves_of_characters_are_no_characters(half: str) -> None:
    reading = read(f"<list><p note='{half}'>The river{half} rose</p><p>in the night.</p></list>")
    assert reading.text.endswith("in the night.") and reading.text.startswith("The river")


def test_control_codes_in_the_page_of_a_feed_are_left_out() -> None:
    item = "<item><description>&lt;p&gt;The &amp;#2;river&amp;#12; rose.&lt;/p&gt;</description></item>"
    assert "river" in read(f"<rss version='2.0'><channel>{item}</channel></rss>").text


BROKEN = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article SYSTEM "docbook.dtd" [ <!ENTITY foo "bar"> ]>
<article lang="en" xmlns:x="urn:x" id="a1">
<title>On the floods of Mosul</title>
<para>The river rose in the night, and by the morning the bridges were gone.</para>
<para>Nobody had been told of it before the water came to the doors.</para>
</article>
"""


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        (b"<?xml ver", b""),
        (b'"?>', b'">'),
        (b"UTF-8", b"UTF-99"),
        (b"] >", b""),
        (b'docbook.dtd"', b"docbook.dtd"),
        (b'<article lang="en" xmlns:x="urn:x" id="a1">', b""),
        (b'id="a1">', b'id="a1'),
        (b'lang="en"', b'lang=en"'),
        (b"<article", b"<\x01article"),
    ],
)
def test_xml_that_breaks_before_its_body_is_read(whole: bytes, broken: bytes) -> None:
    (reading,) = read_data(BROKEN.replace(whole, broken, 1), "a.xml")
    assert "the bridges were gone" in reading.text
    assert "came to the doors" in reading.text
    assert "<para>" not in reading.text
