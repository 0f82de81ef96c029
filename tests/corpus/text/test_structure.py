"""What the blocks of a plain text are."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.places import seeds
from desktop.corpus.text.blocks import Kind
from desktop.corpus.text.canonical import canonical
from desktop.corpus.text.structure import recognise

_PARAGRAPH = (
    "The boats came back in the evening, and the people of the harbour counted them twice. "
)
_LONG = _PARAGRAPH * 4


def _kinds(text: str) -> list[tuple[str, str]]:
    blocks, _ = recognise(text, language="en")
    return [(block.kind.label, text[block.start : block.end]) for block in blocks]


def _of(text: str, kind: Kind) -> list[str]:
    return [found for label, found in _kinds(text) if label == kind.label]


_LINES = st.sampled_from(
    [
        "",
        "",
        " ",
        "\t",
        "Chapter 1",
        "By Anna Holm",
        "Read this next",
        "1. one",
        "2. two",
        "- item",
        "a | b",
        "x   y   z",
        "    indented",
        "-----",
        "*** START OF THE PROJECT GUTENBERG EBOOK X ***",
        "From: a@example.org",
        "> quoted",
        "١ - باب",
        "مقدمة\u200f",
        "🙂🙂",
        "e\u0301\u0301",
        "\u2007odd\u3000spaces\u00a0",
        "A sentence that ends here.",
        _PARAGRAPH,
    ]
)
_TEXTS = st.lists(_LINES, max_size=30).map("\n".join) | st.text(max_size=120)


@given(_TEXTS)
def test_every_character_is_in_one_block(raw: str):
    text = canonical(raw)
    blocks, _ = recognise(text, language="en")
    places = [place for block in blocks for place in (block.start, block.end)]
    assert places == sorted(places)
    assert all(block.start < block.end for block in blocks)
    for block in blocks:
        inside = text[block.start : block.end]
        assert inside == inside.strip()
    outside = [
        text[a:b] for a, b in zip([0, *places[1::2]], [*places[::2], len(text)], strict=True)
    ]
    assert not "".join(outside).strip()


@given(_TEXTS)
def test_what_is_read_stands_in_the_text(raw: str):
    text = canonical(raw)
    _, catalogue = recognise(text, language="en")
    flat = " ".join(text.split())
    for evidence in catalogue.evidence.values():
        assert " ".join(evidence.split()) in flat


def test_huge_line_is_one_paragraph():
    text = "word and word " * 300_000
    assert [kind for kind, _ in _kinds(text)] == ["paragraph"]


def test_article_with_caption_first():
    text = (
        "fishermen mending nets on the quay\n\nThe Harbour at Night\n\n"
        f"{_PARAGRAPH}\n\nPhotograph by Anna Holm\nBy Peter Lund\nMay 2, 2015\n\n{_LONG}\n\n"
        f"{_LONG}\n\n‘NOBODY SLEEPS’\n\n{_LONG}"
    )
    blocks, catalogue = recognise(text, language="en")
    assert [block.kind.label for block in blocks] == [
        *["caption", "title", "paragraph", "byline", "byline", "date"],
        *["paragraph", "paragraph", "heading", "paragraph"],
    ]
    assert blocks[2].style == "standfirst"
    assert (catalogue.title, catalogue.author) == ("The Harbour at Night", "Peter Lund")
    assert (catalogue.photographer, catalogue.published) == ("Anna Holm", "2015-05-02")


def test_nothing_is_invented():
    _, catalogue = recognise(f"{_LONG}\n\n{_LONG}\n\nIn May 2015 Anna Holm left.", language="en")
    assert catalogue.title is None and catalogue.author is None and catalogue.published is None
    assert catalogue.evidence == {}


def test_link_list_at_the_end_is_boilerplate_to_the_end():
    text = (
        f"Night Boats\n\n{_LONG}\n\nRead This Next\n\nTen harbours to see\nGo Further\n\nOld Maps"
    )
    assert [kind for kind, _ in _kinds(text)] == ["title", "paragraph", *["boilerplate"] * 4]


def test_related_in_running_text_is_text():
    text = f"Night Boats\n\n{_LONG}\n\nRelated\n\n{_LONG}\n\nSee also the end.\n\n{_LONG}"
    assert _of(text, Kind.BOILERPLATE) == []


def test_refrain_is_text():
    verse = "Row, row the boat\nGently down the stream\n\n"
    assert _of(verse * 6, Kind.BOILERPLATE) == []
    assert "".join(found for _, found in _kinds(verse * 6)).count("Gently") == 6


def test_licences_are_boilerplate():
    text = (
        f"Night Boats by Anna Holm. This ebook is for anyone.\n\n"
        "*** START OF THE PROJECT GUTENBERG EBOOK NIGHT BOATS ***\n\n"
        f"NIGHT BOATS\n\nby Anna Holm\n\nChapter 1\n\n{_LONG}\n\n"
        "*** END OF THE PROJECT GUTENBERG EBOOK NIGHT BOATS ***\n\nSection 1. General terms."
    )
    blocks, catalogue = recognise(text, language="en")
    kinds = [block.kind.label for block in blocks]
    assert kinds[:5] == ["boilerplate", "boilerplate", "title", "byline", "heading"]
    assert kinds[-2:] == ["boilerplate", "boilerplate"]
    assert (catalogue.title, catalogue.author) == ("NIGHT BOATS", "Anna Holm")


def test_wrapped_lines_are_one_paragraph():
    lines = "The boats came back in the evening, and all the\npeople of the harbour counted them\ntwice."
    assert _of(f"{lines}\n\n{lines}\n\n{lines}", Kind.PARAGRAPH) == [lines] * 3


def test_one_paragraph_a_line():
    text = "\n".join([_LONG.strip(), _PARAGRAPH.strip(), _LONG.strip()])
    assert _of(text, Kind.PARAGRAPH) == text.split("\n")


def test_indents_begin_paragraphs():
    text = (
        "HARBOUR COUNTS ITS BOATS AGAIN\n  The boats came back in the\n  evening, and people counted\n"
        "  them.\n      Nobody had expected that so\n  many would be there.\n"
    )
    assert [kind for kind, _ in _kinds(text)] == ["title", "paragraph", "paragraph"]


def test_list_items_have_levels():
    text = f"{_PARAGRAPH}\n\n- nets\n- ropes\n    - long ones\n    - short ones\n- oars\n"
    blocks, _ = recognise(text, language="en")
    assert [(block.kind.label, block.level) for block in blocks[1:]] == [
        *[("list", 1), ("list", 1), ("list", 2), ("list", 2), ("list", 1)]
    ]


def test_direct_speech_with_dashes_is_no_list():
    text = "— Where are the boats?\n\n— They are out.\n\n— And the nets?\n\n— Gone."
    assert _of(text, Kind.LIST) == []


def test_a_number_that_begins_a_line_is_no_list():
    text = "In the year of the flood they counted only\n8. The others had gone down with all the\nnets."
    assert _of(text, Kind.LIST) == []


@pytest.mark.parametrize(
    "table",
    [
        "boat\tcrew\nAnna\t4\nLund\t7",
        "| boat | crew |\n|------|------|\n| Anna | 4    |",
        "boat      crew      year\nAnna      4         1951\nLund      7         1960",
    ],
)
def test_columns_are_a_table(table: str):
    assert _of(f"{_LONG}\n\n{table}\n\n{_LONG}", Kind.TABLE) == [table]


def test_quoted_mail_and_attributed_words_are_quotations():
    quoted = "> The boats are back.\n> All of them."
    motto = '"The sea gives and the sea takes, and it keeps no books." --OLD SAYING.'
    assert _of(f"{_LONG}\n\n{quoted}\n\n{motto}\n\n{_LONG}", Kind.QUOTATION) == [quoted, motto]


def test_arabic_book_with_contents():
    paragraph = "عادت القوارب في المساء وعدها أهل الميناء مرتين. " * 4
    contents = "مقدمة\u200f\n\n١ - الليل\u200f\n\n٢ - البحر\u200f\n\n"
    text = (
        f"{contents}{contents}قوارب الليل\n\nقوارب الليل\n\nتأليف\n\nسلمى حداد\n\n"
        f"مقدمة\n\n{paragraph}\n\nالليل\n\n{paragraph}"
    )
    blocks, catalogue = recognise(text, language="ar")
    assert [block.kind.label for block in blocks] == [
        *["list"] * 6,
        *["title", "boilerplate", "byline", "byline", "heading", "paragraph"],
        *["heading", "paragraph"],
    ]
    assert (catalogue.title, catalogue.author) == ("قوارب الليل", "سلمى حداد")


def test_verse_between_paragraphs_has_no_headings():
    verse = "The night is long and cold\n\nThe boats are far away"
    text = f"{_LONG}\n\n{verse}\n\n{_LONG}"
    assert _of(text, Kind.HEADING) == []


def test_heading_above_a_dateline():
    text = f"Night Boats\n{_LONG}\nMore nets\nPort City , May 3\n-- {_LONG}\n{_LONG}"
    assert _of(text, Kind.HEADING) == ["More nets"]


def test_letter_is_signed_and_has_no_title():
    text = (
        "12 Harbour Street\nPort City\n\n4th May 1871\n\nMy dear Anna,\n\n"
        f"{_LONG}\n\nYour affectionate brother,\n\nPeter Lund"
    )
    _, catalogue = recognise(text, language="en")
    assert (catalogue.title, catalogue.author) == (None, "Peter Lund")
    assert catalogue.published == "1871-05-04"


def test_header_of_a_message_is_boilerplate_and_read():
    text = (
        "From: Anna Holm <anna@example.org>\nTo: Peter Lund <peter@example.org>\n"
        f"Subject: Night boats\nDate: Fri, 16 Dec 2022 17:04:16 -0500\n\n{_LONG}"
    )
    blocks, catalogue = recognise(text, language="en")
    assert (blocks[0].kind, blocks[0].style) == (Kind.BOILERPLATE, "header")
    assert (catalogue.title, catalogue.author) == ("Night boats", "Anna Holm")
    assert catalogue.published == "2022-12-16"


def test_menu_above_the_title_is_boilerplate():
    text = f"The Review\nHome\nWorld\n\nBoats come back to the harbour\n\nBy Anna Holm\n\n{_LONG}"
    blocks, catalogue = recognise(text, language="en")
    assert [block.kind.label for block in blocks[:4]] == [*["boilerplate"] * 3, "title"]
    assert catalogue.title == "Boats come back to the harbour"


def test_long_wrapped_text_without_blank_lines_falls_into_paragraphs():
    lines = "The boats came back in the evening and people\ncounted them twice, as they had done\nalways.\n"
    assert len(_of(lines * 20, Kind.PARAGRAPH)) == 20


def test_underlined_headings_in_any_number():
    blocks, _ = recognise("Night\n-----\n" * 5_000, language="en")
    assert len(blocks) == 5_000


def test_a_listing_has_paragraphs_only():
    blocks, catalogue = recognise("Boat\n1. Anna\n2. Lund", language="en", file_name="boats.CSV")
    assert {block.kind for block in blocks} == {Kind.PARAGRAPH}
    assert catalogue.title is None


def test_lines_as_long_as_the_alphabet_stay_together():
    poem = "\n".join(string.ascii_lowercase[k:] + " and" for k in range(4))
    assert len(_kinds(poem)) == 1


def test_first_seed():
    text = canonical((seeds() / "000_a70be7cde51d7b70.txt").read_text("utf-8"))
    blocks, catalogue = recognise(text)
    assert catalogue.title == (
        "‘They’re All ISIS’—West Mosul Families Who Stayed Become Targets of Suspicion"
    )
    assert catalogue.author is catalogue.photographer is catalogue.published is None
    assert catalogue.updated is None
    assert catalogue.language == "en"
    assert {block.kind for block in blocks} == {Kind.TITLE, Kind.PARAGRAPH}


def test_second_seed():
    text = canonical((seeds() / "002_9d9dcef1506201a0.txt").read_text("utf-8"))
    blocks, catalogue = recognise(text)
    assert blocks[0].kind == Kind.CAPTION
    assert catalogue.title == "Surviving the Fall of ISIS"
    assert (catalogue.author, catalogue.photographer) == ("James Verini", "Moises Saman")
    assert (catalogue.published, catalogue.updated) == ("2016-10-16", "2017-03-21")
    assert (catalogue.source, catalogue.language) == ("National Geographic", "en")
    assert _of(text, Kind.HEADING) == [
        *["‘YOU MUST TRY TO ESCAPE’", "‘IT’S NOT IN MY HANDS’"],
        *["‘THIS IS OUR HOME’", "‘I’M NEVER GOING BACK’"],
    ]
    furniture = next(block for block in blocks if block.kind == Kind.BOILERPLATE)
    assert text[furniture.start : furniture.end] == "Read This Next"
    after = blocks[blocks.index(furniture) :]
    assert {block.kind for block in after} == {Kind.BOILERPLATE}
