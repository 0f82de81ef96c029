"""The marked documents are read as they were marked, and the rules keep what they have reached."""

from pathlib import Path

from desktop.corpus.text.blocks import Kind
from tests.gold.marked import Marked, marked_documents, recognised_spans, scores, spans_of


def _document(tmp_path: Path, text: str, rest: str, labels: str) -> Marked:
    path = tmp_path / "doc.txt"
    path.write_text(text, "utf-8")
    last = text.count("\n") + 1
    return Marked("doc.txt", path, "utf-8", False, 1, last, rest, labels)


def test_marks_are_read(tmp_path: Path):
    text = "Night\n\nOne line.\nTwo lines.\n\n- a\n- b"
    document = _document(tmp_path, text, "blank", "t 1; l/ 6-7")
    assert spans_of(document, text) == {
        (Kind.TITLE, 1, 1),
        (Kind.PARAGRAPH, 3, 4),
        (Kind.LIST, 6, 6),
        (Kind.LIST, 7, 7),
    }


def test_recognised_blocks_are_counted_by_line(tmp_path: Path):
    text = "- first item\n- second item\n\n" + "A sentence of some length stands here. " * 5
    document = _document(tmp_path, text, "blank", "l/ 1-2")
    assert recognised_spans(document, text) == spans_of(document, text)
    assert scores([document])[Kind.LIST].both == 2


def test_rules_keep_their_precision(data_dir: Path):
    documents = marked_documents(data_dir)
    assert len(documents) >= 40
    for kind, least in ((Kind.PARAGRAPH, 0.95), (Kind.HEADING, 0.85), (Kind.BOILERPLATE, 0.95)):
        score = scores(documents)[kind]
        assert score.both >= least * score.found
