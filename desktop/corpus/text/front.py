"""Owns the first pieces of a plain text: contents, captions, title, standfirst, byline and dates."""

import re
from typing import NamedTuple

from . import cues
from .blocks import Kind
from .captions import begins_caption, is_credited, may_open_caption
from .contents import contents_of, plain
from .cues import Credit
from .dates import has_year, is_time_alone
from .labels import Label, Labels
from .mastheads import MENU_WORDS, is_contact, is_section, menu_end, stated_title
from .people import is_job, name_alone
from .pieces import Pieces, ends_sentence

_LONGEST_TITLE = 200
_LONGEST_STANDFIRST = 600
_TITLE_BEGINS = "\"'`“”‘’«»„‚‹›([¿¡…¶§#&$"
_SHORT = 120
_HEAD_PIECES = 16
_TAIL_PIECES = 12
_LONGEST_DATE = 50
_FEWEST_ENTRIES = 3
_YEAR = re.compile(r"\b[12١٢۱۲]\d{3}\b")
_LETTER = re.compile(r"[^\W\d_]")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())


class Front(NamedTuple):
    """What the first pieces of a text are, and what they say."""

    labels: Labels
    title: int | None
    contents: frozenset[str]
    credits: dict[str, Credit]
    end: int


def front(pieces: Pieces, taken: Labels, *, is_message: bool) -> Front:
    """Read the beginning of a text; `taken` are the pieces that are known to be something else.

    A message has no front but its header.
    """
    labels: Labels = {}
    heads = pieces.heads
    contents = contents_of(pieces)
    labels.update({n: Label(Kind.LIST, 1) for n in range(contents.first, contents.end)})
    if contents.cue is not None:
        labels[contents.cue] = Label(Kind.HEADING, 2)
    begin = 0 if contents.cue else contents.end
    if is_message:
        return Front(labels, None, contents.entries, {}, contents.end)
    credits_: dict[str, Credit] = {}
    title: int | None = None
    end = begin
    menu = menu_end(pieces, begin)
    letterhead = _letterhead(pieces, begin, credits_)
    near = range(begin, min(len(pieces), begin + _HEAD_PIECES))
    stated = next((n for n in near if n not in taken and stated_title(heads[n])), -1)
    for number in near:
        head = heads[number]
        if number in labels or (number in taken and taken[number].kind != Kind.LIST):
            end = number + 1
            continue
        if number < menu or (title is None and head.strip().casefold() in MENU_WORDS):
            labels[number] = Label(Kind.BOILERPLATE, style="list")
            continue
        if letterhead and number >= letterhead:
            break
        if title is None and is_contact(head):
            continue
        label = _credit_line(pieces, number, credits_, labels)
        if label:
            labels[number] = label
        elif number < stated:
            continue
        elif title is None and (number == stated or _may_be_title(pieces, number, taken)):
            if number < letterhead and _is_address(head):
                continue
            if is_section(head) and _has_title_below(pieces, number, taken):
                labels[number] = Label(Kind.BOILERPLATE, style="heading")
                continue
            if _is_caption(head) or (
                _is_captioned(head) and _has_title_below(pieces, number, taken)
            ):
                labels[number] = Label(Kind.CAPTION)
            else:
                labels[number] = Label(Kind.TITLE)
                title = number
        elif title is not None and title == number - 1 and _are_same(heads[title], head):
            labels[number] = Label(Kind.BOILERPLATE, style="title")
        elif number == begin and title is None and _opens_with_caption(pieces, number, taken):
            labels[number] = Label(Kind.CAPTION)
        elif pieces.sizes[number] > _SHORT * 3 or number in taken or title is None:
            break
        end = number + 1
    if title is not None:
        _standfirst(pieces, title, labels, taken)
    return Front(labels, title, contents.entries, credits_, end)


def _credit_line(
    pieces: Pieces, number: int, credits_: dict[str, Credit], labels: Labels
) -> Label | None:
    """Return the label of a piece that says who or when, and keep what it says."""
    head, size = pieces.heads[number], pieces.sizes[number]
    if size > 300:
        return None
    if size <= _SHORT and "\n" not in head:
        label = _date_line(pieces, number, credits_, labels) or _name_line(
            pieces, number, credits_, labels
        )
        if label:
            return label
    if not cues.has_date(head):
        return None
    found = {"published": cues.published(head), "updated": cues.updated(head)}
    dated = {field: credit for field, credit in found.items() if credit}
    credits_.update(credits_ | dated if not cues.is_about_print(head) else dated | credits_)
    if dated and (credit := cues.source(head)):
        credits_.setdefault("source", credit)
    return Label(Kind.DATE) if dated else None


