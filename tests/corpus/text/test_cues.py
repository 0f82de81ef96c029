"""What a text says about itself, by cue only."""

import pytest

from desktop.corpus.text import cues
from desktop.corpus.text.dates import date_alone, dates_in


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("March 3, 2017", "2017-03-03"),
        ("Friday, 3 March 2017, 9:15 a.m.", "2017-03-03"),
        ("Freitag, 3. März 2017, 14:05 Uhr", "2017-03-03"),
        ("le 1er mars 2017", "2017-03-01"),
        ("3 de marzo de 2017", "2017-03-03"),
        ("٣ مارس ٢٠١٧", "2017-03-03"),
        ("3 كانون الثاني 2017", "2017-01-03"),
        ("3 марта 2017", "2017-03-03"),
        ("2017年3月3日", "2017-03-03"),
        ("2017-03-03", "2017-03-03"),
        ("16.10.2016", "2016-10-16"),
        ("10/16/2016", "2016-10-16"),
        ("05.05.2016", "2016-05-05"),
        ("03.04.2017", "2017-04-03"),
        ("03/04/2017", None),
        ("February 30, 2017", None),
        ("March 2017", "2017-03"),
        ("The war ended on May 8, 1945", None),
        ("Room 2017", None),
        ("", None),
    ],
)
def test_a_line_that_is_a_date(line: str, iso: str | None):
    assert date_alone(line) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("07.11.2016, 18.04 Uhr", ["2016-11-07"]),
        ("07.11.2016 - 18:04 Uhr", ["2016-11-07"]),
        ("Stand: 07.11.2016", ["2016-11-07"]),
        ("das Gesetz vom 3.4.2001", ["2001-04-03"]),
        ("07.11.2016", ["2016-11-07"]),
        ("07/11/2016, 18.04 Uhr", []),
        ("am 31.02.2016", []),
    ],
)
def test_dotted_date_is_read_day_first(text: str, iso: list[str]):
    assert [dated.iso for dated in dates_in(text)] == iso


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        (
            "Aug. 19, 2016 Updated: Aug. 20, 2016 9:41 a.m.",
            {"published": "2016-08-19", "updated": "2016-08-20"},
        ),
        ("Updated Sept. 2, 2016", {"updated": "2016-09-02"}),
        ("Stand: 01.12.2017, 06:00 Uhr", {"published": "2017-12-01"}),
    ],
)
def test_line_of_dates_as_papers_print_them(line: str, dates: dict[str, str]):
    assert {field: credit.value for field, credit in cues.dated_line(line).items()} == dates


def test_who_and_when_with_a_word_between():
    told = cues.who_and_when("Written by Oscar Lund on 9 November 2017")
    assert {field: credit.value for field, credit in told.items()} == {
        "author": "Oscar Lund",
        "published": "2017-11-09",
    }


def test_how_long_ago_it_was_updated_is_a_time():
    line = "March 30, 2019 / 6:12 PM / Updated 2 hours ago"
    assert {field: credit.value for field, credit in cues.dated_line(line).items()} == {
        "published": "2019-03-30"
    }


def test_dates_in_running_text_keep_their_places():
    text = "From March 2016 to 4 April 2017."
    assert [(d.iso, text[d.start : d.end]) for d in dates_in(text)] == [
        ("2016-03", "March 2016"),
        ("2017-04-04", "4 April 2017"),
    ]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Anna Holm", "Anna Holm"),
        ("By ANNA HOLM and PETER LUND", "Anna Holm; Peter Lund"),
        ("by Anna Holm (1819-1891)", "Anna Holm"),
        ("By Anna Holm, Staff Writer", "Anna Holm"),
        ("Von Anna von der Holm", "Anna von der Holm"),
        ("Par Jean-Luc Roche et Anne Dupont", "Jean-Luc Roche; Anne Dupont"),
        ("Author: Anna Holm", "Anna Holm"),
        ("Texto: Anna Holm", "Anna Holm"),
        ("Ein Bericht von Anna Holm", "Anna Holm"),
        ("بقلم: سلمى حداد", "سلمى حداد"),
        ("By the time he came", None),
        ("By 1999", None),
        ("Byron Smith", None),
        ("Standing by Anna Holm", None),
    ],
)
def test_a_byline_names_an_author(line: str, author: str | None):
    credit = cues.byline(line)
    assert (credit.value if credit else None) == author


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Photograph by Anna Holm", "Anna Holm"),
        ("Photos: Anna Holm", "Anna Holm"),
        ("Foto: Anna Holm/Agentur", "Anna Holm"),
        ("تصوير: سلمى حداد", "سلمى حداد"),
        ("Photographs were forbidden", None),
    ],
)
def test_a_photo_credit_names_a_photographer(line: str, name: str | None):
    credit = cues.photo_credit(line)
    assert (credit.value if credit else None) == name


def test_published_and_updated_in_one_sentence():
    sentence = "This story, first published on May 2, 2015, was updated on June 3, 2016."
    text = f"{sentence} It was shortened for the June 2016 issue of The Harbour Review magazine."
    published, updated, source = cues.published(text), cues.updated(text), cues.source(text)
    assert published == cues.Credit("2015-05-02", sentence)
    assert updated == cues.Credit("2016-06-03", sentence)
    assert source and source.value == "The Harbour Review"


@pytest.mark.parametrize(
    "text",
    [
        "Her novel was published on May 2, 2015, and sold well.",
        "The law was updated on May 2, 2015, by the new parliament.",
        "Published quietly, it was forgotten. On May 2, 2015, he died.",
    ],
)
def test_other_things_that_were_published_give_no_date(text: str):
    assert cues.published(text) is None
    assert cues.updated(text) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Published: 2 May 2015", "2015-05-02"),
        ("Veröffentlicht am 2. Mai 2015", "2015-05-02"),
        ("Publié le 2 mai 2015 à 10:00", "2015-05-02"),
        ("Publicado el 2 de mayo de 2015", "2015-05-02"),
        ("نشر في 2 مايو 2015", "2015-05-02"),
        ("Posted 03/04/2015", None),
    ],
)
def test_a_line_that_says_published(text: str, iso: str | None):
    credit = cues.published(text)
    assert (credit.value if credit else None) == iso


def test_a_dateline_gives_agency_and_date():
    agency, dated = cues.dateline("PORT CITY, Norland, May 2, 2015 (Reuters) - Ships came back.")
    assert agency and agency.value == "Reuters"
    assert dated and dated.value == "2015-05-02"
    assert cues.dateline("He waited - then (as ever) left - at once.") == (None, None)


def test_lives_at_the_end():
    writer = cues.life("Anna Holm has been writing for The Harbour Review since 2012.")
    painter = cues.life("Peter Lund, a Norland photographer, was born by the sea.")
    assert writer and (writer[0], writer[1].value) == ("author", "Anna Holm")
    assert painter and (painter[0], painter[1].value) == ("photographer", "Peter Lund")
    assert cues.life("Anna Holm has been waiting for the boat since noon.") is None
    assert cues.life("The author is a reporter.") is None
