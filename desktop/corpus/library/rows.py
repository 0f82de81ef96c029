"""Owns the rows that go into the library and come out of it, and how arrays become BLOBs."""

import json
import os
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from functools import wraps
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.errors import CorpusIsDamaged
from desktop.corpus.text.blocks import Block, Box, Catalogue, Kind, Mark

Packed = TypeVar("Packed")
Unpacked = TypeVar("Unpacked")


@dataclass(frozen=True, slots=True)
class Document:
    """The catalogue row of one document; a field is None where nothing is known.

    `path` is the source file as it was at intake; a name that is not UTF-8 has its bytes as
    surrogates (os.fsdecode). `part` says which part of that file it is ("" if it is the whole of it),
    `parent_id` the document to which it is attached. `sha256`, `size_bytes`, `modified_ns` and
    `changed_ns` (contents, and anything about it) are the file's; `original` is the copy of it inside
    the corpus folder, if one was made. `evidence` maps a field to the words that it was read from.
    """

    id: int
    title: str | None
    author: str | None
    photographer: str | None
    source: str | None
    published: str | None
    updated: str | None
    language: str | None
    words: int
    path: str
    format: str
    encoding: str | None
    size_bytes: int
    modified_ns: int
    sha256: str
    n_tokens: int
    n_characters: int
    added: str
    remarks: tuple[str, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)
    part: str = ""
    parent_id: int | None = None
    pages: int | None = None
    doubts: tuple[str, ...] = ()
    original: str | None = None
    changed_ns: int = 0

    @property
    def date(self) -> str | None:
        """Published, else updated."""
        return self.published or self.updated

    @property
    def name(self) -> str:
        """What to call the document: its title, else the name of its part or file."""
        return self.title or name_of(self.path, self.part)

    @property
    def place(self) -> str:
        """Where it was read: the file, and the part of it."""
        return place_of(self.path, self.part)


@dataclass(frozen=True, slots=True)
class StoredText:
    """The canonical text of a document with its blocks and marks."""

    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class StoredTokens:
    """The tokens of a document, parallel: form numbers and places (code points), where they stand.

    `forms` and `starts` int32, `lengths` uint16, `stretches` uint8 (text.stretches).
    """

    forms: NDArray[np.int32]
    starts: NDArray[np.int32]
    lengths: NDArray[np.uint16]
    stretches: NDArray[np.uint8]

    def __reduce__(self) -> tuple[Any, ...]:
        """Pass between processes as bytes, which is far quicker than as arrays."""
        arrays = self.forms, self.starts, self.lengths, self.stretches
        return _tokens_of, tuple(array.tobytes() for array in arrays)


def _tokens_of(forms: bytes, starts: bytes, lengths: bytes, stretches: bytes) -> StoredTokens:
    return StoredTokens(
        np.frombuffer(forms, dtype=np.int32),
        np.frombuffer(starts, dtype=np.int32),
        np.frombuffer(lengths, dtype=np.uint16),
        np.frombuffer(stretches, dtype=np.uint8),
    )


NO_TOKENS = _tokens_of(b"", b"", b"", b"")


class LiveTokens(NamedTuple):
    """The tokens of all live documents one after the other, without their places.

    `ids`, `serials` and `counts` int64, by document; `forms` int32 and `stretches` uint8, by token.
    """

    ids: NDArray[np.int64]
    serials: NDArray[np.int64]
    counts: NDArray[np.int64]
    forms: NDArray[np.int32]
    stretches: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One document ready to be written; `tokens.forms` are the library's numbers of forms.

    `parent` is the part of the same file to which it is attached, `original` the copy of the file.
    """

    path: str
    sha256: str
    size_bytes: int
    modified_ns: int
    format: str
    encoding: str | None
    remarks: tuple[str, ...]
    catalogue: Catalogue
    text: str
    blocks: bytes
    marks: bytes
    tokens: StoredTokens
    words: int
    part: str = ""
    parent: str | None = None
    pages: int | None = None
    doubts: tuple[str, ...] = ()
    boxes: bytes = b""
    text_sha256: str = ""
    changed_ns: int = 0
    original: str | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Pass between processes by its values, which dataclasses do far more slowly."""
        return Prepared, _values_of_prepared(self)

    def with_tokens(self, tokens: StoredTokens, words: int | None = None) -> "Prepared":
        """Return the same document with other tokens, of which so many are words (None: as before)."""
        values = list(_values_of_prepared(self))
        values[_PLACE_OF_TOKENS] = tokens
        if words is not None:
            values[_PLACE_OF_WORDS] = words
        return Prepared(*values)


_NAMES = tuple(each.name for each in fields(Prepared))
_PLACE_OF_TOKENS, _PLACE_OF_WORDS = _NAMES.index("tokens"), _NAMES.index("words")
_values_of_prepared = attrgetter(*_NAMES)


