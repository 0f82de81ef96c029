"""A web page becomes its readable text; what stands around the text is kept apart, not lost."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.html import read_html
from desktop.corpus.text.blocks import Kind, Reading
from tests.corpus.formats.shape import assert_well_formed

STORY = "".join(
    f"<p>On day {n} the water of the river stood {n * 3} hands below the old bridge, and the people of "
    f"the lower town carried what they had to the hill.</p>"
    for n in range(1, 9)
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>The river rises | Daily Water</title>
<meta property="og:site_name" content="Daily Water"><meta name="author" content="Ann Bell">
<meta property="article:published_time" content="2016-10-16T09:00:00+02:00">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "The river rises",
"dateModified": "2017-03-21", "author": {{"name": "Someone Else"}}}}</script>
<style>p {{ color: red }}</style></head><body>
<nav><ul><li><a href="/">Home page</a></li><li><a href="/w">World news</a></li></ul></nav>
<div class="cookie-banner"><p>We use cookies to make this site better for all of its readers.</p></div>
<article><h1>The river rises</h1><p class="byline">By Ann Bell</p><time datetime="2016-10-16">October 16, 2016</time>
<figure><img src="http://far.away/b.png" alt="b"><figcaption>The bridge at night.</figcaption></figure>
{STORY}<h2>The <em>second</em> week</h2>{STORY.replace("day", "evening")}
<blockquote><p>We never saw such water, said the <strong>oldest</strong> woman of the lower town that night.</p></blockquote>
<p>See <a href="/more">what came after</a> the water went down and the people of the town came back.</p>
<table><tr><th>town</th><th>hands</th></tr><tr><td>Ur</td><td>12</td></tr><tr><td>Uruk</td><td>9</td></tr></table>
<script>document.write("evil")</script><p hidden>unseen words</p><p style="display: none">unseen too</p>
<iframe src="http://far.away">framed</iframe><!-- commented --><template>templated</template></article>
<aside class="related"><h3>Read this next</h3><p><a href="/x">Another story that is about the mountains</a></p></aside>
<footer><p>Copyright Daily Water. All rights are reserved by us.</p></footer></body></html>"""


def read(source: str) -> Reading:
    reading = read_html(source.encode("utf-8", errors="replace"), "page.html")
    assert_well_formed(reading)
    return reading


def texts(reading: Reading, kind: Kind) -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks if b.kind == kind]


@pytest.fixture(scope="module")
def page() -> Reading:
    return read(PAGE)


def test_kinds_of_a_page(page: Reading) -> None:
    assert texts(page, Kind.TITLE) == ["The river rises"]
    assert texts(page, Kind.HEADING) == ["The second week"]
    assert texts(page, Kind.CAPTION) == ["The bridge at night."]
    assert texts(page, Kind.BYLINE) == ["By Ann Bell"]
    assert texts(page, Kind.DATE) == ["October 16, 2016"]
    assert texts(page, Kind.TABLE) == ["town\thands\nUr\t12\nUruk\t9"]
    assert len(texts(page, Kind.QUOTATION)) == 1
    assert len(texts(page, Kind.PARAGRAPH)) == 17


def test_what_stands_around_the_text_is_kept_apart(page: Reading) -> None:
    around = texts(page, Kind.BOILERPLATE)
    for words in (
        "Home page",
        "World news",
        "We use cookies",
        "Read this next",
        "Another story",
        "Copyright",
    ):
        assert any(words in block for block in around)
        assert page.text.count(words) == 1


def test_what_a_browser_does_not_show_is_not_in_the_text(page: Reading) -> None:
    for words in (
        "evil",
        "color",
        "unseen",
        "framed",
        "commented",
        "templated",
        "far.away",
        "NewsArticle",
    ):
        assert words not in page.text


def test_emphasis_links_and_cells_are_marks(page: Reading) -> None:
    found = {(m.name, page.text[m.start : m.end], m.target) for m in page.marks}
    assert found >= {
        ("em", "second", ""),
        ("strong", "oldest", ""),
        ("link", "what came after", "/more"),
        ("cell", "Uruk", ""),
    }


def test_catalogue_is_what_the_page_states(page: Reading) -> None:
    catalogue = page.catalogue
    assert (catalogue.title, catalogue.author) == ("The river rises", "Ann Bell")
    assert (catalogue.source, catalogue.language) == ("Daily Water", "en")
    assert (catalogue.published, catalogue.updated) == ("2016-10-16", "2017-03-21")
    assert "2016-10-16T09" in catalogue.evidence["published"]


def test_no_date_is_guessed_from_text_or_address() -> None:
    reading = read(
        f"<html><head><link rel=canonical href='http://a.b/2015/03/04/x'></head><body>{STORY}<p>In 2016, May 5.</p>"
    )
    assert (reading.catalogue.published, reading.catalogue.author) == (None, None)


def test_stated_title_is_put_first_where_no_heading_has_it() -> None:
    reading = read(f"<title>The river rises - Daily Water</title>{STORY}")
    assert reading.text.startswith("The river rises\n\nOn day 1")
    assert reading.blocks[0].kind == Kind.TITLE


def test_old_pages_with_breaks_and_layout_tables_are_read() -> None:
    reading = read(
        "<table><tr><td><font>First paragraph<br>goes on.<br><br>Second one.</font></td></tr></table>"
    )
    assert texts(reading, Kind.PARAGRAPH) == ["First paragraph\ngoes on.", "Second one."]


def test_nested_lists_have_levels() -> None:
    reading = read("<ul><li>one<ul><li>inner</ul><li><p>two</p></ul>")
    assert [(reading.text[b.start : b.end], b.level) for b in reading.blocks] == [
        ("one", 1),
        ("inner", 2),
        ("two", 1),
    ]


