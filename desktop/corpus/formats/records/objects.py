"""Owns JSON and JSON lines: objects as rows, their keys as columns, whatever is nested in them."""

import dataclasses
import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.parts import Part
from desktop.corpus.formats.records.table import OTHERS, SAMPLE_ROWS, Table, letters_of, opened
from desktop.corpus.text.blocks import Reading
from desktop.corpus.text.canonical import canonical

_MOST_DIGITS = 4_000
_DEEPEST = 20
_SEARCH_DEPTH = 4
_PROSE = 60


def tables_of_json(data: bytes) -> Iterator[Table]:
    """Yield the table of a JSON file. Raises ValueError if it is no JSON, FileTrouble if it is empty."""
    stream, encoding, _ = opened(data)
    text = stream.read()
    try:
        value = _parsed(text)
        is_cut = False
    except ValueError:
        value = list(_several(text))
        is_cut = text.lstrip("\ufeff \t\r\n").startswith("[")
        if not value:
            raise
    rows, rest = _objects(value)
    if rows is None:
        columns, cells = _row_of_one(value)
        if not columns:
            raise FileTrouble("The JSON holds nothing.")
        table = Table(columns, iter([cells]), encoding=_named(encoding), is_single=True)
    else:
        table = _table(iter([*rows, rest] if rest else rows), encoding)
    if is_cut:
        table = dataclasses.replace(
            table,
            notes=("The JSON is damaged: only its beginning was read.",),
            doubts=("damaged",),
        )
    yield table


def table_of_jsonl(data: bytes) -> Table:
    """Return the table of a file with one object a line; what is no JSON stays a line of text."""
    stream, encoding, _ = opened(data)
    return _table(_lines(stream), encoding)


def parts_of_damaged(data: bytes, name: str, said: str) -> Part:
    """Return a file that should be JSON and is not as a document of plain text."""
    from desktop.corpus.formats.plain import read_plain

    def read() -> Reading:
        reading = read_plain(data, name)
        note = f"The JSON is damaged and shown as it stands ({said})."
        return dataclasses.replace(
            reading, notes=(*reading.notes, note), doubts=(*reading.doubts, "damaged")
        )

    return Part("", read, size_bytes=len(data))


def _table(values: Iterator[Any], encoding: str) -> Table:
    flat = (_flat(value) for value in values)
    sample = list(islice(flat, SAMPLE_ROWS))
    if not sample:
        raise FileTrouble("The JSON holds nothing.")
    columns = tuple(dict.fromkeys(key for row in sample for key in row)) or (letters_of(0),)
    every: Iterable[dict[str, str]] = chain(sample, flat)
    known = set(columns)
    head = (*columns, OTHERS)
    rows = ((*[row.get(name, "") for name in columns], _unknown(row, known)) for row in every)
    return Table(head, rows, encoding=_named(encoding))


def _unknown(row: dict[str, str], known: set[str]) -> str:
    if row.keys() <= known:
        return ""
    return "; ".join(f"{key}: {value}" for key, value in row.items() if key not in known)


def _lines(stream: Iterable[str]) -> Iterator[Any]:
    for line in stream:
        if line.strip(" \t\r\n,\x1e\0"):
            try:
                yield _parsed(line)
            except ValueError:
                yield line


def _parsed(text: str) -> Any:
    try:
        return _DECODER.decode(text.lstrip("\ufeff\x1e"))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _several(text: str) -> Iterator[Any]:
    """Yield values that stand one after the other, as in JSON lines, or in a list that is cut off."""
    place = 0
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped.startswith("["):
        place = len(text) - len(stripped) + 1
    while place < len(text):
        while place < len(text) and text[place] in " \t\r\n,\x1e":
            place += 1
        try:
            value, place = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield value


def _objects(value: Any) -> tuple[list[Any] | None, dict[str, Any]]:
    """Return the list of objects in a value, and what stands around it; None if there is none."""
    if isinstance(value, list):
        return (value if any(isinstance(item, dict | list) for item in value) else None), {}
    path = _longest_list(value, 0)
    if not path:
        return None, {}
    rest = around = dict(value) if isinstance(value, dict) else {}
    for key in path[:-1]:
        around[key] = dict(around[key])
        around = around[key]
    found = around.pop(path[-1])
    has_prose = any(len(text) >= _PROSE and " " in text for text in _flat(rest).values())
    return found, rest if has_prose else {}


def _longest_list(value: Any, depth: int) -> list[str]:
    """Return the keys that lead to the longest list of objects, nothing if there is none."""
    if not isinstance(value, dict) or depth > _SEARCH_DEPTH:
        return []
    best: list[str] = []
    size = 1
    for key, inner in value.items():
        if isinstance(inner, list):
            n_objects = sum(isinstance(item, dict) for item in inner)
            if n_objects > size and n_objects * 2 > len(inner):
                best, size = [key], n_objects
        elif isinstance(inner, dict) and (path := _longest_list(inner, depth + 1)):
            found = inner
            for step in path:
                found = found[step]
            if len(found) > size:
                best, size = [key, *path], len(found)
    return best


def _row_of_one(value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    row = {key: cell for key, cell in _flat(value).items() if cell.strip()}
    return tuple(row), tuple(row.values())


def _flat(value: Any) -> dict[str, str]:
    """Return an object as names and characters: `user.name` for what is nested, lists joined."""
    row: dict[str, str] = {}
    if not isinstance(value, dict):
        if isinstance(value, list):
            for number, item in enumerate(value):
                row[letters_of(number)] = _characters(item, 0)
            return row
        return {letters_of(0): _characters(value, 0)}
    waiting: list[tuple[str, Any, int]] = [
        (canonical(str(key)), item, 0) for key, item in reversed(value.items())
    ]
    while waiting:
        key, item, depth = waiting.pop()
        if isinstance(item, dict) and depth < _DEEPEST:
            waiting += [
                (f"{key}.{canonical(str(inner))}", held, depth + 1)
                for inner, held in reversed(item.items())
            ]
        else:
            row[key] = _characters(item, depth)
    return row


def _characters(value: Any, depth: int) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        items = [text for item in value if (text := _characters(item, depth + 1))]
        return ("\n\n" if any(len(item) > _PROSE for item in items) else "; ").join(items)
    if isinstance(value, dict):
        if depth > _DEEPEST:
            return "…"
        items = ((key, _characters(item, depth + 1)) for key, item in value.items())
        return ", ".join(f"{key}: {item}" for key, item in items if item)
    return str(value)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its pairs; a key that stands there twice keeps both values."""
    held = dict(pairs)
    if len(held) == len(pairs):
        return held
    held = {}
    for key, value in pairs:
        name, number = key, 2
        while name in held:
            name, number = f"{key} ({number})", number + 1
        held[name] = value
    return held


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) < _MOST_DIGITS else digits


def _named(encoding: str) -> str:
    return encoding.removesuffix("-sig")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=_whole, parse_constant=str, strict=False
)
