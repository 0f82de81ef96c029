"""Owns `nineveh add`: tells the steps of an intake, as lines for people or as JSON for the window."""

import argparse
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from types import FrameType

from desktop.cli.output import one_line, print_json
from desktop.cli.wishing import wishes_of
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
from desktop.corpus.intake.listening import Listening
from desktop.corpus.intake.stem import Stem
from desktop.corpus.library import place_of

_PAUSE_SECONDS = 0.1
_COLLECT_AFTER = (50_000, 20, 100)


def run_add(options: argparse.Namespace) -> int:
    """Take files in; SIGINT, SIGTERM and (if asked for) the end of standard input stop it cleanly.

    While it listens, a line "pause" lets it pause and a line "go on" lets it go on.
    """
    tell = _tell_json if options.json else _tell
    wishes = wishes_of(
        options.corpus, ocr=options.ocr, columns=options.columns, mappings=options.mappings
    )
    with (
        _stem(options.paths) as stem,
        _seldom_collecting(),
        _asked(listens=options.until_stdin_closes) as (stop, going_on),
        closing(
            take_in(
                options.corpus,
                options.paths,
                stop=stop,
                workers=max(1, options.workers or 2),
                wishes=wishes,
                retries=options.retry,
                copies_originals=options.copy_originals,
                stem=stem,
            )
        ) as steps,
    ):
        for step in steps:
            tell(step)
            while not going_on():  # the workers wait too: nobody takes their answers
                pass
    return 0


@contextmanager
def _stem(paths: Sequence[str]) -> Iterator[Stem | None]:
    """Give what workers are forked off, before there is a second thread; for a folder it gets ready."""
    stem = Stem.grown()
    if stem is None:
        yield None
        return
    with closing(stem):
        if any(map(os.path.isdir, paths)):
            stem.get_ready()
        yield stem


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Let the collector look seldom: what workers send is let go of without it."""
    before = gc.get_threshold()
    gc.set_threshold(*_COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _asked(*, listens: bool) -> Iterator[tuple[Callable[[], bool], Callable[[], bool]]]:
    """Give what says whether to stop, and what waits a moment and says whether to go on."""
    asked = False

    def ask(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    listening = Listening() if listens else None
    try:
        yield (
            lambda: asked or (listening is not None and listening.is_closed()),
            lambda: asked or listening is None or listening.wait(_PAUSE_SECONDS),
        )
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
            print_json(said, at_once=False)  # there may be very many, and the next step is near
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
