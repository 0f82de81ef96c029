"""A TEI document becomes a text with its chapters, pages and notes; its header is catalogue data."""

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.tei import read_tei
from desktop.corpus.text.blocks import Kind, Reading

TEI = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="http://far.away/tei.rng"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title type="main">Letters from Mosul</title><author><persName><surname>Bell</surname>,
<forename>Ann</forename></persName></author><editor>Someone Else</editor></titleStmt>
<publicationStmt><publisher>The Archive</publisher><date when="2011-05-02">May 2011</date></publicationStmt>
<sourceDesc><bibl><title>Letters</title><publisher>River Press</publisher><date when="1916">1916</date></bibl>
</sourceDesc></fileDesc></teiHeader>
<text><front><titlePage><titlePart>Letters from Mosul</titlePart></titlePage></front><body>
<pb n="12"/><div type="chapter"><head>The First Year</head>
<p>We came to the <choice><orig>citie</orig><reg>city</reg></choice> of Mosul<note place="foot">On the
Tigris.</note> in the <hi rend="italic">hot</hi> sum<lb break="no"/>mer of the year,<lb/>with <pb n="13"/>nothing.</p>
<div><head>In spring</head><lg><l>The river rises,</l><l>the river falls</l></lg>
<p>He said <quote>no water</quote> and left.</p><quote><p>Nobody stays here long.</p></quote>
<list><item>dates</item><item>figs</item></list>
<table><row><cell>town</cell><cell>men</cell></row><row><cell>Ur</cell><cell>12</cell></row></table>
<figure><graphic url="a.png"/><figDesc>The old bridge</figDesc></figure></div></div>
</body><back><div><head>Index</head><p>Mosul &amp; others</p></div></back></text></TEI>"""


def read(source: str) -> Reading:
    return read_tei(source.encode(), "letters.xml")


def shapes(reading: Reading) -> list[tuple[str, str, int, str]]:
    return [(b.kind.label, reading.text[b.start : b.end], b.level, b.style) for b in reading.blocks]


def test_blocks_follow_the_markup() -> None:
    assert shapes(read(TEI)) == [
        ("title", "Letters from Mosul", 0, ""),
        ("heading", "The First Year", 1, ""),
        ("paragraph", "We came to the citie of Mosul¹ in the hot summer of the year, with nothing.", 0, ""),
        ("heading", "In spring", 2, ""),
        ("paragraph", "The river rises,\nthe river falls", 0, ""),
        ("paragraph", "He said no water and left.", 0, ""),
        ("quotation", "Nobody stays here long.", 0, ""),
        ("list", "dates", 1, ""),
        ("list", "figs", 1, ""),
        ("table", "town\tmen\nUr\t12", 0, ""),
        ("caption", "The old bridge", 0, ""),
        ("paragraph", "¹ On the Tigris.", 0, "footnote"),
        ("heading", "Index", 1, ""),
        ("paragraph", "Mosul & others", 0, ""),
    ]  # fmt: skip


def test_pages_and_marks_stand_at_their_places() -> None:
    reading = read(TEI)
    pages = [m for m in reading.marks if m.name == "page"]
    assert [m.target for m in pages] == ["", "12", "13"]
    assert reading.text[pages[1].start :].startswith("The First Year")
    assert reading.text[pages[2].start :].startswith("nothing.")
    assert pages[1].end == pages[2].start
    assert pages[2].end == len(reading.text)
    inner = {(m.name, reading.text[m.start : m.end]) for m in reading.marks if m.name != "page"}
    assert {("em", "hot"), ("note", "¹"), ("cell", "Ur")} <= inner


def test_header_is_the_catalogue() -> None:
    catalogue = read(TEI).catalogue
    assert (catalogue.title, catalogue.author) == ("Letters from Mosul", "Ann Bell")
    assert (catalogue.source, catalogue.published) == ("River Press", "1916")
    assert catalogue.language == "en"
    assert catalogue.evidence["published"] == "metadata: sourceDesc/date 1916"


def test_older_tei_and_corpora_are_read() -> None:
    inner = "<text><body><div1><head>One</head><p>Caf&eacute; &odd;.</p></div1></body></text>"
    source = (
        '<!DOCTYPE TEI.2 SYSTEM "tei2.dtd"><teiCorpus.2><teiHeader/>'
        f"<TEI.2><teiHeader/>{inner}</TEI.2><TEI.2><teiHeader/>{inner}</TEI.2></teiCorpus.2>"
    )
    assert read(source).text == "One\n\nCafé &odd;.\n\nOne\n\nCafé &odd;."


def test_damaged_tei_is_read_as_far_as_it_goes() -> None:
    reading = read(TEI[: TEI.index("In spring")])
    assert "We came to the citie" in reading.text
    assert reading.doubts == ("damaged",)


@pytest.mark.parametrize("source", ["", "<TEI/>", "no markup", "<TEI><text><body/></text></TEI>"])
def test_tei_without_text_is_refused(source: str) -> None:
    with pytest.raises(FileTrouble):
        read(source)


def test_entities_are_never_blown_up() -> None:
    bomb = (
        '<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "/etc/passwd">]>'
        "<TEI><text><body><p>x &b; &c; y</p></body></text></TEI>"
    )
    assert read(bomb).text == "x &b; &c; y"


def test_kinds_are_the_house_ones() -> None:
    assert {b.kind for b in read(TEI).blocks} >= {Kind.TITLE, Kind.HEADING, Kind.TABLE}
