"""Owns what a text says about itself: author, photographer, source and dates, read by cue only.

Nothing is guessed: every value stands beside words that say what it is ("By …", "Photograph by …",
"… was updated on …", a line that is a date), and comes with the words it was read from.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .dates import Dated, date_alone, dates_in, is_time_alone
from .people import NAME, name_alone, names_after

_BOTH = r"(?:text|story|words) (?:and|&) (?:photo(?:graph|graphy)?s?|pictures|images) by"
_BYLINE = re.compile(
    r"(?:(?:written|story|text|words|report|article|essay|interview|reporting|reported|translated|"
    rf"a novel)\s+by|{_BOTH}|"
    r"(?:words|texts?|story|reporting|textos?|textes?|testo)(?=\s*:)|by|author|authors"
    r"|(?:(?:text|(?:eine? )?(?:bericht|reportage|analyse|kommentar|interview|gastbeitrag))\s+)?von"
    r"|autor(?:in)?|verfasser(?:in)?|(?:texte\s+)?par|auteure?|por|autora?|di|autore"
    r"|door|автор|بقلم|تأليف|كتبه?|الكاتبة?|المؤلفة?|نویسنده|نووسینی|نووسەر)"
    r"\s*[:：]?\s+",
    re.IGNORECASE,
)
_OTHER_HAND = re.compile(
    r"(?:(?:translated|illustrated|illustrations?|artwork|cartoons?|graphics?|maps?|videos?) by|"
    r"übersetzt von|aus dem \w+ von|traduit par|traducido por|edited by|"
    r"herausgegeben von|illustration(?:en)? von|illustrations? (?:de|par)|"
    r"ترجمة|تعريب|تحقيق|تقديم|إعداد|وەرگێڕانی)\s*[:：]?\s*",
    re.IGNORECASE,
)
_PHOTO = re.compile(
    r"(?:photo(?:graph)?(?:s|y)?(?:\s+(?:credit|courtesy))?(?:\s+by|\s*:)|pictures?\s+by|"
    r"images?\s+by|fotos?(?:\s+von|\s*:)|fotograf(?:ía|ia|ie)s?(?:\s+(?:de|di|por|von))?\s*:?|"
    r"photo(?:graphie)?s?\s+(?:de|par)|crédit photo\s*:|تصوير\s*:?|صور\s*:|عدسة\s*:?)\s+",
    re.IGNORECASE,
)
_BOTH_HANDS = re.compile(rf"{_BOTH}\s+", re.IGNORECASE)
# Most lines begin with none of these words, and are asked once instead of four times.
_WHO = re.compile(f"{_BYLINE.pattern}|{_OTHER_HAND.pattern}|{_PHOTO.pattern}", re.IGNORECASE)

# How credits begin at the end of an agency's text: `Reporting by …; Editing by …`.
_CLOSING_CREDIT = re.compile(
    r"\(?(?P<more>additional )?(?P<work>reporting|reported|writing|written|editing|edited|compiled) by\s+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*[|•·]\s*|\s+[-–—/]\s+|\s{3,}|;\s+|(?<=\d)\s+(?=(?:last )?updated\b)", re.IGNORECASE
)
# What may stand beside a date on its line: a section, a place, the time that reading takes.
_ASIDE = re.compile(r"(?:[^\W\d]\D*?(?: \D+?){0,2})?|\d+[- ]min(?:ute)?s?(?: read)?", re.IGNORECASE)
_ON = re.compile(r"\s(?:on|am|le|el|il|op|في|يوم)$", re.IGNORECASE)
_BY = re.compile(r"[,|–—-]?\s+(?:by|von|par|por|di|بقلم)\s+", re.IGNORECASE)
_IN_PRINT = re.compile(
    r"\b(?:in print|print edition|printed edition|issue of|issue\.?$|druckausgabe|édition papier)",
    re.IGNORECASE,
)

_ITSELF = (
    r"(?:this (?:\w+ ){0,2}?(?:article|story|post|piece|essay|report|text|page|interview|version|speech|work)"
    r"|the (?:article|story) (?:above|was)|diese[rs]? (?:artikel|text|beitrag|fassung|bericht)"
    r"|cet article|ce texte|este (?:artículo|texto|artigo)|questo articolo|هذا (?:المقال|التقرير|النص)"
    r"|هذه (?:المقالة|المادة))"
)
_PUBLISHED = re.compile(
    r"(?:originally |first )?(?:published|posted|issued|released)|veröffentlicht|erschienen|"
    r"publiée?|publicad[oa]|pubblicato|опубликовано|نُ?شرت?|تاريخ النشر|publish(?:ed)? date|release date",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?:last )?(?:updated|modified|revised)|aktualisiert|mise? à jour|actualizad[oa]|aggiornato|"
    r"обновлено|آخر تحديث|تم تحديث\w*|حُ?دّ?ثت?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"[12١٢۱۲]\d{3}")
_STEM_LIST = (
    "publi posted issued released release veröffentl erschienen pubblicat опубликов نشر "
    "updated modified revised aktualisiert à actualizad aggiornat обновл تحديث حدث حدّث"
)
_STEMS = _STEM_LIST.split()
_AT_START = re.compile(r"[\W_]*(?:(?:online|zuletzt|first|last|originally|تم)\s+)?", re.IGNORECASE)
_SELF = re.compile(_ITSELF, re.IGNORECASE)

_TITLE_CASE = r"(?:[A-Z][\w’'&.-]*)(?:[ ](?:of|the|and|for|in|&|[A-Z][\w’'&.-]*))*"
_ISSUE = re.compile(rf"\bissue of (?:the )?(?P<source>{_TITLE_CASE}?)(?: [Mm]agazine)?(?=[.,;)]|$)")
_APPEARED = re.compile(rf"\b(?:appear(?:ed|s)|published|ran) in (?:the )?(?P<source>{_TITLE_CASE})")
_SOURCE_LINE = re.compile(
    r"(?:source|quelle|fuente|fonte|source originale|المصدر)\s*[:：]\s*(?P<source>[^.\n]{2,60})\.?$",
    re.IGNORECASE,
)
_AGENCIES = ("Reuters", "AP", "AFP", "UPI", "dpa", "DPA", "EFE", "ANSA", "TASS", "Xinhua", "IRNA")
_DATELINE = re.compile(
    rf"(?P<place>[A-Z][A-Z .’'-]+(?:, [\w. ]+)?)?[, ]*(?P<date>[^()—–]{{0,25}}?)\s*"
    rf"(?:\((?P<agency>{_TITLE_CASE}|[A-Z]{{2,5}})\))?\s*(?:—|–|--|-)\s"
)

_HEADER = re.compile(
    r"(?P<name>title|subject|author|from|date): *(?P<value>\S.{0,200})", re.IGNORECASE
)
_SALUTATION = re.compile(
    r"(?:my |our )?(?:dear(?:est)?|sehr geehrte[rs]?|liebe[rs]?|chère?s?|mon cher|ma chère|"
    r"(?:muy )?estimad[oa]s?|querid[oa]s?|car[oa]|عزيزي|عزيزتي|حضرة)\b.{0,60}",
    re.IGNORECASE,
)
_SALUTATION_BEGINS = frozenset("mMoOdDsSſlLcCeEqQعح")
_VALEDICTION = re.compile(
    r"\b(?:yours?|sincerely|regards|respectfully|faithfully|affectionate(?:ly)?|grüßen|grüssen|"
    r"hochachtungsvoll|cordialement|sincèrement|atentamente|saludos|المخلص|تفضلوا)\b.{0,40},?$",
    re.IGNORECASE,
)
_ROLE = (
    r"(?:[\w’'.-]+[ ]){0,6}?(?P<role>reporter|journalist|writer|correspondent|contributor|columnist|"
    r"editor|author|novelist|historian|essayist|freelancer|critic|professor|lecturer|fellow|"
    r"photographer|photojournalist)\b"
)
_BIO = re.compile(
    rf"(?P<name>{NAME})(?:"
    r" (?:has been writing|has written|writes|has reported|reports|contributes)"
    r" (?:for|about|from)\b"
    r"| wrote this\b"
    rf"|(?: is|, an?|,) (?:an? |the )?{_ROLE})"
)
_SENTENCE_END = re.compile(
    r"(?:(?<=[^\d.][.!?؟])|(?<=\d{4}[.!?؟]))(?<!\b[A-Z]\.)"
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.)(?<!\bSept\.)\s+(?=[^\Wa-z])",
)
_LONGEST_LINE = 120


class Credit(NamedTuple):
    """A value of the catalogue and the words it was read from."""

    value: str
    evidence: str


def may_say_who(line: str) -> bool:
    """Say quickly whether a line can be `byline`, `is_byline_cue`, `is_other_hand` or `photo_credit`."""
    return bool(_WHO.match(line.strip(" :：") + " "))


def byline(line: str) -> Credit | None:
    """Return the author that a short line names after a cue ("By …", "Von …", "بقلم …")."""
    cue = _BYLINE.match(line)
    names = names_after(line, cue.end()) if cue else None
    return Credit(names, line) if names else None


def is_byline_cue(line: str) -> bool:
    """Say whether a line is nothing but the cue of a byline, so that the next line has the name."""
    return len(line) < 30 and bool(_BYLINE.fullmatch(line.strip(" :：") + " "))


def is_other_hand(line: str) -> bool:
    """Say whether a line credits a translator or editor, who is not the author."""
    return len(line) < 80 and bool(_OTHER_HAND.match(line))


def photo_credit(line: str) -> Credit | None:
    """Return the photographer that a line names after a cue ("Photograph by …")."""
    cue = _PHOTO.match(line) or _BOTH_HANDS.match(line)
    names = names_after(line, cue.end()) if cue else None
    return Credit(names, line) if names else None


def published(text: str) -> Credit | None:
    """Return the date at which the text says that it was published."""
    return _cued(text, _PUBLISHED)


def updated(text: str) -> Credit | None:
    """Return the date at which the text says that it was updated."""
    return _cued(text, _UPDATED)


def dated_by_next(line: str) -> str | None:
    """Return the field ("published", "updated") whose cue is all that a line holds."""
    if len(line) > 30:
        return None
    word = line.rstrip(" :：")
    if _PUBLISHED.fullmatch(word):
        return "published"
    return "updated" if _UPDATED.fullmatch(word) else None


def header_field(line: str) -> tuple[str, Credit] | None:
    """Return the field that a line of a header gives: `Title: …`, `From: …`, `Date: …`."""
    found = _HEADER.match(line)
    if not found:
        return None
    name, value = found["name"].lower(), found["value"].strip()
    if name in ("title", "subject"):
        return "title", Credit(value, line)
    if name == "date":
        dates = dates_in(value)
        return ("published", Credit(dates[0].iso, line)) if dates else None
    names = names_after(value.split("<")[0].strip(" \"'"), 0)
    return ("author", Credit(names, line)) if names else None


def is_salutation(line: str) -> bool:
    """Say whether a line greets the reader of a letter."""
    return len(line) < 80 and line[:1] in _SALUTATION_BEGINS and bool(_SALUTATION.match(line))


def valediction(line: str, following: str) -> Credit | None:
    """Return who signs a letter: the name under "Yours sincerely,"."""
    closing, _, name = line.partition("\n")
    name = (name or following).strip()
    if len(closing) > 80 or not _VALEDICTION.search(closing):
        return None
    names = name_alone(name)
    return Credit(names, f"{closing} {name}") if names else None


def closing_credit(line: str) -> tuple[str | None, Credit] | None:
    """Return the names that an agency's last line credits ("Reporting by …"), with the field if it is one.

    Who edited is credited but is no author.
    """
    found = _CLOSING_CREDIT.match(line) if len(line) < 200 else None
    if not found:
        return None
    rest = re.split(r";|\.\s|\s(?:and )?(?:editing|writing) by\b", line[found.end() :], maxsplit=1)[
        0
    ]
    names = names_after(rest.split(" in ")[0], 0)
    is_author = not found["more"] and found["work"].lower() not in ("editing", "edited", "compiled")
    return ("author" if is_author and names else None), Credit(names or "", line)


def parts_of_line(line: str) -> Sequence[str]:
    """Return what stands side by side on a line: `Words: A. Name   Photographs: B. Name`."""
    return [part for part in _BETWEEN.split(line) if part]


def who_and_when(line: str) -> dict[str, Credit]:
    """Return author and date of a line that tells both: `By JANE DOE JULY 9, 2017`, `Posted on … by …`.

    Nothing is returned of a line that tells only one of them.
    """
    cue = _BYLINE.match(line)
    if len(line) > _LONGEST_LINE or not (cue or _BY.search(line)):
        return {}
    dates = dates_in(line) if _YEAR.search(line) else []
    if not dates:
        return {}
    if cue and dates[0].start > cue.end():
        rest = _ON.sub("", line[cue.end() : dates[0].start].rstrip(" ,|•·–—-/"))
        after = line[dates[0].start :]
        field, said = ("published", date_alone(after)) if "|" not in after else (None, None)
    else:
        by = next((m for m in _BY.finditer(line) if m.start() >= dates[-1].end), None)
        if not by:
            return {}
        rest = line[by.end() :]
        field, said = next(iter(_dated(line[: by.start()]).items()), (None, None))
        said = said.value if said else None
    names = names_after(rest, 0)
    if not names or not field or not said:
        return {}
    return {"author": Credit(names, line), field: Credit(said, line)}


def dated_line(line: str) -> dict[str, Credit]:
    """Return the dates of a line that holds little else: `March 3, 2018 | Updated March 5, 2018`."""
    if len(line) > _LONGEST_LINE or not _YEAR.search(line):
        return {}
    alone = date_alone(line)
    if alone:
        return {"published": Credit(alone, line)}
    found: dict[str, Credit] = {}
    for part in _BETWEEN.split(line):
        dated = _dated(part)
        if not dated and not _ASIDE.fullmatch(part) and not is_time_alone(part):
            return {}
        for field, credit in dated.items():
            found.setdefault(field, Credit(credit.value, line))
    return found


def _dated(text: str) -> dict[str, Credit]:
    """Return the date of a text that is one, or that says of itself when it was published or updated."""
    alone = date_alone(text)
    if alone:
        return {"published": Credit(alone, text)}
    told = {"published": published(text), "updated": updated(text)}
    return {field: credit for field, credit in told.items() if credit}


def is_about_print(line: str) -> bool:
    """Say whether a line tells of a printed edition, whose date is not that of the text itself."""
    return bool(_IN_PRINT.search(line))


def source(text: str) -> Credit | None:
    """Return the publication in which the text says that it appeared."""
    line = _SOURCE_LINE.match(text)
    if line:
        return Credit(line["source"].strip(), text)
    for sentence in sentences(text):
        about_itself = _SELF.search(text)
        found = _ISSUE.search(sentence) or _APPEARED.search(sentence)
        if about_itself and found and not dates_in(f"{found['source']} 2000"):
            return Credit(found["source"], sentence)
    return None


def dateline(text: str) -> tuple[Credit | None, Credit | None]:
    """Return the agency and the date of a news text's first words: `MOSUL, Iraq (Reuters) -`."""
    head = text[:120]
    if not ("—" in head or "–" in head or "--" in head or " - " in head):
        return None, None
    found = _DATELINE.match(head)
    if not found or not (found["place"] or found["agency"] in _AGENCIES):
        return None, None
    agency = Credit(found["agency"], found[0].strip()) if found["agency"] else None
    dates = dates_in(found[0])
    return agency, Credit(dates[0].iso, found[0].strip()) if dates else None


