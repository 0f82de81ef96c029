"""Tests what is recognised around articles as they are copied from the sites of papers and agencies."""

import pytest

from desktop.corpus.text.blocks import Catalogue, Kind
from desktop.corpus.text.structure import recognise

_FIRST = (
    "The United Nations said on Thursday that at least three hundred civilians had been killed in "
    "the western half of the city since the offensive began in February, most of them by air strikes."
)
_SECOND = (
    "“We were hiding in the basement for eleven days,” said a mother of four as she waited in line "
    "for water at the camp. “When the soldiers came we could not believe it was over.”"
)
_THIRD = (
    "Officials dispute the number. A spokesman for the command said that the militants had used "
    "residents as human shields and had blown up houses themselves."
)
_BODY = "\n\n".join([_FIRST, _SECOND, _THIRD] * 3)


def _article(head: str, tail: str = "") -> tuple[list[tuple[Kind, str]], Catalogue]:
    text = "\n\n".join(filter(None, (head, _BODY, tail)))
    blocks, catalogue = recognise(text)
    return [(block.kind, text[block.start : block.end]) for block in blocks], catalogue


@pytest.mark.parametrize(
    ("head", "author", "published", "updated"),
    [
        ("After the battle\nBy JANE DOE JULY 9, 2017", "Jane Doe", "2017-07-09", None),
        ("After the battle\nBy Jane Doe | July 10, 2017", "Jane Doe", "2017-07-10", None),
        ("After the battle\nPosted on June 5, 2014 by Jane Doe", "Jane Doe", "2014-06-05", None),
        ("After the battle\nPosted on June 5, 2014 by admin", None, "2014-06-05", None),
        (
            "After the battle\nBy Jane Doe and John Smith, CNN\nUpdated 1203 GMT July 10, 2017",
            "Jane Doe; John Smith",
            None,
            "2017-07-10",
        ),
        (
            "After the battle\nInterview by Tom Brown\nMarch 3, 2018 | Updated March 5, 2018",
            "Tom Brown",
            "2018-03-03",
            "2018-03-05",
        ),
        (
            "La vie après\nPar Hélène Sallon (Mossoul)\n"
            "Publié le 10 juillet 2017 à 11h32 - Mis à jour le 11 juillet 2017 à 08h10",
            "Hélène Sallon",
            "2017-07-10",
            "2017-07-11",
        ),
        (
            "الحياة بعد الحرب\nكتب: سامر محمد - الموصل\nالاثنين 10 تموز 2017 - 18:30",
            "سامر محمد",
            "2017-07-10",
            None,
        ),
        ("After the battle\n2017-07-10T12:05:00Z", None, "2017-07-10", None),
        ("After the battle\nBy Jane Doe @janedoe\n3 days ago", "Jane Doe", None, None),
        (
            "After the battle\nBy Jane Doe\nJanuary 1, 2018\n"
            "Published in the print edition of the January 8, 2018, issue.",
            "Jane Doe",
            "2018-01-01",
            None,
        ),
        ("After the battle\nJane Doe • July 10, 2017 • 12 min read", None, "2017-07-10", None),
    ],
)
def test_says_who_and_when(
    head: str, author: str | None, published: str | None, updated: str | None
) -> None:
    """Bylines and dates are read from one line or from several; nothing is guessed."""
    blocks, catalogue = _article(head)
    assert catalogue.title == head.split("\n")[0]
    assert (catalogue.author, catalogue.published, catalogue.updated) == (
        author,
        published,
        updated,
    )
    assert {kind for kind, _ in blocks[1 : head.count("\n") + 1]} <= {Kind.BYLINE, Kind.DATE}


def test_words_and_pictures() -> None:
    """Who wrote and who took the pictures may stand side by side."""
    _, catalogue = _article("After the battle\nWords: Jane Doe   Photographs: John Smith")
    assert (catalogue.author, catalogue.photographer) == ("Jane Doe", "John Smith")
    _, catalogue = _article("After the battle\nText and photos by Jane Doe")
    assert (catalogue.author, catalogue.photographer) == ("Jane Doe", "Jane Doe")


@pytest.mark.parametrize(
    "section", ["MIDDLE EAST", "Letter from Mosul", "World | Politics", "أخبار"]
)
def test_sections_are_no_titles(section: str) -> None:
    """The name of a section above the title is boilerplate."""
    blocks, catalogue = _article(f"{section}\nA school reopens by the river\nBy Jane Doe")
    assert blocks[0] == (Kind.BOILERPLATE, section)
    assert catalogue.title == "A school reopens by the river"


