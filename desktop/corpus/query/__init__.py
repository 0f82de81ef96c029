"""Owns the query language: a typed line becomes a tree of Whoosh queries, or a QueryTrouble."""
