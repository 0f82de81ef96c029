"""Owns the calls that read: list, show, search, lines."""

import argparse
from collections.abc import Sequence

from desktop.cli.output import one_line, print_json, print_table, print_text
from desktop.cli.records import document_record, text_record
from desktop.corpus.corpus import CatalogueTable, Corpus, open_corpus
from desktop.corpus.library.rows import name_of
from desktop.corpus.search.result import Result

_FEW_RESULTS = 10
_MOST_FORMS_SHOWN = 12


def run_list(options: argparse.Namespace) -> int:
    """List the documents by their numbers, or those that match a query."""
    with open_corpus(options.corpus) as corpus:
        if options.query.strip():
            ids = sorted(corpus.search(options.query).documents.tolist())
        else:
            ids = corpus.catalogue().ids.tolist()
        documents = [corpus.document(document_id) for document_id in ids]
    if options.json:
        print_json([document_record(document) for document in documents])
        return 0
    print_table(
        ("id", "date", "words", "language", "author", "title"),
        [(d.id, d.date, d.words, d.language, d.author, d.name) for d in documents],
    )
    return 0


def run_show(options: argparse.Namespace) -> int:
    """Print the text of a document."""
    with open_corpus(options.corpus) as corpus:
        document = corpus.document(options.id)
        stored = corpus.text(options.id)
    if options.json:
        print_json(text_record(document, stored))
    else:
        print_text(stored.text)
    return 0


def run_search(options: argparse.Namespace) -> int:
    """Search the corpus and print the documents, best first."""
    with open_corpus(options.corpus) as corpus:
        result = corpus.search(options.query)
        limit = options.limit
        if limit is None and not options.json:
            limit = _FEW_RESULTS
        rows = _result_rows(corpus, result, limit, has_names=not options.json)
        notes = [*result.notes, *_notes_on_nothing(corpus, result)]
    if options.json:
        print_json(_search_record(result, rows))
        return 0
    print(_sum(result))
    if rows:
        print_table(
            ("id", "hits", "score", "title"),
            [(row["id"], row["hits"], f"{row['score']:.2f}", row["title"]) for row in rows],
        )
    _print_forms(result)
    for note in notes:
        print(one_line(note))
    return 0


def _result_rows(
    corpus: Corpus, result: Result, limit: int | None, *, has_names: bool
) -> list[dict[str, object]]:
    """Return the first documents of a result; with names, the file stands for a title that is not known."""
    catalogue = corpus.catalogue()
    rows = []
    for number, score, hits in zip(
        result.documents[:limit].tolist(),
        result.scores[:limit].tolist(),
        result.hit_counts[:limit].tolist(),
        strict=True,
    ):
        title = _title(corpus, catalogue, number, has_names=has_names)
        rows.append({"id": number, "title": title, "score": score, "hits": hits})
    return rows


def _title(
    corpus: Corpus, catalogue: CatalogueTable, number: int, *, has_names: bool
) -> str | None:
    """Return the title of a document; the catalogue names the file where none is known."""
    row = catalogue.row_of(number)
    if row < 0:
        return None
    title = catalogue.titles[row]
    if has_names or title != name_of(catalogue.paths[row], catalogue.parts[row]):
        return title
    return corpus.document(number).title  # a title may be the same as the name


def _search_record(result: Result, rows: Sequence[dict[str, object]]) -> dict[str, object]:
    return {
        "query": result.typed,
        "documents": result.n_documents,
        "hits": result.n_hits,
        "boilerplate_hits": result.boilerplate_hits,
        "results": list(rows),
        "forms": [
            {"typed": form.typed, "form": form.form, "tier": form.tier.label, "hits": form.hits}
            for form in result.forms
        ],
        "missing": [
            {"typed": missing.typed, "nearest": list(missing.nearest)} for missing in result.missing
        ],
        "notes": list(result.notes),
    }


def _sum(result: Result) -> str:
    documents = "document" if result.n_documents == 1 else "documents"
    hits = "hit" if result.n_hits == 1 else "hits"
    said = f"{result.n_hits:,} {hits} in {result.n_documents:,} {documents}"
    if result.boilerplate_hits and result.boilerplate != "only":
        where = "more" if result.boilerplate == "no" else "of them"
        said += f", {result.boilerplate_hits:,} {where} in boilerplate"
    return said + "."


def _notes_on_nothing(corpus: Corpus, result: Result) -> list[str]:
    """Say why there may be no hits: words that no document has, refused files, documents without text."""
    notes = []
    for missing in result.missing:
        note = f"No document has “{missing.typed}”."
        if missing.nearest:
            note += f" The nearest forms: {', '.join(missing.nearest)}."
        notes.append(note)
    if result.n_documents:
        return notes
    n_refused = len(corpus.refusals())
    if n_refused:
        files = "file was" if n_refused == 1 else "files were"
        notes.append(f"{n_refused:,} {files} refused and cannot be searched; see “report”.")
    n_empty = int((corpus.catalogue().words == 0).sum())
    if n_empty:
        documents = "document holds" if n_empty == 1 else "documents hold"
        notes.append(f"{n_empty:,} {documents} no text that could be searched; see “report”.")
    return notes


def _print_forms(result: Result) -> None:
    shown = [form for form in result.forms if form.hits][:_MOST_FORMS_SHOWN]
    if not shown:
        return
    said = ", ".join(f"{form.form} ({form.tier.label}, {form.hits:,})" for form in shown)
    n_more = sum(1 for form in result.forms if form.hits) - len(shown)
    print(one_line(f"Forms: {said}" + (f" and {n_more:,} more." if n_more else ".")))
