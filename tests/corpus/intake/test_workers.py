"""Workers do the same as this process does, and what kills one costs one document."""

import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from desktop.corpus.formats import programs
from desktop.corpus.intake.outcomes import Errand, Finished, Outcome, Ready, Refusing, Same, Uncut
from desktop.corpus.intake.work import Preparer
from desktop.corpus.intake.workers import Answer, Desk, Inline, Limits, Workers

WORDS = "The ferry left the quay at noon and nobody looked back at the town. "


def errand(number: int, path: Path) -> Errand:
    return Errand(number, str(path), path.stat().st_size)


def answers(desk: Desk, n_outcomes: int) -> Iterator[Answer]:
    while n_outcomes > 0:
        for answer in desk.collect(0.1):
            n_outcomes -= len(answer.outcomes)
            yield answer


def outcomes(desk: Desk, n_outcomes: int) -> list[Outcome]:
    found = [outcome for answer in answers(desk, n_outcomes) for outcome in answer.outcomes]
    return sorted(found, key=lambda outcome: outcome.number)


def small_files(folder: Path, n_files: int) -> list[Errand]:
    files = [folder / f"{number}.txt" for number in range(n_files)]
    for number, file in enumerate(files):
        file.write_text(f"{WORDS}Page {number}.")
    return [errand(number, file) for number, file in enumerate(files)]


