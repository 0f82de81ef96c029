"""What else a typed line may mean: passages that were pasted."""

import pytest

from desktop.corpus.errors import QueryTrouble
from desktop.corpus.query import parse, readings
from desktop.corpus.query.tree import Or, Pattern, Phrase, Query, Word


def phrase(text: str) -> Phrase:
    return Phrase([Word("text", word) for word in text.split()])


def trees(typed: str) -> list[Query]:
    return [query.tree for query in readings(typed)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('"he said "no" to it"', "he said no to it"),
        ('"said "no""', "said no"),
        ('""no" she said"', "no she said"),
        ('“he said “no” to it”', "he said no to it"),
        ('"he said “no” to it"', "he said no to it"),
        ('"the ("so") it"', "the so it"),
        ('"all of "that"."', "all of that"),
    ],
)  # fmt: skip
def test_pairs_of_quotation_marks_inside_a_phrase_belong_to_it(typed: str, words: str):
    assert parse(typed).tree == phrase(words)
    assert trees(typed) == [phrase(words)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('"Halt", rief er, "du da"', "halt rief er du da"),
        ('"a camp,” he told us. "The people"', "a camp he told us the people"),
        ('"he told us, "You cannot"', "he told us you cannot"),
        ('"it can go."  Then"', "it can go then"),
        ("““We know.” “No”", "we know no"),
    ],
)
def test_a_line_that_is_quoted_as_a_whole_is_first_one_passage(typed: str, words: str):
    query = next(readings(typed))
    assert query.tree == phrase(words)
    assert query.notes == ("The line was read as one passage, with all its signs.",)


@pytest.mark.parametrize(
    "typed",
    [
        '"old city" OR "new town"',
        '"old city", "new town"',
        '"a" -"b"',
        '"a b"~5 c "d"',
        "«a» b «c»",
    ],
)
def test_a_row_of_phrases_is_no_passage(typed: str):
    assert trees(typed) == [parse(typed).tree]


def test_gershayim_do_not_end_a_phrase():
    assert trees('"רה"מ אמר"') == [phrase("רהמ אמר")]


def test_a_question_mark_is_a_pattern_first_and_then_a_sign_of_the_text():
    assert trees("this?") == [Pattern("text", "this?"), Word("text", "this")]
    assert "“?”" in list(readings("this?"))[1].notes[-1]


@pytest.mark.parametrize(
    ("typed", "without"),
    [
        ('"the * city"', '"the city"'),
        ('"the * * city" OR «old *»', '"the city" OR «old»'),
        ('"the city"', None),
        ('"fall* city"', None),
        ("a *", None),
    ],
)
def test_a_gap_stays_one_and_the_phrase_without_it_is_named(typed: str, without: str | None):
    [query] = readings(typed)
    assert query.tree == parse(typed).tree
    assert [note.rpartition(": ")[2] for note in query.vain_notes] == [without] * bool(without)


def test_an_asterisk_in_a_long_phrase_is_a_gap_first_and_then_a_sign_of_the_text():
    first, second = readings('"he saw * the * city"')
    assert first.tree == parse('"he saw * the * city"').tree
    assert second.tree == phrase("he saw the city")
    assert "“*”" in second.notes[-1]


def test_signs_inside_words_of_a_phrase_may_stand_between_them():
    assert parse('"php?id=9 of"').tree == Or(
        [
            Phrase([Pattern("text", "php?id"), Word("text", "9"), Word("text", "of")]),
            phrase("php id 9 of"),
        ]
    )


def test_a_long_faulty_line_is_a_passage_or_a_fault_with_advice():
    found = readings("He (and she) said: note:well (so")
    assert next(found).tree == phrase("he and she said note well so")
    with pytest.raises(QueryTrouble) as caught:
        next(found)
    assert caught.value.advice.endswith("put it in quotation marks.")


def test_a_short_faulty_line_is_only_a_fault():
    with pytest.raises(QueryTrouble, match="parenthesis is not closed"):
        next(readings("(old city"))


def test_a_label_with_a_space_behind_it_is_a_word():
    assert parse("Name: Bob").tree == parse("name bob").tree


def test_what_is_said_of_boilerplate_behind_a_passage_holds():
    query = next(readings('"Halt", rief er, "du da" boilerplate:yes'))
    assert (query.tree, query.boilerplate) == (phrase("halt rief er du da"), "yes")
