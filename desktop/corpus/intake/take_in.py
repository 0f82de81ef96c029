"""Owns the intake as a whole: files are found, prepared by workers, committed in groups, told of.

The work is a generator of steps. Whatever ends it (the end, a stop, trouble, a kill), the corpus
holds what was reported as added, and the next intake of the same paths goes on from there.
"""

import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.corpus.errors import CorpusIsReadOnly, CorpusTrouble, Trouble
from desktop.corpus.formats import Wishes, is_simple, sniff
from desktop.corpus.intake.freshen import freshen_columns, start_columns
from desktop.corpus.intake.known import Known
from desktop.corpus.intake.lock import intake_lock
from desktop.corpus.intake.originals import Originals
from desktop.corpus.intake.outcomes import Errand, Refusing, Same
from desktop.corpus.intake.roots import Roots
from desktop.corpus.intake.stem import Stem
from desktop.corpus.intake.steps import (
    Counts,
    Done,
    Progress,
    Refused,
    Started,
    Step,
    Stopped,
    Unchanged,
)
from desktop.corpus.intake.walk import FoundFile, NotFound, walk
from desktop.corpus.intake.wishes import circumstances, settle_originals, settle_wishes
from desktop.corpus.intake.work import pieces_of
from desktop.corpus.intake.workers import Answer, Desk, Inline, Limits, Workers
from desktop.corpus.intake.writer import Writer
from desktop.corpus.library import Library, Refusal, Source

STEP_SECONDS = 0.1
_LIBRARY_NAME = "corpus.sqlite"
_MOST_OPEN_FILES = 4_000
_BATCH_FILES = 64
_BATCH_BYTES = 1_000_000
_BATCH_CHARACTERS = 16_000
_SLOW_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".xht")
_FEW_FILES = 50
_FEW_BYTES = 2_000_000

Stop = Callable[[], bool]


def take_in(
    corpus_folder: Path,
    paths: Sequence[Path | str],
    *,
    stop: Stop,
    workers: int = 2,
    limits: Limits | None = None,
    wishes: Wishes | None = None,
    retries: bool = False,
    copies_originals: bool | None = None,
    stem: Stem | None = None,
) -> Generator[Step, None, None]:
    """Take files and folders into a corpus, which is made if it is not there; yield what happens.

    `stop` is asked at least every 100 ms. `wishes` say how files are to be read, `copies_originals`
    whether they are copied into the corpus; None: as the corpus remembers. A file that was refused and
    looks as before is refused again without being read, unless `retries`. Workers are forked off the
    `stem`, if there is one. The last step is Done or Stopped. Raises CorpusTrouble and its kinds (also
    CorpusIsBusy while another intake writes), and Trouble if there is no file at all or the place they
    lie at goes away.
    """
    folder = corpus_folder.parent if corpus_folder.name == _LIBRARY_NAME else corpus_folder
    roots = Roots(paths)
    with ExitStack() as stack:
        is_there = (folder / _LIBRARY_NAME).exists()
        library = _open(folder, stack) if is_there else None
        found = yield from _look_through(paths, stop)
        if found is None:
            yield Stopped(Counts())
            return
        files, lost = found
        if not files:
            raise _no_file(paths, lost)
        _check_place(folder)
        library = library or _open(folder, stack)
        stack.enter_context(intake_lock(folder))
        start_columns(library)
        wishes = settle_wishes(library, wishes)
        originals = Originals(folder) if settle_originals(library, copies_originals) else None
        desk = stack.enter_context(closing(_desk(files, workers, limits, wishes, originals, stem)))
        yield Started(len(files), sum(file.size_bytes for file in files))
        manner = _Manner(circumstances(wishes), retries, originals is not None)
        intake = _Intake(library, desk, files, stop, manner, roots)
        yield from intake.run(lost)


def _open(folder: Path, stack: ExitStack) -> Library:
    library = stack.enter_context(closing(Library.open(folder, create=True)))
    if library.is_read_only:
        is_full = os.access(folder, os.W_OK) and os.access(folder / _LIBRARY_NAME, os.W_OK)
        why = "its disk is full" if is_full else "its folder is read-only"
        raise CorpusIsReadOnly(f"This corpus cannot be changed: {why}.")
    return library


