"""Owns which files of characters are more than running text: mail, tables, data, markup, subtitles.

Each rule asks for what prose does not do by chance; the suffix only settles ties.
"""

import csv
import json
import re
from itertools import islice

_XML_START = re.compile(r"<\?xml\s[^>]{0,300}\?>", re.IGNORECASE)
_BEFORE_ROOT = re.compile(
    r"\s*+(?:<\?[^>]{0,2000}\?>\s*+|<!--(?:[^-]|-(?!->)){0,20000}-->\s*+|"
    r"<!DOCTYPE\s[^>\[]{0,500}(?:\[[^\]]{0,50000}\]\s*)?>\s*+)*",
    re.IGNORECASE,
)
_ROOT = re.compile(r"<(?:([\w.-]+):)?([A-Za-z_][\w.-]*)((?:\s[^<>]*)?)/?>")
_END_TAG, _MANY_TAGS = re.compile(r"</[A-Za-z][\w:.-]*\s*>"), 3
_TEI_ROOTS = ("TEI", "TEI.2", "teiCorpus", "teiCorpus.2")
_OFFICE_ROOTS = (
    'urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
    "urn:schemas-microsoft-com:office:spreadsheet",
    "http://schemas.microsoft.com/office/word/2003/wordml",
    "http://schemas.microsoft.com/office/2006/xmlPackage",
)
_XML_SUFFIXES = (
    ".xml",
    ".tei",
    ".odd",
    ".rss",
    ".atom",
    ".fb2",
    ".rdf",
    ".nitf",
    ".newsml",
    ".opml",
    ".dbk",
    ".ttml",
    ".dfxp",
)
_XHTML = re.compile(r"""\sxmlns=["']http://www\.w3\.org/1999/xhtml["']""")
_FEEDS = ("rss", "nitf", "NewsML", "FictionBook")

_FIELD = re.compile(r"([!-9;-~]{1,76})[ \t]*:(?!//)[ \t]?(.*)")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_POSTAL = _words(
    "received return-path message-id mime-version delivered-to x-mailer dkim-signature references "
    "in-reply-to content-transfer-encoding content-type content-disposition reply-to x-priority "
    "resent-from resent-to resent-date domainkey-signature user-agent received-spf x-originating-ip "
    "authentication-results arc-seal path newsgroups nntp-posting-host list-id list-unsubscribe "
    "precedence errors-to x-sender x-spam-status importance thread-topic thread-index envelope-to "
    "x-gmail-labels x-mozilla-status status x-status content-language x-apparently-to"
)
_LETTER = _words("from to subject date cc bcc sender organization comments keywords")
_STAMP = r"From \S+.{0,80}?\d\d?:\d\d(?::\d\d)?.{0,40}"
_DAY = r"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) +[A-Z][a-z]{2} +\d\d? +\d\d?:\d\d.{0,30}"
_POSTMARK = re.compile(
    rf"\s*(?:\x01{{4}}\r?\n|{_DAY}\r?\n|(?:{_STAMP}|From -? ?\S*)\s*\n(?:>?From |[!-9;-~]+:))"
)
_NEXT_POSTMARK = re.compile(rf"^(?:{_STAMP}|From - ?)\r?$|^\x01{{4}}\r?\n(?!\x01)", re.MULTILINE)
_MULTIPART = re.compile(r"\s*Content-Type:\s*multipart/[\w-]+;\s*boundary=", re.IGNORECASE)
_SAVED_PAGE = re.compile(
    r"^(?:Snapshot-Content-Location:|From:[ ]*.?<?Saved by |From:[ ]*<(?:Gespeichert|Enregistr)|X-MAF)",
    re.MULTILINE | re.IGNORECASE,
)
_RELATED = re.compile(r"^Content-Type:\s*multipart/related", re.MULTILINE | re.IGNORECASE)
_ADDRESSED = re.compile(r"^(?:To|Received|Message-ID|Delivered-To):", re.MULTILINE | re.IGNORECASE)

