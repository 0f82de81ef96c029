"""Owns XML trees: parsing without any danger, and what stands where in a tree.

Names are local names: the prefix and the namespace play no part.
"""

import html.entities
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - lxml brings no types

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.xml_salvage import characters_of, n_characters, wrapped

Element = Any
"""An element of lxml."""

_LONG = 20_000
_LONG_TAG = re.compile(rb"<[^\s<>!?][^<>]{%d,}" % _LONG)
_MOST_ATTRIBUTES = 4_000
_ENOUGH, _BETTER = 0.9, 1.1
_HEAD = re.compile(rb"\A.{0,400}?(?=<[A-Za-z][\w:.-]*[\s>])", re.DOTALL)
"""What stands before the first element, unless it is long."""
_DECLARED = re.compile(rb"""\A<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""")
_SURROGATE = re.compile(
    rb"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*(?:55[3-9]\d\d|5529[6-9]|56\d{3}|57[0-3]\d\d));?"
)
_HARMLESS = (
    "ERR_UNDECLARED_ENTITY",
    "WAR_UNDECLARED_ENTITY",
    "NS_ERR_UNDEFINED_NAMESPACE",
    "ERR_ENTITY_LOOP",
    "NS_ERR_XML_NAMESPACE",
    "WAR_NS_URI",
    "WAR_NS_URI_RELATIVE",
)


def parse(data: bytes) -> tuple[Element, bool]:
    """Parse XML; say whether it is damaged. Entities stay unresolved, nothing is loaded.

    Raises FileTrouble if nothing of it can be parsed.
    """
    _refuse_hostile(data)
    data = data.lstrip(b" \t\r\n")
    data, is_mended = _mended(data)
    root, parser = _tried(data)
    if _errors(parser) and _SURROGATE.search(data):  # kept as well where lxml mends what it can
        data, is_mended = _SURROGATE.sub(b"\xef\xbf\xbd", data), True
        root, parser = _tried(data)
    if root is None or _errors(parser):
        again, _ = _tried(_HEAD.sub(b"", data, count=1))  # the declaration itself may be damaged
        root = _salvaged(data, max((root, again), key=_length))
    if root is None:
        raise FileTrouble("The XML is damaged and cannot be read.")
    return root, is_mended or _errors(parser)


def _mended(data: bytes) -> tuple[bytes, bool]:
    """Return UTF-8 without bytes that are none, which lxml keeps and then cannot give out."""
    declared = _DECLARED.match(data)
    if data.isascii() or (declared and declared[1].lower() not in (b"utf-8", b"utf8")):
        return data, False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if not declared and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data, False
        return data.decode("utf-8", "replace").encode(), True
    return data, False


def _errors(parser: Any) -> bool:
    """Say whether anything was wrong but for entities and prefixes that nobody declared."""
    return any(
        entry.level_name in ("ERROR", "FATAL") and entry.type_name not in _HARMLESS
        for entry in parser.error_log
    )


def _tried(data: bytes) -> tuple[Element | None, Any]:
    """Parse as far as it goes; None if nothing can be made of it. The parser knows the errors."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser), parser
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None, parser


def _salvaged(data: bytes, root: Element | None) -> Element | None:
    """Return the root of what is found beyond broken tags if it is more than under this one."""
    text = characters_of(data)
    wanted, best = _ENOUGH * n_characters(text), _length(root)
    if best >= wanted:
        return root
    for source in wrapped(text):
        again, _ = _tried(source)
        if (length := _length(again)) > max(best * _BETTER, 0):
            root, best = again, length
        if best >= wanted:
            break
    return root


def _length(root: Element | None) -> int:
    return -1 if root is None else sum(len(t) for t in root.itertext() if isinstance(t, str))


def _refuse_hostile(data: bytes) -> None:
    """Refuse what libxml2 takes hours for: its time grows with the square of a tag's attributes."""
    plain = data.replace(b"\0", b"") if b"\0" in data[:100] else data
    place, last = 0, len(plain) - _LONG
    while place <= last and (end := plain.rfind(b">", place, place + _LONG)) >= 0:
        place = end + 1  # the next stretch without an end of a tag begins here
    if place > last:
        return
    for tag in _LONG_TAG.finditer(plain):
        if tag[0].count(b"=") > _MOST_ATTRIBUTES:
            raise FileTrouble("The XML has a tag with thousands of attributes and is not read.")


def local(element: Element) -> str:
    """Return the name of an element without its namespace; nothing for what is no element."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag[tag.rfind("}") + 1 :]


def entity(element: Element) -> str:
    """Return the character of a named entity; one that only the file defines stays as it is written."""
    text = element.text or ""
    return html.entities.html5.get(text.lstrip("&"), text) if text.startswith("&") else ""


def words(element: Element | None) -> str:
    """Return all text in an element as one line."""
    if element is None:
        return ""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    waiting: list[Element | str] = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one.tag, str):
            yield one.text or ""
            for child in reversed(one):
                waiting += [child.tail or "", child]
        else:
            yield entity(one)


def own(element: Element | None, name: str) -> list[Element]:
    """Return the children of a name."""
    return [] if element is None else [child for child in element if local(child) == name]


def first(root: Element | None, *path: str) -> Element | None:
    """Return the first element that stands under the names of a path, in document order."""
    if not path or root is None:
        return root
    for element in root.iter("{*}" + path[0]):
        if element is not root:
            found = first(element, *path[1:])
            if found is not None:
                return found
    return None


def every(root: Element | None, name: str) -> list[Element]:
    """Return the elements of a name below a root, in document order."""
    if root is None:
        return []
    return [element for element in root.iter("{*}" + name) if element is not root]


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, nothing if there is none."""
    value = element.get(name)
    if value is None:
        for key, other in element.attrib.items():
            if isinstance(key, str) and key.endswith("}" + name):
                value = other
                break
    return " ".join(str(value or "").split())
