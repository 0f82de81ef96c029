"""Owns the first pieces of a plain text: contents, captions, title, standfirst, byline and dates."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from . import cues
from .blocks import Kind
from .captions import CAPTION_LETTERS, begins_caption, is_credited
from .cues import Credit
from .dates import is_time_alone
from .labels import Label, Labels
from .pieces import Piece, ends_sentence

_LONGEST_TITLE = 200
_LONGEST_STANDFIRST = 600
_TITLE_BEGINS = "\"'`“”‘’«»„‚‹›([¿¡…¶§#&$"
_SHORT = 120
_HEAD_PIECES = 16
_LONGEST_SECTION = 60
_TAIL_PIECES = 12
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u0640]+")
_NUMBER = re.compile(r"^[\W_]*(?:\d{1,3}|[IVXL]{1,7})\s*[-.:)–]\s*")
_YEAR = re.compile(r"\b[12١٢۱۲]\d{3}\b")
_WORD = re.compile(r"[^\W\d_]")


_MENU_WORD_LIST = (
    "home|menu|search|sign in|log in|login|register|subscribe|my account|skip to content|"
    "startseite|menü|suche|anmelden|accueil|rechercher|s’inscrire|inicio|buscar|portada|iniciar sesión|"
    "الرئيسية|بحث|القائمة|تسجيل الدخول|главная"
)
_MENU_WORDS = frozenset(_MENU_WORD_LIST.split("|"))


# Names of a paper's sections, which stand above a title and are none.
_SECTION_LIST = (
    "news|world|world news|politics|opinion|opinions|op-ed|analysis|feature|features|interview|interviews|"
    "review|reviews|essay|essays|business|economy|sport|sports|culture|arts|books|media|science|technology|"
    "tech|health|travel|environment|education|lifestyle|magazine|video|audio|podcast|photos|middle east|"
    "africa|asia|asia pacific|europe|americas|latin america|national|international|u.s.|us|uk|exclusive|"
    "breaking|breaking news|investigation|investigations|special report|cover story|editorial|comment|"
    "commentary|perspective|perspectives|dispatch|dispatches|report|reports|reportage|profile|profiles|"
    "a reporter at large|the long read|long read|longform|the daily|our columnists|security|human rights|"
    "news release|press release|news feature|statement|blog|blogs|fact check|explainer|"
    "politik|ausland|inland|wirtschaft|kultur|gesellschaft|meinung|reportage|kommentar|feuilleton|panorama|"
    "wissen|monde|société|économie|opinions|tribune|idées|international|proche-orient|internacional|mundo|"
    "política|sociedad|opinión|cultura|reportaje|entrevista|esteri|mondo|cronaca|"
    "أخبار|تقارير|تقرير|سياسة|رأي|آراء|مقالات|مقابلات|تحقيقات|تحقيق|العالم|الشرق الأوسط|عربي|دولي|ثقافة|اقتصاد"
)
_SECTIONS = frozenset(_SECTION_LIST.split("|"))
_SERIES = re.compile(
    r"(?:letter from|annals of|dispatch(?:es)? from|report(?:age)? from|postcard from|notes from) .{3,40}",
    re.IGNORECASE,
)


class Front(NamedTuple):
    """What the first pieces of a text are, and what they say."""

    labels: Labels
    title: int | None
    contents: frozenset[str]
    credits: dict[str, Credit]
    end: int


def plain(line: str) -> str:
    """Return a line as it is compared with others: without invisible characters and number."""
    return _NUMBER.sub("", _visible(line)).strip().casefold()


def _visible(line: str) -> str:
    return line if line.isascii() else _INVISIBLE.sub("", line)


def front(pieces: Sequence[Piece], taken: Labels) -> Front:
    """Read the beginning of a text; `taken` are the pieces that are known to be something else."""
    labels: Labels = {}
    contents, n_contents = _contents(pieces)
    labels.update({n: Label(Kind.LIST, 1) for n in range(n_contents)})
    credits_: dict[str, Credit] = {}
    title: int | None = None
    end = n_contents
    menu = _menu(pieces, n_contents)
    letterhead = _letterhead(pieces, n_contents)
    for number in range(n_contents, min(len(pieces), n_contents + _HEAD_PIECES)):
        piece = pieces[number]
        head = piece.head
        if number in labels or (number in taken and taken[number].kind != Kind.LIST):
            end = number + 1
            continue
        if number < menu or (title is None and head.strip().casefold() in _MENU_WORDS):
            labels[number] = Label(Kind.BOILERPLATE, style="list")
            continue
        if letterhead and number >= letterhead:
            break
        label = _credit_line(pieces, number, credits_, labels)
        if label:
            labels[number] = label
        elif title is None and _may_be_title(pieces, number, taken):
            if number < letterhead and _is_address(head):
                continue
            if _is_section(head) and _may_be_title(pieces, number + 1, taken):
                labels[number] = Label(Kind.BOILERPLATE, style="heading")
                continue
            if _is_caption(head):
                labels[number] = Label(Kind.CAPTION)
            else:
                labels[number] = Label(Kind.TITLE)
                title = number
        elif title is not None and title == number - 1 and _are_same(pieces[title], piece):
            labels[number] = Label(Kind.BOILERPLATE, style="title")
        elif piece.size > _SHORT * 3 or number in taken or title is None:
            break
        end = number + 1
    if title is not None:
        _standfirst(pieces, title, labels, taken)
    return Front(labels, title, contents, credits_, end)


def _contents(pieces: Sequence[Piece]) -> tuple[frozenset[str], int]:
    """Return the entries of a table of contents at the beginning, and how many pieces it has.

    A table of contents is a row of short lines that come again later, in their order.
    """
    row = 0
    limit = min(len(pieces), 800)
    while row < limit and pieces[row].size <= _SHORT and pieces[row].n_lines == 1:
        row += 1
    if row < 2:
        return frozenset(), 0
    lines = [plain(piece.head) for piece in pieces[:row]]
    end = _repeated_half(lines) * 2
    if not end and row >= 4:
        later = {piece.head for piece in pieces[row:] if piece.size <= _SHORT}
        while end < row and not later.isdisjoint(_variants(pieces[end].head)):
            end += 1
        end = end if end >= 4 else 0
    entries = (_variants(piece.head) for piece in pieces[:end])
    return frozenset(variant for entry in entries for variant in entry), end


def _variants(line: str) -> tuple[str, ...]:
    """Return how an entry of a table of contents may stand in the text: with its number, without."""
    visible = _visible(line).strip()
    return line, visible, _NUMBER.sub("", visible)


def _repeated_half(lines: Sequence[str]) -> int:
    """Return how many lines the beginning has that stands there twice in a row, 0 if none."""
    for size in range(1, len(lines) // 2 + 1):
        if lines[size] == lines[0] and lines[:size] == lines[size : size * 2]:
            longer = size > 1
            # A single line that stands there twice is a title, unless it comes twice again.
            if longer or lines[2:4] == [lines[0], lines[0]]:
                return size
    return 0


def _credit_line(
    pieces: Sequence[Piece], number: int, credits_: dict[str, Credit], labels: Labels
) -> Label | None:
    """Return the label of a piece that says who or when, and keep what it says."""
    piece = pieces[number]
    if piece.size > 300:
        return None
    if piece.size <= _SHORT and piece.n_lines == 1:
        label = _date_line(pieces, number, credits_, labels) or _name_line(
            pieces, number, credits_, labels
        )
        if label:
            return label
    if not cues.has_date(piece.head):
        return None
    found = {"published": cues.published(piece.head), "updated": cues.updated(piece.head)}
    dated = {field: credit for field, credit in found.items() if credit}
    credits_.update(credits_ | dated if not cues.is_about_print(piece.head) else dated | credits_)
    if dated and (credit := cues.source(piece.head)):
        credits_.setdefault("source", credit)
    return Label(Kind.DATE) if dated else None


def _name_line(
    pieces: Sequence[Piece], number: int, credits_: dict[str, Credit], labels: Labels
) -> Label | None:
    """Return the label of a line that says who wrote, translated or photographed."""
    head = pieces[number].head
    before = pieces[number - 1].head if number else ""
    above = labels.get(number - 1)
    if above and above.kind == Kind.BYLINE and above.style == "cue":
        names = cues.name_alone(head)
        if names and cues.is_byline_cue(before):
            credits_.setdefault("author", Credit(names, f"{before} {head}"))
        return Label(Kind.BYLINE) if names else None
    is_job = above is not None and above.kind == Kind.BYLINE and cues.is_job(head)
    if not cues.may_say_who(head):
        return Label(Kind.BYLINE) if is_job else None
    if cues.is_byline_cue(head) or (cues.is_other_hand(head + " ") and len(head) < 25):
        return Label(Kind.BYLINE, style="cue")
    is_named = False
    for part in cues.parts_of_line(head):
        for field, credit in (
            ("photographer", cues.photo_credit(part)),
            ("author", cues.byline(part)),
        ):
            if credit:
                credits_.setdefault(field, Credit(credit.value, head))
                is_named = True
    if is_named:
        return Label(Kind.BYLINE)
    return Label(Kind.BYLINE) if is_job or cues.is_other_hand(head) else None


def _date_line(
    pieces: Sequence[Piece], number: int, credits_: dict[str, Credit], labels: Labels
) -> Label | None:
    """Return the label of a line that is a date, or says what the date on the next line is."""
    head = pieces[number].head
    if told := cues.who_and_when(head):
        credits_.update(told | credits_)
        return Label(Kind.BYLINE)
    field = cues.dated_by_next(head) if number + 1 < len(pieces) else None
    below = cues.date_line(pieces[number + 1].head) if field else None
    if field and below:
        credits_.setdefault(field, Credit(below.value, f"{head} {below.evidence}"))
        labels[number + 1] = Label(Kind.DATE)
        return Label(Kind.DATE)
    if dated := cues.dated_line(head):
        credits_.update(dated | credits_)
        return Label(Kind.DATE)
    return Label(Kind.DATE) if is_time_alone(head) else None


def _may_be_title(pieces: Sequence[Piece], number: int, taken: Labels) -> bool:
    piece = pieces[number]
    head = piece.head.strip("*_ ")
    if piece.size > _LONGEST_TITLE or piece.n_lines > 3 or number + 1 >= len(pieces):
        return False
    if number in taken or not head or len(_WORD.findall(head)) < 2:
        return False
    if head.startswith("# "):
        return True
    if not (head[0].isalnum() or head[0] in _TITLE_BEGINS):
        return False
    following = pieces[number + 1].head
    if following.startswith(("--", "—", "–")) or (
        head[-1] in ",;:،؛" and number == 0 and not head.isupper()
    ):
        return False
    words = len(head.split())
    if ends_sentence(head) and head[-1] not in "?!؟" and not (head.isupper() or words <= 2):
        return head.rstrip('"”’».')[-4:].isdigit() or _is_dated_title(head)
    return words <= 30 and len(_WORD.findall(head)) * 2 > len(head) * 0.8


def _is_dated_title(head: str) -> bool:
    return head.split(".")[0].isupper() and len(head.split()) > 3


def _is_caption(head: str) -> bool:
    """Say whether a line before the title is a picture's caption: it begins with a small letter."""
    first = head.lstrip("\"'“‘«([")[:1]
    return first.islower() and len(head.split()) >= 3


