"""The icon of a reading edition, in the sizes that desktops show."""

import struct
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.corpus.places import resources

SCRIPT = "icons"

pytestmark = pytest.mark.usefixtures("qapp")


def sizes(made: dict[int, bytes]) -> dict[int, tuple[int, int]]:
    return {size: struct.unpack(">2I", png[16:24]) for size, png in made.items()}


def test_a_drawing_comes_in_all_sizes(script: ModuleType) -> None:
    made = script.png_sizes(resources() / "icon" / "nineveh.svg")
    assert sizes(made) == {size: (size, size) for size in script.SIZES}


def test_a_picture_is_never_blown_up_and_always_square(script: ModuleType, tmp_path: Path) -> None:
    picture = QImage(100, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor("#8a3b1e"))
    picture.save(str(tmp_path / "wide.png"))
    made = script.png_sizes(tmp_path / "wide.png")
    assert sizes(made) == {size: (size, size) for size in (16, 24, 32, 48, 64)}


def test_of_an_icon_for_windows_the_largest_picture_is_taken(script: ModuleType) -> None:
    assert 256 in script.png_sizes(resources() / "icon" / "nineveh.ico")


@pytest.mark.parametrize("name", ["broken.png", "broken.svg", "broken.ico"])
def test_what_is_no_picture_gets_a_sentence(script: ModuleType, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("This is not a picture.")
    with pytest.raises(script.Unbuilt, match="cannot be read as a picture"):
        script.png_sizes(tmp_path / name)
