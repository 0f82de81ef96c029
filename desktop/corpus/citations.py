"""Owns the citation of a passage: who says it, in which text, where and when it appeared, at which place."""

import calendar
from dataclasses import dataclass

import regex

from desktop.corpus.concordance.lines import heading_at, page_at
from desktop.corpus.corpus import Corpus
from desktop.corpus.library import Document, StoredText

_QUOTED = regex.compile(r"[‘“«„'\"].*[’”»“'\"]", regex.DOTALL)


@dataclass(frozen=True, slots=True)
class Citation:
    """What is said of a passage `text[start:end]`; a field is empty where nothing is known.

    `published` and `updated` are ISO dates. `str()` gives the wording.
    """

    title: str
    author: str
    source: str
    published: str
    updated: str
    section: str
    start: int
    end: int
    page: str = ""

    def __str__(self) -> str:
        parts = [self.author, f"“{self.title}”", self.source, _date(self.published, self.updated)]
        if self.section:
            is_quoted = _QUOTED.fullmatch(self.section)
            parts.append(f"section {self.section if is_quoted else f'‘{self.section}’'}")
        if self.page:
            parts.append(f"{'pp.' if '–' in self.page else 'p.'} {self.page}")
        if self.end > self.start:
            parts.append(f"characters {self.start:,}–{self.end:,}")
        return ", ".join(part for part in parts if part) + "."


def cite(corpus: Corpus, document_id: int, start: int = 0, end: int = 0) -> Citation:
    """Return the citation of a passage; without a place that of the whole document. Raises Trouble."""
    document = corpus.document(document_id)
    if end <= start:
        return _citation(document, "", start, end, "")
    stored = corpus.text(document_id)
    section = _one_space(heading_at(stored, start) or "")
    return _citation(document, section, start, end, _pages(stored, start, end))


def quote(corpus: Corpus, document_id: int, start: int, end: int) -> str:
    """Return a passage in quotation marks with its citation; white space is one space each.

    Raises Trouble if the document is gone.
    """
    passage = _one_space(corpus.text(document_id).text[start:end])
    return f"“{passage}” — {cite(corpus, document_id, start, end)}"


def written_date(iso: str) -> str:
    """Return an ISO date as it is written in English: 16 October 2016, October 2016, 2016."""
    parts = iso.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return iso
    numbers = [int(part) for part in parts]
    if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
        return iso
    words = [str(numbers[0])]
    if len(numbers) > 1:
        words.insert(0, calendar.month_name[numbers[1]])
    if len(numbers) > 2:
        words.insert(0, str(numbers[2]))
    return " ".join(words)


def _pages(stored: StoredText, start: int, end: int) -> str:
    """Return the page of a passage, or its first and its last."""
    first, last = page_at(stored, start), page_at(stored, end - 1)
    return f"{first}–{last}" if first and last and first != last else first or ""


def _citation(document: Document, section: str, start: int, end: int, page: str) -> Citation:
    return Citation(
        _one_space(document.name),
        _one_space(document.author or ""),
        _one_space(document.source or ""),
        document.published or "",
        document.updated or "",
        section,
        start,
        end,
        page,
    )


def _date(published: str, updated: str) -> str:
    if published and updated and published != updated:
        return f"{written_date(published)} (updated {written_date(updated)})"
    if published:
        return written_date(published)
    return f"updated {written_date(updated)}" if updated else ""


def _one_space(text: str) -> str:
    return " ".join(text.split())
