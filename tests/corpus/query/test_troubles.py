"""Where a faulty line is faulty, and what the reader is told."""

import pytest

from desktop.corpus.errors import QueryTrouble
from desktop.corpus.query import parse


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        ('"old ci', (0, 7), "This quotation mark is not closed."),
        ("a «b", (2, 4), "This quotation mark is not closed."),
        ("(a", (0, 1), "This parenthesis is not closed."),
        ("a)", (1, 2), "This closing parenthesis has no opening one."),
        ("a ()", (2, 4), "There is nothing between these parentheses."),
        ('""', (0, 2), "There is no word in these quotation marks."),
        ("a OR", (2, 4), "Nothing follows “OR”."),
        ("AND a", (0, 3), "Nothing stands before “AND”."),
        ("a OR OR b", (2, 7), "Between “OR” and “OR” a word is missing."),
        ("a (b NOT)", (5, 8), "Nothing follows “NOT”."),
        ("NOT -a", (0, 5), "Between “NOT” and “-” a word is missing."),
        ("a NEAR/5", (2, 8), "Nothing follows “NEAR/5”."),
        ("a NEAR b", (2, 6), "Say how near, as in isis NEAR/5 mosul."),
        ("a NEAR/0 b", (2, 8), "The distance must be a number from 1 to 1,000, as in isis NEAR/5 mosul."),
        ('"a b"~x', (5, 6), 'The distance must be a number from 1 to 1,000, as in "isis mosul"~5.'),
        ('"a *"~5', (0, 7), "A lone * or ? cannot stand in a phrase with ~."),
        ("a NEAR/5 (b c)", (2, 8), "NEAR joins words, phrases and parentheses with OR."),
        ("title:a NEAR/5 b", (8, 14), "NEAR joins words of one field, as in title:(isis NEAR/5 mosul)."),
        ("a falluja~3", (9, 11), "Only ~ or ~1 (one letter differs) and ~2 (two letters) can be searched."),
        ("fall*~", (0, 6), "“~” finds words that are spelled alike and cannot be joined with “*”."),
        ("=walk+", (0, 6), "“+” finds the word family and cannot be joined with “=”."),
        ("?", (0, 1), "A pattern needs at least one letter."),
        ("*-*", (0, 3), "A pattern needs at least one letter."),
        ('"* *"', (0, 5), "A phrase needs at least one letter or digit."),
        ("a /b(c/", (5, 6), "This regular expression is faulty: missing )."),
        ("/b", (0, 2), "This regular expression has no closing slash."),
        ("//", (0, 2), "There is nothing between these slashes."),
        ("/a/b", (3, 4), "A regular expression ends with its second slash; a space must follow."),
        ("/(a{999}){999}/", (9, 14), "The repetitions in this regular expression are too many."),
        ("a foo:bar", (2, 6), "There is no field “foo”; to search for the words write “foo bar”."),
        ("title: a", (0, 6), "Nothing follows “title:”; write what to look for directly after it."),
        ("title:—", (0, 7), "No word follows “title:”."),
        ("title:heading:a", (0, 14), "After “title:” comes a word, a phrase or a parenthesis."),
        ("title:year:2016", (0, 15), "After “title:” comes a word, a phrase or a parenthesis."),
        ("title:-a", (0, 7), "After “title:” comes a word, a phrase or a parenthesis."),
        ("author:(a OR b)", (0, 8), "After “author:” comes a word, or several in quotation marks."),
        ("year:x", (5, 6), "A year is written 2016 or [2014 TO 2016]."),
        ("date:16.10.2016", (5, 15), "A date is written 2016, 2016-10, 2016-10-16 or [2016-01 TO 2017-03]."),
        ("date:2016-02-30", (5, 15), "There is no such date as 2016-02-30."),
        ("date:[2017 TO 2016]", (5, 19), "This range ends before it begins."),
        ("date:[2017", (5, 10), "This square bracket is not closed."),
        ("lang:english", (5, 12), "A language is written as its code, as in lang:en or lang:ar."),
        ("a note:b", (2, 8), "There are no notes yet."),
        ("tag:", (0, 4), "There are no tags yet."),
        ("in:b", (0, 4), "There are no collections yet."),
        ("name:b", (0, 6), "There are no names yet."),
        ("boilerplate:x", (0, 13), "Write boilerplate:yes, boilerplate:only or boilerplate:no."),
        ("(boilerplate:no)", (1, 15), "“boilerplate:” stands outside parentheses."),
        ("— !", (0, 3), "There is no word in this query."),
        ("a" * 10_001, (10_000, 10_001), "This line is too long: 10,000 characters are the limit."),
        ("(" * 101 + "a" + ")" * 101, (100, 101), "Parentheses can be 100 deep at most."),
    ],
)  # fmt: skip
def test_a_faulty_line_says_where_and_why(typed: str, place: tuple[int, int], sentence: str):
    with pytest.raises(QueryTrouble) as caught:
        parse(typed)
    assert (caught.value.start, caught.value.end) == place
    assert caught.value.sentence == sentence
