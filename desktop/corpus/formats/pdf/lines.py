"""Owns what a line of a page is, and a page of lines."""

from dataclasses import dataclass
from typing import NamedTuple


class Line(NamedTuple):
    """A line of text with its box in points, `bottom` being where its letters stand.

    `size` is that of its font. `page` counts from 0. `is_divided` says that its last word goes on in the next line.
    `is_table` says that it is a whole table: its rows are parted by line ends, its cells by tabs.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    page: int
    is_bold: bool = False
    is_rtl: bool = False
    is_divided: bool = False
    is_table: bool = False

    @property
    def is_upright(self) -> bool:
        """Say whether it runs along the page, as far as that shows."""
        return len(self.text) < 3 or self.right - self.left > (self.top - self.bottom) * 0.6


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page in PDFium's order, and its size.

    `is_picture` says that it has next to no text and something is drawn on it, `is_garbled` that many
    of its characters are not those that one sees.
    """

    lines: tuple[Line, ...]
    width: float
    height: float
    is_picture: bool = False
    is_garbled: bool = False