def _name_line(
    pieces: Pieces, number: int, credits_: dict[str, Credit], labels: Labels
) -> Label | None:
    """Return the label of a line that says who wrote, translated or photographed."""
    head = pieces.heads[number]
    before = pieces.heads[number - 1] if number else ""
    above = labels.get(number - 1)
    if above and above.kind == Kind.BYLINE and above.style == "cue":
        names = name_alone(head)
        if names and cues.is_byline_cue(before):
            credits_.setdefault("author", Credit(names, f"{before} {head}"))
        return Label(Kind.BYLINE) if names else None
    has_job = above is not None and above.kind == Kind.BYLINE and is_job(head)
    if not cues.may_say_who(head):
        return Label(Kind.BYLINE) if has_job else None
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
    return Label(Kind.BYLINE) if has_job or cues.is_other_hand(head) else None


def _date_line(
    pieces: Pieces, number: int, credits_: dict[str, Credit], labels: Labels
) -> Label | None:
    """Return the label of a line that is a date, or says what the date on the next line is."""
    head = pieces.heads[number]
    is_dated = has_year(head)
    if is_dated and (told := cues.who_and_when(head)):
        credits_.update(told | credits_)
        return Label(Kind.BYLINE)
    field = cues.dated_by_next(head) if number + 1 < len(pieces) else None
    below = cues.date_line(pieces.heads[number + 1]) if field else None
    if field and below:
        credits_.setdefault(field, Credit(below.value, f"{head} {below.evidence}"))
        labels[number + 1] = Label(Kind.DATE)
        return Label(Kind.DATE)
    if is_dated and (dated := cues.dated_line(head)):
        credits_.update(dated | credits_)
        return Label(Kind.DATE)
    return Label(Kind.DATE) if is_time_alone(head) else None


def _may_be_title(pieces: Pieces, number: int, taken: Labels) -> bool:
    head = pieces.heads[number]
    if pieces.sizes[number] > _LONGEST_TITLE or head.count("\n") > 2 or number + 1 >= len(pieces):
        return False
    head = head.strip("*_ ")
    n_letters = _count_letters(head)
    if number in taken or n_letters < 2:
        return False
    if head.startswith("# "):
        return True
    if cues.is_salutation(head) or is_contact(head):
        return False
    if not (head[0].isalnum() or head[0] in _TITLE_BEGINS):
        return False
    following = pieces.heads[number + 1]
    if following.startswith(("--", "—", "–")) or (
        head[-1] in ",;:،؛" and number == 0 and not head.isupper()
    ):
        return False
    words = len(head.split())
    if ends_sentence(head) and head[-1] not in "?!؟" and not (head.isupper() or words <= 2):
        return head.rstrip('"”’».')[-4:].isdigit() or _is_dated_title(head)
    return words <= 30 and n_letters * 2 > len(head) * 0.8


def _count_letters(head: str) -> int:
    if head.isascii():
        return len(head.encode("ascii").translate(None, _NO_LETTERS))
    return len(_LETTER.findall(head))


def _has_title_below(pieces: Pieces, number: int, taken: Labels) -> bool:
    """Say whether one of the next lines may be a title, whatever contacts stand before it."""
    for below in range(number + 1, min(number + 5, len(pieces))):
        head = pieces.heads[below]
        if not is_contact(head) and not _says_who(head):
            return _may_be_title(pieces, below, taken)
    return False


def _says_who(head: str) -> bool:
    """Say whether a line names who wrote or photographed, or when."""
    is_name = cues.may_say_who(head) and bool(cues.byline(head) or cues.photo_credit(head))
    return is_name or bool(cues.dated_line(head))


def _opens_with_caption(pieces: Pieces, first: int, taken: Labels) -> bool:
    """Say whether a text begins with the caption of its picture, a sentence or two above the title.

    Who wrote it, or when, near below the title shows that it is one.
    """
    heads = pieces.heads
    if (
        pieces.sizes[first] > _LONGEST_TITLE
        or "\n" in heads[first]
        or not ends_sentence(heads[first])
    ):
        return False
    below = first + 1
    while below < len(pieces) and cues.photo_credit(heads[below]):
        below += 1
    if below >= len(pieces) or not _may_be_title(pieces, below, taken):
        return False
    near = heads[below + 1 : below + 4]
    return any(_says_who(line) for head in near for line in head.split("\n"))