def test_site_furniture_above_and_below() -> None:
    """Menus, notices about cookies, links, subjects and buttons are boilerplate."""
    tail = (
        "Reporting by Jane Doe; Editing by John Smith\n\nShare this:\nFacebook\nTwitter\n\n"
        "Posted in News | Tagged Iraq | Leave a comment\n← Previous Post\nNext Post →\n\n"
        "Topics\nIraq\nIslamic State"
    )
    head = "We use cookies to improve your experience\nMENU\nHome » World » Iraq\nAfter the battle"
    blocks, catalogue = _article(head, tail)
    kinds = {text: kind for kind, text in blocks}
    assert catalogue.title == "After the battle"
    assert catalogue.author == "Jane Doe"
    assert kinds["Reporting by Jane Doe; Editing by John Smith"] == Kind.BYLINE
    text = [text for kind, text in blocks if kind != Kind.BOILERPLATE]
    assert text == [
        "After the battle",
        *_BODY.split("\n\n"),
        "Reporting by Jane Doe; Editing by John Smith",
    ]


def test_captions_in_running_text() -> None:
    """A caption is told by what it begins with, or by whom the picture at its end is credited to."""
    captions = [
        "Image caption Families walked for hours to reach the lines",
        "Children in a classroom this week. Credit: Ivor Prickett for The New York Times",
        "An Iraqi soldier walks through the ruins of the old city. (AP Photo/Felipe Dana)",
        "A man looks at what is left of his house. Jane Doe/Reuters",
    ]
    text = "\n\n".join(f"{caption}\n\n{_FIRST}" for caption in ["After the battle", *captions])
    blocks, _ = recognise(text)
    assert [text[b.start : b.end] for b in blocks if b.kind == Kind.CAPTION] == captions


def test_whoever_is_introduced_at_the_end_is_the_author() -> None:
    """A name alone under the title is a byline if the end of the text says who that is."""
    blocks, catalogue = _article(
        "THE LAST DAYS\nWhat I saw by the river\nJANE ARRAF\nJULY 2017 ISSUE",
        "Jane Arraf is a staff writer at The Gazette.",
    )
    assert catalogue.author == "Jane Arraf"
    assert catalogue.published == "2017-07"
    assert blocks[2] == (Kind.BYLINE, "JANE ARRAF")


def test_press_release() -> None:
    """What stands above a release, and whom to ask, is not its title."""
    blocks, catalogue = _article(
        "FOR IMMEDIATE RELEASE\nContact: Maria Lopez, +1 202 555 0143\npress@example.org\n\n"
        "Aid Group Opens Hospital by the River"
    )
    assert blocks[0][0] == Kind.BOILERPLATE
    assert catalogue.title == "Aid Group Opens Hospital by the River"


def test_stated_subject_is_the_title() -> None:
    """A line that says what the text is about gives the title, whatever stands above it."""
    blocks, catalogue = _article(
        "UNCLAS SECTION 01 OF 02 BAGHDAD 000123\n\nSIPDIS\n\nE.O. 12958: N/A\n"
        "TAGS: PGOV, PREL, IZ\nSUBJECT: GOVERNOR ON DISPLACED FAMILIES"
    )
    assert catalogue.title == "GOVERNOR ON DISPLACED FAMILIES"
    assert (Kind.TITLE, "SUBJECT: GOVERNOR ON DISPLACED FAMILIES") in blocks
    assert not any(kind == Kind.BOILERPLATE for kind, _ in blocks)


def test_header_of_a_message_gives_the_title() -> None:
    """The greeting of a message that was saved as text is no title, and its sign-off no heading."""
    text = (
        "From: Jane Doe <jane@example.org>\nTo: Tom Brown <tom@example.org>\n"
        f"Date: Mon, 10 Jul 2017 18:45:00 +0300\nSubject: The school\n\nDear Tom,\n\n{_BODY}"
        "\n\nBest,\nJane\n\n> When does it open?\n"
    )
    blocks, catalogue = recognise(text)
    assert (catalogue.title, catalogue.author) == ("The school", "Jane Doe")
    assert not any(block.kind in (Kind.TITLE, Kind.HEADING) for block in blocks)


def test_dates_of_a_diary_are_headings() -> None:
    """The date of the first entry is not when a diary was published."""
    days = ["Monday, 17 October 2016", "Tuesday, 18 October 2016", "Wednesday, 19 October 2016"]
    text = "A Diary of the Siege\n\n" + "\n\n".join(f"{day}\n\n{_FIRST}" for day in days)
    blocks, catalogue = recognise(text)
    assert catalogue.published is None
    assert [text[b.start : b.end] for b in blocks if b.kind == Kind.HEADING] == days


def test_letter_keeps_its_date() -> None:
    """An address with a date above a greeting is no title; the date is that of the letter."""
    text = f"12 Harbour Street\nBristol\n4th May 1917\n\nMy dear Mother,\n\n{_BODY}\n"
    _, catalogue = recognise(text)
    assert (catalogue.title, catalogue.published) == (None, "1917-05-04")