def _look_through(
    paths: Sequence[Path | str], stop: Stop
) -> Generator[Step, None, tuple[list[FoundFile], list[NotFound]] | None]:
    """Find the files; None if it was stopped."""
    files: list[FoundFile] = []
    lost: list[NotFound] = []
    size_bytes, told = 0, time.monotonic()
    for found in walk(paths):
        if isinstance(found, FoundFile):
            files.append(found)
            size_bytes += found.size_bytes
        elif found is not None:
            lost.append(found)
        if time.monotonic() - told > STEP_SECONDS:
            if stop():
                return None
            yield Progress(0, len(files), 0, size_bytes)
            told = time.monotonic()
    return files, lost


def _no_file(paths: Sequence[Path | str], lost: Sequence[NotFound]) -> Trouble:
    if lost:
        return Trouble(f"{lost[0].path}: {lost[0].reason}", advice=lost[0].advice)
    names = ", ".join(str(path) for path in paths[:3]) + (" …" if len(paths) > 3 else "")
    return Trouble(f"There is no file in {names}.")


def _check_place(folder: Path) -> None:
    """Refuse to make a corpus out of a folder in which other things lie, or of a file."""
    if (folder / _LIBRARY_NAME).exists() or not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise CorpusTrouble(f"{folder} is not a corpus but a file.")
    try:
        is_empty = not any(folder.iterdir())
    except OSError as error:
        raise CorpusTrouble(
            f"{folder} cannot be read: {(error.strerror or '').lower()}."
        ) from error
    if not is_empty:
        raise CorpusTrouble(
            f"{folder} is not a corpus, and other things lie in it.",
            advice="Name a new or an empty folder for the corpus.",
        )


def _desk(
    files: Sequence[FoundFile],
    workers: int,
    limits: Limits | None,
    wishes: Wishes,
    originals: Originals | None,
    stem: Stem | None,
) -> Desk:
    """Choose who does the work: starting workers is not worth it for a few small simple files."""
    is_little = len(files) <= _FEW_FILES and sum(f.size_bytes for f in files) <= _FEW_BYTES
    if is_little and all(_is_simple(file.path) for file in files):
        return Inline(wishes, originals)
    return Workers(workers, limits=limits, wishes=wishes, originals=originals, stem=stem)


def _is_simple(path: str) -> bool:
    try:
        head = next(pieces_of(path), b"")
    except OSError:
        return True  # it will be refused
    return not head or is_simple(sniff(head[:65_536], os.path.basename(path)) or "text")


def _is_slow(path: str) -> bool:
    """Say whether a file is of a format that takes its time, so that its answer is worth a message."""
    return path.lower().endswith(_SLOW_SUFFIXES)


@dataclass(frozen=True, slots=True)
class _Manner:
    """How an intake goes about it."""

    circumstances: str
    retries: bool
    copies_originals: bool


