"""Owns the characters that stand as elements in a Word document: tabs, breaks, hyphens, symbols."""

from desktop.corpus.formats.docx.names import W
from desktop.corpus.formats.xml_tree import Element

CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}

# Adobe's Symbol encoding, 0x41 to 0x7A, in Unicode.
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_PRIVATE = 0xF000


def symbol(element: Element) -> str:
    """Return the character of a `sym` element; a bullet for a picture of a font of pictures."""
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    font = (element.get(W + "font") or "").lower()
    if _PRIVATE <= code < _PRIVATE + 0x100:
        code -= _PRIVATE
        if font == "symbol" and 0x41 <= code < 0x41 + len(_GREEK):
            return _GREEK[code - 0x41]
        if font in ("symbol", "webdings") or font.startswith("wingdings"):
            return chr(code) if code < 0x41 and font == "symbol" else "•"
    if not 0x20 <= code < 0x110000 or 0xD800 <= code < 0xE000:
        return ""
    return chr(code)
