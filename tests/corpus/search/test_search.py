"""Search beyond the oracles: aliases, switches, suggestions, Arabic, order by tier, counts of forms."""

from pathlib import Path

import pytest

from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import QueryTrouble
from desktop.corpus.search.result import Result, Switches, Tier
from desktop.corpus.text.blocks import Catalogue, Kind
from tests.making import Piece, make_corpus, piece


def slices(corpus: Corpus, result: Result) -> list[str]:
    """The hits as they stand in the texts."""
    found = []
    for n in range(result.n_hits):
        number = int(result.hits.document[n])
        starts, ends = corpus.places(number, result.hits.first[n], result.hits.last[n])
        found.append(corpus.text(number).text[starts[0] : ends[0]])
    return found


@pytest.fixture
def news(tmp_path: Path) -> Corpus:
    pieces = [
        piece("ISIS took Mosul. Daesh fled; the Islamic State fell, said the state."),
        piece("The mosul of old. MOSUL!", boilerplate="Mosul is in the footer"),
        piece("القوات دخلت مدينة الموصل القديمة، والمدينة المـوصل بعيدة عن کركوك", language="ar"),
    ]
    return make_corpus(tmp_path / "news", pieces)


def test_aliases_of_one_and_of_several_words_are_found(news: Corpus) -> None:
    with news:
        news.set_aliases([("Daesh", "ISIS", "Islamic State"), ("Mosul", "الموصل")])
        assert slices(news, news.search("isis")) == ["ISIS", "Daesh", "Islamic State"]
        assert slices(news, news.search('"islamic state"')) == ["ISIS", "Daesh", "Islamic State"]
        assert set(news.search("mosul").documents.tolist()) == {1, 2, 3}
        assert "المـوصل" in slices(news, news.search("mosul"))
        assert slices(news, news.search('"daesh took"')) == ["ISIS took"]
        assert slices(news, news.search('"the isis fell"')) == ["the Islamic State fell"]


def test_a_tier_that_is_switched_off_finds_nothing(news: Corpus) -> None:
    with news:
        news.set_aliases([("Daesh", "ISIS", "Islamic State")])
        off = Switches(tiers=frozenset({Tier.ALIAS}))
        assert slices(news, news.search("isis", switches=off)) == ["ISIS"]
        off = Switches(tiers=frozenset({Tier.FOLDED}))
        assert slices(news, news.search("MOSUL", switches=off)) == ["MOSUL"]


def test_a_form_that_is_switched_off_is_shown_without_hits(news: Corpus) -> None:
    with news:
        result = news.search("mosul", switches=Switches(forms=frozenset({("mosul", "MOSUL")})))
        assert slices(news, result) == ["Mosul", "mosul"]
        assert [(f.form, f.hits, f.is_on) for f in result.forms] == [
            ("mosul", 1, True),
            ("Mosul", 1, True),
            ("MOSUL", 0, False),
        ]


def test_the_form_as_typed_ranks_first(news: Corpus) -> None:
    with news:
        assert news.search("mosul").documents.tolist() == [2, 1]
        assert news.search("Mosul").documents.tolist() == [1, 2]


def test_boilerplate_is_counted_apart(news: Corpus) -> None:
    with news:
        for scope, hits, apart in [
            ("", 3, 1),
            ("boilerplate:yes ", 4, 1),
            ("boilerplate:only ", 1, 1),
        ]:
            result = news.search(scope + "mosul")
            assert (result.n_hits, result.boilerplate_hits) == (hits, apart)


def test_arabic_phrases_and_nearness(news: Corpus) -> None:
    with news:
        assert slices(news, news.search('"مدينة الموصل"')) == ["مدينة الموصل"]
        assert slices(news, news.search('"مدینه الموصل القدیمه"')) == ["مدينة الموصل القديمة"]
        near = slices(news, news.search("الموصل NEAR/1 المدينة"))
        assert near == ["والمدينة المـوصل"] or near == []
        assert slices(news, news.search("القوات NEAR/3 الموصل")) == ["القوات دخلت مدينة الموصل"]
        assert slices(news, news.search("كركوك")) == ["کركوك"]


def test_a_missing_word_is_named_with_its_neighbours(news: Corpus) -> None:
    with news:
        result = news.search("mosull isis")
        assert [m.typed for m in result.missing] == ["mosull"]
        assert "MOSUL" in result.missing[0].nearest or "Mosul" in result.missing[0].nearest


def test_a_form_that_is_written_otherwise_is_suggested_first(news: Corpus) -> None:
    with news:
        assert news.search("=MOSul").missing[0].nearest[:3] == ("Mosul", "mosul", "MOSUL")


def test_a_gap_is_never_counted_as_none_and_the_phrase_without_it_is_named(news: Corpus) -> None:
    with news:
        vain = news.search('"took * Mosul"')
        assert (vain.n_documents, vain.n_hits) == (0, 0)
        assert vain.notes[-1].endswith(': "took Mosul"')
        assert news.search('"ISIS * Mosul"').notes == ()
        assert slices(news, news.search('"took Mosul"')) == ["took Mosul"]


