"""Owns what `nineveh` and `python -m desktop` start: the window, or the command line."""

import os
import sys
from collections.abc import Sequence

COMMANDS = frozenset(
    {"add", "list", "show", "search", "lines", "remove", "check", "report", "join"}
    | {"duplicates", "compare", "repeats", "preview"}
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command without loading Qt, or open the window; return the exit code."""
    # numpy's linear algebra, of which nothing here makes use, would start a busy thread for each core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        if getattr(sys, "frozen", False):
            # In the bundle the workers of an intake are this very program, started with other words.
            from multiprocessing import freeze_support

            freeze_support()
        from desktop.cli import main as command_line

        return command_line(arguments)
    from desktop.ui.plain_imports import import_plainly

    import_plainly()
    from desktop.app import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
