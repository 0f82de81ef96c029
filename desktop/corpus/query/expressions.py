"""Owns regular expressions over one form: checked before they are run, and brought to the fold."""

import unicodedata
from collections.abc import Sequence

import regex

from desktop.corpus.errors import QueryTrouble
from desktop.corpus.text.fold import fold

_LONGEST = 500
_MOST_REPEATS = 1_000
_COUNTS = regex.compile(r"\{(\d*)(?:,(\d*))?\}")
_ESCAPED = regex.compile(r"\\(?:[pPN]\{[^}]*\}|.)|[^\\]", regex.DOTALL)


def checked_expression(source: str, *, start: int, is_exact: bool) -> str:
    """Return the expression as it is run; `start` is where `source` begins in the line.

    Unless `is_exact` its letters are folded one by one and capitals do not matter, since folds
    have none; an apostrophe between two letters vanishes as it does there. Raises QueryTrouble with
    the place of the fault.
    """
    end = start + len(source)
    if not source.strip():
        raise QueryTrouble(
            "There is nothing between these slashes.", start=start - 1, end=min(end + 1, start + 1)
        )
    _refuse_large(source, start=start, end=end)
    text = source if is_exact else "(?i)" + _folded(_ESCAPED.findall(source))
    for candidate in (source, text):
        try:
            regex.compile(candidate)
        except regex.error as fault:
            place = min(start + (getattr(fault, "pos", None) or 0), end)
            raise QueryTrouble(
                f"This regular expression is faulty: {getattr(fault, 'msg', fault)}.",
                start=max(start, place - 1),
                end=min(end, max(place, start + 1)),
            ) from fault
        except (RecursionError, OverflowError, ValueError, KeyError, TypeError) as fault:
            raise QueryTrouble(
                "This regular expression cannot be used.", start=start, end=end
            ) from fault
    return text


def _refuse_large(source: str, *, start: int, end: int) -> None:
    """Refuse what would take the memory of the machine to compile: regex unrolls counts."""
    if len(source) > _LONGEST:
        raise QueryTrouble(
            f"A regular expression can have {_LONGEST} characters at most.", start=start, end=end
        )
    product = 1
    for found in _COUNTS.finditer(source):
        product *= max([1, *(int(digits[:9]) for digits in found.groups() if digits)])
        if product > _MOST_REPEATS:
            raise QueryTrouble(
                "The repetitions in this regular expression are too many.",
                start=start + found.start(),
                end=start + found.end(),
            )


def _folded(pieces: Sequence[str]) -> str:
    """Fold the letters of an expression; escapes and signs stay.

    In brackets a letter stays that becomes several.
    """
    folded: list[str] = []
    is_inside = False
    for piece, after in zip(pieces, [*pieces[1:], ""], strict=True):
        if is_inside:
            alone = fold(piece)
            folded.append(alone if len(alone) == 1 and alone.isalnum() else piece)
        elif not (folded and folded[-1].strip("(?:)").isalpha() and _vanishes(piece, after)):
            folded.append(_folded_letter(piece))
        is_inside = piece != "]" and (is_inside or piece == "[")
    return "".join(folded)


def _folded_letter(piece: str) -> str:
    """Fold one piece outside brackets; what becomes several letters stays one for a sign behind it."""
    folded = piece if len(piece) > 1 or piece.isascii() else fold(piece)
    if not folded.isalnum():
        return piece
    return folded if len(folded) == 1 else f"(?:{folded})"


def _vanishes(piece: str, after: str) -> bool:
    """Say whether a sign behind a letter leaves nothing in a fold, and no sign counts it."""
    if len(piece) > 1 or (after and after in "*+?{"):
        return False
    following = "a" if after.isalpha() or unicodedata.category((after or " ")[0])[0] == "M" else ""
    return fold(f"a{piece}{following}") == f"a{following}"
