"""Owns PDF files: their text in reading order, with its pages, headings and what stands around it.

`door` is the only way to PDFium, `salvage` puts what is left of a broken file in order. `mended` text
has its `accents` on their letters, its `raised` digits as such, no `spaced` words. `cutting` cuts pages
into `lines` (`leftward` and `bidi` those from right to left, `vowelled` those with marks, `letters`
single characters), `tables` and their `words` are found, `columns` orders lines, `running` finds headers
and footers, `numbered` the numbers of lines; `paragraphs` and `joining` make running text, `layout` says
what it is. `scan` recognises pages that are pictures or `garbled`; `doubts` says what is missing.
"""

from desktop.corpus.formats.pdf.reading import read_pdf

__all__ = ["read_pdf"]
