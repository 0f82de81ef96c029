"""One LibreOffice converts many files, each of which costs itself alone."""

import stat
from pathlib import Path

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import office_converter, programs
from desktop.corpus.formats.office_converter import close_if_idle, convert, kept_open

# What a LibreOffice does as seen from outside: it stays where it is given a document to open, a second
# one hands its file over and waits until it is converted. The log says what was asked of it.
_OFFICE = """#!/bin/sh
for last; do :; done
if [ "$(basename "$last")" = open.fodt ]; then
    echo "opened $(dirname "$last")" >> "$0.log"
    touch "$(dirname "$last")/.~lock.open.fodt#"
    exec sleep 60
fi
while [ "$1" != --outdir ]; do shift; done
words=$(cat "$last")
shared=alone
[ -e "$(dirname "$(dirname "$last")")/open.fodt" ] && shared=shared
echo "$shared $words" >> "$0.log"
case "$shared $words" in
    "shared hang"*) sleep 60;;
    *nothing*) exit 0;;
    *crash*) exit 9;;
esac
mkdir -p "$2"
printf %s "made of $words" > "$2/document.odt"
"""

pytestmark = pytest.mark.skipif(not programs.CAN_LAST, reason="no program lasts on this system")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    program = tmp_path / "soffice"
    program.write_text(_OFFICE)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def log(office: Path) -> list[str]:
    return [
        line.partition(" /")[0] for line in (office.parent / "soffice.log").read_text().split("\n")
    ][:-1]


def made(office: Path, words: str) -> str:
    return convert(str(office), words.encode(), "doc", "odt").decode()


def test_files_are_converted_one_by_one_where_none_is_kept_open(office: Path) -> None:
    assert [made(office, words) for words in "abc"] == ["made of a", "made of b", "made of c"]
    assert log(office) == ["alone a", "alone b", "alone c"]


def test_the_second_file_and_those_after_it_share_one(office: Path) -> None:
    with kept_open():
        assert [made(office, words) for words in "abc"] == ["made of a", "made of b", "made of c"]
    assert log(office) == ["alone a", "opened", "shared b", "shared c"]


def test_nothing_is_left_behind(office: Path) -> None:
    with kept_open():
        made(office, "a")
        made(office, "b")
        opened = (office.parent / "soffice.log").read_text().split("opened ")[1].split("\n")[0]
        assert Path(opened).is_dir()
    assert not Path(opened).exists()


def test_a_file_that_hangs_is_tried_alone(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_converter, "_SECONDS_TOGETHER", 1)
    with kept_open():
        for words in ("a", "b", "hang", "c", "d"):
            assert made(office, words) == f"made of {words}"
    told = [
        "alone a",
        "opened",
        "shared b",
        "shared hang",
        "alone hang",
        "alone c",
        "opened",
        "shared d",
    ]
    assert log(office) == told


@pytest.mark.parametrize("words", ["nothing", "crash"])
def test_a_file_that_cannot_be_read_costs_itself_alone(office: Path, words: str) -> None:
    with kept_open():
        made(office, "a")
        made(office, "b")
        with pytest.raises(FileTrouble, match="could not read it"):
            made(office, words)
        assert made(office, "c") == "made of c"


def test_one_that_is_idle_is_ended(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_open():
        made(office, "a")
        made(office, "b")
        close_if_idle()
        made(office, "c")
        monkeypatch.setattr(office_converter, "_IDLE_SECONDS", -1)
        close_if_idle()
        made(office, "d")
    assert log(office) == ["alone a", "opened", "shared b", "shared c", "alone d"]


def test_one_that_does_not_open_is_done_without(office: Path) -> None:
    office.write_text(_OFFICE.replace("exec sleep 60", "exit 1").replace("touch", "true"))
    with kept_open():
        assert [made(office, words) for words in "abc"] == ["made of a", "made of b", "made of c"]
    assert log(office) == ["alone a", "opened", "alone b", "alone c"]


def test_one_is_exchanged_after_many_files(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_converter, "_MOST_FILES", 2)
    with kept_open():
        for words in "abcde":
            made(office, words)
    assert log(office) == [
        "alone a",
        "opened",
        "shared b",
        "shared c",
        "alone d",
        "opened",
        "shared e",
    ]


@pytest.mark.skipif(programs.find("soffice") is None, reason="LibreOffice is not installed")
def test_the_real_one_converts_alike_alone_and_shared() -> None:
    program = programs.find("soffice") or ""
    pages = [b"{\\rtf1 Page %d.}" % number for number in range(3)]
    with kept_open():
        made = [convert(program, page, "rtf", "fodt") for page in pages]
    assert [f"Page {number}." in text.decode() for number, text in enumerate(made)] == [True] * 3