def _is_dated_title(head: str) -> bool:
    return head.split(".")[0].isupper() and len(head.split()) > 3


def _is_caption(head: str) -> bool:
    """Say whether a line before the title is a picture's caption: it begins with a small letter."""
    first = head.lstrip("\"'“‘«([")[:1]
    return first.islower() and len(head.split()) >= 3


def _letterhead(pieces: Pieces, first: int, credits_: dict[str, Credit]) -> int:
    """Return where the salutation of a letter stands, below its place and date; 0 if it is none.

    The date of the letter is kept.
    """
    near = range(first, min(first + 8, len(pieces)))
    greeting = next((n for n in near if cues.is_salutation(pieces.heads[n])), 0)
    lines = (line for head in pieces.heads[first:greeting] for line in head.split("\n"))
    dated = next((date for line in lines if (date := cues.date_line(line))), None)
    if not dated:
        return 0
    credits_.setdefault("published", dated)
    return greeting


def _is_address(head: str) -> bool:
    """Say whether a line of a letterhead is where it was written rather than a title."""
    return "\n" in head or head[0].isdigit() or head[-1] == "," or len(head.split()) <= 4


def _are_same(title: str, head: str) -> bool:
    """Say whether a line repeats the title, as half-title pages do."""
    return "\n" not in head and plain(head) == plain(title)


def _standfirst(pieces: Pieces, title: int, labels: Labels, taken: Labels) -> None:
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
        elif not label and _is_captioned(pieces.heads[number]):
            labels[number] = Label(Kind.CAPTION)
        elif not label and pieces.sizes[number] <= _LONGEST_STANDFIRST:
            between.append(number)
        elif not label or (label.style != "title" and label.kind != Kind.CAPTION):
            return
        number += 1


def _is_captioned(head: str) -> bool:
    return (may_open_caption(head[:3]) and begins_caption(head)) or is_credited(head)


def signatures(pieces: Pieces, author: str) -> Labels:
    """Return the lines under a preface that hold the author's name and, below it, place and date."""
    labels: Labels = {}
    for number, head in enumerate(pieces.heads):
        if head == author and pieces.sizes[number] == len(author):
            labels[number] = Label(Kind.BYLINE)
            below = number + 1
            is_short = below < len(pieces) and pieces.sizes[below] <= 60
            if is_short and _YEAR.search(pieces.heads[below]):
                labels[below] = Label(Kind.DATE)
    return labels


def named(pieces: Pieces, author: str) -> Labels:
    """Return the line near the beginning that holds nothing but the name of the author."""
    name = author.casefold()
    for number, head in enumerate(pieces.heads[:_HEAD_PIECES]):
        if pieces.sizes[number] == len(author) and head.casefold() == name:
            return {number: Label(Kind.BYLINE)}
    return {}


def closing_credits(pieces: Pieces, credits_: dict[str, Credit]) -> Labels:
    """Return the last lines that say who reported, wrote or edited; keep who is an author."""
    labels: Labels = {}
    for number in range(max(0, len(pieces) - _TAIL_PIECES), len(pieces)):
        told = (
            cues.closing_credit(pieces.heads[number])
            if pieces.sizes[number] <= _LONGEST_TITLE
            else None
        )
        if told:
            labels[number] = Label(Kind.BYLINE)
            if told[0] and told[1]:
                credits_.setdefault(told[0], told[1])
    return labels


def entries(pieces: Pieces, first: Front) -> Labels:
    """Return the dates that head the entries of a diary; the first is no date of publication then.

    They are lines that are a date and nothing else, at least three, with text below each.
    """
    published = first.credits.get("published")
    if not published or cues.date_line(published.evidence) is None:
        return {}
    dates = [
        number
        for number, head in enumerate(pieces.heads[:-1])
        if pieces.sizes[number] <= _LONGEST_DATE and cues.date_line(head)
    ]
    dates = [number for number in dates if number + 1 not in dates]
    if len(dates) < _FEWEST_ENTRIES:
        return {}
    del first.credits["published"]
    return dict.fromkeys(dates, Label(Kind.HEADING, 2))
