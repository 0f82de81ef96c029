"""Owns what is boilerplate in a plain text: link lists, licences, share lines, rules.

Only what a cue shows to be such. When in doubt it is text: a tail is taken to be links only as far
as nothing in it reads like a paragraph.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from .blocks import Kind
from .labels import Label, Labels
from .pieces import Pieces, ends_sentence

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
    r"(?:free )?(?:(?:daily|weekly|morning|e-?mail) )?newsletters?(?: sign[- ]?up)?|after newsletter promotion|"
    r"join (?:our|the) newsletter|order reprints\b.{0,60}|like loading|by signing up,? you agree\b.{0,120}|"
    r"our standards: .{3,40} trust principles|suscr[ií]bete\b.{0,40}(?:newsletter|bolet[ií]n)|"
    r"post navigation|leave a comment cancel reply|never miss a story\b.{0,100}|sign me up|your email|"
    r"read more from .{3,40}|lo más visto|teilen|drucken|abonnez-vous|sobre la firma|"
    r"recibe el boletín\b.{0,60}|شارك (?:المقال|المقالة|القصة|الخبر|هذا الموضوع)|-end-|"
    r"comparte? (?:este|el) artículo|partager(?: (?:sur .{1,20}|cet article))?|تابعونا على .{2,30}|"
    r"story continues below(?: advertisement)?|continue reading\W*|(?:back to|return to) top|"
    r"click here\b.{0,50}|(?:leave|post|add|write) a (?:comment|reply)|view (?:all )?comments|"
    r"\d+ (?:comments?|kommentare?|commentaires?|responses?)|\d+ thoughts? on .{3,120}|comments|"
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
    "read see listen post add write we this by accept from free newsletter daily after join order "
    "like our never your lo teilen drucken abonnez-vous sobre recibe شارك suscríbete comparte partager تابعونا"
)
_FIRST_WORDS = frozenset(_FIRST_WORD_LIST.split())
# What most lines begin with decides already that they are nothing of the kind.
_FIRST_BEGINNINGS = frozenset(f"{word} "[:3] for word in _FIRST_WORDS)
_LINK_BEGINNINGS = frozenset(f"{word} "[:2] for word in _LINK_WORDS) | {"à"}
_INLINE_BEGINNINGS = frozenset(("re", "al", "se", "mo", "li", "à ", "le", "me", "اق", "чи"))
_SIGNS = frozenset("©-–—←«<")
_COUNTED = frozenset((" tho", " res", " kom"))
_RIGHTS = ("serv", "SERV", "behalten", "محفوظة")
# Words that may show a line to be one of those whatever it begins with.
_TELLING = (*_RIGHTS, "BEHALTEN")
# A link within the text: the cue, a colon, and what it leads to on the same line.
_INLINE = re.compile(
    r"(?:read (?:also|more|next)|also read|see also|related|more|lire aussi|à lire(?: aussi)?|lesen sie auch|"
    r"mehr zum thema|lea también|leia também|leggi anche|اقرأ (?:أيضا|أيضاً|ايضا|المزيد)|читайте также)"
    r"\s?[:：|>»]\s?\S.{3,150}",
    re.IGNORECASE,
)
_TAIL_CUE = re.compile(
    r"(?:topics?|tags|tagged|keywords|categories|region ?/ ?country|themen|étiquettes|mots[- ]clés|"
    r"etiquetas|temas|archivado en|الكلمات (?:المفتاحية|الدلالية)|وسوم)\s*[:：]?",
    re.IGNORECASE,
)
_SUBJECT_LINE = re.compile(
    r"(?:posted in|filed under|tagged(?: (?:with|as))?|tags?|topics?|categor(?:y|ies)|keywords?|themen|"
    r"schlagw(?:o|ö)rter|étiquettes|mots[- ]clés|etiquetas|temas|"
    r"الكلمات (?:المفتاحية|الدلالية)|كلمات مفتاحية|وسوم)\s?[:：|].{1,140}",
    re.IGNORECASE,
)
_RULE_SIGNS = frozenset("-_*=~•·#+<>|/\\—–―─━═◆◇■□●○※☆★ \t")
_RULE = re.compile(rf"[{re.escape(''.join(_RULE_SIGNS))}]{{3,}}")
_LICENCE_START = re.compile(r"\*{3} ?START OF (?:THE|THIS) .{3,120}E-?BOOK.{0,200}", re.IGNORECASE)
_LICENCE_END = re.compile(
    r"(?:\*{3} ?END OF (?:THE|THIS) .{3,120}E-?BOOK|End of (?:the |this )?Project Gutenberg)",
    re.IGNORECASE,
)
_MAIL_HEADER = re.compile(r"[A-Z][A-Za-z-]{1,30}: ?\S")
_MAIL_NAMES = re.compile(r"^(?:From|Subject|Date|To|Message-ID):", re.MULTILINE | re.IGNORECASE)
_SUBJECT_WORD_LIST = (
    "topics tags keywords categories region themen etiquetas temas archivado mots posted filed "
    "schlagwort"
)
_SUBJECT_OPENINGS = frozenset(word[:3] for word in _SUBJECT_WORD_LIST.split())
_BOUNDARY = re.compile(r"--\S{10,}\n(?:Content-[\w-]+:.*\n?)*", re.IGNORECASE)


_BOILERPLATE = Label(Kind.BOILERPLATE)
_HEADER = Label(Kind.BOILERPLATE, style="header")
_HEADING = Label(Kind.BOILERPLATE, style="heading")
_LIST = Label(Kind.BOILERPLATE, style="list")


def furniture(pieces: Pieces, may_be: Mapping[str, Sequence[int]]) -> Labels:
    """Return the pieces that are boilerplate, with the style that they would have as text.

    `may_be` are those that may be something by `OPENINGS`, ascending.
    """
    begin, end = _licences(pieces, may_be["licence"])
    outside = [*range(begin), *range(end, len(pieces))]
    labels = dict.fromkeys(outside, _BOILERPLATE)
    labels.update(_mail_headers(pieces, may_be["boundary"]))
    lines = _may_be_lines(pieces, may_be["line"], may_be["count"])
    labels.update((n, _BOILERPLATE) for n in lines if begin <= n < end and _is_line(pieces, n))
    labels.update(_inline_links(pieces, may_be["inline link"], begin, end))
    labels.update(_tail_lists(pieces, may_be["subject"], begin, end))
    labels.update(_link_lists(pieces, may_be["links"], begin, end))
    return labels


def _may_open_line(opening: str) -> bool:
    first = opening[0]
    if first.isalpha():
        return not opening.isascii() or opening.lower() in _FIRST_BEGINNINGS
    return _RULE_SIGNS.issuperset(opening) or first in _SIGNS or opening[:2] in ("(c", "(C")


OPENINGS: Mapping[str, Callable[[str], bool]] = {
    "licence": lambda opening: opening[:2] in ("**", "En", "EN"),
    "boundary": lambda opening: opening[:2] == "--",
    "line": _may_open_line,
    "count": lambda opening: opening[0].isdigit(),
    "inline link": lambda opening: opening[:2].lower() in _INLINE_BEGINNINGS,
    "links": lambda opening: opening[:2].lower() in _LINK_BEGINNINGS,
    "subject": lambda opening: not opening.isascii() or opening.lower() in _SUBJECT_OPENINGS,
}
"""What a piece may be, by its first three characters."""


def _may_be_lines(pieces: Pieces, lines: Iterable[int], counts: Iterable[int]) -> set[int]:
    """Return the pieces that begin as share lines and the like do, or hold a word of theirs."""
    heads = pieces.heads
    counting = [n for n in counts if _may_count(heads[n])]
    return {*lines, *counting, *_telling(pieces)}


def _is_line(pieces: Pieces, number: int) -> bool:
    head = pieces.heads[number]
    return pieces.sizes[number] <= _SHORT and "\n" not in head and _is_furniture_line(head)


def _telling(pieces: Pieces) -> Iterable[int]:
    """Yield the pieces that hold a word by which they may be known."""
    for word in _TELLING:
        place = pieces.text.find(word)
        while place >= 0:
            number = bisect_right(pieces.starts, place) - 1
            yield number
            place = pieces.text.find(word, pieces.ends[number])


def _is_furniture_line(line: str) -> bool:
    first = line[0]
    if first.isalpha():
        if line[:3].lower() in _FIRST_BEGINNINGS and _first_word(line) in _FIRST_WORDS:
            return bool(_LINE.fullmatch(line))
    elif not first.isdigit():
        if _RULE.fullmatch(line):
            return True
        return first in "©(-–—←«<" and bool(_LINE.fullmatch(line))
    elif _may_count(line):
        return bool(_LINE.fullmatch(line))
    return any(word in line for word in _RIGHTS) and bool(_LINE.fullmatch(line))


def _may_count(line: str) -> bool:
    """Say whether a line that begins with a digit may count minutes, comments, responses or thoughts."""
    following = line.lstrip("0123456789")[:4].lower()
    return "omment" in line or "min" in line[:12] or following in _COUNTED


def _licences(pieces: Pieces, may_be: Iterable[int]) -> tuple[int, int]:
    """Return the first piece after a licence at the beginning and the first one of that at the end."""
    begin, end = 0, len(pieces)
    middle = len(pieces) // 2
    for number in may_be:
        head = pieces.heads[number]
        if not begin and _LICENCE_START.match(head) and number < middle + 20:
            begin = number + 1
        elif _LICENCE_END.match(head) and number >= middle:
            end = number
            break
    return begin, end


def _mail_headers(pieces: Pieces, boundaries: Iterable[int]) -> Labels:
    """Return the header of a message that was saved as text, and the lines between its parts."""
    n_pieces, heads = len(pieces), pieces.heads
    first = 0
    while first < n_pieces and not pieces.are_parted[first] and _MAIL_HEADER.match(heads[first]):
        first += 1
    first = max(first, 1)
    if len(_MAIL_NAMES.findall("\n".join(heads[:first]))) < 3:
        return {}
    between = [number for number in boundaries if _BOUNDARY.fullmatch(heads[number])]
    return dict.fromkeys([*range(first), *between], _HEADER)


def _link_lists(pieces: Pieces, may_be: Sequence[int], begin: int, end: int) -> Labels:
    """Return the lists of links that a cue ("Read this next") opens: to the end, or while short."""
    labels: Labels = {}
    if not may_be:
        return labels
    heads, sizes = pieces.heads, pieces.sizes
    n_tries = 0
    last_text = next(
        (n for n in range(end - 1, begin - 1, -1) if _reads_as_text(heads[n], sizes[n])), begin - 1
    )
    for number in may_be:
        if sizes[number] > 80 or not begin <= number < end or number in labels:
            continue
        if not _is_links_cue(heads[number]):
            continue
        n_tries += number > last_text
        if last_text < number and n_tries <= _MOST_TRIES and _is_link_farm(heads[number + 1 : end]):
            labels[number] = _HEADING
            for follower in range(number + 1, end):
                labels[follower] = _HEADING if _is_links_cue(heads[follower]) else _LIST
            break
        labels.update(_short_link_list(pieces, number, end))
    return labels


def _is_links_cue(line: str) -> bool:
    return _first_word(line) in _LINK_WORDS and bool(_LINKS.fullmatch(line))


def _tail_lists(pieces: Pieces, may_be: Iterable[int], begin: int, end: int) -> Labels:
    """Return the subjects that stand listed at the end: a cue alone on its line, short lines below."""
    heads, sizes = pieces.heads, pieces.sizes
    last = [number for number in may_be if max(begin, end - _MOST_SUBJECTS) <= number < end]
    labels = {
        number: _LIST
        for number in last
        if number >= max(begin + 1, end - _LAST_PIECES)
        and sizes[number] <= _SHORT
        and _SUBJECT_LINE.fullmatch(heads[number])
    }
    for number in last:
        is_cue = number < end - 1 and _TAIL_CUE.fullmatch(heads[number])
        if is_cue and _are_subjects(pieces, number + 1, end):
            return labels | {number: _HEADING} | dict.fromkeys(range(number + 1, end), _LIST)
    return labels


def _are_subjects(pieces: Pieces, first: int, end: int) -> bool:
    return all(
        size <= _LONGEST_SUBJECT and not ends_sentence(head)
        for size, head in zip(pieces.sizes[first:end], pieces.heads[first:end], strict=True)
    )


def _inline_links(pieces: Pieces, may_be: Iterable[int], begin: int, end: int) -> Labels:
    """Return the lines that only lead elsewhere: `Read more: …` between two paragraphs."""
    heads, sizes = pieces.heads, pieces.sizes
    return {
        number: _LIST
        for number in may_be
        if begin <= number < end
        and sizes[number] <= _SHORT
        and _INLINE.fullmatch(heads[number])
        and not ends_sentence(heads[number])
    }


def _first_word(line: str) -> str:
    return line[:20].split(maxsplit=1)[0].rstrip(".:…»>").lower()


def _reads_as_text(head: str, size: int) -> bool:
    return size >= _LONG_TEXT and (size > len(head) or ends_sentence(head))


def _is_link_farm(heads: Sequence[str]) -> bool:
    return sum(map(ends_sentence, heads)) * 3 <= len(heads)


def _short_link_list(pieces: Pieces, number: int, end: int) -> Labels:
    """Return a link list in the middle of a text: lines right under its cue that are no sentences."""
    after = number + 1
    while (
        after < end
        and pieces.sizes[after] <= _SHORT
        and not pieces.are_parted[after]
        and not ends_sentence(pieces.heads[after])
    ):
        after += 1
    if after == number + 1:
        return {}
    return {number: _HEADING} | dict.fromkeys(range(number + 1, after), _LIST)
