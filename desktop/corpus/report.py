"""Owns the report on a corpus: what was taken in, by format and language, what was refused or doubled."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.corpus.corpus import Corpus
from desktop.corpus.library import Document, Refusal


@dataclass(frozen=True, slots=True)
class Report:
    """What a corpus holds. `languages` counts documents, "" those of an unknown language.

    `empty` are documents without a word outside boilerplate, `doubtful` those with remarks,
    `duplicates` groups of documents with the very same text.
    """

    documents: int
    words: int
    characters: int
    size_bytes: int
    formats: dict[str, int]
    languages: dict[str, int]
    refused: tuple[Refusal, ...]
    empty: tuple[Document, ...]
    doubtful: tuple[Document, ...]
    duplicates: tuple[tuple[Document, ...], ...]


def report_on(corpus: Corpus) -> Report:
    """Look through a corpus and return the report on it."""
    documents = [corpus.document(document_id) for document_id in corpus.catalogue().ids.tolist()]
    return Report(
        documents=len(documents),
        words=sum(document.words for document in documents),
        characters=sum(document.n_characters for document in documents),
        size_bytes=sum(document.size_bytes for document in documents),
        formats=_counted(document.format for document in documents),
        languages=_counted(document.language or "" for document in documents),
        refused=corpus.refusals(),
        empty=tuple(document for document in documents if not document.words),
        doubtful=tuple(document for document in documents if document.remarks),
        duplicates=_duplicates(corpus, documents),
    )


def _counted(labels: Iterable[str]) -> dict[str, int]:
    return dict(Counter(labels).most_common())


def _duplicates(corpus: Corpus, documents: list[Document]) -> tuple[tuple[Document, ...], ...]:
    """Group documents of one text; only texts of the same length are read."""
    groups: dict[tuple[int, bytes], list[Document]] = {}
    lengths = Counter(document.n_characters for document in documents)
    for document in documents:
        if lengths[document.n_characters] > 1:
            text = corpus.text(document.id).text
            key = (document.n_characters, hashlib.sha256(text.encode()).digest())
            groups.setdefault(key, []).append(document)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
