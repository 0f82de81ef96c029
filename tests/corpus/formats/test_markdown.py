"""Markdown becomes what one reads: blocks with kinds, marks without signs."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.markdown import read_markdown
from desktop.corpus.text.blocks import Kind, Reading
from tests.corpus.formats.shape import assert_well_formed


def read(source: str) -> Reading:
    reading = read_markdown(source.encode("utf-8", errors="replace"), "note.md")
    assert_well_formed(reading)
    return reading


def blocks(source: str) -> list[tuple[str, int, str]]:
    reading = read(source)
    return [(b.kind.label, b.level, reading.text[b.start : b.end]) for b in reading.blocks]


def marks(source: str) -> Sequence[tuple[str, str, str]]:
    reading = read(source)
    return [(m.name, reading.text[m.start : m.end], m.target) for m in reading.marks]


def test_headings_of_both_kinds_keep_their_level() -> None:
    source = "One\n===\n\nTwo\n---\n\n### Three ###\n\ntext\n\n# Four"
    assert blocks(source) == [
        ("heading", 1, "One"),
        ("heading", 2, "Two"),
        ("heading", 3, "Three"),
        ("paragraph", 0, "text"),
        ("heading", 1, "Four"),
    ]


def test_only_heading_at_the_top_is_the_title() -> None:
    reading = read("# The *old* bridge\n\nIt fell.\n\n## Later\n\nIt rose.")
    assert reading.catalogue.title == "The old bridge"
    assert reading.blocks[0].kind == Kind.TITLE


def test_front_matter_gives_catalogue_and_title_block() -> None:
    reading = read(
        "---\nTitle: The river\nauthor: Ann Bell\ndate: 2016-10-16T08:00:00Z\nlastmod: 21 March 2017\n"
        "source: The Daily Water\nlang: de-AT\n---\n\nIt rose.\n"
    )
    catalogue = reading.catalogue
    assert (catalogue.title, catalogue.author, catalogue.source) == (
        "The river",
        "Ann Bell",
        "The Daily Water",
    )
    assert (catalogue.published, catalogue.updated) == ("2016-10-16", "2017-03-21")
    assert catalogue.language == "de"
    assert catalogue.evidence["author"] == "author: Ann Bell"
    assert reading.text == "The river\n\nIt rose."


def test_nothing_is_invented_where_nothing_is_said() -> None:
    catalogue = read("The river rose on 16 October 2016 and Ann Bell saw it.").catalogue
    assert (catalogue.title, catalogue.author, catalogue.published) == (None, None, None)


def test_emphasis_and_links_become_marks() -> None:
    source = "The **old** bridge, _not_ the [new *one*](http://a.b/c), fell; `x*y` and snake_case_word stay."
    assert (
        read(source).text == "The old bridge, not the new one, fell; x*y and snake_case_word stay."
    )
    assert marks(source) == [
        ("strong", "old", ""),
        ("em", "not", ""),
        ("link", "new one", "http://a.b/c"),
        ("em", "one", ""),
    ]


def test_references_are_followed_and_not_shown() -> None:
    source = "See [the list][L], [here] and [nowhere].\n\n[l]: http://a.b\n[here]: <http://c.d> 'title'\n"
    assert read(source).text == "See the list, here and [nowhere]."
    assert [m[2] for m in marks(source)] == ["http://a.b", "http://c.d"]


def test_escapes_entities_and_lonely_signs_are_text() -> None:
    assert (
        read(r"3 \* 4 = 12 &amp; 2 * 3 &lt; 7, a < b, [x] ~ **").text
        == "3 * 4 = 12 & 2 * 3 < 7, a < b, [x] ~ **"
    )


def test_lists_have_levels_and_keep_their_numbers() -> None:
    source = (
        "- one\n- two\n  - inner\n\n    more of inner\n- [x] done\n\n1. first\n2. second\n\nafter"
    )
    assert blocks(source) == [
        ("list", 1, "one"),
        ("list", 1, "two"),
        ("list", 2, "inner"),
        ("list", 2, "more of inner"),
        ("list", 1, "done"),
        ("list", 1, "1. first"),
        ("list", 1, "2. second"),
        ("paragraph", 0, "after"),
    ]


def test_quotations_code_and_rules() -> None:
    source = (
        "> It was\n> **dark**.\n>\n> - and cold\n\n***\n\n```py\na = *b*\n\n# c\n```\n\n    d = 1\n"
    )
    assert blocks(source) == [
        ("quotation", 0, "It was dark."),
        ("quotation", 0, "and cold"),
        ("paragraph", 0, "a = *b*\n\n# c"),
        ("paragraph", 0, "d = 1"),
    ]


def test_table_has_rows_as_lines_and_cells_between_tabs() -> None:
    source = "| town | *people* |\n|:--|--:|\n| Ur | 5 \\| 6 |\n| Uruk | 7 |\n\nafter"
    assert blocks(source)[0] == ("table", 0, "town\tpeople\nUr\t5 | 6\nUruk\t7")
    assert ("cell", "Uruk", "") in marks(source)


def test_lines_of_a_paragraph_are_joined_but_meant_breaks_stay() -> None:
    assert read("one\ntwo  \nthree\\\nfour<br>five").text == "one two\nthree\nfour\nfive"
    assert read("河水在\n夜里").text == "河水在夜里"


def test_pictures_leave_their_words_as_captions() -> None:
    source = "![The bridge at night](b.png)\n\nIt fell ![](x.png)there.\n"
    assert blocks(source) == [
        ("caption", 0, "The bridge at night"),
        ("paragraph", 0, "It fell there."),
    ]


def test_comments_scripts_and_tags_are_not_shown() -> None:
    source = "A<!-- secret\n\nmore --> <b>bold</b> <span class='x'>word</span>.\n\n<script>\nrun()\n\n</script>\n\n<angepasst> stays"
    assert read(source).text == "A bold word.\n\n<angepasst> stays"


def test_file_of_nothing_but_markup_is_empty() -> None:
    with pytest.raises(FileTrouble, match="empty"):
        read_markdown(b"---\n\n***\n\n[a]: http://b\n", "a.md")


SIGNS = st.sampled_from(
    ["*", "**", "_", "`", "```", "[", "]", "](", "(", ")", "![", "<", ">", "> ", "- ", "1. ", "#", "# ", "|", "|-|",
     "\n", "\n\n", "  \n", "\\", "&amp;", "&#769;", "&#0;", "~~", ":", "[^1]", "[a]: b\n", "---\n", "<!--", "-->",
     "<script>", "</script>", "\t", "    ", "word", "e\u0301", "مدينة", "👩‍🚀", "\r\n", "\ufeff", "\u2028", "\xa0"]
)  # fmt: skip


@given(st.lists(SIGNS, max_size=60).map("".join))
def test_any_mixture_of_signs_is_well_formed(source: str) -> None:
    try:
        read(source)
    except FileTrouble:
        assert (
            not any(character.isalpha() for character in source.replace("[a]: b", ""))
            or "<" in source
            or "]" in source
            or "```" in source  # behind it stands the name of a language, which is no text
        )


@given(st.text(max_size=300))
def test_any_text_is_well_formed(source: str) -> None:
    read("word " + source)


@pytest.mark.parametrize(
    "sign",
    ["[", "*", ">", "`", "_a*", "![", "[](", "<", "<!--", "- ", "***a", "&", "a|", "[a]: b\n"],
)
def test_long_runs_of_signs_are_got_through(sign: str) -> None:
    """An effort that grew with the square of the length would meet the limit of time of a test."""
    reading = read_markdown(b"word " + (sign * (400_000 // len(sign))).encode(), "a.md")
    assert reading.text.startswith("word")


def test_cells_of_a_table_in_tags_are_words_of_their_own() -> None:
    source = b"<table><tr><td>Language</td><td>TED</td></tr></table>\n\na <b>bo</b>ld word\n"
    [table, paragraph] = (reading := read_markdown(source, "a.md")).blocks
    assert reading.text[table.start : table.end].split() == ["Language", "TED"]
    assert reading.text[paragraph.start : paragraph.end] == "a bold word"
