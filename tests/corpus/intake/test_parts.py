"""Files that fall into parts: each a document, found again, never doubled, and one costs no other."""

import os
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.corpus.corpus import open_corpus
from desktop.corpus.intake import (
    Added,
    Counts,
    Done,
    Progress,
    Refused,
    Removed,
    Started,
    Step,
    Unchanged,
    Updated,
    take_in,
)
from desktop.corpus.intake.workers import Limits
from desktop.corpus.library import Library
from tests.corpus.intake.falling import fall, let_files_fall


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "Trial.corpus"


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    let_files_fall(monkeypatch)
    inside = tmp_path / "mail"
    inside.mkdir()
    file = inside / "box.txt"
    fall(file, "1: ok: The bridge is closed.", "2: ok: Dear friend.", "2/a.txt<2: ok: A report.")
    return file


def run(
    corpus: Path, *paths: Path, limits: Limits | None = None, retries: bool = False
) -> list[Step]:
    steps = take_in(corpus, paths, stop=lambda: False, limits=limits, retries=retries)
    return [step for step in steps if not isinstance(step, Started | Progress)]


def counts(steps: list[Step]) -> Counts:
    assert isinstance(steps[-1], Done)
    return steps[-1].counts


def parts(corpus: Path) -> list[str]:
    with open_corpus(corpus) as opened:
        return list(opened.catalogue().parts)


def test_every_part_is_a_document(corpus: Path, box: Path):
    assert run(corpus, box)[:-1] == [
        Added(1, str(box), "1"),
        Added(2, str(box), "2"),
        Added(3, str(box), "2/a.txt"),
    ]
    with open_corpus(corpus) as opened:
        assert [opened.document(n).parent_id for n in (1, 2, 3)] == [None, None, 2]
        assert opened.catalogue().titles == ["box.txt 1", "box.txt 2", "a.txt"]
        assert opened.attached_to(2) == (3,)
        assert opened.search("path:*a.txt").documents.tolist() == [3]
        assert opened.library.files.unfinished() == frozenset()


def test_same_file_again_is_told_once(corpus: Path, box: Path):
    run(corpus, box)
    steps = run(corpus, box)
    assert steps[0] == Unchanged(1, str(box), documents=3)
    assert counts(steps) == Counts(unchanged=3)


def test_changed_file_changes_only_what_changed(corpus: Path, box: Path):
    run(corpus, box)
    fall(box, "1: ok: The bridge is open.", "2: ok: Dear friend.", "3: ok: A third one.")
    steps = run(corpus, box)
    assert steps[:-1] == [
        Updated(1, str(box), "1"),
        Unchanged(2, str(box), "2"),
        Added(4, str(box), "3"),
        Removed(3, str(box), "2/a.txt"),
    ]
    assert counts(steps) == Counts(added=1, unchanged=1, updated=1, removed=1)
    assert parts(corpus) == ["1", "2", "3"]
    assert counts(run(corpus, box)) == Counts(unchanged=3)


def test_part_that_comes_back_is_the_same_document(corpus: Path, box: Path):
    before = box.read_bytes()
    run(corpus, box)
    fall(box, "1: ok: The bridge is closed.")
    assert Removed(2, str(box), "2") in run(corpus, box)
    box.write_bytes(before)
    steps = run(corpus, box)
    assert Added(2, str(box), "2") in steps
    assert counts(steps) == Counts(added=2, unchanged=1)


def test_touched_file_is_unchanged(corpus: Path, box: Path):
    run(corpus, box)
    os.utime(box, ns=(10**18, 10**18))
    assert counts(run(corpus, box)) == Counts(unchanged=3)
    with open_corpus(corpus) as opened:
        assert {opened.document(n).modified_ns for n in (1, 2, 3)} == {10**18}


def test_moved_file_is_recognised_with_all_its_parts(corpus: Path, box: Path):
    run(corpus, box)
    box.rename(box.with_name("moved.txt"))
    assert counts(run(corpus, box.parent)) == Counts(unchanged=3)
    with open_corpus(corpus) as opened:
        assert set(opened.catalogue().paths) == {str(box.with_name("moved.txt"))}


def test_moved_file_is_recognised_where_another_took_its_place(corpus: Path, box: Path):
    run(corpus, box)
    box.rename(box.with_name("z.txt"))
    fall(box, "1: ok: Quite another thing.")
    assert counts(run(corpus, box.parent)) == Counts(added=1, unchanged=3)


def test_removed_part_comes_back_when_added_again(corpus: Path, box: Path):
    run(corpus, box)
    with closing(Library.open(corpus)) as library, library.group():
        library.set_removed([2], is_removed=True)
    steps = run(corpus, box)
    assert steps[:-1] == [Added(2, str(box), "2"), Unchanged(1, str(box), "", 2)]


def test_erased_part_is_taken_in_again(corpus: Path, box: Path):
    run(corpus, box)
    with open_corpus(corpus) as opened:
        opened.remove([2])
    assert counts(run(corpus, box)) == Counts(added=1, unchanged=2)


