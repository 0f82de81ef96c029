"""Owns where the title that a document states stands in its text."""

from collections.abc import Sequence

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.text.blocks import Kind

_LOOKED_AT = 12
_LEAST_LETTERS = 9


def with_stated_title(passages: Sequence[Passage], title: str | None) -> list[Passage]:
    """Make the passage near the beginning that is the stated title one; mostly there is such."""
    changed = list(passages)
    wanted = _key(title or "")
    for number, passage in enumerate(passages[:_LOOKED_AT]):
        key = _key(passage.text[:1_000])
        is_title = key == wanted or (len(key) >= _LEAST_LETTERS and wanted.startswith(key))
        if key and is_title and passage.kind in (Kind.PARAGRAPH, Kind.HEADING):
            changed[number] = passage._replace(kind=Kind.TITLE, level=0, style="")
            break
    return changed


def _key(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
