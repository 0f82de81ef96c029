"""Owns which short pieces of a plain text are headings, and which are captions."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from .blocks import Kind
from .captions import begins_caption, is_caption_cue, is_credited
from .cues import photo_credit
from .labels import Label, Labels
from .pieces import HEAD, Pieces, ends_sentence

_LONGEST = 110
_LONGEST_CAPTION = 400
_ABOVE_CREDIT = range(30, 301)
"""Of how many characters a caption above a line of credit is."""
_MOST_WORDS = 14
# A row of fewer than ten.
_SHORT_ROW = re.compile(b"(?<!\x01)\x01{1,9}(?!\x01)")
_ROW_ENDS = frozenset(".:!?؟")
_HASHES = re.compile(r"(#{1,6})\s")
_UNDERLINED = re.compile(r"[^\n]+\n(=+|-{3,}|~{3,})")
_EDIT_LINKS = ("[edit]", "[Bearbeiten]", "[modifier]", "[editar]", "[عدل]")
_QUOTES = "\"'“”‘’«»„‚‹›`*_ "
_NO_END = frozenset(",;،؛\\/{[(<=+&@#$%^*|~-–—")
_DASHES = ("--", "–", "—", "\u2015")
_GOES_ON = (*_DASHES, ":")
"""What the text after a dateline or a speaker's name begins with."""

_SECTION_WORD_LIST = (
    "chapter part book section article act scene canto volume appendix preface introduction "
    "foreword prologue epilogue conclusion contents preamble acknowledgements bibliography "
    "notes references kapitel teil buch abschnitt artikel anhang vorwort einleitung nachwort "
    "schluss chapitre partie livre acte scène annexe préface capítulo parte libro sección "
    "artículo acto escena prólogo epílogo preámbulo глава часть статья раздел пролог эпилог "
    "предисловие введение заключение стаття розділ الفصل الباب الجزء القسم المقدمة مقدمة "
    "الخاتمة خاتمة تمهيد المنظر المشهد المقالة إهداء الكتاب فاتحة الفاتحة ملحق بەشی بەشى "
    "بەندی بەندى وانەی وانەى تەوەرەی تەوەرەى تەوەری تەوەرى"
)
_SECTION_WORDS = frozenset(_SECTION_WORD_LIST.split())
# Words that begin otherwise need no further look: most lines do.
_SECTION_BEGINNINGS = frozenset(word[:3] for word in _SECTION_WORDS)
_SECTION_EDGES = "([\"'“‘.:"
_SECTION_SIGN = re.compile(r"§+ ?\d|第.{1,6}[章节節回部編篇]|제 ?\d+ ?[장조절]")
_NUMBERED_WORD = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)? (?:\d{1,4}|[IVXLC]{1,7})\s?[.:]?")
_NUMBER_ALONE = re.compile(r"\(?(?:[IVXLC]{1,7}|\d{1,3})[.)]?")
_ENDINGS = frozenset(("the end", "end", "ende", "fin", "finis", "النهاية", "تمت", "تم"))
_NUMBER_ENDS = frozenset("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹IVXLC")
_MAY_END_NUMBERED = _NUMBER_ENDS.union(" .:)")
_SALUTATION = re.compile(
    r"(?:dear|to|mr|mrs|sir|sehr geehrte|liebe|chers?|chère|estimad|querid|my )", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W_]")
_TATWEEL = "\u0640"


# Headings that only their place shows to be such; between others they may be verse. The style says
# so until the end of `headings`.
_WEAK, _STACKED = Label(Kind.HEADING, 2, "weak"), Label(Kind.HEADING, 2, "stacked")
_HEADING, _SECTION = Label(Kind.HEADING, 2), Label(Kind.HEADING, 1)
_CAPTION = Label(Kind.CAPTION)


