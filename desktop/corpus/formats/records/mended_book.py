"""Owns damaged workbooks: what is left of one, put together anew so that it can be opened.

Members are found without the directory of the zip; sheets that break off end after their last whole
row. What every workbook must have is made anew, since it may lie behind the damage.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import quoteattr

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - lxml brings no types

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.docx.parts import relations_of
from desktop.corpus.formats.package import Package
from desktop.corpus.formats.xml_tree import attribute, every, first, local, parse, words

_STEP = 1 << 20
_MOST_PARSED = 30_000_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ROW_END = re.compile(rb"</((?:\w+:)?)row\s*>")
_NUMBER, _PLACE = re.compile(r"\d{1,7}"), re.compile(r"[A-Z]{1,3}\d{1,7}")
_VALUES = {
    "n": re.compile(r"-?\d{1,15}(?:\.\d*)?(?:[eE][+-]?\d{1,2})?"),
    "s": _NUMBER,
    "b": re.compile(r"[01]"),
    "str": re.compile(r".*", re.DOTALL),
    "e": re.compile(r".*", re.DOTALL),
}
"""What cells of a kind hold; any other is shown as the characters that stand in it."""
_SHARED = re.compile(rb"""\st=["']s["'][^<>]*>\s*<(?:\w+:)?v>(\d{1,7})<""")
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_BOOK, _STYLES, _STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
_COPY = "Try to get a whole copy."


def is_whole(data: bytes) -> bool:
    """Say whether the parts of a workbook can be unpacked and parsed from end to end."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        for info in archive.infolist():
            if info.filename.startswith("xl/") and info.filename.endswith((".xml", ".rels")):
                parser = ParserCreate()
                with archive.open(info) as member:
                    while piece := member.read(_STEP):
                        parser.Parse(piece, False)
                parser.Parse(b"", True)
    except (zipfile.BadZipFile, zlib.error, ExpatError, OSError, EOFError, ValueError):
        return False
    except (RuntimeError, NotImplementedError, LookupError):  # locked, or packed in an unknown way
        return False
    return True


def mended(data: bytes, *, is_styled: bool = True) -> bytes:
    """Return a workbook that holds what is left of a damaged one, with its styles if they can be read.

    Raises FileTrouble if it needs a password or no sheet is left in it.
    """
    package = Package(data)
    sheets = {
        member.name: sheet
        for member in package.members
        if _SHEET.fullmatch(member.name)
        and (sheet := _sheet(package.read(member.name) or b"")) is not None
    }
    if not sheets:
        raise FileTrouble("The workbook is damaged: no sheet can be read.", advice=_COPY)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        for name, content in (*_frame(package, list(sheets), is_styled=is_styled), *sheets.items()):
            book.writestr(name, content)
        book.writestr(_STRINGS, _strings(package, 1 + max(map(_highest_string, sheets.values()))))
    return held.getvalue()


def _sheet(content: bytes) -> bytes | None:
    """Return a sheet that can be parsed, with the rows that are left; None if there are none."""
    if len(content) <= _MOST_PARSED:
        root = _parsed(content)
        for element in () if root is None else root.iter():
            if local(element) == element.tag:  # what its prefix meant is lost
                name = element.tag.rpartition(":")[2] or "lost"
                element.tag = f"{{{_SHEETS}}}{name}"
        rows = every(root, "row")
        sheet = etree.Element(f"{{{_SHEETS}}}worksheet")
        held = etree.SubElement(sheet, f"{{{_SHEETS}}}sheetData")
        for row in rows:
            _settle(row)
            held.append(row)
        return etree.tostring(sheet, encoding="UTF-8", xml_declaration=True) if rows else None
    parser = ParserCreate()
    try:
        parser.Parse(content, True)
    except ExpatError:
        pass
    else:
        return content
    ends = list(_ROW_END.finditer(content[: max(0, parser.ErrorByteIndex)], 0))
    if not ends:
        return None
    prefix = ends[-1][1]
    return content[: ends[-1].end()] + b"</%ssheetData></%sworksheet>" % (prefix, prefix)


def _settle(row: Any) -> None:
    """Take away from a row and its cells what no workbook says, so that the rest can be read."""
    if not _NUMBER.fullmatch(row.get("r") or ""):
        row.attrib.pop("r", None)
    for cell in every(row, "c"):
        kind, value = cell.get("t", "n"), first(cell, "v")
        said = "" if value is None else value.text or ""
        if not _PLACE.fullmatch(cell.get("r") or ""):
            cell.attrib.pop("r", None)
        if not _NUMBER.fullmatch(cell.get("s") or ""):
            cell.attrib.pop("s", None)
        pattern = _VALUES.get(kind)
        if kind == "inlineStr":
            said = words(first(cell, "is"))
        elif pattern is not None and (not said or pattern.fullmatch(said)):
            continue
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "str")
        etree.SubElement(cell, f"{{{_SHEETS}}}v").text = said


def _frame(package: Package, sheets: list[str], *, is_styled: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that say what a workbook is made of."""
    titles, is_from_1904 = _titles(package)
    shown = [name for name in titles if name in sheets]
    shown += [name for name in sheets if name not in titles]
    kinds = {_BOOK: "sheet.main", _STRINGS: "sharedStrings"}
    styles = _parsed((package.read(_STYLES) or b"") if is_styled else b"")
    if styles is not None:
        kinds[_STYLES] = "styles"
        yield _STYLES, etree.tostring(styles, encoding="UTF-8", xml_declaration=True)
    kinds.update(dict.fromkeys(shown, "worksheet"))
    overrides = "".join(
        f'<Override PartName={quoteattr("/" + name)} ContentType="{_KIND.format(kind)}"/>'
        for name, kind in kinds.items()
    )
    defaults = f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'.encode(),
    )
    yield "_rels/.rels", _relations([("officeDocument", "/" + _BOOK)])
    related = [("worksheet", "/" + name) for name in shown]
    others = [("sharedStrings", "/" + _STRINGS), ("styles", "/" + _STYLES)]
    yield "xl/_rels/workbook.xml.rels", _relations([*related, *others[: 1 + (_STYLES in kinds)]])
    listed = "".join(
        f'<sheet name={quoteattr(titles.get(name) or _stem(name))} sheetId="{n}" r:id="r{n}"/>'
        for n, name in enumerate(shown, 1)
    )
    yield (
        _BOOK,
        f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(is_from_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>".encode(),
    )


def _titles(package: Package) -> tuple[dict[str, str], bool]:
    """Return the titles of sheets by the names of their parts, and whether days count from 1904."""
    root = _parsed(package.read(_BOOK) or b"")
    if root is None:
        return {}, False
    try:
        relations = relations_of(package, _BOOK)
    except FileTrouble:
        relations = {}
    titles = {
        relations[key][1]: attribute(sheet, "name")
        for sheet in every(root, "sheet")
        if (key := attribute(sheet, "id")) in relations
    }
    is_from_1904 = any(
        attribute(said, "date1904") in ("1", "true") for said in every(root, "workbookPr")
    )
    return titles, is_from_1904


def _strings(package: Package, n_wanted: int) -> bytes:
    """Return the strings that cells refer to by number; those that are lost are empty."""
    root = _parsed(package.read(_STRINGS) or b"")
    found = [] if root is None else every(root, "si")
    kept = b"".join(etree.tostring(string, with_tail=False) for string in found)
    lost = b"<si><t/></si>" * max(0, n_wanted - len(found))
    return b'<sst xmlns="%s">%s%s</sst>' % (_SHEETS.encode(), kept, lost)


def _highest_string(sheet: bytes) -> int:
    return max((int(found) for found in _SHARED.findall(sheet)), default=-1)


def _relations(entries: list[tuple[str, str]]) -> bytes:
    lines = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}/>'
        for number, (kind, target) in enumerate(entries, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'.encode()


def _parsed(content: bytes) -> Any:
    """Return the root of a part, None if nothing of it can be parsed."""
    if not content or len(content) > _MOST_PARSED:
        return None
    try:
        return parse(content)[0]
    except FileTrouble:
        return None


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".xml")
