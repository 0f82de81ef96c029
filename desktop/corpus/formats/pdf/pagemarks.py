"""Owns where pages begin in the finished text: marks that follow each other and leave nothing out."""

from collections.abc import Sequence

from desktop.corpus.formats.assembly import Page
from desktop.corpus.formats.pdf.layout import Laid
from desktop.corpus.text.blocks import Mark


def page_marks(page: Page, laid: Sequence[Laid], labels: Sequence[str]) -> tuple[Mark, ...]:
    """Return a mark for every stretch of the text that stands on one page.

    `laid` are the passages of the text's blocks, one each. What was moved to the end of the text
    (footnotes, headers, footers) is marked again with the page on which it stands.
    """
    begins: list[tuple[int, int]] = []
    for block, (_, first, turns) in zip(page.blocks, laid, strict=True):
        begins.append((block.start, first))
        begins += [(min(block.start + turn.place, block.end), turn.page) for turn in turns]
    marks: list[Mark] = []
    for place, number in begins:
        if marks and marks[-1].target == labels[number]:
            continue
        start = place if marks else 0
        while start < len(page.text) and page.text[start].isspace():
            start += 1
        if marks:
            marks[-1] = Mark("page", marks[-1].start, start, marks[-1].target)
        marks.append(Mark("page", start, len(page.text), labels[number]))
    return tuple(mark for mark in marks if mark.start < mark.end)
