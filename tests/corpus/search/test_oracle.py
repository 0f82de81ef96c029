"""Search meets its oracles: a naive scan of the texts, a Whoosh index, and Whoosh over the columns.

The texts hold clitics, `U.S.`, emoji, combining marks, Arabic and Persian variants, boilerplate,
titles and headings; some documents are removed, some are still in the tail.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import regex
import Stemmer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein
from whoosh import fields, index
from whoosh.analysis import Composable, Token
from whoosh.filedb.filestore import RamStorage
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from desktop.corpus.columns import build_columns
from desktop.corpus.corpus import Corpus, open_corpus
from desktop.corpus.query import Query as Parsed
from desktop.corpus.query import parse, readings
from desktop.corpus.query.tree import (
    FIELDS,
    And,
    Every,
    Exact,
    Expression,
    Family,
    Filter,
    Fuzzy,
    Gap,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Query,
    Within,
)
from desktop.corpus.search.expansion import Aliases, Expander
from desktop.corpus.search.reader import ColumnsReader
from desktop.corpus.search.result import Result, Switches, Tier
from desktop.corpus.text.blocks import Catalogue, Kind
from desktop.corpus.text.fold import fold
from desktop.corpus.text.stretches import KIND_BITS, QUOTED, stretches
from desktop.corpus.text.tokens import spans
from tests.making import Piece, make_corpus, put

WRITTEN = [
    "Mosul", "MOSUL", "mosul", "Mosul’s", "isis", "ISIS", "city", "cities", "old", "Old", "the",
    "The", "of", "Falluja", "Fallujah", "Fallūja", "walk", "walked", "U.S.", "al-Nuri", "Qur’an",
    "don’t", "3,000", "😀", "e\u0301tude", "étude", "الموصل", "المـوصل", "مدينة", "مدينه", "كتاب",
    "کتاب", "علي", "علی", "“the", "city”", "日本", "본", "l’homme",
]  # fmt: skip
TYPED_WORDS = [
    "mosul", "Mosul", "mosul's", "isis", "city", "old", "the", "of", "fallujah", "U.S.", "al-nuri",
    "quran", "don't", "3,000", "etude", "الموصل", "مدینه", "كتاب", "على", "日本", "nowhere",
    "l'homme", "=Mosul", "=The", "walk+", "cit+", "mos*", "*s", "c?t*", "fallujah~", "mosul~2",
    "/m.s.*/", "/[a-c].*/", "title:mosul", "heading:city", "quote:city", "caption:old",
]  # fmt: skip
PHRASES = [
    '"old city"', '"the old *"', '"the * city"', '"of the"', '"old cit*"', '"Mosul’s old"',
    '"the the"', '"مدينة الموصل"', "“old city”", '"كتاب علي"', 'title:"old city"', '"日本"',
]  # fmt: skip
NEARS = [
    "mosul NEAR/3 city", "the NEAR/2 the", '"old city" NEAR/4 mosul', '"isis mosul"~5',
    "mos* NEAR/3 mosul", "الموصل NEAR/4 مدينة", '"the old city"~4', "(isis OR city) NEAR/2 old",
    '"the the old"~5', '"old cit* mos* the"~6', '"al-nuri old the"~5', "the NEAR/3 old NEAR/2 city",
]  # fmt: skip
FILTERS = [
    "lang:en",
    "lang:fr",
    "year:2016",
    "date:[2016-01 TO 2016-12]",
    "source:news",
    "author:x",
]
SCOPES = ["", "", "", "boilerplate:yes ", "boilerplate:only "]
OPERANDS = TYPED_WORDS + PHRASES + NEARS
KINDS = [
    Kind.PARAGRAPH,
    Kind.PARAGRAPH,
    Kind.HEADING,
    Kind.CAPTION,
    Kind.BOILERPLATE,
    Kind.QUOTATION,
]


def paragraph(chance: Random) -> str:
    """Return a few words."""
    return " ".join(chance.choices(WRITTEN, k=chance.randint(1, 12)))


def document(chance: Random) -> Piece:
    """Return a document: perhaps a title, then some blocks."""
    blocks = [(Kind.TITLE, paragraph(chance))] if chance.random() < 0.5 else []
    blocks += [(chance.choice(KINDS), paragraph(chance)) for _ in range(chance.randint(1, 4))]
    catalogue = Catalogue(
        language=chance.choice(["en", "fr", "de", "ar", None]),
        published=chance.choice(["2016-10-16", "2017", None]),
        source=chance.choice(["The News", None]),
        author=chance.choice(["X. Y.", None]),
    )
    return Piece(blocks, catalogue)


def typed_line(chance: Random) -> str:
    """Return a line of a few operands."""
    line = chance.choice(OPERANDS)
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        joint = chance.choice([" ", " AND ", " OR ", " NOT ", " OR NOT "])
        operand = chance.choice(OPERANDS)
        line = f"({line}){joint}({operand})" if chance.random() < 0.5 else line + joint + operand
    if chance.random() < 0.2:
        line += " " + chance.choice(FILTERS)
    if chance.random() < 0.1:
        line = f"NOT ({line})"
    return chance.choice(SCOPES) + line


@dataclass(frozen=True)
class Scanned:
    """A document as a naive scan sees it: its tokens one by one."""

    id: int
    forms: list[str]
    where: list[int]
    catalogue: Catalogue


@dataclass(frozen=True)
class Found:
    """What a naive scan says of a tree in one document: does it match, and with which hits."""

    matches: bool
    hits: frozenset[tuple[int, int]] = frozenset()


def scan(document: Scanned, tree: Any, scope: str) -> Found:
    """Evaluate a tree on one document by looking at every token."""
    match tree:
        case Every():
            return Found(matches=True)
        case Filter():
            values = {
                "lang": document.catalogue.language,
                "source": document.catalogue.source,
                "author": document.catalogue.author,
            }
            value = values.get(tree.fieldname, document.catalogue.published)
            return Found(tree.admits(value or ""))
        case Not():
            return Found(not scan(document, tree.query, scope).matches)
        case And():
            parts = [scan(document, part, scope) for part in tree.subqueries]
            if all(part.matches for part in parts):
                return Found(True, frozenset().union(*(part.hits for part in parts)))
            return Found(matches=False)
        case Or():
            parts = [scan(document, part, scope) for part in tree.subqueries]
            hits = frozenset().union(*(part.hits for part in parts if part.matches))
            return Found(any(part.matches for part in parts), hits)
        case Phrase():
            hits = frozenset(
                (start, start + len(tree.subqueries) - 1)
                for start in range(len(document.forms) - len(tree.subqueries) + 1)
                if all(
                    stands(document, start + offset, leaf, tree.subqueries[0].fieldname, scope)
                    for offset, leaf in enumerate(tree.subqueries)
                )
            )
            return Found(bool(hits), hits)
        case Near() | Within():
            pairs = near_spans(document, tree, scope)
            hits = frozenset(
                p for p in pairs if not any(q != p and p[0] <= q[0] and q[1] <= p[1] for q in pairs)
            )
            return Found(bool(hits), hits)
    hits = frozenset(
        (place, place)
        for place in range(len(document.forms))
        if stands(document, place, tree, tree.fieldname, scope)
    )
    return Found(bool(hits), hits)


def near_spans(document: Scanned, tree: Any, scope: str) -> frozenset[tuple[int, int]]:
    """Return every span of a nearness, by trying all."""
    match tree:
        case Near():
            a, b = (near_spans(document, part, scope) for part in (tree.a, tree.b))
            return frozenset(
                (min(x[0], y[0]), max(x[1], y[1]))
                for x in a
                for y in b
                if 1 <= y[0] - x[1] <= tree.distance or 1 <= x[0] - y[1] <= tree.distance
            )
        case Within():
            parts = [near_spans(document, part, scope) for part in tree.parts]
            return frozenset(
                (min(chosen)[0], max(end for _, end in chosen))
                for chosen in product(*parts)
                if max(start for start, _ in chosen) - min(chosen)[1] <= tree.distance
                and all(x[1] < y[0] or y[1] < x[0] for x, y in combinations(chosen, 2))
            )
        case Or():
            return frozenset().union(
                *(near_spans(document, part, scope) for part in tree.subqueries)
            )
    return scan(document, tree, scope).hits


def stands(document: Scanned, place: int, leaf: Any, fieldname: str, scope: str) -> bool:
    """Say whether a leaf's word stands at a token, in the field and scope."""
    where = document.where[place]
    kind = where & KIND_BITS
    is_boilerplate = kind == Kind.BOILERPLATE
    if (scope == "no" and is_boilerplate) or (scope == "only" and not is_boilerplate):
        return False
    in_field = {
        "text": True,
        "title": kind == Kind.TITLE,
        "heading": kind == Kind.HEADING,
        "caption": kind == Kind.CAPTION,
        "quote": bool(where & QUOTED),
    }[fieldname]
    return in_field and means(leaf, document.forms[place], document.catalogue.language)


