"""Owns what is done with one file, in a worker or in the intake itself: file → text → tokens.

Nothing here touches the library. Forms are numbered as the `Preparer` meets them; whoever writes
exchanges these numbers for the library's (`Batch.forms` carries the forms that came new).
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import MAX_FILE, read, read_data
from desktop.corpus.library.rows import Prepared, StoredTokens, pack_blocks, pack_marks
from desktop.corpus.text.blocks import Block, Kind, Reading
from desktop.corpus.text.language import language_of
from desktop.corpus.text.stretches import KIND_BITS, stretches
from desktop.corpus.text.tokens import Tokeniser

_CHUNK_BYTES = 1 << 20
_BOILERPLATE = int(Kind.BOILERPLATE)  # numpy takes its time over an enumeration


@dataclass(frozen=True, slots=True)
class Errand:
    """One file to prepare. `number` is its place in the intake.

    `known` are the SHA-256 sums that need no further reading: the corpus has that text already.
    `language` decides how the text is cut if `is_language_corrected` by hand.
    """

    number: int
    path: str
    size_bytes: int
    known: frozenset[str] = frozenset()
    language: str | None = None
    is_language_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Same:
    """The file holds what the corpus already has."""

    number: int
    sha256: str
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Ready:
    """A document ready to be written, its forms numbered by the `Preparer`."""

    number: int
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class Refusing:
    """The file cannot be taken in, and why."""

    number: int
    reason: str
    advice: str = ""


Outcome = Same | Ready | Refusing


class Preparer:
    """Prepares files one after the other and remembers what it learnt of forms."""

    def __init__(self) -> None:
        self._tokeniser = Tokeniser()
        self._n_told = 0

    def warm_up(self) -> None:
        """Load what the first file would otherwise wait for: it has a limit of time."""
        language_of("A sentence that is long enough for its language to be recognised at all.")

    def prepare(self, errand: Errand) -> Outcome:
        """Read one file and cut it into tokens; whatever is wrong with it becomes a refusal."""
        try:
            return self._prepare(errand)
        except FileTrouble as trouble:
            return Refusing(errand.number, trouble.sentence, trouble.advice)

    def new_forms(self) -> list[str]:
        """Return the forms met since the last call, in the order of their numbers."""
        forms = self._tokeniser.forms
        new = forms[self._n_told :]
        self._n_told = len(forms)
        return new

    def _prepare(self, errand: Errand) -> Outcome:
        data, before = _contents(errand.path)
        sha256 = hashlib.sha256(data or b"").hexdigest()
        if sha256 in errand.known:
            return Same(errand.number, sha256, before.st_mtime_ns)
        if data is None:
            readings = read(Path(errand.path))  # refuses it, unless it shrank
        else:
            readings = read_data(data, os.path.basename(errand.path))
            del data
        reading = readings[0]
        after = _state(errand.path)
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise FileTrouble(
                "The file was changed while it was being read.", advice="Add it again."
            )
        language = reading.catalogue.language
        if errand.is_language_corrected:
            language = errand.language
        tokens = self.cut(reading.text, language, reading.blocks)
        return Ready(errand.number, _prepared(errand.path, sha256, before, reading, tokens))

    def cut(self, text: str, language: str | None, blocks: Sequence[Block]) -> StoredTokens:
        """Return the tokens of a text and where they stand; forms by this preparer's numbers."""
        tokens = self._tokeniser.cut(text, language)
        where = stretches(text, tokens.starts, blocks)
        return StoredTokens(tokens.forms, tokens.starts, tokens.lengths, where)

    def form(self, number: int) -> str:
        """Return the form of one of this preparer's numbers."""
        return self._tokeniser.forms[number]


def count_words(tokens: StoredTokens) -> int:
    """Return how many tokens stand outside boilerplate."""
    return int(np.count_nonzero((tokens.stretches & KIND_BITS) != _BOILERPLATE))


def pieces_of(path: str) -> Iterator[bytes]:
    """Yield the bytes of a regular file; never waits for a pipe or a device. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is not a file")
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


def _contents(path: str) -> tuple[bytes | None, os.stat_result]:
    """Return what a file holds and its state. One that is too large is not read: None."""
    state = _state(path)
    if state.st_size > MAX_FILE:
        return None, state
    try:
        pieces = list(pieces_of(path))
    except OSError as error:
        raise _refusal(error) from error
    return pieces[0] if len(pieces) == 1 else b"".join(pieces), state


def _state(path: str) -> os.stat_result:
    try:
        return os.stat(path)
    except OSError as error:
        raise _refusal(error) from error


def _refusal(error: OSError) -> FileTrouble:
    if isinstance(error, FileNotFoundError):
        return FileTrouble("The file is not there any more.")
    if isinstance(error, PermissionError):
        return FileTrouble("The file may not be read: permission is missing.")
    return FileTrouble(f"The file could not be read: {(error.strerror or str(error)).lower()}.")


def _prepared(
    path: str, sha256: str, state: os.stat_result, reading: Reading, tokens: StoredTokens
) -> Prepared:
    return Prepared(
        path=path,
        sha256=sha256,
        size_bytes=state.st_size,
        modified_ns=state.st_mtime_ns,
        format=reading.format,
        encoding=reading.encoding,
        remarks=reading.notes,
        catalogue=reading.catalogue,
        text=reading.text,
        blocks=pack_blocks(reading.blocks),
        marks=pack_marks(reading.marks),
        tokens=tokens,
        words=count_words(tokens),
    )