class _Page(NamedTuple):
    """What a piece is judged by: its neighbours and what is known about them."""

    pieces: Pieces
    heads: list[str]
    sizes: list[int]
    taken: Labels
    numbered: Collection[int]
    contents: Collection[str]
    width: int
    captions: Collection[int]
    caption_cues: Collection[int]

    def may_stand_apart(self, number: int) -> bool:
        """Say whether a piece of a wrapped text begins something: the one before it has ended."""
        if not self.pieces.are_parted[number]:
            return False
        return number - 1 in self.taken or _has_ended(
            self.heads[number - 1], self.sizes[number - 1]
        )

    def is_dateline(self, number: int) -> bool:
        """Say whether a short line names place or date and the text goes on after a dash."""
        after = number + 1
        return (
            after < len(self.heads)
            and self.sizes[number] <= 60
            and self.heads[after].startswith(_DASHES)
        )

    def is_list(self, number: int) -> bool:
        return number in self.taken and self.taken[number].kind == Kind.LIST

    def begins_text(self, number: int) -> bool:
        """Say whether a piece can be what a heading stands above: a paragraph rather than a line."""
        size, head = self.sizes[number], self.heads[number]
        return (
            size > _LONGEST
            or "\n" in head
            or (size > 30 and (head[-1] in ";:" or ends_sentence(head)))
        )


def headings(
    pieces: Pieces,
    taken: Labels,
    may_be: Mapping[str, Sequence[int]],
    *,
    numbered: Collection[int],
    contents: Collection[str],
    width: int,
) -> Labels:
    """Return the headings and captions among the pieces that nothing else has taken.

    `may_be` are those that may be a "caption" or a "caption cue" by how they begin; `numbered` are
    pieces known to be numbered headings, `contents` the entries of a table of contents; `width` is
    that of wrapped lines, 0 if every paragraph is a line.
    """
    heads, sizes = pieces.heads, pieces.sizes
    page = _Page(
        *(pieces, heads, sizes, taken, numbered, contents, width),
        {number for number in may_be["caption"] if begins_caption(heads[number])},
        {number for number in may_be["caption cue"] if is_caption_cue(heads[number])},
    )
    verse = _long_rows(pieces)
    labels: Labels = {}
    for number in [number for number in range(len(pieces)) if number not in taken]:
        if sizes[number] > _LONGEST:
            label = _long(page, number)
        elif verse[number]:
            label = _HEADING if _is_sure(page, number) else None
        else:
            label = _short(page, number)
        if label:
            labels[number] = label
    labels.update(_above_credits(page, labels))
    kept = _without_verse(page, labels)
    plain = {n: Label(label.kind, label.level) for n, label in kept.items() if label.style}
    return kept | plain


def _above_credits(page: _Page, labels: Labels) -> Labels:
    """Return the captions that stand right above a line that only says whose picture it is."""
    credit_lines = (Kind.CAPTION, Kind.BYLINE)
    return {
        number - 1: Label(Kind.CAPTION)
        for number, label in [*labels.items(), *page.taken.items()]
        if label.kind in credit_lines
        and number
        and number - 1 not in page.taken
        and number - 1 not in labels
        and page.sizes[number - 1] in _ABOVE_CREDIT
        and not page.pieces.are_parted[number]
        and photo_credit(page.heads[number])
    }


def _long_rows(pieces: Pieces) -> Sequence[int]:
    """Mark the pieces in long rows of short lines without an end: verse, where little is a heading."""
    are_open = bytes(
        [
            size <= _LONGEST
            and head[-1] not in _ROW_ENDS
            and ("\n" not in head or head.count("\n") < 2)
            for size, head in zip(pieces.sizes, pieces.heads, strict=True)
        ]
    )
    return _SHORT_ROW.sub(lambda row: bytes(len(row[0])), are_open)


def _long(page: _Page, number: int) -> Label | None:
    """Return the label of a long piece, None if it is a paragraph."""
    head, size = page.heads[number], page.sizes[number]
    if head[0] == "#" and (hashes := _HASHES.match(head)):
        return Label(Kind.HEADING, len(hashes[1]))
    if size <= _LONGEST_CAPTION and number in page.captions:
        return _CAPTION
    return _CAPTION if not page.width and size <= HEAD and is_credited(head) else None


