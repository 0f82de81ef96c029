"""The small files that Windows and macOS want."""

import ast
import struct
from types import ModuleType

from desktop.corpus.places import resources

SCRIPT = "resource_files"


def test_a_short_version_is_filled_up_to_four_numbers(script: ModuleType) -> None:
    text = script.version_resource("nineveh.exe", "Nineveh", "1.2.3")
    assert "filevers=(1, 2, 3, 0)" in text
    assert "StringStruct('OriginalFilename', 'nineveh.exe')" in text.replace('"', "'")
    ast.parse(text)


def test_the_icon_for_macos_says_its_own_length_and_holds_six_sizes(script: ModuleType) -> None:
    icon = script.icns(script.own_pictures(resources() / "icon"))
    assert icon[:4] == b"icns"
    assert struct.unpack(">I", icon[4:8])[0] == len(icon)
    assert icon.count(b"\x89PNG\r\n\x1a\n") == 6


def test_the_icon_for_windows_says_where_each_picture_lies(script: ModuleType) -> None:
    pictures = script.own_pictures(resources() / "icon")
    icon = script.ico(pictures)
    _, kind, n_pictures = struct.unpack("<HHH", icon[:6])
    assert kind == 1 and n_pictures == len([size for size in pictures if size <= 256])
    for number in range(n_pictures):
        entry = struct.unpack("<BBBBHHII", icon[6 + 16 * number :][:16])
        width, length, place = entry[0] or 256, entry[6], entry[7]
        assert icon[place : place + length] == pictures[width]
