"""What goes into the built program."""

from types import ModuleType

import pytest

SCRIPT = "trimming"


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "babel/locale-data/root.dat",
        "pyuca/allkeys-9.0.0.txt",
        "resources/fonts/Inter-Regular.otf",
        "seeds/README.md",
        "justext/stoplists/Arabic.txt",
    ],
)
def test_what_the_program_reads_is_kept(script: ModuleType, place: str) -> None:
    assert script.is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6\\plugins\\tls\\qopensslbackend.dll",
        "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/opengl32sw.dll",
        "babel/locale-data/de_AT.dat",
        "pyuca/allkeys-8.0.0.txt",
        "selectolax/lexbor.c",
    ],
)
def test_what_nothing_reads_stays_out(script: ModuleType, place: str) -> None:
    assert not script.is_wanted(place)


def test_libraries_are_reached_over_several_steps_and_in_circles(script: ModuleType) -> None:
    needs = {"plugin": ["a"], "a": ["b", "elsewhere"], "b": ["a"], "orphan": ["b"]}
    found = script.reached(["plugin"], {"a", "b", "orphan"}, lambda name: needs.get(name, []))
    assert found == {"a", "b"}
