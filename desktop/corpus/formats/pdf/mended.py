"""Owns the text of a page as its readers get it: what places of single characters tell is mended.

The text keeps its length, so that each character can still be asked where it stands.
"""

from collections.abc import Callable

from desktop.corpus.formats.pdf.accents import Boxes, has_accents, with_accents
from desktop.corpus.formats.pdf.letters import without_strokes
from desktop.corpus.formats.pdf.raised import with_raised_digits
from desktop.corpus.formats.pdf.spaced import has_single_letters, without_spaces_in_words


def mended(text: str, boxes_at: Boxes, is_generated: Callable[[int], bool]) -> str:
    """Return the text of a page, of the same length."""
    text = without_strokes(text)
    if has_accents(text):
        text = with_accents(text, boxes_at)
    if has_single_letters(text):
        text = without_spaces_in_words(text, boxes_at, is_generated)
    return with_raised_digits(text, boxes_at)
