"""Owns the reader's words for the tiers of an expansion."""

from PySide6.QtCore import QCoreApplication

from desktop.corpus.search.result import Tier


def tier_name(tier: Tier) -> str:
    """What the reader calls a tier, in a word."""
    return _names()[tier]


def tier_meaning(tier: Tier, typed: str) -> str:
    """Why a form of this tier stands for what was typed."""
    return _meanings()[tier].replace("{typed}", typed)


def _names() -> dict[Tier, str]:
    return {
        Tier.EXACT: QCoreApplication.translate("tiers", "as typed"),
        Tier.FOLDED: QCoreApplication.translate("tiers", "folded"),
        Tier.FAMILY: QCoreApplication.translate("tiers", "family"),
        Tier.ALIAS: QCoreApplication.translate("tiers", "alias"),
        Tier.FUZZY: QCoreApplication.translate("tiers", "similar"),
        Tier.PATTERN: QCoreApplication.translate("tiers", "pattern"),
    }


def _meanings() -> dict[Tier, str]:
    return {
        Tier.EXACT: QCoreApplication.translate("tiers", "Written exactly as typed: “{typed}”"),
        Tier.FOLDED: QCoreApplication.translate(
            "tiers", "“{typed}” with other capitals or accents"
        ),
        Tier.FAMILY: QCoreApplication.translate("tiers", "Of the word family of “{typed}”"),
        Tier.ALIAS: QCoreApplication.translate(
            "tiers", "Another name for “{typed}” in this corpus"
        ),
        Tier.FUZZY: QCoreApplication.translate("tiers", "Spelled almost like “{typed}”"),
        Tier.PATTERN: QCoreApplication.translate("tiers", "Fits the pattern “{typed}”"),
    }
