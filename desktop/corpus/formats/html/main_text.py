"""Owns which blocks of a page are its text, and which stand around it.

trafilatura says what the text is; a block belongs to it if its letters are found there. Where
trafilatura finds nothing, the density of links and the names of elements decide.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.corpus.formats.html.alignment import Placed, aligned
from desktop.corpus.formats.html.walk import Found
from desktop.corpus.text.blocks import Kind

_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_WORD = re.compile(r"\w+")
_READING_TIME = re.compile(
    r"(?:reading time )?\d+ (?:min|minutes?|mins)(?: read)?|lesezeit \d+ min\w*"
)
_PARTS = (Kind.HEADING, Kind.CAPTION, Kind.TABLE, Kind.QUOTATION)
_LONG = 40
_TELLING = 15
"""Words of fewer letters stand in a text anyway, without being the line that is looked for."""
_SHINGLE = 4
_LEAST_SHARE, _LEAST_INSIDE = 0.6, 0.25
"""How much of a block must be found again; less of one inside the text, where names of code get lost."""
_SENTENCE = 60
_LEAST_MAIN = 60
_SMALL_PAGE = 400
_MOST_TEXT, _MOST_BLOCKS, _MOST_TAGS = 2_000_000, 15_000, 150_000
"""Larger pages are dumps, not articles: trafilatura needs minutes and a gigabyte for them (2.3.1)."""
_MOST_HEAD = 15
_MOST_COMPARED = 1_000_000_000


def is_main(found: Sequence[Found], source: str) -> list[bool]:
    """Say for each block whether it belongs to the main text; no source: by our own rules."""
    length = sum(len(block.text) for block in found)
    is_large = length > _MOST_TEXT or len(found) > _MOST_BLOCKS or source.count("<") > _MOST_TAGS
    lines = _extracted(source) if source and length >= _SMALL_PAGE and not is_large else []
    if sum(map(len, lines)) < _LEAST_MAIN:
        return _by_density(found)
    flags = _by_extraction(found, lines)
    return flags if any(flags) else _by_density(found)


def _extracted(source: str) -> list[str]:
    """Return the paragraphs that trafilatura takes for the main text."""
    import socket

    socket.has_ipv6 = False
    from trafilatura import bare_extraction

    document = bare_extraction(source, include_comments=False, with_metadata=False)
    if document is None or isinstance(document, dict):
        return []
    return (document.text or "").split("\n")


def _letters(text: str) -> str:
    settled = text if text.isascii() else text.translate(_LOWERED)
    return " ".join(_WORD.findall(settled.lower()))


def _by_extraction(found: Sequence[Found], lines: Sequence[str]) -> list[bool]:
    settled = [letters for line in lines if (letters := _letters(line))]
    whole = " " + " ".join(settled) + " "
    short = Counter(settled)
    shingles = _shingles(whole.split())
    if len(whole) * len(found) > _MOST_COMPARED:
        whole = ""
    keys = [_letters(block.text) for block in found]
    shares = [_share(key, whole, shingles) if len(key) >= _LONG else 0.0 for key in keys]
    flags = [share >= _LEAST_SHARE for share in shares]
    found = _without_false_asides(found, flags)
    _fill(found, shares, flags)
    flags = _completed(found, keys, flags, short, aligned(keys, whole))
    return _without_repeats(found, keys, flags, short, whole)


def _without_false_asides(found: Sequence[Found], flags: Sequence[bool]) -> Sequence[Found]:
    """Hold nothing against an element's name if there is main text in it: "with-sidebar" is around all."""
    around = {block.aside for block, flag in zip(found, flags, strict=True) if flag} - {0}
    if not around:
        return found
    return [replace(block, aside=0) if block.aside in around else block for block in found]


def _share(key: str, whole: str, shingles: set[int]) -> float:
    """Return how much of a block is found in the main text."""
    if f" {key} " in whole:
        return 1.0
    own = _shingles(key.split())
    return len(own & shingles) / len(own) if own else 0.0


def _fill(found: Sequence[Found], shares: Sequence[float], flags: list[bool]) -> None:
    """Take the blocks between two of the main text of which some is in it, too."""
    places = [n for n, flag in enumerate(flags) if flag]
    for number in range(places[0], places[-1]) if places else ():
        block = found[number]
        if shares[number] >= _LEAST_INSIDE and not _is_beside(block):
            flags[number] = True