def means(leaf: Any, form: str, language: str | None) -> bool:
    """Say whether a leaf stands for a form."""
    match leaf:
        case Gap():
            return True
        case Exact():
            return form == leaf.text
        case Family():
            return stem(leaf.text, language) == stem(fold(form), language)
        case Fuzzy():
            return Levenshtein.distance(fold(form), leaf.text) <= leaf.maxdist
        case Expression():
            return regex.fullmatch(leaf.text, fold(form)) is not None
        case Pattern():
            source = regex.escape(leaf.text).replace(r"\*", ".*").replace(r"\?", ".")
            return regex.fullmatch(source, fold(form)) is not None
    return fold(form) == leaf.text


def stem(text: str, language: str | None) -> str:
    """Return the Snowball stem."""
    names = {None: "english", "en": "english", "fr": "french", "de": "german", "ar": "arabic"}
    return Stemmer.Stemmer(names[language]).stemWord(text)


@dataclass(frozen=True)
class World:
    """A corpus on disk, open, and the same documents scanned."""

    corpus: Corpus
    scanned: list[Scanned]

    def run(self, typed: str) -> Result:
        """Search."""
        return self.corpus.search(typed)


def scanned(corpus: Corpus, ids: list[int]) -> list[Scanned]:
    """Cut the stored texts anew, token by token."""
    result = []
    for document_id in ids:
        stored, row = corpus.text(document_id), corpus.document(document_id)
        places = spans(stored.text, row.language)
        starts = np.array([start for start, _ in places], dtype=np.int32)
        result.append(
            Scanned(
                document_id,
                [stored.text[start:end] for start, end in places],
                stretches(stored.text, starts, stored.blocks).tolist(),
                Catalogue(
                    language=row.language,
                    published=row.published,
                    source=row.source,
                    author=row.author,
                ),
            )
        )
    return result


