"""Owns the command line as such: which calls there are, how they end, and what trouble looks like."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.cli.output import one_line, text_width
from desktop.corpus.errors import QueryTrouble, Trouble
from desktop.corpus.places import program_name
from desktop.corpus.updating import how_to_update

if TYPE_CHECKING:
    from desktop.corpus.concordance.sorting import Key

COMMANDS = (
    "add",
    "list",
    "show",
    "search",
    "lines",
    "remove",
    "check",
    "report",
    "join",
    "duplicates",
    "compare",
    "repeats",
    "preview",
)

# They change nothing, so nothing is amiss when nobody reads on.
_READING = ("list", "show", "search", "lines", "report", "compare", "preview")
_LARGEST_NUMBER = 2**63 - 1

_EPILOGUE = """\
CORPUS is the folder of a corpus, ID the number of a document (see "list").
--json prints one JSON value ("add --json": one object a line).
Exit status: 0 done, 1 trouble (one sentence on standard error), 2 wrong usage."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call of the command line and return its exit status."""
    _have_streams()
    _speak_utf8()
    options = parser().parse_args(_with_queries(sys.argv[1:] if arguments is None else arguments))
    try:
        status = _run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        _drop_output()
        if options.command in _READING:
            return 0
        print("Nobody read on, so this was not finished.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        _drop_output()
        said = (error.strerror or str(error)).lower()
        what = "The output" if error.filename is None else one_line(str(error.filename))
        did = "written" if error.filename is None else "used"
        print(f"{what} could not be {did}: {said}.", file=sys.stderr)
        return 1
    return status


def _with_queries(arguments: Sequence[str]) -> list[str]:
    """Let a query begin with a minus, as in `search CORPUS -mosul`: a space before it says so."""
    if not arguments or arguments[0] not in ("list", "search", "lines"):
        return list(arguments)
    return [
        f" {each}" if each.startswith("-") and not each.startswith("--") and each != "-h" else each
        for each in arguments
    ]


def _drop_output() -> None:
    """Let what is still in the buffer go nowhere, or Python complains of it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(options: argparse.Namespace) -> int:
    run: Callable[[argparse.Namespace], int] = _command(options.command)
    try:
        return run(options)
    except QueryTrouble as trouble:
        print(one_line(str(trouble)), file=sys.stderr)
        _point_at(options.query, trouble)
    except Trouble as trouble:
        print(one_line(str(trouble)), file=sys.stderr)
    return 1


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    """Import only what the call needs."""
    if name == "add":
        # Workers are forked off this process, which must not have the threads of a linear algebra then.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from desktop.cli.adding import run_add

        return run_add
    if name == "preview":
        from desktop.cli.previewing import run_preview

        return run_preview
    if name == "join":
        from desktop.cli.joining import run_join

        return run_join
    if name in ("remove", "check"):
        from desktop.cli.upkeep import run_check, run_remove

        return {"remove": run_remove, "check": run_check}[name]
    if name == "report":
        from desktop.cli.reporting import run_report

        return run_report
    if name in ("duplicates", "compare", "repeats"):
        from desktop.cli.kinship import run_compare, run_duplicates, run_repeats

        return {"duplicates": run_duplicates, "compare": run_compare, "repeats": run_repeats}[name]
    if name == "lines":
        from desktop.cli.lines import run_lines

        return run_lines
    from desktop.cli.reading import run_list, run_search, run_show

    return {"list": run_list, "show": run_show, "search": run_search}[name]


def _point_at(query: str, trouble: QueryTrouble) -> None:
    """Show the faulty place of a query with a line of carets under it."""
    before, faulty = one_line(query[: trouble.start]), one_line(query[trouble.start : trouble.end])
    carets = " " * text_width(before) + "^" * max(1, text_width(faulty))
    print(f"  {one_line(query)}\n  {carets}", file=sys.stderr)


def _have_streams() -> None:
    """Where a stream was closed before the start, Python has none; what is said to it goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def _speak_utf8() -> None:
    """Print UTF-8 whatever the system thinks; bytes of names that are not UTF-8 as \\udcXX."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def parser() -> argparse.ArgumentParser:
    """Return what the command line understands; the man page and the completion are made of it too."""
    made = argparse.ArgumentParser(
        prog=program_name(),
        description="Read and search a body of texts closely, without a network.",
        epilog=_EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=_version())
    calls = made.add_subparsers(dest="command", metavar="CALL", required=True)
    _add_taking_in(calls)
    _add_reading(calls)
    _add_upkeep(calls)
    _add_kinship(calls)
    return made


def _version() -> str:
    """Return what --version prints: name and version, and how to come by a newer one."""
    return f"{program_name()} {__version__}\n{how_to_update()}"


def _call(
    calls: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, says: str
) -> argparse.ArgumentParser:
    call = calls.add_parser(name, help=says, description=says[0].upper() + says[1:] + ".")
    call.add_argument("corpus", metavar="CORPUS", type=Path, help="the folder of the corpus")
    return call


def _add_json(call: argparse._ActionsContainer) -> None:
    call.add_argument("--json", action="store_true", help="print JSON")


def _add_taking_in(calls: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = _call(calls, "add", "take files and folders into a corpus, which is made if need be")
    add.add_argument("paths", metavar="PATH", nargs="+", help="a file or a folder")
    add.add_argument("--json", action="store_true", help="print one JSON object a line")
    add.add_argument(
        "--ocr",
        metavar="LANGUAGES",
        help="recognise the text of scans in these languages, as in eng+ara; none: no longer",
    )
    add.add_argument(
        "--columns",
        metavar="NAMES",
        help="which columns of a table hold what: text=body,title=headline,date=…,author=…,source=…",
    )
    add.add_argument(
        "--copy-originals",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="keep a copy of every source file in the corpus",
    )
    add.add_argument("--retry", action="store_true", help="read again what was refused before")
    add.add_argument("--workers", metavar="N", type=_count, help="how many files at a time (2)")
    add.add_argument("--mappings", help=argparse.SUPPRESS)
    add.add_argument("--until-stdin-closes", action="store_true", help=argparse.SUPPRESS)
    preview = _call(calls, "preview", "say what add would find, without taking anything in")
    preview.add_argument("paths", metavar="PATH", nargs="+", help="a file or a folder")
    preview.add_argument("--json", action="store_true", help="print one JSON object a line")


def _add_reading(calls: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    list_ = _call(calls, "list", "list the documents, or those that match a query")
    list_.add_argument("query", metavar="QUERY", nargs="?", default="", help="what to search for")
    _add_json(list_)
    show = _call(calls, "show", "print the text of a document")
    show.add_argument("id", metavar="ID", type=_document, help="the number of the document")
    _add_json(show)
    search = _call(calls, "search", "search the corpus; print the documents, best first")
    search.add_argument("query", metavar="QUERY", help="what to search for")
    search.add_argument("--limit", metavar="N", type=_count, help="print at most N documents")
    _add_json(search)
    lines = _call(calls, "lines", "print every hit with what stands before and after it")
    lines.add_argument("query", metavar="QUERY", help="what to search for")
    lines.add_argument(
        "--sort",
        metavar="KEYS",
        type=_sort_keys,
        default="",
        help="up to three of L5 … L1, R1 … R5, match, document, date, place, with commas between",
    )
    lines.add_argument("--width", metavar="N", type=_count, help="characters on each side (60)")
    lines.add_argument("--limit", metavar="N", type=_count, help="print at most N lines")
    form = lines.add_mutually_exclusive_group()
    _add_json(form)
    form.add_argument("--csv", action="store_true", help="print CSV")


def _add_upkeep(calls: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    remove = _call(calls, "remove", "take documents out of the corpus")
    remove.add_argument("ids", metavar="ID", type=_document, nargs="+", help="numbers of documents")
    check = _call(calls, "check", "verify the library, the columns and the source files")
    check.add_argument("--repair", action="store_true", help="mend what can be mended")
    _add_json(check)
    join = _call(calls, "join", "set titles, authors and dates from a sheet that names the files")
    join.add_argument("sheet", metavar="SHEET", type=Path, help="a CSV with a column of file names")
    join.add_argument("--dry-run", action="store_true", help="only say what would be set")
    _add_json(join)
    report = _call(calls, "report", "say what was taken in, refused, empty, doubtful, duplicated")
    _add_json(report)


def _add_kinship(calls: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    duplicates = _call(calls, "duplicates", "find documents that are the same, or nearly so")
    duplicates.add_argument("--steps", action="store_true", help=argparse.SUPPRESS)
    _add_json(duplicates)
    compare = _call(calls, "compare", "show where the texts of two documents differ")
    compare.add_argument("left", metavar="ID", type=_document, help="the number of a document")
    compare.add_argument("right", metavar="ID", type=_document, help="the number of another one")
    _add_json(compare)
    repeats = _call(calls, "repeats", "list passages that stand in several documents")
    repeats.add_argument(
        "--boilerplate",
        metavar="NUMBERS",
        default="",
        help="make these passages of the list boilerplate (with commas between; “sure” or “all” proposed)",
    )
    repeats.add_argument(
        "--text", metavar="NUMBERS", default="", help="make these passages text again"
    )
    repeats.add_argument("--steps", action="store_true", help=argparse.SUPPRESS)
    _add_json(repeats)


def _count(typed: str) -> int:
    if not typed.isdecimal():
        raise argparse.ArgumentTypeError("it must be a number, 0 or more")
    return int(typed)


def _document(typed: str) -> int:
    try:
        number = int(typed)
    except ValueError:
        raise argparse.ArgumentTypeError("it must be the number of a document") from None
    if abs(number) > _LARGEST_NUMBER:
        raise argparse.ArgumentTypeError("no document has so large a number")
    return number


def _sort_keys(typed: str) -> "tuple[Key, ...]":
    from desktop.corpus.concordance.sorting import sort_keys

    try:
        return sort_keys(typed)
    except Trouble as trouble:
        raise argparse.ArgumentTypeError(str(trouble)) from trouble
