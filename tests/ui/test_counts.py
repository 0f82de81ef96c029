"""How numbers and sizes are written."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from desktop.ui.counts import size_of


@pytest.fixture(params=["en", "ar_EG", "fr"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("size_bytes", "expected"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (999_949, "999.9 kB"),
        (999_999, "1.0 MB"),
        (1_730_000_000, "1.7 GB"),
        (5_000_000_000_000_000, "5,000.0 TB"),
    ],
)
def test_a_size_has_one_decimal_and_a_unit(size_bytes: int, expected: str) -> None:
    assert size_of(size_bytes) == expected


def test_units_are_in_the_words_of_the_program_whatever_the_locale(language: str) -> None:
    assert "MB" in size_of(2_900_000)
    assert "bytes" in size_of(900)
