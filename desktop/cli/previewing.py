"""Owns the call that says what an intake would take in, without taking anything in."""

import argparse
import os
from contextlib import closing

from desktop.cli.output import one_line, print_json, print_table
from desktop.corpus.formats import programs
from desktop.corpus.formats.ocr import installed_languages
from desktop.corpus.formats.records import TableHead, columns_of
from desktop.corpus.intake.preview import Preview, look_over
from desktop.corpus.library import Library

_MOST_BYTES = {"csv": 300_000, "jsonl": 300_000, "xlsx": 20_000_000, "json": 20_000_000}
_MOST_TABLES = 40


def run_preview(options: argparse.Namespace) -> int:
    """Look through the paths; with --json one object for each step, the last with "whole"."""
    known: dict[str, tuple[int, int]] = {}
    if (options.corpus / "corpus.sqlite").exists():
        with closing(Library.open(options.corpus)) as library:
            known = {
                path: (source.size_bytes, source.modified_ns)
                for path, source in library.sources().items()
                if not source.is_removed
            }
    seen = Preview()
    for seen in look_over(options.paths, known):
        if options.json and not seen.is_whole:
            print_json(_record(seen))
    heads = _heads(seen)
    if options.json:
        languages = installed_languages()
        print_json(
            {
                **_record(seen),
                "tables": [_head_record(path, head) for path, head in heads],
                "tesseract": None if languages is None else list(languages),
                "libreoffice": programs.find("soffice") is not None,
            }
        )
    else:
        _print(seen)
    return 0


def _record(seen: Preview) -> dict[str, object]:
    return {
        "event": "whole" if seen.is_whole else "looking",
        "files": seen.files,
        "bytes": seen.size_bytes,
        "formats": {kind: {"files": n, "bytes": size} for kind, (n, size) in seen.formats.items()},
        "unchanged": seen.unchanged,
        "unknown": seen.unknown,
        "examples": [{"path": one.path, "kind": one.kind} for one in seen.examples],
        "lost": list(seen.lost),
    }


def _heads(seen: Preview) -> list[tuple[str, TableHead]]:
    """Return the heads of the tables that were seen, one for each set of columns."""
    found: dict[tuple[str, ...], tuple[str, TableHead]] = {}
    tables = [(path, kind) for kind in _MOST_BYTES for path in seen.of_format.get(kind, ())]
    for path, kind in tables[:_MOST_TABLES]:
        head = _head(path, _MOST_BYTES[kind], is_whole=kind in ("xlsx", "json"))
        if head is not None:
            found.setdefault(head.columns, (path, head))
    return list(found.values())


def _head(path: str, most_bytes: int, *, is_whole: bool) -> TableHead | None:
    """Return the head of a table; one that must be read whole to see it is left out if it is large."""
    try:
        with open(path, "rb") as file:
            data = file.read(most_bytes + 1)
    except OSError:  # the intake will say why
        return None
    if len(data) > most_bytes:
        if is_whole:
            return None
        data = data[: data.rfind(b"\n") + 1]
    return columns_of(data, os.path.basename(path))


def _head_record(path: str, head: TableHead) -> dict[str, object]:
    guess = head.mapping
    return {
        "path": path,
        "columns": list(head.columns),
        "rows": [list(row) for row in head.rows],
        "mapping": {
            "text": guess.text,
            "title": guess.title,
            "author": guess.author,
            "source": guess.source,
            "date": guess.date,
        },
    }


def _print(seen: Preview) -> None:
    print(f"{seen.files:,} files, {seen.size_bytes / 1e6:,.1f} MB.")
    rows = [(kind, n, f"{size / 1e6:,.1f} MB") for kind, (n, size) in seen.formats.items()]
    if rows:
        print_table(("format", "files", "size"), rows)
    if seen.unchanged:
        print(f"{seen.unchanged:,} are in the corpus already, unchanged.")
    if seen.unknown:
        print(f"{seen.unknown:,} are of a kind that nobody reads:")
    for one in seen.examples:
        print(one_line(f"  {one.path} {f'({one.kind})' if one.kind else ''}".rstrip()))
    for path in seen.lost:
        print(one_line(f"Cannot be looked at: {path}"))
