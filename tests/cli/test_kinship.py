"""The calls about what is said more than once, as a script meets them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.corpus.text.blocks import Catalogue, Kind
from tests.cli.test_command_line import nineveh
from tests.making import Piece, make_corpus, piece

STORY = "The old bridge over the river was closed in the morning by the mayor of the old town"
SHARE = "Share this story with your friends"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    nearly = STORY.replace("mayor of the old town", "guard")
    own = [f"Report {n}: " + " ".join(f"word{n}x{m}" for m in range(9)) for n in range(6)]
    pieces = [
        piece(STORY, title="First"),
        piece(STORY),
        piece(nearly * 3),
        piece(nearly * 3 + " x"),
    ]
    pieces += [
        Piece([(Kind.PARAGRAPH, text), (Kind.PARAGRAPH, SHARE)], Catalogue(language="en"))
        for text in own
    ]
    make_corpus(tmp_path / "a", pieces).close()
    return tmp_path / "a"


def test_duplicates_are_found_and_listed(corpus: Path) -> None:
    families = json.loads(nineveh("duplicates", corpus, "--json").stdout)
    assert [[kin["id"] for kin in family] for family in families] == [[1, 2], [3, 4]]
    assert [kin["kind"] for kin in families[0]] == ["first", "same"]
    assert families[1][1]["kind"] == "near" and 0.8 <= families[1][1]["likeness"] < 1
    said = nineveh("duplicates", corpus).stdout
    assert said.startswith("2 families; 2 documents more than needed.\n")
    assert "First" in said
    listed = json.loads(nineveh("list", corpus, "duplicates:no", "--json").stdout)
    assert [row["id"] for row in listed] == [1, 3, 5, 6, 7, 8, 9, 10]


def test_the_steps_of_a_comparison_are_told_and_can_be_stopped(corpus: Path) -> None:
    call = [sys.executable, "-m", "desktop", "duplicates", str(corpus), "--steps"]
    stopped = subprocess.run(call, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    end = json.loads(stopped.stdout.splitlines()[-1])["event"]
    assert end in ("stopped", "done")  # it may be through before it hears
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        lines = [json.loads(line) for line in child.stdout]
    assert lines[-1] == {
        "event": "done",
        "families": 2,
        "documents": 4,
        "new": 2 * (end == "stopped"),
    }


def test_an_article_in_a_digest_is_said_to_stand_in_it(tmp_path: Path) -> None:
    article = " ".join(f"article{n}" for n in range(60))
    digest = " ".join(f"more{n}" for n in range(60)) + " " + article
    make_corpus(tmp_path / "a", [article, digest]).close()
    families = json.loads(nineveh("duplicates", tmp_path / "a", "--json").stdout)
    assert families == [
        [
            {"id": 2, "kind": "first", "likeness": 1.0},
            {"id": 1, "kind": "contained", "likeness": 1.0},
        ]
    ]
    assert "100%, in the first" in nineveh("duplicates", tmp_path / "a").stdout
    listed = json.loads(nineveh("list", tmp_path / "a", "duplicates:no", "--json").stdout)
    assert [row["id"] for row in listed] == [2]
    said = nineveh("compare", tmp_path / "a", 1, 2).stdout
    assert said.startswith(
        "60 of 60 and 120 words are the same (50.0%; 100.0% of the shorter text)."
    )
    compared = json.loads(nineveh("compare", tmp_path / "a", 1, 2, "--json").stdout)
    assert (compared["likeness"], compared["contained"]) == (0.5, 1.0)


def test_two_documents_are_compared(corpus: Path) -> None:
    compared = json.loads(nineveh("compare", corpus, 3, 4, "--json").stdout)
    assert [each["change"] for each in compared["differences"]] == ["equal", "right"]
    assert nineveh("compare", corpus, 3, 4).stdout.endswith("+ x\n\n")
    assert "no document 99" in nineveh("compare", corpus, 3, 99).stderr


def test_repeated_passages_are_listed_and_switched(corpus: Path) -> None:
    repeats = json.loads(nineveh("repeats", corpus, "--json").stdout)
    assert [(each["text"], each["documents"], each["proposed"]) for each in repeats] == [
        (SHARE, 6, True)
    ]
    assert (
        "in 6 documents (60% of one source, near the end): Share"
        in nineveh("repeats", corpus).stdout
    )
    assert nineveh("repeats", corpus, "--boilerplate", "all").stdout == "6 blocks switched.\n"
    found = json.loads(nineveh("search", corpus, "share", "--json").stdout)
    assert (found["hits"], found["boilerplate_hits"]) == (0, 6)
    assert nineveh("repeats", corpus, "--text", "1").stdout == "6 blocks switched.\n"
    assert json.loads(nineveh("search", corpus, "share", "--json").stdout)["hits"] == 6


def test_a_passage_that_is_not_listed_is_refused(corpus: Path) -> None:
    call = nineveh("repeats", corpus, "--boilerplate", "1,7")
    assert (call.status, call.stderr) == (
        1,
        "There is no passage 7. “nineveh repeats” lists them.\n",
    )


def test_report_prints_for_people_and_for_scripts(corpus: Path) -> None:
    report = json.loads(nineveh("report", corpus, "--json").stdout)
    assert (report["documents"], report["compared"], report["repeats"]) == (10, False, 0)
    nineveh("duplicates", corpus)
    report = json.loads(nineveh("report", corpus, "--json").stdout)
    assert (report["compared"], report["repeats"]) == (True, 2)
    assert [family["ids"] for family in report["near_duplicates"]] == [[3, 4]]
    said = nineveh("report", corpus).stdout
    assert said.startswith("10 documents from ")
    assert "Nearly the same text:\n  3: " in said
