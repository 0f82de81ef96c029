"""Measures the page on five million characters: first paint, jumps to hits, scrolling, finding.

`run` returns what was measured and its figure; run as a program, it prints them.
"""

import os
import random
import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np
from PySide6.QtWidgets import QApplication

from desktop.corpus.library import Document, StoredText
from desktop.corpus.text.blocks import Block, Kind
from desktop.ui import theme
from desktop.ui.reader.finding import FoldedText
from desktop.ui.reader.pane import ReaderPane

LENGTH = 5_000_000
N_HITS = 100_000
_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvwy"

_DOCUMENT = Document(
    id=1,
    title="A title",
    author="A name",
    photographer=None,
    source="A source",
    published="2016-10-16",
    updated=None,
    language=None,
    words=0,
    path="generated.txt",
    format="text",
    encoding=None,
    size_bytes=0,
    modified_ns=0,
    sha256="",
    n_tokens=0,
    n_characters=0,
    added="",
)


def run() -> list[tuple[str, str]]:
    """Measure documents of many paragraphs, one paragraph, Arabic, and one word without end."""
    app = QApplication.instance() or QApplication(["reader"])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.THEMES["light"])
    rows: list[tuple[str, str]] = []
    for name, text, blocks in (
        ("many paragraphs", *_paragraphs(_words(_VOWELS, _CONSONANTS))),
        ("verse, a block a line", *_paragraphs(_words(_VOWELS, _CONSONANTS), longest=9)),
        ("one paragraph", *_one(" ".join(_words(_VOWELS, _CONSONANTS)))),
        ("one Arabic paragraph", *_one(" ".join(_words("اويىة", "بتجدرسعفقكلمنه")))),
        ("one word without end", *_one("".join(_words(_VOWELS, _CONSONANTS)))),
    ):
        rows += [(f"{name}: {what}", figure) for what, figure in _measured(app, text, blocks)]
    return rows


def _measured(app: QApplication, text: str, blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    pane = ReaderPane(theme.THEMES["light"])
    pane.resize(760, 850)
    pane.show()
    app.processEvents()
    chance = np.random.default_rng(7)
    starts = np.sort(chance.choice(len(text) - 10, N_HITS, replace=False)).astype(np.int64)
    page, view = pane.page, pane.page.viewport()
    stored = StoredText(text, blocks, ())

    def first() -> None:
        pane.show_document(_DOCUMENT, stored)
        view.repaint()

    def jump(to: Callable[[], int]) -> None:
        pane.show_hit(to())
        view.repaint()

    def scroll() -> None:
        page.scroll_by(60)
        view.repaint()

    firsts = [_ms(first) for _ in range(5)]
    pane.set_hits(starts, starts + 6)
    jumps = [_ms(lambda: jump(lambda: random.randrange(N_HITS))) for _ in range(200)]
    scrolls = [_ms(scroll) for _ in range(300)]
    folded: list[FoldedText] = []
    folding = _ms(lambda: folded.append(FoldedText(text)))
    finding = _ms(lambda: folded[0].find(text[9000:9005]))
    pane.close()
    pane.deleteLater()
    return [
        ("characters, blocks", f"{len(text):,}, {len(blocks):,}"),
        ("first paint", f"{firsts[0]:.0f} ms; again {np.median(firsts[1:]):.0f} ms"),
        (f"jump to one of {N_HITS:,} hits", _spread(jumps)),
        ("scroll by 60 pixels", _spread(scrolls)),
        ("find bar: first letter, next letters", f"{folding:.0f} ms, {finding:.0f} ms"),
    ]


def _ms(what: Callable[[], object]) -> float:
    begun = perf_counter()
    what()
    return (perf_counter() - begun) * 1000


def _spread(times: list[float]) -> str:
    middle, high, worst = np.quantile(times, [0.5, 0.95, 1.0])
    return f"{middle:.1f} ms (p95 {high:.1f}, worst {worst:.1f})"


def _words(vowels: str, consonants: str) -> list[str]:
    random.seed(11)
    syllables = [c + v for c in consonants for v in vowels]
    stock = ["".join(random.choices(syllables, k=random.randint(1, 4))) for _ in range(20_000)]
    words = random.choices(stock, k=LENGTH // 5)
    length, n = 0, 0
    while length < LENGTH and n < len(words):
        length += len(words[n]) + 1
        n += 1
    return words[:n]


def _paragraphs(words: list[str], longest: int = 120) -> tuple[str, tuple[Block, ...]]:
    blocks: list[Block] = []
    parts: list[str] = []
    at, length = 0, 0
    while at < len(words):
        count = random.randint(5, longest)
        part = " ".join(words[at : at + count])
        blocks.append(Block(Kind.PARAGRAPH, length, length + len(part)))
        parts.append(part)
        length += len(part) + 2
        at += count
    return "\n\n".join(parts), tuple(blocks)


def _one(text: str) -> tuple[str, tuple[Block, ...]]:
    return text, (Block(Kind.PARAGRAPH, 0, len(text)),)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for what, figure in run():
        sys.stdout.write(f"{what:62} {figure}\n")
