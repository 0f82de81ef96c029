"""Owns the calls about what is said more than once: duplicates, compare, repeats."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing

from desktop.cli.output import one_line, print_json
from desktop.cli.reporting import counted
from desktop.corpus.corpus import Corpus, open_corpus
from desktop.corpus.errors import Trouble
from desktop.corpus.intake.freshen import freshen_columns
from desktop.corpus.intake.listening import Listening
from desktop.corpus.intake.lock import intake_lock
from desktop.corpus.kin.compare import Change, Comparison, compare
from desktop.corpus.kin.find import Compared, Comparing, find_families
from desktop.corpus.kin.repeats import Repeat, Repeats, find_repeats
from desktop.corpus.kin.switching import switch_blocks
from desktop.corpus.library import Kin, Library

_SHOWN = 90
_MOST_LISTED = 40


def run_duplicates(options: argparse.Namespace) -> int:
    """Compare all documents, unless that was done with the texts of today, and print the families."""
    with open_corpus(options.corpus) as corpus:
        n_new = 0
        if not corpus.are_families_current():
            compared = _go_through(find_families(corpus.library), is_told=options.steps)
            if not isinstance(compared, Compared):
                return 0
            n_new = compared.new
        families: dict[int, list[Kin]] = {}
        for kin in corpus.library.kin.families():
            families.setdefault(kin.family, []).append(kin)
        if options.steps:
            n_documents = sum(map(len, families.values()))
            done = {"event": "done", "families": len(families), "documents": n_documents}
            print_json({**done, "new": n_new})
        elif options.json:
            print_json([[_kin_record(kin) for kin in family] for family in families.values()])
        else:
            _print_families(corpus, list(families.values()))
    return 0


def _kin_record(kin: Kin) -> dict[str, object]:
    return {"id": kin.document_id, "kind": kin.kind, "likeness": round(kin.likeness, 4)}


def _print_families(corpus: Corpus, families: Sequence[Sequence[Kin]]) -> None:
    n_repeats = sum(len(family) - 1 for family in families)
    if not families:
        print("No document is the same as another one, or nearly so.")
        return
    word = "family" if len(families) == 1 else "families"
    print(f"{len(families):,} {word}; {counted(n_repeats, 'document')} more than needed.")
    for family in families:
        print()
        for kin in family:
            said = kin.kind if kin.kind in ("first", "same") else f"{kin.likeness:.0%}"
            name = corpus.document(kin.document_id).name
            inside = ", in the first" if kin.kind == "contained" else ""
            print(one_line(f"  {kin.document_id:>8}  {said + inside:>5}  {name}"))


def run_compare(options: argparse.Namespace) -> int:
    """Print where the texts of two documents differ."""
    with open_corpus(options.corpus) as corpus:
        left, right = (corpus.text(number).text for number in (options.left, options.right))
        language = corpus.document(options.left).language
    comparison = compare(left, right, language=language)
    if options.json:
        print_json(_comparison_record(comparison))
    else:
        _print_comparison(comparison, left, right)
    return 0


def _comparison_record(comparison: Comparison) -> dict[str, object]:
    return {
        "likeness": round(comparison.likeness, 4),
        "contained": round(comparison.contained, 4),
        "words": [comparison.n_left, comparison.n_right],
        "shared": comparison.n_shared,
        "differences": [
            {
                "change": each.change.value,
                "left": [each.left_start, each.left_end],
                "right": [each.right_start, each.right_end],
            }
            for each in comparison.differences
        ],
    }


def _print_comparison(comparison: Comparison, left: str, right: str) -> None:
    print(
        f"{comparison.n_shared:,} of {comparison.n_left:,} and {comparison.n_right:,} words"
        f" are the same ({comparison.likeness:.1%}{_of_shorter(comparison)})."
    )
    for each in comparison.differences:
        if each.change is Change.EQUAL:
            continue
        if each.left_end > each.left_start:
            print(f"- {one_line(left[each.left_start : each.left_end])}")
        if each.right_end > each.right_start:
            print(f"+ {one_line(right[each.right_start : each.right_end])}")
        print()


def _of_shorter(comparison: Comparison) -> str:
    """Say how much of the shorter text stands in the longer, if that is another share."""
    if comparison.contained - comparison.likeness < 0.05:
        return ""
    return f"; {comparison.contained:.1%} of the shorter text"


def run_repeats(options: argparse.Namespace) -> int:
    """Print passages that stand in several documents, or switch those that were chosen."""
    with closing(Library.open(options.corpus)) as library:
        repeats = _go_through(find_repeats(library), is_told=options.steps)
        if not isinstance(repeats, Repeats):
            return 0
        if options.steps:
            records = [_repeat_record(n, each) for n, each in enumerate(repeats.passages, 1)]
            print_json({"event": "done", "passages": records})
        elif options.boilerplate or options.text:
            to_boilerplate = _chosen(options.boilerplate, repeats)
            to_text = _chosen(options.text, repeats)
            with intake_lock(library.folder):
                n_on = _switch(library, [p for r in to_boilerplate for p in r.to_switch], on=True)
                n_off = _switch(library, [p for r in to_text for p in r.switched_off], on=False)
                for _ in freshen_columns(library):
                    pass
            print(f"{counted(n_on + n_off, 'block')} switched.")
        elif options.json:
            print_json([_repeat_record(n, each) for n, each in enumerate(repeats.passages, 1)])
        else:
            _print_repeats(repeats)
    return 0


def _switch(library: Library, places: Sequence[tuple[int, int]], *, on: bool) -> int:
    for _ in switch_blocks(library, places, is_boilerplate=on):
        pass
    return len(places)


def _chosen(typed: str, repeats: Repeats) -> list[Repeat]:
    """Return the passages that were named: numbers with commas between, all proposed, or the sure ones."""
    if typed in ("all", "sure"):
        return list(repeats.proposed if typed == "all" else repeats.sure)
    numbers = [part.strip() for part in typed.split(",") if part.strip()]
    wrong = [
        part
        for part in numbers
        if not part.isdecimal() or not 0 < int(part) <= len(repeats.passages)
    ]
    if wrong:
        raise Trouble(f"There is no passage {wrong[0]}.", advice="“nineveh repeats” lists them.")
    return [repeats.passages[int(part) - 1] for part in numbers]


def _repeat_record(number: int, repeat: Repeat) -> dict[str, object]:
    return {
        "number": number,
        "text": repeat.text,
        "words": repeat.words,
        "documents": repeat.documents,
        "kind": "furniture" if repeat.is_furniture else "copy",
        "places": [{"id": document, "start": start} for document, start in repeat.places],
        "boilerplate": sum(repeat.is_boilerplate),
        "proposed": repeat.is_furniture and bool(repeat.to_switch),
        "sure": repeat.is_sure and bool(repeat.to_switch),
        "share": round(repeat.share, 4),
        "source": repeat.origin,
        "place": repeat.place,
    }


def _print_repeats(repeats: Repeats) -> None:
    heads = {
        True: "Perhaps furniture of the page (--boilerplate NUMBERS makes it boilerplate):",
        False: "Copy that several documents share:",
    }
    numbered = list(enumerate(repeats.passages, 1))
    for is_furniture, head in heads.items():
        shown = [(n, r) for n, r in numbered if r.is_furniture is is_furniture]
        if shown:
            print(head)
        for number, repeat in shown[:_MOST_LISTED]:
            state = " (boilerplate)" if not repeat.to_switch else ""
            said = one_line(" ".join(repeat.text.split())[:_SHOWN])
            where = counted(repeat.documents, "document") + _why(repeat)
            print(f"{number:>5}  in {where}{state}: {said}")
        if len(shown) > _MOST_LISTED:
            print(f"       … and {len(shown) - _MOST_LISTED:,} more; --json prints all.")
    if not repeats.passages:
        print("No passage stands in several documents.")


def _why(repeat: Repeat) -> str:
    """Say why a passage is taken for furniture."""
    if not repeat.is_furniture:
        return ""
    where = {"beginning": ", near the beginning", "end": ", near the end"}.get(repeat.place, "")
    return f" ({repeat.share:.0%} of one source{where}{'; sure' if repeat.is_sure else ''})"


def _go_through(steps: Iterator[object], *, is_told: bool) -> object:
    """Go through all steps and return the last one.

    If they are told, it is as lines of JSON, and the end of standard input stops them: then None.
    """
    listening = Listening() if is_told else None
    last: object = None
    for step in steps:
        last = step
        if listening is not None and isinstance(step, Comparing):
            if listening.is_closed():
                print_json({"event": "stopped"})
                return None
            print_json({"event": "progress", "done": step.done, "of": step.of})
    return last
