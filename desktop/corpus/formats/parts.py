"""Owns what a file falls into: parts, each of which becomes a document, and the wishes for reading them."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.corpus.text.blocks import Reading


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which columns of a table (or keys of an object) hold what; an empty name is "none".

    `columns` are the names by which a table is recognised again: those of its head, in order.
    """

    columns: tuple[str, ...]
    text: str
    title: str = ""
    author: str = ""
    source: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the reader wants of the formats: OCR languages (none: no OCR), mappings of tables."""

    ocr: tuple[str, ...] = ()
    mappings: tuple[Mapping, ...] = ()


NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file. `read` may take long and raises FileTrouble if it cannot be read.

    `name` tells it from the other parts of the same file and stays the same as long as the file does:
    "" for a file that is one document, else like a path: "3", "3/report.pdf", "letters/a.txt".
    `parent` is the name of the part to which this one is attached, None if to none. `is_complex`
    says that reading it may end the process: a worker tells first that it is about to.
    """

    name: str
    read: Callable[[], Reading]
    parent: str | None = None
    size_bytes: int = 0
    is_complex: bool = False
