"""Owns the sketches that are kept beside the library, so that only new texts need to be looked at.

They are derived: what is missing, damaged or of other texts is made anew. A document is known by
its id and serial, so a text that has changed is not taken for the one that was.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from desktop.corpus.errors import CorpusTrouble
from desktop.corpus.kin.shingles import Numbers
from desktop.corpus.kin.sketches import Sketch

FOLDER_NAME = "kin"
_FILE_NAME = "sketches.npz"
_VERSION = 1  # of how shingles are made and chosen


@dataclass(frozen=True, slots=True)
class KeptSketches:
    """Sketches of some documents, by (id, serial), and the stamp of the families made with them."""

    stamp: str
    sketches: dict[tuple[int, int], Sketch]


NOTHING_KEPT = KeptSketches("", {})


def load_sketches(folder: Path) -> KeptSketches:
    """Return what is kept in the folder of a corpus; nothing if it cannot be used."""
    try:
        path = folder / FOLDER_NAME / _FILE_NAME
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if int(arrays["version"]) != _VERSION:
                return NOTHING_KEPT
            stamp = str(arrays["stamp"])
            ids, serials, sizes, bounds, numbers = (
                arrays[name] for name in ("ids", "serials", "sizes", "bounds", "numbers")
            )
        pieces = _cut(numbers, bounds)
        sketches = map(Sketch, pieces, sizes.tolist())
        keys = zip(ids.tolist(), serials.tolist(), strict=True)
        return KeptSketches(stamp, dict(zip(keys, sketches, strict=True)))
    except (OSError, ValueError, KeyError, BadZipFile, EOFError):
        return NOTHING_KEPT


def save_sketches(
    folder: Path,
    stamp: str,
    ids: Sequence[int],
    serials: NDArray[np.int64],
    sketches: Sequence[Sketch],
) -> None:
    """Keep the sketches of these documents instead of what was kept. Raises CorpusTrouble."""
    place = folder / FOLDER_NAME
    unfinished = place / f"{_FILE_NAME}.new"
    lengths = [len(sketch.numbers) for sketch in sketches]
    try:
        place.mkdir(exist_ok=True)
        with unfinished.open("wb") as file:
            np.savez(
                file,
                version=np.array(_VERSION),
                stamp=np.array(stamp),
                ids=np.array(ids, dtype=np.int64),
                serials=serials,
                sizes=np.array([sketch.size for sketch in sketches], dtype=np.int64),
                bounds=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
                numbers=np.concatenate([np.zeros(0, np.uint64), *(s.numbers for s in sketches)]),
            )
        os.replace(unfinished, place / _FILE_NAME)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CorpusTrouble("What was found of duplicates could not be kept.") from error


def _cut(numbers: Numbers, bounds: NDArray[np.int64]) -> list[Numbers]:
    if len(bounds) < 1 or int(bounds[-1]) != len(numbers) or (np.diff(bounds) < 0).any():
        raise ValueError("the bounds of sketches do not fit")
    places = bounds.tolist()
    return [numbers[start:end] for start, end in zip(places, places[1:], strict=False)]
