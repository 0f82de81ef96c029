"""Owns the RTF body of an Outlook message: mostly HTML in disguise ([MS-OXRTFEX]), else plain RTF."""

import re

from desktop.corpus.formats.mail_header import decoded

_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{2,5})")
_SIGNS = {
    b"par": "\r\n",
    b"line": "\r\n",
    b"tab": "\t",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"endash": "–",
    b"emdash": "—",
}
_NO_TEXT = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata datastore generator pntext".split()
)


def html_in_rtf(rtf: bytes) -> str:
    """Return the HTML that was wrapped in RTF, "" if none was."""
    return _text_of(rtf, is_html=True) if b"\\fromhtml" in rtf[:2_000] else ""


def text_in_rtf(rtf: bytes) -> str:
    """Return the running text of RTF."""
    return _text_of(rtf, is_html=False)


def _text_of(rtf: bytes, *, is_html: bool) -> str:
    """Go through the tokens; of HTML in RTF, what stands in `htmltag` groups is mark-up, and what
    `htmlrtf` switches on is only for who cannot read HTML."""
    page = _CODE_PAGE.search(rtf[:2_000])
    charset = f"cp{page[1].decode()}" if page else "cp1252"
    pieces: list[str] = []
    raw = bytearray()
    states: list[tuple[bool, bool, int]] = []
    is_hidden, is_rtf_only, n_fallback = False, False, 1
    skip = 0
    begins_group = False

    def add(text: str) -> None:
        if raw:
            pieces.append(decoded(bytes(raw), charset)[0])
            raw.clear()
        pieces.append(text)

    for token in _TOKEN.finditer(rtf):
        byte, word, number, sign, brace, text = token.groups()
        is_first, begins_group = begins_group, False
        is_shown = not is_hidden and not is_rtf_only
        if brace == b"{":
            states.append((is_hidden, is_rtf_only, n_fallback))
            begins_group = True
        elif brace:
            if states:
                is_hidden, is_rtf_only, n_fallback = states.pop()
        elif byte:
            if skip:
                skip -= 1
            elif is_shown:
                raw.append(int(byte, 16))
        elif text:
            if skip:
                text, skip = text[skip:], max(0, skip - len(text))
            if is_shown:
                raw += text
        elif sign:
            if sign == b"*":
                is_hidden = True  # what follows may say otherwise
                begins_group = is_first
            elif is_shown and sign in b"\\{}":
                raw += sign
            elif is_shown and sign == b"~":
                add("\u00a0")
            elif is_shown and sign == b"_":
                add("-")
        elif word == b"htmltag" and is_html:
            is_hidden = False
        elif word == b"htmlrtf":
            is_rtf_only = is_html and number != b"0"
        elif word == b"u" and number:
            if is_shown:
                add(chr(int(number) % 65_536))
            skip = n_fallback
        elif word == b"uc" and number:
            n_fallback = min(abs(int(number)), 8)
        elif word in _NO_TEXT and (is_first or is_hidden):
            is_hidden = True
        elif word in _SIGNS and is_shown:
            add(_SIGNS[word])
    add("")
    joined = "".join(pieces)
    # Characters beyond the first plane are written as two halves.
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