class _Intake:
    """One intake under way: hands errands out, writes what comes back."""

    def __init__(
        self,
        library: Library,
        desk: Desk,
        files: Sequence[FoundFile],
        stop: Stop,
        manner: _Manner,
        roots: Roots,
    ) -> None:
        self._library = library
        self._desk = desk
        self._files = files
        self._stop = stop
        self._manner = manner
        self._roots = roots
        self._known = Known(
            library.sources(), unfinished=library.files.unfinished(), refusals=library.refusals()
        )
        self._known.follow(files)
        self._writer = Writer(library, self._known, manner.circumstances)
        self._size_bytes = sum(file.size_bytes for file in files)
        self._n_numbered = 0
        self._at = 0
        self._passed_bytes = 0
        self._told = time.monotonic()

    def run(self, lost: Sequence[NotFound]) -> Iterator[Step]:
        """Go through all files; ends with Done or Stopped."""
        yield from self._writer.refuse_lost(lost)
        while self._at < len(self._files) or self._writer.n_open or self._writer.again:
            if self._stop():
                yield from self._writer.commit_rest()
                yield Stopped(self._writer.counts)
                return
            yield from self._hand_out()
            is_waiting = self._writer.n_open > 0
            for answer in self._desk.collect(STEP_SECONDS / 2 if is_waiting else 0):
                yield from self._receive(answer)
            yield from self._writer.commit_due(is_last=self._at == len(self._files))
            if time.monotonic() - self._told >= STEP_SECONDS:
                yield self._progress()
        yield self._progress()
        for _ in freshen_columns(self._library):
            yield self._progress()
        yield Done(self._writer.counts)

    def _receive(self, answer: Answer) -> Iterator[Step]:
        """Hand an answer on, unless it shows that the place where the files lie went away."""
        self._writer.receive(answer)
        gone = [one for one in answer.outcomes if isinstance(one, Refusing) and one.is_gone]
        for refusing in gone:
            root = self._roots.lost(self._writer.errand(refusing.number).path)
            if root is not None:
                for each in gone:
                    self._writer.drop(each.number)
                yield from self._writer.commit_rest()
                raise Trouble(
                    f"{root} is not there any more; what was taken in so far is safe.",
                    advice="Connect the drive again and add it again: it goes on from there.",
                )

    def _progress(self) -> Progress:
        self._told = time.monotonic()
        path = self._files[min(self._at, len(self._files) - 1)].path
        done_bytes = self._passed_bytes + self._writer.done_bytes
        n_done = self._at - self._writer.n_open
        return Progress(n_done, len(self._files), done_bytes, self._size_bytes, path)

    def _hand_out(self) -> Iterator[Step]:
        """Give the desk as many batches as it has room for; what is unchanged is told at once."""
        while self._desk.has_room and self._writer.n_open < _MOST_OPEN_FILES:
            batch: list[Errand] = []
            n_bytes = n_characters = 0
            for errand in self._errands():
                if not isinstance(errand, Errand):
                    yield errand
                    continue
                self._writer.expect(errand)
                batch.append(errand)
                n_bytes += errand.size_bytes
                n_characters += len(errand.path)
                is_large = n_bytes >= _BATCH_BYTES or n_characters >= _BATCH_CHARACTERS
                if is_large or len(batch) >= _BATCH_FILES or _is_slow(errand.path):
                    break
            if not batch:
                return
            self._desk.give(batch)

    def _errands(self) -> Iterator[Errand | Step]:
        """Yield what is to be prepared next, and the steps of files that need no reading."""
        while self._writer.again:
            again = self._writer.again.pop()
            yield replace(again, number=self._number(), known=frozenset())
        while self._at < len(self._files):
            file = self._files[self._at]
            self._at += 1
            yield from self._of_file(file)
            if time.monotonic() - self._told >= STEP_SECONDS:
                yield self._progress()
                return

    def _of_file(self, file: FoundFile) -> Iterator[Errand | Step]:
        """Yield the errand of a file, or the steps that tell that it need not be read."""
        source = self._known.at(file.path)
        refusals: list[Refusal] = []
        if self._known.is_refused(file.path) and not self._known.is_unfinished(file.path):
            refusals = self._known.refusals(file, self._manner.circumstances)
            if self._manner.retries or not refusals:
                yield self._errand(file)
                return
        if source is not None and self._known.is_as_before(file) and self._is_kept(source):
            if source.is_removed:
                self._put_back(file, source)
                return
            n_documents = source.n_documents
            yield self._writer.tell(Unchanged(source.document_id, file.path, documents=n_documents))
        elif not refusals:
            yield self._errand(file)
            return
        self._passed_bytes += file.size_bytes
        for one in refusals:
            yield self._writer.tell(Refused(one.path, one.reason, one.advice, one.part))

    def _is_kept(self, source: Source) -> bool:
        """Say whether nothing is missing of a file that looks as before."""
        return source.has_original or not self._manner.copies_originals

    def _put_back(self, file: FoundFile, source: Source) -> None:
        """Let a document that was removed, and whose file is as it was, come back in its turn."""
        errand = self._errand(file)
        self._writer.expect(errand)
        same = Same(errand.number, source.sha256, file.modified_ns, file.changed_ns)
        self._writer.receive(Answer(0, [], (same,)))

    def _errand(self, file: FoundFile) -> Errand:
        source = self._known.at(file.path)
        languages = self._library.files.corrected_languages(file.path) if source else {}
        return Errand(
            self._number(),
            file.path,
            file.size_bytes,
            self._known.known_sums(file),
            languages,
            file.modified_ns,
            file.changed_ns,
        )

    def _number(self) -> int:
        self._n_numbered += 1
        return self._n_numbered - 1
