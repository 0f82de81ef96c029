"""Owns the lines between `---` at the top of a Markdown file: names and values about the document.

Only what such lines really look like is understood: `name: value`, quoted values, folded and literal
blocks, lists in brackets or as `- item` lines. No YAML library: it would read far more than that,
slowly, and choke on `title: a: b`.
"""

import re
from dataclasses import dataclass

_MOST_LINES = 400
_NAME = re.compile(r"([^\W\d][\w .-]{0,60}?)[ \t]*:(?:[ \t]+(.*)|$)")
_CLOSING = ("---", "...")
_BLOCK_VALUE = re.compile(r"[|>][+-]?\d?$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values by name (lower case), and where the text after them begins (0: there is none)."""

    values: dict[str, str]
    end: int


NOTHING = FrontMatter({}, 0)


def front_matter(text: str) -> FrontMatter:
    """Read the front matter at the beginning of a text, with `\\n` line ends."""
    if not text.startswith("---") or text[3:4] not in ("\n", " ", "\t"):
        return NOTHING
    lines, end = _lines(text)
    if not lines or not any(_NAME.match(line) for line in lines):
        return NOTHING
    values: dict[str, str] = {}
    name = ""
    for line in lines:
        is_continued = line[:1] in (" ", "\t", "-")
        found = None if is_continued else _NAME.match(line)
        if found:
            name = found[1].strip().lower()
            value = (found[2] or "").strip()
            values.setdefault(name, "" if _BLOCK_VALUE.match(value) else value)
        elif is_continued and name:
            item = line.strip().removeprefix("- ").strip()
            glue = "; " if line.lstrip().startswith("- ") else " "
            values[name] = f"{values[name]}{glue}{item}" if values[name] else item
        elif line.strip() and not line.startswith("#"):
            return NOTHING
    return FrontMatter({name: _plain(value) for name, value in values.items()}, end)


def _lines(text: str) -> tuple[list[str], int]:
    """Return the lines between the fences and the place after the second; no place, no lines."""
    lines: list[str] = []
    place = text.find("\n") + 1
    if text[: place - 1].rstrip() != "---":
        return [], 0
    while len(lines) < _MOST_LINES and place < len(text):
        newline = text.find("\n", place)
        after = len(text) if newline < 0 else newline + 1
        line = text[place:after].rstrip()
        place = after
        if line in _CLOSING:
            return lines, place
        lines.append(line)
    return [], 0


def _plain(value: str) -> str:
    """Take quotation marks and brackets off a value."""
    if value[:1] == "[" and value[-1:] == "]":
        return "; ".join(_plain(item.strip()) for item in value[1:-1].split(",") if item.strip())
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        quote = value[0]
        inner = value[1:-1]
        return inner.replace("''", "'") if quote == "'" else inner.replace('\\"', '"')
    return value
