"""Owns the calls that look after a corpus: remove, check, report."""

import argparse
from contextlib import closing

from desktop.cli.output import one_line, print_json
from desktop.cli.records import document_record, refusal_record
from desktop.corpus.check import Checked, Finding, check
from desktop.corpus.corpus import open_corpus
from desktop.corpus.errors import CorpusIsReadOnly, Trouble
from desktop.corpus.library import Document, Library
from desktop.corpus.report import Report, report_on


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


def run_report(options: argparse.Namespace) -> int:
    """Say what was taken in, refused, empty, doubtful and duplicated."""
    with open_corpus(options.corpus) as corpus:
        report = report_on(corpus)
    if options.json:
        print_json(_report_record(report))
    else:
        _print_report(report)
    return 0


def _report_record(report: Report) -> dict[str, object]:
    return {
        "documents": report.documents,
        "words": report.words,
        "characters": report.characters,
        "size_bytes": report.size_bytes,
        "formats": report.formats,
        "languages": {language or "unknown": n for language, n in report.languages.items()},
        "refused": [refusal_record(refusal) for refusal in report.refused],
        "empty": [_short(document) for document in report.empty],
        "doubtful": [
            {**_short(document), "remarks": list(document.remarks)} for document in report.doubtful
        ],
        "duplicates": [[_short(document) for document in group] for group in report.duplicates],
    }


def _short(document: Document) -> dict[str, object]:
    record = document_record(document)
    return {name: record[name] for name in ("id", "title", "path")}


def _print_report(report: Report) -> None:
    size_mb = report.size_bytes / 1e6
    print(
        f"{_counted(report.documents, 'document')}, {_counted(report.words, 'word')},"
        f" {size_mb:,.1f} MB."
    )
    for head, counted in (("Formats", report.formats), ("Languages", report.languages)):
        if counted:
            said = ", ".join(f"{name or 'unknown'} {n:,}" for name, n in counted.items())
            print(f"{head}: {said}.")
    _print_documents("Without words", [(document, "") for document in report.empty])
    _print_documents(
        "Doubtful", [(document, " ".join(document.remarks)) for document in report.doubtful]
    )
    for group in report.duplicates:
        _print_documents("The same text", [(document, "") for document in group])
    if report.refused:
        print("Refused:")
    for refusal in report.refused:
        print(one_line(f"  {refusal.path}: {refusal.reason} {refusal.advice}".rstrip()))


def _print_documents(head: str, documents: list[tuple[Document, str]]) -> None:
    if documents:
        print(f"{head}:")
    for document, remark in documents:
        print(one_line(f"  {document.id}: {document.name} ({document.path}) {remark}".rstrip()))


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" + ("" if number == 1 else "s")
