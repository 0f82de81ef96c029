"""Owns the call that joins a metadata sheet to the documents of a corpus."""

import argparse

from desktop.cli.output import one_line, print_json
from desktop.corpus.corpus import open_corpus
from desktop.corpus.errors import CorpusIsReadOnly
from desktop.corpus.sheet import Plan, plan_for, read_sheet


def run_join(options: argparse.Namespace) -> int:
    """Set what the sheet says, or with --dry-run only tell what would be set."""
    sheet = read_sheet(options.sheet)
    with open_corpus(options.corpus) as corpus:
        plan = plan_for(sheet, corpus.catalogue(), options.sheet.resolve().parent)
        if not options.dry_run:
            if corpus.is_read_only:
                raise CorpusIsReadOnly("This corpus cannot be changed: its folder is read-only.")
            corpus.correct_all(plan.changes)
    if options.json:
        print_json(
            {
                "documents": plan.n_documents,
                "values": len(plan.changes),
                "missing": list(plan.missing),
                "complaints": list(plan.complaints),
                "ignored": list(sheet.ignored),
            }
        )
    else:
        _print_plan(plan, sheet.ignored, is_done=not options.dry_run)
    return 0


def _print_plan(plan: Plan, ignored: tuple[str, ...], *, is_done: bool) -> None:
    verb = "were set" if is_done else "would be set"
    print(f"{len(plan.changes):,} values of {plan.n_documents:,} documents {verb}.")
    if ignored:
        print(one_line(f"No field takes these columns: {', '.join(ignored)}."))
    for complaint in plan.complaints:
        print(one_line(complaint))
    for file in plan.missing:
        print(one_line(f"No document was read from {file}."))
