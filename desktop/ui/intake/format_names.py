"""Owns the plain words for the formats of files."""

from PySide6.QtCore import QCoreApplication

_NAMES = {
    "text": "Plain text",
    "markdown": "Markdown",
    "html": "Web pages (HTML)",
    "mhtml": "Web archives (MHTML)",
    "pdf": "PDF",
    "docx": "Word (DOCX)",
    "odt": "OpenDocument text",
    "rtf": "Rich text (RTF)",
    "office": "Other office files",
    "epub": "Books (EPUB)",
    "mail": "Mail (EML)",
    "mbox": "Mailboxes (MBOX)",
    "msg": "Outlook mail (MSG)",
    "csv": "Tables (CSV)",
    "xlsx": "Spreadsheets (XLSX)",
    "json": "JSON",
    "jsonl": "JSON lines",
    "tei": "TEI editions",
    "xml": "XML",
    "subtitles": "Subtitles",
    "zip": "Archives (ZIP)",
    "tar": "Archives (TAR)",
    "gzip": "Compressed files",
    "image": "Pictures",
    "empty": "Empty files",
}


def format_name(word: str) -> str:
    """Return what a reader calls a format; one that has no name here is called by its word."""
    return QCoreApplication.translate("format_names", _NAMES.get(word, word.upper()))
