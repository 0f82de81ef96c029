"""Owns the calls that look after a corpus: remove, check."""

import argparse
from contextlib import closing

from desktop.cli.output import one_line, print_json
from desktop.corpus.check import Checked, Finding, check
from desktop.corpus.corpus import open_corpus
from desktop.corpus.errors import CorpusIsReadOnly, Trouble
from desktop.corpus.library import Library


def run_remove(options: argparse.Namespace) -> int:
    """Take documents out of the corpus; if one of them is not there, none is."""
    with open_corpus(options.corpus) as corpus:
        there = set(corpus.catalogue().ids.tolist())
        missing = [str(number) for number in options.ids if number not in there]
        if missing:
            word = "document" if len(missing) == 1 else "documents"
            raise Trouble(f"There is no {word} {', '.join(missing)} in this corpus.")
        corpus.remove(options.ids)
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Verify a corpus; the status is 1 if something is wrong and was not repaired."""
    with closing(Library.open(options.corpus)) as library:
        if options.repair and library.is_read_only:
            raise CorpusIsReadOnly("This corpus cannot be repaired: its folder is read-only.")
        steps = list(check(library, repair=options.repair))
    findings = [step for step in steps if isinstance(step, Finding)]
    n_documents = sum(1 for step in steps if isinstance(step, Checked))
    if options.json:
        print_json(_check_record(findings, n_documents))
    else:
        _print_check(findings, n_documents)
    return 1 if any(not finding.is_repaired for finding in findings) else 0


def _check_record(findings: list[Finding], n_documents: int) -> dict[str, object]:
    return {
        "documents": n_documents,
        "findings": [
            {
                "where": finding.where,
                "sentence": finding.sentence,
                "id": finding.document_id,
                "path": finding.path,
                "repaired": finding.is_repaired,
            }
            for finding in findings
        ],
    }


def _print_check(findings: list[Finding], n_documents: int) -> None:
    for finding in findings:
        where = f"document {finding.document_id}" if finding.document_id else finding.where
        path = f" ({one_line(finding.path)})" if finding.path else ""
        mended = " Repaired." if finding.is_repaired else ""
        print(f"{where}{path}: {one_line(finding.sentence)}{mended}")
    if not findings:
        print(f"{_counted(n_documents, 'document')} checked; everything is as it should be.")


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" + ("" if number == 1 else "s")
