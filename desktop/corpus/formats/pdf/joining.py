"""Owns how the lines of a paragraph become running text: spaces, and words divided at a line's end."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from desktop.corpus.formats.pdf.lines import Line

_SHORT = 0.6
_USUAL_SHARE = 0.015
_HYPHENS = ("-", "\u2010", "\u00ad")
_WORD = re.compile(r"\w+")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_DIVIDED_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*[-\u2010\u00ad]*$")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "And" is written together with what follows; programs part it from numbers where a line ends.
_AND = re.compile(r"(?:^|\s)\u0648$")
# After these a hyphen stands for a part that is left out: "Haupt- und Nebenfach".
_LINKS = frozenset(
    ["und", "oder", "bzw", "sowie", "bis", "and", "or", "to", "et", "ou", "y", "o", "en", "of"]
)


class Turn(NamedTuple):
    """Where in a joined text a page (from 0) begins."""

    place: int
    page: int


class Joiner:
    """Joins lines; whether the hyphen at a line's end stays is told by the words of the whole text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._words: frozenset[str] | None = None
        self._divides: bool | None = None

    def join(self, lines: Sequence[Line]) -> tuple[str, list[Turn]]:
        """Return the text of a paragraph and where in it further pages begin.

        A word that is divided between two pages belongs to the first.
        """
        pieces: list[str] = [lines[0].text]
        turns: list[Turn] = []
        size = len(pieces[0])
        widest = max(line.right - line.left for line in lines)
        for above, line in zip(lines, lines[1:], strict=False):
            head, glue = pieces[-1], " "
            if above.is_divided or head.endswith(_HYPHENS):
                head, glue = self._seam(above, line, head)
            if glue == " " and _is_same_row(above, line):
                glue = "" if _touches(above, line) else " "
            elif glue == " " and line.is_rtl and line.text[0].isdecimal() and _AND.search(head):
                glue = ""
            elif glue == " " and above.right - above.left < widest * _SHORT:
                glue = "\n"
            size += len(head) - len(pieces[-1]) + len(glue)
            if line.page != above.page:
                rest = None if glue.isspace() else _FIRST_WORD.match(line.text)
                turns.append(Turn(size + (rest.end() if rest else 0), line.page))
            pieces[-1] = head
            pieces += [glue, line.text]
            size += len(line.text)
        return "".join(pieces), turns

    def _seam(self, above: Line, line: Line, head: str) -> tuple[str, str]:
        """Return the end of a line as it stays, and what stands between it and the next one."""
        has_hyphen = head.endswith(_HYPHENS)
        if not above.is_divided and not (has_hyphen and head[-2:-1].isalnum()):
            return head, " "
        stem = head.rstrip("".join(_HYPHENS)) if has_hyphen else head
        first, last = _FIRST_WORD.match(line.text), _LAST_WORD.search(stem)
        if first is None or last is None:
            return f"{stem}-", "" if line.text[:1].isdecimal() else " "
        if first[0] in _LINKS:
            return f"{stem}-", " "
        if head.endswith("--"):
            return head, ""
        whole, parted = last[0] + first[0], f"{last[0]}-{first[0]}"
        known = self._known()
        if whole.casefold() in known:
            return stem, ""
        if first[0][0].isupper() and not last[0].isupper():
            return f"{stem}-", ""
        is_parted = parted.casefold() in known or _are_words(parted, known)
        return (f"{stem}-", "") if is_parted or not self._is_hyphenated() else (stem, "")

    def _is_hyphenated(self) -> bool:
        """Say whether words are divided where lines end, and not only where they have a hyphen."""
        if self._divides is None:
            known = self._known()
            n_divided = n_whole = n_parted = n_odd = 0
            for above, line in pairwise(self._lines):
                if not (above.is_divided or above.text.endswith(_HYPHENS)):
                    continue
                last = _LAST_WORD.search(above.text.rstrip("".join(_HYPHENS)))
                first = _FIRST_WORD.match(line.text)
                if first and last and first[0][0].islower():
                    parts = last[0].casefold(), first[0].casefold()
                    is_parted = "-".join(parts) in known or _are_words("-".join(parts), known)
                    n_divided += 1
                    n_whole += "".join(parts) in known
                    n_parted += is_parted
                    n_odd += not is_parted and not known.intersection(parts)
            is_usual = n_divided > len(self._lines) * _USUAL_SHARE
            self._divides = n_whole > n_parted or (is_usual and n_whole + n_odd >= n_parted)
        return self._divides

    def _known(self) -> frozenset[str]:
        if self._words is None:
            texts: list[str] = []
            is_rest = False
            for line in self._lines:
                text = line.text
                # The two parts of a divided word are no words that the text is known to have.
                is_divided = line.is_divided or text.endswith(_HYPHENS)
                if is_rest or is_divided:
                    start = _FIRST_WORD.match(text) if is_rest else None
                    end = _DIVIDED_WORD.search(text) if is_divided else None
                    text = text[start.end() if start else 0 : end.start() if end else len(text)]
                texts.append(text)
                is_rest = is_divided
            hyphenated = "\n".join(text for text in texts if "-" in text).casefold()
            words = set(_WORD.findall("\n".join(texts).casefold()))
            words.update(_HYPHENATED.findall(hyphenated))
            self._words = frozenset(words)
        return self._words


def _is_same_row(above: Line, line: Line) -> bool:
    step = above.bottom - line.bottom
    if step > above.size and step > line.size:
        return False
    return above.page == line.page and abs(step) < max(above.size, line.size) * 0.5


def _touches(above: Line, line: Line) -> bool:
    """Say whether a raised or lowered sign stands right at the word before it."""
    gap = above.left - line.right if line.is_rtl else line.left - above.right
    return abs(gap) < line.size * 0.12


def _are_words(parted: str, known: frozenset[str]) -> bool:
    """Say whether both sides of a hyphen are words of their own in the text."""
    return all(len(part) > 1 and part in known for part in parted.casefold().split("-"))
