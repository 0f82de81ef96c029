"""Makes small real corpora for tests: texts with blocks and catalogue data, through the library."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.corpus.corpus import Corpus, open_corpus, tokens_of
from desktop.corpus.library import Library, Prepared
from desktop.corpus.library.rows import pack_blocks, pack_marks
from desktop.corpus.text.blocks import Block, Catalogue, Kind


@dataclass(frozen=True)
class Piece:
    """A document to be: paragraphs as (kind, text), joined by blank lines."""

    paragraphs: Sequence[tuple[Kind, str]]
    catalogue: Catalogue = field(default_factory=Catalogue)
    path: str = ""


def piece(text: str, *, boilerplate: str = "", language: str | None = "en", **fields: Any) -> Piece:
    """A document of one paragraph, with some boilerplate behind it if wished."""
    paragraphs = [(Kind.PARAGRAPH, text)]
    if boilerplate:
        paragraphs.append((Kind.BOILERPLATE, boilerplate))
    return Piece(paragraphs, Catalogue(language=language, **fields))


def put(library: Library, pieces: Sequence[Piece], *, replacing: int | None = None) -> list[int]:
    """Write documents into a library in one group; returns their ids."""
    with library.group():
        return [_put(library, number, each, replacing) for number, each in enumerate(pieces)]


MADE: list[Corpus] = []
"""What `make_corpus` opened for the test that runs; let go of when it has ended."""


def make_corpus(folder: Path, pieces: Sequence[Piece | str]) -> Corpus:
    """Make a corpus of documents, open; whoever does not close it has it closed after the test."""
    corpus = open_corpus(folder, create=True)
    MADE.append(corpus)
    put(corpus.library, [piece(each) if isinstance(each, str) else each for each in pieces])
    return corpus


def _put(library: Library, number: int, made: Piece, replacing: int | None) -> int:
    blocks, text = [], ""
    for kind, paragraph in made.paragraphs:
        text += "\n\n" if text else ""
        blocks.append(Block(kind, len(text), len(text) + len(paragraph)))
        text += paragraph
    tokens, words = tokens_of(library, text, blocks, made.catalogue.language)
    prepared = Prepared(
        path=made.path or f"made/{number}.txt",
        sha256=f"{hash((number, text)) & 0xFFFFFFFF:064x}",
        size_bytes=len(text.encode()),
        modified_ns=0,
        format="text",
        encoding="utf-8",
        remarks=(),
        catalogue=made.catalogue,
        text=text,
        blocks=pack_blocks(blocks),
        marks=pack_marks([]),
        tokens=tokens,
        words=words,
    )
    return library.add(prepared, replacing=replacing)


def make_edition(package: Path) -> Path:
    """Lay out what a reading edition has beside its package; returns its corpus."""
    folder = package.parent / "edition"
    folder.mkdir()
    said = {"name": "two-rivers", "title": "Two Rivers", "corpus": "Two Rivers.corpus"}
    (folder / "edition.json").write_text(json.dumps(said))
    make_corpus(folder / said["corpus"], ["Tigris and Euphrates."]).close()
    return folder / said["corpus"]
