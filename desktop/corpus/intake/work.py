"""Owns what is done with one file, in a worker or in the intake itself: file → texts → tokens.

Nothing here touches the library. Forms are numbered as the `Preparer` meets them; whoever writes
exchanges these numbers for the library's (`Answer.forms` carries the forms that came new).
"""

import errno
import hashlib
import importlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import MAX_FILE, MAX_TEXT, NO_WISHES, Part, Wishes, parts_of, read
from desktop.corpus.intake.cutting import LONGEST_SHORT, Cutter, Spoken, count_words
from desktop.corpus.intake.originals import Originals
from desktop.corpus.intake.outcomes import (
    Broken,
    Errand,
    Finished,
    Outcome,
    Ready,
    Refusing,
    Same,
    Uncut,
)
from desktop.corpus.library.connection import text_sum
from desktop.corpus.library.rows import (
    NO_TOKENS,
    Prepared,
    StoredTokens,
    pack_blocks,
    pack_boxes,
    pack_marks,
)
from desktop.corpus.text import language
from desktop.corpus.text.blocks import Block, Reading

MOST_CHARACTERS = 1_000_000_000
"""Of all parts of one file together."""

_CHUNK_BYTES = 1 << 20
_LEAST_CHUNK_BYTES = 1 << 14
_CHANGED = "The file was changed while it was being read."
_FAULT_ADVICE = "Open it in the program it belongs to, save it anew and add that."

Tell = Callable[[str, int], None]


class _PassingTrouble(FileTrouble):
    """A file cannot be read at the moment, and that does not lie in what it holds."""

    def __init__(self, sentence: str, *, advice: str = "", is_gone: bool = False) -> None:
        super().__init__(sentence, advice=advice)
        self.is_gone = is_gone


@dataclass(frozen=True, slots=True)
class _File:
    """A file under way: what all its parts share."""

    path: str
    sha256: str
    state: os.stat_result
    original: str | None


def warm_up() -> None:
    """Load what the first file would otherwise wait for: it has a limit of time."""
    language.warm_up()
    importlib.import_module("desktop.corpus.formats.plain")


