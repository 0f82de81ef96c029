"""Owns the names of people as a line gives them: `Jane DOE and Ali Hassan, staff writer`."""

import re

_CASED_WORD = r"(?:[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][\w’'.-]*|d[’'][A-Z][\w’'-]*)"
_PARTICLE = r"(?:de|del|della|der|den|van|von|zu|da|dos|du|la|le|al|el|bin|ibn|bint|y|ten|ter)"
NAME = rf"{_CASED_WORD}(?:[ ](?:{_PARTICLE}[ ])*{_CASED_WORD}){{1,4}}"
_UNCASED = r"[\u0590-\u074a\u3040-\u9fff\uac00-\ud7af][^\d.,:;!?؟،؛()]{2,50}"
_NAMES = re.compile(
    rf"(?P<names>{NAME}(?:(?:,|,? (?:and|und|et|y|e|en|&)) {NAME})*|{_UNCASED})"
    r"(?P<rest>\s*(?:[,;|/–—(\[·•@].{0,60})?)"
)
_JOB = re.compile(
    r"\b(?:writer|reporter|editor|correspondent|staff|contributor|news|times|press|redaktion)\b",
    re.IGNORECASE,
)
_JOIN = re.compile(r"(?:,\s*|\s+)(?:and|und|et|y|e|en|&)\s+|,\s+")


def names_after(line: str, start: int) -> str | None:
    """Return the names that a line holds from `start` on, None if it goes on with something else."""
    words = line[start:].split(" - ", 1)[0].strip(" .*_").split()
    is_loud = sum(word.isupper() and len(word) > 1 for word in words) > 1
    rest = " ".join(
        w.title() if w.isupper() and len(w) > (2 if is_loud else 3) else w for w in words
    )
    found = _NAMES.fullmatch(rest)
    if not found or any(map(str.isdigit, found["names"])):
        return None
    names = [name for name in _JOIN.split(found["names"].strip()) if not _JOB.search(name)]
    return "; ".join(names) or None


def name_alone(line: str) -> str | None:
    """Return the names of a line that holds nothing but names, None otherwise."""
    return names_after(line, 0) if len(line) < 80 else None


def is_job(line: str) -> bool:
    """Say whether a short line under a byline says what its person is."""
    return len(line) < 60 and bool(_JOB.search(line))
