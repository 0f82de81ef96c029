"""An RTF document is read with its paragraphs, notes and changes, in whatever charset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.rtf import read_rtf
from desktop.corpus.text.blocks import Kind, Reading


def read(body: str, head: str = "") -> Reading:
    return read_rtf(f"{{\\rtf1\\ansi\\ansicpg1252{head} {body}}}".encode("latin-1"), "a.rtf")


def shown(reading: Reading) -> list[tuple[str, str]]:
    return [(b.kind.label, reading.text[b.start : b.end]) for b in reading.blocks]


def marked(reading: Reading, name: str) -> list[tuple[str, str]]:
    return [(reading.text[m.start : m.end], m.target) for m in reading.marks if m.name == name]


def test_words_are_neither_split_nor_joined() -> None:
    reading = read(r"un{\b bro}ken\tab tab\line line\par next")
    assert reading.text == "unbroken\ttab\nline\n\nnext"
    assert marked(reading, "strong") == [("bro", "")]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9", "café"),
        (r"\u1052 ?\u1080?\u1088?", "Мир"),
        (r"{\f1 \'cc\'e8\'f0}", "Мир"),
        (r"{\uc2\u26085 \'93\'fa}x", "日x"),
        (r"{\f2 \'93\'fa\'96{}\'7b}", None),
        (r"{\f2 \'93\'fa\'96\'7b}", "日本"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"a\~b\_c\-d\{\}\\", "a\xa0b-cd{}\\"),
        (r"\ldblquote x\rdblquote\emdash y", "“x”—y"),
    ],
)
def test_characters(body: str, text: str | None) -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}}"
    reading = read(body, fonts)
    assert reading.text == text or (text is None and reading.text)


def test_headings_come_from_styles_and_outline_levels() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 \'dcberschrift 2;}}"
    reading = read(
        r"\pard\s1 One\par\pard\s2 Two\par\pard\outlinelevel2 Three\par\pard text\par", styles
    )
    assert [(b.kind, b.level) for b in reading.blocks] == [
        (Kind.TITLE, 0),
        (Kind.HEADING, 2),
        (Kind.HEADING, 3),
        (Kind.PARAGRAPH, 0),
    ]


def test_a_table_has_rows_and_cells() -> None:
    reading = read(
        r"\trowd\pard\intbl a\cell b\cell\row\trowd\pard\intbl c\cell d\cell\row\pard after\par"
    )
    assert shown(reading) == [("table", "a\tb\nc\td"), ("paragraph", "after")]


def test_notes_and_comments_stand_at_the_end() -> None:
    reading = read(
        r"Claim{\super\chftn}{\footnote\pard\chftn Proof.} and"
        r"{\*\atnid X}{\*\atnauthor Ada}\chatn{\*\annotation{\*\atndate 0}Sure?}."
    )
    assert reading.text == "Claim¹ and².\n\n¹ Proof.\n\n² Ada: Sure?"
    assert [block.style for block in reading.blocks] == ["", "footnote", "comment"]


def test_tracked_changes_are_shown_as_what_they_are() -> None:
    authors = r"{\*\revtbl{Unknown;}{Ed;}}"
    reading = read(r"He {\deleted\revauthdel1 never}{\revised\revauth1 always} lied", authors)
    assert reading.text == "He always lied\n\nnever"
    assert marked(reading, "inserted") == [("always", "Ed")]
    assert [block.style for block in reading.blocks] == ["", "deleted"]


def test_a_link_keeps_its_address() -> None:
    reading = read(r'see {\field{\*\fldinst{HYPERLINK "https://b.org"}}{\fldrslt{here}}}.')
    assert reading.text == "see here."
    assert marked(reading, "link") == [("here", "https://b.org")]


def test_headers_are_furniture_and_boxes_follow() -> None:
    reading = read(
        r"{\header Top}{\header Top}The text goes on.{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt It is boxed.\par}}"
        r"{\shprslt boxed}}\par"
    )
    assert shown(reading) == [
        ("paragraph", "The text goes on."),
        ("paragraph", "It is boxed."),
        ("boilerplate", "Top"),
    ]


def test_items_keep_their_numbers_but_not_their_bullets() -> None:
    reading = read(
        r"{\listtext 1.\tab}\ls1\ilvl0 one\par{\listtext\'b7\tab}\ilvl1 two\par\pard plain\par"
    )
    assert shown(reading) == [("list", "1. one"), ("list", "two"), ("paragraph", "plain")]


def test_properties_are_read() -> None:
    info = r"{\info{\title A report}{\author Ada Lovelace}{\creatim\yr2016\mo1\dy2}{\revtim\yr2017\mo3\dy21}{\nofpages4}}"
    reading = read("text", info)
    catalogue = reading.catalogue
    assert (catalogue.title, catalogue.author) == ("A report", "Ada Lovelace")
    assert (catalogue.published, catalogue.updated, reading.pages) == (None, "2017-03-21", 4)


def test_hidden_text_is_read_and_told() -> None:
    reading = read(r"seen {\v hidden}")
    assert reading.text == "seen hidden"
    assert any("hidden" in note for note in reading.notes)


def test_binary_data_is_jumped_over() -> None:
    assert read(r"a{\pict\bin5 }{\b\x}b").text == "ab"
    with pytest.raises(FileTrouble):
        read(r"{\pict\bin2000000000 x}")


def test_a_million_groups_are_no_harm() -> None:
    assert read("{" * 1_000_000 + "deep" + "}" * 1_000_000).text == "deep"


def test_what_breaks_off_is_said() -> None:
    reading = read_rtf(rb"{\rtf1 the beginning {\b of", "a.rtf")
    assert reading.text == "the beginning of"
    assert reading.doubts == ("damaged",)


def test_what_is_no_rtf_is_refused() -> None:
    with pytest.raises(FileTrouble, match="no RTF"):
        read_rtf(b"plain", "a.rtf")


@given(st.lists(st.sampled_from(list("{}{}ab \\*") + [
    r"\par", r"\cell", r"\row", r"\intbl", r"\u8364?", r"\'e9", r"\uc3", r"\footnote", r"\*\annotation",
    r"\deleted", r"\field", r"\fldrslt", r"\fldinst", r"\stylesheet", r"\fonttbl", r"\f1", r"\bin3",
    r"\revtbl", r"\info", r"\title", r"\shptxt", r"\header", r"\listtext", r"\upr", r"\ud", r"\u-1",
]), max_size=60))  # fmt: skip
def test_any_order_of_words_is_read_or_refused(words: list[str]) -> None:
    try:
        reading = read(" ".join(words))
    except FileTrouble:
        return
    assert all(
        one.end <= two.start for one, two in zip(reading.blocks, reading.blocks[1:], strict=False)
    )
    assert all(0 <= mark.start < mark.end <= len(reading.text) for mark in reading.marks)


def test_a_bracket_lost_in_the_tables_does_not_hide_the_text() -> None:
    data = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Arial;}\pard\f0 \'d0\'e5\'ea\'e0 rose.\par}"
    reading = read_rtf(data, "a.rtf")
    assert (reading.text, reading.doubts) == ("Река rose.", ("damaged",))
