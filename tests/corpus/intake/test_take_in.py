"""What an intake does with new, changed, moved, copied, removed and unreadable files."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from desktop.corpus.corpus import open_corpus
from desktop.corpus.errors import CorpusTrouble, Trouble
from desktop.corpus.intake import (
    Added,
    Counts,
    Done,
    Progress,
    Refused,
    Started,
    Step,
    Stopped,
    Unchanged,
    Updated,
    take_in,
)
from desktop.corpus.library import Library

STORY = "The bridge\n\nThe old bridge over the river was closed in the morning.\n"
LETTER = "A letter\n\nDear friend, nobody has seen the ferryman since Tuesday evening.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "Trial.corpus"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "articles"
    inside.mkdir()
    (inside / "1 story.txt").write_text(STORY)
    (inside / "2 letter.txt").write_text(LETTER)
    return inside


def run(corpus: Path, *paths: Path) -> list[Step]:
    return list(take_in(corpus, paths, stop=lambda: False))


def told(steps: list[Step]) -> list[Step]:
    return [step for step in steps if not isinstance(step, Started | Progress | Done)]


def counts(steps: list[Step]) -> Counts:
    assert isinstance(steps[-1], Done)
    return steps[-1].counts


def test_folder_is_taken_in_by_the_order_of_names(corpus: Path, folder: Path):
    steps = run(corpus, folder)
    assert told(steps) == [
        Added(1, str(folder / "1 story.txt")),
        Added(2, str(folder / "2 letter.txt")),
    ]
    assert counts(steps) == Counts(added=2)
    with open_corpus(corpus) as opened:
        assert opened.text(1).text.startswith(STORY.rstrip("\n"))
        assert opened.search("ferryman").documents.tolist() == [2]


def test_started_comes_first_with_files_and_bytes(corpus: Path, folder: Path):
    started = next(step for step in run(corpus, folder) if not isinstance(step, Progress))
    assert started == Started(2, len(STORY) + len(LETTER))


def test_same_files_again_change_nothing(corpus: Path, folder: Path):
    run(corpus, folder)
    with closing(Library.open(corpus)) as library:
        before = library.generation
    assert counts(run(corpus, folder)) == Counts(unchanged=2)
    with closing(Library.open(corpus)) as library:
        assert library.generation == before


def test_touched_file_is_unchanged_and_its_time_noted(corpus: Path, folder: Path):
    run(corpus, folder)
    os.utime(folder / "1 story.txt", ns=(10**18, 10**18))
    steps = run(corpus, folder)
    assert counts(steps) == Counts(unchanged=2)
    with closing(Library.open(corpus)) as library:
        assert library.document(1).modified_ns == 10**18


def test_changed_file_keeps_its_id_and_the_corrections(corpus: Path, folder: Path):
    run(corpus, folder)
    with open_corpus(corpus) as opened:
        opened.correct(1, "author", "A. Nother")
    (folder / "1 story.txt").write_text(STORY + "\nA second paragraph about the weir.\n")
    steps = run(corpus, folder)
    assert Updated(1, str(folder / "1 story.txt")) in steps
    assert counts(steps) == Counts(updated=1, unchanged=1)
    with open_corpus(corpus) as opened:
        assert opened.document(1).author == "A. Nother"
        assert opened.search("weir").documents.tolist() == [1]


def test_corrected_language_decides_how_a_changed_file_is_cut(corpus: Path, folder: Path):
    run(corpus, folder)
    with open_corpus(corpus) as opened:
        opened.correct(1, "language", "fr")
    (folder / "1 story.txt").write_text("The word l'homme is French, the rest is not at all so.\n")
    run(corpus, folder)
    with open_corpus(corpus) as opened:
        assert opened.document(1).language == "fr"
        assert opened.search("=homme").n_hits == 1


def test_moved_file_is_recognised(corpus: Path, folder: Path):
    run(corpus, folder)
    (folder / "1 story.txt").rename(folder / "3 story.txt")
    steps = run(corpus, folder)
    assert counts(steps) == Counts(unchanged=2)
    assert Unchanged(1, str(folder / "3 story.txt")) in steps
    with open_corpus(corpus) as opened:
        assert opened.document(1).path == str(folder / "3 story.txt")
        assert len(opened.catalogue()) == 2


def test_copy_is_a_document_of_its_own(corpus: Path, folder: Path):
    run(corpus, folder)
    (folder / "3 copy.txt").write_text(STORY)
    assert counts(run(corpus, folder)) == Counts(added=1, unchanged=2)


def test_moved_file_is_recognised_where_another_took_its_place(corpus: Path, folder: Path):
    run(corpus, folder)
    with open_corpus(corpus) as opened:
        opened.correct(1, "title", "The right one")
    (folder / "1 story.txt").rename(folder / "9 story.txt")
    (folder / "1 story.txt").write_text("Something else altogether, about a lighthouse.\n")
    assert counts(run(corpus, folder)) == Counts(added=1, unchanged=2)
    with open_corpus(corpus) as opened:
        moved = opened.document(1)
        assert (moved.path, moved.title) == (str(folder / "9 story.txt"), "The right one")
        assert opened.search("lighthouse").documents.tolist() == [3]


def test_of_two_copies_of_a_file_that_is_gone_one_is_the_moved_one(corpus: Path, folder: Path):
    run(corpus, folder)
    (folder / "1 story.txt").rename(folder / "3 story.txt")
    (folder / "4 story.txt").write_text(STORY)
    steps = run(corpus, folder)
    assert counts(steps) == Counts(added=1, unchanged=2)
    assert Added(3, str(folder / "4 story.txt")) in steps


def test_removed_document_comes_back_when_added_again(corpus: Path, folder: Path):
    run(corpus, folder)
    with closing(Library.open(corpus)) as library, library.group():
        library.set_removed([1], is_removed=True)
    steps = run(corpus, folder)
    assert counts(steps) == Counts(added=1, unchanged=1)
    assert Added(1, str(folder / "1 story.txt")) in steps
    with open_corpus(corpus) as opened:
        assert len(opened.catalogue()) == 2


def test_refused_file_stops_nothing_and_is_recorded(corpus: Path, folder: Path):
    (folder / "1 a.txt").write_bytes(b"")
    steps = run(corpus, folder)
    assert counts(steps) == Counts(added=2, refused=1)
    refused = next(step for step in steps if isinstance(step, Refused))
    assert refused == Refused(str(folder / "1 a.txt"), "The file is empty.")
    with open_corpus(corpus) as opened:
        assert [refusal.path for refusal in opened.refusals()] == [refused.path]


def test_refusal_goes_when_the_file_is_taken_in(corpus: Path, folder: Path):
    file = folder / "1 a.txt"
    file.write_bytes(b"")
    run(corpus, folder)
    file.write_text("Now there is a sentence in it.")
    assert counts(run(corpus, folder)) == Counts(added=1, unchanged=2)
    with open_corpus(corpus) as opened:
        assert opened.refusals() == ()


def test_file_that_cannot_be_read_any_more_keeps_its_document(corpus: Path, folder: Path):
    run(corpus, folder)
    (folder / "1 story.txt").write_bytes(b"")
    assert counts(run(corpus, folder)) == Counts(refused=1, unchanged=1)
    with open_corpus(corpus) as opened:
        assert "bridge" in opened.text(1).text


def test_stopped_intake_holds_what_it_reported_and_goes_on_later(corpus: Path, folder: Path):
    for number in range(1_500):
        (folder / f"{number + 3} page.txt").write_text(f"This is page {number} of the ledger.\n")
    asked: list[Step] = []
    steps = []
    for step in take_in(corpus, [folder], stop=lambda: bool(asked)):
        steps.append(step)
        if isinstance(step, Added):
            asked.append(step)
    assert isinstance(steps[-1], Stopped)
    reported = [step for step in steps if isinstance(step, Added)]
    assert 0 < len(reported) < 1_502
    assert steps[-1].counts == Counts(added=len(reported))
    with closing(Library.open(corpus)) as library:
        assert len(library.live_serials()[0]) == len(reported)
    rest = counts(run(corpus, folder))
    assert rest == Counts(added=1_502 - len(reported), unchanged=len(reported))


def test_left_off_intake_leaves_no_lock(corpus: Path, folder: Path):
    steps = take_in(corpus, [folder], stop=lambda: False)
    next(steps)
    steps.close()
    assert not (corpus / "intake.lock").exists()
    assert counts(run(corpus, folder)) == Counts(added=2)


def test_columns_are_written_when_an_intake_ends(corpus: Path, folder: Path):
    run(corpus, folder)
    with open_corpus(corpus) as opened:
        assert opened.notes == ()
        assert opened.ground.columns.n_tail_tokens == 0


def test_few_more_words_stay_in_the_tail(corpus: Path, folder: Path):
    run(corpus, folder)
    (folder / "3 note.txt").write_text("A postscript about the weir.\n")
    run(corpus, folder)
    with open_corpus(corpus) as opened:
        assert opened.ground.columns.n_tail_tokens > 0
        assert opened.search("weir").documents.tolist() == [3]


def test_folder_with_other_things_does_not_become_a_corpus(folder: Path):
    before = sorted(folder.iterdir())
    with pytest.raises(CorpusTrouble, match="other things lie in it"):
        run(folder, folder / "1 story.txt")
    assert sorted(folder.iterdir()) == before


def test_file_does_not_become_a_corpus(folder: Path):
    with pytest.raises(CorpusTrouble, match="not a corpus but a file"):
        run(folder / "1 story.txt", folder)


def test_no_file_at_all_is_trouble_and_makes_no_corpus(corpus: Path, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(Trouble, match="There is no file in"):
        run(corpus, tmp_path / "empty")
    with pytest.raises(Trouble, match="There is no such file or folder"):
        run(corpus, tmp_path / "nowhere")
    assert not corpus.exists()


def test_a_corpus_has_columns_from_its_first_moment(corpus: Path, folder: Path):
    steps = take_in(corpus, [folder], stop=lambda: False)
    for step in steps:
        if isinstance(step, Started):
            assert list((corpus / "columns").iterdir())
