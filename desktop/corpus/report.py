"""Owns the report on a corpus: what was taken in and what was not, so that "no hits" means something."""

from collections import Counter
from dataclasses import dataclass

from desktop.corpus.corpus import Corpus
from desktop.corpus.library import Family, Listed, Refusal

_N_EXAMPLES = 5
_NO_TEXT_LAYER = "a scan without text"  # how the reason of a refusal begins


@dataclass(frozen=True, slots=True)
class Report:
    """What a corpus holds. All tables count documents, the most frequent first; "" is unknown.

    `size_bytes` is that of the source `files`, each once. `years` are of published, else updated,
    oldest first; `by_year_and_format` is the same by format. `doubts` count by "encoding", "order",
    "cut", "scan", "damaged". `reasons` count refused files and parts. `without_text_layer` counts
    refused scans and documents of which some pages are.
    `empty` are documents without a word outside boilerplate, `doubtful` those with remarks or doubts.
    `duplicates` are groups of documents with the very same text, `near_duplicates` families in which
    some texts differ a little, and `n_repeats` counts documents that have another before them; these
    are of the last comparison, and `are_families_current` says whether it was of today's texts.
    """

    documents: int
    files: int
    words: int
    characters: int
    pages: int
    size_bytes: int
    formats: dict[str, int]
    languages: dict[str, int]
    sources: dict[str, int]
    folders: dict[str, int]
    years: dict[str, int]
    by_year_and_format: dict[tuple[str, str], int]
    doubts: dict[str, int]
    reasons: dict[str, int]
    without_text_layer: int
    refused: tuple[Refusal, ...]
    empty: tuple[Listed, ...]
    doubtful: tuple[Listed, ...]
    largest: tuple[Listed, ...]
    smallest: tuple[Listed, ...]
    oldest: tuple[Listed, ...]
    newest: tuple[Listed, ...]
    duplicates: tuple[tuple[Listed, ...], ...]
    near_duplicates: tuple[Family, ...]
    n_repeats: int
    are_families_current: bool


def report_on(corpus: Corpus) -> Report:
    """Count what is in a corpus and return the report on it."""
    library = corpus.library
    holdings = library.holdings
    with library.snapshot():
        totals = holdings.totals()
        by_year_and_format = holdings.by_year_and_format()
        refused = library.refusals()
        doubts = holdings.by_doubt()
        n_scans = sum(1 for each in refused if each.reason.lower().startswith(_NO_TEXT_LAYER))
        return Report(
            documents=totals.documents,
            files=totals.files,
            words=totals.words,
            characters=totals.characters,
            pages=totals.pages,
            size_bytes=totals.size_bytes,
            formats=holdings.by_field("format"),
            languages=holdings.by_field("language"),
            sources=holdings.by_field("source"),
            folders=holdings.by_folder(),
            years=_years(by_year_and_format),
            by_year_and_format=by_year_and_format,
            doubts=doubts,
            reasons=dict(Counter(each.reason for each in refused).most_common()),
            without_text_layer=n_scans + doubts.get("scan", 0),
            refused=refused,
            empty=holdings.empty(),
            doubtful=holdings.doubtful(),
            largest=holdings.by_size(_N_EXAMPLES),
            smallest=holdings.by_size(_N_EXAMPLES, is_smallest=True),
            oldest=holdings.by_date(_N_EXAMPLES, is_oldest=True),
            newest=holdings.by_date(_N_EXAMPLES, is_oldest=False),
            duplicates=holdings.same_texts(),
            near_duplicates=holdings.near_texts(),
            n_repeats=holdings.n_repeats(),
            are_families_current=library.kin.is_current(),
        )


def _years(by_year_and_format: dict[tuple[str, str], int]) -> dict[str, int]:
    years: dict[str, int] = {}
    for (year, _), number in by_year_and_format.items():
        years[year] = years.get(year, 0) + number
    return years
