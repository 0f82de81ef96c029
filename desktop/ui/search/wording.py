"""Owns how a typed line is changed by a press: a word replaced, boilerplate let in."""

import re

_OPERATORS = re.compile(r"[*?\"“”„‟«»]+")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_BOILERPLATE = re.compile(r"(?<!\S)boilerplate:\w+", re.IGNORECASE)


def query_for(words: str) -> str:
    """The query that finds these words as they stand: a word, or a phrase in quotation marks.

    What is an operator inside quotation marks, and the marks themselves, are left out.
    """
    kept = " ".join(_OPERATORS.sub(" ", words).split())
    if _PLAIN_WORD.fullmatch(kept) and kept not in ("AND", "OR", "NOT", "NEAR"):
        return kept
    return f'"{kept}"' if kept else ""


def with_boilerplate(typed: str) -> str:
    """The same query, boilerplate included."""
    return f"{without_boilerplate(typed)} boilerplate:yes"


def without_boilerplate(typed: str) -> str:
    """The same query, saying nothing about boilerplate."""
    return " ".join(_BOILERPLATE.sub(" ", typed).split())


def asks_for_boilerplate(typed: str) -> bool:
    """True if the query lets boilerplate in."""
    found = _BOILERPLATE.search(typed)
    return found is not None and not found.group().lower().endswith(":no")


def with_word_replaced(typed: str, *, word: str, by: str) -> str:
    """The same query with a word replaced wherever it stands alone; else `by` itself."""
    alone = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    if not word or not alone.search(typed):
        return by
    return alone.sub(lambda _: by, typed)
