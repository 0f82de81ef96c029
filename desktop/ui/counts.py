"""Owns how numbers, dates and paths are written in the window."""

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.ui.direction import isolated


def locale() -> QLocale:
    """The reader's locale; English where the system names none, so that thousands are parted."""
    here = QLocale()
    return here if here.language() != QLocale.Language.C else QLocale(QLocale.Language.English)


def number(n: int) -> str:
    """A whole number with its thousands parted."""
    return locale().toString(n)


def counted(n: int, one: str, many: str) -> str:
    """`one` or `many` with the number in the place of `{n}`, in a direction of its own."""
    return isolated((one if n == 1 else many).replace("{n}", number(n)))


def shown_date(iso: str) -> str:
    """A date of the catalogue (`2016`, `2016-10` or `2016-10-16`) as the reader writes it."""
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or not 2 <= len(parts) <= 3:
        return iso
    if not 1 <= int(parts[1]) <= 12:
        return iso
    month = locale().monthName(int(parts[1]), QLocale.FormatType.ShortFormat)
    day = [str(int(parts[2]))] if len(parts) == 3 else []
    return " ".join((*day, month, parts[0]))


def shown_path(path: str) -> str:
    """A path as it can be painted: bytes of a name that is not UTF-8 become a sign of replacement."""
    return path.encode("utf-8", "replace").decode("utf-8")


def size_of(size_bytes: int) -> str:
    """A size in thousands: its number as the reader's system writes it, its unit in the program's words."""
    if size_bytes < 1000:
        return counted(size_bytes, _say("{n} byte"), _say("{n} bytes"))
    units = (_say("kB"), _say("MB"), _say("GB"), _say("TB"))
    power = next((n for n in (1, 2, 3) if size_bytes / 1000**n < 999.95), 4)
    shown = locale().toString(size_bytes / 1000**power, "f", 1)
    return isolated(f"{shown} {units[power - 1]}")


def _say(words: str) -> str:
    return QCoreApplication.translate("counts", words)
