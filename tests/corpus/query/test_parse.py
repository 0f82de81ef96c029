"""What typed lines mean."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.corpus.errors import QueryTrouble
from desktop.corpus.examples import EXAMPLES
from desktop.corpus.query import parse
from desktop.corpus.query.tree import (
    And,
    Every,
    Exact,
    Expression,
    Family,
    Filter,
    Fuzzy,
    Gap,
    Leaf,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Query,
    Within,
    Word,
    leaves,
)


def w(text: str, field: str = "text") -> Word:
    return Word(field, text)


def e(text: str) -> Exact:
    return Exact("text", text)


def p(text: str) -> Pattern:
    return Pattern("text", text)


GAP = Gap("text")
OLD_CITY = Phrase([w("old"), w("city")])


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("mosul", w("mosul")),
        ("FALLŪJA", w("falluja")),
        ("mosul ramadi", And([w("mosul"), w("ramadi")])),
        ("mosul AND ramadi", And([w("mosul"), w("ramadi")])),
        ("mosul and ramadi", And([w("mosul"), w("and"), w("ramadi")])),
        ("a b OR c d", Or([And([w("a"), w("b")]), And([w("c"), w("d")])])),
        ("(a OR b) c", And([Or([w("a"), w("b")]), w("c")])),
        ("a OR (b OR c)", Or([w("a"), w("b"), w("c")])),
        ("((a))", w("a")),
        ("-a", Not(w("a"))),
        ("NOT a b", And([Not(w("a")), w("b")])),
        ("a -(b c)", And([w("a"), Not(And([w("b"), w("c")]))])),
        ('"old city"', OLD_CITY),
        ("“old city”", OLD_CITY),
        ("«old city»", OLD_CITY),
        ("„old city“", OLD_CITY),
        ('"a OR -b"', Phrase([w("a"), w("or"), w("b")])),
        ('"mosul"', w("mosul")),
        ("al-nuri", Phrase([w("al"), w("nuri")])),
        ("12:30", Phrase([w("12"), w("30")])),
        ("2017-03", Phrase([w("2017"), w("03")])),
        ("U.S.", Phrase([w("u"), w("s")])),
        ("3,000", w("3,000")),
        ("http://a.b/c*d", Phrase([w("http"), w("a"), w("b"), w("c"), w("d")])),
        ("mosul's", Or([Phrase([w("mosul"), w("'s")]), w("mosuls")])),
        ("Mosul’s", Or([Phrase([w("mosul"), w("'s")]), w("mosuls")])),
        ("l’homme", Or([w("lhomme"), Phrase([w("l'"), w("homme")])])),
        ("’s", Or([w("s"), w("'s")])),
        ('"\'s war"', Or([Phrase([w("s"), w("war")]), Phrase([w("'s"), w("war")])])),
        ("qu’", Or([w("qu"), w("qu'")])),
        ("'mosul'", w("mosul")),
        ("don't", w("dont")),
        (
            '"the city\'s walls"',
            Or(
                [
                    Phrase([w("the"), w("city"), w("'s"), w("walls")]),
                    Phrase([w("the"), w("citys"), w("walls")]),
                ]
            ),
        ),
        ("الموصل", w("الموصل")),
        ("أحمد", w("احمد")),
        ("中国", Phrase([w("中"), w("国")])),
        ("fall*", p("fall*")),
        ("Fall**", p("fall*")),
        ("*ing wom?n", And([p("*ing"), p("wom?n")])),
        ("al-nur*", Phrase([w("al"), p("nur*")])),
        ("*'s", Phrase([GAP, w("'s")])),
        ("*", Every()),
        ("title:*", Pattern("title", "*")),
        ('"old *"', Phrase([w("old"), GAP])),
        ('"the * cit*"', Phrase([w("the"), GAP, p("cit*")])),
        ('"the cit?"', Or([Phrase([w("the"), p("cit?")]), Phrase([w("the"), w("cit")])])),
        (
            '"who, sir?" (a)',
            And([Or([Phrase([w("who"), p("sir?")]), Phrase([w("who"), w("sir")])]), w("a")]),
        ),
        ("falluja~", Fuzzy("text", "falluja")),
        ("falluja~2", Fuzzy("text", "falluja", maxdist=2)),
        ("al-nuri~", Phrase([w("al"), Fuzzy("text", "nuri")])),
        ("walk+", Family("text", "walk")),
        ("c++", w("c")),
        ("/fall?u[gj].*/", Expression("text", "(?i)fall?u[gj].*")),
        (r"/a\/é/", Expression("text", r"(?i)a\/e")),
        ("=/É.*/", Expression("text", "É.*", is_exact=True)),
        ("=Mosul", e("Mosul")),
        ("=Cafe\u0301", e("Café")),
        ("=Fall*", Pattern("text", "Fall*", is_exact=True)),
        ('="Old City"', Phrase([e("Old"), e("City")])),
        ("-=Mosul", Not(e("Mosul"))),
        ("isis NEAR/5 mosul", Near(w("isis"), w("mosul"), 5)),
        ('"isis mosul"~5', Near(w("isis"), w("mosul"), 5)),
        ("a NEAR/5 b NEAR/3 c", Near(Near(w("a"), w("b"), 5), w("c"), 3)),
        ('"a b c"~2', Within([w("a"), w("b"), w("c")], 2)),
        ('fall* NEAR/2 "old city"', Near(p("fall*"), OLD_CITY, 2)),
        ("a NEAR/2 (b OR c)", Near(w("a"), Or([w("b"), w("c")]), 2)),
        ("a b NEAR/2 c", And([w("a"), Near(w("b"), w("c"), 2)])),
        ("NOT a NEAR/2 b", Not(Near(w("a"), w("b"), 2))),
        ("title:mosul", w("mosul", "title")),
        ("Heading:mosul", w("mosul", "heading")),
        ("-quote:a", Not(w("a", "quote"))),
        ('caption:"a b"', Phrase([w("a", "caption"), w("b", "caption")])),
        ("title:(a OR b) c", And([Or([w("a", "title"), w("b", "title")]), w("c")])),
        ("title:(a heading:b)", And([w("a", "title"), w("b", "heading")])),
        ("title:(a NEAR/2 b)", Near(w("a", "title"), w("b", "title"), 2)),
        ("title:OR", w("or", "title")),
        ("mosul: city", And([w("mosul"), w("city")])),
        ("قال:نعم", Phrase([w("قال"), w("نعم")])),
        ("mosul — ramadi", And([w("mosul"), w("ramadi")])),
        ("mosul - ramadi", And([w("mosul"), w("ramadi")])),
        ("mosul AND boilerplate:yes", w("mosul")),
        ("boilerplate:only", Every()),
        ("", Every()),
        (" \n", Every()),
    ],
)
def test_a_line_means(typed: str, tree: Query):
    assert parse(typed).tree == tree


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row.typed)
def test_every_example_of_the_help_can_be_typed(row):
    assert parse(row.typed).notes == ()


def test_a_leaf_knows_its_place_and_its_signs():
    found = [
        (leaf.typed, leaf.start, leaf.end) for leaf in leaves(parse("a =Old walk+ (c~2)").tree)
    ]
    assert found == [("a", 0, 1), ("=Old", 3, 6), ("walk+", 7, 11), ("c~2", 14, 15)]


def test_places_count_code_points_of_the_line_as_typed():
    leaf = next(iter(leaves(parse("😀 Cafe\u0301 x").tree)))
    assert (leaf.start, leaf.end, leaf.typed) == (2, 7, "Cafe\u0301")


@pytest.mark.parametrize(("typed", "boilerplate"), [("a", "no"), ("boilerplate:ONLY a", "only")])
def test_boilerplate_is_said_of_the_line(typed: str, boilerplate: str):
    assert parse(typed).boilerplate == boilerplate


def test_what_holds_no_word_is_left_out_with_a_note():
    assert parse("mosul — 😀 —").notes == (
        "“—” holds no word and was left out.",
        "“😀” holds no word and was left out.",
    )


def test_a_question_mark_at_the_end_of_a_quoted_sentence_is_explained():
    assert parse('"are you?"').notes == (
        "In “you?” the question mark is read as such, or as one more letter.",
    )
    assert parse("a you?").notes == ("In “you?” the question mark stands for one more letter.",)


@pytest.mark.parametrize("typed", ["城*", "*城", "*城*", "城**"])
def test_where_words_are_not_spaced_a_star_at_the_edge_asks_for_nothing(typed: str):
    assert parse(typed).tree == w("城")


@pytest.mark.parametrize("typed", ["城?", "城*?"])
def test_where_words_are_not_spaced_a_question_mark_stands_for_one_more_character(typed: str):
    assert parse(typed).tree == Phrase([w("城"), Gap("text")])


def test_where_words_are_not_spaced_signs_inside_and_apart_stay_gaps():
    assert parse("老*城").tree == Phrase([w("老"), Gap("text"), w("城")])
    assert parse("老??").tree == Phrase([w("老"), Gap("text"), Gap("text")])
    assert parse("“城 *”").tree == Phrase([w("城"), Gap("text")])
    assert parse("“城 ?”").tree == w("城")


def test_distance_of_a_single_word_is_left_out_with_a_note():
    assert parse('"mosul"~3').tree == w("mosul")
    assert parse('"mosul"~3').notes == ("“~3” needs two words or more, and was left out.",)


SIGNS = st.sampled_from(
    ["(", ")", '"', "“", "”", " OR ", " AND ", " NOT ", " -", "*", "?", "~", "~2", "+", "/", "=", ":",
     "title:", "date:", "[", " TO ", "]", " NEAR/3 ", "mosul", "é", "ال", "中", "'s", "2016", " ", "\\",
     "boilerplate:yes", "{9}", "\ud800", "\x00", "😀"]
)  # fmt: skip
LINES = st.one_of(st.text(max_size=60), st.lists(SIGNS, max_size=14).map("".join))


@settings(max_examples=400, deadline=None)
@given(LINES)
@example("(" * 5000)
@example("(" * 100 + "a" + ")" * 100)
@example("a " * 5000)
@example("-a " * 3333)
@example("a OR " * 1999 + "a")
@example('"' + "a " * 4000 + '"')
@example("/" + "(" * 400 + "/")
@example("a" * 10_000)
@example("*a" * 5000)
def test_any_line_is_parsed_or_refused_with_its_place(line: str):
    trouble, found = what_comes_of(line)
    if trouble is not None:
        assert 0 <= trouble.start <= trouble.end <= len(line)
        assert trouble.sentence.endswith(".")
    for leaf in found:
        assert 0 <= leaf.start < leaf.end <= len(line)
        assert leaf.typed.strip("=+~12") in line


def what_comes_of(line: str) -> tuple[QueryTrouble | None, list[Leaf | Filter]]:
    try:
        return None, list(leaves(parse(line).tree))
    except QueryTrouble as trouble:
        return trouble, []
