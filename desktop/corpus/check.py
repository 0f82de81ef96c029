"""Owns the check of a whole corpus: library, tokens, columns, files; and what can be mended."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.columns import build_columns, check_columns
from desktop.corpus.columns.segment import Segment, invert
from desktop.corpus.columns.store import ColumnsDamaged, newest, open_columns
from desktop.corpus.corpus import tokens_of
from desktop.corpus.custody import Files
from desktop.corpus.errors import CorpusIsDamaged, CorpusTrouble, Trouble
from desktop.corpus.forms import FormArrays, form_arrays
from desktop.corpus.intake.lock import intake_lock
from desktop.corpus.intake.work import Preparer, count_words
from desktop.corpus.library import Document, Library, StoredText, StoredTokens
from desktop.corpus.library.connection import text_sum

_TEXT_CHANGED = "The text is not what was taken in; remove the document and take its file in again."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    `where` is "library", "tokens", "columns", "source" (the file that was taken in) or "original" (the
    copy of it in the corpus). Of a file with several documents only the first is named.
    """

    where: str
    sentence: str
    document_id: int | None = None
    path: str | None = None
    is_repaired: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """So many of all documents are checked."""

    done: int
    documents: int


def check(library: Library, *, repair: bool = False) -> Iterator[Finding | Checked]:
    """Verify a corpus from the ground up; with `repair`, mend what can be made from what is sound.

    Tokens are made again from the texts, columns from the library. Raises CorpusTrouble if a repair
    cannot be written, CorpusIsBusy while an intake writes.
    """
    with ExitStack() as stack:
        if repair:
            stack.enter_context(intake_lock(library.folder))
        complaints = library.integrity()
        yield from (Finding("library", sentence) for sentence in complaints)
        yield from _check_documents(library, repair=repair)
        yield from _check_columns(library, repair=repair)


def _check_documents(library: Library, *, repair: bool) -> Iterator[Finding | Checked]:
    ids, _, _ = library.live_serials()
    again, files = _Again(library), Files(library.folder)
    sums = {each.document_id: each.text for each in library.kin.sums()}
    for number, document_id in enumerate(ids.tolist(), start=1):
        text = sums.get(document_id, "")
        yield from _check_document(library, document_id, text, again, files, repair=repair)
        yield Checked(number, len(ids))


def _check_document(
    library: Library, document_id: int, kept: str, again: "_Again", files: Files, *, repair: bool
) -> Iterator[Finding]:
    try:
        document = library.document(document_id)
    except CorpusTrouble as trouble:
        yield Finding("library", f"The document cannot be read: {trouble.sentence}", document_id)
        return
    except Trouble:  # another program erased it a moment ago
        return
    try:
        stored = library.text(document_id)
    except Trouble as trouble:
        sentence = f"The text cannot be read: {trouble.sentence}"
        yield Finding("library", sentence, document_id, document.path)
        return
    if not _is_kept(stored.text, kept, document_id):
        # Nothing is made from it: tokens of a damaged text would only make the damage look sound.
        yield Finding("library", _TEXT_CHANGED, document_id, document.path)
    elif not _fits(stored):
        sentence = "The blocks do not fit the text."
        yield Finding("library", sentence, document_id, document.path)
    elif not again.is_right(document, stored, _tokens(library, document_id)):
        sentence = "The tokens are not those of the text."
        finding = Finding("tokens", sentence, document_id, document.path)
        yield _recut(library, document, stored, finding) if repair else finding
    for where, said in files.complaints(document):
        yield Finding(where, said, document.id, document.path)


def _is_kept(text: str, kept: str, document_id: int) -> bool:
    """Say whether a text has the sum that the library keeps of it, if it keeps one."""
    return kept in (f"text {text_sum(text)}", f"text {document_id}", "")


def _tokens(library: Library, document_id: int) -> StoredTokens | None:
    try:
        return library.tokens(document_id)
    except Trouble:  # missing or damaged
        return None


class _Again:
    """Cuts texts again and compares with the tokens in the library."""

    def __init__(self, library: Library) -> None:
        self._preparer = Preparer()
        self._number_of = {row.form: n for n, row in enumerate(library.forms_from(0))}
        self._numbers: NDArray[np.int32] = np.zeros(0, dtype=np.int32)

    def is_right(self, document: Document, stored: StoredText, tokens: StoredTokens | None) -> bool:
        """Say whether these are the tokens that the text gives today."""
        cut = self._preparer.cut(stored.text, document.language, stored.blocks)
        new = [self._number_of.get(form, -1) for form in self._preparer.new_forms()]
        self._numbers = np.concatenate([self._numbers, np.array(new, dtype=np.int32)])
        expected = replace(cut, forms=self._numbers[cut.forms])
        if tokens is None:
            return False
        is_same = all(
            np.array_equal(getattr(tokens, name), getattr(expected, name))
            for name in ("forms", "starts", "lengths", "stretches")
        )
        return is_same and document.words == count_words(tokens)


def _fits(stored: StoredText) -> bool:
    """Say whether the blocks are in order, apart, and inside the text, with nothing left out."""
    place = 0
    for block in stored.blocks:
        if not place <= block.start <= block.end <= len(stored.text):
            return False
        if stored.text[place : block.start].strip():
            return False
        place = block.end
    return not stored.blocks or not stored.text[place:].strip()


def _recut(library: Library, document: Document, stored: StoredText, finding: Finding) -> Finding:
    with library.group():
        tokens, words = tokens_of(library, stored.text, stored.blocks, document.language)
        library.replace_tokens(document.id, tokens, words)
    return replace(finding, is_repaired=True)


def _check_columns(library: Library, *, repair: bool) -> Iterator[Finding]:
    sentence = _complaint_about_columns(library)
    if sentence is None:
        return
    if repair:
        build_columns(library)
    yield Finding("columns", sentence, is_repaired=repair)


def _complaint_about_columns(library: Library) -> str | None:
    folder = newest(library.folder)
    if folder is None:
        return "The columns are missing." if len(library.live_serials()[0]) else None
    if not check_columns(folder):
        return "The columns are damaged."
    try:
        segment, forms = open_columns(folder)
    except ColumnsDamaged:
        return "The columns are damaged."
    try:
        is_right = _are_of(segment, forms, library)
    except CorpusIsDamaged:
        is_right = False
    return None if is_right else "The columns are not those of the library."


def _are_of(segment: Segment, forms: FormArrays, library: Library) -> bool:
    """Say whether the columns hold what the library holds of the documents that both have."""
    with library.snapshot():
        expected = form_arrays(library.forms_from(0)[: len(forms.fold_of)])
        if not all(np.array_equal(a, b) for a, b in zip(forms, expected, strict=True)):
            return False
        order, form_starts = invert(np.asarray(segment.forms), len(forms.fold_of))
        if not np.array_equal(segment.order, order):
            return False
        if not np.array_equal(segment.form_starts, form_starts):
            return False
        ids, serials, _ = library.live_serials()
        rows = np.flatnonzero(np.isin(segment.serials, serials))
        is_paired = np.isin(segment.ids[rows], ids)
        if not is_paired.all():
            return False
        for row, (_, tokens) in zip(
            rows.tolist(), library.all_tokens(segment.ids[rows].tolist()), strict=True
        ):
            here = slice(int(segment.starts[row]), int(segment.starts[row + 1]))
            if not np.array_equal(segment.forms[here], tokens.forms):
                return False
            if not np.array_equal(segment.stretches[here], tokens.stretches):
                return False
    return True
