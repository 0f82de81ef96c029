"""Owns how the pieces of a message are sorted: what is its body, what is enclosed, what is neither."""

import binascii
import email
import email.message
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from desktop.corpus.formats.letters import Letter
from desktop.corpus.formats.mail_header import decoded, field, file_name, first_field

_SEALS = frozenset(
    ["application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"]
)
_PICTURES = (".gif", ".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp", ".emz", ".wmz")
_SEALED = (
    "multipart/encrypted",
    "application/pgp-encrypted",
    "application/pkcs7-mime",
    "application/x-pkcs7-mime",
)
_UU_BEGIN = re.compile(r"^begin [0-7]{3,4} (\S.{0,200})$", re.MULTILINE)
_LIST_NAME = re.compile(r'\s*"?([^"<]*?)"?\s*(?:<([^>]*)>)?\s*$')
_ENCRYPTED = "The message is encrypted, or sealed as a whole."
_SEALED_PIECE = "A piece of the message is encrypted, or a certificate, and was left out."
_ENCRYPTED_ADVICE = (
    "Open it in the mail program that holds the key, save it there unencrypted, and add that."
)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Something attached: a file (`data` gives its bytes), or a whole message."""

    name: str
    data: Callable[[], bytes]
    message: email.message.Message | None = None
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Sorted:
    """A message taken apart; `trouble` says why its letter cannot be read, if so."""

    letter: Letter
    enclosures: tuple[Enclosure, ...]
    trouble: str = ""
    advice: str = ""


@dataclass(slots=True)
class _Body:
    """What is found of the body on the way through the pieces."""

    plain: list[str]
    html: list[str]
    enclosures: list[Enclosure]
    encoding: str | None = None
    is_doubtful: bool = False
    is_flowed: bool = False
    deletes_space: bool = False
    is_encrypted: bool = False


def sorted_parts(message: email.message.Message) -> Sorted:
    """Take a message apart into its letter and what is enclosed."""
    body = _Body([], [], [])
    for piece, is_alternative in _pieces(message):
        _take(piece, body, is_alternative=is_alternative)
    plain = "\n\n".join(body.plain)
    plain, unpacked = _without_uuencoded(plain) if "\nend" in plain else (plain, [])
    is_bare = not plain.strip() and not "".join(body.html).strip()
    is_encrypted = plain.lstrip().startswith("-----BEGIN PGP MESSAGE-----") or (
        body.is_encrypted and is_bare
    )
    said = {
        "encoding": "The encoding of the message is doubtful." if body.is_doubtful else "",
        "cut": _SEALED_PIECE if body.is_encrypted else "",
    }
    letter = Letter(
        subject=first_field(message, "subject"),
        sender=first_field(message, "from") or first_field(message, "sender"),
        to=field(message, "to") or field(message, "newsgroups"),
        cc=field(message, "cc"),
        date=first_field(message, "date"),
        source=_list_name(first_field(message, "list-id")),
        plain=plain,
        html="\n".join(body.html),
        is_flowed=body.is_flowed,
        deletes_space=body.deletes_space,
        encoding=body.encoding,
        notes=tuple(filter(None, said.values())),
        doubts=tuple(doubt for doubt, note in said.items() if note),
    )
    enclosures = (*body.enclosures, *unpacked)
    if is_encrypted:
        return Sorted(replace(letter, plain="", html=""), enclosures, _ENCRYPTED, _ENCRYPTED_ADVICE)
    return Sorted(letter, enclosures)


def _pieces(message: email.message.Message) -> Iterator[tuple[email.message.Message, bool]]:
    """Yield the pieces that hold something, in order, with whether they are one of alternatives."""
    waiting = [(message, False)]
    while waiting:
        piece, is_alternative = waiting.pop()
        kind = piece.get_content_type()
        payload = piece.get_payload()
        if kind in ("message/rfc822", *_SEALED) or not isinstance(payload, list):
            yield piece, is_alternative
        elif kind.startswith("message/"):  # delivery-status and other reports: fields in groups
            yield piece, False
        else:
            is_inner = kind == "multipart/alternative" or (
                is_alternative and kind == "multipart/related"
            )
            waiting += [
                (inner, is_inner) for inner in reversed(payload) if not isinstance(inner, str)
            ]


def _take(piece: email.message.Message, body: _Body, *, is_alternative: bool) -> None:
    kind = piece.get_content_type()
    name = file_name(piece)
    payload = piece.get_payload()
    if kind in _SEALS:
        return
    if kind in _SEALED:
        body.is_encrypted = True
    elif isinstance(payload, list):
        inner = [part for part in payload if isinstance(part, email.message.Message)]
        _take_list(piece, inner, name, body)
    elif kind.startswith("image/"):
        body.enclosures.append(Enclosure(name, lambda: _bytes(piece), is_picture=True))
    elif kind.startswith(("text/", "multipart/", "message/")) and not _is_file(piece, name):
        _take_text(piece, kind, body, is_alternative=is_alternative)
    elif not (body.is_encrypted and kind == "application/octet-stream"):
        is_picture = name.lower().endswith(_PICTURES)
        body.enclosures.append(Enclosure(name, lambda: _bytes(piece), is_picture=is_picture))


def _take_list(
    piece: email.message.Message,
    payload: list[email.message.Message],
    name: str,
    body: _Body,
) -> None:
    if piece.get_content_type() == "message/rfc822" and payload:
        inner = _inner_message(piece, payload[0])
        title = name or first_field(inner, "subject").replace("/", " ")[:80]
        body.enclosures.append(Enclosure(title or "message", lambda: b"", message=inner))
        return
    groups = ["\n".join(f"{k}: {v}" for k, v in inner.items()) for inner in payload]
    body.plain.append("\n\n".join(filter(None, groups)))


def _inner_message(
    piece: email.message.Message, inner: email.message.Message
) -> email.message.Message:
    """Return an enclosed message; some programs encode one, which the parser does not expect."""
    encoding = first_field(piece, "content-transfer-encoding").lower()
    text = inner.get_payload()
    if encoding not in ("base64", "quoted-printable") or inner.keys() or not isinstance(text, str):
        return inner
    holder = email.message.Message()
    holder["Content-Transfer-Encoding"] = encoding
    holder.set_payload(text)
    return email.message_from_bytes(_bytes(holder))


def _take_text(
    piece: email.message.Message, kind: str, body: _Body, *, is_alternative: bool
) -> None:
    charset = _parameter(piece, "charset")
    text, encoding, is_doubtful = decoded(_bytes(piece), charset)
    if not text.strip():
        return
    if kind == "text/html" or (kind != "text/plain" and text.lstrip()[:5].lower() == "<html"):
        if is_alternative or not body.plain:
            body.html.append(text)
        else:  # a page that follows a text, and is no other form of it
            body.enclosures.append(Enclosure("page.html", lambda: text.encode("utf-8", "replace")))
            return
    elif is_alternative and kind != "text/plain":
        return  # an invitation, or rich text of old programs: the others say the same
    else:
        body.plain.append(text)
        body.is_flowed = body.is_flowed or _parameter(piece, "format").lower() == "flowed"
        body.deletes_space = body.deletes_space or _parameter(piece, "delsp").lower() == "yes"
    body.encoding = body.encoding or encoding
    body.is_doubtful = body.is_doubtful or is_doubtful


def _is_file(piece: email.message.Message, name: str) -> bool:
    disposition = first_field(piece, "content-disposition").partition(";")[0].strip().lower()
    return disposition == "attachment" or (bool(name) and disposition != "inline")


def _bytes(piece: email.message.Message) -> bytes:
    """Return the bytes of a piece, its transfer encoding undone as far as it is whole."""
    try:
        data = piece.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError, IndexError, AttributeError):
        data = None
    if isinstance(data, bytes):
        return data
    raw = piece.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _parameter(piece: email.message.Message, name: str) -> str:
    try:
        value = piece.get_param(name, "")
    except (ValueError, IndexError, TypeError, AttributeError):
        return ""
    return value[2] if isinstance(value, tuple) else str(value or "")


def _list_name(value: str) -> str:
    found = _LIST_NAME.match(value)
    return (found[1] or found[2] or "") if found else ""


def _without_uuencoded(text: str) -> tuple[str, list[Enclosure]]:
    """Take files that stand in the text as uuencoded lines out of it."""
    kept: list[str] = []
    files: list[Enclosure] = []
    place = 0
    for begin in _UU_BEGIN.finditer(text):
        end = text.find("\nend", begin.end())
        if end < 0 or begin.start() < place:
            continue
        data = _undone(text[begin.end() : end].split("\n"))
        if data is None:
            continue
        kept.append(text[place : begin.start()])
        name = begin[1].strip()
        is_picture = name.lower().endswith(_PICTURES)
        files.append(Enclosure(name, lambda data=data: data, is_picture=is_picture))
        place = end + 4
    return "".join([*kept, text[place:]]), files


def _undone(lines: list[str]) -> bytes | None:
    """Return what uuencoded lines hold, None if they are none."""
    pieces: list[bytes] = []
    for line in lines:
        line = line.strip("\r")
        if not line or line == "`":
            continue
        try:
            pieces.append(binascii.a2b_uu(line.encode("ascii")))
        except (binascii.Error, UnicodeEncodeError):
            return None
    return b"".join(pieces)
