"""Of a page's blocks, those of the text are taken in their places, and no others that look like them."""

from desktop.corpus.formats.html import read_html
from desktop.corpus.formats.html.alignment import aligned
from desktop.corpus.text.blocks import Kind, Reading
from tests.corpus.formats.html.test_html import STORY, texts
from tests.corpus.formats.shape import assert_well_formed

MENU = "<div><p>News</p><p>Bread and fish</p></div>"


def read(source: str) -> Reading:
    reading = read_html(source.encode(), "page.html")
    assert_well_formed(reading)
    return reading


def kinds(reading: Reading, words: str) -> list[Kind]:
    return [b.kind for b in reading.blocks if reading.text[b.start : b.end] == words]


def test_short_block_is_found_only_between_its_neighbours() -> None:
    long = [f"the long paragraph number {n} of the story that is told here" for n in range(3)]
    keys = ["news", long[0], "news", long[1], "a", long[2], "end", "news"]
    whole = f" {long[0]} news {long[1]} {long[2]} end "
    assert sorted(aligned(keys, whole)) == [1, 2, 3, 5, 6]


def test_lines_after_the_last_paragraph_follow_each_other() -> None:
    long = "the only long paragraph of the song that is sung at night"
    assert sorted(aligned([long, "repeat", "chorus", "share"], f" {long} repeat chorus ")) == [
        0,
        1,
        2,
    ]


def test_teaser_of_a_paragraph_does_not_take_its_place() -> None:
    long = [f"the long paragraph number {n} of the story that is told here" for n in range(3)]
    keys = [long[2], long[0], "then", long[1], long[2]]
    assert sorted(aligned(keys, f" {long[0]} then {long[1]} {long[2]} ")) == [1, 2, 3, 4]


def test_word_of_a_menu_is_no_line_of_the_text() -> None:
    reading = read(f"{MENU}<article><h1>Flood</h1>{STORY}<p>Bread and fish</p>{STORY}</article>")
    assert kinds(reading, "Bread and fish") == [Kind.BOILERPLATE, Kind.PARAGRAPH]


def test_name_of_what_is_around_all_of_a_page_sets_nothing_aside() -> None:
    reading = read(
        f"<div class='page with-sidebar sidebar'><h1>Flood</h1>{STORY}<p>It was over.</p></div>"
    )
    assert kinds(reading, "It was over.") == [Kind.PARAGRAPH]


def test_short_line_between_paragraphs_of_the_same_element_is_kept() -> None:
    weeks = [STORY.replace("day", name) for name in ("day", "night", "evening")]
    steps = "".join(f"<div>Step {n}{week}</div>" for n, week in enumerate(weeks))
    source = f"<article><h1>Flood</h1>{steps}</article>"
    assert kinds(read(source), "Step 1") == [Kind.PARAGRAPH]


def test_hyphens_that_are_not_shown_do_not_hide_a_paragraph() -> None:
    soft = (
        STORY.replace("water", "wa&shy;ter")
        .replace("lower", "lo&shy;wer")
        .replace("carried", "car&shy;ried")
    )
    reading = read(f"<article><h1>Flood</h1>{soft}</article>")
    assert len(texts(reading, Kind.PARAGRAPH)) == 8


def test_heading_of_what_is_no_text_is_none_of_the_texts() -> None:
    links = (
        "<ul><li><a href='/1'>One more story</a></li><li><a href='/2'>Another story</a></li></ul>"
    )
    source = (
        f"<article><h1>Flood</h1>{STORY}<div><h4>More stories</h4>{links}</div>{STORY}</article>"
    )
    assert kinds(read(source), "More stories") == [Kind.BOILERPLATE]


def test_sentence_in_a_heading_before_the_story_is_kept() -> None:
    sentence = "The oldest people of the lower town had never seen so much water, they say"
    source = (
        f"<article><h1>Flood</h1><h2>{sentence}</h2><p><a href='/s'>Share</a></p>{STORY}</article>"
    )
    assert kinds(read(source), sentence) == [Kind.HEADING]


def test_time_that_reading_takes_is_no_text() -> None:
    line = "<div class='byline'><p>By Ann Bell</p><p>4 Min Read</p></div>"
    reading = read(f"<article><h1>Flood</h1>{line}{STORY}</article>")
    assert kinds(reading, "By Ann Bell") == [Kind.BYLINE]
    assert kinds(reading, "4 Min Read") == [Kind.BOILERPLATE]
