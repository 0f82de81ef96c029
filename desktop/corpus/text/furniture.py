"""Owns what is boilerplate in a plain text: link lists, licences, share lines, rules.

Only what a cue shows to be such. When in doubt it is text: a tail is taken to be links only as far
as nothing in it reads like a paragraph.
"""

import re
from collections.abc import Sequence

from .blocks import Kind
from .labels import Label, Labels
from .pieces import Piece, ends_sentence

_SHORT = 160
_LONG_TEXT = 250
_MOST_TRIES = 8

_LINKS = re.compile(
    r"(?:read (?:this )?(?:next|more|also)|(?:more )?related(?: (?:articles?|stories|posts?|content|"
    r"topics?|links?|reading|coverage|news|items))?|more (?:from|on|like|stories|news|about|in)\b.{0,40}|"
    r"most (?:popular|read|viewed|shared|recent|discussed)\b.{0,20}|you (?:may|might) (?:also )?(?:like|"
    r"be interested in)\b.{0,20}|go further|recommended(?: (?:for you|reading|stories|articles))?|"
    r"trending(?: now| stories)?|(?:latest|top|other|popular|featured|recent) (?:stories|news|"
    r"headlines|posts|articles)|editors?[’']?s? (?:picks?|choice)|what to read next|up next|"
    r"(?:all )?web (?:resources|links)|external links|see also|sponsored(?: content| stories)?|"
    r"promoted(?: stories)?|around the web|from our partners|"
    r"(?:subscriber|member) exclusive content|"
    r"lesen sie auch|mehr zum thema|zum thema|das könnte (?:sie|dich) auch interessieren|"
    r"weitere (?:artikel|themen|meldungen|beiträge)|verwandte (?:artikel|themen)|"
    r"(?:à )?lire (?:aussi|également)|sur le même (?:sujet|thème)|les plus lus|articles (?:liés|associés)|"
    r"(?:te|le) puede interesar|también te puede interesar|(?:artículos|noticias|temas) relacionad[oa]s|"
    r"(?:lo )?más leído|leia (?:também|mais)|leggi anche|articoli correlati|lees ook|"
    r"اقرأ (?:أيضا|أيضاً|ايضا|المزيد)|(?:مواضيع|مقالات|أخبار|موضوعات) (?:ذات صلة|متعلقة|مشابهة)|"
    r"الأكثر (?:قراءة|مشاهدة|تداولا)|قد يعجبك (?:أيضا|أيضاً)?|читайте также|похожие (?:статьи|новости))"
    r"\s*[:：…>»→]*",
    re.IGNORECASE,
)
_LINK_WORD_LIST = (
    "all read related more most you go recommended trending latest top other popular featured "
    "recent editors editor's editor’s editors' editors’ what up web external see sponsored "
    "promoted around from subscriber member lesen mehr zum das weitere verwandte lire sur les "
    "articles te le à también artículos noticias temas lo leia leggi articoli lees اقرأ مواضيع "
    "مقالات أخبار موضوعات الأكثر قد читайте похожие"
)
_LINK_WORDS = frozenset(_LINK_WORD_LIST.split())
_LINE = re.compile(
    r"(?:©|\(c\) ?(?:\d{4}|copyright)|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    r"(?:todos los )?derechos reservados|جميع الحقوق محفوظة|حقوق النشر).{0,140}|"
    r".{0,60}(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    r"todos los derechos reservados|جميع الحقوق محفوظة)\W*.{0,60}|"
    r"(?:share|tweet|follow us(?: on .{1,30})?|share (?:this|on)\b.{0,40}|"
    r"advertisement|advertising|anzeige|werbung|publicité|publicidad|pubblicità|إعلان|реклама|"
    r"(?:skip|jump) to (?:main )?(?:content|navigation)|"
    r"(?:sign up|subscribe)\b.{0,60}(?:newsletter|updates|inbox|today|now)|subscribe|sign in|log in|"
    r"story continues below(?: advertisement)?|continue reading\W*|(?:back to|return to) top|"
    r"click here\b.{0,50}|leave a (?:comment|reply)|(?:\d+ )?comments?|"
    r"page \d{1,4}(?: of \d{1,4})?|seite \d{1,4}|[-–—] ?\d{1,4} ?[-–—])\W*",
    re.IGNORECASE,
)
# A line that has none of these is none of those.
_FIRST_WORD_LIST = (
    "share tweet follow advertisement advertising anzeige werbung publicité publicidad "
    "pubblicità إعلان реклама skip jump sign subscribe log story continue back return click "
    "leave comments comment page seite copyright حقوق جميع"
)
_FIRST_WORDS = frozenset(_FIRST_WORD_LIST.split())
# What most lines begin with decides already that they are nothing of the kind.
_FIRST_BEGINNINGS = frozenset(word[:3] for word in _FIRST_WORDS)
_LINK_BEGINNINGS = frozenset(f"{word} "[:2] for word in _LINK_WORDS) | {"à"}
_RIGHTS = ("serv", "SERV", "behalten", "محفوظة")
_RULE = re.compile(r"[-*_=~•·#+<>|/\\—–―─━═◆◇■□●○※☆★ \t]{3,}")
_LICENCE_START = re.compile(r"\*{3} ?START OF (?:THE|THIS) .{3,120}E-?BOOK.{0,200}", re.IGNORECASE)
_LICENCE_END = re.compile(
    r"(?:\*{3} ?END OF (?:THE|THIS) .{3,120}E-?BOOK|End of (?:the |this )?Project Gutenberg)",
    re.IGNORECASE,
)
_MAIL_HEADER = re.compile(r"[A-Z][A-Za-z-]{1,30}: ?\S")
_MAIL_NAMES = re.compile(r"^(?:From|Subject|Date|To|Message-ID):", re.MULTILINE | re.IGNORECASE)
_BOUNDARY = re.compile(r"--\S{10,}\n(?:Content-[\w-]+:.*\n?)*", re.IGNORECASE)


