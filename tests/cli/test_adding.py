"""What `nineveh add` can be asked for besides: retry, copies, columns, languages, pausing."""

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.corpus.corpus import open_corpus
from desktop.corpus.formats import Mapping, Wishes
from desktop.corpus.intake.wishes import remembered_wishes


def nineveh(*words: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main([str(word) for word in words])
    return status, out.getvalue(), err.getvalue()


def said(*words: object) -> list[dict[str, object]]:
    status, out, err = nineveh(*words, "--json")
    assert (status, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "articles"
    inside.mkdir()
    (inside / "1.txt").write_text("The old bridge over the river was closed in the morning.\n")
    (inside / "2.txt").write_bytes(b"")
    return inside


def test_refused_file_is_told_again_without_being_read(tmp_path: Path, folder: Path) -> None:
    corpus = tmp_path / "c"
    first = said("add", corpus, folder)
    assert first[-1] == {"event": "done", "added": 1, "unchanged": 0, "updated": 0, "refused": 1}
    with open_corpus(corpus) as opened:
        [before] = opened.refusals()
    again = said("add", corpus, folder)
    assert again[-1] == {"event": "done", "added": 0, "unchanged": 1, "updated": 0, "refused": 1}
    assert [each for each in again if each["event"] == "refused"] == [
        {
            "event": "refused",
            "path": str(folder / "2.txt"),
            "reason": "The file is empty.",
            "advice": "",
        }
    ]
    with open_corpus(corpus) as opened:
        assert opened.refusals() == (before,)
    (folder / "2.txt").write_text("Now there is something in it.")
    assert said("add", corpus, folder)[-1]["added"] == 1


def test_originals_are_copied_if_asked_for_and_remembered(tmp_path: Path, folder: Path) -> None:
    corpus = tmp_path / "c"
    said("add", corpus, folder)
    assert not (corpus / "originals").exists()
    assert said("add", corpus, folder, "--copy-originals")[-1]["unchanged"] == 1
    (folder / "3.txt").write_text("A third one about the weir.")
    assert said("add", corpus, folder)[-1]["added"] == 1
    with open_corpus(corpus) as opened:
        copies = [opened.document(number).original or "" for number in (1, 2)]
    assert [Path(copy).name for copy in copies] == ["1.txt", "3.txt"]
    assert (corpus / copies[0]).read_bytes() == (folder / "1.txt").read_bytes()
    assert nineveh("check", corpus)[0] == 0
    (corpus / copies[0]).write_text("not it")
    (corpus / copies[1]).unlink()
    (folder / "3.txt").unlink()
    status, out, _ = nineveh("check", corpus, "--json")
    found = [(each["where"], each["id"]) for each in json.loads(out)["findings"]]
    assert (status, found) == (1, [("original", 1), ("source", 2), ("original", 2)])


def test_wishes_are_remembered(tmp_path: Path, folder: Path) -> None:
    corpus = tmp_path / "c"
    said("add", corpus, folder, "--ocr", "eng+ara", "--columns", "text=body, title=headline")
    table = json.dumps([{"columns": ["a", "b"], "text": "b"}])
    said("add", corpus, folder, "--mappings", table)
    with open_corpus(corpus) as opened:
        assert remembered_wishes(opened.library) == Wishes(
            ("eng", "ara"),
            (Mapping((), "body", "headline"), Mapping(("a", "b"), "b")),
        )
    said("add", corpus, folder, "--ocr", "none")
    with open_corpus(corpus) as opened:
        assert remembered_wishes(opened.library).ocr == ()


@pytest.mark.parametrize("typed", ["body", "text=", "title=a", "text=a,text=b", "words=a"])
def test_columns_that_say_nothing_are_trouble(tmp_path: Path, folder: Path, typed: str) -> None:
    status, _, err = nineveh("add", tmp_path / "c", folder, "--columns", typed)
    assert status == 1
    assert "column" in err
    assert not (tmp_path / "c").exists()


def test_intake_pauses_and_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number}.txt").write_text(f"This is page {number} of the ledger.")
    words = [sys.executable, "-m", "desktop", "add", tmp_path / "c", folder, "--json"]
    with subprocess.Popen(
        [*words, "--until-stdin-closes"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"pause\n")
        process.stdin.flush()
        assert b"progress" in process.stdout.readline() or process.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        process.stdin.write(b"resume\n")
        process.stdin.flush()
        last = json.loads(process.stdout.read().splitlines()[-1])
    assert (last["event"], last["added"]) == ("done", 400)
