"""A look at a folder counts what an intake would meet, and takes nothing in."""

from pathlib import Path

from desktop.corpus.corpus import open_corpus
from desktop.corpus.intake import take_in
from desktop.corpus.intake.preview import look_over


def test_files_are_counted_by_format(tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("A text.\n")
    (folder / "b.md").write_text("# A heading\n\nMore.\n")
    (folder / "c.bin").write_bytes(b"\x7fELF" + bytes(range(200)))
    (folder / "d.txt").write_bytes(b"")
    *_, seen = look_over([folder], {})
    assert seen.is_whole
    assert (seen.files, seen.unknown, seen.unchanged) == (4, 1, 0)
    assert seen.formats == {"text": (1, 8), "markdown": (1, 19), "empty": (1, 0)}
    assert [(Path(one.path).name, one.kind) for one in seen.examples] == [("c.bin", "Programs")]
    assert seen.of_format["markdown"] == (str(folder.resolve() / "b.md"),)


def test_what_is_in_the_corpus_already_is_said(tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("A text.\n")
    list(take_in(tmp_path / "c.corpus", [folder], stop=lambda: False))
    (folder / "b.txt").write_text("Another text.\n")
    with open_corpus(tmp_path / "c.corpus") as corpus:
        (row,) = corpus.catalogue().ids.tolist()
        document = corpus.document(row)
    known = {document.path: (document.size_bytes, document.modified_ns)}
    *_, seen = look_over([folder], known)
    assert (seen.files, seen.unchanged, seen.formats) == (2, 1, {"text": (1, 14)})


def test_a_folder_that_is_not_there_is_said(tmp_path: Path):
    *_, seen = look_over([tmp_path / "none"], {})
    assert (seen.files, seen.lost) == (0, (str(tmp_path / "none"),))
