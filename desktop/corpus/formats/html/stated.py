"""Owns what a page states about itself: meta elements, JSON-LD, time and author elements.

Only what is stated is taken, with its words as evidence; a date is never guessed from the address
or from numbers in the text.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborNode

from desktop.corpus.formats.credits import iso_date, language_code
from desktop.corpus.text.cues import Credit

_META = {
    "author": (
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "dc.contributor.author",
        "citation_author",
        "parsely-author",
        "sailthru.author",
        "byl",
        "twitter:data1:written by",
    ),
    "source": (
        "og:site_name",
        "citation_journal_title",
        "dc.publisher",
        "dcterms.publisher",
        "publisher",
    ),
    "published": (
        "article:published_time",
        "datepublished",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date.created",
        "citation_publication_date",
        "citation_date",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "og:published_time",
        "og:article:published_time",
        "dc.date",
        "date",
    ),
    "updated": (
        "article:modified_time",
        "datemodified",
        "dcterms.modified",
        "dc.date.modified",
        "og:updated_time",
        "og:modified_time",
        "lastmod",
    ),
}
_TITLE_META = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title")
_ARTICLES = re.compile(
    r"(?:Article|Posting|Report|Book|Review|Chapter|Thesis|CreativeWork|WebPage)$"
)
_ADDRESS = re.compile(r"https?:|www\.|^@|\.(?:com|org|net)\b", re.IGNORECASE)
_BY = re.compile(r"^(?:by|von|par|por|di|door)(?:\s+|$)", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:publi(?:sh(?:ed)?|c|cation)|pub|posted|created|issued|original)[-_:. ]?(?:date|time|on|at)$"
    r"|date[-_:. ]?(?:publi(?:sh(?:ed)?|c|cation)|pub|posted|created|issued|original)$"
)
_AUTHOR = re.compile(r"(?:^|[-_:.])(?:author|byline)(?:[-_. ]?name)?$")
_MOST_JSON, _MOST_NODES = 2_000_000, 5_000


@dataclass(frozen=True, slots=True)
class Stated:
    """The titles a page gives itself, best first, with where they stand, and its other credits."""

    titles: tuple[Credit, ...]
    credits: dict[str, Credit]
    language: str | None


def stated(root: LexborNode) -> Stated:
    """Read what a page says about itself."""
    metas = _metas(root)
    articles = [node for node in _linked_data(root) if _is_article(node)]
    credits: dict[str, Credit] = {}  # noqa: A001
    for field, value in [*_from_metas(metas), *_from_articles(articles), *_from_elements(root)]:
        settled = _settled(field, value.value)
        if settled:
            credits.setdefault(field, Credit(settled, value.evidence))
    lang = root.attributes.get("lang") or metas.get("og:locale") or ""
    return Stated(_titles(root, metas, articles), credits, language_code(lang))


def _metas(root: LexborNode) -> dict[str, str]:
    metas: dict[str, str] = {}
    for node in root.css("meta"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            metas.setdefault(name.strip().lower(), content[:1_000])
    return metas


def _from_metas(metas: Mapping[str, str]) -> Iterator[tuple[str, Credit]]:
    for field, names in _META.items():
        for name in names:
            if name in metas and _settled(field, metas[name]):
                yield field, Credit(metas[name], f"{name}: {metas[name]}")
                break
    for name, value in metas.items():  # sites' own names for the same
        if _PUBLISHED.search(name):
            yield "published", Credit(value, f"{name}: {value}")
        elif _AUTHOR.search(name):
            yield "author", Credit(value.split(" | ")[0], f"{name}: {value}")


def _from_articles(articles: list[Mapping[str, Any]]) -> Iterator[tuple[str, Credit]]:
    for article in articles:
        author = "; ".join(dict.fromkeys(_names(article.get("author"))))
        yield "author", Credit(author, f"author: {author}")
        publisher = "; ".join(dict.fromkeys(_names(article.get("publisher"))))
        yield "source", Credit(publisher, f"publisher: {publisher}")
        for field, name in (("published", "datePublished"), ("updated", "dateModified")):
            value = article.get(name)
            if isinstance(value, str):
                yield field, Credit(value, f"{name}: {value[:60]}")


def _from_elements(root: LexborNode) -> Iterator[tuple[str, Credit]]:
    """Yield the author and the dates that elements of the page are marked as."""
    for selector, field in (
        ("[itemprop~=datePublished]", "published"),
        ("[itemprop~=dateModified]", "updated"),
    ):
        node = root.css_first(selector)
        if node is not None:
            value = node.attributes.get("datetime") or node.attributes.get("content") or node.text()
            value = " ".join((value or "").split())[:80]
            yield field, Credit(value, value)
    for selector in (
        "[itemprop~=author] [itemprop~=name]",
        "[itemprop~=author]",
        "a[rel~=author]",
        ".byline .author",
    ):
        node = root.css_first(selector)
        words = " ".join(node.text(separator=" ").split())[:120] if node is not None else ""
        if words:
            yield "author", Credit(words, words)
            break


def _titles(
    root: LexborNode, metas: Mapping[str, str], articles: list[Mapping[str, Any]]
) -> tuple[Credit, ...]:
    found: list[Credit] = []
    for article in articles:
        value = article.get("headline")
        if isinstance(value, str) and value.strip():
            found.append(Credit(" ".join(value.split())[:500], f"headline: {value[:500]}"))
    found += [
        Credit(metas[name], f"{name}: {metas[name]}") for name in _TITLE_META if name in metas
    ]
    node = root.css_first("head title") or root.css_first("title")
    words = " ".join(node.text().split())[:500] if node is not None else ""
    if words:
        found.append(Credit(words, words))
    return tuple(found)


def _settled(field: str, value: str) -> str:
    """Return a stated value as the catalogue has it; nothing if it cannot be one."""
    value = value.strip()
    if field in ("published", "updated"):
        return iso_date(value) or ""
    if field == "author":
        value = _BY.sub("", value)
        return (
            "" if _ADDRESS.search(value) or len(value) > 200 or not value[:1].isalpha() else value
        )
    return "" if len(value) > 200 else value


def _linked_data(root: LexborNode) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a page's JSON-LD, outer ones first."""
    for script in root.css('script[type="application/ld+json"]'):
        source = script.text_content if script.text_content is not None else script.text(deep=True)
        source = source or (script.child.text_content if script.child else "") or ""
        if not source or len(source) > _MOST_JSON:
            continue
        try:
            waiting: list[Any] = [json.loads(source, strict=False)]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while waiting and seen < _MOST_NODES:
            node = waiting.pop(0)
            seen += 1
            if isinstance(node, dict):
                yield node
                waiting += [
                    node.get("@graph"),
                    node.get("mainEntity"),
                    node.get("mainEntityOfPage"),
                ]
            elif isinstance(node, list):
                waiting += node


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLES.search(kind) for kind in kinds)


def _names(value: Any) -> Iterator[str]:
    """Yield the names in a JSON-LD value: a string, an object with a name, or a list of either."""
    for entry in value if isinstance(value, list) else [value]:
        name = entry.get("name") if isinstance(entry, dict) else entry
        for part in name if isinstance(name, list) else [name]:
            if isinstance(part, str) and part.strip():
                yield " ".join(part.split())
