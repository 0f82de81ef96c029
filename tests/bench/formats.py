"""Measures the readers of formats: pages and documents a second, a mixed folder beside recollindex.

The files come from the folder `samples` in the one that NINEVEH_DATA names; without it nothing is
measured but the second look at a folder that did not change.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import parts_of
from tests.bench import intake, peers, worlds
from tests.bench.table import Row, seconds
from tests.bench.worlds import World

_ROUNDS = 2
_COPIES = 10
_UNCHANGED = 100_000
_FORMATS = (("html", 60, "pages"), ("pdf", 400, "pages"), ("docx", 500, "documents"))


def run() -> list[Row]:
    """Measure each format on one core, then a mixed folder, then a folder that did not change."""
    rows: list[Row] = []
    samples = _samples()
    if samples is not None:
        for name, budget, unit in _FORMATS:
            rows.append(_reading(samples / name, name, budget, unit))
        rows += _mixed(samples)
    rows.append(_unchanged())
    return rows


def _samples() -> Path | None:
    named = os.environ.get("NINEVEH_DATA")
    folder = Path(named) / "samples" if named else None
    return folder if folder is not None and folder.is_dir() else None


def _reading(folder: Path, name: str, budget: int, unit: str) -> Row:
    """Read all files of a format by processor time: one core, which other programs hardly change."""
    files = [(path.read_bytes(), path.name) for path in _files(folder)]
    list(_units(*files[0]))  # what is loaded with the first
    rates: list[float] = []
    count = 0
    for _ in range(_ROUNDS):
        begun = time.process_time()
        count = sum(pages for data, file_name in files for pages in _units(data, file_name))
        rates.append(count / (time.process_time() - begun))
    return Row(
        f"reading {name}: {len(files)} samples, {count:,} {unit}, one core",
        f"{max(rates):,.0f} {unit}/s; twice that with two workers on two cores",
        "",
        f"{budget} {unit}/s with two",
    )


def _units(data: bytes, name: str) -> Iterator[int]:
    """Read the documents of a file; yield how many pages each has, or one."""
    try:
        for part in parts_of(data, name):
            reading = part.read()
            yield (reading.pages or 1) if reading.format == "pdf" else 1
    except FileTrouble:
        yield 1  # to find out that it cannot be read is work too


def _mixed(samples: Path) -> list[Row]:
    """Take in all samples but the attacks, some copies of each, beside recollindex."""
    folder = worlds.KEPT / "mixed"
    if not (worlds.KEPT / "mixed.ready").exists():
        for number in range(_COPIES):
            for path in _files(samples):
                inside = path.relative_to(samples)
                if inside.parts[0] not in ("hostile", "archives"):
                    target = folder / str(number) / inside
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)
        (worlds.KEPT / "mixed.ready").touch()
    files = _files(folder)
    size = sum(path.stat().st_size for path in files)
    world = World("a mixed folder", folder, len(files), size)
    mine = intake.taken_in(world)
    peer = "recollindex is not installed"
    if peers.has_recoll():
        other = intake.indexed(world)
        peer = f"recollindex {other.seconds:.1f} s; ratio {other.seconds / mine.seconds:.2f}"
    figure = f"{mine.seconds:.1f} s ({len(files) / mine.seconds:,.0f} files/s)"
    memory = f"{mine.peak_bytes / 1e6:,.0f} MB"
    return [Row(f"intake of {world.label}, two workers", f"{figure}; {memory}", peer, "1 GB")]


def _unchanged() -> Row:
    """Take a folder of 100,000 small files in, then once more; only the second time is measured."""
    with tempfile.TemporaryDirectory() as kept:
        folder, corpus = Path(kept) / "in", Path(kept) / "bench.corpus"
        for number in range(_UNCHANGED):
            if number % 1000 == 0:
                (folder / str(number // 1000)).mkdir(parents=True)
            file = folder / str(number // 1000) / f"{number}.txt"
            file.write_text(f"The text of file number {number}.\n", encoding="utf-8")
        command = [sys.executable, "-m", "desktop", "add", str(corpus), str(folder), "--json"]

        def add() -> None:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

        add()
        again = statistics.median(seconds(add) for _ in range(_ROUNDS))
    return Row(f"{_UNCHANGED:,} unchanged files, taken in again", f"{again:.1f} s", "", "10 s")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
