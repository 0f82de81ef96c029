"""Prints precision and recall of the structure rules for each kind of block, on the marked set."""

import os
import sys
from pathlib import Path

from desktop.corpus.text.blocks import Kind
from tests.gold.marked import Marked, marked_documents, recognised_spans, scores, spans_of


def _table(title: str, documents: list[Marked]) -> None:
    print(f"{title}: {len(documents)} documents")
    print(f"{'kind':<12} {'marked':>7} {'found':>7} {'precision':>10} {'recall':>8}")
    for kind, score in scores(documents).items():
        precision = f"{score.both / score.found:.3f}" if score.found else "-"
        recall = f"{score.both / score.marked:.3f}" if score.marked else "-"
        print(f"{kind.label:<12} {score.marked:>7} {score.found:>7} {precision:>10} {recall:>8}")
    print()


def _differences(documents: list[Marked]) -> None:
    """Print, for each document, the lines that the rules see otherwise (labels only, no text)."""
    for document in documents:
        text = document.text()
        wanted, seen = spans_of(document, text), recognised_spans(document, text)
        for sign, spans in (("-", wanted - seen), ("+", seen - wanted)):
            for kind, first, last in sorted(spans, key=lambda span: span[1]):
                print(f"{sign} {document.name}:{first}-{last} {Kind(kind).label}")


def main() -> int:
    folder = os.environ.get("NINEVEH_DATA")
    if not folder:
        print("NINEVEH_DATA names no folder of larger material; nothing was measured.")
        return 0
    documents = marked_documents(Path(folder))
    tuned = [document for document in documents if not document.is_held_out]
    if "--differences" in sys.argv:
        _differences(tuned)
        return 0
    _table("tuned", tuned)
    _table("held out", [document for document in documents if document.is_held_out])
    return 0


if __name__ == "__main__":
    sys.exit(main())
