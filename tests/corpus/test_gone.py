"""Files that vanish from a watched folder are noticed; a drive that is not there is not mistaken for that."""

import shutil
from pathlib import Path

from desktop.corpus.corpus import open_corpus
from desktop.corpus.gone import gone_files
from desktop.corpus.intake import take_in


def _corpus_of(tmp_path: Path, *names: str) -> tuple[Path, Path]:
    folder = tmp_path / "in"
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"The text of {name}.\n")
    list(take_in(tmp_path / "c.corpus", [folder], stop=lambda: False))
    return tmp_path / "c.corpus", folder


def test_a_deleted_file_is_named_with_its_documents(tmp_path: Path):
    corpus_folder, folder = _corpus_of(tmp_path, "a.txt", "b.txt", "deep/c.txt")
    (folder / "deep/c.txt").unlink()
    with open_corpus(corpus_folder) as corpus:
        (gone,) = gone_files(corpus.catalogue(), [folder])
        assert gone.path == str(folder.resolve() / "deep/c.txt")
        assert corpus.document(gone.ids[0]).path == gone.path


def test_other_folders_are_not_looked_at(tmp_path: Path):
    corpus_folder, folder = _corpus_of(tmp_path, "a.txt", "a.txt.d/b.txt")
    (folder / "a.txt").unlink()
    with open_corpus(corpus_folder) as corpus:
        assert gone_files(corpus.catalogue(), [folder / "a.txt.d"]) == ()
        assert gone_files(corpus.catalogue(), []) == ()


def test_a_drive_that_is_not_there_does_not_count_as_deletion(tmp_path: Path):
    corpus_folder, folder = _corpus_of(tmp_path, "a.txt")
    shutil.rmtree(folder)
    with open_corpus(corpus_folder) as corpus:
        assert gone_files(corpus.catalogue(), [folder]) == ()
        folder.mkdir()  # the place where the drive would be
        assert gone_files(corpus.catalogue(), [folder]) == ()


def test_watched_folders_are_remembered(tmp_path: Path):
    with open_corpus(tmp_path / "c.corpus", create=True) as corpus:
        corpus.watch_folders([Path("/b"), Path("/a"), Path("/b")])
        assert corpus.watched_folders() == (Path("/a"), Path("/b"))
        corpus.watch_folders([])
        assert corpus.watched_folders() == ()
