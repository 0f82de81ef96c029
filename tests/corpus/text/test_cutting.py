"""What is seen of a whole text at once is what a look at every line shows."""

import re

from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.text.canonical import canonical
from desktop.corpus.text.captions import (
    begins_caption,
    is_caption_cue,
    may_open_caption,
    may_open_cue,
)
from desktop.corpus.text.cutting import cut
from desktop.corpus.text.dates import date_alone, is_time_alone
from desktop.corpus.text.line_runs import cut_run
from desktop.corpus.text.markers import MAY_BEGIN, marker_of, markers_of, may_open_mark
from desktop.corpus.text.pieces import ends_sentence
from desktop.corpus.text.wrapping import wrapped_width

_LINES = st.sampled_from(
    [
        *["", "", "", " ", "\t", "\u3000"],
        *[
            "1. one boat",
            "2) two",
            "(3) three",
            "a) four",
            "iv. five",
            "١ - باب",
            "1954",
            "17), as",
        ],
        *["- item", "• item", "# Head", "---", "====", "~~~", "-", "i", "ـ بند"],
        *["a | b | c", "x   y   z", "a\tb\tc", "> quoted", "“Said,”", "CHAPTER I", "Short"],
        *["    further in", "  a little", "        deep", "\u00a0 odd ", "behind   "],
        "The boats came back in the evening, and the people of the harbour",
        "counted them twice before the lamps were lit on the quay and all of them went in.",
        "    counted them twice before the lamps were lit on the quay, as they",
        "عادت القوارب في المساء وعدها أهل الميناء مرتين قبل أن تضاء المصابيح على الرصيف",
    ]
)
_TEXTS = st.lists(_LINES, max_size=60).map("\n".join).map(canonical)
_WORDS = (
    "1 12 123 ١٢ ( ) [ ] . - – / a i iv x b Ab # • * ـ ا ب fig photo PHOTO table map by : الشكل image "
    "caption video 3"
)
_BEGINNINGS = st.sampled_from([*_WORDS.split(), "\u200c"])
_HEADS = st.lists(_BEGINNINGS | st.just(" "), min_size=1, max_size=8).map("".join)


@given(_TEXTS, st.booleans())
def test_pieces_are_those_of_a_closer_look_at_every_run(text: str, one_a_line: bool):
    pieces, width = cut(text, one_a_line=one_a_line)
    plain = [
        stretch
        for run in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text)
        for stretch in cut_run(run[0], run.start(), is_parted=run.start() > 0, width=width)
    ]
    assert pieces.starts == [stretch.start for stretch in plain]
    assert pieces.ends == [stretch.start + len(stretch.bare) for stretch in plain]
    assert pieces.heads == [stretch.bare[:300] for stretch in plain]
    assert pieces.are_parted == [stretch.is_parted for stretch in plain]
    assert pieces.tables == {number for number, stretch in enumerate(plain) if stretch.is_table}


@given(_TEXTS)
def test_width_is_that_of_nine_lines_in_ten(text: str):
    lines = [line.strip() for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    followed = [a for a, b in zip(lines, lines[1:], strict=False) if a and b]
    width = wrapped_width(text)
    if sum(map(ends_sentence, followed)) > len(followed) * 0.6:
        assert width == 0
    elif followed:
        assert width == min(lengths[len(lengths) * 9 // 10], 130)


def test_width_is_seen_in_the_middle_of_a_long_text():
    short = ["a boat on the water,", "and the sea"] * 600
    long = ["the people of the harbour counted them all,"] * 2_000
    assert wrapped_width("\n".join(short + long)) == len(long[0])
    assert wrapped_width("\n".join(short * 4)) == len(short[0])


@given(st.lists(_HEADS.map(str.strip).filter(bool)))
def test_marks_of_many_lines_are_those_of_each(lines: list[str]):
    assert markers_of(lines) == [marker_of(line) if MAY_BEGIN(line) else None for line in lines]


@given(_HEADS.map(str.strip).filter(bool))
def test_first_characters_rule_out_nothing_that_is_there(head: str):
    assert may_open_mark(head[:3]) or not MAY_BEGIN(head)
    assert MAY_BEGIN(head) or not marker_of(head)
    assert may_open_caption(head[:3]) or not begins_caption(head)
    assert may_open_cue(head[:3]) or not is_caption_cue(head)


def test_date_stands_alone_among_weekdays_times_and_dots():
    assert date_alone("Sunday, 16 October 2016 at 12:30 pm.") == "2016-10-16"
    assert date_alone(". 2016-10-16") == "2016-10-16"
    assert date_alone("Boats of 16 October 2016") is None
    assert date_alone("16 October 2016, of boats") is None
    assert is_time_alone("Mon 12:30 .") and not is_time_alone("12:30 boats")
