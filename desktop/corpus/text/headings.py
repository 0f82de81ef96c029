"""Owns which short pieces of a plain text are headings, and which are captions."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from .blocks import Kind
from .captions import CAPTION_LETTERS, begins_caption, is_caption_cue, is_credited
from .labels import Label, Labels
from .pieces import HEAD, Piece, ends_sentence

_LONGEST = 110
_MOST_WORDS = 14
_VERSE = 10
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
_ENDINGS = ("the end", "end", "ende", "fin", "finis", "النهاية", "تمت", "تم")
_NUMBER_ENDS = frozenset("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹IVXLC")
_LONG_BEGINNINGS = CAPTION_LETTERS | {"#"}
_SALUTATION = re.compile(
    r"(?:dear|to|mr|mrs|sir|sehr geehrte|liebe|chers?|chère|estimad|querid|my )", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W_]")
_TATWEEL = "\u0640"


# Headings that only their place shows to be such; between others they may be verse. The style says
# so until the end of `headings`.
_WEAK, _STACKED = Label(Kind.HEADING, 2, "weak"), Label(Kind.HEADING, 2, "stacked")


class _Page(NamedTuple):
    """What a piece is judged by: its neighbours and what is known about them."""

    pieces: Sequence[Piece]
    taken: Labels
    numbered: Collection[int]
    contents: Collection[str]
    width: int
    verse: Collection[int]

    def may_stand_apart(self, number: int) -> bool:
        """Say whether a piece of a wrapped text begins something: the one before it has ended."""
        if not self.pieces[number].gap:
            return False
        return number - 1 in self.taken or _has_ended(self.pieces[number - 1])

    def is_dateline(self, number: int) -> bool:
        """Say whether a short line names place or date and the text goes on after a dash."""
        after = self.pieces[number + 1] if number + 1 < len(self.pieces) else None
        return (
            after is not None and self.pieces[number].size <= 60 and after.head.startswith(_DASHES)
        )

    def is_list(self, number: int) -> bool:
        return number in self.taken and self.taken[number].kind == Kind.LIST


def headings(
    pieces: Sequence[Piece],
    taken: Labels,
    *,
    numbered: Collection[int],
    contents: Collection[str],
    width: int,
) -> Labels:
    """Return the headings and captions among the pieces that nothing else has taken.

    `numbered` are pieces known to be numbered headings, `contents` the entries of a table of
    contents; `width` is that of wrapped lines, 0 if every paragraph is a line.
    """
    page = _Page(pieces, taken, numbered, contents, width, _long_rows(pieces, taken))
    labels: Labels = {}
    for number, piece in enumerate(pieces):
        if number in taken:
            continue
        if piece.size > _LONGEST:
            label = _long(piece) if piece.head[0] in _LONG_BEGINNINGS else None
            if label is None and not width and piece.size <= HEAD and is_credited(piece.head):
                label = Label(Kind.CAPTION)
        elif number in page.verse:
            label = Label(Kind.HEADING, 2) if _is_sure(page, number) else None
        else:
            label = _short(page, number)
        if label:
            labels[number] = label
    kept = _without_verse(page, labels)
    plain = {n: Label(label.kind, label.level) for n, label in kept.items() if label.style}
    return kept | plain


def _long_rows(pieces: Sequence[Piece], taken: Labels) -> Collection[int]:
    """Return the pieces in long rows of short lines without an end: verse, where little is a heading."""
    rows: set[int] = set()
    first = -1
    for number, piece in enumerate(pieces):
        if piece.size <= _LONGEST and piece.head[-1] not in ".:!?؟" and piece.n_lines <= 2:
            if first < 0:
                first = number
        elif first >= 0:
            if number - first >= _VERSE:
                rows.update(range(first, number))
            first = -1
    if first >= 0 and len(pieces) - first >= _VERSE:
        rows.update(range(first, len(pieces)))
    return rows.difference(taken)


def _long(piece: Piece) -> Label | None:
    if piece.head[0] == "#" and (hashes := _HASHES.match(piece.head)):
        return Label(Kind.HEADING, len(hashes[1]))
    if piece.size <= 400 and piece.head[0] in CAPTION_LETTERS and begins_caption(piece.head):
        return Label(Kind.CAPTION)
    return None


def _short(page: _Page, number: int) -> Label | None:
    """Return the label of a short piece, None if it is a paragraph."""
    piece = page.pieces[number]
    head = piece.head
    first, last = head[0], head[-1]
    if number in page.numbered:
        return Label(Kind.HEADING, 2)
    if first == "#" and (hashes := _HASHES.match(head)):
        return Label(Kind.HEADING, len(hashes[1]))
    if piece.n_lines > 1:
        if underlined := _UNDERLINED.match(head):
            return Label(Kind.HEADING, 1 if underlined[1][0] == "=" else 2)
        if not head.isupper() or piece.n_lines > 3:
            return None
    if is_caption_cue(head):
        return Label(Kind.CAPTION)
    if last in _NO_END and not head.endswith(":-"):
        return None
    if first in "-–—)" or not (first.isalnum() or _LETTER.search(head)):
        return None
    if first in CAPTION_LETTERS and begins_caption(head):
        return Label(Kind.CAPTION)
    if number and is_caption_cue(page.pieces[number - 1].head):
        return Label(Kind.CAPTION)
    if not page.width and is_credited(head):
        return Label(Kind.CAPTION)
    if number + 1 == len(page.pieces):
        return None
    if head in page.contents or head.endswith(_EDIT_LINKS):
        return Label(Kind.HEADING, 2)
    if page.pieces[number + 1].head.startswith(_GOES_ON) or (first == "(" and last == ")"):
        return None
    if ends_sentence(head):
        return _sentence_heading(page, number)
    return _open_heading(page, number)


def _sentence_heading(page: _Page, number: int) -> Label | None:
    """Return a heading that ends as a sentence does.

    Such are `Article 3.`, `PREFACE.`, and a short question between two long paragraphs.
    """
    piece, after = page.pieces[number], page.pieces[number + 1]
    head = piece.head
    if head.isupper():
        is_heading = len(head) > 3 and head[-1] != "!" and len(head.split()) <= 12
        return Label(Kind.HEADING, 2) if is_heading and (piece.gap or _begins_text(after)) else None
    bare = head.rstrip(" .:")
    if bare[-1:] in _NUMBER_ENDS and (
        _NUMBERED_WORD.fullmatch(head) or _NUMBER_ALONE.fullmatch(head)
    ):
        return Label(Kind.HEADING, 2) if _begins_text(after) else None
    if head.rstrip(" .:").lower() in _SECTION_WORDS:
        return Label(Kind.HEADING, 1)
    is_question = head[-1] in "?؟" and head[0] not in _QUOTES and not page.width
    if is_question and number and page.pieces[number - 1].size > 200 and after.size > 200:
        return _WEAK if len(head.split()) <= 8 else None
    return None


def _open_heading(page: _Page, number: int) -> Label | None:
    """Return a heading that shows by standing alone, short, without an end, above a text."""
    piece, following = page.pieces[number], page.pieces[number + 1]
    head = piece.head
    words = head.split()
    if len(words) > _MOST_WORDS or head.lower() in _ENDINGS:
        return None
    is_cased = head.lower() != head.upper()
    is_colon = head[-1] == ":" or head.endswith(":-")
    if _is_section(head) and not (is_colon and is_cased):
        return Label(Kind.HEADING, 1)
    before = page.pieces[number - 1] if number else None
    if _is_numbered(head):
        is_parted = not before or number - 1 in page.taken or ends_sentence(before.head)
        is_parted = is_parted or not _NUMBER_ALONE.fullmatch(head)
        return Label(Kind.HEADING, 2) if is_parted and _begins_text(following) else None
    if head.isupper() and len(head) > 3:
        return Label(Kind.HEADING, 2)
    if page.width and number and not page.may_stand_apart(number):
        return None
    first = head.lstrip(_QUOTES)[:1]
    if is_cased and (first.islower() or not first.isalnum()):
        return None
    if before and before.head[-1] == "," and number - 1 not in page.taken:
        return None
    if before and before.size > _LONGEST and before.head[-1] == ":":
        return None
    if is_colon:
        return _colon_heading(page, number, is_cased=is_cased)
    if _begins_text(following) or number + 1 in page.taken or page.is_dateline(number + 1):
        return _WEAK
    if following.size <= _LONGEST and not ends_sentence(following.head):
        return _STACKED
    return None


def _colon_heading(page: _Page, number: int, *, is_cased: bool) -> Label | None:
    """Return a heading that ends with a colon, as they do in Arabic and Kurdish schoolbooks."""
    piece, following = page.pieces[number], page.pieces[number + 1]
    n_words = len(piece.head.split())
    in_list = page.is_list(number + 1)
    if following.is_table:
        return None
    if is_cased:
        if in_list or not piece.gap or n_words > 4 or _SALUTATION.match(piece.head):
            return None
        return Label(Kind.HEADING, 3, "weak") if following.size > _LONGEST else None
    if n_words > (5 if in_list else 9) or piece.size > 60:
        return None
    is_above = in_list or number + 1 in page.numbered or following.size > 40
    return Label(Kind.HEADING, 3, "weak") if is_above else None


def _has_ended(piece: Piece) -> bool:
    """Say whether a piece ends as a paragraph does, as far as its head shows it, or is a line."""
    if piece.size > len(piece.head):
        return True
    return ends_sentence(piece.head) or (piece.n_lines == 1 and piece.size <= _LONGEST)


def _is_open_line(piece: Piece) -> bool:
    """Say whether a piece is a short line that ends nothing, such as one of verse."""
    return piece.size <= _LONGEST and piece.n_lines == 1 and not ends_sentence(piece.head)


def _begins_text(piece: Piece) -> bool:
    """Say whether a piece can be what a heading stands above: a paragraph rather than a line."""
    return (
        piece.size > _LONGEST
        or piece.n_lines > 1
        or (piece.size > 30 and (piece.head[-1] in ";:" or ends_sentence(piece.head)))
    )


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
    titles = {
        n for n, label in page.taken.items() if label.kind == Kind.TITLE or label.style == "title"
    }
    kept = dict(labels)
    number = -1
    for first, label in labels.items():
        if first < number or label.kind != Kind.HEADING:
            continue
        number = first
        row: list[int] = []
        while number in labels and labels[number].kind == Kind.HEADING:
            row.append(number)
            number += 1
        for taken_back in _verse(page, labels, row, after_title=row[0] - 1 in titles):
            del kept[taken_back]
    return kept


def _verse(page: _Page, labels: Labels, row: Sequence[int], *, after_title: bool) -> Sequence[int]:
    """Return those of a row of headings that are rather lines of verse or a signature."""
    weak = [n for n in row if labels[n].style and not _is_sure(page, n)]
    if not weak:
        return ()
    sure = sorted(set(row).difference(weak))
    above = page.pieces[row[0] - 1] if row[0] else None
    if page.width and above and row[0] - 1 not in page.taken and _is_open_line(above):
        return weak
    if sure and weak[0] < sure[0] and not after_title and _is_section(page.pieces[sure[0]].head):
        return [n for n in weak if n < sure[0]]
    is_stacked = labels[weak[-1]].style == "stacked" and not (sure or after_title)
    return weak if is_stacked or len(weak) > (3 if after_title else 2 if sure else 1) else ()


def _is_sure(page: _Page, number: int) -> bool:
    piece = page.pieces[number]
    head = piece.head
    return (
        number in page.numbered
        or head[0] in "#["
        or head[-1] == ":"
        or (piece.n_lines > 1 and bool(_UNDERLINED.match(head)))
        or head.isupper()
        or head in page.contents
        or head.endswith(_EDIT_LINKS)
        or _is_section(head)
        or _is_numbered(head)
    )