def _is_beside(block: Found) -> bool:
    return bool(block.aside) or block.n_linked * 2 > len(block.text)


def _without_repeats(
    found: Sequence[Found],
    keys: Sequence[str],
    flags: list[bool],
    short: Counter[str],
    whole: str,
) -> list[bool]:
    """Give what is once in the main text to one block: rather to the heading than to the link to it."""
    claims: dict[str, list[int]] = {}
    for number, flag in enumerate(flags):
        if flag and found[number].kind != Kind.TABLE:
            claims.setdefault(keys[number], []).append(number)
    result = list(flags)
    for key, numbers in claims.items():
        beside = [n for n in numbers if _is_beside(found[n])]
        if not beside or len(numbers) == 1:
            continue
        in_text = whole.count(f" {key} ") if len(key) >= _TELLING else 0
        n_surplus = len(numbers) - max(short[key], in_text, 1)
        for number in reversed(beside):
            if n_surplus <= 0:
                break
            result[number] = False
            n_surplus -= 1
    return result


def _shingles(words: Sequence[str]) -> set[int]:
    return {hash(tuple(words[n : n + _SHINGLE])) for n in range(len(words) - _SHINGLE + 1)}


def _completed(
    found: Sequence[Found],
    keys: Sequence[str],
    flags: list[bool],
    short: Counter[str],
    placed: Mapping[int, Placed],
) -> list[bool]:
    """Add the short blocks: those found in their place, and headings and captions inside the text."""
    places = [n for n, flag in enumerate(flags) if flag]
    first, last = (places[0], places[-1]) if places else (0, len(found) - 1)
    first = _title_before(found, first)
    around = {place for n in places for place in found[n].inside if len(keys[n]) >= _LONG}
    result = list(flags)
    for number, (block, key) in enumerate(zip(found, keys, strict=True)):
        if flags[number] or not key:
            continue
        is_between = first <= number <= last
        is_found = number in placed if placed else short[key] > 0
        if is_found and (not block.aside or (is_between and short[key] > 0)):
            result[number] = True
        elif is_between and not _is_beside(block) and not _READING_TIME.fullmatch(key):
            is_part = block.kind in _PARTS or block.is_byline or block.is_date
            result[number] = is_part or not around.isdisjoint(block.inside)
    _drop_lone_headings(found, result, placed, places[0] if places else len(found))
    _take_last_headings(found, result, last)
    if any(flags):
        _take_last_captions(found, result)
    return result


def _drop_lone_headings(
    found: Sequence[Found], flags: list[bool], placed: Mapping[int, Placed], first: int
) -> None:
    """Leave out headings that the extracted text has not, if what they are the heading of is no text.

    A sentence before the `first` long block of the text is what the story begins with.
    """
    for number in range(len(found) - 1, -1, -1):
        block = found[number]
        is_sentence = number < first and len(block.text) >= _SENTENCE
        is_doubtful = block.kind == Kind.HEADING and block.level > 1 and number not in placed
        if is_doubtful and not is_sentence and not any(flags[number + 1 : number + 2]):
            flags[number] = False


def _take_last_headings(found: Sequence[Found], flags: list[bool], last: int) -> None:
    """Take the headings of the short paragraphs that follow the last long one."""
    for number in range(last + 1, len(found) - 1):
        block = found[number]
        if block.kind == Kind.HEADING and flags[number + 1] and not _is_beside(block):
            flags[number] = True


def _take_last_captions(found: Sequence[Found], flags: list[bool]) -> None:
    """Take the captions right after the last block of the text: those of its pictures."""
    number = max(n for n, flag in enumerate(flags) if flag) + 1
    while number < len(found) and found[number].kind == Kind.CAPTION:
        flags[number] = not _is_beside(found[number])
        number += 1


def _title_before(found: Sequence[Found], first: int) -> int:
    """Return where the head of the text begins: at the top heading shortly before its first paragraph."""
    for number in range(first - 1, max(first - _MOST_HEAD, 0) - 1, -1):
        if found[number].kind == Kind.HEADING and found[number].level == 1:
            return number
    return first


def _by_density(found: Sequence[Found]) -> list[bool]:
    """Take what is not set aside by its element and is not mostly links; on a page of links, all."""
    flags = [not block.aside and block.n_linked * 2 <= len(block.text) for block in found]
    if any(flags):
        return flags
    flags = [block.n_linked * 2 <= len(block.text) for block in found]
    return flags if any(flags) else [True] * len(found)
