"""Owns the token: the only place where a text is cut into words.

`Tokeniser` cuts whole texts quickly (the intake), `spans` cuts short ones (queries, names). The rule
is Unicode's word boundaries (UAX 29) with the decisions of DESIGN.md, section 4: separators between
letters separate, apostrophes inside stay, English clitics and French and Italian elisions are
tokens of their own, scripts without spaces are cut into single characters.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import regex
from numpy.typing import NDArray

from desktop.corpus.text.known_runs import KnownRuns
from desktop.corpus.text.runs import runs_of

LONGEST = 256
"""A token is cut after so many code points, so that a file without spaces stays searchable."""

_UNSPACED = (
    r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tai_Le}\p{New_Tai_Lue}"
    r"\p{Tai_Tham}\p{Bopomofo}\p{Yi}\u30fc\uff70\u3005-\u3007\u3031-\u3035\u303b\u303c\u3099-\u309c"
)
_SELECTORS = r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_LETTER = rf"[[\p{{L}}\p{{Nl}}]--[{_UNSPACED}]]"
_EXTEND = rf"[[\p{{M}}\p{{Cf}}]--[\u200b{_UNSPACED}]]"
_DIGIT = r"\p{Nd}"
_MID_LETTER = "['\u2019\u2018\uff07\u00b7\u2027\u05f3\u05f4]"
# The straight double quotation mark stands for gershayim between Hebrew letters (WB7b, WB7c).
_INSIDE = rf"(?:{_MID_LETTER}|(?<=\p{{Hebrew}})\"(?=\p{{Hebrew}}))"
_MID_NUMBER = "['\u2019\u2018\uff07.,;\u066b\u066c\u2024\ufe50\ufe52\ufe54\uff0c\uff0e\uff1b\u2044]"

_TOKEN = regex.compile(
    rf"""[[{_UNSPACED}]&&[\p{{L}}\p{{M}}\p{{N}}]]{_SELECTORS}*+
    | (?: (?:{_LETTER}{_EXTEND}*+)++ (?:{_INSIDE}(?:{_LETTER}{_EXTEND}*+)++)*+
        | (?:{_DIGIT}{_EXTEND}*+)++ (?:{_MID_NUMBER}(?:{_DIGIT}{_EXTEND}*+)++)*+ )++""",
    regex.VERBOSE | regex.VERSION1,
)
# What the rule comes to where all is ASCII and no apostrophe is there.
_ASCII_TOKEN = re.compile(r"(?:[A-Za-z]+|[0-9]+(?:[.,;][0-9]+)*)+")
_CLITIC = regex.compile("['\u2019\u2018\u02bc\uff07](?:s|re|ve|ll|d|m)$", regex.IGNORECASE)
_ELISION = regex.compile(
    "(?:l|d|j|m|n|s|t|c|v|qu|jusqu|lorsqu|puisqu|quoiqu|un|all|dall|dell|nell|sull|coll|quell|"
    "quest|bell|sant|gl|anch|dov|com|tutt|mezz|senz)['\u2019\u2018\u02bc\uff07](?=.)",
    regex.IGNORECASE,
)
_TRAILING_FORMAT = regex.compile(r"\p{Cf}+$")

_APOSTROPHE = regex.compile("['\u2019\u2018\u02bc\uff07]")

# A run of letters below U+0E00 between these is one token without a further look.
_EDGES = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»\u2018\u2019\u201c\u201d\u201e\u2013\u2014\u2026\u060c\u061b\u061f"
_FIRST_UNSPACED = "\u0e00"

_MOST_RUNS, _MOST_PIECES = 2_000_000, 3_000_000


def spans(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Return the places of the tokens of a text: (start, end) in code points, end exclusive."""
    places: list[tuple[int, int]] = []
    for run in regex.finditer(r"\S+", text):
        origin = run.start()
        places += [(origin + start, origin + end) for start, end in _cut_run(run[0], language)]
    return places


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text: parallel arrays in order of place.

    `forms` int32 numbers into the `Tokeniser`'s `forms`; `starts` int32 and `lengths` uint16 in
    code points.
    """

    forms: NDArray[np.int32]
    starts: NDArray[np.int32]
    lengths: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.forms)


class Tokeniser:
    """Cuts texts into tokens and numbers their written forms.

    Every distinct run is cut once and remembered, since most of a text consists of runs that stood
    in it before; that is what makes it fast. Nearly all runs are one token: their number is that of
    the form. That of another one is negative, and says where its pieces are.
    """

    def __init__(self) -> None:
        self.forms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._language: str | None = None
        self._reset()

    def cut(self, text: str, language: str | None) -> Tokens:
        """Cut one text. `language` is ISO 639-1 or None; it decides about clitics and elisions."""
        n_known = sum(map(len, self._known.values()))
        if n_known > _MOST_RUNS or len(self._piece_forms) > _MOST_PIECES:
            self._reset()
        self._language = language
        runs = runs_of(text)
        numbers = self._known[_manner(language)].numbers(runs)
        pieced = (numbers < 0).nonzero()[0]
        tokens = Tokens(numbers, runs.places, runs.lengths)
        return self._spread(tokens, pieced) if len(pieced) else tokens

    def cut_all(self, texts: Sequence[str], language: str | None) -> list[Tokens]:
        """Cut many texts at once, which is quicker where they are short."""
        tokens = self.cut("\n".join(texts), language)
        begins = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum([len(text) + 1 for text in texts], out=begins[1:])
        cuts = tokens.starts.searchsorted(begins)
        starts = tokens.starts - begins[:-1].repeat(np.diff(cuts)).astype(np.int32)
        return [
            Tokens(tokens.forms[first:last], starts[first:last], tokens.lengths[first:last])
            for first, last in pairwise(cuts.tolist())
        ]

    def _spread(self, runs: Tokens, pieced: NDArray[np.intp]) -> Tokens:
        """Put the remembered pieces of some runs into their places."""
        which = ~runs.forms[pieced]
        first = np.frombuffer(self._run_first, dtype=np.int32)
        begins = first[which]
        n_pieces = first[which + 1] - begins
        counts = np.ones(len(runs), dtype=np.intp)
        counts[pieced] = n_pieces
        forms, starts = runs.forms.repeat(counts), runs.starts.repeat(counts)
        lengths = runs.lengths.repeat(counts)
        ends = n_pieces.cumsum(dtype=np.intp)
        each = np.arange(ends[-1])
        places = (pieced - np.arange(len(pieced))).repeat(n_pieces) + each
        pieces = (begins - ends + n_pieces).repeat(n_pieces) + each
        forms[places] = np.frombuffer(self._piece_forms, dtype=np.int32)[pieces]
        starts[places] += np.frombuffer(self._piece_starts, dtype=np.int32)[pieces]
        lengths[places] = np.frombuffer(self._piece_lengths, dtype=np.uint16)[pieces]
        return Tokens(forms, starts, lengths)

    def _reset(self) -> None:
        self._run_first = array("i", [0])
        self._piece_forms = array("i")
        self._piece_starts = array("i")
        self._piece_lengths = array("H")
        self._known = {m: KnownRuns(self._learn) for m in ("clitic", "elision", "plain")}

    def _learn(self, run: str) -> int:
        """Return the number of the form that a run is, or one below zero for its pieces."""
        if (run.isascii() and run.isalnum() and len(run) <= LONGEST) or _is_one(run):
            return self._number(run)
        places = _cut_run(run, self._language)
        if places == [(0, len(run))]:
            return self._number(run)
        for start, end in places:
            self._piece_forms.append(self._number(run[start:end]))
            self._piece_starts.append(start)
            self._piece_lengths.append(end - start)
        self._run_first.append(len(self._piece_forms))
        return 1 - len(self._run_first)

    def _number(self, form: str) -> int:
        number = self._numbers.get(form)
        if number is None:
            number = self._numbers[form] = len(self.forms)
            self.forms.append(form)
        return number


def _manner(language: str | None) -> str:
    if language is None or language == "en":
        return "clitic"
    return "elision" if language in ("fr", "it") else "plain"


def _cut_run(run: str, language: str | None) -> list[tuple[int, int]]:
    """Return the places of the tokens inside one run without spaces."""
    if run.isascii() and "'" not in run and len(run) <= LONGEST:
        return [found.span() for found in _ASCII_TOKEN.finditer(run)]
    core = run if run.isalpha() else run.strip(_EDGES)
    if _is_one(core):
        start = 0 if core is run else run.index(core)
        return [(start, start + len(core))]
    has_apostrophe = _APOSTROPHE.search(run) is not None
    places: list[tuple[int, int]] = []
    for found in _TOKEN.finditer(run):
        start, end = found.span()
        if not run[end - 1].isalnum():
            end = _without_trailing_format(run, start, end)
        if has_apostrophe or end - start > LONGEST:
            places.extend(_pieces(run, start, end, language, places))
        else:
            places.append((start, end))
    return places


def _is_one(core: str) -> bool:
    """Say quickly whether a run without what stands at its edges is sure to be one token."""
    if not core.isalpha() or len(core) > LONGEST:
        return False
    return core.isascii() or (max(core) < _FIRST_UNSPACED and "\u02bc" not in core)


def _without_trailing_format(run: str, start: int, end: int) -> int:
    trailing = _TRAILING_FORMAT.search(run, start, end)
    return trailing.start() if trailing and trailing.start() > start else end


def _pieces(
    run: str, start: int, end: int, language: str | None, before: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield what one run of letters and digits gives in this language, cut to LONGEST."""
    manner = _manner(language)
    if manner == "clitic":
        tails: list[tuple[int, int]] = []
        while (found := _CLITIC.search(run, start, end)) and found.start() > start:
            tails.append((found.start(), end))
            end = found.start()
        if before and before[-1][1] == start - 1 and _CLITIC.fullmatch(run, start - 1, end):
            start -= 1  # the ’s of 1990’s
        yield from _shortened(start, end)
        yield from reversed(tails)
    else:
        while manner == "elision" and (found := _ELISION.match(run, start, end)):
            yield found.span()
            start = found.end()
        yield from _shortened(start, end)


def _shortened(start: int, end: int) -> Iterator[tuple[int, int]]:
    for cut in range(start, end, LONGEST):
        yield cut, min(cut + LONGEST, end)
