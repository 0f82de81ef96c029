"""Owns the reader's words for the tiers of an expansion."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.corpus.search.result import Tier

_NAMES = {
    Tier.EXACT: QT_TRANSLATE_NOOP("tiers", "as typed"),
    Tier.FOLDED: QT_TRANSLATE_NOOP("tiers", "folded"),
    Tier.FAMILY: QT_TRANSLATE_NOOP("tiers", "family"),
    Tier.ALIAS: QT_TRANSLATE_NOOP("tiers", "alias"),
    Tier.FUZZY: QT_TRANSLATE_NOOP("tiers", "similar"),
    Tier.PATTERN: QT_TRANSLATE_NOOP("tiers", "pattern"),
}
_MEANINGS = {
    Tier.EXACT: QT_TRANSLATE_NOOP("tiers", "Written exactly as typed: “{typed}”"),
    Tier.FOLDED: QT_TRANSLATE_NOOP("tiers", "“{typed}” with other capitals or accents"),
    Tier.FAMILY: QT_TRANSLATE_NOOP("tiers", "Of the word family of “{typed}”"),
    Tier.ALIAS: QT_TRANSLATE_NOOP("tiers", "Another name for “{typed}” in this corpus"),
    Tier.FUZZY: QT_TRANSLATE_NOOP("tiers", "Spelled almost like “{typed}”"),
    Tier.PATTERN: QT_TRANSLATE_NOOP("tiers", "Fits the pattern “{typed}”"),
}


def tier_name(tier: Tier) -> str:
    """What the reader calls a tier, in a word."""
    return QCoreApplication.translate("tiers", _NAMES[tier])


def tier_meaning(tier: Tier, typed: str) -> str:
    """Why a form of this tier stands for what was typed."""
    return QCoreApplication.translate("tiers", _MEANINGS[tier]).replace("{typed}", typed)
