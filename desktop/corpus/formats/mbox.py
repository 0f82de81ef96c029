"""Owns mailboxes in one file (MBOX of any dialect, MMDF): each message is a document, in order."""

import re
from collections.abc import Iterator

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.inner import refused
from desktop.corpus.formats.mail import parts_of_message
from desktop.corpus.formats.parts import Part, Wishes

# A line that begins so and has no time of day in it, nor a header below it, is one of a text.
_POSTMARK = re.compile(
    rb"From (?:[^\r\n]*\d\d?:\d\d[^\r\n]*\r?\n|[^\r\n]{0,100}\r?\n(?=>?[!-9;-~]+:[ \t]|>From ))"
)
# Some mail programs leave no empty line before a postmark; it must then be one beyond doubt.
_SURE_POSTMARK = re.compile(
    rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^\r\n]{0,60}\d\d?:\d\d[^\r\n]*\r?\n"
    rb"(?=>?[!-9;-~]+:[ \t]|>From )"
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_FENCE = b"\x01\x01\x01\x01"


def parts_of_mbox(data: bytes, name: str, wishes: Wishes, *, level: int = 0) -> Iterator[Part]:
    """Yield the messages of a mailbox, named by their number, each before what is attached to it.

    A message that cannot be taken apart costs itself alone. Raises FileTrouble if there is none.
    """
    n_messages = 0
    for message in _messages(data):
        n_messages += 1
        part_name = str(n_messages)
        try:
            yield from parts_of_message(message, part_name, wishes, level=level)
        except FileTrouble as trouble:
            yield refused(part_name, trouble, size=len(message))
    if not n_messages:
        raise FileTrouble("The mailbox is empty.")


def _messages(data: bytes) -> Iterator[bytes]:
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n") if data[:1] != b"F" else data
    if data.startswith(_FENCE):
        yield from filter(bytes.strip, data.split(_FENCE))
        return
    begin, place = -1, 0
    while place >= 0:
        is_apart = (
            not place or data[place - 2 : place] == b"\n\n" or data[place - 3 : place] == b"\n\r\n"
        )
        if mark := (_POSTMARK if is_apart else _SURE_POSTMARK).match(data, place):
            if begin >= 0:
                yield _unquoted(data[begin:place])
            begin = mark.end()
        following = data.find(b"\nFrom ", place)
        place = following + 1 if following >= 0 else -1
    if begin >= 0:
        yield _unquoted(data[begin:])


def _unquoted(message: bytes) -> bytes:
    """Undo the sign before lines of the text that would look like a postmark."""
    return _QUOTED.sub(rb"\1", message) if b">From " in message else message
