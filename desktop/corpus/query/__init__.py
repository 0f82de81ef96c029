"""Owns the query language: a typed line becomes a tree of Whoosh queries, or a QueryTrouble."""

from desktop.corpus.query.parse import Query, parse
from desktop.corpus.query.readings import readings

__all__ = ["Query", "parse", "readings"]