def big_file(folder: Path, name: str = "big.txt", size_bytes: int = 20_000_000) -> Path:
    file = folder / name
    file.write_text(WORDS * (size_bytes // len(WORDS)))
    return file


def forms_of(desk: Desk, errands: list[Errand]) -> dict[int, list[str]]:
    """The written forms of every errand's tokens, through the numbers of its preparer."""
    known: dict[int, list[str]] = {}
    found = {}
    for answer in answers(desk, len(errands)):
        known.setdefault(answer.preparer, []).extend(answer.forms)
        for outcome in answer.outcomes:
            assert isinstance(outcome, Ready)
            numbers = outcome.prepared.tokens.forms.tolist()
            found[outcome.number] = [known[answer.preparer][number] for number in numbers]
    return found


def test_workers_and_this_process_prepare_the_same(tmp_path: Path):
    errands = small_files(tmp_path, 150)
    inline = Inline()
    inline.give(errands)
    with closing(Workers(2)) as workers:
        workers.give(errands[:70])
        workers.give(errands[70:])
        assert forms_of(workers, errands) == forms_of(inline, errands)


def test_known_content_is_not_read_further(tmp_path: Path):
    [one] = small_files(tmp_path, 1)
    inline = Inline()
    inline.give([one])
    [ready] = outcomes(inline, 1)
    assert isinstance(ready, Ready)
    sha256 = ready.prepared.sha256
    inline.give([Errand(5, one.path, one.size_bytes, frozenset([sha256]))])
    assert outcomes(inline, 1) == [Same(5, sha256, ready.prepared.modified_ns)]


def test_tokens_are_slices_of_the_text(tmp_path: Path):
    [one] = small_files(tmp_path, 1)
    inline = Inline()
    inline.give([one])
    [answer] = inline.collect(0)
    [ready] = answer.outcomes
    assert isinstance(ready, Ready)
    text, tokens = ready.prepared.text, ready.prepared.tokens
    ends = tokens.starts + tokens.lengths.astype(np.int64)
    slices = [text[a:b] for a, b in zip(tokens.starts, ends, strict=True)]
    assert slices == [answer.forms[number] for number in tokens.forms]
    assert slices[:3] == ["The", "ferry", "left"]


def test_file_that_takes_too_long_costs_itself_alone(tmp_path: Path):
    errands = small_files(tmp_path, 3)
    errands.insert(1, errand(99, big_file(tmp_path)))
    limits = Limits(seconds=0.3, seconds_per_mb=0)
    with closing(Workers(1, limits=limits)) as workers:
        workers.give(errands[:1])
        list(answers(workers, 1))  # the start of the process is over
        workers.give(errands[1:])
        *others, late = outcomes(workers, 3)
    assert isinstance(late, Refusing)
    assert late.reason == "Reading it was given up after 0 seconds; it was left out."
    assert [type(outcome) for outcome in others] == [Ready, Ready]


@pytest.mark.skipif(sys.platform != "linux", reason="only there is memory limited")
def test_file_that_takes_too_much_memory_costs_itself_alone(tmp_path: Path):
    errands = [*small_files(tmp_path, 2), errand(99, big_file(tmp_path, size_bytes=45_000_000))]
    with closing(Workers(1, limits=Limits(memory_bytes=220_000_000))) as workers:
        workers.give(errands[::-1])
        *others, swollen = outcomes(workers, 3)
    assert isinstance(swollen, Refusing)
    assert "memory" in swollen.reason
    assert [type(outcome) for outcome in others] == [Ready, Ready]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_worker_that_dies_costs_the_file_it_was_at(tmp_path: Path):
    before = children()
    errands = [*small_files(tmp_path, 2), errand(99, big_file(tmp_path, size_bytes=45_000_000))]
    with closing(Workers(1)) as workers:
        workers.give(errands[:1])
        list(answers(workers, 1))
        workers.give([errands[2]])
        workers.give([errands[1]])
        for pid in children() - before:
            os.kill(pid, signal.SIGKILL)
        other, dead = outcomes(workers, 2)
    assert isinstance(dead, Refusing)
    assert dead.reason == "Reading it made the reader crash; it was left out."
    assert isinstance(other, Ready)


# What a LibreOffice does as seen from outside: it stays where it is given a document to open, and makes
# OpenDocument of what is handed over.
_OFFICE = """#!/bin/sh
for last; do :; done
if [ "$(basename "$last")" = open.fodt ]; then
    dirname "$last" > "$0.opened"
    touch "$(dirname "$last")/.~lock.open.fodt#"
    exec sleep 60
fi
while [ "$1" != --outdir ]; do shift; done
mkdir -p "$2"
cat > "$2/document.odt" << END
<o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:text><t:p>Words</t:p></o:text></o:body></o:document>
END
"""


@pytest.mark.skipif(not programs.CAN_LAST, reason="no program lasts on this system")
def test_worker_that_is_ended_takes_its_libreoffice_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "soffice").write_text(_OFFICE)
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    files = [tmp_path / f"{number}.wpd" for number in range(3)]
    for file in files:
        file.write_bytes(b"\xffWPC of old")
    with closing(Workers(1)) as workers:
        workers.give([errand(number, file) for number, file in enumerate(files)])
        read = outcomes(workers, 3)
        folder = Path((tmp_path / "soffice.opened").read_text().strip())
        assert folder.is_dir()
    assert [one.prepared.text for one in read if isinstance(one, Ready)] == ["Words"] * 3
    latest = time.monotonic() + 20
    while folder.exists() and time.monotonic() < latest:
        select.select([], [], [], 0.02)
    assert not folder.exists()


def children() -> set[int]:
    """The child processes of this one that run Python code of multiprocessing's workers."""
    found = set()
    for file in Path("/proc/self/task").glob("*/children"):
        for pid in file.read_text().split():
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.add(int(pid))
    return found


def test_short_texts_are_cut_together_as_each_alone(tmp_path: Path):
    """Of several languages, with quotations, and one that cannot be read among them."""
    errands = small_files(tmp_path, 5)
    french = tmp_path / "french.txt"
    french.write_text("« L’eau de la ville n’est pas pour l’homme », dit-il dans la rue. " * 9)
    (tmp_path / "empty.txt").write_text("")
    errands += [errand(5, french), errand(6, tmp_path / "empty.txt")]
    alone, together = Preparer(), Preparer()
    expected = [outcome for each in errands for outcome in alone.prepare(each)]
    waiting = [outcome for each in errands for outcome in together.read(each)]
    assert sum(isinstance(outcome, Uncut) for outcome in waiting) == 6
    for one, other in zip(expected, together.cut_together(waiting), strict=True):
        if not isinstance(one, Ready):
            assert one == other
            continue
        assert isinstance(other, Ready)
        assert (other.number, other.is_last) == (one.number, one.is_last)
        assert other.prepared.words == one.prepared.words
        mine, theirs = one.prepared.tokens, other.prepared.tokens
        assert [alone.form(n) for n in mine.forms] == [together.form(n) for n in theirs.forms]
        for name in ("starts", "lengths", "stretches"):
            assert getattr(mine, name).tolist() == getattr(theirs, name).tolist()


def test_a_short_first_part_is_not_the_last_one(tmp_path: Path):
    letter = tmp_path / "letter.eml"
    letter.write_text(
        "From: ada@example.org\nTo: bob@example.org\nSubject: Ferry\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="cut"\n\n'
        f"--cut\nContent-Type: text/plain\n\n{WORDS}\n"
        f'--cut\nContent-Type: text/plain; name="a.txt"\n'
        f'Content-Disposition: attachment; filename="a.txt"\n\n{WORDS}\n--cut--\n'
    )
    preparer = Preparer()
    outcomes = preparer.cut_together(list(preparer.read(errand(0, letter))))
    assert [outcome.is_last for outcome in outcomes] == [False, False, True]
    assert [type(outcome) for outcome in outcomes] == [Ready, Ready, Finished]


def test_a_fault_in_cutting_costs_one_of_the_short_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # No text is known on which our own code fails, so one is made to.
    errands = small_files(tmp_path, 3)
    Path(errands[1].path).write_text("The unlucky one.")
    preparer = Preparer(is_fenced=True)
    waiting = [outcome for each in errands for outcome in preparer.read(each)]

    def failing(text: str, *_: object) -> list[tuple[int, int]]:
        if "unlucky" in text:
            raise ZeroDivisionError
        return []

    monkeypatch.setattr("desktop.corpus.text.stretches.quotations", failing)
    outcomes = preparer.cut_together(waiting)
    assert [type(outcome) for outcome in outcomes] == [Ready, Refusing, Ready]
    assert [outcome.is_last for outcome in outcomes] == [True, True, True]
