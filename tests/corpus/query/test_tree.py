"""Whoosh's own searcher understands the tree, over a small index of folds."""

from functools import cache

import pytest
from whoosh import fields
from whoosh.analysis import RegexTokenizer
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex

from desktop.corpus.query import parse
from desktop.corpus.query.tree import leaves

TEXTS = {
    "a": ("old walls", "the old city of mosul", "National Geographic", "2016-10-16"),
    "b": ("mosul", "old mosul and the new city", "", "2017"),
    "c": ("", "fallujah falls and isis fled mosul by night", "The Times", ""),
}


@cache
def small_index() -> FileIndex:
    words = fields.TEXT(analyzer=RegexTokenizer(), phrase=True)
    schema = fields.Schema(
        name=fields.STORED,
        title=words,
        text=words,
        source=fields.STORED,
        date=fields.STORED,
    )
    index = RamStorage().create_index(schema)
    with index.writer() as writer:
        for name, (title, text, source, date) in TEXTS.items():
            writer.add_document(name=name, title=title, text=text, source=source, date=date)
    return index


def found(typed: str) -> str:
    with small_index().searcher() as searcher:
        hits = searcher.search(parse(typed).tree, limit=None)
        return "".join(sorted(hit["name"] for hit in hits))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("mosul", "abc"),
        ("old city", "ab"),
        ("city OR isis", "abc"),
        ("mosul -city", "c"),
        ("NOT city", "c"),
        ('"old city"', "a"),
        ('"old * of"', "a"),
        ('"the * city"', "ab"),
        ('"old cit?"', "a"),
        ("title:mosul", "b"),
        ("title:*", "ab"),
        ("fall*", "c"),
        ("*ity", "ab"),
        ("f?lls", "c"),
        ("falluja~", "c"),
        ("faluja~2", "c"),
        ("/fall?u[gj].*/", "c"),
        ("/fall/", ""),
        ("isis NEAR/2 mosul", "c"),
        ("mosul NEAR/2 isis", "c"),
        ("isis NEAR/1 mosul", ""),
        ('"mosul old"~1', "b"),
        ('"old city" NEAR/2 mosul', "a"),
        ("mosul NEAR/2 (isis OR of)", "ac"),
        ("mosul source:geographic", "a"),
        ("year:2016..2017", "ab"),
        ("mosul -date:2016", "bc"),
        ("", "abc"),
    ],
)
def test_whoosh_finds_what_the_line_means(typed: str, names: str):
    assert found(typed) == names


def test_leaves_come_in_the_order_typed():
    tree = parse('a (b OR -c) "d e" f NEAR/2 g lang:en').tree
    assert [leaf.typed for leaf in leaves(tree)] == ["a", "b", "c", "d", "e", "f", "g", "lang:en"]


def test_leaves_that_differ_only_in_place_are_equal():
    first, second = leaves(parse("mosul Mosul").tree)
    assert first == second
    assert hash(first) == hash(second)


def test_an_exact_pattern_is_not_a_folded_one():
    first, second = leaves(parse("fall* =fall*").tree)
    assert first != second
