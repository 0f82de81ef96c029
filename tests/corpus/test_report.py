"""The report on a corpus."""

from pathlib import Path

from desktop.corpus.corpus import open_corpus
from desktop.corpus.intake import take_in
from desktop.corpus.report import report_on


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
