"""Measures all that DESIGN.md, section 8, has a budget for and prints one Markdown table.

    python3 dev.py bench                      everything
    python3 dev.py bench search lines         some of it

Parts: intake, formats, search, lines, opening (memory too), listing, reader. The texts come from NINEVEH_DATA, else they are
made up. The first run makes a corpus of 100,000 documents and the peers' indexes of it in the system's temporary
folder, which takes some ten minutes; later runs find them there.
"""

import os
import platform
import sys
from collections.abc import Sequence

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench import formats, intake, lines, listing, memory, opening, reader, search, worlds
from tests.bench.table import Row, markdown

_PARTS = ("intake", "formats", "search", "lines", "opening", "memory", "listing", "reader")


def main(arguments: Sequence[str]) -> int:
    """Measure the parts that are named, or all."""
    unknown = [name for name in arguments if name not in _PARTS]
    if unknown:
        print(f"There is no part “{unknown[0]}”; there are {', '.join(_PARTS)}.", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for name in arguments or _PARTS:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        rows += _measured(name)
    print(_heading(), markdown(rows), sep="\n\n")
    return 0


def _measured(name: str) -> list[Row]:
    if name == "intake":
        return intake.run()
    if name == "formats":
        return formats.run()
    if name == "reader":
        return [
            Row(f"reader: {what}", figure, "", _reader_budget(what))
            for what, figure in reader.run()
        ]
    part = {
        "search": search,
        "lines": lines,
        "opening": opening,
        "memory": memory,
        "listing": listing,
    }
    return part[name].run(worlds.many_documents())


def _reader_budget(what: str) -> str:
    if "first paint" in what:
        return "150 ms"
    return "50 ms" if "jump" in what else ""


def _heading() -> str:
    texts = "made-up texts (NINEVEH_DATA is not set)" if worlds.is_made_up() else "real texts"
    load = f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    system = f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} processors"
    return f"Measured on {texts}: {system}{load}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
