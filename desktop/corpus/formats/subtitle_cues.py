"""Owns the notations of subtitles: SRT, WebVTT, SBV and SSA/ASS text becomes cues with their times."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.corpus.formats.credits import language_code

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,3}))?"
_ARROW = re.compile(rf"\s*{_CLOCK}\s*-{{1,2}}>\s*{_CLOCK}")
_COMMA = re.compile(rf"\s*{_CLOCK},{_CLOCK}\s*$")
_NUMBER = re.compile(r"\s*\d{1,7}\s*$")
_LANGUAGE = re.compile(r"Language:\s*([A-Za-z-]{2,12})\s*$")
_FIELDS = (
    "layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text",
)  # fmt: skip
_NO_TITLES = frozenset(("default aegisub file", "<untitled>", "untitled", "default file", ""))


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from one time to another, with its tags; lines are separated by line ends."""

    start_ms: int
    end_ms: int
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Film:
    """The cues of a film in the order of their times, and what the file says about itself."""

    cues: tuple[Cue, ...]
    title: str = ""
    language: str | None = None


def film_of(source: str) -> Film:
    """Return the cues of a subtitle file, whichever notation it is in; none if it is in none."""
    lines = source.split("\n")
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.startswith("WEBVTT"):
        return _vtt(lines)
    if first.lower() == "[script info]" or "[Events]" in source:
        return _ass(lines)
    pattern = _ARROW if "->" in source else _COMMA
    return Film(_in_order(_srt(lines, pattern)))


def _srt(lines: Sequence[str], timing: re.Pattern[str]) -> list[Cue]:
    """A cue is all between two lines of times, but for the number that stands before the second."""
    places = [(n, found) for n, line in enumerate(lines) if (found := timing.match(line))]
    ends = [*(n for n, _ in places[1:]), len(lines)] if places else []
    cues: list[Cue] = []
    for (number, found), end in zip(places, ends, strict=True):
        if end < len(lines) and end - 1 > number and _NUMBER.match(lines[end - 1]):
            end -= 1
        cues.append(_cue(found, "\n".join(lines[number + 1 : end]).strip()))
    return cues


def _vtt(lines: Sequence[str]) -> Film:
    """A cue ends with an empty line; headers, notes and styles are blocks without a line of times."""
    cues: list[Cue] = []
    language = None
    under_way: re.Match[str] | None = None
    text: list[str] = []
    for line in (*lines, ""):
        found = _ARROW.match(line)
        if under_way and (found or not line.strip()):
            cues.append(_cue(under_way, "\n".join(text)))
            under_way, text = None, []
        if found:
            under_way = found
        elif under_way:
            text.append(line)
        elif not cues and (told := _LANGUAGE.match(line)):
            language = language_code(told[1])
    return Film(_in_order(cues), language=language)


def _ass(lines: Sequence[str]) -> Film:
    """Dialogue lines are fields parted by commas, the last of which may hold commas itself."""
    fields = list(_FIELDS)
    title, section = "", ""
    cues: list[Cue] = []
    for line in lines:
        key, _, value = line.strip().partition(":")
        if line.startswith("["):
            section = line.strip().lower()
        elif key == "Title" and section == "[script info]":
            title = value.strip()
        elif key == "Format" and section == "[events]":
            fields = [field.strip().lower() for field in value.split(",")]
        elif key == "Dialogue":
            row = dict(zip(fields, value.split(",", len(fields) - 1), strict=False))
            times = _ARROW.match(f"{row.get('start', '').strip()} --> {row.get('end', '').strip()}")
            if times:
                text = re.sub(r"\{[^{}]*\}", "", row.get("text", ""))
                text = text.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")
                cues.append(_cue(times, text.strip(), row.get("name", "").strip()))
    return Film(_in_order(cues), "" if title.lower() in _NO_TITLES else title)


def _cue(found: re.Match[str], text: str, speaker: str = "") -> Cue:
    return Cue(_ms(found.groups()[:4]), _ms(found.groups()[4:8]), text, speaker)


def _ms(clock: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = clock
    part = int((fraction or "0").ljust(3, "0"))
    return ((int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)) * 1000 + part


def _in_order(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    return tuple(sorted(cues, key=lambda cue: cue.start_ms))
