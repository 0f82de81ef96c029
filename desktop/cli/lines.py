"""Owns `nineveh lines`: the concordance, as aligned text, JSON or CSV."""

import argparse
import json
import sys
from dataclasses import asdict

from desktop.cli.output import one_line
from desktop.corpus.concordance.lines import WIDTH, lines
from desktop.corpus.corpus import open_corpus
from desktop.corpus.export import csv_rows, text_rows


def run_lines(options: argparse.Namespace) -> int:
    """Print every hit with what stands before and after it; each line as soon as it is cut."""
    width = WIDTH if options.width is None else options.width
    with open_corpus(options.corpus) as corpus:
        result = corpus.search(options.query)
        found = lines(corpus, result, options.sort, width=width, limit=options.limit)
        if options.json:
            # One JSON value, written piece by piece: a corpus may have a million lines.
            opening = "["
            for line in found:
                sys.stdout.write(opening + json.dumps(asdict(line), ensure_ascii=False))
                opening = ",\n"
            sys.stdout.write("[]\n" if opening == "[" else "]\n")
        elif options.csv:
            sys.stdout.writelines(csv_rows(corpus, found))
        else:
            for row in text_rows(corpus, found, width=width):
                print(one_line(row.rstrip("\n")))
    return 0
