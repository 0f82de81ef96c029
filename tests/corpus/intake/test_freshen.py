"""The columns that an intake writes are, byte for byte, those that the library alone gives."""

import shutil
from pathlib import Path

import pytest

from desktop.corpus.columns import build_columns
from desktop.corpus.columns.store import FOLDER_NAME, newest
from desktop.corpus.intake import freshen, take_in
from desktop.corpus.library import Library

TEXTS = (
    "The ferryman's Boat lay at the old bridge; the boat was empty.",
    "Straße, STRASSE und strasse: drei Wörter, zwei Falten. L’été 2019, été.",
    "كتاب الجسر القديم، والكِتاب على الجسر. Мост старый, мост.",
    "zebra Apple apple-tree éclair Zebra 12 3rd",
)


def write(folder: Path, *texts: str) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(f"{text}\n\nNumber {folder.name}{number}.\n")
    return folder


def kept(corpus: Path) -> bytes:
    """The columns as they lie on the disk."""
    folder = newest(corpus)
    assert folder is not None
    return (folder / "arrays.bin").read_bytes()


def made_anew(corpus: Path) -> bytes:
    """The columns as they are made by somebody who has nothing but the library."""
    shutil.rmtree(corpus / FOLDER_NAME)
    with Library.open(corpus) as library:
        build_columns(library)
    return kept(corpus)


@pytest.mark.parametrize("most_beside", [0, 1_000_000])
def test_columns_of_an_intake_are_those_of_its_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_beside: int
):
    monkeypatch.setattr(freshen, "_MOST_FORMS_BESIDE", most_beside)
    corpus = tmp_path / "Trial.corpus"
    list(take_in(corpus, [write(tmp_path / "a", *TEXTS)], stop=lambda: False))
    first = kept(corpus)
    assert first == made_anew(corpus)
    shutil.rmtree(corpus / FOLDER_NAME)  # or so little that is new would be left to their tail
    more = (*TEXTS[1:], "A later word: Nimrud.")
    list(take_in(corpus, [write(tmp_path / "b", *more)], stop=lambda: False))
    second = kept(corpus)
    assert second != first
    assert second == made_anew(corpus)
