"""Owns plain text: bytes to characters, and the structure that general rules find in them."""

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.encodings import decode
from desktop.corpus.text.blocks import Reading
from desktop.corpus.text.canonical import canonical
from desktop.corpus.text.language import language_of
from desktop.corpus.text.structure import recognise


def read_plain(data: bytes, name: str) -> Reading:
    """Read a plain text. Raises FileTrouble if nothing is in it or it is too long."""
    decoded = decode(data)
    text = canonical(decoded.text)
    if not text or text.isspace():
        raise FileTrouble("The file is empty.")
    language = language_of(text)
    blocks, catalogue = recognise(text, language=language, file_name=name)
    return Reading(
        text=text,
        blocks=blocks,
        catalogue=catalogue,
        format="text",
        encoding=decoded.encoding,
        notes=decoded.notes,
    )
