"""Subtitles become paragraphs that can be searched across cues, with the times they are said at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.subtitles import read_subtitles
from desktop.corpus.text.blocks import Reading

SRT = """1
00:00:01,000 --> 00:00:03,500
They left the <i>old city</i> before

2
00:00:03,600 --> 00:00:05,000
the bridges were blown up.

3
00:01:12,000 --> 00:01:14,000
- Who told you that?
- My brother {\\an8}did &amp; he saw it.
"""
VTT = """WEBVTT - a film
Kind: captions
Language: ar

STYLE
::cue { color: lime }

NOTE a remark
that is long

intro
00:01.000 --> 00:04.000 align:start position:0%
<v Layla Hassan>We had <b>no</b> water

00:04.100 --> 00:06.000
<v Layla Hassan>for <c.loud>nine</c> days.</v>

1:00:07.000 --> 1:00:09.000
<v.first Omar>None<00:00:08.000> at all.
"""


def read(source: str) -> Reading:
    return read_subtitles(source.encode(), "film.srt")


def paragraphs(reading: Reading) -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks]


def marked(reading: Reading, name: str) -> list[tuple[str, str]]:
    return [(reading.text[m.start : m.end], m.target) for m in reading.marks if m.name == name]


def test_a_sentence_over_two_cues_is_one_paragraph() -> None:
    reading = read(SRT)
    assert paragraphs(reading) == [
        "They left the old city before the bridges were blown up.",
        "- Who told you that?",
        "- My brother did & he saw it.",
    ]
    assert marked(reading, "em") == [("old city", "")]
    assert marked(reading, "time")[:2] == [
        ("They left the old city before", "0:00:01"),
        ("the bridges were blown up.", "0:00:03"),
    ]
    assert reading.format == "subtitles"


def test_headers_notes_and_styles_of_vtt_are_no_text() -> None:
    reading = read(VTT)
    assert paragraphs(reading) == [
        "Layla Hassan: We had no water for nine days.",
        "Omar: None at all.",
    ]
    assert marked(reading, "time")[2] == ("Omar: None at all.", "1:00:07")
    assert marked(reading, "strong") == [("no", "")]


def test_captions_that_roll_up_are_read_once() -> None:
    rolling = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nthe first line\n\n"
        "00:02.000 --> 00:03.000\nthe first line\nthe second line\n\n"
        "00:03.000 --> 00:04.000\nthe second line\n"
    )
    assert paragraphs(read(rolling)) == ["the first line the second line"]


def test_sbv_and_ass() -> None:
    sbv = "0:00:01.000,0:00:02.000\nThe river\nrises.\n\n0:00:02.100,0:00:03.000\nAgain.\n"
    assert paragraphs(read(sbv)) == ["The river rises. Again."]
    ass = (
        "[Script Info]\nTitle: The River\n\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\n"
        "Dialogue: 0,0:00:09.00,0:00:10.00,Default,,later, with a comma\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Omar,{\\i1}first\\Nline\n"
    )
    reading = read(ass)
    assert paragraphs(reading) == ["Omar: first line", "later, with a comma"]
    assert reading.catalogue.title == "The River"


def test_numbers_and_blank_lines_inside_cues_stay() -> None:
    source = "1\n00:00:01,000 --> 00:00:02,000\nIn the year\n\n1258\n\n2\n00:00:02,000 --> 00:00:03,000\nit fell.\n"
    assert read(source).text == "In the year 1258 it fell."


def test_old_encodings_are_told() -> None:
    words = (
        "1\n00:00:01,000 --> 00:00:02,000\nوصلت القوات إلى المدينة القديمة في الموصل صباح اليوم\n"
    )
    assert "المدينة القديمة" in read_subtitles(words.encode("cp1256"), "f.srt").text


def test_no_cues_is_said() -> None:
    with pytest.raises(FileTrouble, match="No subtitles"):
        read("WEBVTT\n\nNOTE nothing else\n")


@given(st.text(alphabet="0123:,. ->\n<i/>ab\\{}[]Dialogue", max_size=200))
def test_nothing_breaks_it(source: str) -> None:
    for start in ("", "WEBVTT\n\n", "[Events]\n"):
        try:
            reading = read(start + source)
        except FileTrouble:
            continue
        for mark in reading.marks:
            assert 0 <= mark.start < mark.end <= len(reading.text)