_SUBTITLES = re.compile(
    r"WEBVTT(?:[ \t\r\n]|$)|\[Script Info\]"
    r"|\d{1,2}:\d\d:\d\d\.\d{3},\d{1,2}:\d\d:\d\d\.\d{3}[ \t]*\r?\n"
    r"|(?:\d{1,7}[ \t]*\r?\n)?\s*\d{1,3}:\d\d:\d\d[,.:]\d{1,3}[ \t]*-->[ \t]*\d{1,3}:\d\d:\d\d",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\d\d:\d\d[,.]\d{1,3}[ \t]*-->")

_JSON_TOKEN = re.compile(
    r"[\s,:]*(?:[{}\[\]]|\"(?:[^\"\\\n]|\\.)*+\"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])"
    r"|(?:true|false|null|NaN|-?Infinity)\b)[\s,:]*"
)
_JSON_START = re.compile(r"\s*(?:\{\s*(?:\"|\}\s*$)|\[\s*(?:[\[{\"\]\d-]|true|false|null))")
_JSON_LINES_SUFFIXES = (".jsonl", ".ndjson", ".jsonlines", ".ldjson")
_TABLE_SUFFIXES = (".csv", ".tsv", ".tab")
SEPARATORS = ",\t;|"
_LEAST_ROWS = 5
_TOP = 4_000
_NUMBER = re.compile(r"[\s\"]*[-+]?[\d.,:/ T-]*\d[\d.,:/ TZ+-]*%?\"?\s*|https?://\S+")


def kind_of_text(start: str, suffix: str, *, is_whole: bool) -> str:
    """Name the format of characters from a file's beginning; "" for running text.

    `suffix` is lower case with its dot; `is_whole` says that the file ends where `start` does.
    """
    start = start.removeprefix("\ufeff")
    begins = start.lstrip()
    if _SUBTITLES.match(begins) or (suffix in (".srt", ".vtt") and _TIMES.search(start)):
        return "subtitles"
    first = begins[:1]
    if first == "<" or _is_broken_xml(start, suffix):
        return _kind_of_markup(start, suffix)
    if first in ("{", "[") and first:
        return _kind_of_data(start, suffix, is_whole=is_whole)
    return _kind_of_post(start, suffix, is_whole=is_whole) or _kind_of_table(
        start, suffix, is_whole=is_whole
    )


def _kind_of_markup(start: str, suffix: str) -> str:
    begins = _BEFORE_ROOT.match(start)
    root = _ROOT.match(start, begins.end() if begins else 0)
    declared = bool(_XML_START.match(start.lstrip()))
    if root:
        name, attributes = root[2], root[3]
        if name in _TEI_ROOTS or "http://www.tei-c.org/ns/1.0" in attributes:
            return "tei"
        is_office = name in ("document", "Workbook", "wordDocument", "package")
        if is_office and any(space in attributes for space in _OFFICE_ROOTS):
            return "office"
        if name == "html" or _XHTML.search(attributes):
            return "html"
        if declared or suffix in _XML_SUFFIXES or "xmlns" in attributes or name in _FEEDS:
            return "xml"
    return "xml" if declared or _is_broken_xml(start, suffix) else ""


def _is_broken_xml(start: str, suffix: str) -> bool:
    """Say whether a file that is called XML holds tags, though it does not begin as it should."""
    return suffix in _XML_SUFFIXES and len(_END_TAG.findall(start)) >= _MANY_TAGS


def _kind_of_data(start: str, suffix: str, *, is_whole: bool) -> str:
    """JSON is lexed as far as it is there, for a file is mostly longer than its beginning."""
    if not _JSON_START.match(start):
        return ""
    if is_whole and suffix != ".json" and not re.search(r"[{\"]", start):
        return ""
    place = 0
    while found := _JSON_TOKEN.match(start, place):
        place = found.end()
    rest = start[place:].strip()
    is_cut = rest[:1] in ('"', "-") or rest.isalnum() or len(rest) < 40
    if rest and not is_cut:
        return ""
    if suffix in _JSON_LINES_SUFFIXES:
        return "jsonl"
    lines = [line for line in start.split("\n", 50) if line.strip()]
    if len(lines) > 1 and lines[1].lstrip()[:1] in ("{", "[") and _is_json(lines[0]):
        return "jsonl"
    return "json" if not is_whole or suffix == ".json" or _is_json(start) else ""


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _kind_of_post(start: str, suffix: str, *, is_whole: bool) -> str:
    if _POSTMARK.match(start):
        is_single = is_whole and len(_NEXT_POSTMARK.findall(start)) < 2
        return "mail" if suffix in (".eml", ".msg") or (is_single and suffix != ".mbox") else "mbox"
    header = _header(start)
    names = {name for name, _ in header}
    n_postal, n_letter = len(names & _POSTAL), len(names & _LETTER)
    has_address = any(name in ("from", "to") and "@" in value for name, value in header)
    is_mail = n_postal and n_postal + n_letter >= 2
    is_mail = is_mail or (n_letter >= 3 and has_address)
    if not is_mail and suffix in (".eml", ".msg", ".mht", ".mhtml", ".mhtm"):
        is_mail = n_postal + n_letter > 0
    is_mail = is_mail or bool(_MULTIPART.match(start))
    if not is_mail:
        return ""
    top = start[:20_000]
    if _RELATED.search(top) or suffix in (".mht", ".mhtml", ".mhtm"):
        is_page = bool(_SAVED_PAGE.search(top)) or suffix in (".mht", ".mhtml", ".mhtm")
        if is_page or not _ADDRESSED.search(top.partition("\n\n")[0]):
            return "mhtml"
    return "mail"


def _header(start: str) -> list[tuple[str, str]]:
    """Return the fields before the first empty line, names in lower case; none if it is no header."""
    fields: list[tuple[str, str]] = []
    n_others = 0
    for number, line in enumerate(start.lstrip().splitlines()[:400]):
        if not line.strip():
            break
        if line[0] in " \t" and fields:
            continue
        found = _FIELD.fullmatch(line)
        if found:
            fields.append((found[1].lower(), found[2]))
        elif number == 0 and not line.startswith(">From "):
            return []
        else:
            n_others += 1
    return fields if n_others <= len(fields) else []


def _kind_of_table(start: str, suffix: str, *, is_whole: bool) -> str:
    if suffix in _TABLE_SUFFIXES:
        return "csv"
    top = start[:_TOP].splitlines()
    if len(top) > 1 and not any(_is_head(top[0], separator) for separator in SEPARATORS):
        return ""  # known without a look at all lines
    lines = start.splitlines()
    if not is_whole:
        lines = lines[:-1]
    if len(lines) < _LEAST_ROWS:
        return ""
    return "csv" if any(_is_table(lines, separator) for separator in SEPARATORS) else ""


def _is_head(line: str, separator: str) -> bool:
    return line.count(separator) >= 2 and separator + " " not in line


def _is_table(lines: list[str], separator: str) -> bool:
    """Ask for a head row, rows of the same length, and a column of numbers, dates or addresses."""
    if not _is_head(lines[0], separator):
        return False
    n_columns = lines[0].count(separator) + 1
    rows: list[list[str]] = []
    try:
        for row in islice(csv.reader(lines, delimiter=separator), 200):
            if row:
                rows.append(row)
    except csv.Error:
        return False
    if len(rows) < _LEAST_ROWS or sum(len(row) != n_columns for row in rows) * 50 > len(rows):
        return False
    head, *body = rows
    if len(set(head)) < len(head) or not all(0 < len(name.strip()) <= 40 for name in head):
        return False
    if any(_NUMBER.fullmatch(name) for name in head):
        return False
    for column in range(n_columns):
        cells = [row[column] for row in body if len(row) > column and row[column].strip()]
        if cells and sum(bool(_NUMBER.fullmatch(cell)) for cell in cells) * 5 >= 4 * len(cells):
            return True
    return False
