"""Owns what a text is made of: blocks (stretches with a kind) and marks (emphasis, links)."""

from dataclasses import dataclass, field
from enum import IntEnum


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


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch `text[start:end]` of one kind; blocks are in order and never overlap.

    `level` is the depth of a heading (1 to 6) or a list item (1…), else 0. `style` refines the
    kind for the page: "standfirst" for a paragraph that is one, "heading", "list", … for what a
    boilerplate block would be if it were shown as text; mostly empty.
    """

    kind: Kind
    start: int
    end: int
    level: int = 0
    style: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch inside a block: `name` is "em", "strong", "link" or "cell"; `target` a link's address."""

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


CATALOGUE_FIELDS = ("title", "author", "photographer", "source", "published", "updated", "language")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format hands on: the canonical text of one document with its blocks and catalogue.

    `format` is a short word ("text", "markdown", "html"); `notes` are sentences about doubts
    ("The encoding is doubtful."), shown to the reader, kept with the document.
    """

    text: str
    blocks: tuple[Block, ...]
    catalogue: Catalogue
    format: str
    marks: tuple[Mark, ...] = ()
    encoding: str | None = None
    notes: tuple[str, ...] = ()
