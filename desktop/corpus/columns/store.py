"""Owns the columns on disk: writing a new generation, opening one, seeing that one is stale or damaged."""

import json
import os
import shutil
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.columns.segment import Segment, segment_of
from desktop.corpus.errors import CorpusTrouble
from desktop.corpus.forms import FormArrays, arrays_of_forms
from desktop.corpus.library.library import Library

FOLDER_NAME = "columns"
_STAMP = "stamp.json"
_ARRAYS = "arrays.bin"
_LAYOUT = 2
_END = b"\n"  # so that the file is never empty behind the last array


class ColumnsDamaged(Exception):
    """The columns on disk cannot be used; they are rebuilt, so nobody else needs to know."""


def newest(folder: Path) -> Path | None:
    """Return the newest generation of columns in a corpus folder."""
    found = sorted((folder / FOLDER_NAME).glob("[0-9]*"))
    return found[-1] if found else None


def make(library: Library) -> tuple[Segment, FormArrays]:
    """Make the columns of all live documents in memory."""
    with library.snapshot():
        forms = arrays_of_forms(*library.form_columns())  # first: they take much memory
        tokens = library.live_tokens()
    return segment_of(tokens, len(forms.fold_of)), forms


def build_columns(library: Library) -> Path:
    """Make the columns anew and write them beside the library; returns their folder.

    Raises CorpusTrouble if the disk is full or the folder cannot be written; then the old ones stay.
    """
    generation = library.generation
    segment, forms = make(library)
    return write_columns(library.folder, segment, lambda: forms, generation=generation)


def write_columns(
    corpus_folder: Path, segment: Segment, forms: Callable[[], FormArrays], *, generation: int
) -> Path:
    """Write a new generation of columns, whole or not at all, and drop the older ones.

    The forms are asked for when the segment is written: they may still be in the making. Raises
    CorpusTrouble.
    """
    home = corpus_folder / FOLDER_NAME
    final = home / f"{generation:012d}"
    try:
        write_arrays(final, _arrays(segment, forms), generation=generation)
    except OSError as error:
        raise CorpusTrouble(
            f"The columns could not be written: {error.strerror or error}.",
            advice="Searching still works, only opening the corpus takes longer.",
        ) from error
    for old in home.iterdir():
        if old != final and not old.name.startswith("new-"):
            shutil.rmtree(old, ignore_errors=True)  # a mapped file may stay until it is let go
    return final


def _arrays(segment: Segment, forms: Callable[[], FormArrays]) -> Iterator[tuple[str, NDArray]]:
    yield from segment._asdict().items()
    for name, array in forms()._asdict().items():
        yield f"form-{name}", array


def open_columns(folder: Path) -> tuple[Segment, FormArrays]:
    """Map one generation of columns. Raises ColumnsDamaged."""
    arrays = read_arrays(folder)
    try:
        return (
            Segment(*(arrays[name] for name in Segment._fields)),
            FormArrays(*(arrays[f"form-{name}"] for name in FormArrays._fields)),
        )
    except KeyError as error:
        raise ColumnsDamaged(str(error)) from error


def read_arrays(folder: Path) -> dict[str, NDArray]:
    """Map the arrays that were written into a folder, by name. Raises ColumnsDamaged."""
    try:
        stamp = json.loads((folder / _STAMP).read_text())
        if stamp["layout"] != _LAYOUT:
            raise ColumnsDamaged("other layout")
        return _map(folder / _ARRAYS, stamp)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ColumnsDamaged(str(error)) from error


def write_arrays(final: Path, arrays: Iterable[tuple[str, NDArray]], *, generation: int) -> None:
    """Write arrays with their names into a new folder, whole or not at all. Raises OSError."""
    work = final.parent / f"new-{os.getpid()}-{time.monotonic_ns()}"
    try:
        work.mkdir(parents=True)
        _write(work, arrays, generation)
        shutil.rmtree(final, ignore_errors=True)
        work.replace(final)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def check_columns(folder: Path) -> bool:
    """Say whether every byte of a generation of columns is as it was written."""
    try:
        stamp = json.loads((folder / _STAMP).read_text())
        return _checksum(folder / _ARRAYS) == stamp["crc32"]
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _write(folder: Path, arrays: Iterable[tuple[str, NDArray]], generation: int) -> None:
    """Write all arrays into one file, each from a multiple of 64 bytes on, and the stamp beside it."""
    notes = {}
    file = folder / _ARRAYS
    place = crc32 = 0
    with file.open("wb") as out:
        for name, array in arrays:
            gap = bytes(-place % 64)
            notes[name] = {"start": place + len(gap), "dtype": array.dtype.str, "n": len(array)}
            for piece in (gap, np.ascontiguousarray(array).view(np.uint8).data):
                crc32 = zlib.crc32(piece, crc32)
                place += out.write(piece)
        crc32 = zlib.crc32(_END, crc32)
        out.write(_END)
        out.flush()
        os.fsync(out.fileno())
    stat = file.stat()
    stamp = {
        "layout": _LAYOUT,
        "generation": generation,
        "bytes": stat.st_size,
        "modified_ns": stat.st_mtime_ns,
        "crc32": crc32,
        "arrays": notes,
    }
    (folder / _STAMP).write_text(json.dumps(stamp))


def _map(file: Path, stamp: dict) -> dict[str, NDArray]:
    """Map the arrays; a file that was touched since it was written has to prove itself."""
    stat = file.stat()
    if stat.st_size != stamp["bytes"]:
        raise ColumnsDamaged("another size")
    if stat.st_mtime_ns != stamp["modified_ns"] and _checksum(file) != stamp["crc32"]:
        raise ColumnsDamaged("another checksum")
    whole = np.memmap(file, dtype=np.uint8, mode="r").view(np.ndarray)
    arrays = {}
    for name, note in stamp["arrays"].items():
        dtype = np.dtype(note["dtype"])
        end = note["start"] + dtype.itemsize * note["n"]
        arrays[name] = whole[note["start"] : end].view(dtype)
    return arrays


def _checksum(file: Path) -> int:
    value = 0
    with file.open("rb") as source:
        while chunk := source.read(1 << 22):
            value = zlib.crc32(chunk, value)
    return value