class Preparer:
    """Prepares files one after the other and remembers what it learnt of forms.

    With `is_fenced` a fault of the program costs the part it happened at and no more. `must_leave`
    says that memory ran out, after which a process is better ended; `n_complex` counts parts of
    formats that are parsed by others.
    """

    def __init__(
        self,
        wishes: Wishes = NO_WISHES,
        *,
        originals: Originals | None = None,
        is_fenced: bool = False,
    ) -> None:
        self._wishes = wishes
        self._originals = originals
        self._is_fenced = is_fenced
        self._cutter = Cutter()
        self._cuts_later = False
        self.must_leave = False
        self.n_complex = 0

    def read(self, errand: Errand, tell: Tell | None = None) -> Iterator[Outcome | Uncut]:
        """Do the same as `prepare`, but leave short texts uncut, for `cut_together`."""
        self._cuts_later = True
        yield from self._outcomes(errand, tell)

    def cut_together(self, outcomes: Sequence[Outcome | Uncut]) -> list[Outcome]:
        """Return outcomes in which no text is left uncut."""
        uncut = [outcome for outcome in outcomes if isinstance(outcome, Uncut)]
        texts = [Spoken(each.prepared.text, each.language, each.blocks) for each in uncut]
        try:
            cut = self._cutter.cut_all(texts)
        except Exception:
            if not self._is_fenced:
                raise
            return [self._cut_alone(each) if isinstance(each, Uncut) else each for each in outcomes]
        tokens = iter(cut)
        return [
            each.as_ready(found := next(tokens), count_words(found))
            if isinstance(each, Uncut)
            else each
            for each in outcomes
        ]

    def _cut_alone(self, uncut: Uncut) -> Ready | Refusing:
        """Cut one text of those of which one cannot be cut: a fault costs only that."""
        try:
            tokens = self._cutter.cut(Spoken(uncut.prepared.text, uncut.language, uncut.blocks))
        except Exception as fault:  # noqa: BLE001 - it is told
            return Refusing(uncut.number, self._fault(fault), _FAULT_ADVICE, is_last=uncut.is_last)
        return uncut.as_ready(tokens, count_words(tokens))

    def prepare(self, errand: Errand, tell: Tell | None = None) -> Iterator[Outcome]:
        """Read one file and cut its parts into tokens; whatever is wrong becomes a refusal.

        The last outcome, and no other, has `is_last`; only if `must_leave`, the rest may be missing.
        `tell` is called with name and size of a part that may end the process, right before it.
        """
        self._cuts_later = False
        for outcome in self._outcomes(errand, tell):
            assert not isinstance(outcome, Uncut)
            yield outcome

    def _outcomes(self, errand: Errand, tell: Tell | None) -> Iterator[Outcome | Uncut]:
        try:
            yield from self._prepare(errand, tell)
        except _PassingTrouble as trouble:
            yield Refusing(
                errand.number,
                trouble.sentence,
                trouble.advice,
                is_passing=True,
                is_gone=trouble.is_gone,
            )
        except FileTrouble as trouble:
            yield Refusing(errand.number, trouble.sentence, trouble.advice)
        except Exception as fault:
            if not self._is_fenced:
                raise
            yield Refusing(errand.number, self._fault(fault), _FAULT_ADVICE)

    def new_forms(self) -> list[str]:
        """Return the forms met since the last call, in the order of their numbers."""
        return self._cutter.new_forms()

    def _prepare(self, errand: Errand, tell: Tell | None) -> Iterator[Outcome | Uncut]:
        data, state = _contents(errand.path)
        if data is None:
            read(Path(errand.path))  # refuses it, unless it shrank
            raise _PassingTrouble(_CHANGED, advice="Add it again.")
        sha256 = hashlib.sha256(data).hexdigest()
        name = os.path.basename(errand.path)
        original = None
        if self._originals is not None:
            try:
                original = self._originals.keep(data, sha256, name)
            except OSError as error:
                said = (error.strerror or str(error)).lower()
                yield Broken(errand.number, f"A source file could not be copied: {said}.")
                return
        if sha256 in errand.known:
            yield Same(errand.number, sha256, state.st_mtime_ns, state.st_ctime_ns, original)
            return
        file = _File(errand.path, sha256, state, original)
        parts = parts_of(data, name, self._wishes)
        del data
        yield from self._parts(errand, file, parts, tell)

    def _parts(
        self, errand: Errand, file: _File, parts: Iterator[Part], tell: Tell | None
    ) -> Iterator[Outcome | Uncut]:
        """Yield what came of the parts, and that the file is done.

        The first waits for the second: it may be the only one, and then it is the last as well.
        """
        first: Ready | Uncut | Refusing | None = None
        names = _Names()
        n_parts = n_characters = 0
        try:
            for part in parts:
                n_parts += 1
                name = names.unlike(part.name)
                if n_parts <= errand.n_done:
                    continue
                if first is not None:
                    yield first
                    first = None
                is_alone = n_parts == 1 and not name
                if tell is not None and not is_alone and (part.is_complex or errand.is_careful):
                    tell(name, part.size_bytes or errand.size_bytes)
                outcome = self._part(errand, file, part, name, is_alone=is_alone)
                if isinstance(outcome, Ready):
                    n_characters += len(outcome.prepared.text)
                if is_alone:
                    first = outcome
                    continue
                yield outcome
                if self.must_leave:
                    return
                if n_characters > MOST_CHARACTERS:
                    raise FileTrouble(
                        f"More than {MOST_CHARACTERS:,} characters are in it: the rest was left out."
                    )
        except Exception:
            if first is not None:
                yield first
            raise
        if not n_parts:
            raise FileTrouble("There is nothing in it that could be read.")
        after = _state(file.path)
        before = file.state
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise _PassingTrouble(_CHANGED, advice="Add it again.")
        if first is not None:
            yield first.as_last()
        else:
            yield Finished(
                errand.number,
                file.sha256,
                before.st_size,
                before.st_mtime_ns,
                before.st_ctime_ns,
            )

    def _part(
        self, errand: Errand, file: _File, part: Part, name: str, *, is_alone: bool
    ) -> Ready | Uncut | Refusing:
        """Read one part and cut it into tokens, unless it is short and may wait for others."""
        self.n_complex += part.is_complex
        try:
            reading = part.read()
            if len(reading.text) > MAX_TEXT:
                raise FileTrouble(
                    f"The text has {len(reading.text):,} characters, and {MAX_TEXT:,} is the most"
                    " that can be read."
                )
            spoken = errand.languages.get(name, reading.catalogue.language)
            is_short = is_alone and len(reading.text) <= LONGEST_SHORT and not part.is_complex
            if is_short and self._cuts_later:
                prepared = _prepared(file, part, name, reading, NO_TOKENS)
                blocks = reading.blocks
                return Uncut(errand.number, prepared, spoken, blocks, part_bytes=part.size_bytes)
            tokens = self.cut(reading.text, spoken, reading.blocks)
            prepared = _prepared(file, part, name, reading, tokens)
        except FileTrouble as trouble:
            return Refusing(errand.number, trouble.sentence, trouble.advice, name, is_last=False)
        except Exception as fault:
            if not self._is_fenced:
                raise
            return Refusing(errand.number, self._fault(fault), _FAULT_ADVICE, name, is_last=False)
        return Ready(errand.number, prepared, is_last=False, part_bytes=part.size_bytes)

    def cut(self, text: str, language: str | None, blocks: Sequence[Block]) -> StoredTokens:
        """Return the tokens of a text and where they stand; forms by this preparer's numbers."""
        return self._cutter.cut(Spoken(text, language, blocks))

    def form(self, number: int) -> str:
        """Return the form of one of this preparer's numbers."""
        return self._cutter.form(number)

    def _fault(self, fault: Exception) -> str:
        """Say what went wrong where, without a word of the document."""
        if isinstance(fault, MemoryError):
            self.must_leave = True
            return "Reading it took more memory than a file may take; it was left out."
        trace = fault.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        if trace is None:
            return f"Reading it failed ({type(fault).__name__}); it was left out."
        file = Path(trace.tb_frame.f_code.co_filename).name
        place = f"{type(fault).__name__} in {file}, line {trace.tb_lineno}"
        return f"Reading it failed ({place}); it was left out."


