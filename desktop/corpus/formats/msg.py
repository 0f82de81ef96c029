"""Owns Outlook messages (MSG): the letter in them, what is attached, and messages inside messages."""

import email
import io
import struct
from collections.abc import Iterator
from functools import partial

import olefile

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.inner import DEEPEST, Names, inner_parts, joined
from desktop.corpus.formats.letters import Letter, reading_of
from desktop.corpus.formats.lzfu import unpacked_rtf
from desktop.corpus.formats.mail_header import decoded, first_field
from desktop.corpus.formats.msg_properties import Storage
from desktop.corpus.formats.parts import Part, Wishes
from desktop.corpus.formats.rtf_body import html_in_rtf, text_in_rtf
from desktop.corpus.text.blocks import Reading

_SUBJECT, _HEADERS, _BODY, _RTF, _HTML = 0x0037, 0x007D, 0x1000, 0x1009, 0x1013
_CLASS, _SENT, _DELIVERED, _MADE = 0x001A, 0x0039, 0x0E06, 0x3007
_FROM_NAME, _FROM_ADDRESS, _FROM_SMTP = (0x0042, 0x0C1A), (0x0065, 0x0C1F), (0x5D02, 0x5D01)
_TO, _CC = 0x0E04, 0x0E03
_NAME, _ADDRESS, _SMTP, _KIND = 0x3001, 0x3003, 0x39FE, 0x0C15
_FILE_NAMES, _FILE_DATA, _CONTENT_ID, _FLAGS = (0x3707, 0x3704, 0x3001), 0x3701, 0x3712, 0x3714
_IN_HTML = 4
_PICTURES = (".gif", ".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp", ".emz", ".wmz")
_FAULTS = (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError, struct.error)


def parts_of_msg(data: bytes, name: str, wishes: Wishes, *, level: int = 0) -> Iterator[Part]:
    """Yield an Outlook message (its part is "") and then what is attached to it.

    Raises FileTrouble if its storage is damaged.
    """
    try:
        ole = olefile.OleFileIO(io.BytesIO(data))
        is_whole = bool(ole.listdir())  # a folder that lies in itself shows here
    except _FAULTS as error:
        raise _damaged() from error
    if not is_whole:
        raise _damaged()
    with ole:
        message = Storage(ole, ())
        yield from _parts(message, "", wishes, parent=None, level=level, size=len(data))


def _damaged() -> FileTrouble:
    return FileTrouble("The message is damaged.", advice="Try to get a whole copy.")


def _parts(
    message: Storage, part_name: str, wishes: Wishes, *, parent: str | None, level: int, size: int
) -> Iterator[Part]:
    letter = _letter(message)
    kind = message.text(_CLASS).lower()
    is_sealed = "smime" in kind and "multipartsigned" not in kind
    read = partial(_reading, letter, is_sealed=is_sealed)
    yield Part(part_name, read, parent=parent, size_bytes=size, is_complex=bool(letter.html))
    if level >= DEEPEST:
        return
    names = Names()
    for number, attachment in enumerate(message.children("__attach"), 1):
        title = next(filter(None, map(attachment.text, _FILE_NAMES)), "").rstrip("\0 ")
        inner = attachment.embedded()
        if inner is not None:
            title = title or inner.text(_SUBJECT).replace("/", " ")[:80]
            full = joined(part_name, names.name(title, otherwise=f"attachment {number}"))
            yield from _parts(inner, full, wishes, parent=part_name, level=level + 1, size=0)
            continue
        is_picture = title.lower().endswith(_PICTURES) or bool(attachment.number(_FLAGS) & _IN_HTML)
        content = attachment.data(_FILE_DATA)
        if content and (wishes.ocr or not is_picture):
            full = joined(part_name, names.name(title, otherwise=f"attachment {number}"))
            yield from inner_parts(content, full, parent=part_name, wishes=wishes, level=level)


def _reading(letter: Letter, *, is_sealed: bool) -> Reading:
    if is_sealed and not letter.plain and not letter.html:
        raise FileTrouble(
            "The message is encrypted.",
            advice="Open it in Outlook with the key, save it there unencrypted, and add that.",
        )
    return reading_of(letter, "msg")


def _letter(message: Storage) -> Letter:
    headers = email.message_from_string(message.text(_HEADERS).lstrip())
    to, cc = _recipients(message)
    html = decoded(message.data(_HTML), message.code_page)[0] if message.data(_HTML) else ""
    html = html or message.text(_HTML)
    plain = message.text(_BODY)
    if not html and (rtf := unpacked_rtf(message.data(_RTF))):
        html = html_in_rtf(rtf)
        plain = plain or (text_in_rtf(rtf) if not html else "")
    dates = (message.date(number) for number in (_SENT, _DELIVERED, _MADE))
    return Letter(
        subject=message.text(_SUBJECT),
        sender=_sender(message) or first_field(headers, "from"),
        to=to or message.text(_TO) or first_field(headers, "to"),
        cc=cc or message.text(_CC) or first_field(headers, "cc"),
        date=first_field(headers, "date") or next(filter(None, dates), ""),
        plain=plain,
        html=html,
    )


def _sender(message: Storage) -> str:
    for name, address, smtp in zip(_FROM_NAME, _FROM_ADDRESS, _FROM_SMTP, strict=True):
        said = _person(message.text(name), message.text(smtp) or message.text(address))
        if said:
            return said
    return ""


def _recipients(message: Storage) -> tuple[str, str]:
    """Return to whom a message goes, and who gets a copy."""
    found: dict[int, list[str]] = {}
    for recipient in message.children("__recip"):
        address = recipient.text(_SMTP) or recipient.text(_ADDRESS)
        if said := _person(recipient.text(_NAME), address):
            found.setdefault(recipient.number(_KIND), []).append(said)
    return ", ".join(found.get(1, ())), ", ".join(found.get(2, ()))


def _person(name: str, address: str) -> str:
    """Return a name with an address; the ones that only Exchange understands are left out."""
    name, address = name.strip(" '\""), address.strip(" '\"")
    has_address = "@" in address
    if not name or (has_address and address.lower() in name.lower()):
        return name or (address if has_address else "")
    said = f'"{name}"' if "," in name and "<" not in name else name
    return f"{said} <{address}>" if has_address else said
