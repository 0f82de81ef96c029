"""Owns the fold: what case, accents and Arabic letter variants leave of a written form.

One function, used by the index, every search box, aliases and names. Accents are taken off letters
of the alphabets in which they are accents (Latin, Greek, Cyrillic, Hebrew, Arabic, Syriac); vowel
signs of Indic and Thai script and the voicing marks of kana are letters there, and stay.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

APOSTROPHES = "'\u2019\u2018\u02bc\uff07\u02b9\u055a\ua78b\ua78c"

# What has no decomposition in Unicode and is still a variant of a letter.
_VARIANTS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "\u0671": "\u0627",  # alef wasla
        "\u0649": "\u064a",  # alef maqsura
        "\u06cc": "\u064a",  # Persian ya
        "\u06a9": "\u0643",  # Persian kaf
        "\u06aa": "\u0643",  # swash kaf
        "\u0629": "\u0647",  # ta marbuta
        "\u06c3": "\u0647",  # ta marbuta goal
        "\u06c0": "\u0647",  # ha with ya above
        "\u06c1": "\u0647",  # ha goal
        "\u06d2": "\u064a",  # ya barree
        "\u0640": "",  # tatweel
        "\u05f3": "",  # geresh
        "\u05f4": "",  # gershayim
        '"': "",  # the same, as it is typed
        "\u00b7": "",  # middle dot, as in Catalan
        "\u2027": "",  # hyphenation point
    }
)

# Below U+0780 stand Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and Syriac.
_LAST_ACCENTED = 0x0780


def _takes_accents(character: str) -> bool:
    code = ord(character)
    return code < _LAST_ACCENTED or 0x1E00 <= code < 0x2000 or 0x2C60 <= code < 0x2C80


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """Fold one character that stands in a word; nothing if it is a mark or invisible."""
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in ("Mn", "Me"):
        return character if _is_kept_mark(character) else ""
    if character in "\u0439\u0419":  # Russian short i is a letter, not an accented one
        return "\u0439"
    folded = character.casefold().translate(_VARIANTS)
    decomposed = unicodedata.normalize("NFD", folded)
    if decomposed and _takes_accents(decomposed[0]):
        folded = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Me"))
    return folded.translate(_VARIANTS)


def _is_kept_mark(mark: str) -> bool:
    """Say whether a combining mark is a letter of its script rather than an accent."""
    code = ord(mark)
    return 0x0900 <= code < 0x1AB0 or 0xA800 <= code < 0xFB00 or code in (0x3099, 0x309A)


@lru_cache(maxsize=65536)
def fold(form: str) -> str:
    """Return what case, accents and letter variants leave of a form.

    An apostrophe inside the form vanishes; one at its beginning or end (a clitic: `’s`, `l’`) is
    kept as `'`. A form of which nothing would be left is its own fold.
    """
    if form.isascii():
        lowered = form.lower()
        return lowered if "'" not in lowered else _fold_apostrophes(lowered)
    compatible = unicodedata.normalize("NFKC", form)
    for apostrophe in APOSTROPHES[1:]:
        compatible = compatible.replace(apostrophe, "'")
    folded = "".join([_fold_character(c) for c in compatible])
    if "'" in folded:
        folded = _fold_apostrophes(folded)
    return folded or form


def fold_all(forms: Sequence[str]) -> list[str]:
    """Return the folds of many forms, none of which has white space inside, all at once."""
    others = "\n".join([form for form in forms if not form.isascii()])
    compatible = unicodedata.normalize("NFKC", others)
    for apostrophe in APOSTROPHES[1:]:
        compatible = compatible.replace(apostrophe, "'")
    folded = iter(compatible.translate(_FOLDED).split("\n"))
    found = [form.lower() if form.isascii() else next(folded) or form for form in forms]
    return [_fold_apostrophes(each) if "'" in each else each for each in found]


class _Folded(dict[int, str]):
    """From a character's code to its fold; looked up once."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_FOLDED = _Folded({ord("\n"): "\n"})


def _fold_apostrophes(form: str) -> str:
    inner = form[1:-1].replace("'", "")
    return form[:1] + inner + form[1:][-1:]
