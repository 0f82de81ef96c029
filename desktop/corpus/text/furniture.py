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
_MOST_SUBJECTS = 25
_LONGEST_SUBJECT = 60
_LAST_PIECES = 8

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
    r"click here\b.{0,50}|(?:leave|post|add|write) a (?:comment|reply)|view (?:all )?comments|\d+ comments?|comments|"
    r"(?:facebook|twitter|linkedin|whatsapp|pinterest|reddit|telegram|instagram|e-?mail|print|tumblr|"
    r"copy link|messenger)|follow .{1,40} on (?:twitter|facebook|instagram|x)\b.{0,120}|"
    r"continue reading the main story|donate(?: (?:now|today|here))?|"
    r"posted in \w.{0,60}\|.{0,80}|filed under .{1,60}\|.{0,80}|"
    r"(?:home|startseite|accueil|inicio|portada|الرئيسية)(?: ?[>»/|›·] ?[^>»/|›·]{2,40}){1,5}|"
    r"[←«<]? ?(?:previous|older)(?: (?:post|article|story|entry))s?|"
    r"(?:next|newer) (?:post|article|story|entry)s? ?[→»>]?|"
    r"(?:view|load|show|read|see) more(?: \w+)?|listen to (?:this|the) (?:article|story).{0,30}|"
    r"\d+[- ]min(?:ute)?s?(?: read)?|from wikipedia, the free encyclopedia|"
    r"(?:we|this (?:web)?site|by (?:continuing|using)|accept)\b.{0,80}\bcookies?\b.{0,140}|"
    r"page \d{1,4}(?: of \d{1,4})?|seite \d{1,4}|[-–—] ?\d{1,4} ?[-–—])\W*",
    re.IGNORECASE,
)
# A line that has none of these is none of those.
_FIRST_WORD_LIST = (
    "share tweet follow advertisement advertising anzeige werbung publicité publicidad "
    "pubblicità إعلان реклама skip jump sign subscribe log story continue back return click "
    "leave comments comment page seite copyright حقوق جميع facebook twitter linkedin whatsapp "
    "pinterest reddit telegram instagram email e-mail print tumblr copy messenger donate posted "
    "filed home startseite accueil inicio portada الرئيسية previous older next newer view load show "
    "read see listen post add write we this by accept from"
)
_FIRST_WORDS = frozenset(_FIRST_WORD_LIST.split())
# What most lines begin with decides already that they are nothing of the kind.
_FIRST_BEGINNINGS = frozenset(f"{word} "[:3] for word in _FIRST_WORDS)
_LINK_BEGINNINGS = frozenset(f"{word} "[:2] for word in _LINK_WORDS) | {"à"}
_INLINE_BEGINNINGS = {"re", "al", "se", "mo", "li", "à ", "le", "me", "اق", "чи"}
_RIGHTS = ("serv", "SERV", "behalten", "محفوظة")
# A link within the text: the cue, a colon, and what it leads to on the same line.
_INLINE = re.compile(
    r"(?:read (?:also|more|next)|also read|see also|related|more|lire aussi|à lire(?: aussi)?|lesen sie auch|"
    r"mehr zum thema|lea también|leia também|leggi anche|اقرأ (?:أيضا|أيضاً|ايضا|المزيد)|читайте также)"
    r"\s?[:：|>»]\s?\S.{3,150}",
    re.IGNORECASE,
)
_TAIL_CUE = re.compile(
    r"(?:topics?|tags|tagged|keywords|categories|region ?/ ?country|themen|étiquettes|mots[- ]clés|"
    r"etiquetas|temas|الكلمات (?:المفتاحية|الدلالية)|وسوم)\s*[:：]?",
    re.IGNORECASE,
)
_SUBJECT_LINE = re.compile(
    r"(?:posted in|filed under|tagged(?: (?:with|as))?|tags?|topics?|categor(?:y|ies)|keywords?|themen|"
    r"schlagw(?:o|ö)rter|étiquettes|mots[- ]clés|etiquetas|temas|"
    r"الكلمات (?:المفتاحية|الدلالية)|كلمات مفتاحية|وسوم)\s?[:：|].{1,140}",
    re.IGNORECASE,
)
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
        if piece.size <= _SHORT and piece.n_lines == 1 and _is_furniture_line(piece.head):
            labels[number] = _BOILERPLATE
    labels.update(_inline_links(pieces, begin, end))
    labels.update(_tail_lists(pieces, begin, end))
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
        return first in "©(-–—←«<" and bool(_LINE.fullmatch(line))
    elif "omment" in line or "min" in line[:12]:
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


def _tail_lists(pieces: Sequence[Piece], begin: int, end: int) -> Labels:
    """Return the subjects that stand listed at the end: a cue alone on its line, short lines below."""
    labels = {
        number: Label(Kind.BOILERPLATE, style="list")
        for number in range(max(begin + 1, end - _LAST_PIECES), end)
        if pieces[number].size <= _SHORT and _SUBJECT_LINE.fullmatch(pieces[number].head)
    }
    for number in range(max(begin, end - _MOST_SUBJECTS), end - 1):
        if _TAIL_CUE.fullmatch(pieces[number].head) and _are_subjects(pieces[number + 1 : end]):
            below = dict.fromkeys(range(number + 1, end), Label(Kind.BOILERPLATE, style="list"))
            return labels | {number: Label(Kind.BOILERPLATE, style="heading")} | below
    return labels


def _are_subjects(pieces: Sequence[Piece]) -> bool:
    return all(piece.size <= _LONGEST_SUBJECT and not ends_sentence(piece.head) for piece in pieces)


def _inline_links(pieces: Sequence[Piece], begin: int, end: int) -> Labels:
    """Return the lines that only lead elsewhere: `Read more: …` between two paragraphs."""
    return {
        number: Label(Kind.BOILERPLATE, style="list")
        for number in range(begin, end)
        if pieces[number].size <= _SHORT
        and pieces[number].head[:2].lower() in _INLINE_BEGINNINGS
        and _INLINE.fullmatch(pieces[number].head)
        and not ends_sentence(pieces[number].head)
    }


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
