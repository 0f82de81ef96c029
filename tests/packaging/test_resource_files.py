"""The small files that Windows and macOS want."""

import ast
import struct
from types import ModuleType

from desktop.corpus.places import resources

SCRIPT = "resource_files"


def test_a_short_version_is_filled_up_to_four_numbers(script: ModuleType) -> None:
    text = script.version_resource("nineveh", "1.2.3")
    assert "filevers=(1, 2, 3, 0)" in text
    assert "StringStruct('OriginalFilename', 'nineveh.exe')" in text.replace('"', "'")
    ast.parse(text)


def test_the_icon_for_macos_says_its_own_length_and_holds_six_sizes(script: ModuleType) -> None:
    icon = script.icns(resources() / "icon")
    assert icon[:4] == b"icns"
    assert struct.unpack(">I", icon[4:8])[0] == len(icon)
    assert icon.count(b"\x89PNG\r\n\x1a\n") == 6