def _menu(pieces: Sequence[Piece], first: int) -> int:
    """Return where a site's menu ends that stands above the title: short lines, one of them known."""
    number = first
    while (
        number < len(pieces) and pieces[number].size <= 30 and len(pieces[number].head.split()) <= 3
    ):
        number += 1
    heads = [piece.head.lower().strip() for piece in pieces[first:number]]
    return number if len(heads) >= 3 and not _MENU_WORDS.isdisjoint(heads) else first


def _letterhead(pieces: Sequence[Piece], first: int) -> int:
    """Return where the salutation of a letter stands, below its place and date; 0 if it is none."""
    has_date = False
    for number in range(first, min(first + 8, len(pieces))):
        head = pieces[number].head
        if cues.is_salutation(head):
            return number if has_date else 0
        has_date = has_date or bool(cues.date_line(head))
    return 0


def _is_address(head: str) -> bool:
    """Say whether a line of a letterhead is where it was written rather than a title."""
    return "\n" in head or head[0].isdigit() or head[-1] == "," or len(head.split()) <= 4


def _is_section(head: str) -> bool:
    """Say whether a line above the title names the section of a paper or a series."""
    if len(head) > _LONGEST_SECTION:
        return False
    parts = re.split(r"\s*[|/>»·•:]\s*", head.strip().casefold().rstrip(" :|"))
    return all(part in _SECTIONS for part in parts) or bool(_SERIES.fullmatch(head))


