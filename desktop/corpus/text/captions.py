"""Owns what shows a line of a plain text to be the caption of a picture, a table or a film."""

import re

CAPTION_LETTERS = frozenset("ftapmcifvFTAPMCIVشاجصوخ")
"""What a caption that says so begins with; quicker to ask for than `begins_caption`."""

_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)|table|abb(?:ildung|\.)|tabelle|tableau|figura|tabla|photo|plate|map|chart|شكل|"
    r"الشكل|جدول|الجدول|صورة|وێنەی|وێنەى|خشتەی)\s*\(?[\d٠-٩IVX]{1,4}(?:[.-][\d٠-٩]{1,3})?\)?\s*[.:)–—](?:\s|$)"
    r"|(?:photo(?:graph)?s?|foto|image|picture|cartoon|illustration|video)\s*(?:by|:|credit|courtesy)"
    r"|(?:image|media|video|photo|picture)\s(?:caption|copyright|source)\b",
    re.IGNORECASE,
)
_CAPTION_CUES = ("image caption", "caption", "bildtext", "photo", "image", "cartoon", "video")
# A credit at the end of a caption: `Credit: A. Name/Agency`, `(AP Photo/A. Name)`, `A. Name/Reuters`.
_CREDITED = re.compile(
    r"(?:(?i:credit|photo(?:graph)?(?: credit| by)?|foto|picture|image|bild)s?(?: by)?\s?:\s?[^.!?:]{2,60}\.?"
    r"|\((?:AP|Photo|REUTERS|Reuters|AFP|Getty|EPA|dpa|File)\b[^()]{0,60}\)"
    r"|[A-Z][\w.’'-]+ ?/ ?(?:AP|AFP|Reuters|REUTERS|Getty(?: Images)?|EPA|dpa|Magnum(?: Photos)?|Redux|Corbis)"
    r"(?:/[\w ]{2,30}| via [\w ]{2,30})?\)?\.?)$"
)
_CREDIT_SIGNS = (":", "/", "(")
_LONGEST_END = 70


def begins_caption(head: str) -> bool:
    """Say whether a piece begins as captions do: `Figure 3.`, `Photo by`, `Image caption`."""
    return bool(_CAPTION.match(head))


def is_caption_cue(head: str) -> bool:
    """Say whether a line only says that the next one is a caption."""
    return len(head) < 20 and head.lower().rstrip(":,") in _CAPTION_CUES


def is_credited(head: str) -> bool:
    """Say whether a piece ends with whom its picture is by, as captions do."""
    end = head[-_LONGEST_END:]
    if not any(sign in end for sign in _CREDIT_SIGNS):
        return False
    return bool(_CREDITED.search(head, len(head) - len(end)))