def _short(page: _Page, number: int) -> Label | None:
    """Return the label of a short piece, None if it is a paragraph."""
    head = page.heads[number]
    first, last = head[0], head[-1]
    if number in page.numbered:
        return _HEADING
    if first == "#" and (hashes := _HASHES.match(head)):
        return Label(Kind.HEADING, len(hashes[1]))
    if "\n" in head:
        if underlined := _UNDERLINED.match(head):
            return Label(Kind.HEADING, 1 if underlined[1][0] == "=" else 2)
        if not head.isupper() or head.count("\n") > 2:
            return None
    if number in page.caption_cues:
        return _CAPTION
    if last in _NO_END and not head.endswith(":-"):
        return None
    if first in "-–—)" or not (first.isalnum() or _LETTER.search(head)):
        return None
    if number in page.captions or number - 1 in page.caption_cues:
        return _CAPTION
    if not page.width and is_credited(head):
        return _CAPTION
    if number + 1 == len(page.heads):
        return None
    if head in page.contents or head.endswith(_EDIT_LINKS):
        return _HEADING
    if page.heads[number + 1].startswith(_GOES_ON) or (first == "(" and last == ")"):
        return None
    if ends_sentence(head):
        return _sentence_heading(page, number)
    return _open_heading(page, number)


def _sentence_heading(page: _Page, number: int) -> Label | None:
    """Return a heading that ends as a sentence does.

    Such are `Article 3.`, `PREFACE.`, and a short question between two long paragraphs.
    """
    head = page.heads[number]
    if head.isupper():
        is_heading = len(head) > 3 and head[-1] != "!" and len(head.split()) <= 12
        is_apart = page.pieces.are_parted[number] or page.begins_text(number + 1)
        return _HEADING if is_heading and is_apart else None
    bare = head.rstrip(" .:")
    if bare[-1:] in _NUMBER_ENDS and (
        _NUMBERED_WORD.fullmatch(head) or _NUMBER_ALONE.fullmatch(head)
    ):
        return _HEADING if page.begins_text(number + 1) else None
    if bare.lower() in _SECTION_WORDS:
        return _SECTION
    is_question = head[-1] in "?؟" and head[0] not in _QUOTES and not page.width
    if is_question and number and page.sizes[number - 1] > 200 and page.sizes[number + 1] > 200:
        return _WEAK if len(head.split()) <= 8 else None
    return None


def _open_heading(page: _Page, number: int) -> Label | None:
    """Return a heading that shows by standing alone, short, without an end, above a text."""
    head, after = page.heads[number], number + 1
    lowered = head.lower()
    if lowered in _ENDINGS or (len(head) > _MOST_WORDS * 2 and len(head.split()) > _MOST_WORDS):
        return None
    is_cased = lowered != head.upper()
    is_colon = head[-1] == ":" or head.endswith(":-")
    if _is_section(head) and not (is_colon and is_cased):
        return _SECTION
    before = page.heads[number - 1] if number else ""
    if _is_numbered(head):
        is_parted = not number or number - 1 in page.taken or ends_sentence(before)
        is_parted = is_parted or not _NUMBER_ALONE.fullmatch(head)
        return _HEADING if is_parted and page.begins_text(after) else None
    if head.isupper() and len(head) > 3:
        return _HEADING
    if page.width and number and not page.may_stand_apart(number):
        return None
    first = head.lstrip(_QUOTES)[:1]
    if is_cased and (first.islower() or not first.isalnum()):
        return None
    if before[-1:] == "," and number - 1 not in page.taken:
        return None
    if before[-1:] == ":" and page.sizes[number - 1] > _LONGEST:
        return None
    if is_colon:
        return _colon_heading(page, number, is_cased=is_cased)
    if page.begins_text(after) or after in page.taken or page.is_dateline(after):
        return _WEAK
    if page.sizes[after] <= _LONGEST and not ends_sentence(page.heads[after]):
        return _STACKED
    return None


def _colon_heading(page: _Page, number: int, *, is_cased: bool) -> Label | None:
    """Return a heading that ends with a colon, as they do in Arabic and Kurdish schoolbooks."""
    head, after = page.heads[number], number + 1
    n_words = len(head.split())
    in_list = page.is_list(after)
    if after in page.pieces.tables:
        return None
    if is_cased:
        if in_list or not page.pieces.are_parted[number] or n_words > 4 or _SALUTATION.match(head):
            return None
        return Label(Kind.HEADING, 3, "weak") if page.sizes[after] > _LONGEST else None
    if n_words > (5 if in_list else 9) or page.sizes[number] > 60:
        return None
    is_above = in_list or after in page.numbered or page.sizes[after] > 40
    return Label(Kind.HEADING, 3, "weak") if is_above else None