@dataclass(frozen=True, slots=True)
class Source:
    """What the library knows of a source file: enough to see whether it changed.

    `document_id` is the first of its `n_documents`; `is_removed` says that one of them is removed.
    """

    document_id: int
    sha256: str
    size_bytes: int
    modified_ns: int
    is_removed: bool
    n_documents: int = 1
    has_original: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the library for one part of a file."""

    document_id: int
    sha256: str
    text_sha256: str
    found: str
    is_removed: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file, or a part of one, that could not be taken in, and why; `refused` is when.

    The rest tells whether it would be any different today: the file's size and times (a size of -1:
    it must be tried again in any case), and in which circumstances it was tried.
    """

    path: str
    reason: str
    advice: str
    refused: str
    part: str = ""
    size_bytes: int = -1
    modified_ns: int = 0
    changed_ns: int = 0
    circumstances: str = ""

    @property
    def place(self) -> str:
        """The file, and the part of it."""
        return place_of(self.path, self.part)


def _or_damage(unpack: Callable[[Packed], Unpacked]) -> Callable[[Packed], Unpacked]:
    """Let what cannot be unpacked be told as damage: a byte in the file is not what was written."""

    @wraps(unpack)
    def unpacked(packed: Packed) -> Unpacked:
        try:
            return unpack(packed)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise CorpusIsDamaged(
                "What the library holds of this document is damaged.",
                advice="Remove the document and take its file in again.",
            ) from error

    return unpacked


def pack_blocks(blocks: Sequence[Block]) -> bytes:
    """Return blocks as bytes: a line of JSON with the styles, then int32 rows of five numbers."""
    styles = sorted({block.style for block in blocks})
    number = {style: n for n, style in enumerate(styles)}
    rows = [part for b in blocks for part in (b.kind, b.start, b.end, b.level, number[b.style])]
    return json.dumps(styles).encode() + b"\n" + struct.pack(f"<{len(rows)}i", *rows)


@_or_damage
def unpack_blocks(packed: bytes) -> tuple[Block, ...]:
    """Return what `pack_blocks` was given."""
    head, _, body = packed.partition(b"\n")
    styles = json.loads(head)
    rows = np.frombuffer(body, dtype="<i4").reshape(-1, 5).tolist()
    kinds = list(Kind)
    return tuple(Block(kinds[k], s, e, level, styles[style]) for k, s, e, level, style in rows)


def pack_marks(marks: Sequence[Mark]) -> bytes:
    """Return marks as bytes: a line of JSON with names and targets, then int32 rows of three."""
    if not marks:
        return b"[]\n"
    labels = sorted({(mark.name, mark.target) for mark in marks})
    number = {label: n for n, label in enumerate(labels)}
    rows = [part for m in marks for part in (number[(m.name, m.target)], m.start, m.end)]
    return json.dumps(labels).encode() + b"\n" + struct.pack(f"<{len(rows)}i", *rows)


@_or_damage
def unpack_marks(packed: bytes) -> tuple[Mark, ...]:
    """Return what `pack_marks` was given."""
    head, _, body = packed.partition(b"\n")
    labels = json.loads(head)
    rows = np.frombuffer(body, dtype="<i4").reshape(-1, 3).tolist()
    return tuple(Mark(labels[n][0], start, end, labels[n][1]) for n, start, end in rows)


def pack_boxes(boxes: Sequence[Box]) -> bytes:
    """Return boxes as bytes: int32 rows of seven numbers."""
    rows = [
        part for b in boxes for part in (b.start, b.end, b.page, b.left, b.top, b.right, b.bottom)
    ]
    return struct.pack(f"<{len(rows)}i", *rows)


@_or_damage
def unpack_boxes(packed: bytes) -> tuple[Box, ...]:
    """Return what `pack_boxes` was given."""
    rows = np.frombuffer(packed, dtype="<i4").reshape(-1, 7).tolist()
    return tuple(Box(*row) for row in rows)


DOCUMENT_COLUMNS = (
    "id, title, author, photographer, source, published, updated, language, words, path, format,"
    " encoding, size_bytes, modified_ns, sha256, n_tokens, n_characters, added, remarks, evidence,"
    " part, parent_id, pages, doubts, original, changed_ns"
)


@_or_damage
def document_of(row: Sequence[Any]) -> Document:
    """Return the document of a row with DOCUMENT_COLUMNS."""
    values = dict(zip(DOCUMENT_COLUMNS.replace(",", "").split(), row, strict=True))
    values["path"] = path_out(values["path"])
    values["remarks"] = tuple(json.loads(values["remarks"]))
    values["part"] = path_out(values["part"])
    values["evidence"] = json.loads(values["evidence"])
    values["doubts"] = tuple(json.loads(values["doubts"]))
    return Document(**values)


def place_of(path: str, part: str) -> str:
    """Return what to call a part of a file: its path with the part's name behind it."""
    return f"{path}/{part}" if part else path


def name_of(path: str, part: str) -> str:
    """Return the last name of a part, or of the file; a number has what it counts before it."""
    if not part:
        return _file_name(path)
    inside, _, name = part.rpartition("/")
    return f"{name_of(path, inside)} {name}" if name.isdecimal() else name


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def path_in(path: str) -> str | bytes:
    """Return a path as SQLite can keep it: text, or bytes where the name is not UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def path_out(path: str | bytes) -> str:
    """Return a path as Python has it: bytes that are not UTF-8 become surrogates."""
    return os.fsdecode(path) if isinstance(path, bytes) else path
