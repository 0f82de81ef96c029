"""Owns the fields of a message's header: encoded words, bytes that were never allowed, odd charsets."""

import base64
import binascii
import codecs
import email.message
import quopri
import re
import urllib.parse
from itertools import groupby

from desktop.corpus.formats.encodings import decode

_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bqBQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,60}\?[bqBQ]\?)")
_FOLD = re.compile(r"\r?\n[ \t]")
_ALIASES = {
    "unicode-1-1-utf-7": "utf-7",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-8-i": "iso-8859-8",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "iso-8859-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-unknown": "",
    "unknown-8bit": "",
    "default": "",
    "_autodetect": "",
}

_ONE_BYTE = ("cp125", "iso-8859", "latin", "windows-125", "koi8")


def field(message: email.message.Message, name: str) -> str:
    """Return the values of a field as characters, joined by commas; "" if it is not there."""
    wanted = name.lower()
    values = [raw for key, raw in message.raw_items() if key.lower() == wanted]
    return ", ".join(filter(None, (unquoted(str(value)) for value in values)))


def first_field(message: email.message.Message, name: str) -> str:
    """Return the first value of a field as characters; "" if it is not there."""
    wanted = name.lower()
    for key, raw in message.raw_items():
        if key.lower() == wanted:
            return unquoted(str(raw))
    return ""


def unquoted(value: str) -> str:
    """Return a header value with its encoded words and its bytes as characters."""
    text = _FOLD.sub(" ", value)
    if not text.isascii():  # the parser keeps bytes that are not ASCII as surrogates
        data = text.encode("utf-8", "surrogateescape")
        text = decode(data).text
    if "=?" not in text:
        return text.strip()
    text = _BETWEEN.sub(r"\1", text)
    pieces: list[str] = []
    place = 0
    found = list(_ENCODED.finditer(text))
    # Words that follow each other may cut a character in two, so they are decoded together.
    for _, run in groupby(enumerate(found), key=lambda item: _chain(found, item[0])):
        words = [match for _, match in run]
        pieces.append(text[place : words[0].start()])
        data = b"".join(_bytes_of(match) for match in words)
        pieces.append(decoded(data, words[0][1].partition("*")[0])[0])
        place = words[-1].end()
    pieces.append(text[place:])
    return "".join(pieces).strip()


def decoded(data: bytes, charset: str) -> tuple[str, str, bool]:
    """Return bytes as characters, the encoding that was taken, and whether that is doubtful."""
    wanted = charset.strip(" '\"").lower()
    wanted = _ALIASES.get(wanted, wanted)
    if wanted.startswith(_ONE_BYTE) and not data.isascii():
        wanted = _utf8_all_the_same(data) or wanted
    if wanted:
        try:
            codec = codecs.lookup(wanted)
            if codec._is_text_encoding:
                return data.decode(wanted), codec.name, False
        except (LookupError, ValueError, UnicodeError):
            pass  # unknown, or not what the bytes are: their own look decides
    guessed = decode(data)
    return guessed.text, guessed.encoding, guessed.is_doubtful


def _utf8_all_the_same(data: bytes) -> str:
    """Return "utf-8" for bytes that are nothing else, whatever a mail program wrote above them."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "utf-8"


def file_name(message: email.message.Message) -> str:
    """Return the name that an enclosure was given, "" if none."""
    for field_name, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            value = message.get_param(parameter, None, field_name)
        except (ValueError, IndexError, TypeError, AttributeError):
            continue
        if isinstance(value, tuple):  # RFC 2231
            charset, _, text = value
            data = (
                urllib.parse.unquote_to_bytes(text)
                if "%" in text
                else text.encode("latin-1", "replace")
            )
            return decoded(data, charset or "utf-8")[0]
        if value:
            return unquoted(str(value))
    return ""


def _chain(found: list[re.Match[str]], number: int) -> int:
    """Return the number of the first word in a run of words of one charset without a gap."""
    while number and found[number - 1].end() == found[number].start():
        if found[number - 1][1].lower() != found[number][1].lower():
            break
        number -= 1
    return number


def _bytes_of(word: re.Match[str]) -> bytes:
    content = word[3]
    if word[2] in "qQ":
        return quopri.decodestring(content.replace("_", "=20").encode("utf-8"))
    try:
        return base64.b64decode(content + "=" * (-len(content) % 4))
    except (binascii.Error, ValueError):
        return content.encode("utf-8")