def _has_ended(head: str, size: int) -> bool:
    """Say whether a piece ends as a paragraph does, as far as its head shows it, or is a line."""
    if size > len(head):
        return True
    return ends_sentence(head) or ("\n" not in head and size <= _LONGEST)


def _is_open_line(head: str, size: int) -> bool:
    """Say whether a piece is a short line that ends nothing, such as one of verse."""
    return size <= _LONGEST and "\n" not in head and not ends_sentence(head)


def _is_numbered(head: str) -> bool:
    """Say whether a line is a word and a number, or a number alone."""
    last = head[-1]
    if last not in _NUMBER_ENDS and (
        last not in " .:)" or head.rstrip(" .:)")[-1:] not in _NUMBER_ENDS
    ):
        return False
    return bool(_NUMBERED_WORD.fullmatch(head) or _NUMBER_ALONE.fullmatch(head))


def _is_section(head: str) -> bool:
    """Say whether a line begins with a word or sign that sections begin with."""
    first = head[0]
    if (
        first not in _SECTION_EDGES
        and head[:3].lower() not in _SECTION_BEGINNINGS
        and _TATWEEL not in head[:60]
    ):
        return first in "§第제" and bool(_SECTION_SIGN.match(head))
    word = head.split(maxsplit=1)[0].strip(_SECTION_EDGES).lower()
    if word in _SECTION_WORDS:
        return len(head.split()) <= 10
    if _TATWEEL in word and word.replace(_TATWEEL, "") in _SECTION_WORDS:
        return True
    return first in "§第제" and bool(_SECTION_SIGN.match(head))


def _without_verse(page: _Page, labels: Labels) -> Labels:
    """Return the headings without those that stand in rows unmarked: verse, casts, signatures."""
    kept = dict(labels)
    after = 0
    for number, label in labels.items():
        if number < after or not label.style:
            continue
        first = after = number
        while _is_heading(labels.get(first - 1)):
            first -= 1
        while _is_heading(labels.get(after)):
            after += 1
        above = page.taken.get(first - 1)
        after_title = above is not None and (above.kind == Kind.TITLE or above.style == "title")
        for taken_back in _verse(page, labels, range(first, after), after_title=after_title):
            del kept[taken_back]
    return kept


def _is_heading(label: Label | None) -> bool:
    return label is not None and label.kind == Kind.HEADING


def _verse(page: _Page, labels: Labels, row: Sequence[int], *, after_title: bool) -> Sequence[int]:
    """Return those of a row of headings that are rather lines of verse or a signature."""
    weak = [n for n in row if labels[n].style and not _is_sure(page, n)]
    if not weak:
        return ()
    sure = sorted(set(row).difference(weak))
    above = row[0] - 1
    is_below_text = page.width > 0 <= above and above not in page.taken
    if is_below_text and _is_open_line(page.heads[above], page.sizes[above]):
        return weak
    if sure and weak[0] < sure[0] and not after_title and _is_section(page.heads[sure[0]]):
        return [n for n in weak if n < sure[0]]
    is_stacked = labels[weak[-1]].style == "stacked" and not (sure or after_title)
    return weak if is_stacked or len(weak) > (3 if after_title else 2 if sure else 1) else ()


def _is_sure(page: _Page, number: int) -> bool:
    """Say whether a piece is a heading wherever it stands."""
    head = page.heads[number]
    first, last = head[0], head[-1]
    if first.isalpha() and last.islower() and "\n" not in head:  # as most lines of verse are
        return number in page.numbered or head in page.contents or _is_section(head)
    return (
        first in "#["
        or last == ":"
        or head.isupper()
        or head in page.contents
        or number in page.numbered
        or ("\n" in head and bool(_UNDERLINED.match(head)))
        or (last == "]" and head.endswith(_EDIT_LINKS))
        or (last in _MAY_END_NUMBERED and _is_numbered(head))
        or _is_section(head)
    )