def life(text: str) -> tuple[str, Credit] | None:
    """Return what a sentence about a person at the end of a text tells: ("author", name)."""
    found = _BIO.match(text)
    if not found:
        return None
    first = sentences(text)[0]
    role = "photographer" if (found["role"] or "").startswith("photo") else "author"
    return role, Credit(found["name"], first)


def sentences(text: str) -> Sequence[str]:
    """Cut a short text into sentences, roughly; `2. Mai` and `W. H. Auden` are not cut."""
    return _SENTENCE_END.split(text.replace("\n", " "))


def has_date(text: str) -> bool:
    """Say quickly whether a text can hold a date and a word for publishing or updating."""
    if not _YEAR.search(text):
        return False
    lowered = text.lower()
    return any(stem in lowered for stem in _STEMS)


def _cued(text: str, cue: re.Pattern[str]) -> Credit | None:
    """Return the date after a cue that opens the text or is said of the text itself."""
    if not has_date(text):
        return None
    for sentence in sentences(text):
        found = cue.search(sentence)
        if not found:
            continue
        opens = _AT_START.match(sentence)
        if not (opens and opens.end() >= found.start()) and not _SELF.search(sentence):
            continue
        dated = _nearest(dates_in(sentence), found.end())
        if dated:
            return Credit(dated.iso, sentence)
    return None


def _nearest(dates: Sequence[Dated], place: int) -> Dated | None:
    return next((dated for dated in dates if 0 <= dated.start - place <= 40), None)


def date_line(line: str) -> Credit | None:
    """Return the date of a line that is a date and nothing else."""
    iso = date_alone(line)
    return Credit(iso, line) if iso else None
