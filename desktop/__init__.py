"""Nineveh: read and search a body of texts closely, offline."""

__version__ = "0.1.0"
