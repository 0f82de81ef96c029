"""Owns what is measured on: long files, short files, and 100,000 documents made of copies of them.

The texts come from the folder that NINEVEH_DATA names; without it they are made up here. Everything
made is kept in a folder of the system's temporary one, and made once.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from desktop.corpus.corpus import Corpus, open_corpus
from desktop.corpus.errors import CorpusTrouble

MANY_DOCUMENTS = 100_000
MANY_WORDS = 20_000_000
KEPT = Path(tempfile.gettempdir()) / "nineveh-bench"

_SHORT, _LONG = ("reuters_en", "brown_en", "state_union_en"), "laws_de"
_READY = "ready"
_FRONT_MATTER = re.compile(rb"\A---\n.*?\n---\n", re.DOTALL)
_SIGNS = re.compile(rb"^[ \t]*[#>*+-]+[ \t]+|[*_`|\\]|^-{3,}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class World:
    """A folder of files to be taken in, with its size."""

    name: str
    folder: Path
    n_files: int
    size_bytes: int

    @property
    def label(self) -> str:
        """What the table calls it."""
        return f"{self.name} ({self.n_files:,} files, {self.size_bytes / 1e6:.1f} MB)"


def is_made_up() -> bool:
    """Say whether there is no folder of real texts, so that made-up ones are measured."""
    return _data() is None


def long_files() -> World:
    """Return the files that are long, as plain text whatever they are called at home."""
    folder = KEPT / f"long-{'made-up' if is_made_up() else 'real'}"
    ready = KEPT / f"{folder.name}.{_READY}"
    if not ready.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for number, path in enumerate(_files(_sources()[1])):
            (folder / f"{number:05}.txt").write_bytes(_plain(path.read_bytes()))
        ready.touch()
    return _world("long files", folder)


def _plain(data: bytes) -> bytes:
    """Take the signs of Markdown away, or the text would be taken for what it was."""
    return _SIGNS.sub(b"", _FRONT_MATTER.sub(b"", data))


def long_markdown() -> World | None:
    """Return the long files as they are, if they are Markdown."""
    world = _world("long files, Markdown", _sources()[1])
    return None if is_made_up() else world


def short_files() -> World:
    """Return the files that are short."""
    return _world("short files", _sources()[0][0])


def many_files() -> World:
    """Return copies of short and long files, with a running number in each: 100,000, 20 M words."""
    folder = KEPT / f"many-{'made-up' if is_made_up() else 'real'}"
    if not (folder.parent / f"{folder.name}.{_READY}").exists():
        _multiply(folder)
        (folder.parent / f"{folder.name}.{_READY}").touch()
    return _world("100,000 documents", folder)


def many_documents(*, folder: Path | None = None) -> Path:
    """Return the folder of a corpus of `many_files`; taken in if it is not there yet."""
    world = many_files()
    folder = folder or world.folder.with_suffix(".corpus")
    if not _is_whole(folder, world):
        take_in(folder, world)
    return folder


def take_in(folder: Path, world: World) -> None:
    """Take a world into a corpus as the window does: by the command line, in a process of its own."""
    command = [sys.executable, "-m", "desktop", "add", str(folder), str(world.folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def texts(world: World) -> Iterator[str]:
    """Yield the text of each file of a world."""
    for path in _files(world.folder):
        yield decoded(path.read_bytes())


def decoded(data: bytes) -> str:
    """Decode UTF-8, or Latin-1 if it is not that."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _data() -> Path | None:
    named = os.environ.get("NINEVEH_DATA")
    folder = Path(named) / "corpora" if named else None
    return folder if folder is not None and folder.is_dir() else None


def _sources() -> tuple[tuple[Path, ...], Path]:
    """Return the folders of short files and the folder of long ones."""
    data = _data()
    if data is not None:
        return tuple(data / name for name in _SHORT), data / _LONG
    folder = KEPT / "made-up"
    if not (folder / _READY).exists():
        _make_up(folder)
        (folder / _READY).touch()
    return (folder / "short",), folder / "long"


def _world(name: str, folder: Path) -> World:
    sizes = [path.stat().st_size for path in _files(folder)]
    return World(name, folder, len(sizes), sum(sizes))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _is_whole(folder: Path, world: World) -> bool:
    try:
        with open_corpus(folder) as corpus:
            return n_documents(corpus) >= world.n_files * 0.99
    except CorpusTrouble:
        return False


def n_documents(corpus: Corpus) -> int:
    """Return how many documents a corpus has."""
    return len(corpus.catalogue())


def _multiply(folder: Path) -> None:
    """Write each text once, the short ones again and again, then long ones until there are enough."""
    short, long = _sources()
    words = 0
    for number, path in enumerate(_in_turns(short, long)):
        if number >= MANY_DOCUMENTS and words >= MANY_WORDS:
            return
        text = path.read_bytes()
        words += len(text.split())
        target = folder / f"{number // 1000:03}" / f"{number:06}{path.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text + f"\n\nCopy {number}.\n".encode())


def _in_turns(short: tuple[Path, ...], long: Path) -> Iterator[Path]:
    most = [path for folder in short for path in _files(folder)]
    yield from most
    again = _files(short[0])
    for n in range(MANY_DOCUMENTS - len(most)):
        yield again[n % len(again)]
    every = _files(long)
    for n in count():
        yield every[n % len(every)]


# Made-up texts: words of syllables, as often as words are in a language (Zipf).

_N_WORDS = 60_000
_TOPICS = [
    "mosul",
    "ramadi",
    "old",
    "city",
    "isis",
    "falluja",
    "fall",
    "women",
    "walking",
    "walks",
    "the",
    "of",
    "and",
    "in",
    "soldier",
    "ung",
]


def _make_up(folder: Path) -> None:
    chance = random.Random(5)
    syllables = [
        c + v for c in "bcdfghklmnprstvwyz" for v in ("a", "e", "i", "o", "u", "an", "ung")
    ]
    stock = list(_TOPICS)
    while len(stock) < _N_WORDS:
        stock.append("".join(chance.choices(syllables, k=chance.randint(1, 5))))
    weights = [0.0]
    for rank in range(1, len(stock) + 1):
        weights.append(weights[-1] + 1 / (rank + 2))
    for name, n_files, n_words in (("short", 5_000, 130), ("long", 500, 6_000)):
        for number in range(n_files):
            target = folder / name / f"{number // 1000}" / f"{number:05}.txt"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_prose(chance, stock, weights[1:], n_words), encoding="utf-8")


def _prose(chance: random.Random, stock: list[str], weights: list[float], n_words: int) -> str:
    words = chance.choices(stock, cum_weights=weights, k=chance.randint(n_words // 2, n_words * 2))
    paragraphs: list[str] = []
    while words:
        length = chance.randint(20, 120)
        sentence, words = words[:length], words[length:]
        paragraphs.append(" ".join(sentence).capitalize() + ".")
    return "\n\n".join(paragraphs) + "\n"
