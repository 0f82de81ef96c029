"""Owns which short pieces of a plain text are headings, and which are captions."""

import re
from collections.abc import Collection, Sequence

from .blocks import Kind
from .front import plain
from .labels import Label, Labels
from .pieces import Piece, ends_sentence

_LONGEST = 110
_MOST_WORDS = 14
_HASHES = re.compile(r"(#{1,6})\s")
_UNDERLINED = re.compile(r"[^\n]+\n(=+|-{3,}|~{3,})")
_QUOTES = "\"'“”‘’«»„‚‹›`*_ "
_SECTION_WORDS = (
    "chapter part book section article act scene canto volume appendix preface introduction foreword "
    "prologue epilogue conclusion contents preamble acknowledgements bibliography notes references "
    "kapitel teil buch abschnitt artikel anhang vorwort einleitung nachwort schluss "
    "chapitre partie livre acte scène annexe préface introduction conclusion "
    "capítulo parte libro sección artículo acto escena prólogo epílogo preámbulo "
    "глава часть статья раздел пролог эпилог предисловие введение заключение стаття розділ "
    "الفصل الباب الجزء القسم المقدمة مقدمة الخاتمة خاتمة تمهيد المنظر المشهد المقالة إهداء الكتاب "
    "فاتحة الفاتحة ملحق بەشی بەشى بەندی بەندى وانەی وانەى تەوەرەی تەوەرەى تەوەری تەوەرى"
)
_SECTION = re.compile(
    rf"(?:§+ ?\d|第.{{1,6}}[章节節回部編篇]|제 ?\d+ ?[장조절]|(?:{'|'.join(_SECTION_WORDS.split())})\b)",
    re.IGNORECASE,
)
_NUMBERED_WORD = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)? (?:\d{1,4}|[IVXLC]{1,7})\s?[.:]?")
_ROMAN_ALONE = re.compile(r"\(?(?:[IVXLC]{1,7}|\d{1,3})[.)]?")
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)|table|abb(?:ildung|\.)|tabelle|tableau|figura|tabla|photo|plate|map|chart|شكل|"
    r"الشكل|جدول|الجدول|صورة|وێنەی|وێنەى|خشتەی)\s*\(?[\d٠-٩IVX]{1,4}\)?\s*[.:)–—-]",
    re.IGNORECASE,
)
_PHOTO_LINE = re.compile(
    r"(?:photo(?:graph)?s?|foto|image|picture)\s*(?:by|:|credit|courtesy)", re.I
)
_SALUTATION = re.compile(
    r"(?:dear|to|mr|mrs|sir|sehr geehrte|liebe|chers?|chère|estimad|querid|my )", re.IGNORECASE
)
_CASED = re.compile("[A-Za-zÀ-ÿА-яΑ-ω]")
_NO_END = frozenset(",;،؛\\/{[(<=+&@#$%^*|~")
_GOES_ON = ("--", "–", "—", "\u2015", ":")
"""What the text after a dateline or a speaker's name begins with."""

_TATWEEL = str.maketrans("", "", "\u0640")


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
    labels: Labels = {}
    for number, piece in enumerate(pieces):
        if piece.size > _LONGEST or number in taken:
            if (
                piece.head[0] == "#"
                and number not in taken
                and (hashes := _HASHES.match(piece.head))
            ):
                labels[number] = Label(Kind.HEADING, len(hashes[1]))
            elif piece.size <= 400 and number not in taken and _CAPTION.match(piece.head):
                labels[number] = Label(Kind.CAPTION)
            continue
        label = _short(pieces, number, taken, numbered=numbered, contents=contents, width=width)
        if label:
            labels[number] = label
    titles = {n for n, label in taken.items() if label.style == "title" or label.kind == Kind.TITLE}
    _drop_verse(pieces, labels, titles=titles, numbered=numbered, contents=contents)
    return labels


def _short(
    pieces: Sequence[Piece],
    number: int,
    taken: Labels,
    *,
    numbered: Collection[int],
    contents: Collection[str],
    width: int,
) -> Label | None:
    """Return the label of a short piece, None if it is a paragraph."""
    piece = pieces[number]
    head = piece.head
    last = head[-1]
    if number in numbered:
        return Label(Kind.HEADING, 2)
    if head[0] == "#" and (hashes := _HASHES.match(head)):
        return Label(Kind.HEADING, len(hashes[1]))
    if piece.n_lines > 1:
        underlined = _UNDERLINED.match(head)
        if underlined:
            return Label(Kind.HEADING, 1 if underlined[1][0] == "=" else 2)
        if not head.isupper() or piece.n_lines > 3:
            return None
    if last in _NO_END or head[0] in "-–—":
        return None
    following = pieces[number + 1] if number + 1 < len(pieces) else None
    if _CAPTION.match(head) or _PHOTO_LINE.match(head):
        return Label(Kind.CAPTION)
    if following is None:
        return None
    if contents and plain(head) in contents:
        return Label(Kind.HEADING, 2)
    if following.head.startswith(_GOES_ON) or (head[0] == "(" and last == ")"):
        return None
    is_cased = bool(_CASED.search(head))
    section = _SECTION.match(head.translate(_TATWEEL)) and len(head.split()) <= 10
    if section and not (ends_sentence(head) and len(head) > 40) and (last != ":" or not is_cased):
        return Label(Kind.HEADING, 1)
    if _NUMBERED_WORD.fullmatch(head) or (_ROMAN_ALONE.fullmatch(head) and _begins_text(following)):
        return Label(Kind.HEADING, 2) if _begins_text(following) else None
    if ends_sentence(head):
        return _sentence_heading(pieces, number, width=width)
    return _bare_heading(pieces, number, taken, numbered=numbered, is_cased=is_cased)


