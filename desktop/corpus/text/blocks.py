"""Owns what a text is made of: blocks (stretches with a kind) and marks (emphasis, links)."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple


class Kind(IntEnum):
    """The kinds of block; the names in lower case are what the command line prints."""

    PARAGRAPH = 0
    TITLE = 1
    BYLINE = 2
    DATE = 3
    HEADING = 4
    CAPTION = 5
    QUOTATION = 6
    LIST = 7
    TABLE = 8
    BOILERPLATE = 9

    @property
    def label(self) -> str:
        """The word for it in the command-line contract."""
        return self.name.lower()


class Block(NamedTuple):
    """A stretch `text[start:end]` of one kind; blocks are in order and never overlap.

    `level` is the depth of a heading (1 to 6) or a list item (1…), else 0. `style` refines the
    kind for the page: "standfirst", "footnote", "comment" or "deleted" for a paragraph that is one,
    "heading", "list", … for what a boilerplate block would be if it were shown as text ("header"
    and "footer" for those of a page); mostly empty.
    """

    kind: Kind
    start: int
    end: int
    level: int = 0
    style: str = ""


class Mark(NamedTuple):
    """A stretch of the text: `name` says what it is, `target` is its address or label.

    Inside a block: "em", "strong", "link" (target: the address), "cell", "inserted" and "deleted" (target: by
    whom and when), "note" (the sign of a footnote or comment). Across blocks: "page" (target: its label;
    pages follow each other and leave no token out) and "time" (target: when it is said, h:mm:ss).
    """

    name: str
    start: int
    end: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is known about a document; None where nothing is. Dates are ISO (2016, 2016-10, 2016-10-16).

    `language` is an ISO 639-1 code. `evidence` maps a field's name to the words it was read from.
    """

    title: str | None = None
    author: str | None = None
    photographer: str | None = None
    source: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    evidence: dict[str, str] = field(default_factory=dict)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pass between processes by its values, which dataclasses do far more slowly."""
        return Catalogue, (*map(self.__getattribute__, CATALOGUE_FIELDS), self.evidence)


CATALOGUE_FIELDS = ("title", "author", "photographer", "source", "published", "updated", "language")


class Box(NamedTuple):
    """Where a word stands on the picture of a page, for text that was recognised from a scan.

    `start` and `end` are places in the text, `page` counts from 1, the rest are thousandths of the
    page's width and height from its top left corner.
    """

    start: int
    end: int
    page: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format hands on: the canonical text of one document with its blocks and catalogue.

    `format` is a short word ("text", "markdown", "html"); `notes` are sentences about doubts
    ("The encoding is doubtful."), shown to the reader, kept with the document. `pages` counts the
    pages of the source, None if it has none. `doubts` are the same in single words, for counting:
    "encoding", "order", "cut", "scan" (pages without text), "damaged".
    """

    text: str
    blocks: tuple[Block, ...]
    catalogue: Catalogue
    format: str
    marks: tuple[Mark, ...] = ()
    encoding: str | None = None
    notes: tuple[str, ...] = ()
    pages: int | None = None
    doubts: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
