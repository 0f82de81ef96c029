"""Owns the question whether the lines of a plain text are wrapped, and to which width."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress
from string import ascii_letters, digits

from .pieces import ends_sentence

_SAMPLE_LINES = 500
_LONGEST_WRAPPED = 130
# What most lines end with, whose end needs no further look.
_NO_END = frozenset(f"{ascii_letters}{digits}äöüß,;-")
_FEW_CHARACTERS = 4_000


def wrapped_width(text: str) -> int:
    """Return the width to which lines are wrapped, 0 if every line is a paragraph.

    Looks at lines that another line follows directly, at the beginning and in the middle: in
    wrapped text they are of about the same length and seldom end a sentence.
    """
    lengths: Counter[int] = Counter()
    followed: list[str] = []
    for sample in _samples(text):
        bare = list(map(str.strip, sample))
        lengths.update(map(len, filter(None, bare)))
        followed += filter(None, compress(bare, bare[1:]))
    n_lines = lengths.total()
    n_long = sum(n for length, n in lengths.items() if length > _LONGEST_WRAPPED)
    if n_long > n_lines * 0.1 or _n_sentences(followed) > len(followed) * 0.6:
        return 0
    if not followed:
        return _LONGEST_WRAPPED
    ordered = sorted(lengths)
    up_to = list(accumulate(map(lengths.__getitem__, ordered)))
    return min(ordered[bisect_right(up_to, n_lines * 9 // 10)], _LONGEST_WRAPPED)


def _samples(text: str) -> Iterator[list[str]]:
    """Yield the first lines of a text, and some from the middle if it is longer."""
    yield text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES]
    n_lines = text.count("\n") + 1
    if n_lines > _SAMPLE_LINES:
        start = _line_start(text, max(_SAMPLE_LINES, n_lines // 2))
        yield text[start:].split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES]


def _line_start(text: str, number: int) -> int:
    """Return where a line begins, of which the text has so many and more; halves where to look."""
    start, end, before = 0, len(text), 0
    while end - start > _FEW_CHARACTERS:
        middle = (start + end) // 2
        n_lines = text.count("\n", start, middle)
        if before + n_lines >= number:
            end = middle
        else:
            start, before = middle, before + n_lines
    for _ in range(number - before):
        start = text.index("\n", start) + 1
    return start


def _n_sentences(lines: Sequence[str]) -> int:
    return sum([line[-1] not in _NO_END and ends_sentence(line) for line in lines])
