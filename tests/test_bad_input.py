"""What bad input gets: one clear sentence, nothing lost, the rest goes on. All of it really happens."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.corpus.intake import Refused, Started, Step, take_in

LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
STORY = "The bridge\n\nThe old bridge over the river was closed in the morning.\n"


class Call(NamedTuple):
    status: int
    stdout: str
    stderr: str

    @property
    def sentence(self) -> str:
        """What standard error says; it must be one line and no traceback."""
        assert self.stderr.count("\n") == 1, self.stderr
        return self.stderr.strip()


def nineveh(*words: object, before: tuple[str, ...] = ()) -> Call:
    command = [*before, sys.executable, "-m", "desktop", *map(os.fsdecode, map(_word, words))]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return Call(done.returncode, done.stdout.decode(), done.stderr.decode())


def _word(word: object) -> str | bytes:
    return word if isinstance(word, bytes) else str(word)


def add(*words: object) -> list[dict]:
    done = nineveh("add", *words, "--json")
    assert (done.status, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def refusals(events: list[dict]) -> dict[str, str]:
    return {e["path"]: e["reason"] for e in events if e["event"] == "refused"}


def ids(corpus: Path) -> list[int]:
    done = nineveh("list", corpus, "--json")
    assert (done.status, done.stderr) == (0, "")
    return [row["id"] for row in json.loads(done.stdout)]


def assert_sound(corpus: Path) -> None:
    done = nineveh("check", corpus)
    assert (done.status, done.stderr) == (0, ""), done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "articles"
    inside.mkdir()
    (inside / "story.txt").write_text(STORY)
    return inside


@pytest.fixture
def corpus(tmp_path: Path, folder: Path) -> Path:
    made = tmp_path / "Trial.corpus"
    add(made, folder)
    return made


@pytest.fixture
def powerless() -> tuple[str, ...]:
    """What to put before a command so that permissions hold for it, even for root."""
    if getattr(os, "geteuid", int)() != 0:
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("root is hindered by nothing here")
    powers = "-dac_override,-dac_read_search"
    return ("setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}", "--")


def test_empty_folder(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    done = nineveh("add", tmp_path / "c", tmp_path / "empty")
    assert done.status == 1
    assert done.sentence == f"There is no file in {tmp_path / 'empty'}."
    assert not (tmp_path / "c").exists()


@LINUX_ONLY
def test_unreadable_file_and_folder(tmp_path: Path, folder: Path, powerless: tuple[str, ...]):
    (folder / "secret.txt").write_text("Nobody may read this.")
    (folder / "secret.txt").chmod(0)
    (folder / "closed").mkdir(mode=0)
    try:
        done = nineveh("add", tmp_path / "c", folder, "--json", before=powerless)
    finally:
        (folder / "closed").chmod(0o700)
    assert (done.status, done.stderr) == (0, "")
    assert refusals([json.loads(line) for line in done.stdout.splitlines()]) == {
        str(folder / "closed"): "The folder cannot be read: permission denied.",
        str(folder / "secret.txt"): "The file may not be read: permission is missing.",
    }
    assert ids(tmp_path / "c") == [1]


def test_file_that_vanishes(tmp_path: Path, folder: Path):
    (folder / "gone.txt").write_text("Here today.")
    steps: list[Step] = []
    for step in take_in(tmp_path / "c", [folder], stop=lambda: False):
        steps.append(step)
        if isinstance(step, Started):
            (folder / "gone.txt").unlink()
    [refused] = [step for step in steps if isinstance(step, Refused)]
    assert refused == Refused(str(folder / "gone.txt"), "The file is not there any more.")
    assert ids(tmp_path / "c") == [1]


def test_single_line_of_300_mb(tmp_path: Path, folder: Path):
    with (folder / "line.txt").open("wb") as file:
        file.write(b"one line and no end " * 10_000)
        file.truncate(300_000_000)
    refused = refusals(add(tmp_path / "c", folder))
    assert "too large" in refused[str(folder / "line.txt")]
    assert ids(tmp_path / "c") == [1]


def test_single_line_of_more_characters_than_a_document_may_have(tmp_path: Path, folder: Path):
    with (folder / "line.txt").open("wb") as file:
        for _ in range(510):
            file.write(b"one line and no end " * 5_000)
    refused = refusals(add(tmp_path / "c", folder))
    assert "51,000,000 characters" in refused[str(folder / "line.txt")]
    assert ids(tmp_path / "c") == [1]


@LINUX_ONLY
def test_name_that_is_not_utf8(tmp_path: Path, folder: Path):
    raw = os.fsencode(folder) + b"/caf\xe9 \xff.txt"
    with open(raw, "wb") as file:
        file.write(b"A menu of the caf\xc3\xa9.\n")
    events = add(tmp_path / "c", folder)
    [added] = [
        e for e in events if e["event"] == "added" and "menu" not in e["path"] and e["id"] == 1
    ]
    assert os.fsencode(added["path"]) == raw
    assert "caf\\udce9 \\udcff.txt" in nineveh("add", tmp_path / "d", raw).stdout
    for call in (["list"], ["show", 1], ["search", "menu"], ["lines", "menu", "--csv"], ["report"]):
        done = nineveh(call[0], tmp_path / "c", *call[1:])
        assert (done.status, done.stderr) == (0, "")
    assert add(tmp_path / "c", raw)[-1]["unchanged"] == 1
    assert_sound(tmp_path / "c")


@LINUX_ONLY
def test_circle_of_links(tmp_path: Path, folder: Path):
    (folder / "round").symlink_to(folder)
    (folder / "a").symlink_to(folder / "b")
    (folder / "b").symlink_to(folder / "a")
    events = add(tmp_path / "c", folder)
    assert events[-1] == {"event": "done", "added": 1, "unchanged": 0, "updated": 0, "refused": 2}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "nineveh", str(disk)]
    if (
        sys.platform != "linux"
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def pages(folder: Path, n_pages: int) -> None:
    words = [
        "the",
        "ferry",
        "left",
        "its",
        "quay",
        "at",
        "noon",
        "and",
        "nobody",
        "looked",
        "back",
        "at",
        "our",
        "town",
    ]
    chance = random.Random(7)
    for number in range(n_pages):
        text = " ".join(chance.choices(words, k=900))
        (folder / f"page {number}.txt").write_text(f"{text} number{number}.\n")


def test_full_disk(small_disk: Path, folder: Path):
    corpus = small_disk / "c"
    add(corpus, folder)
    pages(folder, 300)
    done = nineveh("add", corpus, folder, "--json")
    assert done.status == 1
    assert done.sentence.startswith("The disk is full;")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    reported = [event["id"] for event in events if event["event"] == "added"]
    assert [1, *reported] == ids(corpus)
    subprocess.run(["mount", "-o", "remount,size=60m", str(small_disk)], check=True)
    assert add(corpus, folder)[-1]["added"] == 300 - len(reported)
    assert_sound(corpus)


def test_corpus_on_a_full_disk_can_be_read(small_disk: Path, folder: Path):
    corpus = small_disk / "c"
    add(corpus, folder)
    with (small_disk / "rest").open("wb", buffering=0) as rest, suppress(OSError):
        while rest.write(b"\0" * 4096) == 4096:
            pass
    assert ids(corpus) == [1]
    assert json.loads(nineveh("search", corpus, "bridge", "--json").stdout)["hits"] == 2
    (folder / "more.txt").write_text("One more page.")
    done = nineveh("add", corpus, folder)
    assert (done.status, done.sentence) == (1, "This corpus cannot be changed: its disk is full.")
    (small_disk / "rest").unlink()
    assert add(corpus, folder)[-1]["added"] == 1


@LINUX_ONLY
def test_disk_that_takes_no_larger_files(tmp_path: Path, corpus: Path, folder: Path):
    pages(folder, 100)
    limit = ("bash", "-c", 'ulimit -f 200; exec "$@"', "bash")
    done = nineveh("add", corpus, folder, before=limit)
    assert done.status == 1
    assert done.sentence.endswith(".")
    assert ids(corpus)[:1] == [1]
    add(corpus, folder)
    assert len(ids(corpus)) == 101
    assert_sound(corpus)


@LINUX_ONLY
def test_output_that_cannot_be_written(corpus: Path):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "desktop", "list", str(corpus)],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "The output could not be written: no space left on device.\n"


@LINUX_ONLY
def test_read_only_corpus(corpus: Path, folder: Path, powerless: tuple[str, ...]):
    (folder / "more.txt").write_text("One more page.")
    for file in [corpus, *corpus.rglob("*")]:
        file.chmod(file.stat().st_mode & ~0o222)
    try:
        done = nineveh("search", corpus, "bridge", "--json", before=powerless)
        assert (done.status, done.stderr) == (0, "")
        assert json.loads(done.stdout)["hits"] == 2
        for call in (["add", corpus, folder], ["remove", corpus, 1], ["check", corpus, "--repair"]):
            done = nineveh(*call, before=powerless)
            assert done.status == 1
            assert "read-only" in done.sentence
    finally:
        for file in [corpus, *corpus.rglob("*")]:
            file.chmod(file.stat().st_mode | 0o200)
    assert ids(corpus) == [1]


def test_corpus_from_a_newer_version(corpus: Path, folder: Path):
    library = sqlite3.connect(corpus / "corpus.sqlite")
    library.execute("PRAGMA user_version = 999")
    library.close()
    before = (corpus / "corpus.sqlite").read_bytes()
    for call in (["add", corpus, folder], ["list", corpus], ["check", corpus]):
        done = nineveh(*call)
        assert done.status == 1
        assert "newer version" in done.sentence
    assert (corpus / "corpus.sqlite").read_bytes() == before


@pytest.mark.parametrize("first_byte", [0, 24, 100, 4096 + 3, 5 * 4096])
def test_damaged_database(corpus: Path, folder: Path, first_byte: int):
    with (corpus / "corpus.sqlite").open("r+b") as file:
        file.seek(first_byte)
        file.write(random.Random(1).randbytes(3000))
    shutil.rmtree(corpus / "columns")
    for call in (["check", corpus], ["list", corpus], ["search", corpus, "bridge"]):
        done = nineveh(*call)
        assert done.status in (0, 1)
        assert "Traceback" not in done.stderr
        assert done.stderr.count("\n") == (1 if done.status and not done.stdout else 0)
    assert nineveh("check", corpus).status == 1


def test_file_that_is_no_corpus(tmp_path: Path):
    (tmp_path / "corpus.sqlite").write_text("It only has the name.")
    done = nineveh("list", tmp_path)
    assert done.status == 1
    assert done.sentence.endswith(".")


@pytest.mark.parametrize("damage", ["missing", "one byte", "cut short", "no stamp"])
def test_damaged_columns(corpus: Path, damage: str):
    [generation] = (corpus / "columns").iterdir()
    largest = max(generation.glob("*"), key=lambda file: file.stat().st_size)
    if damage == "missing":
        shutil.rmtree(corpus / "columns")
    elif damage == "one byte":
        content = bytearray(largest.read_bytes())
        content[-1] ^= 1
        largest.write_bytes(content)
    elif damage == "cut short":
        os.truncate(largest, largest.stat().st_size // 2)
    else:
        (generation / "stamp.json").unlink()
    found = nineveh("search", corpus, "bridge", "--json")
    assert (found.status, found.stderr) == (0, "")
    assert json.loads(found.stdout)["hits"] == 2
    assert nineveh("check", corpus).status == 1
    assert nineveh("check", corpus, "--repair").status == 0
    assert_sound(corpus)


def test_tokens_that_are_not_those_of_the_text(corpus: Path):
    library = sqlite3.connect(corpus / "corpus.sqlite")
    library.execute("UPDATE tokens SET starts = zeroblob(length(starts))")
    library.commit()
    library.close()
    done = nineveh("check", corpus, "--json")
    [finding] = json.loads(done.stdout)["findings"]
    assert (done.status, finding["where"], finding["id"]) == (1, "tokens", 1)
    assert nineveh("check", corpus, "--repair").status == 0
    assert_sound(corpus)


def test_source_files_that_changed_or_are_gone(corpus: Path, folder: Path):
    (folder / "other.txt").write_text("Another page.")
    add(corpus, folder)
    (folder / "story.txt").write_text("Quite another story.")
    (folder / "other.txt").unlink()
    done = nineveh("check", corpus, "--json")
    found = {f["path"]: f["sentence"] for f in json.loads(done.stdout)["findings"]}
    assert done.status == 1
    assert "has changed" in found[str(folder / "story.txt")]
    assert "is gone" in found[str(folder / "other.txt")]


def test_two_programs_on_one_corpus(corpus: Path, folder: Path):
    (folder / "other.txt").write_text("Another page.")
    steps = take_in(corpus, [folder], stop=lambda: False)
    next(steps)
    done = nineveh("add", corpus, folder)
    assert done.status == 1
    assert done.sentence == (
        "Another intake is writing to this corpus; try again when it has ended."
    )
    assert ids(corpus) == [1]
    list(steps)
    assert ids(corpus) == [1, 2]
    assert add(corpus, folder)[-1]["unchanged"] == 2


@LINUX_ONLY
def test_kill_at_any_instant_loses_nothing_that_was_reported(tmp_path: Path):
    folder, corpus = tmp_path / "pages", tmp_path / "c"
    folder.mkdir()
    pages(folder, 900)
    chance = random.Random(3)
    reported: set[int] = set()
    for most in (3, 12, 30, 300, 600, 900):
        reported |= killed_intake(corpus, folder, after_lines=chance.randint(1, most))
        if (corpus / "corpus.sqlite").exists():
            assert reported <= set(ids(corpus))
    assert reported
    done = add(corpus, folder)[-1]
    assert done["added"] + done["unchanged"] == 900
    assert len(ids(corpus)) == 900
    assert sorted(path.name for path in corpus.iterdir()) == ["columns", "corpus.sqlite"]
    assert_sound(corpus)


def killed_intake(corpus: Path, folder: Path, *, after_lines: int) -> set[int]:
    """Start an intake, kill it and its workers while it talks, and return the ids it reported."""
    command = [sys.executable, "-m", "desktop", "add", str(corpus), str(folder), "--json"]
    intake = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True
    )
    with intake:
        assert intake.stdout is not None
        lines = [intake.stdout.readline() for _ in range(after_lines)]
        os.killpg(intake.pid, signal.SIGKILL)
        lines += intake.stdout.readlines()
    events = [json.loads(line) for line in lines if line.endswith(b"\n")]
    return {event["id"] for event in events if event["event"] == "added"}
