"""Owns PowerPoint files (PPTX): the text of the slides in their order, each with its notes and comments."""

from collections.abc import Mapping

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.docx.parts import Parts, relations_of
from desktop.corpus.formats.line import Line
from desktop.corpus.formats.office_reading import Found, reading_of
from desktop.corpus.formats.package import Package
from desktop.corpus.formats.table import table
from desktop.corpus.formats.xml_tree import Element, attribute, local, words
from desktop.corpus.text.blocks import Kind, Reading

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRICT_A = "{http://purl.oclc.org/ooxml/drawingml/main}"
_TITLES = ("title", "ctrTitle")
_FURNITURE = {"ftr": "footer", "hdr": "header"}
_LEFT_OUT = ("sldNum", "dt", "sldImg")
_DEEPEST = 120


def read_pptx(data: bytes, name: str) -> Reading:
    """Read a presentation. Raises FileTrouble if it is encrypted, damaged, hostile or empty."""
    package = Package(data)
    of_package = relations_of(package, "")
    main = next(
        (t for kind, t, _ in of_package.values() if kind == "officedocument"),
        "ppt/presentation.xml",
    )
    presentation = Parts(package, main, of_package)
    root, _ = presentation.main()
    if root is None:
        raise FileTrouble("The presentation is damaged: the part with its slides is missing.")
    passages: list[Passage] = []
    relations = relations_of(package, main)
    slides = [
        relations[key][1]
        for entry in root.iter()
        if local(entry) == "sldId"
        for key in (value for attr, value in entry.attrib.items() if attr.endswith("}id"))
        if key in relations
    ]
    is_damaged = presentation.is_damaged
    authors = _authors(presentation)
    for slide in slides:
        parts = Parts(package, slide, of_package)
        shown, _ = parts.main()
        is_damaged |= parts.is_damaged or shown is None
        if shown is not None:
            passages += _shapes(shown, parts, 0)
        for notes in parts.trees("notesslide"):
            passages += [
                passage._replace(kind=Kind.PARAGRAPH, level=0, style="footnote")
                for passage in _shapes(notes, parts, 0)
                if passage.kind != Kind.BOILERPLATE
            ]
        passages += _comments(parts, authors)
    stated, _ = presentation.properties()
    furniture = [passage for passage in passages if passage.kind == Kind.BOILERPLATE]
    body = [passage for passage in passages if passage.kind != Kind.BOILERPLATE]
    found = Found(
        passages=[*body, *furniture],
        stated=stated,
        pages=len(slides) or None,
        is_damaged=is_damaged or package.is_damaged,
    )
    return reading_of(found, format="pptx", name=name)


def _shapes(element: Element, parts: Parts, depth: int) -> list[Passage]:
    """Return the text of the shapes in an element, in their order."""
    if depth > _DEEPEST:
        raise FileTrouble("It is nested too deeply to be read.")
    found: list[Passage] = []
    for child in element:
        name = local(child)
        if name == "txBody":
            found += _paragraphs(child, Kind.PARAGRAPH)
        elif name == "tbl":
            found += table(_rows(child))
        elif name in ("relIds", "chart"):
            key = next((v for a, v in child.attrib.items() if a.endswith(("}dm", "}id"))), "")
            found += parts.passages(key)
        elif name == "AlternateContent":
            choices = [
                shapes for content in child if (shapes := _shapes(content, parts, depth + 1))
            ]
            found += choices[0] if choices else []
        elif name == "sp":
            found += _shape(child, parts, depth + 1)
        elif name:
            found += _shapes(child, parts, depth + 1)
    return found


def _shape(element: Element, parts: Parts, depth: int) -> list[Passage]:
    """Return the text of one shape, by what it holds the place of."""
    holder = next((one for one in element.iter() if local(one) == "ph"), None)
    sort = "" if holder is None else attribute(holder, "type")
    if sort in _LEFT_OUT:
        return []
    found = _shapes(element, parts, depth)
    if sort in _TITLES:
        return [p._replace(kind=Kind.HEADING, level=1) for p in found]
    if sort in _FURNITURE:
        return [Passage(Kind.BOILERPLATE, p.text, 0, _FURNITURE[sort]) for p in found]
    return found


def _authors(presentation: Parts) -> dict[str, str]:
    """Return who comments, by identifier: old files and new ones keep them under different names."""
    return {
        attribute(author, "id"): attribute(author, "name")
        for sort in ("commentauthors", "authors")
        for root in presentation.trees(sort)
        for author in root
        if local(author) in ("cmAuthor", "author")
    }


def _comments(slide: Parts, authors: Mapping[str, str]) -> list[Passage]:
    """Return the comments on a slide and the answers to them, each with who wrote it and when."""
    found: list[Passage] = []
    for root in slide.trees("comments"):
        for comment in root.iter():
            if local(comment) not in ("cm", "reply"):
                continue
            said = [
                words(part)
                for body in comment
                if local(body) in ("text", "txBody")
                for part in (body.iterchildren(_A + "p") if local(body) == "txBody" else [body])
            ]
            by = authors.get(attribute(comment, "authorId"), "")
            day = (attribute(comment, "dt") or attribute(comment, "created"))[:10]
            lead = ", ".join(filter(None, (by, day)))
            if text := "\n".join(filter(None, said)):
                led = f"{lead}: {text}" if lead else text
                found.append(Passage(Kind.PARAGRAPH, led, 0, "comment"))
    return found


def _rows(element: Element) -> list[list[list[Passage]]]:
    return [
        [
            [
                p
                for body in cell
                if local(body) == "txBody"
                for p in _paragraphs(body, Kind.PARAGRAPH)
            ]
            for cell in row
            if local(cell) == "tc"
        ]
        for row in element
        if local(row) == "tr"
    ]


def _paragraphs(body: Element, kind: Kind) -> list[Passage]:
    found: list[Passage] = []
    for paragraph in body.iterchildren(_A + "p", _STRICT_A + "p"):
        line = Line()
        for run in paragraph:
            name = local(run)
            if name == "br":
                line.put("\n")
            elif name in ("r", "fld"):
                start = line.length
                look = None
                for part in run:
                    if local(part) == "t" and part.text:
                        line.put(part.text.replace("\x0b", "\n"))
                    elif local(part) == "rPr":
                        look = part
                if look is not None and look.get("b") in ("1", "true"):
                    line.mark("strong", start)
                if look is not None and look.get("i") in ("1", "true"):
                    line.mark("em", start)
        if line.length:
            found.append(line.passage(kind))
    return found
