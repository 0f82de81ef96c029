"""Owns the control words of RTF: which begin text of what sort, which are characters, which charsets."""

import re

TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)"
)

CHARACTERS = {
    "line": "\n",
    "lbr": "\n",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
SYMBOLS = {"~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
PARAGRAPH_ENDS = frozenset(("par", "sect", "page", "column"))

# Destinations whose text is read, by what becomes of it.
TEXT_APART = {
    "footnote": "footnote",
    "annotation": "comment",
    "header": "header",
    "headerl": "header",
    "headerr": "header",
    "headerf": "header",
    "footer": "footer",
    "footerl": "footer",
    "footerr": "footer",
    "footerf": "footer",
    "shptxt": "box",
    "dptxbxtext": "box",
}
# Destinations that hold a few words to remember.
REMEMBERED = frozenset(
    (
        "title",
        "author",
        "fldinst",
        "atnauthor",
        "atndate",
        "listtext",
        "pntext",
    )
)
# Destinations that are transparent: what is in them counts as if they were not there.
TRANSPARENT = frozenset(
    (
        "rtf",
        "field",
        "fldrslt",
        "shp",
        "shpinst",
        "shpgrp",
        "object",
        "result",
        "ud",
        "do",
        "nesttableprops",
    )
)
_SKIPPED = (
    "aftncn aftnsep aftnsepc atnicn atnid atnparent atnref atntime atrfend atrfstart background "
    "bkmkend bkmkstart blipuid category colorschememapping colortbl comment company datafield "
    "datastore defchp defpap doccomm docvar ebcend ebcstart factoidname falt ffdeftext ffentrymcr "
    "ffexitmcr ffformat ffhelptext ffl ffname ffstattext file filetbl fldtype fname fontemb fontfile "
    "formfield ftncn ftnsep ftnsepc generator hlinkbase keywords latentstyles levelnumbers leveltext "
    "lfolevel list listlevel listname listoverride listoverridetable listpicture liststylename listtable "
    "lsdlockedexcept mailmerge manager nextfile nonesttables objalias objclass objdata objname objsect "
    "objtime oldcprops oldpprops oldsprops oldtprops operator panose password passwordhash pgp pgptbl "
    "picprop pict pn pnseclvl pntxta pntxtb printim private propname protend protstart protusertbl "
    "rsidtbl rxe shprslt sn sp staticval subject sv svb tc template themedata txe userprops "
    "wgrffmtfilter windowcaption writereservation writereservhash xe xform xmlattrname xmlattrvalue "
    "xmlclose xmlname xmlnstbl xmlopen buptim tcn htmltag mhtmltag"
)
SKIPPED = frozenset(_SKIPPED.split())

CHARSETS = {
    0: "cp1252",
    2: "cp1252",
    77: "mac_roman",
    81: "mac_arabic",
    83: "mac_greek",
    84: "mac_cyrillic",
    88: "mac_latin2",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}

# The primary languages of Windows' language identifiers.
LANGUAGES = {
    0x01: "ar",
    0x02: "bg",
    0x04: "zh",
    0x05: "cs",
    0x06: "da",
    0x07: "de",
    0x08: "el",
    0x09: "en",
    0x0A: "es",
    0x0B: "fi",
    0x0C: "fr",
    0x0D: "he",
    0x0E: "hu",
    0x10: "it",
    0x11: "ja",
    0x12: "ko",
    0x13: "nl",
    0x14: "no",
    0x15: "pl",
    0x16: "pt",
    0x18: "ro",
    0x19: "ru",
    0x1D: "sv",
    0x1F: "tr",
    0x20: "ur",
    0x22: "uk",
    0x29: "fa",
}


def moment(packed: int) -> str:
    """Return the ISO date in a DTTM number, nothing if it holds none."""
    day, month, year = packed >> 11 & 31, packed >> 16 & 15, (packed >> 20 & 511) + 1900
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and day and year > 1980 else ""
