"""The report on a corpus."""

from dataclasses import replace
from pathlib import Path

from desktop.corpus.corpus import Corpus, open_corpus
from desktop.corpus.intake import take_in
from desktop.corpus.library import Prepared, Refusal
from desktop.corpus.library.rows import pack_blocks, pack_marks
from desktop.corpus.report import report_on
from desktop.corpus.text.blocks import Catalogue
from tests.making import make_corpus, piece


def test_report_counts_what_the_corpus_holds(tmp_path: Path):
    folder = tmp_path / "articles"
    folder.mkdir()
    story = "The old bridge over the river was closed in the morning.\n"
    (folder / "1.txt").write_text(story)
    (folder / "2.txt").write_text(story.replace("\n", "\r\n"), newline="")
    (folder / "3.md").write_text(
        "# La fermeture\n\nLe vieux pont sur la rivière est fermé ce matin.\n"
    )
    (folder / "4.txt").write_bytes(b"")
    (folder / "5.txt").write_text("* * *\n")
    for _ in take_in(tmp_path / "c", [folder], stop=lambda: False):
        pass
    with open_corpus(tmp_path / "c") as corpus:
        report = report_on(corpus)
    assert report.documents == 4
    assert report.formats == {"text": 3, "markdown": 1}
    assert report.languages == {"en": 2, "fr": 1, "": 1}
    assert [Path(refusal.path).name for refusal in report.refused] == ["4.txt"]
    assert [Path(document.path).name for document in report.empty] == ["5.txt"]
    assert [[document.id for document in group] for group in report.duplicates] == [[1, 2]]
    assert report.words == 34


def test_report_counts_by_year_source_folder_and_doubt(tmp_path: Path):
    pieces = [
        piece("one two", published="2016-10-16", source="The News"),
        piece("one two three", updated="2016"),
        piece("one", published="1999-01"),
        piece("four"),
    ]
    with make_corpus(tmp_path / "c", pieces) as corpus:
        report = report_on(corpus)
        assert report.years == {"": 1, "1999": 1, "2016": 2}
        assert report.by_year_and_format["2016", "text"] == 2
        assert report.sources == {"": 3, "The News": 1}
        assert report.folders == {"made": 4}
        assert (report.largest[0].id, report.smallest[0].id) == (2, 3)
        assert (report.oldest[0].date, report.newest[0].date) == ("1999-01", "2016-10-16")
        corpus.remove([1, 2])
        assert report_on(corpus).years == {"": 1, "1999": 1}


def test_report_tells_doubts_and_reasons(tmp_path: Path):
    with make_corpus(tmp_path / "c", [piece("one"), piece("two"), piece("three")]) as corpus:
        with corpus.library.group():
            for number, doubts in ((1, ("cut", "scan")), (2, ("cut",))):
                prepared = prepared_of(corpus, number, doubts)
                corpus.library.add(prepared, replacing=number)
            for part in ("a", "b"):
                reason = "A scan without text: the pages are pictures."
                corpus.library.refuse(Refusal("x.zip", reason, "", "", part=part))
        report = report_on(corpus)
    assert report.doubts == {"cut": 2, "scan": 1}
    assert report.reasons == {"A scan without text: the pages are pictures.": 2}
    assert report.without_text_layer == 3
    assert [listed.id for listed in report.doubtful] == [1, 2]


def test_a_file_of_many_documents_is_counted_once(tmp_path: Path):
    with make_corpus(tmp_path / "c", ["one two", "three four"]) as corpus:
        with corpus.library.group():
            for number in (1, 2):
                prepared = prepared_of(corpus, number, ())
                prepared = replace(prepared, path="a/box.mbox", part=str(number), size_bytes=1_000)
                corpus.library.add(prepared, replacing=number)
        report = report_on(corpus)
    assert (report.documents, report.files, report.size_bytes) == (2, 1, 1_000)


def test_report_on_an_empty_corpus(tmp_path: Path):
    with make_corpus(tmp_path / "c", []) as corpus:
        report = report_on(corpus)
    assert (report.documents, report.words, report.largest, report.years) == (0, 0, (), {})


def prepared_of(corpus: Corpus, number: int, doubts: tuple[str, ...]) -> Prepared:
    """Return a document of a corpus, ready to be written again with doubts."""
    row, stored = corpus.document(number), corpus.text(number)
    return Prepared(
        path=row.path,
        sha256=row.sha256,
        size_bytes=row.size_bytes,
        modified_ns=0,
        format=row.format,
        encoding=None,
        remarks=(),
        catalogue=Catalogue(),
        text=stored.text,
        blocks=pack_blocks(stored.blocks),
        marks=pack_marks(stored.marks),
        tokens=corpus.library.tokens(number),
        words=row.words,
        doubts=doubts,
    )