def test_titles_weigh_more(tmp_path: Path) -> None:
    plain = Piece([(Kind.PARAGRAPH, "water and other words here")])
    titled = Piece([(Kind.TITLE, "water"), (Kind.PARAGRAPH, "and other words here")])
    with make_corpus(tmp_path / "a", [plain, titled]) as corpus:
        assert corpus.search("water").documents.tolist() == [2, 1]


def test_filters_look_at_corrected_values(tmp_path: Path) -> None:
    made = Piece([(Kind.PARAGRAPH, "x")], Catalogue(source="The Times", published="2016-10-16"))
    with make_corpus(tmp_path / "a", [made, "x"]) as corpus:
        assert corpus.search("x source:times").documents.tolist() == [1]
        assert corpus.search("date:[2016-10 TO 2016-11]").documents.tolist() == [1]
        assert corpus.search("year:2017").n_documents == 0
        corpus.correct(2, "published", "2017-01")
        assert corpus.search("year:2017").documents.tolist() == [2]


def test_an_endless_expression_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.corpus.forms.words.LONGEST_LOOK_SECONDS", 0.05)
    with make_corpus(tmp_path / "a", ["a" * 60 + " b"]) as corpus:
        endless = "/(?:a|aa)+(?:a|aaa)+(a|aaaa)+(?:a|aa)+(?:a|aaa)+x/"
        with pytest.raises(QueryTrouble) as trouble:
            corpus.search(f"b {endless}")
        assert (trouble.value.start, trouble.value.end) == (2, 2 + len(endless))
        assert corpus.search("b").n_hits == 1


@pytest.mark.parametrize(
    ("query", "place"),
    [("b the NEAR/50 the NEAR/50 the", (6, 13)), ('b "t* *e *h*"~50', (2, 16))],
)
def test_words_that_stand_near_each_other_too_often_are_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str, place: tuple[int, int]
) -> None:
    monkeypatch.setattr("desktop.corpus.search.positional._MOST_PAIRS", 100)
    monkeypatch.setattr("desktop.corpus.search.positional._MOST_TRIES", 100)
    with make_corpus(tmp_path / "a", ["b " + "the then he " * 30]) as corpus:
        with pytest.raises(QueryTrouble) as trouble:
            corpus.search(query)
        assert (trouble.value.start, trouble.value.end) == place
        assert corpus.search("the NEAR/50 the").n_hits == 29


def test_a_faulty_query_says_where(news: Corpus) -> None:
    with news, pytest.raises(QueryTrouble) as trouble:
        news.search('mosul "old ci')
    assert trouble.value.start == 6


def test_every_expansion_is_counted(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", ["walk walked walks running", "walking"]) as corpus:
        result = corpus.search("walk+")
        assert {f.form: f.hits for f in result.forms} == {
            "walk": 1, "walked": 1, "walks": 1, "walking": 1,
        }  # fmt: skip
        assert next(f.tier for f in result.forms) is Tier.EXACT
        assert sum(f.hits for f in result.forms) == result.n_hits


PASTED = [
    '"Who did this?" she asked.',
    'He said: "Not us", then "Go" -- and left!',
    "See http://x.org/view.php?id=9#a of [3] for AND against.",
    "The Islamic State* fell (in part) note:well by 3,000 men/women.",
    "Que voulez-vous ? Rien * moins * que tout.",
    "Costs=5~6 + C++ for title: x-ray -wise",
]


@pytest.mark.parametrize("sentence", PASTED)
@pytest.mark.parametrize("marks", ['""', "“”", "„“", "«»"])
def test_a_pasted_sentence_is_found_where_it_stands(tmp_path: Path, sentence: str, marks: str):
    with make_corpus(
        tmp_path / "pasted", [piece(f"Before. {sentence} After."), piece("said")]
    ) as c:
        result = c.search(f"{marks[0]}{sentence}{marks[1]}")
        assert [s.strip("!.*") for s in slices(c, result)] == [sentence.strip('"!.*')]


def test_a_pasted_line_without_quotation_marks_that_breaks_the_rules_is_found(tmp_path: Path):
    with make_corpus(tmp_path / "pasted", [piece("He (and she said: note:well (so be it).")]) as c:
        assert slices(c, c.search("(and she said: note:well (so")) == [
            "and she said: note:well (so"
        ]
        with pytest.raises(QueryTrouble, match="put it in quotation marks"):
            c.search("(and they said: note:well (so")


def test_the_question_of_what_is_missing_is_answered_for_the_word_without_its_mark(news: Corpus):
    with news:
        assert [m.typed for m in news.search('"mosul fallluja?"').missing] == ["fallluja"]
        assert [m.typed for m in news.search('"mosul fal?uja of"').missing] == ["fal?uja"]