class _Names:
    """Sees to it that no two parts of a file have one name; rising numbers need not be remembered."""

    def __init__(self) -> None:
        self._highest = -1
        self._seen: set[str] = set()

    def unlike(self, name: str) -> str:
        """Return a name that did not come before."""
        is_number = name.isascii() and name.isdecimal()
        if is_number and int(name) > self._highest:
            self._highest = int(name)
            return name
        new, number = (f"{name} (2)", 2) if is_number else (name, 1)
        while new in self._seen:
            number += 1
            new = f"{name} ({number})"
        self._seen.add(new)
        return new


def pieces_of(path: str) -> Iterator[bytes]:
    """Yield the bytes of a regular file; never waits for a pipe or a device. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb", buffering=0) as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise OSError(errno.EINVAL, "it is not a file")
        room = min(max(state.st_size + 1, _LEAST_CHUNK_BYTES), _CHUNK_BYTES)
        while chunk := file.read(room):
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
        return _PassingTrouble("The file is not there any more.", is_gone=True)
    if isinstance(error, PermissionError):
        return _PassingTrouble("The file may not be read: permission is missing.")
    said = (error.strerror or str(error)).lower()
    return _PassingTrouble(f"The file could not be read: {said}.", is_gone=True)


def _prepared(
    file: _File, part: Part, name: str, reading: Reading, tokens: StoredTokens
) -> Prepared:
    return Prepared(
        path=file.path,
        sha256=file.sha256,
        size_bytes=file.state.st_size,
        modified_ns=file.state.st_mtime_ns,
        format=reading.format,
        encoding=reading.encoding,
        remarks=reading.notes,
        catalogue=reading.catalogue,
        text=reading.text,
        blocks=pack_blocks(reading.blocks),
        marks=pack_marks(reading.marks),
        tokens=tokens,
        words=count_words(tokens),
        part=name,
        parent=part.parent,
        pages=reading.pages,
        doubts=reading.doubts,
        boxes=pack_boxes(reading.boxes) if reading.boxes else b"",
        text_sha256=text_sum(reading.text),
        changed_ns=file.state.st_ctime_ns,
        original=file.original,
    )
