"""Owns what the names of office styles mean, in the languages that office programs speak."""

import re
from functools import lru_cache
from typing import NamedTuple

from desktop.corpus.text.blocks import Kind


class Named(NamedTuple):
    """What a style's name makes of a paragraph."""

    kind: Kind
    level: int = 0
    style: str = ""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADING = re.compile(
    r"(?:heading|überschrift|berschrift|titre|título|titulo|ttulo|encabezado|titolo|kop|"
    r"заголовок|nagłówek|nagwek|rubrik|otsikko|overskrift|nadpis|başlık|balk|címsor|titlu|"
    r"επικεφαλίδα|naslov|antraštė|virsraksts|pealkiri|عنوان|العنوان|כותרת|見出し|标题|標題|제목|heading_20_)"
    r"\s*([1-9])(?:\s*(?:char|zchn|car))?$"
)
_TITLES = _words(
    "title titel titre título titulo ttulo titolo заголовок название tytuł rubrik otsikko "
    "tittel název başlık cím titlu τίτλος naslov العنوان عنوان 标题 標題 表題 제목"
)
_SUBTITLES = _words(
    "subtitle untertitel sous-titre soustitre subtítulo subttulo subtitulo sottotitolo "
    "ondertitel подзаголовок podtytuł underrubrik alaotsikko undertittel undertitel podnadpis "
    "alcím 副标题 副題"
)
_CAPTIONS = _words(
    "caption beschriftung légende lgende epígrafe leyenda legenda didascalia bijschrift "
    "название_объекта подпись billedtekst bildetekst beskrivning titulek figure illustration "
    "drawing bildunterschrift abbildung 题注 図表番号"
)
_QUOTATIONS = _words(
    "quote quotation quotations intensequote blocktext blockquote blockquotation zitat citat "
    "cita citation citazione citaat цитата cytat intensivesanzitat intensiveszitat "
    "citationintense 引用 引用文"
)
_CONTENTS = re.compile(
    r"(?:toc|contents|verzeichnis|tm|tdc|sommario|inhopg|оглавление|spistreści)\s*_?([1-9])$"
)


@lru_cache(maxsize=2_000)
def kind_of_name(name: str | None) -> Named | None:
    """Return what a style's name (or identifier) says; None if it says nothing."""
    if not name or len(name) > 100:
        return None
    name = name.replace("_20_", " ").strip().lower()
    if found := _HEADING.fullmatch(name):
        return Named(Kind.HEADING, min(int(found[1]), 6))
    close = re.sub(r"[\s_]+", "", name)
    if close in _TITLES:
        return Named(Kind.TITLE)
    if close in _SUBTITLES:
        return Named(Kind.PARAGRAPH, 0, "standfirst")
    if close in _CAPTIONS:
        return Named(Kind.CAPTION)
    if close in _QUOTATIONS:
        return Named(Kind.QUOTATION)
    if found := _CONTENTS.fullmatch(close):
        return Named(Kind.LIST, int(found[1]))
    return Named(Kind.HEADING, 1) if close in ("tocheading", "contentsheading") else None
