"""Owns what elements of a page say about the text in them: by their names, classes and styles."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from desktop.corpus.text.blocks import Kind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEVER = _words(
    "script style template noscript iframe frame frameset noframes object embed applet canvas audio "
    "video svg select datalist textarea input button progress meter head title meta link base area "
    "map param source track img picture col colgroup dialog rp rt"
)
BLOCKS = _words(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main "
    "menu nav ol optgroup option p plaintext pre search section summary table tbody td tfoot th "
    "thead tr ul xmp"
)
MARKS = {
    "em": "em",
    "i": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "strong": "strong",
    "b": "strong",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ASIDE_TAGS = frozenset(("nav", "footer", "aside", "form", "menu"))
_ASIDE_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "alert")
)
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|cookies?|consent|gdpr|"
    r"related|recommend(?:ed|ations)?|share|sharing|social|newsletter|subscribe|promo|advert(?:isement)?|"
    r"ads?|banner|comments?|disqus|pagination|pager|popup|modal|toolbar|skip-link|widget|toc|navbox|"
    r"catlinks|mw-editsection|printfooter|noprint)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OTHERS = ("comment", "disqus", "related", "recommend")
_CAPTION_NAMES = re.compile(
    r"(?:^|[\s_-])(?:caption|wp-caption-text|imagecaption)(?:$|[\s_-])", re.IGNORECASE
)
BYLINE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:byline|author|by-author|writer)(?:$|[\s_-])", re.IGNORECASE
)
_DATE_NAMES = re.compile(
    r"date(?!r)|datum|fecha|time(?!line|r)|publish|publication|posted|created|submitted",
    re.IGNORECASE,
)
# Blogs call every date of theirs "updated"; one of a post is that of its publication.
_UPDATE_NAMES = re.compile(r"^(?!.*(?:publish|post|entry)).*(?:updat|modif|revis)", re.IGNORECASE)
_AUTHOR_NAMES = re.compile(r"by-?line|author(?!i)|writer", re.IGNORECASE)
_SAID_NAMES = re.compile(f"{_DATE_NAMES.pattern}|{_AUTHOR_NAMES.pattern}", re.IGNORECASE)
_STAMP_NAMES = re.compile(r"datetime|content|title|data-.*(?:date|publish|time).*", re.IGNORECASE)
_MOST_NAMES, _MOST_WORDS = 500, 100
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MOST_CELLS_LOOKED_AT = 2_000
_NAMING = frozenset(
    ("a", "span", "cite", "strong", "b", "em", "i", "small", "p", "li", "h3", "h4", "h5")
)
"""Elements that can hold a name and no more."""
_NOTES = ("footnote", "rearnote", "endnote")


@dataclass(frozen=True, slots=True)
class Place:
    """What the elements around a piece of text say about it.

    `aside` is the innermost of those that put it beside the text (its id in memory), 0 if none does;
    `is_of_others` if they say it is of readers or of other stories.
    """

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    depth: int = 0
    aside: int = 0
    is_of_others: bool = False
    is_byline: bool = False
    is_article: bool = False
    keeps_lines: bool = False
    in_table: bool = False
    style: str = ""


def inner_place(tag: str, attributes: dict[str, str | None], place: Place, mem: int) -> Place:
    """Return what an element, known by its id in memory, says about the text in it."""
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
    is_aside = tag in _ASIDE_TAGS or (tag == "header" and not place.is_article)
    is_byline, is_of_others = place.is_byline, place.is_of_others
    kind, level, depth = place.kind, place.level, place.depth
    if attributes:
        is_aside = is_aside or (attributes.get("role") or "") in _ASIDE_ROLES
        if tag not in ("body", "html", "main", "article") and len(names) < 2_000:
            if named := _ASIDE_NAMES.search(names):
                is_aside = True
                is_of_others = is_of_others or named[0].strip(" _-").lower().startswith(_OTHERS)
            is_byline = is_byline or bool(BYLINE_NAMES.search(names))
            if kind == Kind.PARAGRAPH and _CAPTION_NAMES.search(names):
                kind = Kind.CAPTION
    if tag in _HEADINGS:
        kind, level = Kind.HEADING, _HEADINGS[tag]
    elif tag == "figcaption" or tag == "caption":
        kind = Kind.CAPTION
    elif tag in ("ul", "ol", "menu", "dir"):
        depth += 1
    elif tag == "li" and kind in (Kind.PARAGRAPH, Kind.LIST):
        kind, level = Kind.LIST, max(depth, 1)
    elif tag == "blockquote":
        kind = Kind.QUOTATION
    return Place(
        kind,
        level,
        depth,
        mem if is_aside else place.aside,
        is_of_others,
        is_byline,
        place.is_article or tag in ("article", "main"),
        place.keeps_lines or tag in ("pre", "listing", "plaintext", "xmp"),
        place.in_table,
        "footnote" if any(name in types_of(attributes) for name in _NOTES) else place.style,
    )


def said(
    node: LexborNode, tag: str, attributes: dict[str, str | None]
) -> tuple[tuple[str, str], ...]:
    """Return what an element is marked as telling: "author", "published" or "updated", with its words.

    The words of a date are those for machines if there are any; none if they are the text of a block.
    """
    value = attributes.get
    names = (
        f"{value('class') or ''} {value('itemprop') or ''} {value('rel') or ''} {value('id') or ''}"
    )
    marked = _SAID_NAMES.search(names)
    is_time = tag == "time" or (tag == "abbr" and (value("title") or "")[:1].isdigit())
    if not (marked or is_time) or len(names) > _MOST_NAMES:
        return ()
    found: list[tuple[str, str]] = []
    if is_time or _DATE_NAMES.search(names):
        field = "updated" if _UPDATE_NAMES.search(names) else "published"
        stamps = (words for name, words in attributes.items() if _STAMP_NAMES.fullmatch(name))
        stamp = next((words for words in stamps if words and words[:1].isdigit()), "")
        if not stamp and tag not in BLOCKS:
            stamp = node.text()[:_MOST_WORDS]
        found.append((field, stamp))
    if tag in _NAMING and _AUTHOR_NAMES.search(names):
        found.append(("author", node.text(separator=" ")[:_MOST_WORDS]))
    return tuple(found)


def types_of(attributes: dict[str, str | None]) -> str:
    """Return what a book says an element is: `epub:type`, or its ARIA role."""
    if not attributes:
        return ""
    return f"{attributes.get('epub:type') or ''} {attributes.get('role') or ''}"


def is_tool(node: LexborNode, tag: str, attributes: dict[str, str | None]) -> bool:
    """Say whether an element only serves the page: the edit link or the anchor sign of a heading."""
    if tag == "span":
        return "mw-editsection" in (attributes.get("class") or "")
    is_anchor = tag == "a" and (attributes.get("href") or "").startswith("#")
    return is_anchor and node.text().strip() in ("#", "¶", "§", "🔗", "[#]")


def is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN_STYLE.search(style[:2_000]))


def is_data(table: LexborNode) -> bool:
    """Say whether a table holds data rather than the layout of the page."""
    if table.css_first("table table, h1, h2, h3, form, blockquote, ul, ol") is not None:
        return False
    cells = table.css("td, th")
    if len(table.css("tr")) < 2 or len(cells) < 4:
        return False
    looked_at = cells[:_MOST_CELLS_LOOKED_AT]
    return sum(len(cell.text()) for cell in looked_at) < 160 * len(looked_at)
