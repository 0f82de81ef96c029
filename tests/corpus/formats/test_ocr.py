"""Pictures become text through Tesseract: its table is read, and its absence is said."""

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.image import read_image
from desktop.corpus.formats.ocr import grey_picture, seconds_for
from desktop.corpus.formats.parts import Wishes
from desktop.corpus.formats.pdf import read_pdf
from tests.corpus.formats.pdf.paper import PICTURE, Put, column, paper

_HEAD = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
)
_ROWS = (
    "1 1 0 0 0 0 0 0 1000 2000 -1 ",
    "5 1 1 1 1 1 100 200 100 40 {c} The",
    "5 1 1 1 1 2 250 200 150 40 {c} ri-",
    "5 1 1 1 2 1 100 260 150 40 {c} ver",
    "5 1 1 1 2 2 300 260 100 40 {c} rose.",
    "5 1 2 1 1 1 100 900 100 40 {c} It",
    "5 1 2 1 1 2 250 900 100 40 {c} fell.",
)
EN = Wishes(ocr=("en",))
posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, *, confidence: int = 90) -> None:
    """Put a program named tesseract first in the path that says a table, whatever it is shown."""
    table = [_HEAD, *("\t".join(row.format(c=confidence).split(" ", 11)) for row in _ROWS)]
    (folder / "table").write_text("\n".join(table) + "\n")
    (folder / "languages").write_text('List of available languages in "/x/" (2):\neng\nosd\n')
    program = folder / "tesseract"
    program.write_text(
        "#!/bin/sh\n"
        f'if [ "$1" = --list-langs ]; then exec cat "{folder}/languages"; fi\n'
        f'cat > /dev/null; exec cat "{folder}/table"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_a_picture_without_the_wish_is_refused_with_advice() -> None:
    with pytest.raises(FileTrouble, match="A picture: its text") as caught:
        read_image(b"\x89PNG\r\n\x1a\n", "a.png")
    assert "OCR" in caught.value.advice


@posix
def test_words_keep_their_boxes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch)
    reading = read_image(b"\x89PNG\r\n\x1a\n", "a.png", EN)
    assert reading.text == "The river rose.\n\nIt fell."
    boxes = [
        (reading.text[b.start : b.end], b.page, b.left, b.top, b.right, b.bottom)
        for b in reading.boxes
    ]
    assert boxes[0] == ("The", 1, 100, 100, 200, 120)
    assert [box[0] for box in boxes] == ["The", "ri", "ver", "rose.", "It", "fell."]
    assert [(m.target, m.start, m.end) for m in reading.marks] == [("1", 0, len(reading.text))]
    assert (reading.pages, reading.doubts) == (1, ())


@posix
def test_low_certainty_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, confidence=30)
    reading = read_image(b"\xff\xd8\xff", "a.jpg", EN)
    assert reading.doubts == ("scan",)
    assert reading.notes == ("The text was recognised from pictures with low certainty.",)


@posix
def test_scanned_pages_stand_among_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch)
    first, last = column(40, 500, ["The first page ends."]), column(40, 500, ["The last begins."])
    reading = read_pdf(paper([first, PICTURE, last]), "a.pdf", EN)
    assert reading.text.split("\n\n") == [
        "The first page ends.", "The river rose.", "It fell.", "The last begins."
    ]  # fmt: skip
    assert [m.target for m in reading.marks] == ["1", "2", "3"]
    assert {b.page for b in reading.boxes} == {2}
    assert [reading.text[b.start : b.end] for b in reading.boxes][:2] == ["The", "ri"]
    assert reading.doubts == ()


@posix
def test_a_language_that_is_missing_is_named_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch)
    with pytest.raises(FileTrouble, match="no data for this language: ara") as caught:
        read_image(b"\xff\xd8\xff", "a.jpg", Wishes(ocr=("ar",)))
    assert "tesseract-ocr-ara" in caught.value.advice


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it may be found in other places")
def test_without_tesseract_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if any(Path(place).exists() for place in ("/usr/bin/tesseract", "/usr/local/bin/tesseract")):
        pytest.skip("Tesseract is installed here")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileTrouble, match="Tesseract, which is not installed"):
        read_image(b"\xff\xd8\xff", "a.jpg", EN)


@pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
def test_tesseract_reads_what_is_rendered() -> None:
    from desktop.corpus.formats.pdf.door import Document

    document = Document(paper([[Put(40, 500, "The river rose in the night", 20)]]))
    try:
        picture = document.picture(0, dpi=150, most_pixels=10_000_000)
    finally:
        document.close()
    try:
        reading = read_image(grey_picture(*picture), "a.pgm", EN)
    except FileTrouble as trouble:
        pytest.skip(trouble.sentence)
    assert "river rose in the night" in reading.text


def test_more_pages_are_given_more_time() -> None:
    assert seconds_for(1_000_000, Wishes()) == 0
    assert 120 < seconds_for(1_000, EN) < seconds_for(1_000_000, EN) < seconds_for(10**9, EN)


@posix
def test_pages_on_which_no_word_is_seen_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch)
    bare = [_HEAD, "\t".join(_ROWS[0].split(" ", 11))]
    (tmp_path / "table").write_text("\n".join(bare) + "\n")
    reading = read_pdf(paper([column(40, 500, ["The river rose."]), PICTURE, PICTURE]), "a.pdf", EN)
    assert reading.notes == ("No text was recognised on pages 2 to 3.",)
    assert reading.doubts == ("scan",)
    with pytest.raises(FileTrouble, match="No text was recognised") as caught:
        read_pdf(paper([PICTURE]), "a.pdf", EN)
    assert "languages" in caught.value.advice


@posix
def test_a_stamp_that_says_more_than_what_was_recognised_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch)
    stamp = b"\nBT /F1 8 Tf 1 0 0 1 %d 12 Tm (%b) Tj ET"
    short = PICTURE + stamp % (300, b"Copy No. 00123")
    long = PICTURE + stamp % (20, b"Produced under the order of the court on 12 May 2014, copy 7")
    assert read_pdf(paper([short]), "a.pdf", EN).text == "The river rose.\n\nIt fell."
    assert read_pdf(paper([long]), "a.pdf", EN).text.startswith("Produced under the order")