_BOILERPLATE = Label(Kind.BOILERPLATE)


def furniture(pieces: Sequence[Piece]) -> Labels:
    """Return the pieces that are boilerplate, with the style that they would have as text."""
    labels: Labels = {}
    begin, end = _licences(pieces)
    for number in [*range(begin), *range(end, len(pieces))]:
        labels[number] = Label(Kind.BOILERPLATE)
    labels.update(_mail_headers(pieces))
    for number in range(begin, end):
        piece = pieces[number]
        if piece.size <= _SHORT and _is_furniture_line(piece.head):
            labels[number] = _BOILERPLATE
    labels.update(_link_lists(pieces, begin, end))
    return labels


def _is_furniture_line(line: str) -> bool:
    first = line[0]
    if first.isalpha():
        if line[:3].lower() in _FIRST_BEGINNINGS and _first_word(line) in _FIRST_WORDS:
            return bool(_LINE.fullmatch(line))
    elif not first.isdigit():
        if _RULE.fullmatch(line):
            return True
        return first in "©(-–—" and bool(_LINE.fullmatch(line))
    elif "omment" in line:
        return bool(_LINE.fullmatch(line))
    first_stem, second, third, fourth = _RIGHTS
    if first_stem in line or second in line or third in line or fourth in line:
        return bool(_LINE.fullmatch(line))
    return False


def _licences(pieces: Sequence[Piece]) -> tuple[int, int]:
    """Return the first piece after a licence at the beginning and the first one of that at the end."""
    begin, end = 0, len(pieces)
    for number, piece in enumerate(pieces):
        if piece.head[0] not in "*E":
            continue
        if not begin and _LICENCE_START.match(piece.head) and number < len(pieces) // 2 + 20:
            begin = number + 1
        elif _LICENCE_END.match(piece.head) and number >= len(pieces) // 2:
            end = number
            break
    return begin, end


def _mail_headers(pieces: Sequence[Piece]) -> Labels:
    """Return the header of a message that was saved as text, and the lines between its parts."""
    first = 0
    while first < len(pieces) and pieces[first].gap == 0 and _MAIL_HEADER.match(pieces[first].head):
        first += 1
    header = "\n".join(piece.head for piece in pieces[: max(first, 1)])
    if len(_MAIL_NAMES.findall(header)) < 3:
        return {}
    labels = {number: Label(Kind.BOILERPLATE, style="header") for number in range(max(first, 1))}
    for number, piece in enumerate(pieces):
        if piece.head.startswith("--") and _BOUNDARY.fullmatch(piece.head):
            labels[number] = Label(Kind.BOILERPLATE, style="header")
    return labels


def _link_lists(pieces: Sequence[Piece], begin: int, end: int) -> Labels:
    """Return the lists of links that a cue ("Read this next") opens: to the end, or while short."""
    labels: Labels = {}
    n_tries = 0
    last_text = next(
        (n for n in range(end - 1, begin - 1, -1) if _reads_as_text(pieces[n])), begin - 1
    )
    for number in range(begin, end):
        piece = pieces[number]
        if piece.size > 80 or piece.head[:2].lower() not in _LINK_BEGINNINGS:
            continue
        if not _is_links_cue(piece.head) or number in labels:
            continue
        n_tries += number > last_text
        if (
            last_text < number
            and n_tries <= _MOST_TRIES
            and _is_link_farm(pieces[number + 1 : end])
        ):
            labels[number] = Label(Kind.BOILERPLATE, style="heading")
            for follower in range(number + 1, end):
                style = "heading" if _is_links_cue(pieces[follower].head) else "list"
                labels[follower] = Label(Kind.BOILERPLATE, style=style)
            break
        labels.update(_short_link_list(pieces, number, end))
    return labels


def _is_links_cue(line: str) -> bool:
    return _first_word(line) in _LINK_WORDS and bool(_LINKS.fullmatch(line))


def _first_word(line: str) -> str:
    return line[:20].split(maxsplit=1)[0].rstrip(".:…»>").lower()


def _reads_as_text(piece: Piece) -> bool:
    return piece.size >= _LONG_TEXT and (piece.size > len(piece.head) or ends_sentence(piece.head))


def _is_link_farm(pieces: Sequence[Piece]) -> bool:
    return sum(ends_sentence(piece.head) for piece in pieces) * 3 <= len(pieces)


def _short_link_list(pieces: Sequence[Piece], number: int, end: int) -> Labels:
    """Return a link list in the middle of a text: lines right under its cue that are no sentences."""
    after = number + 1
    while (
        after < end
        and pieces[after].size <= _SHORT
        and pieces[after].gap == 0
        and not ends_sentence(pieces[after].head)
    ):
        after += 1
    if after == number + 1:
        return {}
    first = {number: Label(Kind.BOILERPLATE, style="heading")}
    rest = {n: Label(Kind.BOILERPLATE, style="list") for n in range(number + 1, after)}
    return first | rest
