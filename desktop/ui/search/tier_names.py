"""Owns the reader's words for the tiers of an expansion."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.corpus.search.result import Tier

_NAMES = {
    Tier.EXACT: QT_TRANSLATE_NOOP("tiers", "as typed"),
    Tier.FOLDED: QT_TRANSLATE_NOOP("tiers", "same letters"),
    Tier.FAMILY: QT_TRANSLATE_NOOP("tiers", "same family"),
    Tier.ALIAS: QT_TRANSLATE_NOOP("tiers", "alias"),
    Tier.FUZZY: QT_TRANSLATE_NOOP("tiers", "similar"),
    Tier.PATTERN: QT_TRANSLATE_NOOP("tiers", "pattern"),
}


def tier_name(tier: Tier) -> str:
    """What the reader calls a tier."""
    return QCoreApplication.translate("tiers", _NAMES[tier])
