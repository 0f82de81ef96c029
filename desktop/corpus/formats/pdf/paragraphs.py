"""Owns which lines make a paragraph, over the ends of columns and pages too.

A paragraph ends where the space below a line is wider than usual, the font changes, the next line is
set in, or a line that ends a sentence stops short of the margin.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from desktop.corpus.formats.pdf.lines import Line

_ENDS = (".", "!", "?", ":", ";", "…", "؟", "۔", "。", "！", "？", "”", "»", '"', "’", ")", "]")
_STRONG_ENDS = (".", "!", "?", "…", "؟", "۔", "。", "！", "？", ":")
_WIDE_STEP = 1.6
_EARLY_SHARE = 0.25
_BULLET = re.compile(r"[•‣▪▫■□●○◦➢➤►–—*·\uf0b7-]\s+\S|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s+\S")
_SIGN = re.compile(r"[•‣▪▫■□●○◦➢➤►·\uf0b7]\s+\S|[–—*-]\s+\S")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, in order; they may stand on several pages."""

    lines: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: its usual size, the usual step from line to line as a share of the size."""

    size: float
    step: float


def setting_of(lines: Sequence[Line]) -> Setting:
    """Return how most of a text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    steps: Counter[int] = Counter()
    for above, line in pairwise(lines):
        step = above.bottom - line.bottom
        if above.page == line.page and 0.5 < step / line.size < 2.5 and _same_size(above, line):
            steps[round(step / line.size * 20)] += 1
    best = _commonest(steps)
    if best / 20 > _WIDE_STEP and _ends_early(lines, best / 20):
        best = _commonest(Counter({step: n for step, n in steps.items() if step < best * 0.85}))
    return Setting(max(size, 0.5), best / 20)


def _commonest(steps: Counter[int]) -> int:
    return max(steps, key=lambda step: steps[step] + steps[step + 1] + steps[step - 1], default=20)


def _ends_early(lines: Sequence[Line], step: float) -> bool:
    """Say whether lines at that step often end before they must: the next one's first word had room.

    Lines that end a sentence do not count: so do those that end a paragraph of several.
    """
    margins = _Margins(lines)
    n_pairs = n_early = 0
    for above, line in pairwise(lines):
        if (
            above.page == line.page
            and abs((above.bottom - line.bottom) / line.size - step) < 0.1
            and _same_size(above, line)
            and not above.text.endswith(_ENDS)
        ):
            share = (line.text.find(" ") + 1) / len(line.text)
            word = (share or 1.0) * (line.right - line.left)
            n_pairs += 1
            n_early += margins.short_by(above) > word + line.size * 0.4
    return n_early > n_pairs * _EARLY_SHARE


def paragraphs_of(lines: Sequence[Line], setting: Setting) -> list[Paragraph]:
    """Group the lines of a whole text, in reading order, into paragraphs."""
    paragraphs: list[Paragraph] = []
    margins = _Margins(lines)
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else None
        below = lines[number + 1] if number + 1 < len(lines) else None
        if above is None or _begins(above, line, below, paragraphs[-1], margins, setting):
            paragraphs.append(Paragraph())
        paragraphs[-1].lines.append(line)
    return paragraphs


def is_bulleted(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is an item of a list by its sign."""
    return bool(_SIGN.match(paragraph.first.text))


class _Margins:
    """Where the lines of each page mostly end: looked up by a line of the same column."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._ends: dict[tuple[int, int], float] = {}
        for line in lines:
            key = self._key(line)
            if line.is_rtl:
                self._ends[key] = min(self._ends.get(key, line.left), line.left)
            else:
                self._ends[key] = max(self._ends.get(key, line.right), line.right)

    @staticmethod
    def _key(line: Line) -> tuple[int, int]:
        return line.page, round((line.right if line.is_rtl else line.left) / 72)

    def short_by(self, line: Line) -> float:
        """Say how far a line stops before the margin."""
        end = self._ends[self._key(line)]
        return line.left - end if line.is_rtl else end - line.right

    def share(self, line: Line) -> float:
        """Say how much of its column a line fills."""
        width = line.right - line.left
        return width / max(width + self.short_by(line), 1.0)


def _begins(
    above: Line,
    line: Line,
    below: Line | None,
    paragraph: Paragraph,
    margins: _Margins,
    setting: Setting,
) -> bool:
    """Say whether a line begins a paragraph."""
    if above.is_table or line.is_table:
        return True
    if above.is_rtl != line.is_rtl:
        return True
    if above.size != line.size and not _same_size(above, line):
        return True
    if above.is_upright != line.is_upright:
        return True
    if above.page != line.page or line.bottom > above.bottom + line.size * 0.5:
        return not _goes_on(above, line, paragraph, margins)
    step = (above.bottom - line.bottom) / line.size
    if abs(step) < 0.4:
        return False
    if step > max(setting.step * 1.3, setting.step + 0.18):
        return len(paragraph.lines) < 2 or step > _own_step(paragraph) * 1.25
    if above.is_bold != line.is_bold:
        return True
    if _BULLET.match(line.text) and (
        above.text.endswith(_STRONG_ENDS) or _BULLET.match(paragraph.first.text)
    ):
        return True
    short = margins.share(above)
    if above.text.endswith(_ENDS) and short < 0.85:
        return True
    off_centre = (line.left + line.right) - (above.left + above.right)
    if abs(off_centre) < line.size * 0.4:
        return False
    inset = _inset(line) - _inset(above)
    if inset > line.size * 0.7 and not _BULLET.match(above.text):
        is_first_of_set_in = len(paragraph.lines) == 1 and not above.text.endswith(_ENDS)
        comes_back = below is not None and _inset(line) - _inset(below) > line.size * 0.5
        return comes_back or (above.text.endswith(_STRONG_ENDS) and not is_first_of_set_in)
    return False


def _own_step(paragraph: Paragraph) -> float:
    a, b = paragraph.lines[-2:]
    if a.page != b.page or a.bottom - b.bottom <= 0:
        return 0.0
    return (a.bottom - b.bottom) / b.size


def _inset(line: Line) -> float:
    return -line.right if line.is_rtl else line.left


def _goes_on(above: Line, line: Line, paragraph: Paragraph, margins: _Margins) -> bool:
    """Say whether a paragraph runs on over the end of a column or page."""
    if above.is_divided:
        return True
    if above.is_bold != line.is_bold or above.text.endswith(_STRONG_ENDS):
        return False
    if _BULLET.match(line.text):
        return False
    first = line.text.lstrip("\"'“‘«(„")[:1]
    if first.islower():
        return True
    is_full = margins.share(above) > 0.85
    return is_full and len(paragraph.lines) > 1 and (first.isalnum() or first == "")


def _same_size(a: Line, b: Line) -> bool:
    return a.size == b.size or abs(a.size - b.size) <= 0.12 * max(a.size, b.size)
