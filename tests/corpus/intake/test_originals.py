"""Copies of source files inside a corpus have names that any system takes."""

from pathlib import Path

import pytest

from desktop.corpus.intake.originals import Originals

SUM = "ab" * 32


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Brief.pdf", "Brief.pdf"),
        ("a:b?.pdf", "a_b_.pdf"),
        ("aux.txt", "_aux.txt"),
        ("CON", "_CON"),
        ("console.txt", "console.txt"),
        ("ends with a dot.", "ends with a dot_"),
        ("الجسر.html", "الجسر.html"),
        (f"{'x' * 300}.html", f"{'x' * 95}.html"),
    ],
)
def test_name_is_one_that_any_file_system_takes(tmp_path: Path, name: str, kept: str):
    inside = Originals(tmp_path).keep(b"text", SUM, name)
    assert inside == f"originals/ab/{SUM}/{kept}"
    assert (tmp_path / inside).read_bytes() == b"text"
