"""Owns books (EPUB 2 and 3): all chapters in the order of reading as one text.

`opf` reads what the book says about itself, `xhtml` parses one of its files, `chapters` makes
passages of it. Everything in a book is its text but for the pages that only list its contents.
"""

from collections import defaultdict
from collections.abc import Sequence

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Page, Passage, assemble
from desktop.corpus.formats.credits import catalogue
from desktop.corpus.formats.encodings import MAX_TEXT
from desktop.corpus.formats.epub.chapters import Chapter, chapter_of
from desktop.corpus.formats.epub.opf import Book, Entry, book_of
from desktop.corpus.formats.epub.xhtml import page_of_book
from desktop.corpus.formats.package import Package
from desktop.corpus.formats.page_marks import Turned, page_marks
from desktop.corpus.formats.stated_title import with_stated_title
from desktop.corpus.text.blocks import Kind, Reading
from desktop.corpus.text.language import language_of


def read_epub(data: bytes, name: str) -> Reading:
    """Read a book. Raises FileTrouble if it is protected, damaged beyond reading or without text."""
    package = Package(data)
    book = book_of(package)
    chapters, doubts, notes = _chapters(package, book)
    passages: list[Passage] = []
    turned: list[Turned] = []
    for chapter in chapters:
        turned += [t._replace(number=t.number + len(passages)) for t in chapter.turned]
        passages += chapter.passages
    title = book.credits.get("title")
    page = assemble(with_stated_title(passages, title.value if title else None))
    if not page.text and "damaged" in doubts:
        raise FileTrouble("The book is damaged: nothing in it can be read.")
    if not page.text:
        raise FileTrouble("The book holds no text: its pages are pictures or empty.")
    pages = page_marks(page, turned, n_passages=len(passages))
    language = language_of(_body(page)) or book.language
    return Reading(
        text=page.text,
        blocks=page.blocks,
        catalogue=catalogue(page, book.credits, language=language),
        format="epub",
        marks=(*page.marks, *pages),
        notes=tuple(notes),
        pages=sum(1 for mark in pages if mark.target) or None,
        doubts=tuple(doubts),
    )


def _chapters(package: Package, book: Book) -> tuple[list[Chapter], list[str], list[str]]:
    """Read the files of a book; what cannot be read is left out and told."""
    contents, pages = _by_file(book.contents), _by_file(book.pages)
    chapters: list[Chapter] = []
    doubts: list[str] = []
    notes: list[str] = []
    if not book.is_whole:
        doubts.append("order")
        notes.append(
            "The book does not say in which order its pages are read; that of their names was taken."
        )
    length, n_lost = 0, 0
    for file in book.files:
        if length > MAX_TEXT:
            doubts.append("cut")
            notes.append("The book is too long; its end was cut off.")
            break
        try:
            data = package.read(file)
            root = page_of_book(data) if data else None
        except FileTrouble:
            root = None
        if root is None:
            n_lost += 1
            continue
        is_contents = file in book.contents_files and len(book.files) > 1
        chapter = chapter_of(root, contents[file], pages[file], is_contents=is_contents)
        length += sum(len(passage.text) for passage in chapter.passages)
        chapters.append(chapter)
    if n_lost or package.is_damaged:
        n_all, n_read = len(book.files), len(book.files) - n_lost
        doubts.append("damaged")
        notes.append(f"The book is damaged: {n_read} of its {n_all} parts were read.")
    return chapters, doubts, notes


def _by_file(entries: Sequence[Entry]) -> defaultdict[str, list[Entry]]:
    files: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        files[entry.file].append(entry)
    return files


def _body(page: Page) -> str:
    """Return the text without the pages that list the contents; all of it if nothing else is there."""
    parts = [page.text[b.start : b.end] for b in page.blocks if b.kind != Kind.BOILERPLATE]
    return "\n".join(parts) or page.text
