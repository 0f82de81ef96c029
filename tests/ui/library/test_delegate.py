"""Rows keep date and words when the author's name is long."""

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from desktop.ui.library.delegate import shortened
from desktop.ui.theme import sans

DETAILS = "The contributors to a very long list · 26 Apr 2019 · 387 w."


@pytest.fixture
def metrics(qtbot: QtBot) -> QFontMetrics:
    return QFontMetrics(sans(8.5))


def test_the_author_is_cut_first(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance(DETAILS) * 3 // 4
    found = shortened(DETAILS, metrics, width)
    assert found.endswith("… · 26 Apr 2019 · 387 w.")
    assert metrics.horizontalAdvance(found) <= width


def test_what_fits_is_not_cut(metrics: QFontMetrics) -> None:
    assert shortened(DETAILS, metrics, 5000) == DETAILS


def test_an_arabic_author_is_cut_within_its_own_direction(metrics: QFontMetrics) -> None:
    details = "\u2068الكاتبة التي لها اسم طويل\u2069 · no date · 5 words"
    found = shortened(details, metrics, metrics.horizontalAdvance(details) * 4 // 5)
    assert found.startswith("\u2068")
    assert found.endswith("…\u2069 · no date · 5 words")


def test_words_give_way_before_the_date(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance("MMMM · 26 Apr 2019") + 6
    found = shortened(DETAILS, metrics, width)
    assert found.endswith("… · 26 Apr 2019")


def test_without_room_the_end_is_cut(metrics: QFontMetrics) -> None:
    found = shortened(DETAILS, metrics, 60)
    assert found.endswith("…")
    assert metrics.horizontalAdvance(found) <= 60
