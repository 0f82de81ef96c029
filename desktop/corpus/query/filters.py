"""Owns the values of filters: dates and years with their ranges, languages, formats, duplicates."""

import datetime
from dataclasses import dataclass

import regex

from desktop.corpus.errors import QueryTrouble
from desktop.corpus.query.tree import days

FILTERS = ("source", "author", "year", "date", "lang", "format", "path", "duplicates")

_DATE = regex.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", regex.ASCII)
_YEAR = regex.compile(r"\d{1,4}", regex.ASCII)
_YEARS = regex.compile(r"\d{4}[-–]\d{4}", regex.ASCII)
_RANGE = regex.compile(r"\[(.*?)(?:^|(?<=[\s\[]))TO(?=[\s\]])(.*)\]|(.*?)\.\.(.*)", regex.DOTALL)
_LANGUAGE = regex.compile(r"[a-z]{2,3}|\*")
# Other words for a format, mostly the suffix of its files.
_FORMATS = {
    "txt": "text",
    "plain": "text",
    "md": "markdown",
    "htm": "html",
    "xhtml": "html",
    "eml": "mail",
    "mht": "mhtml",
    "ndjson": "jsonl",
    "srt": "subtitles",
    "vtt": "subtitles",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a filter asks for: a value, or ISO days from `low` to `high`, empty where open."""

    name: str
    value: str = ""
    low: str = ""
    high: str = ""


def wanted(name: str, value: str, *, start: int, end: int) -> Wanted:
    """Read the value of a filter that stands at `start` in the line. Raises QueryTrouble."""
    stripped = value.strip()
    if not stripped:
        raise QueryTrouble(f"Nothing follows “{name}:”.", start=start, end=end)
    if name in ("date", "year"):
        return _range(name, stripped, start, end)
    if name == "lang":
        code = stripped.lower()
        if not _LANGUAGE.fullmatch(code):
            raise QueryTrouble(
                "A language is written as its code, as in lang:en or lang:ar.", start=start, end=end
            )
        return Wanted(name, code)
    if name == "duplicates":
        choice = stripped.lower()
        if choice not in ("yes", "no", "only"):
            raise QueryTrouble(
                "Write duplicates:no, duplicates:only or duplicates:yes.", start=start, end=end
            )
        return Wanted(name, choice)
    if name == "format":
        return Wanted(name, _FORMATS.get(stripped.lower(), stripped.lower()))
    return Wanted(name, stripped)


def _range(name: str, value: str, start: int, end: int) -> Wanted:
    found = _RANGE.fullmatch(value)
    if name == "year" and _YEARS.fullmatch(value):
        found = _RANGE.fullmatch(regex.sub("[-–]", "..", value))
    if value == "*":
        return Wanted(name)
    if not found:
        first, last = _days(name, value, start, end)
        return Wanted(name, "", first, last)
    from_value, to_value = found.group(1, 2) if found[1] is not None else found.group(3, 4)
    low = _bound(name, from_value, start, end)[0]
    high = _bound(name, to_value, start, end)[1]
    if low and high and low > high:
        raise QueryTrouble("This range ends before it begins.", start=start, end=end)
    return Wanted(name, "", low, high)


def _bound(name: str, value: str, start: int, end: int) -> tuple[str, str]:
    stripped = value.strip().strip('"')
    return ("", "") if stripped in ("", "*") else _days(name, stripped, start, end)


def _days(name: str, value: str, start: int, end: int) -> tuple[str, str]:
    """Return the first and last day of what was written as a date or year."""
    if name == "year" and _YEAR.fullmatch(value):
        value = value.zfill(4)
    found = _DATE.fullmatch(value)
    if not found or (name == "year" and len(value) > 4):
        sentence = (
            "A year is written 2016 or [2014 TO 2016]."
            if name == "year"
            else "A date is written 2016, 2016-10, 2016-10-16 or [2016-01 TO 2017-03]."
        )
        raise QueryTrouble(sentence, start=start, end=end)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        datetime.date(max(year, 1), month or 1, day or 1)
    except ValueError as fault:
        raise QueryTrouble(f"There is no such date as {value}.", start=start, end=end) from fault
    if (month == 0 and found[2]) or (day == 0 and found[3]) or year == 0:
        raise QueryTrouble(f"There is no such date as {value}.", start=start, end=end)
    written = "-".join(
        [f"{year:04}", *(f"{part:02}" for part in (month, day) if part)],
    )
    return days(written)
