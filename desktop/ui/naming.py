"""Owns what a reader calls the formats of files, and languages."""

from PySide6.QtCore import QCoreApplication, QLocale

_NAMES = {
    "text": "Plain text",
    "markdown": "Markdown",
    "html": "Web pages (HTML)",
    "mhtml": "Web archives (MHTML)",
    "pdf": "PDF",
    "docx": "Word (DOCX)",
    "doc": "Word 97 (DOC)",
    "pptx": "Slides (PPTX)",
    "odt": "OpenDocument text",
    "rtf": "Rich text (RTF)",
    "office": "Other office files",
    "epub": "Books (EPUB)",
    "mail": "Mail (EML)",
    "mbox": "Mailboxes (MBOX)",
    "msg": "Outlook mail (MSG)",
    "tnef": "Outlook attachments (TNEF)",
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


def language_name(code: str) -> str:
    """Return what a reader calls a language; a code that Qt does not know stays a code."""
    language = QLocale.codeToLanguage(code)
    if language in (QLocale.Language.AnyLanguage, QLocale.Language.C):
        return code
    return QLocale.languageToString(language)
