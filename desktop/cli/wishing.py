"""Owns how the command line says how files are to be read: languages of scans, columns of tables."""

import json
from pathlib import Path

import regex

from desktop.corpus.errors import CorpusTrouble, Trouble
from desktop.corpus.formats import NO_WISHES, Mapping, Wishes
from desktop.corpus.intake.wishes import remembered_wishes
from desktop.corpus.library import Library

_FIELDS = ("text", "title", "author", "source", "date")
_LANGUAGE = regex.compile(r"\w+(?:/\w+)?")


def wishes_of(
    corpus: Path, *, ocr: str | None, columns: str | None, mappings: str | None
) -> Wishes | None:
    """Return the wishes that were typed, on top of those that the corpus remembers; None if none were.

    `mappings` is JSON, as the window says it: objects with "columns" (the names that a table has) and
    field → column. Raises Trouble if they cannot be understood.
    """
    if ocr is None and columns is None and mappings is None:
        return None
    languages = _remembered(corpus).ocr if ocr is None else _languages(ocr)
    typed = () if columns is None else (_mapping(columns),)
    return Wishes(languages, typed + (() if mappings is None else _mappings(mappings)))


def _remembered(corpus: Path) -> Wishes:
    try:
        with Library.open(corpus) as library:
            return remembered_wishes(library)
    except CorpusTrouble:  # it is not there yet, or the intake will say what is the matter
        return NO_WISHES


def _languages(typed: str) -> tuple[str, ...]:
    if typed.strip().lower() in ("", "none"):
        return ()
    languages = tuple(language.strip() for language in typed.split("+"))
    if not all(_LANGUAGE.fullmatch(language) for language in languages):
        raise Trouble(
            f"“{typed}” are no languages of text recognition.", advice="Write them as in eng+ara."
        )
    return languages


def _mapping(typed: str) -> Mapping:
    """Return which columns hold what, for any table that has columns of these names."""
    named: dict[str, str] = {}
    for piece in typed.split(","):
        field, is_given, column = piece.partition("=")
        field, column = field.strip().lower(), column.strip()
        if not is_given or field not in _FIELDS or not column or field in named:
            raise Trouble(
                f"“{piece.strip()}” does not say which column holds what.",
                advice="Write it as in text=body,title=headline,date=published.",
            )
        named[field] = column
    if "text" not in named:
        raise Trouble("No column is named that holds the text.", advice="Write it as in text=body.")
    return Mapping((), **named)


def _mappings(typed: str) -> tuple[Mapping, ...]:
    try:
        return tuple(
            Mapping(
                tuple(map(str, each["columns"])),
                **{field: str(each.get(field, "")) for field in _FIELDS},
            )
            for each in json.loads(typed)
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Trouble("The columns of the tables could not be understood.") from error
