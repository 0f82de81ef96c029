"""Owns what leaves the corpus: lines as CSV or aligned text, passages with their citation, files.

CSV is defused: spreadsheets run a cell that begins with `=`, `+`, `-`, `@` or a control character as
a formula, so such a cell gets an apostrophe before it (also one that has apostrophes before such a
sign), and nothing else does: taking one apostrophe away gives back the text.
"""

import csv
import errno
import io
import os
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import regex

from desktop.corpus.citations import cite
from desktop.corpus.concordance.lines import WIDTH, Line
from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble

CSV_COLUMNS = (
    "id", "start", "end", "before", "match", "after", "heading", "page",
    "title", "author", "source", "date",
)  # fmt: skip
BOM = "\ufeff"

# The full-width signs too: East Asian editions of spreadsheets take them for the narrow ones.
_FORMULA = regex.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class _Source(NamedTuple):
    title: str
    author: str
    source: str
    date: str


def csv_rows(corpus: Corpus, lines: Iterable[Line]) -> Iterator[str]:
    """Yield the rows of a table of lines, the names of its columns first, each with its line end.

    `match` is as it stands in the text; white space in `before`, `after` and `heading` is one space.
    """
    yield _csv_row(CSV_COLUMNS)
    sources = _Sources(corpus)
    for line in lines:
        texts = (
            _one_space(line.before), line.match, _one_space(line.after),
            _one_space(line.heading or ""), line.page or "", *sources[line.id],
        )  # fmt: skip
        yield _csv_row((str(line.id), str(line.start), str(line.end), *map(defused, texts)))


def text_rows(
    corpus: Corpus, lines: Iterable[Line], *, width: int = WIDTH, has_citations: bool = False
) -> Iterator[str]:
    """Yield lines aligned on the match, each with its line end and its source behind it.

    Alignment counts columns of a fixed-width font: wide letters are two, combining marks none.
    With `has_citations` a full citation stands on a line of its own below.
    """
    sources = _Sources(corpus)
    for line in lines:
        before = _last_columns(_one_space(line.before), width)
        after = _first_columns(_one_space(line.after), width)
        row = f"{' ' * (width - columns(before))}{before}{_one_space(line.match)}{after}"
        if has_citations:
            yield f"{row}\n{' ' * width}{cite(corpus, line.id, line.start, line.end)}\n\n"
        else:
            source = sources[line.id]
            said = _one_space(", ".join(part for part in (source.title, source.date) if part))
            yield f"{row}  [{said}]\n"


def save_lines(
    path: Path,
    corpus: Corpus,
    lines: Iterable[Line],
    *,
    form: str,
    width: int = WIDTH,
    has_bom: bool = True,
) -> None:
    """Write lines into a file as "csv" or "text". Raises Trouble; then the file is as it was.

    With `has_bom` a CSV begins with a BOM, by which spreadsheets see that it is UTF-8.
    """
    if form == "csv":
        rows = csv_rows(corpus, lines)
        write_file(path, _with_bom(rows) if has_bom else rows)
    else:
        write_file(path, text_rows(corpus, lines, width=width))


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Write a UTF-8 file as a whole or not at all. Raises Trouble; then the file is as it was."""
    target = Path(os.path.realpath(path))
    # A device or a whole drive has no name on Windows; it is refused before anything is written.
    temporary = target.parent / f".{target.name[:40]}.{secrets.token_hex(4)}"
    try:
        _refuse_what_is_no_file(target)
        _write(temporary, pieces)
        if target.exists():
            with suppress(PermissionError):  # not every file system has permissions
                temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _trouble(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def columns(text: str) -> int:
    """Return how many columns of a fixed-width font a text takes."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet runs; see above for how to have the text back."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


class _Sources(dict[int, _Source]):
    """The source of each document, read once."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__()
        self._corpus = corpus

    def __missing__(self, document_id: int) -> _Source:
        document = self._corpus.document(document_id)
        source = _Source(
            document.name, document.author or "", document.source or "", document.date or ""
        )
        self[document_id] = source
        return source


def _csv_row(cells: Iterable[str]) -> str:
    row = io.StringIO()
    csv.writer(row).writerow(cells)
    return row.getvalue()


def _with_bom(rows: Iterable[str]) -> Iterator[str]:
    yield BOM
    yield from rows


def _one_space(text: str) -> str:
    return regex.sub(r"\s+", " ", text)


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _last_columns(text: str, width: int) -> str:
    return _first_columns(text[::-1], width)[::-1]


def _first_columns(text: str, width: int) -> str:
    if columns(text) <= width:
        return text
    taken = 0
    for place, character in enumerate(text):
        taken += _columns_of(character)
        if taken > width:
            return text[:place]
    return text


def _refuse_what_is_no_file(target: Path) -> None:
    """Replacing would also work on a folder's link, a device or a file that is write-protected."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    is_writable = target.is_file() and os.access(target, os.W_OK)
    if not target.name or (target.exists() and not is_writable):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _write(path: Path, pieces: Iterable[str]) -> None:
    # What UTF-8 cannot say is a lone surrogate, out of the name of a source file.
    with path.open("x", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name safe against a power cut, where the system can (not on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _trouble(path: Path, error: OSError) -> Trouble:
    if error.errno in _NO_ROOM:
        return Trouble(
            f"{path.name} could not be saved: the disk is full.",
            advice="Nothing was written; make room or choose another place.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(
            f"{path.name} could not be saved: this place cannot be written to.",
            advice="Choose another place.",
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Trouble(f"{path.name} could not be saved: its folder does not exist.")
    if error.errno in (errno.EISDIR, errno.ENOTEMPTY, errno.EEXIST):
        return Trouble(f"{path.name} could not be saved: it is a folder.")
    reason = (error.strerror or "the disk does not say why").lower()
    return Trouble(f"{path.name} could not be saved: {reason}.")
