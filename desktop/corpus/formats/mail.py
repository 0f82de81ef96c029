"""Owns messages as they travel (EML): the letter in them, and what is attached.

`mail_header` reads header fields, `mail_parts` sorts the pieces of a message into body and
enclosures; `letters` makes the document.
"""

import email
import email.message
from collections.abc import Iterator

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.inner import DEEPEST, Names, inner_parts, joined
from desktop.corpus.formats.letters import reading_of
from desktop.corpus.formats.mail_parts import Sorted, sorted_parts
from desktop.corpus.formats.parts import Part, Wishes

_TOO_DEEP = "The message is nested too deeply to be read."


def parts_of_mail(data: bytes, name: str, wishes: Wishes, *, level: int = 0) -> Iterator[Part]:
    """Yield a message (its part is "") and then what is attached to it.

    Raises FileTrouble if the message cannot be taken apart.
    """
    yield from parts_of_message(data, "", wishes, level=level)


def parts_of_message(
    data: bytes, part_name: str, wishes: Wishes, *, parent: str | None = None, level: int = 0
) -> Iterator[Part]:
    """Yield a message as the part of that name, then its enclosures. Raises FileTrouble."""
    begins = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if begins.startswith(b"From "):
        begins = begins.partition(b"\n")[2]
    try:
        message = email.message_from_bytes(begins)
        found = sorted_parts(message)
    except RecursionError as error:
        raise FileTrouble(_TOO_DEEP) from error
    yield from _parts(found, part_name, wishes, parent=parent, level=level, size=len(data))


def _parts(
    found: Sorted, part_name: str, wishes: Wishes, *, parent: str | None, level: int, size: int
) -> Iterator[Part]:
    letter = found.letter

    def read():  # noqa: ANN202 - a Reading
        if found.trouble:
            raise FileTrouble(found.trouble, advice=found.advice)
        return reading_of(letter, "mail")

    yield Part(part_name, read, parent=parent, size_bytes=size, is_complex=bool(letter.html))
    if level >= DEEPEST:
        return
    names = Names()
    for number, enclosure in enumerate(found.enclosures, 1):
        if enclosure.is_picture and not wishes.ocr:
            continue
        own = names.name(enclosure.name, otherwise=f"attachment {number}")
        full = joined(part_name, own)
        if enclosure.message is not None:
            inner = sorted_parts(enclosure.message)
            yield from _parts(inner, full, wishes, parent=part_name, level=level + 1, size=0)
        else:
            data = enclosure.data()
            if data:
                yield from inner_parts(data, full, parent=part_name, wishes=wishes, level=level)
