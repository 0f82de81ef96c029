"""Owns the choice of the languages in which scans are recognised."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.ui.counts import locale

_OWN_NAMES = {"chi_sim": "Chinese (simplified)", "chi_tra": "Chinese (traditional)"}


class LanguagesButton(QToolButton):
    """Says which languages are ticked, and opens the list of those that Tesseract has data for.

    `more_wanted` asks how to get data for others.
    """

    more_wanted = Signal()

    def __init__(self, ticked: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticked = list(ticked)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Languages of the scans"))
        self._say()

    def offer(self, codes: Sequence[str]) -> None:
        """Offer these languages, by Tesseract's codes; tick the reader's own if none is ticked."""
        self._ticked = [code for code in self._ticked if code in codes] or _usual(codes)
        self._menu.clear()
        for code in sorted(codes, key=language_name):
            action = self._menu.addAction(language_name(code))
            action.setCheckable(True)
            action.setChecked(code in self._ticked)
            action.setData(code)
            action.triggered.connect(lambda _=False, action=action: self._tick(action))
        self._menu.addSeparator()
        more = self._menu.addAction(self.tr("More languages…"))
        more.triggered.connect(self.more_wanted)
        self._say()

    def languages(self) -> tuple[str, ...]:
        """Return the codes of the languages that are ticked, in the order of ticking."""
        return tuple(self._ticked)

    def _tick(self, action: QAction) -> None:
        code = action.data()
        if action.isChecked():
            self._ticked.append(code)
        elif len(self._ticked) > 1:
            self._ticked.remove(code)
        else:
            action.setChecked(True)  # one at least: the box beside it switches all off
        self._say()

    def _say(self) -> None:
        names = ", ".join(map(language_name, self._ticked)) or self.tr("no language")
        self.setText(f"{names} ▾")


def language_name(code: str) -> str:
    """Return the name of a language by Tesseract's code."""
    if code in _OWN_NAMES:
        return _OWN_NAMES[code]
    language = QLocale.codeToLanguage(code.partition("_")[0], QLocale.LanguageCodeType.ISO639Alpha3)
    return code if language == QLocale.Language.AnyLanguage else QLocale.languageToString(language)


def _usual(codes: Sequence[str]) -> list[str]:
    """Return the language that the reader's system speaks, if it is among them, else English."""
    here = QLocale.languageToCode(locale().language(), QLocale.LanguageCodeType.ISO639Part2T)
    return [code for code in (here, "eng", *codes) if code in codes][:1]
