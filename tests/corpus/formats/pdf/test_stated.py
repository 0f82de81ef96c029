"""What a PDF says about itself is taken, what a program put there is not."""

import pytest

from desktop.corpus.formats.pdf import read_pdf
from desktop.corpus.formats.pdf.catalogue import is_author, is_title
from desktop.corpus.text.blocks import Catalogue
from tests.corpus.formats.pdf.paper import column, paper

LINES = ["The river rose in the night and carried the old bridge away.", "Nobody was hurt by it."]
XMP = b"""<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
 prism:publicationName="The Valley Post">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">The flood</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Ann Miller</rdf:li><rdf:li>Bo Ferry</rdf:li></rdf:Seq></dc:creator>
<prism:publicationDate>2016-10-16</prism:publicationDate>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def said(info: dict[str, str], more: tuple[bytes, ...] = ()) -> Catalogue:
    return read_pdf(paper([column(40, 500, LINES)], info=info, more=more), "a.pdf").catalogue


def test_title_and_author_come_from_the_metadata_with_evidence() -> None:
    known = said({"Title": "The flood of 1846", "Author": "Ann Miller"})
    assert (known.title, known.author) == ("The flood of 1846", "Ann Miller")
    assert known.evidence["author"] == "metadata: Author"


def test_when_a_file_was_made_is_not_when_its_text_was_published() -> None:
    known = said({"CreationDate": "D:20161016120000Z", "ModDate": "D:20170321120000Z"})
    assert (known.published, known.updated) == (None, None)


def test_a_packet_that_names_the_publication_is_taken_at_its_word() -> None:
    packet = b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%s\nendstream" % (len(XMP), XMP)
    known = said({"CreationDate": "D:20200101"}, (packet,))
    assert (known.title, known.author) == ("The flood", "Ann Miller; Bo Ferry")
    assert (known.published, known.source) == ("2016-10-16", "The Valley Post")
    assert known.evidence["published"].startswith("metadata: prism:publicationDate")


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - report.doc", "report_final_2.docx", "Untitled", "untitled-1.indd",
        "Document1", "PowerPoint Presentation", "Print", "scan0001.tif", "https://example.org/a",
        "Scanned Document", "12345", "", "report_2016_final",
    ],
)  # fmt: skip
def test_titles_of_programs_are_none(title: str) -> None:
    assert not is_title(title)
    assert said({"Title": title}).title is None


def test_real_titles_and_authors_are_kept() -> None:
    assert is_title("A report on Word documents")
    assert is_title("SpookyPass")
    assert is_author("Michael McCandless")
    for name in ("user", "Administrator", "Unknown", "PC01\\miller", "x", "Windows User"):
        assert not is_author(name)
