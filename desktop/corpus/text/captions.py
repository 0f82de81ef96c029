"""Owns what shows a line of a plain text to be the caption of a picture, a table or a film."""

import re

# What a caption that says so begins with.
_LETTERS = frozenset("ftapmcifvloFTAPMCIVLO[(شاجصوخ")
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)|table|abb(?:ildung|\.)|tabelle|tableau|figura|tabla|photo|plate|map|chart|شكل|"
    r"الشكل|جدول|الجدول|صورة|وێنەی|وێنەى|خشتەی)\s*\(?[\d٠-٩IVX]{1,4}(?:[.-][\d٠-٩]{1,3})?\)?\s*[.:)–—](?:\s|$)"
    r"|[\[(]?(?:photo(?:graph)?s?|foto|image|picture|cartoon|illustration|video)\s*(?:by|:|credit|courtesy)"
    r"|\((?:opposite|above|below|left|right|top|bottom|(?:previous|next|facing) page)\)\s"
    r"|(?:image|media|video|photo|picture)\s(?:caption|copyright|source)\b"
    r"|all (?:photo(?:graph)?s|pictures|images) (?:by|courtesy|:)"
    r"|in this (?:[\w .,-]{0,30}\d[\w .,-]{0,15}|undated |handout |file )"
    r"(?:file )?(?:photo|photograph|picture|image|frame grab)\b"
    r"|(?:left|top|above)\s?: [^\n]{4,250}[.;,] (?:right|bottom|below|middle|cent(?:er|re))\s?: "
    r"|(?:clockwise )?from (?:top |bottom )?(?:left|right)(?: to right)?\s?[:,] "
    r"|(?:opposite(?: page)?|facing page|previous (?:pages?|spread)|following pages?)\s?[:,] ",
    re.IGNORECASE,
)
_CAPTION_CUES = frozenset(
    ("image caption", "caption", "bildtext", "photo", "image", "cartoon", "video")
)
_CUE_OPENINGS = frozenset(cue[:3] for cue in _CAPTION_CUES)
# What captions begin with that say so, but for those in Arabic and Kurdish.
_WORDS = (
    "figure fig. table abb tabelle tableau figura tabla photo plate map chart foto image picture "
    "cartoon illustration video media all left top above clockwise from opposite facing previous following"
)
_OPENINGS = frozenset([*(word[:3] for word in _WORDS.split()), "in "])
# A credit at the end of a caption: `Credit: A. Name/Agency`, `(AP Photo/A. Name)`, `A. Name/Reuters`.
_CREDITED = re.compile(
    r"(?:(?i:credit|photo(?:graph)?(?: credit| by)?|foto|picture|image|bild(?:quelle|nachweis)?)s?"
    r"(?: by)?\s?:\s?[^.!?:]{2,60}\.?"
    r"|\((?:AP|Photo|REUTERS|Reuters|AFP|Getty|EPA|dpa|File)\b[^()]{0,60}\)"
    r"|[A-Z][\w.’'-]+ ?/ ?(?:AP|AFP|Reuters|REUTERS|Getty(?: Images)?|EPA|dpa|Magnum(?: Photos)?|Redux|Corbis)"
    r"(?:/[\w ]{2,30}| via [\w ]{2,30})?\)?\.?)$"
)
_CREDIT_SIGNS = (":", "/", "(", "©", "redit", "oto", "OTO", " for The ")
_NAME = r"[A-ZÀ-Þ][\w.’'-]+(?: (?:(?:al|bin|da|de|den|der|di|van|von)[ -])*[A-ZÀ-Þ][\w.’'-]+){0,3}"
_TWO_NAMES = rf"(?=[A-ZÀ-Þ][^ /]+ [A-ZÀ-Þa-z]){_NAME}"
_PICTURE_BY = (
    r"(?i:photo(?:graph(?:y|ie)?)?s?|fotos?|fotograf[ií]as?|crédits? photos?|illustrations?)"
    r"(?i:\s?:| by| credit| de| von| par| di| por)? "
)
_ARABIC_AGENCIES = "رويترز|أ ?ف ?ب|فرانس ?برس|الفرنسية|الأناضول|أسوشيتد ?برس|الأوروبية|غيتي(?: إيميجز)?|الجزيرة(?: نت)?"
# The same with an agency before the name, or behind the end of a sentence: `REUTERS/A. Name`,
# `… last week. Credit A. Name for The Paper`, `… © A. Name`; in Arabic no sentence ends before the agency.
_NAMED = re.compile(
    rf"(?:(?:REUTERS|Reuters|AFP|AP|EPA|dpa|Xinhua|Getty(?: Images)?)/{_NAME}"
    rf"|[.!?’”»)] ?Credits? {_NAME}(?:(?: for (?:The )?|/|, ){_NAME})?"
    rf"|[.!?’”»)] (?:/ |\| )?{_PICTURE_BY}{_NAME}(?:(?: (?:for|für|para|per|pour) (?:[Tt]he )?|/| / |, ){_NAME})?"
    r"(?: \| V[IÍ]DEO: [^|]{2,30})?"
    rf"|[.!?’”»)] {_TWO_NAMES} for The {_NAME}"
    rf"|[.!?’”»)] \({_TWO_NAMES} ?/ ?(?:The )?{_NAME}\)"
    rf"|(?:[.!?’”»)]|[Ff]otos?:?|[Pp]hotos?:?) (?:[|–—] )?© ?{_NAME}(?:/{_NAME})*"
    rf"|^[^.!?؟]{{15,140}} \((?:{_ARABIC_AGENCIES})\)"
    r")\.?$"
)
# A name in capitals behind a sentence that is not: `… in the shop of his father. A. NAME`.
_LOUD = r"(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+|[A-ZÀ-ÖØ-Þ]\.)"
_LOUD_NAME = re.compile(
    rf"[.!?’”»)] (?:/ )?(?!(?:{_LOUD} )*(?:A|AN|AND|END|FOR|IN|IS|MORE|NO|NOT|OF|ON|READ|STOP|THE|TO)\b)"
    rf"{_LOUD}(?: {_LOUD}){{1,4}}(?: (?:FOR|FÜR|PARA|PER|POUR) [«“][^»”]{{2,30}}[»”])?$"
)
_LONGEST_LOUD = 320
_LONGEST_END = 70


def may_open_caption(opening: str) -> bool:
    """Say of the first three characters of a piece whether `begins_caption` may be true of it."""
    first = opening[0]
    if first in "[(" or not opening.isascii():
        return first in _LETTERS
    return opening.lower() in _OPENINGS


def may_open_cue(opening: str) -> bool:
    """Say of the first three characters of a piece whether `is_caption_cue` may be true of it."""
    return opening.lower() in _CUE_OPENINGS


def begins_caption(head: str) -> bool:
    """Say whether a piece begins as captions do: `Figure 3.`, `Photo by`, `Image caption`."""
    return bool(_CAPTION.match(head))


def is_caption_cue(head: str) -> bool:
    """Say whether a line only says that the next one is a caption."""
    return len(head) < 20 and head.lower().rstrip(":,") in _CAPTION_CUES


def is_credited(head: str) -> bool:
    """Say whether a piece ends with whom its picture is by, as captions do."""
    end = head[-_LONGEST_END:]
    start = len(head) - len(end)
    if any(sign in end for sign in _CREDIT_SIGNS) and (
        _CREDITED.search(head, start) or _NAMED.search(head, start * (end[-1] != ")"))
    ):
        return True
    if len(head) > _LONGEST_LOUD or not end.rstrip("»” ")[-1:].isupper() or head.isupper():
        return False
    return bool(_LOUD_NAME.search(head, start))
