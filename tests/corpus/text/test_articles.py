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
