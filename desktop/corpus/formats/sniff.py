"""Owns what kind of file something is, told by its first bytes; the name only settles ties.

`sniff` answers with the format that reads it, `kind_of_binary` with the plain words for what no
reader takes yet.
"""

import re

from desktop.corpus.formats.encodings import looks_like_text
from desktop.corpus.formats.front_matter import front_matter

_MAGIC = (
    (b"%PDF-", "PDF files"),
    (b"PK\x05\x06", "Zip archives"),
    (b"PK\x07\x08", "Zip archives"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Old Office files (DOC, XLS, PPT, MSG)"),
    (b"{\\rtf", "RTF files"),
    (b"\x1f\x8b", "Compressed files (gzip)"),
    (b"BZh", "Compressed files (bzip2)"),
    (b"\xfd7zXZ\x00", "Compressed files (xz)"),
    (b"\x28\xb5\x2f\xfd", "Compressed files (zstd)"),
    (b"\x1f\x9d", "Compressed files (compress)"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archives"),
    (b"Rar!\x1a\x07", "RAR archives"),
    (b"MSCF\x00\x00", "Cabinet archives"),
    (b"ITSF\x03", "Compiled help files"),
    (b"SQLite format 3\x00", "SQLite databases"),
    (b"\x89PNG\r\n\x1a\n", "Images"),
    (b"\xff\xd8\xff", "Images"),
    (b"GIF87a", "Images"),
    (b"GIF89a", "Images"),
    (b"II*\x00", "Images"),
    (b"MM\x00*", "Images"),
    (b"8BPS", "Images"),
    (b"AT&TFORM", "DjVu files"),
    (b"\x00\x00\x01\x00", "Images"),
    (b"\x7fELF", "Programs"),
    (b"\xfe\xed\xfa", "Programs"),
    (b"\xcf\xfa\xed\xfe", "Programs"),
    (b"\xca\xfe\xba\xbe", "Programs"),
    (b"\x00asm", "Programs"),
    (b"ID3", "Sound files"),
    (b"OggS", "Sound files"),
    (b"fLaC", "Sound files"),
    (b"MThd", "Sound files"),
    (b"\xff\xfb", "Sound files"),
    (b"\x1aE\xdf\xa3", "Films"),
    (b"wOFF", "Fonts"),
    (b"wOF2", "Fonts"),
    (b"OTTO\x00", "Fonts"),
    (b"\x00\x01\x00\x00\x00", "Fonts"),
    (b"%!PS", "PostScript files"),
    (b"\x78\x9f\x3e\x22", "Mail attachments (TNEF)"),
    (b"!BDN", "Outlook mailboxes (PST)"),
    (b"bplist00", "Property lists"),
    (b"BOOKMOBI", "Kindle books"),
)
_ALL_MAGIC = tuple(magic for magic, _ in _MAGIC)
_RIFF = {b"WEBP": "Images", b"WAVE": "Sound files", b"AVI ": "Films"}

_PROLOGUE = re.compile(
    r"\ufeff?\s*+(?:<\?xml[^<>]{0,300}\?>\s*+)?(?:<!--(?:[^-]|-(?!->)){0,4000}-->\s*+)*",
    re.IGNORECASE,
)
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdtext")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".xht")


def sniff(head: bytes, name: str) -> str:
    """Name the format of a file by its first bytes: "text", "markdown", "html", or "" for none."""
    if kind_of_binary(head):
        return ""
    start = _characters(head)
    body = start[_PROLOGUE.match(start).end() :]  # pyright: ignore[reportOptionalMemberAccess]
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if _HTML_START.match(body) and head.count(b"\0") * 2 <= len(head):
        return "html"
    if not looks_like_text(head):
        return ""
    if suffix in _HTML_SUFFIXES and "<" in start:
        return "html"
    if suffix in _MARKDOWN_SUFFIXES or front_matter(start.replace("\r\n", "\n")).end:
        return "markdown"
    return "text"


def kind_of_binary(head: bytes) -> str:
    """Say in plain words, in the plural, what a file is that no reader takes, or nothing."""
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(head)
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return "Images" if head[8:12] in (b"heic", b"heix", b"mif1", b"avif") else "Films"
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "Images"
    if head.startswith(b"MZ") and b"\0" in head[:64]:
        return "Programs"
    if head[257:262] == b"ustar":
        return "Tar archives"
    if head[60:68] == b"BOOKMOBI":
        return "Kindle books"
    if b"%PDF-" in head[:1024] and b"\0" not in head[: head.index(b"%PDF-")]:
        return "PDF files"
    if not head.startswith(_ALL_MAGIC):
        return ""
    return next(words for magic, words in _MAGIC if head.startswith(magic))


def _kind_of_zip(head: bytes) -> str:
    if b"mimetypeapplication/epub+zip" in head[:200]:
        return "EPUB books"
    if b"mimetypeapplication/vnd.oasis.opendocument" in head[:200]:
        return "OpenDocument files"
    for part, words in (
        (b"word/", "Word files (DOCX)"),
        (b"xl/", "Excel files (XLSX)"),
        (b"ppt/", "PowerPoint files (PPTX)"),
    ):
        if part in head:
            return words
    return "Zip archives"


def _characters(head: bytes) -> str:
    """Return the first bytes as characters, good enough to see what is ASCII in them."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    if b"\0" in head[:200]:
        return head.replace(b"\0", b"").decode("latin-1")
    return head.decode("utf-8", errors="replace")