def test_contents_below_the_title() -> None:
    """Entries below the word "Contents" are a list, with numbers of sections and of pages."""
    names = ["Summary", "1. Background", "2. Findings", "2.1 Detention", "3. Conclusions"]
    contents = "\n".join(f"{name} .... {page}" for page, name in enumerate(names, 3))
    body = "\n\n".join(f"{name}\n\n{_FIRST}" for name in names)
    text = f"Report on the City\n\nContents\n{contents}\n\n{body}\n"
    blocks, catalogue = recognise(text)
    kinds = [(block.kind, text[block.start : block.end]) for block in blocks]
    assert catalogue.title == "Report on the City"
    assert [text for kind, text in kinds if kind == Kind.LIST] == contents.split("\n")
    assert [text for kind, text in kinds if kind == Kind.HEADING] == ["Contents", *names]


@pytest.mark.parametrize(
    ("head", "photographer", "n_captions"),
    [
        (
            "The doctor waits for light. PHOTO BY JOHN SMITH\n\nWhat was left\n\nBy Jane Doe",
            None,
            1,
        ),
        ("A man carries a door through the town.\n\nWhat was left\n\nBy Jane Doe", None, 1),
        (
            "Two bakers rest beside the oven.\nPHOTOGRAPH BY JOHN SMITH\n\nWhat was left\n\nBY JANE DOE",
            "John Smith",
            1,
        ),
        (
            "Ein Mann trägt eine Tür.\n\nWhat was left\n\nVon Jane Doe\nFotos: John Smith",
            "John Smith",
            1,
        ),
    ],
)
def test_sentence_above_a_title_that_is_signed_is_a_caption(
    head: str, photographer: str | None, n_captions: int
):
    blocks, catalogue = _article(head)
    assert (catalogue.title, catalogue.author) == ("What was left", "Jane Doe")
    assert catalogue.photographer == photographer
    assert [kind for kind, _ in blocks].count(Kind.CAPTION) == n_captions


def test_sentence_above_a_heading_that_nobody_signs_is_text():
    blocks, catalogue = _article("Nobody came that year.\n\nWhat was left")
    assert (blocks[0][0], catalogue.title) == (Kind.PARAGRAPH, None)


@pytest.mark.parametrize("section", ["Letter From Utopia", "LETTER FROM UTOPIA"])
def test_name_of_a_series_above_no_other_title_is_the_title(section: str):
    assert _article(f"{section}\n\nby Jane Doe\n\n30 May 2013")[1].title == section
    below = _article(f"{section}\n\nMAY 30, 2013 ISSUE\n\nWHAT WAS LEFT\n\nBY JANE DOE")
    assert below[1].title == "WHAT WAS LEFT"


def test_what_stands_right_above_a_line_of_credit_is_its_caption():
    caption = "Anna Sample, 22, looks at a furrow behind the house of her uncle in the hills."
    text = "\n\n".join([_BODY, f"{caption}\nPHOTOGRAPH BY JOHN SMITH", _BODY])
    blocks = [(block.kind, text[block.start : block.end]) for block in recognise(text)[0]]
    assert (Kind.CAPTION, caption) in blocks
    assert [kind for kind, _ in blocks].count(Kind.CAPTION) == 2


@pytest.mark.parametrize(
    "line",
    [
        "Newsletter", "Newsletter Sign Up", "Free daily newsletter", "after newsletter promotion",
        "Join Our Newsletter", "Order Reprints | Today's Paper | Subscribe", "Like Loading...",
        "Our Standards: The Thomson Reuters Trust Principles.", "47 Kommentare",
        "Suscríbete a nuestra newsletter", "Comparte este artículo", "تابعونا على فيسبوك",
        "12 responses", "3 thoughts on “After the battle”", "Read more from Jane Doe", "Sign me up",
        "Teilen", "Lo más visto", "شارك المقال",
        "By signing up, you agree to the Terms of Use and Privacy Policy.",
    ],
)  # fmt: skip
def test_boxes_of_sites_are_furniture(line: str):
    text = "\n\n".join(["After the battle", _BODY, line, _BODY])
    blocks = [(block.kind, text[block.start : block.end]) for block in recognise(text)[0]]
    assert (Kind.BOILERPLATE, line) in blocks


def test_a_line_that_only_begins_like_a_byline_is_none():
    standfirst = "By the river the houses stand empty"
    blocks, _ = _article(f"A school reopens\n{standfirst}\nBy Jane Doe")
    kinds = {text: kind for kind, text in blocks}
    assert kinds[standfirst] != Kind.BYLINE
    assert kinds["By Jane Doe"] == Kind.BYLINE