@contextmanager
def world(chance: Random) -> Iterator[World]:
    """Make a corpus: documents in columns, in the tail, replaced, and removed."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "made.corpus"
        corpus = make_corpus(place, [document(chance) for _ in range(chance.randint(1, 5))])
        if chance.random() < 0.5:
            build_columns(corpus.library)
        corpus.ground  # noqa: B018 - what comes now is the tail
        put(corpus.library, [document(chance) for _ in range(chance.randint(0, 3))])
        if chance.random() < 0.3:
            put(corpus.library, [document(chance)], replacing=1)
        ids = corpus.catalogue().ids.tolist()
        corpus.remove([number for number in ids if chance.random() < 0.2])
        if chance.random() < 0.3:
            corpus.close()
            corpus = open_corpus(place)
        with corpus:
            yield World(corpus, scanned(corpus, corpus.catalogue().ids.tolist()))


EXAMPLES = int(os.environ.get("NINEVEH_EXAMPLES", "25"))
LINES = 12
"""How many corpora each oracle sees; set it higher for a night's run."""

SLOW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)


@SLOW
@given(seed=st.integers(0, 2**32))
def test_hits_are_those_of_a_naive_scan(seed: int) -> None:
    chance = Random(seed)
    with world(chance) as made:
        for line in [typed_line(chance) for _ in range(LINES)]:
            result = made.run(line)
            expected = first_that_finds(made.scanned, list(readings(line)), result)
            matching = {number for number, found in expected.items() if found.matches}
            assert set(result.documents.tolist()) == matching, line
            hits = result.hits
            found = list(
                zip(hits.document.tolist(), hits.first.tolist(), hits.last.tolist(), strict=True)
            )
            assert found == sorted(
                (number, *hit) for number in matching for hit in expected[number].hits
            ), line
            counts = dict(zip(result.documents.tolist(), result.hit_counts.tolist(), strict=True))
            assert counts == {number: len(expected[number].hits) for number in matching}


def first_that_finds(
    documents: list[Scanned], queries: list[Parsed], result: Result
) -> dict[int, Found]:
    """What a naive scan finds by the first reading of a line by which anything is found."""
    expected: dict[int, Found] = {}
    for query in queries:
        expected = {d.id: scan(d, query.tree, query.boilerplate) for d in documents}
        if any(found.matches for found in expected.values()) or (
            result.boilerplate_hits and not result.n_documents
        ):
            break
    return expected