def _sentence_heading(pieces: Sequence[Piece], number: int, *, width: int) -> Label | None:
    """Return a heading that ends as a sentence does: in capitals, a question between long texts."""
    piece, before, after = pieces[number], pieces[number - 1], pieces[number + 1]
    head = piece.head
    words = len(head.split())
    if head.isupper() and words <= 12 and len(head) > 3 and head[-1] != "!":
        return Label(Kind.HEADING, 2) if piece.gap or _begins_text(after) else None
    is_question = head[-1] in "?؟" and head[0] not in _QUOTES and words <= 8
    if is_question and number and not width and before.size > 200 and after.size > 200:
        return Label(Kind.HEADING, 2)
    return None


def _bare_heading(
    pieces: Sequence[Piece],
    number: int,
    taken: Labels,
    *,
    numbered: Collection[int],
    is_cased: bool,
) -> Label | None:
    """Return a heading that shows by standing alone, short, without an end, above a text."""
    piece, following = pieces[number], pieces[number + 1]
    head = piece.head
    words = head.split()
    if len(words) > _MOST_WORDS:
        return None
    if head.isupper() and len(head) > 3:
        return Label(Kind.HEADING, 2)
    first = head.lstrip(_QUOTES)[:1]
    if is_cased and (first.islower() or not first.isalnum()):
        return None
    if number and pieces[number - 1].head[-1:] in ":," and pieces[number - 1].size > _LONGEST:
        return None
    if head[-1] == ":" or head.endswith(":-"):
        return _colon_heading(pieces, number, taken, numbered=numbered, is_cased=is_cased)
    if _begins_text(following) or number + 1 in taken:
        return Label(Kind.HEADING, 2)
    if following.size <= _LONGEST and not ends_sentence(following.head):
        return Label(Kind.HEADING, 2, "stacked")
    return None


def _colon_heading(
    pieces: Sequence[Piece],
    number: int,
    taken: Labels,
    *,
    numbered: Collection[int],
    is_cased: bool,
) -> Label | None:
    """Return a heading that ends with a colon, as they do in Arabic and Kurdish schoolbooks."""
    piece, following = pieces[number], pieces[number + 1]
    n_words = len(piece.head.split())
    in_list = number + 1 in taken and taken[number + 1].kind == Kind.LIST
    if following.is_table:
        return None
    if is_cased:
        if in_list or not piece.gap or n_words > 4 or _SALUTATION.match(piece.head):
            return None
        return Label(Kind.HEADING, 3) if following.size > _LONGEST else None
    if n_words > (5 if in_list else 9) or piece.size > 60:
        return None
    is_above = in_list or number + 1 in numbered or following.size > 40
    return Label(Kind.HEADING, 3) if is_above else None


def _begins_text(piece: Piece) -> bool:
    """Say whether a piece can be what a heading stands above: a paragraph rather than a line."""
    return (
        piece.size > _LONGEST
        or piece.n_lines > 1
        or (piece.size > 30 and (ends_sentence(piece.head) or piece.head[-1] in ";:"))
    )


def _drop_verse(
    pieces: Sequence[Piece],
    labels: Labels,
    *,
    titles: Collection[int],
    numbered: Collection[int],
    contents: Collection[str],
) -> None:
    """Take back headings that stand in rows without any mark: verse, casts, signatures."""
    number = 0
    for first in sorted(labels):
        if first < number or labels[first].kind != Kind.HEADING:
            continue
        number = first
        row: list[int] = []
        while number in labels and labels[number].kind == Kind.HEADING:
            row.append(number)
            number += 1
        sure = [n for n in row if _is_sure(pieces[n], n, numbered, contents)]
        weak = [n for n in row if n not in sure]
        after_title = row[0] > 0 and row[0] - 1 in titles
        is_verse = bool(weak) and labels[weak[-1]].style == "stacked" and not (sure or after_title)
        if sure and weak and weak[0] < sure[0] and not after_title and _is_section(pieces[sure[0]]):
            early = [n for n in weak if n < sure[0]]  # signatures under the text before
        else:
            early = weak if is_verse or len(weak) > (3 if after_title else 2 if sure else 1) else []
        for taken_back in early:
            del labels[taken_back]
    for kept, label in labels.items():
        if label.style == "stacked":
            labels[kept] = Label(label.kind, label.level)


def _is_section(piece: Piece) -> bool:
    return bool(_SECTION.match(piece.head.translate(_TATWEEL)))


def _is_sure(
    piece: Piece, number: int, numbered: Collection[int], contents: Collection[str]
) -> bool:
    head = piece.head
    return (
        number in numbered
        or head[0] in "#["
        or head[-1] == ":"
        or head.isupper()
        or piece.n_lines > 1
        or _is_section(piece)
        or bool(_NUMBERED_WORD.fullmatch(head) or _ROMAN_ALONE.fullmatch(head))
        or (bool(contents) and plain(head) in contents)
    )
