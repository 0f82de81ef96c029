"""Owns PDF files: their text in reading order, with its pages, headings and what stands around it.

`door` is the only way to PDFium, `cutting` cuts pages into `lines` (`leftward` and `bidi` those from
right to left, `letters` single characters), `columns` orders them, `running` finds headers and
footers, `paragraphs` and `joining` make running text, `layout` says what it is; `scan` recognises
pages that are pictures.
"""

from desktop.corpus.formats.pdf.reading import read_pdf

__all__ = ["read_pdf"]
