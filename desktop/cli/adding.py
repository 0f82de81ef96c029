"""Owns `nineveh add`: tells the steps of an intake, as lines for people or as JSON for the window."""

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from types import FrameType

from desktop.cli.output import one_line, print_json
from desktop.corpus.intake import (
    Added,
    Counts,
    Done,
    Progress,
    Refused,
    Removed,
    Started,
    Step,
    Stopped,
    Unchanged,
    Updated,
    take_in,
)
from desktop.corpus.intake.listening import closed_input
from desktop.corpus.library import place_of


def run_add(options: argparse.Namespace) -> int:
    """Take files in; SIGINT, SIGTERM and (if asked for) the end of standard input stop it cleanly."""
    tell = _tell_json if options.json else _tell
    with (
        _stop_asked(listens=options.until_stdin_closes) as stop,
        closing(take_in(options.corpus, options.paths, stop=stop)) as steps,
    ):
        for step in steps:
            tell(step)
    return 0


@contextmanager
def _stop_asked(*, listens: bool) -> Iterator[Callable[[], bool]]:
    asked = False

    def ask(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    is_closed = closed_input() if listens else None
    try:
        yield lambda: asked or (is_closed is not None and is_closed())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell_json(step: Step) -> None:
    match step:
        case Started(files, size_bytes):
            print_json({"event": "started", "files": files, "bytes": size_bytes})
        case Progress(done, files, done_bytes, size_bytes, path):
            print_json(
                {
                    "event": "progress",
                    "done": done,
                    "files": files,
                    "bytes_done": done_bytes,
                    "bytes": size_bytes,
                    "path": path,
                }
            )
        case Added(document_id, path, part) | Updated(document_id, path, part):
            print_json({"event": _event(step), "id": document_id, "path": path, **_part(part)})
        case Removed(document_id, path, part):
            print_json({"event": "removed", "id": document_id, "path": path, **_part(part)})
        case Unchanged(document_id, path, part, documents):
            more = {"documents": documents} if documents > 1 else {}
            said = {"event": "unchanged", "id": document_id, "path": path, **_part(part), **more}
            print_json(said)
        case Refused(path, reason, advice, part):
            said = {"event": "refused", "path": path, **_part(part)}
            print_json({**said, "reason": reason, "advice": advice})
        case Done(counts) | Stopped(counts):
            print_json({"event": _event(step), **_numbers(counts)})


def _event(step: Step) -> str:
    return type(step).__name__.lower()


def _part(part: str) -> dict[str, str]:
    return {"part": part} if part else {}


def _numbers(counts: Counts) -> dict[str, int]:
    """Return what came to what; removed parts, which are rare, only if there are any."""
    return {name: n for name, n in asdict(counts).items() if n or name != "removed"}


def _tell(step: Step) -> None:
    match step:
        case Added(document_id, path, part):
            print(f"added {document_id:,}: {one_line(place_of(path, part))}")
        case Updated(document_id, path, part):
            print(f"updated {document_id:,}: {one_line(place_of(path, part))}")
        case Removed(document_id, path, part):
            print(
                f"removed {document_id:,}: {one_line(place_of(path, part))}, no longer in the file"
            )
        case Refused(path, reason, advice, part):
            print(f"refused: {one_line(place_of(path, part))}: {reason} {advice}".rstrip())
        case Done(counts):
            print(_sum(counts))
        case Stopped(counts):
            print(f"Stopped. {_sum(counts)}")
        case _:
            return
    sys.stdout.flush()


def _sum(counts: Counts) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in _numbers(counts).items()) + "."
