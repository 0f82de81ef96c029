"""Owns the reading of the hand-marked labels and the comparison with what the rules recognise."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from desktop.corpus.text.blocks import Kind
from desktop.corpus.text.canonical import canonical
from desktop.corpus.text.structure import recognise

LABELS = Path(__file__).parent / "labels.txt"
KINDS = {
    "t": Kind.TITLE,
    "b": Kind.BYLINE,
    "d": Kind.DATE,
    "h": Kind.HEADING,
    "p": Kind.PARAGRAPH,
    "c": Kind.CAPTION,
    "q": Kind.QUOTATION,
    "l": Kind.LIST,
    "T": Kind.TABLE,
    "x": Kind.BOILERPLATE,
}

Span = tuple[Kind, int, int]
"""A kind with its first and last line."""


@dataclass(frozen=True)
class Marked:
    """One marked document: where it is, and what it consists of."""

    name: str
    path: Path
    encoding: str
    is_held_out: bool
    first: int
    last: int
    rest: str
    labels: str

    def text(self) -> str:
        return canonical(self.path.read_bytes().decode(self.encoding, "replace"))


@dataclass(frozen=True)
class Score:
    """How many blocks of a kind are in the marks, in the rules' answer, and in both."""

    marked: int
    found: int
    both: int


def marked_documents(folder: Path) -> list[Marked]:
    """Return the marked documents that are there and have not changed."""
    documents: list[Marked] = []
    for line in LABELS.read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, digest, encoding, chosen, stretch, rest, labels = map(str.strip, line.split("|"))
        first, last = map(int, stretch.split("-"))
        path = folder / "corpora" / name
        if path.is_file() and sha256(path.read_bytes()).hexdigest().startswith(digest):
            documents.append(
                Marked(name, path, encoding, chosen == "held", first, last, rest, labels)
            )
    return documents


def spans_of(document: Marked, text: str) -> set[Span]:
    """Return the blocks as they were marked."""
    lines = text.split("\n")
    spans = {
        span for part in document.labels.split(";") if part.strip() for span in _spans(part.strip())
    }
    taken = {line for _, first, last in spans for line in range(first, last + 1)}
    free = [
        number
        for number in range(document.first, min(document.last, len(lines)) + 1)
        if number not in taken and lines[number - 1].strip()
    ]
    return spans | set(_paragraphs(free, lines, document.rest))


def recognised_spans(document: Marked, text: str) -> set[Span]:
    """Return the blocks as the rules see them, inside the stretch that was marked."""
    blocks, _ = recognise(text, language="en")
    found: set[Span] = set()
    line, place = 1, 0
    for block in blocks:
        line += text.count("\n", place, block.start)
        last = line + text.count("\n", block.start, block.end)
        place, first, line = block.end, line, last
        if document.first <= first <= document.last:
            found.add((block.kind, first, min(last, document.last)))
    return found


def scores(documents: Sequence[Marked]) -> dict[Kind, Score]:
    """Return the score of each kind: a block counts only with the same kind, first and last line."""
    marked, found, both = Counter[Kind](), Counter[Kind](), Counter[Kind]()
    for document in documents:
        text = document.text()
        wanted, seen = spans_of(document, text), recognised_spans(document, text)
        marked.update(kind for kind, _, _ in wanted)
        found.update(kind for kind, _, _ in seen)
        both.update(kind for kind, _, _ in wanted & seen)
    return {kind: Score(marked[kind], found[kind], both[kind]) for kind in Kind}


def _spans(part: str) -> Iterator[Span]:
    """Yield the spans of one label: `h/ 3,5-6` is a heading on each of these lines."""
    kind, places = part.split(" ", 1)
    for place in places.split(","):
        first, _, last = place.strip().partition("-")
        if kind.endswith("/"):
            for line in range(int(first), int(last or first) + 1):
                yield KINDS[kind[0]], line, line
        else:
            yield KINDS[kind], int(first), int(last or first)


def _paragraphs(free: Sequence[int], lines: Sequence[str], rest: str) -> Iterator[Span]:
    begin: int | None = None
    for number, following in zip(free, [*free[1:], 0], strict=False):
        begin = number if begin is None else begin
        is_indented = rest == "indent" and following and lines[following - 1].startswith("    ")
        if rest == "line" or following != number + 1 or is_indented:
            yield Kind.PARAGRAPH, begin, number
            begin = None
