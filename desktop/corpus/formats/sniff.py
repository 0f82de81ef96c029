"""Owns what kind of file something is, told by its bytes; the name only settles ties.

`sniff` answers with the word of the format that reads it, `kind_of_binary` (from `magic`) with the
plain words for what no reader takes. `sniff_containers` looks into zips and storages, `sniff_text`
tells mail, tables, data, markup and subtitles from running text.
"""

import re

from desktop.corpus.formats.encodings import looks_like_text
from desktop.corpus.formats.front_matter import front_matter
from desktop.corpus.formats.magic import advice_for, kind_by_magic, kind_of_binary
from desktop.corpus.formats.sniff_text import kind_of_text

__all__ = ["HEAD_BYTES", "advice_for", "kind_of_binary", "sniff"]

HEAD_BYTES = 65_536
"""So many bytes are enough to know a text; zips and storages are known better by all their bytes."""

_PROLOGUE = re.compile(
    r"\ufeff?\s*+(?:<\?xml[^<>]{0,300}\?>\s*+)?(?:<!--(?:[^-]|-(?!->)){0,4000}-->\s*+)*",
    re.IGNORECASE,
)
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdtext")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".xht")


def sniff(data: bytes, name: str) -> str:
    """Name the format of a file by its bytes (all of them, or the first), or "" for none.

    The words: text markdown html mhtml pdf docx odt rtf office (what LibreOffice must convert) epub
    mail mbox msg tnef csv xlsx json jsonl tei xml subtitles zip tar gzip (bzip2 and xz too) image.
    """
    head = data[:HEAD_BYTES]
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    kind = kind_by_magic(head)
    if kind in ("zip", "ole"):
        from desktop.corpus.formats.sniff_containers import kind_of_ole, kind_of_zip

        return kind_of_zip(data, suffix) if kind == "zip" else kind_of_ole(data, suffix)
    if kind:
        return kind
    return "" if kind_of_binary(head) else _kind_of_characters(head, suffix, len(data))


def _kind_of_characters(head: bytes, suffix: str, size: int) -> str:
    start = _characters(head)
    body = start[_PROLOGUE.match(start).end() :]  # pyright: ignore[reportOptionalMemberAccess]
    if _HTML_START.match(body) and head.count(b"\0") * 2 <= len(head):
        return "html"
    is_whole = size < HEAD_BYTES
    kind = kind_of_text(start, suffix, is_whole=is_whole)
    if kind in ("mail", "mbox", "mhtml"):  # its parts may be bytes of any kind
        return kind
    if not looks_like_text(head):
        return ""
    if kind in ("", "xml") and suffix in _HTML_SUFFIXES and "<" in start:
        return "html"
    if kind:
        return kind
    if suffix in _MARKDOWN_SUFFIXES or front_matter(start.replace("\r\n", "\n")).end:
        return "markdown"
    return "text"


def _characters(head: bytes) -> str:
    """Return the first bytes as characters, good enough to see what is ASCII in them."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    if b"\0" in head[:200]:
        return head.replace(b"\0", b"").decode("latin-1")
    return head.decode("utf-8", errors="replace")
