"""Owns the first bytes by which binary files are known: what some reader takes, and what none does."""

import re

_READ = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08PK\x03\x04", "zip"),
    (b"PK00PK\x03\x04", "zip"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\xfd7zXZ\x00", "gzip"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x00\x00\x00\x0cjP  ", "image"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"\xffWPC", "office"),
    (b"\xdb\xa5\x2d\x00", "office"),  # Word 2
    (b"\x31\xbe\x00\x00", "office"),  # Word for DOS, Write
    (b"\x09\x08\x06\x00\x00\x00\x10\x00", "office"),  # Excel 4 and 5 without a storage around it
    (b"\x09\x08\x08\x00\x00\x05", "office"),
    (b"\x09\x04\x06\x00\x00\x00\x10\x00", "office"),
)
_READ_MAGIC = tuple(magic for magic, _ in _READ)
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_PICTURE = re.compile(rb"P[4-6]\s+(?:#[^\n]*\n\s*)*\d+\s+\d+\s")
_PDF = re.compile(rb"%PDF-\d")
_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")

_UNREAD = (
    (b"\x28\xb5\x2f\xfd", "Compressed files (zstd)"),
    (b"\x1f\x9d", "Compressed files (compress)"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archives"),
    (b"Rar!\x1a\x07", "RAR archives"),
    (b"MSCF\x00\x00", "Cabinet archives"),
    (b"ITSF\x03", "Compiled help files"),
    (b"SQLite format 3\x00", "SQLite databases"),
    (b"8BPS", "Photoshop files"),
    (b"AT&TFORM", "DjVu files"),
    (b"\x00\x00\x01\x00", "Icons"),
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
    (b"\x00\x00\x01\xba", "Films"),
    (b"wOFF", "Fonts"),
    (b"wOF2", "Fonts"),
    (b"OTTO\x00", "Fonts"),
    (b"\x00\x01\x00\x00\x00", "Fonts"),
    (b"%!PS", "PostScript files"),
    (b"!BDN", "Outlook mailboxes (PST)"),
    (b"bplist00", "Property lists"),
)
_UNREAD_MAGIC = tuple(magic for magic, _ in _UNREAD)
_RIFF = {b"WAVE": "Sound files", b"AVI ": "Films"}
_HEIF = (b"heic", b"heix", b"mif1", b"avif")
_ADVICE = {
    "Outlook mailboxes (PST)": "Export the messages as MBOX or MSG and add those.",
    "DjVu files": "Save a copy as PDF and add that.",
    "PostScript files": "Save a copy as PDF and add that.",
    "Compiled help files": "Unpack it and add the folder.",
    "Kindle books": "Convert it to EPUB and add that.",
    "Pictures of phones (HEIC)": "Save a copy as JPEG or PNG and add that.",
    "Photoshop files": "Save a copy as PNG and add that.",
    "SQLite databases": "Export its tables as CSV and add those.",
}


def kind_by_magic(head: bytes) -> str:
    """Name the format of binary files that a reader takes; "ole" and "zip" are to be looked into."""
    if head.startswith(_READ_MAGIC):
        return next(kind for magic, kind in _READ if head.startswith(magic))
    if _RTF.match(head):
        return "rtf"
    if _is_pdf(head):
        return "pdf"
    if _BZIP2.match(head):
        return "gzip"
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "image"
    if (head.startswith(b"RIFF") and head[8:12] == b"WEBP") or _PICTURE.match(head):
        return "image"
    return "tar" if _is_tar(head) else ""


def kind_of_binary(head: bytes) -> str:
    """Say in plain words, in the plural, what a file is that no reader takes, or nothing."""
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return "Pictures of phones (HEIC)" if head[8:12] in _HEIF else "Films"
    if head.startswith(b"MZ") and b"\0" in head[:64]:
        return "Programs"
    if head[60:68] == b"BOOKMOBI" or head.startswith(b"BOOKMOBI"):
        return "Kindle books"
    if not head.startswith(_UNREAD_MAGIC):
        return ""
    return next(words for magic, words in _UNREAD if head.startswith(magic))


def advice_for(words: str) -> str:
    """Return what can be done about a file of which `kind_of_binary` said these words."""
    if words.endswith("archives") or words.startswith("Compressed"):
        return "Unpack it and add the folder."
    return _ADVICE.get(words, "")


def _is_pdf(head: bytes) -> bool:
    """A PDF begins with its sign, or (by its standard's appendix) has it among its first 1,024 bytes."""
    found = _PDF.search(head, 0, 1_032)
    if not found:
        return False
    before = head[: found.start()]
    if not before.strip(b"\xef\xbb\xbf \t\r\n"):
        return True
    return b"\0" not in before and b" obj" in head and (b"stream" in head or b"endobj" in head)


def _is_tar(head: bytes) -> bool:
    """Tar archives are told by the checksum of their first header, which old ones have too."""
    if len(head) < 512 or not head[0]:
        return False
    field = head[148:156].strip(b"\0 ")
    try:
        said = int(field, 8)
    except ValueError:
        return False
    return said == sum(head[:148]) + 8 * 0x20 + sum(head[156:512])