@SLOW
@given(seed=st.integers(0, 2**32))
def test_order_is_that_of_whoosh_over_the_columns(seed: int) -> None:
    chance = Random(seed)
    with world(chance) as made:
        ground = made.corpus.ground
        for line in filter(is_plain, [typed_line(chance) for _ in range(LINES)]):
            query = parse(line)
            languages = sorted(set(ground.catalogue.languages))
            expander = Expander(ground.columns.forms, Aliases(()), languages, Switches())
            reader = ColumnsReader(ground, expander, boilerplate=query.boilerplate)
            searcher = Searcher(reader, weighting=BM25F)
            found = searcher.search(reader.as_whoosh(query.tree), limit=None)
            scores = {int(ground.catalogue.ids[n]): score for score, n in found.top_n}
            result = made.run(line)
            assert set(result.documents.tolist()) == set(scores), line
            ours = dict(zip(result.documents.tolist(), result.scores.tolist(), strict=True))
            assert ours == pytest.approx(scores, rel=1e-9, abs=1e-9), line


def is_plain(typed: str) -> bool:
    """Exclude several words within a distance, for which Whoosh has no query."""
    """Whether Whoosh has queries for all of it, and it has one reading only."""
    is_single = len(list(readings(typed))) == 1
    return is_single and not any(isinstance(node, Within) for node in nodes(parse(typed).tree))


def nodes(tree: Query) -> Iterator[Query]:
    """Yield a tree and all below it."""
    yield tree
    if not isinstance(tree, Filter):
        for child in [tree.query] if isinstance(tree, Not) else list(tree.children()):
            yield from nodes(child)


def best_tiers(result: Result) -> dict[int, int]:
    """Return the rank of the best tier among each document's hits."""
    best = dict.fromkeys(result.documents.tolist(), 9)
    for number, tier in zip(result.hits.document.tolist(), result.hits.tier.tolist(), strict=True):
        best[number] = min(best[number], Tier(tier).rank)
    return best


class _Given(Composable):
    """An analyzer for tokens that are already cut: `place:fold` between unit separators."""

    def __call__(self, value: str, **kwargs: object) -> Iterator[Token]:
        token: Any = Token(positions=True)
        for part in value.split("\x1f"):
            place, _, text = part.partition(":")
            token.original = token.text = text
            token.pos = int(place)
            token.boost, token.stopped = 1.0, False
            yield token


def whoosh_index(documents: list[Scanned], scope: str) -> index.Index:
    """Index the same tokens, with the same positions, in a stock Whoosh index."""
    texts = {name: fields.TEXT(analyzer=_Given(), phrase=True) for name in FIELDS}
    schema = fields.Schema(
        id=fields.STORED, lang=fields.STORED, date=fields.STORED, source=fields.STORED,
        author=fields.STORED, **texts,
    )  # fmt: skip
    made_index = RamStorage().create_index(schema)
    writer = made_index.writer()
    for document in documents:
        values = {}
        for name in FIELDS:
            tokens = [
                f"{place}:{fold(form)}"
                for place, form in enumerate(document.forms)
                if stands(document, place, Gap(name), name, scope)
            ]
            if tokens:
                values[name] = "\x1f".join(tokens)
        writer.add_document(
            id=document.id,
            lang=document.catalogue.language,
            date=document.catalogue.published,
            source=document.catalogue.source,
            author=document.catalogue.author,
            **values,
        )
    writer.commit()
    return made_index


def is_for_whoosh(typed: str) -> bool:
    """Exclude what a stock index of folds cannot know: written forms and word families; and what
    Whoosh's compound queries mean otherwise (a NOT under an OR)."""
    return is_plain(typed) and not any(sign in typed for sign in ("=", "+", "OR NOT", "NOT"))


@SLOW
@given(seed=st.integers(0, 2**32))
def test_documents_are_those_of_a_whoosh_index(seed: int) -> None:
    chance = Random(seed)
    with world(chance) as made:
        for line in filter(is_for_whoosh, [typed_line(chance) for _ in range(2 * LINES)]):
            query = parse(line)
            searcher = whoosh_index(made.scanned, query.boilerplate).searcher()
            found = searcher.search(query.tree, limit=None)
            expected = {hit["id"] for hit in found}
            assert set(made.run(line).documents.tolist()) == expected, line
