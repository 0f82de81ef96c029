"""Measures the way in: text to tokens on one core, and folders of files beside recollindex."""

import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop.corpus.intake.cutting import LONGEST_SHORT, Cutter, Spoken
from desktop.corpus.text.blocks import Block, Kind
from tests.bench import peers, processes, worlds
from tests.bench.table import Row
from tests.bench.worlds import World

_MOST_TEXT = 25_000_000
_ROUNDS = 2
_BATCH_FILES = 64  # as many as a worker is given


def run() -> list[Row]:
    """Measure the tokens first, then the intake of long and of short files."""
    rows = [_tokens(worlds.long_files()), _tokens(worlds.short_files())]
    rows += _intake(worlds.long_files(), "2 × recollindex")
    rows += _intake(worlds.short_files(), "1.5 × recollindex (aim 3 ×)")
    markdown = worlds.long_markdown()
    if markdown is not None:
        rows += _intake(markdown, "")
    return rows


def _tokens(world: World) -> Row:
    """Cut texts into tokens as they are stored, and by a bare regular expression, turn by turn."""
    texts: list[str] = []
    length = 0
    for text in worlds.texts(world):
        texts.append(text)
        length += len(text)
        if length > _MOST_TEXT:
            break
    spoken = [Spoken(text, "en", (Block(Kind.PARAGRAPH, 0, len(text)),)) for text in texts]
    bare = re.compile(r"\w+")

    def ours() -> None:
        cutter = Cutter()
        for start in range(0, len(spoken), _BATCH_FILES):
            batch = spoken[start : start + _BATCH_FILES]
            cutter.cut_all([each for each in batch if len(each.text) <= LONGEST_SHORT])
            for each in batch:
                if len(each.text) > LONGEST_SHORT:
                    cutter.cut(each)

    def theirs() -> None:
        for text in texts:
            bare.findall(text)

    pairs = [(_cpu(ours), _cpu(theirs)) for _ in range(_ROUNDS)]
    mine, peer = min(one for one, _ in pairs), min(two for _, two in pairs)
    ratio = statistics.median(two / one for one, two in pairs)
    return Row(
        f"text to stored tokens, one core, {world.name} ({length / 1e6:.1f} M characters)",
        f"{length / mine / 1e6:.1f} M characters/s",
        f'`re.findall(r"\\w+")`: {length / peer / 1e6:.1f} M/s; ratio {ratio:.2f}',
        "0.33 of it",
    )


def _cpu(what: Callable[[], object]) -> float:
    """Return the processor time of a call, which other programs hardly change."""
    begun = time.process_time()
    what()
    return time.process_time() - begun


def _intake(world: World, budget: str) -> list[Row]:
    """Take a world in and let Recoll index it, turn by turn, the files being in memory already."""
    for path in world.folder.rglob("*"):
        if path.is_file():
            path.read_bytes()
    ours: list[processes.Ran] = []
    theirs: list[processes.Ran] = []
    for _ in range(_ROUNDS):
        ours.append(taken_in(world))
        if peers.has_recoll():
            theirs.append(indexed(world))
    mine = min(ran.seconds for ran in ours)
    peak = max(ran.peak_bytes for ran in ours)
    peer = "recollindex is not installed"
    if theirs:
        other = min(ran.seconds for ran in theirs)
        most = max(ran.peak_bytes for ran in theirs)
        peer = f"recollindex {_rate(world, other)}, {most / 1e6:,.0f} MB; ratio {other / mine:.2f}"
    return [
        Row(f"intake of {world.label}, two workers", _rate(world, mine), peer, budget),
        Row(
            f"intake of {world.name}: most memory, all processes",
            f"{peak / 1e6:,.0f} MB",
            "",
            "1 GB",
        ),
    ]


def _rate(world: World, took_s: float) -> str:
    mb, files = world.size_bytes / 1e6 / took_s, world.n_files / took_s
    return f"{took_s:.1f} s ({mb:.1f} MB/s, {files:,.0f} files/s)"


def taken_in(world: World) -> processes.Ran:
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept) / "bench.corpus"
        return processes.run(
            [sys.executable, "-m", "desktop", "add", str(folder), str(world.folder), "--json"]
        )


def indexed(world: World) -> processes.Ran:
    state = Path(tempfile.mkdtemp())
    try:
        return processes.run(peers.Recoll(world.folder, state).index_command)
    finally:
        shutil.rmtree(state)
