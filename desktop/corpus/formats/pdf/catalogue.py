"""Owns what a PDF says about itself: its information dictionary and its XMP packet.

When a file was made is not when its text was published: CreationDate and ModDate fill no field.
A date counts if the packet calls it one of publication (PRISM), or the text says so.
"""

import re
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - lxml brings no types

from desktop.corpus.formats.credits import iso_date, language_code
from desktop.corpus.text.cues import Credit

_MOST_PACKETS, _LONGEST_PACKET = 40, 300_000
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PRISM = re.compile(
    r"\{http://prismstandard\.org/namespaces/[^}]*\}"
    r"(publicationDate|coverDate|publicationName|modificationDate)"
)
_PRISM_FIELDS = {
    "publicationDate": "published",
    "coverDate": "published",
    "modificationDate": "updated",
    "publicationName": "source",
}
_DC_FIELDS = {"title": "title", "creator": "author", "publisher": "source", "language": "language"}
_FILE_NAME = re.compile(
    r".*\.(?:docx?|pdf|indd|qxd|qxp|tex|dvi|odt|rtf|txt|ppt|pptx|xlsx?|html?|ps|eps|ai|pmd|wpd|cdr|"
    r"psd|jpe?g|tiff?|png|graffle|fm|pages|key|dwg|tmp)",
    re.IGNORECASE,
)
_PROGRAM_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel|office)|powerpoint[- ]pr\S*|print|untitled|unbenannt|"
    r"sans titre|sin título|ohne titel|document ?\d*|dokument ?\d*|title|titel|no title|pdf-title|"
    r"scan(?:ned)?(?: document| image)?\b.*|image|slide 1|presentation\d*|folie 1|layout ?\d*|"
    r"word document|adobe photoshop pdf|full page photo|about:blank|"
    r"(?:https?|file)://\S+|[\W\d_]*)",
    re.IGNORECASE,
)
_PROGRAM_START = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel|office \w+) -|layout \d+|visio-|paint\.net)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:user\d*|users?|admin(?:istrator)?|unknown|unbekannt|author|autor|pdf-author|owner|default|"
    r"root|na|n/a|none|anonymous|anonymus|guest|test|pc|microsoft|microsoft office user|"
    r"windows user|windows-benutzer|utilisateur\b.*|usuario\b.*|benutzer|besitzer|"
    r"\(?unspecified\)?|hp|dell|acer|asus|lenovo|toshiba|sony|apple|mac|home|office|"
    r"valued (?:acer |sony )?customer|scanner|canon|xerox\b.*|[\W\d_]*)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[a-z]{0,4}\d{2,}[a-z\d]*|\S+\\\S+", re.IGNORECASE)


def stated(metadata: dict[str, str], data: bytes) -> tuple[dict[str, Credit], str | None]:
    """Return what the file states, by field of the catalogue, and the language it says it is in."""
    found: dict[str, Credit] = {}
    title, author = metadata.get("Title", ""), metadata.get("Author", "")
    if is_title(title):
        found["title"] = Credit(title, "metadata: Title")
    if is_author(author):
        found["author"] = Credit(author, "metadata: Author")
    language = None
    for field, value, where in _packet_values(data):
        if field == "language":
            language = language or language_code(value)
        elif field in ("published", "updated"):
            if date := iso_date(value):
                found.setdefault(field, Credit(date, f"metadata: {where} {value}"))
        elif (field != "title" or is_title(value)) and (field != "author" or is_author(value)):
            found.setdefault(field, Credit(value, f"metadata: {where}"))
    return found, language


def is_title(value: str) -> bool:
    """Say whether a stated title is one: no name of a file, none that a program put there."""
    value = value.strip()
    if len(value) < 3 or "\ufffd" in value or not any(map(str.isalpha, value)):
        return False
    if _FILE_NAME.fullmatch(value) or _PROGRAM_TITLE.fullmatch(value):
        return False
    return not _PROGRAM_START.match(value) and (" " in value or "_" not in value)


def is_author(value: str) -> bool:
    """Say whether a stated author may be one: no account of a computer, no program."""
    value = value.strip()
    return (
        len(value) >= 3
        and "\ufffd" not in value
        and not _NO_AUTHOR.fullmatch(value)
        and not _ADDRESS.fullmatch(value)
    )


def _packet_values(data: bytes) -> list[tuple[str, str, str]]:
    """Return fields, values and names from the packet of the file: pictures bring packets, too."""
    best: list[tuple[str, str, str]] = []
    place = 0
    for _ in range(_MOST_PACKETS):
        place = data.find(b"<rdf:RDF", place)
        if place < 0:
            break
        end = data.find(b"</rdf:RDF", place, place + _LONGEST_PACKET)
        if end < 0:
            place += 8
            continue
        packet = data[place : data.find(b">", end) + 1]
        place = end
        if b"ns.adobe.com/pdf/" in packet or not best:
            best = _read_packet(packet) or best
    return best


def _read_packet(packet: bytes) -> list[tuple[str, str, str]]:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(packet, parser)
    except etree.XMLSyntaxError:
        return []
    if root is None:
        return []
    values: list[tuple[str, str, str]] = []
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        if _field(tag):
            values += _value(tag, _content(element))
        for name, value in element.attrib.items():
            values += _value(str(name), str(value))
    return values


def _value(name: str, value: str) -> list[tuple[str, str, str]]:
    field = _field(name)
    if field is None or not value:
        return []
    where = "dc" if name.startswith(_DC) else "prism"
    return [(field, value[:500], f"{where}:{name.rpartition('}')[2]}")]


def _field(name: str) -> str | None:
    """Return which field of the catalogue a property fills, if any."""
    if name.startswith(_DC):
        return _DC_FIELDS.get(name[len(_DC) :])
    prism = _PRISM.fullmatch(name)
    return _PRISM_FIELDS[prism[1]] if prism else None


def _content(element: Any) -> str:
    """Return the text of a property: its items if it is a list."""
    items = [" ".join("".join(item.itertext()).split()) for item in element.iter(f"{_RDF}li")]
    if items:
        is_choice = element.find(f"{_RDF}Alt") is not None
        return items[0] if is_choice else "; ".join(filter(None, items))
    return " ".join((element.text or "").split())
