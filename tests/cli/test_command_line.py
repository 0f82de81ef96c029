"""Every row of the table of calls, as a script meets it: real processes, real output."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.__main__ import main
from desktop.corpus.corpus import open_corpus

STORY = """The bridge

By Mary Archer

The old bridge over the river was closed in the morning. Nobody crossed it before noon.

The old mill beside it stood empty.
"""
LETTER = "Dear friend,\n\nnobody has seen the ferryman of the old town since Tuesday evening.\n"


class Call(NamedTuple):
    status: int
    stdout: str
    stderr: str


def nineveh(*words: object) -> Call:
    """Call the command line in this process; `test_same_call_as_a_process` is the real thing."""
    out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main([str(word) for word in words])
        except SystemExit as ended:
            status = int(ended.code or 0)
    return Call(status, *(written(stream) for stream in (out, err)))


def written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def said(*words: object) -> str:
    done = nineveh(*words)
    assert (done.status, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "1 story.txt").write_text(STORY)
    (folder / "2 letter.txt").write_text(LETTER)
    corpus = tmp_path_factory.mktemp("corpora") / "Trial.corpus"
    said("add", corpus, folder)
    return corpus


def test_add_prints_one_object_a_line(tmp_path: Path):
    file = tmp_path / "a.txt"
    file.write_text(STORY)
    (tmp_path / "b.txt").write_bytes(b"")
    events = [
        json.loads(line) for line in said("add", tmp_path / "c", tmp_path, "--json").splitlines()
    ]
    assert events[0] == {"event": "started", "files": 2, "bytes": len(STORY)}
    assert {"event": "added", "id": 1, "path": str(file)} in events
    refused = [event for event in events if event["event"] == "refused"]
    assert [(event["path"], event["reason"]) for event in refused] == [
        (str(tmp_path / "b.txt"), "The file is empty.")
    ]
    assert events[-1] == {"event": "done", "added": 1, "unchanged": 0, "updated": 0, "refused": 1}
    progress = next(event for event in events if event["event"] == "progress")
    assert set(progress) == {"event", "done", "files", "bytes_done", "bytes", "path"}


def test_add_tells_people_the_sum(tmp_path: Path):
    (tmp_path / "a.txt").write_text(STORY)
    lines = said("add", tmp_path / "c", tmp_path / "a.txt").splitlines()
    assert lines == [
        f"added 1: {tmp_path / 'a.txt'}",
        "1 added, 0 unchanged, 0 updated, 0 refused.",
    ]


def test_list_has_the_keys_of_the_contract(corpus: Path):
    first, second = json.loads(said("list", corpus, "--json"))
    keys = "id title author photographer source date published updated language words path format"
    assert set(keys.split()) <= set(first)
    assert (first["id"], first["title"], first["author"]) == (1, "The bridge", "Mary Archer")
    assert (first["language"], first["date"], first["source"]) == ("en", None, None)
    assert second["path"].endswith("2 letter.txt")


def test_list_of_a_query_has_what_matches(corpus: Path):
    assert [row["id"] for row in json.loads(said("list", corpus, "ferryman", "--json"))] == [2]


def test_list_is_a_table_for_people(corpus: Path):
    head, first, *_ = said("list", corpus).splitlines()
    assert head.split() == ["id", "date", "words", "language", "author", "title"]
    assert first.split()[0] == "1"
    assert first.endswith("The bridge")


def test_show_gives_text_and_blocks(corpus: Path):
    shown = json.loads(said("show", corpus, 1, "--json"))
    blocks = [(b["kind"], shown["text"][b["start"] : b["end"]]) for b in shown["blocks"]]
    assert blocks[0] == ("title", "The bridge")
    assert blocks[-1] == ("paragraph", "The old mill beside it stood empty.")
    assert said("show", corpus, 1).rstrip("\n") == shown["text"].rstrip("\n")


@pytest.mark.parametrize(
    ("query", "sum_"),
    [
        ("ferry", "1 hit in 1 document, 2 more in boilerplate."),
        ("ferry boilerplate:yes", "3 hits in 1 document, 2 of them in boilerplate."),
        ("ferry boilerplate:only", "2 hits in 1 document."),
    ],
)
def test_hits_in_boilerplate_are_said_once(tmp_path: Path, query: str, sum_: str):
    text = (
        "The bridge\n\nNobody saw the ferry.\n\nRead This Next\n\nA ferry for two\nThe last ferry\n"
    )
    (tmp_path / "a.txt").write_text(text)
    said("add", tmp_path / "c", tmp_path / "a.txt")
    assert said("search", tmp_path / "c", query).splitlines()[0] == sum_


def test_vain_search_says_what_it_could_not_look_at(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Nobody saw the ferry.")
    (tmp_path / "b.txt").write_text("...")
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.4\nbroken")
    said("add", tmp_path / "c", tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "d.pdf")
    empty = "1 document holds no text that could be searched; see “report”."
    refused = "1 file was refused and cannot be searched; see “report”."
    assert said("search", tmp_path / "c", "ferries").splitlines()[2:] == [refused, empty]
    assert empty not in said("search", tmp_path / "c", "ferry")


def test_a_title_that_is_not_known_is_null_in_a_list_and_a_search(tmp_path: Path):
    (tmp_path / "a.txt").write_text("nobody saw the ferry that night, and nobody asked for it.")
    said("add", tmp_path / "c", tmp_path / "a.txt")
    [listed] = json.loads(said("list", tmp_path / "c", "--json"))
    [found] = json.loads(said("search", tmp_path / "c", "ferry", "--json"))["results"]
    assert (listed["title"], found["title"]) == (None, None)
    assert "a.txt" in said("search", tmp_path / "c", "ferry")


def test_search_counts_all_and_limits_what_is_printed(corpus: Path):
    found = json.loads(said("search", corpus, "old", "--limit", 1, "--json"))
    assert (found["documents"], found["hits"], found["boilerplate_hits"]) == (2, 3, 0)
    [best] = found["results"]
    assert (best["id"], best["title"], best["hits"]) == (1, "The bridge", 2)
    [form] = found["forms"]
    assert (form["form"], form["tier"], form["hits"]) == ("old", "exact", 3)


def test_search_for_people_names_what_is_missing(corpus: Path):
    lines = said("search", corpus, "ferrymann").splitlines()
    assert lines[0] == "0 hits in 0 documents."
    assert "ferryman" in lines[-1]


def test_lines_are_slices_of_the_text(corpus: Path):
    lines = json.loads(said("lines", corpus, "old", "--sort", "R1", "--width", 12, "--json"))
    texts = {n: json.loads(said("show", corpus, n, "--json"))["text"] for n in (1, 2)}
    for line in lines:
        text = texts[line["id"]]
        assert line["match"] == text[line["start"] : line["end"]]
        assert text[line["start"] - 12 : line["end"] + 12].startswith(line["before"])
    assert [line["after"].split()[0] for line in lines] == ["bridge", "mill", "town"]
    assert set(lines[0]) == {"id", "start", "end", "before", "match", "after", "heading", "page"}


def test_lines_without_hits_are_an_empty_list(corpus: Path):
    assert json.loads(said("lines", corpus, "submarine", "--json")) == []


def test_lines_as_csv(corpus: Path):
    rows = list(csv.DictReader(io.StringIO(said("lines", corpus, "old", "--limit", 2, "--csv"))))
    assert [row["match"] for row in rows] == ["old", "old"]
    assert rows[0]["title"] == "The bridge"


def test_lines_for_people_are_aligned(corpus: Path):
    lines = said("lines", corpus, "old", "--width", 20).splitlines()
    assert {line[20:24] for line in lines} == {"old "}


def test_remove_takes_documents_out(tmp_path: Path):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(LETTER)
    said("add", tmp_path / "c", tmp_path / "a.txt", tmp_path / "b.txt")
    assert said("remove", tmp_path / "c", 1) == ""
    assert [row["id"] for row in json.loads(said("list", tmp_path / "c", "--json"))] == [2]
    missing = nineveh("remove", tmp_path / "c", 1, 2)
    assert (missing.status, missing.stderr) == (1, "There is no document 1 in this corpus.\n")
    assert len(json.loads(said("list", tmp_path / "c", "--json"))) == 1


def test_reading_leaves_what_another_program_removed(tmp_path: Path):
    (tmp_path / "a.txt").write_text(STORY)
    said("add", tmp_path / "c", tmp_path / "a.txt")
    with open_corpus(tmp_path / "c") as window:
        window.remove([1])
        assert json.loads(said("list", tmp_path / "c", "--json")) == []
        window.restore([1])
        assert len(json.loads(said("list", tmp_path / "c", "--json"))) == 1


def test_report_says_what_came_of_the_files(tmp_path: Path):
    for name, text in (("a.txt", STORY), ("b.txt", STORY), ("c.txt", LETTER), ("d.txt", "")):
        (tmp_path / name).write_text(text)
    said("add", tmp_path / "c", tmp_path)
    report = json.loads(said("report", tmp_path / "c", "--json"))
    assert (report["documents"], report["formats"], report["languages"]) == (
        3,
        {"text": 3},
        {"en": 3},
    )
    assert [refusal["reason"] for refusal in report["refused"]] == ["The file is empty."]
    assert [[d["id"] for d in group] for group in report["duplicates"]] == [[1, 2]]
    assert "The same text:" in said("report", tmp_path / "c")


def test_check_finds_nothing_in_a_sound_corpus(corpus: Path):
    assert json.loads(said("check", corpus, "--json")) == {"documents": 2, "findings": []}


def test_faulty_query_is_pointed_at(corpus: Path):
    done = nineveh("search", corpus, "bridge AND (mill")
    assert (done.status, done.stdout) == (1, "")
    sentence, line, carets = done.stderr.splitlines()
    assert sentence.endswith(".")
    assert line[carets.index("^")] == "("


def test_wrong_usage_is_two(corpus: Path):
    for words in (
        [],
        ["search", corpus],
        ["show", corpus, "x"],
        ["lines", corpus, "a", "--width", "-1"],
    ):
        assert nineveh(*words, "--json").status == 2


def test_number_that_is_none_is_said_so(corpus: Path):
    done = nineveh("lines", corpus, "a", "--limit", "x")
    assert done.stderr.endswith("argument --limit: it must be a number, 0 or more\n")


def test_corpus_that_is_not_there_is_one_sentence(tmp_path: Path):
    for call in (["list"], ["show", 1], ["search", "a"], ["lines", "a"], ["check"], ["report"]):
        done = nineveh(call[0], tmp_path / "no.corpus", *call[1:])
        assert done.status == 1
        assert done.stderr == f"There is no corpus at {tmp_path / 'no.corpus'}.\n"


def test_control_characters_are_shown_not_obeyed(tmp_path: Path):
    (tmp_path / "a.txt").write_text("A red \x1b[31mherring\n\nIt swam off.\n")
    said("add", tmp_path / "c", tmp_path / "a.txt")
    for call in (["list"], ["show", 1], ["lines", "herring"]):
        assert "\x1b" not in said(call[0], tmp_path / "c", *call[1:])


def test_same_call_as_a_process(corpus: Path):
    command = [sys.executable, "-m", "desktop", "search", str(corpus), "old", "--json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert (done.stdout, done.stderr) == (said("search", corpus, "old", "--json"), "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are other there")
@pytest.mark.parametrize("way", ["closed", "SIGTERM", "SIGINT"])
def test_add_stops_cleanly_when_told(tmp_path: Path, way: str):
    for number in range(400):
        (tmp_path / f"{number}.html").write_text(
            f"<html><p>The page {number} of a book.</p></html>"
        )
    intake = subprocess.Popen(
        [sys.executable, "-m", "desktop", "add", str(tmp_path / "c"), str(tmp_path), "--json"]
        + ["--until-stdin-closes"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    with intake:
        assert intake.stdin is not None
        assert intake.stdout is not None
        events = [json.loads(intake.stdout.readline())]
        while events[-1]["event"] != "added":
            events.append(json.loads(intake.stdout.readline()))
        if way == "closed":
            intake.stdin.close()
        else:
            os.killpg(intake.pid, getattr(signal, way))
        events += [json.loads(line) for line in intake.stdout]
    assert intake.returncode == 0
    added = [event for event in events if event["event"] == "added"]
    assert events[-1]["event"] == "stopped"
    assert events[-1]["added"] == len(added) < 400
    assert len(json.loads(said("list", tmp_path / "c", "--json"))) == len(added)


@pytest.mark.skipif(sys.platform == "win32", reason="no head there")
def test_reader_that_goes_away_is_no_trouble(corpus: Path):
    done = subprocess.run(
        f'"{sys.executable}" -m desktop show "{corpus}" 1 | true; exit ${{PIPESTATUS[0]}}',
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_join_sets_what_a_sheet_says_of_files(tmp_path: Path):
    (tmp_path / "story.txt").write_text(STORY)
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("file,title,published\nstory.txt,A bridge,1 May 1920\nnone.txt,B,\n")
    folder = tmp_path / "joined.corpus"
    said("add", folder, tmp_path / "story.txt")
    plan = json.loads(said("join", folder, sheet, "--dry-run", "--json"))
    assert (plan["documents"], plan["values"], plan["missing"]) == (1, 2, ["none.txt"])
    assert json.loads(said("list", folder, "--json"))[0]["title"] == "The bridge"
    assert "2 values of 1 documents were set." in said("join", folder, sheet)
    row = json.loads(said("list", folder, "--json"))[0]
    assert (row["title"], row["published"]) == ("A bridge", "1920-05-01")
