"""Owns how to get what the computer lacks for some files: a sentence for the system that it runs."""

import sys

from PySide6.QtCore import QCoreApplication


def tesseract() -> str:
    """Say how to get Tesseract."""
    if sys.platform == "win32":
        return _say("Install it with the installer from UB Mannheim, then open this window again.")
    if sys.platform == "darwin":
        return _say(
            "Install it: brew install tesseract tesseract-lang. Then open this window again."
        )
    return _say(
        "Install it (Debian and Ubuntu: sudo apt install tesseract-ocr, Fedora: sudo dnf install "
        "tesseract), then open this window again."
    )


def languages() -> str:
    """Say how to get data for more languages in which Tesseract recognises text."""
    if sys.platform == "win32":
        return _say("Start the installer of Tesseract again and tick more languages there.")
    if sys.platform == "darwin":
        return _say("All languages come with: brew install tesseract-lang.")
    return _say(
        "Each language is a package: Arabic is tesseract-ocr-ara on Debian and Ubuntu, "
        "tesseract-langpack-ara on Fedora. Install it, then open this window again."
    )


def libreoffice() -> str:
    """Say how to get LibreOffice."""
    if sys.platform.startswith("linux"):
        return _say(
            "Install it (Debian and Ubuntu: sudo apt install libreoffice), or from libreoffice.org."
        )
    return _say("Install it from libreoffice.org.")


def _say(words: str) -> str:
    return QCoreApplication.translate("getting", words)
