"""How a call of the command line ends when its words, its output or its corpus are not as they should be."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

NO_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="no shell there")
NO_ROOT = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything"
)


def nineveh(*words: object, shell: str = "") -> tuple[int, str, str]:
    command = [sys.executable, "-m", "desktop", *map(str, words)]
    if shell:
        quoted = " ".join(f"'{word}'" for word in command)
        command = ["/bin/bash", "-c", f"{quoted} {shell}; exit ${{PIPESTATUS[0]}}"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("endings")
    (folder / "a.txt").write_text("The ferry\n\nThe old ferry never came back. 老城 was far.\n")
    assert nineveh("add", folder / "c", folder / "a.txt")[0] == 0
    return folder / "c"


@pytest.mark.parametrize("call", ["show", "remove"])
def test_number_larger_than_any_is_wrong_usage(corpus: Path, call: str):
    status, _, said = nineveh(call, corpus, "9" * 30)
    assert (status, said.splitlines()[-1]) == (
        2, f"nineveh {call}: error: argument ID: no document has so large a number",
    )  # fmt: skip


@pytest.mark.parametrize("keys", ["R6", "R1,R2,R3,R4", "R1,R1", "place,colour"])
def test_key_that_is_none_is_wrong_usage(corpus: Path, keys: str):
    status, _, said = nineveh("lines", corpus, "ferry", "--sort", keys)
    assert (status, "error: argument --sort: " in said) == (2, True)


def test_carets_stand_below_wide_letters(corpus: Path):
    status, _, said = nineveh("search", corpus, "老城 foo:x")
    assert status == 1
    assert said.splitlines()[1:] == ["  老城 foo:x", "       ^^^^"]


def test_query_cannot_speak_to_the_terminal(corpus: Path):
    assert "\x1b" not in nineveh("search", corpus, "foo:\x1b[31mx")[2]


@NO_WINDOWS
def test_closed_streams_are_no_crash(corpus: Path):
    assert nineveh("list", corpus, shell=">&-") == (0, "", "")
    assert nineveh("search", corpus, "(old", shell="2>&-") == (1, "", "")


@NO_WINDOWS
def test_intake_whose_output_nobody_reads_does_not_claim_to_be_done(tmp_path: Path):
    (tmp_path / "a.txt").write_text("The ferry never came back.")
    status, _, said = nineveh("add", tmp_path / "c", tmp_path / "a.txt", shell="| true")
    assert (status, said) == (1, "Nobody read on, so this was not finished.\n")


@NO_ROOT
def test_corpus_that_may_not_be_read_is_one_sentence(corpus: Path):
    corpus.chmod(0)
    try:
        for call in (["list"], ["search", "old"], ["check"]):
            said = nineveh(call[0], corpus, *call[1:])
            assert said == (1, "", "The corpus could not be opened: Permission denied.\n")
    finally:
        corpus.chmod(0o755)


def test_damaged_blocks_are_one_sentence(corpus: Path, tmp_path: Path):
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "corpus.sqlite").write_bytes((corpus / "corpus.sqlite").read_bytes())
    with closing(sqlite3.connect(damaged / "corpus.sqlite")) as library:
        library.execute("UPDATE texts SET blocks = x'5b22225d0a7f0000000000000000000000'")
        library.commit()
    for call in (["show", 1], ["lines", "ferry"]):
        assert nineveh(call[0], damaged, *call[1:]) == (
            1, "", "What the library holds of this document is damaged."
            " Remove the document and take its file in again.\n",
        )  # fmt: skip
    assert nineveh("check", damaged)[0] == 1
