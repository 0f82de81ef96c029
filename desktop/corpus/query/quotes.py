"""Owns quotation marks: where a phrase ends that has marks inside it, and lines quoted as a whole."""

import regex

from desktop.corpus.query.words import has_letter

CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "”": "”"}
"""The marks that open a phrase, each with those that close it."""

_MARKS = frozenset("".join(CLOSING) + "".join(CLOSING.values()))
_BEFORE_OPENING = "([{<-–—/=:"
_GERSHAYIM = regex.compile(r'(?<=\p{Hebrew})"(?=\p{Hebrew})')


def end_of_phrase(line: str, opening: int) -> int | None:
    """Return the place of the mark that closes the phrase opened here; None if there is none.

    Pairs of marks inside belong to the phrase, as in `"he said "no" to it"`. Where marks do not go
    into pairs, the first that can close it does.
    """
    own, closings = line[opening], CLOSING[line[opening]]
    first: int | None = None
    depth, last_opened = 1, opening
    for place in range(opening + 1, len(line)):
        sign = line[place]
        if (sign != own and sign not in closings) or _GERSHAYIM.match(line, place):
            continue
        if sign in closings and first is None:
            first = place
        if sign == own and (sign not in closings or _opens(line, place, last_opened)):
            depth, last_opened = depth + 1, place
            continue
        depth -= 1
        if not depth:
            return place
    return first


def whole_passage(line: str) -> tuple[int, int] | None:
    """Return the inside of a line that may be one passage with quotation marks in it, put in marks.

    None for what is plainly a row of phrases and words, as `"old city" OR "new town"`.
    """
    start, end = len(line) - len(line.lstrip()), len(line.rstrip()) - 1
    if end - start < 2 or line[start] not in CLOSING or line[end] not in CLOSING[line[start]]:
        return None
    inside = line[start + 1 : end]
    if not _MARKS & set(inside) or not has_letter(inside) or _is_row(line[start : end + 1]):
        return None
    return start + 1, end


def _opens(line: str, place: int, last_opened: int) -> bool:
    """Say whether a mark that could open or close opens, by what stands beside it."""
    before, after = line[place - 1], line[place + 1 : place + 2]
    is_behind_opening = place - 1 == last_opened
    return (
        bool(after.strip())
        and (before.isspace() or before in _BEFORE_OPENING or is_behind_opening)
        and (after.isalnum() or not is_behind_opening)
    )


def _is_row(line: str) -> bool:
    """Say whether every mark stands as it does in a row of phrases, one beside the other."""
    place = 0
    while place < len(line):
        own, closings = line[place], CLOSING[line[place]]
        closing = next((n for n in range(place + 1, len(line)) if line[n] in closings), None)
        if closing is None or line[place + 1].isspace() or own in line[place + 1 : closing]:
            return False
        opening = next((n for n in range(closing + 1, len(line)) if line[n] in CLOSING), len(line))
        if opening < len(line) and not _separates(line[closing - 1 : opening]):
            return False
        place = opening
    return True


def _separates(between: str) -> bool:
    """Say whether this is what people write from one phrase to the next one.

    It begins with the last sign of the one phrase and its closing mark.
    """
    last, between = between[0], between[2:]
    if not has_letter(between):
        return bool(between)
    is_open = between[-1].isspace() or between[-1] in _BEFORE_OPENING
    return is_open and (between[0].isspace() or between[0] in ")~") and last not in ",.;:!?"