def _are_same(title: Piece, piece: Piece) -> bool:
    """Say whether a line repeats the title, as half-title pages do."""
    return piece.n_lines == 1 and plain(piece.head) == plain(title.head)


def _standfirst(pieces: Sequence[Piece], title: int, labels: Labels, taken: Labels) -> None:
    """Label what stands between the title and the byline or date below it."""
    number = title + 1
    between: list[int] = []
    while number < len(pieces) and number <= title + 4:
        label = labels.get(number)
        if label and label.kind in (Kind.BYLINE, Kind.DATE):
            labels.update({n: Label(Kind.PARAGRAPH, style="standfirst") for n in between})
            return
        if number in taken:
            pass
        elif not label and _is_captioned(pieces[number].head):
            labels[number] = Label(Kind.CAPTION)
        elif not label and pieces[number].size <= _LONGEST_STANDFIRST:
            between.append(number)
        elif not label or (label.style != "title" and label.kind != Kind.CAPTION):
            return
        number += 1


def _is_captioned(head: str) -> bool:
    return (head[0] in CAPTION_LETTERS and begins_caption(head)) or is_credited(head)


def signatures(pieces: Sequence[Piece], author: str) -> Labels:
    """Return the lines under a preface that hold the author's name and, below it, place and date."""
    labels: Labels = {}
    for number, piece in enumerate(pieces):
        if piece.size == len(author) and piece.head == author:
            labels[number] = Label(Kind.BYLINE)
            below = pieces[number + 1] if number + 1 < len(pieces) else None
            if below and below.size <= 60 and _YEAR.search(below.head):
                labels[number + 1] = Label(Kind.DATE)
    return labels


def named(pieces: Sequence[Piece], author: str) -> Labels:
    """Return the line near the beginning that holds nothing but the name of the author."""
    name = author.casefold()
    for number, piece in enumerate(pieces[:_HEAD_PIECES]):
        if piece.size == len(author) and piece.head.casefold() == name:
            return {number: Label(Kind.BYLINE)}
    return {}


def closing_credits(pieces: Sequence[Piece], credits_: dict[str, Credit]) -> Labels:
    """Return the last lines that say who reported, wrote or edited; keep who is an author."""
    labels: Labels = {}
    for number in range(max(0, len(pieces) - _TAIL_PIECES), len(pieces)):
        told = (
            cues.closing_credit(pieces[number].head)
            if pieces[number].size <= _LONGEST_TITLE
            else None
        )
        if told:
            labels[number] = Label(Kind.BYLINE)
            if told[0] and told[1]:
                credits_.setdefault(told[0], told[1])
    return labels
