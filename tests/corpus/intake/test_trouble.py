"""What the world may do to an intake under way: drives go, disks are full, programs are killed."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.corpus.corpus import open_corpus
from desktop.corpus.errors import CorpusTrouble, Trouble
from desktop.corpus.intake import Added, Counts, Done, Refused, Started, Step, take_in
from desktop.corpus.library import Library


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "Trial.corpus"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "drive" / "articles"
    inside.mkdir(parents=True)
    for number in range(300):
        (inside / f"{number}.txt").write_text(f"This is page {number} of the ledger.\n")
    return inside


def run(corpus: Path, *paths: Path) -> Counts:
    *_, last = take_in(corpus, paths, stop=lambda: False)
    assert isinstance(last, Done)
    return last.counts


def test_drive_that_goes_away_is_said_once_and_the_next_intake_goes_on(corpus: Path, folder: Path):
    away = folder.parent.with_name("unplugged")
    told: list[Step] = []
    steps = take_in(corpus, [folder], stop=lambda: False)
    for step in steps:
        if isinstance(step, Started):
            folder.parent.rename(away)
            break
    with pytest.raises(Trouble, match="is not there any more; what was taken in so far is safe"):
        told.extend(steps)
    assert not [step for step in told if isinstance(step, Refused)]
    with closing(Library.open(corpus)) as library:
        assert library.refusals() == ()
        n_before = len(library.live_serials()[0])
    assert n_before == len([step for step in told if isinstance(step, Added)])
    away.rename(folder.parent)
    assert run(corpus, folder) == Counts(added=300 - n_before, unchanged=n_before)


def test_one_file_that_goes_away_stops_nothing(corpus: Path, folder: Path):
    told: list[Step] = []
    for step in take_in(corpus, [folder], stop=lambda: False):
        told.append(step)
        if isinstance(step, Started):
            (folder / "299.txt").unlink()
    assert told[-1] == Done(Counts(added=299, refused=1))
    (folder / "299.txt").write_text("Here it is again.")
    assert run(corpus, folder) == Counts(added=1, unchanged=299)


def test_full_disk_is_said_and_nothing_reported_is_lost(
    corpus: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    run(corpus, folder / "1.txt")
    connect = sqlite3.connect

    def small_disk(*arguments: object, **named: object) -> sqlite3.Connection:
        connection = connect(*arguments, **named)  # pyright: ignore
        n_pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {n_pages + 20}")
        return connection

    monkeypatch.setattr(sqlite3, "connect", small_disk)
    told: list[Step] = []
    with pytest.raises(CorpusTrouble, match="The disk is full"):
        told.extend(take_in(corpus, [folder], stop=lambda: False))
    monkeypatch.undo()
    with open_corpus(corpus) as opened:
        n_there = len(opened.catalogue())
        assert opened.library.integrity() == []
    assert run(corpus, folder) == Counts(added=300 - n_there, unchanged=n_there)


def test_full_disk_for_the_copies_ends_the_intake(corpus: Path, folder: Path):
    run(corpus, folder / "1.txt")
    (corpus / "originals").write_text("no folder")  # as little can be written as on a full disk
    steps = take_in(corpus, [folder], stop=lambda: False, copies_originals=True)
    with pytest.raises(CorpusTrouble, match="could not be copied"):
        list(steps)
    (corpus / "originals").unlink()
    assert run(corpus, folder) == Counts(added=299, unchanged=1)
    with open_corpus(corpus) as opened:
        assert all(opened.document(int(n)).original for n in opened.catalogue().ids)
    shutil.rmtree(corpus / "originals")
