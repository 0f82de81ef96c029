"""Owns regular expressions over one form: checked before they are run, and brought to the fold."""

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
    have none. Raises QueryTrouble with the place of the fault.
    """
    end = start + len(source)
    if not source.strip():
        raise QueryTrouble(
            "There is nothing between these slashes.", start=start - 1, end=min(end + 1, start + 1)
        )
    _refuse_large(source, start=start, end=end)
    text = source if is_exact else "(?i)" + "".join(map(_folded, _ESCAPED.findall(source)))
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


def _folded(piece: str) -> str:
    """Fold one letter; escapes, signs and what folds to several letters stay."""
    if len(piece) > 1 or piece.isascii():
        return piece
    folded = fold(piece)
    return folded if len(folded) == 1 and folded.isalnum() else piece
