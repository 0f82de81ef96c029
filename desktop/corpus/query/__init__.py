"""Owns the query language: a typed line becomes a tree of Whoosh queries, or a QueryTrouble."""

from desktop.corpus.query.parse import Query, parse

__all__ = ["Query", "parse"]
