"""Owns the names of WordprocessingML: its namespaces, and what small elements say."""

from desktop.corpus.formats.xml_tree import Element

MAIN = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

VAL = W + "val"

_BOUND = b'xmlns:w="' + MAIN + b'"'
_HEAD = 6_000

# What "Strict Open XML" calls the same things.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", MAIN),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
OFF = ("0", "false", "off", "none")


def value(element: Element, name: str) -> str:
    """Return what a child says in its `val`; nothing if it is not there."""
    child = next(element.iterchildren(W + name), None)
    return "" if child is None else child.get(VAL) or ""


def is_on(properties: Element, name: str) -> bool | None:
    """Say whether a property is switched on or off; None if it is not there."""
    child = next(properties.iterchildren(W + name), None)
    return None if child is None else child.get(VAL) not in OFF


def is_usual(source: bytes) -> bool:
    """Say whether a part is written as Word writes: "w" is WordprocessingML, and nothing is declared."""
    head = source[:_HEAD]
    is_bound = head.count(b"xmlns:w=") == 1 and head.count(MAIN) == 1 and _BOUND in head
    return is_bound and b"\0" not in head and not _declares(source)


def _declares(source: bytes) -> bool:
    """Look for "<!" by its second character, which is rare and sooner found than both."""
    place = source.find(b"!")
    while place >= 0:
        if source.startswith(b"<", max(place - 1, 0)):
            return True
        place = source.find(b"!", place + 1)
    return False