def test_declared_and_undeclared_encodings() -> None:
    source = "<html><head>{}</head><body><p>Вода в реке поднялась ночью, и мост закрыли.</p></body></html>"
    declared = source.format('<meta charset="windows-1251">').encode("cp1251")
    assert "поднялась" in read_html(declared, "a.html").text
    assert "поднялась" in read_html(source.format("").encode("koi8-r"), "a.html").text
    assert "поднялась" in read_html(source.format("").encode("utf-16"), "a.html").text


def test_right_to_left_page_is_read() -> None:
    line = "ارتفع النهر في الليل وفي الصباح رأى السكان أن الجسر مغلق أمام السيارات. "
    reading = read(f"<html dir=rtl><body><h1>النهر</h1><p>{line * 5}</p></body></html>")
    assert (reading.catalogue.title, reading.catalogue.language) == ("النهر", "ar")


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000,
        "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x",
        "<html></html>",
        "<script>x()</script>",
    ],
)
def test_hostile_and_empty_pages_are_refused(source: str) -> None:
    with pytest.raises(FileTrouble):
        read(source)


def test_deep_page_keeps_its_text() -> None:
    assert "at the bottom" in read("<div>" * 3_000 + "at the bottom" + "</div>" * 3_000).text


def test_comparisons_in_scripts_do_not_make_a_page_deep() -> None:
    reading = read(f"<script>{'if (i<n) x();' * 10_000}</script>{STORY}")
    assert len(texts(reading, Kind.PARAGRAPH)) == 8


TAGS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<ul><li>", "</ul>", "<table><tr><td>", "<tr>", "<td>",
     "<th>a</th>", "</table>", "<caption>", "<br>", "<h1>", "</h1>", "<pre>", "</pre>", "<blockquote>", "<script>secret",
     "</script>", "<style>secret", "</style>", "<!--secret-->", "<div hidden>secret</div>", "<nav>", "</nav>", "<time>",
     "<em>", "<figure><figcaption>", "<q>", "word ", " ", "\n\n", "&nbsp;", "&#769;", "&#0;", "&#xfeff;", "مدينة",
     "👩‍🚀", "e\u0301", "\ufffe", "<option>", "<svg>", "<math>", "<hr>", "<", "&", "2 May 2016", "By Ann Bell"]
)  # fmt: skip


@settings(max_examples=80)
@given(st.lists(TAGS, max_size=50).map("".join))
def test_any_mixture_of_tags_is_well_formed_and_shows_nothing_secret(source: str) -> None:
    reading = read(f"<p>Some words.</p>{source}")
    assert "secret" not in reading.text


@settings(max_examples=25)
@given(st.lists(TAGS, max_size=12).map("".join))
def test_every_shown_word_is_in_the_text_of_a_long_page(source: str) -> None:
    reading = read(f"{STORY}<div>{source}</div><p>The end of it.</p>")
    assert "On day 8 the water" in reading.text
    if "<s" not in source and "<!" not in source and "<option" not in source and "<p" not in source:
        assert "The end of it." in " ".join(reading.text.split())


def test_reading_a_page_opens_no_socket_and_warns_of_nothing() -> None:
    code = """if True:
        import sys
        seen = []  # a hook that raised would be silenced by whoever probes
        sys.addaudithook(lambda event, _: seen.append(event) if event.startswith("socket.") else None)
        from desktop.corpus.formats.html import read_html
        read_html(sys.stdin.buffer.read(), "a.html")
        assert "trafilatura" in sys.modules
        print(seen)
    """
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        input=PAGE.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == (b"[]\n", b"", 0)


def test_tools_of_headings_and_unseen_lines_are_no_text() -> None:
    source = (
        "<h1>The flood</h1><h2>History<a class=headerlink href='#h'>¶</a></h2><span class='mw-editsection'>[<a href='/e'>edit"
        f"</a>]</span><p>\u200f\u200e</p>{STORY}<h2><a href='#n'>#</a> Notes</h2><p>It ended soon.</p>"
    )
    reading = read(source)
    assert texts(reading, Kind.HEADING) == ["History", "Notes"]
    assert "edit" not in reading.text
    assert all(reading.text[b.start : b.end].strip("\u200e\u200f") for b in reading.blocks)


def test_raised_digits_are_no_part_of_the_word_before() -> None:
    reading = read("<p>The city<sup><a href='#n'>12</a></sup> fell; 10<sup>6</sup> men came.</p>")
    assert reading.text == "The city¹² fell; 10⁶ men came."
    notes = [m for m in reading.marks if m.name == "note"]
    assert [(reading.text[m.start : m.end], m.target) for m in notes] == [("¹²", "12")]


def test_what_a_list_of_contents_repeats_belongs_to_the_headings() -> None:
    names = ("The first week of the flood", "The second week of the flood")
    links = "".join(f"<li><a href='#{n}'>{n}</a></li>" for n in names)
    parts = "".join(f"<h2>{n}</h2>{STORY.replace('day', 'night')}" for n in names)
    reading = read(f"<h1>The flood</h1>{STORY}<div><ul>{links}</ul></div>{parts}")
    assert texts(reading, Kind.HEADING) == [*names]
    assert texts(reading, Kind.LIST) == []


def test_page_of_links_alone_keeps_them_as_its_text() -> None:
    reading = read("".join(f"<a href='/{n}'>The story of day {n}</a> " for n in range(100)))
    assert {b.kind for b in reading.blocks} == {Kind.PARAGRAPH}


def test_caption_after_the_last_paragraph_belongs_to_the_text() -> None:
    source = f"<article><h1>Flood</h1>{STORY}<figure><figcaption>The bridge.</figcaption></figure></article>"
    assert texts(read(source), Kind.CAPTION) == ["The bridge."]
