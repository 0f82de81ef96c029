"""Who wrote a page and when is read from the lines around its title, with their words, and never made up."""

import pytest

from desktop.corpus.formats.html import read_html
from desktop.corpus.text.blocks import Catalogue
from tests.corpus.formats.html.test_html import STORY
from tests.corpus.formats.shape import assert_well_formed


def catalogue(source: str) -> Catalogue:
    reading = read_html(source.encode(), "page.html")
    assert_well_formed(reading)
    return reading.catalogue


def page(line: str, *, after: str = "") -> str:
    return f"<html><body><div><h1>The river rises</h1>{line}{STORY}</div>{after}</body></html>"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<div class='story-date'>16.05.2016</div>", "2016-05-16"),
        ("<div class='info'>2016-05-16 20:52:15 <span>the Daily Water</span></div>", "2016-05-16"),
        ("<time data-published='2016-05-16 09:13:00Z'>4 hours ago</time>", "2016-05-16"),
        ("<p>Ann Bell<br>16 May 2016 at 14:27</p>", "2016-05-16"),
        (
            "<div class='meta'><a class='post-time' href='/'>16/05/2016</a><a>Ann</a></div>",
            "2016-05-16",
        ),
        ("<p>By Ann Bell on 16 May 2016, 11:51 pm | 4 opinions</p>", "2016-05-16"),
        ("<span class='post-date updated'>May 16, 2016</span>", "2016-05-16"),
        ("<span class='date smart' data-origin-date='2016-05-16 14:27'></span>", "2016-05-16"),
        ("<p><abbr title='2016-05-16T01:40:40Z'>an hour ago</abbr></p>", "2016-05-16"),
        ("<p>From 16 May 2016 the bridge is closed</p>", None),
        ("<span class='date'>05/06/2016</span>", None),
        ("<span class='date'>May 2016</span>", "2016-05"),
        ("<span class='dates'>16 May 2016 to 18 May 2016</span>", None),
    ],
)
def test_date_of_publication_is_the_one_near_the_title(line: str, published: str | None) -> None:
    assert catalogue(page(line)).published == published


def test_date_is_kept_with_the_words_it_was_read_from() -> None:
    found = catalogue(page("<div class='story-date'>Monday, 16 May 2016</div>"))
    assert found.evidence["published"] == "Monday, 16 May 2016"


def test_date_of_change_is_told_from_that_of_publication() -> None:
    line = "<p>Published 16 May 2016<p><time class='modified' datetime='2016-05-18T10:00'>2 days ago</time>"
    found = catalogue(page(line))
    assert (found.published, found.updated) == ("2016-05-16", "2016-05-18")


def test_dates_of_other_stories_and_of_readers_are_not_those_of_the_page() -> None:
    other = "".join(
        f"<p><a href='/{n}'>Story {n}</a></p><p class='date'>{n} May 2016</p>" for n in (1, 2)
    )
    assert catalogue(page("", after=f"<div>{other}</div>")).published is None
    comments = "<ol class='comments'><li><p class='date'>16 May 2016</p>Well said.</li></ol>"
    assert catalogue(page("", after=comments)).published is None


def test_dates_that_contradict_each_other_are_left_out() -> None:
    half = "<p class='date'>16 May 2016</p>"
    other = "<p class='date'>18 May 2016</p>"
    body = f"<div><h1>The river rises</h1>{STORY}{half}{STORY.replace('day', 'night')}{other}{STORY}</div>"
    assert catalogue(body).published is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<span class='pb-byline'>By <a href='/p'>Ann Bell</a></span>", "Ann Bell"),
        (
            "<div class='PostByline'><span class='PostByline__author'>Ann Bell</span></div>",
            "Ann Bell",
        ),
        (
            "<ul><li><a class='author-link' href='/p'>Ann Bell</a> <i>4 hours ago</i></li></ul>",
            "Ann Bell",
        ),
        ("<p><a rel='author' href='/p'>Ann Bell</a><br>16 May 2016 at 14:27</p>", "Ann Bell"),
        ("<span class='author-bio'>She writes about rivers and the people at them.</span>", None),
        ("<a class='author-follow' href='/p'>4,120</a>", None),
    ],
)
def test_author_is_the_name_near_the_title(line: str, author: str | None) -> None:
    assert catalogue(page(line)).author == author


def test_names_that_sites_give_to_their_own_meta_elements_are_understood() -> None:
    found = catalogue(
        "<head><meta name='article_date_original' content='Monday, May 16, 2016, 2:47 PM'>"
        "<meta name='article_author' content='Ann Bell | abell@water.example'></head>" + page("")
    )
    assert (found.published, found.author) == ("2016-05-16", "Ann Bell")


def test_cue_without_a_name_is_no_author() -> None:
    assert catalogue(f"<head><meta name='byl' content='By'></head>{page('')}").author is None


def test_title_is_the_heading_that_is_most_like_the_stated_one() -> None:
    source = (
        "<title>The river rises over the old bridge | The Daily Water</title><h1>The Daily Water</h1>"
        f"<h2>The river rises over the old bridge</h2>{STORY}"
    )
    assert catalogue(source).title == "The river rises over the old bridge"


def test_names_of_dates_inside_each_other_are_asked_only_so_often() -> None:
    deep = "<div><span class='date'>16 May 2016 " * 2_000 + "</span></div>" * 2_000
    assert "16 May 2016" in read_html(page(deep).encode(), "page.html").text