def test_refused_part_stops_nothing_and_is_not_tried_again(corpus: Path, box: Path):
    fall(box, "1: ok: One.", "2: bad:", "3: ok: Three.")
    steps = run(corpus, box)
    refused = Refused(str(box), "This part is no good.", "", "2")
    assert refused in steps
    assert counts(steps) == Counts(added=2, refused=1)
    again = run(corpus, box)
    assert again[:-1] == [Unchanged(1, str(box), documents=2), refused]
    assert counts(run(corpus, box, retries=True)) == Counts(unchanged=2, refused=1)


def test_refused_part_keeps_the_document_it_had(corpus: Path, box: Path):
    run(corpus, box)
    fall(box, "1: ok: The bridge is closed.", "2: bad:")
    steps = run(corpus, box)
    assert counts(steps) == Counts(unchanged=1, refused=1, removed=1)
    assert parts(corpus) == ["1", "2"]
    assert counts(run(corpus, box)) == Counts(unchanged=2, refused=1)


def test_file_that_ends_half_way_keeps_what_was_read(corpus: Path, box: Path):
    run(corpus, box)
    fall(box, "1: ok: The bridge is open.", "x: end:")
    steps = run(corpus, box)
    assert steps[:-1] == [Updated(1, str(box), "1"), Refused(str(box), "Damaged half way.")]
    assert parts(corpus) == ["1", "2", "2/a.txt"]


def test_parts_of_one_name_are_two_documents(corpus: Path, box: Path):
    fall(box, "a: ok: One.", "a: ok: Two.", "7: ok: Three.", "7: ok: Four.")
    run(corpus, box)
    assert parts(corpus) == ["a", "a (2)", "7", "7 (2)"]
    assert counts(run(corpus, box)) == Counts(unchanged=4)


def test_message_with_an_attachment_is_two(corpus: Path, box: Path):
    fall(box, ": ok: The message.", "a.txt<: ok: Nobody's.")
    run(corpus, box)
    assert parts(corpus) == ["", "a.txt"]
    fall(box, ": ok: The message.")
    assert counts(run(corpus, box)) == Counts(updated=1, removed=1)


def test_stopped_half_way_it_goes_on_without_doubling(
    corpus: Path, box: Path, monkeypatch: pytest.MonkeyPatch
):
    let_files_fall(monkeypatch, in_workers=True)
    fall(box, *(f"{number}: foreign: This is page {number}." for number in range(900)))
    added: list[Step] = []
    steps = take_in(corpus, [box], stop=lambda: bool(added))
    added.extend(step for step in steps if isinstance(step, Added))
    with closing(Library.open(corpus)) as library:
        n_before = len(library.live_serials()[0])
        assert library.files.unfinished() == frozenset([str(box)])
    assert 0 < len(added) == n_before < 900
    assert counts(run(corpus, box)) == Counts(added=900 - n_before, unchanged=n_before)
    assert parts(corpus) == [str(number) for number in range(900)]


def test_what_kills_a_worker_costs_one_part(
    corpus: Path, box: Path, monkeypatch: pytest.MonkeyPatch
):
    let_files_fall(monkeypatch, in_workers=True)
    fall(
        box,
        "1: ok: One.",
        "2: die:",
        "3: foreign: Three.",
        "4: fault:",
        "5: swell:",
        "6: ok: Six.",
        "7: die:",
    )
    (box.parent / "z.txt").write_text("A letter to nobody in particular.")
    steps = run(corpus, box.parent)
    assert counts(steps) == Counts(added=4, refused=4)
    assert sorted(parts(corpus)) == ["", "1", "3", "6"]
    reasons = {step.part: step.reason for step in steps if isinstance(step, Refused)}
    assert reasons["2"] == "Reading it made the reader crash; it was left out."
    assert "ZeroDivisionError" in reasons["4"]
    assert "memory" in reasons["5"]
    assert reasons["7"] == reasons["2"]
    again = run(corpus, box.parent)
    assert counts(again) == Counts(unchanged=4, refused=4)


def test_part_that_hangs_costs_itself(corpus: Path, box: Path, monkeypatch: pytest.MonkeyPatch):
    let_files_fall(monkeypatch, in_workers=True)
    fall(box, "1: ok: One.", "2: hang:", "3: ok: Three.")
    steps = run(corpus, box, limits=Limits(seconds=0.5))
    assert counts(steps) == Counts(added=2, refused=1)
    [refused] = [step for step in steps if isinstance(step, Refused)]
    assert refused.reason.startswith("Reading it was given up after")
    assert refused.part == "2"


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process")
def test_killed_at_any_moment_it_goes_on_without_doubling(corpus: Path, box: Path):
    fall(box, *(f"{number}: ok: This is page {number}." for number in range(1000)))
    for n_steps in (3, 50, 420):
        pid = os.fork()
        if pid == 0:
            steps = take_in(corpus, [box], stop=lambda: False)
            for _, _ in zip(range(n_steps), steps, strict=False):
                pass
            os.kill(os.getpid(), 9)
        os.waitpid(pid, 0)
    assert counts(run(corpus, box)).refused == 0
    assert parts(corpus) == [str(number) for number in range(1000)]
    with closing(Library.open(corpus)) as library:
        assert library.files.unfinished() == frozenset()
        assert library.integrity() == []
