"""Owns how dates are read in running text: only whole ones, only where no reading is in doubt."""

import datetime
import re
from typing import NamedTuple

_MONTHS = {
    1: "january jan januar jänner janvier janv enero gennaio janeiro januari января ocak يناير "
    "كانون_الثاني",
    2: "february feb februar février févr febrero febbraio fevereiro februari февраля şubat فبراير "
    "شباط",
    3: "march mar märz mars marzo março maart марта mart مارس آذار",
    4: "april apr avril abril aprile апреля nisan أبريل ابريل نيسان",
    5: "may mai mayo maggio maio mei мая mayıs مايو أيار ايار",
    6: "june jun juni juin junio giugno junho июня haziran يونيو يونيه حزيران",
    7: "july jul juli juillet juil julio luglio julho июля temmuz يوليو يوليه تموز",
    8: "august aug août agosto augustus августа ağustos أغسطس اغسطس آب",
    9: "september sept sep septembre septiembre settembre setembro сентября eylül سبتمبر أيلول",
    10: "october oct oktober okt octobre octubre ottobre outubro октября ekim أكتوبر اكتوبر "
    "تشرين_الأول",
    11: "november nov novembre noviembre novembro ноября kasım نوفمبر تشرين_الثاني",
    12: "december dec dezember dez décembre déc diciembre dicembre dezembro декабря aralık ديسمبر "
    "كانون_الأول",
}
_NUMBER_OF = {
    name.replace("_", " "): number for number, names in _MONTHS.items() for name in names.split()
}
_MONTH = "|".join(sorted(map(re.escape, _NUMBER_OF), key=len, reverse=True))
_YEAR = r"[12١٢۱۲]\d{3}"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_OF = r"(?:\s+de[l]?|\s+of|,|\.)*"
_UNITS = (
    "minute|min|hour|hr|day|week|month|year|stunde|tag|woche|monat|jahr|heure|jour|semaine|mois|an|"
    "hora|día|dia|semana|mes|año|دقيق|ساع|يوم|أيام|أسبوع|شهر"
)
_AGO = re.compile(
    r"(?:(?:last )?updated:?\s|aktualisiert\s|mis à jour\s|actualizado\s|(?:آخر تحديث|تم التحديث)\s)?"
    r"(?:vor|il y a|hace|há|منذ|قبل)?\s?(?:\d{1,2}|an?|one|einem?|un)\s"
    rf"(?:{_UNITS})\w*(?: ago)?",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(_YEAR)
DATE = re.compile(
    rf"""(?<![\w/.-])(?:
      (?P<y1>{_YEAR})-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?
    | (?P<d2>\d{{1,2}}){_ORDINAL}{_OF}\s*(?P<m2>{_MONTH})\b{_OF}\s+(?P<y2>{_YEAR})
    | (?P<m3>{_MONTH})\b\.?\s+(?P<d3>\d{{1,2}}){_ORDINAL},?\s+(?P<y3>{_YEAR})
    | (?P<y4>{_YEAR})\s?年\s?(?P<m4>\d{{1,2}})\s?月\s?(?P<d4>\d{{1,2}})\s?日
    | (?P<n1>\d{{1,2}})(?P<mark>[./-])(?P<n2>\d{{1,2}})(?P=mark)(?P<y5>{_YEAR})
    | (?P<m6>{_MONTH})\b\.?{_OF}\s+(?P<y6>{_YEAR})
    )(?![\w/-])""",
    re.VERBOSE | re.IGNORECASE,
)
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag "
    "freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes "
    "martes miércoles jueves viernes sábado domingo الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت "
    "الأحد mon tue wed thu fri sat sun"
)
_AROUND = re.compile(
    rf"\d{{1,2}}[:.h]\d{{2}}(?::\d\d)?(?:\s*(?:[ap]\.?m\.?|uhr|h))?|\b(?:{'|'.join(_WEEKDAYS.split())}"
    r"|[ecmp][sd]?t|gmt|utc|cest|bst|ist|hkt|at|on|um|le|den|the|el|à|a las|issue|"
    r"print edition|edition|ausgabe|stand|dated|date|datum|fecha|التاريخ|"
    r"يوم|م|هـ)\b\.?|[\s,;:|·•()\[\]–—-]+",
    re.IGNORECASE,
)


class Dated(NamedTuple):
    """A date as ISO 8601 (`2016-10-16` or `2016-10`) and where it stands."""

    iso: str
    start: int
    end: int


def has_year(text: str) -> bool:
    """Say quickly whether a text can hold a date."""
    return bool(_HAS_YEAR.search(text))


def dates_in(text: str) -> list[Dated]:
    """Return the dates written in a text, in order; what could be read in two ways is left out."""
    found = ((match, _iso(match)) for match in DATE.finditer(text))
    return [Dated(iso, match.start(), match.end()) for match, iso in found if iso]


def date_alone(line: str) -> str | None:
    """Return the date of a line that holds nothing else (but weekday and time), else None."""
    if len(line) > 90 or not _HAS_YEAR.search(line) or not _may_begin_date(line):
        return None
    dates = dates_in(line)
    if not dates:
        return None
    rest = line
    for dated in reversed(dates):
        rest = rest[: dated.start] + " " + rest[dated.end :]
    return dates[0].iso if _stands_around(rest) else None


def _may_begin_date(line: str) -> bool:
    return line[0] in " ." or bool(_AROUND.match(line) or DATE.match(line))


def _stands_around(line: str) -> bool:
    """Say whether there is nothing in a line but what stands around dates: `_AROUND` and dots."""
    place = 0
    while place < len(line):
        if found := _AROUND.match(line, place):
            place = found.end()
        elif line[place] in " .":
            place += 1
        else:
            return False
    return True


def is_time_alone(line: str) -> bool:
    """Say whether a short line holds a time of day, or how long ago it was, and nothing else."""
    if len(line) >= 30 or not any(map(str.isdigit, line)):
        return False
    return _stands_around(line) or bool(_AGO.fullmatch(line.strip(" .")))


def _iso(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    if part["y6"]:
        return f"{int(part['y6']):04}-{_month(part['m6']):02}"
    if part["y5"]:
        first, second = int(part["n1"]), int(part["n2"])
        is_day_first = part["mark"] == "."  # months come first only with slashes and hyphens
        if first <= 12 and second <= 12 and first != second and not is_day_first:
            return None
        day, month = (second, first) if second > 12 else (first, second)
        return _checked(int(part["y5"]), month, day)
    for n in "1234":
        if part["y" + n]:
            month = part["m" + n]
            number = int(month) if month.isdigit() else _month(month)
            return _checked(int(part["y" + n]), number, int(part["d" + n]))
    return None


def _month(name: str) -> int:
    return _NUMBER_OF[name.lower()]


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
