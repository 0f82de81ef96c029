"""Owns what a corpus remembers of how its files are to be read, and what follows when that changes."""

import json
import shutil
from collections.abc import Sequence

from desktop import __version__
from desktop.corpus.formats import NO_WISHES, Mapping, Wishes
from desktop.corpus.library import Library

_WISHES = "wishes"
_ORIGINALS = "originals"
_TABLES = ("csv", "xlsx", "json", "jsonl")
_TOOLS = ("soffice", "libreoffice", "tesseract")


def remembered_wishes(library: Library) -> Wishes:
    """Return the wishes of a corpus; none if there are none, or none that can be understood."""
    try:
        kept = json.loads(library.setting(_WISHES, "{}"))
        mappings = tuple(
            Mapping(tuple(each["columns"]), **{name: each[name] for name in _MAPPED})
            for each in kept.get("mappings", [])
        )
        return Wishes(tuple(kept.get("ocr", [])), mappings)
    except (ValueError, KeyError, TypeError, AttributeError):
        return NO_WISHES


def settle_wishes(library: Library, wishes: Wishes | None) -> Wishes:
    """Join new wishes with those of the corpus, and remember them; None are no new ones.

    A mapping takes the place of an older one for the same columns. Files that would be read
    otherwise now are noted to be gone through again. Raises CorpusTrouble.
    """
    before = remembered_wishes(library)
    if wishes is None:
        return before
    by_columns = {mapping.columns: mapping for mapping in before.mappings}
    by_columns.update({mapping.columns: mapping for mapping in wishes.mappings})
    now = Wishes(wishes.ocr, tuple(by_columns.values()))
    if now == before:
        return now
    with library.group(is_quiet=True):
        if now.mappings != before.mappings:
            library.files.go_through_again(formats=_TABLES)
        if set(now.ocr) - set(before.ocr):
            library.files.go_through_again(doubt="scan")
        library.set_setting(_WISHES, _packed(now))
    return now


def copies_originals(library: Library) -> bool:
    """Say whether the corpus remembers that source files are to be copied into it."""
    return library.setting(_ORIGINALS) == "copied"


def settle_originals(library: Library, wanted: bool | None) -> bool:
    """Remember whether source files are to be copied into the corpus; None: as before."""
    before = copies_originals(library)
    if wanted is None or wanted == before:
        return before
    with library.group(is_quiet=True):
        library.set_setting(_ORIGINALS, "copied" if wanted else "")
    return wanted


def circumstances(wishes: Wishes) -> str:
    """Return in which circumstances files are tried: version, tools on this machine, wishes.

    A file that was refused in others is worth another try.
    """
    tools = [tool for tool in _TOOLS if shutil.which(tool)]
    return " ".join([__version__, *tools, _packed(wishes) if wishes != NO_WISHES else ""]).strip()


_MAPPED: Sequence[str] = ("text", "title", "author", "source", "date")


def _packed(wishes: Wishes) -> str:
    mappings = [
        {"columns": list(mapping.columns), **{name: getattr(mapping, name) for name in _MAPPED}}
        for mapping in wishes.mappings
    ]
    return json.dumps({"ocr": list(wishes.ocr), "mappings": mappings}, ensure_ascii=False)
