"""How a newer version is put over this one, for each form that a built program comes in."""

import sys
from pathlib import Path

import pytest

from desktop.cli.main import main
from desktop.corpus.updating import how_to_update, sentence_for

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forms for Linux")


def test_a_checkout_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert how_to_update().startswith("To update, put the newer version's files")
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    said = capsys.readouterr().out.splitlines()
    assert (ended.value.code, said[0].split()[0], said[1]) == (0, "nineveh", how_to_update())


@on_linux
@pytest.mark.parametrize(
    ("beside", "says"),
    [
        ("portable", "folders “data” and “config” into it."),
        ("installed-files", "start the newer .run file"),
        ("Uninstall.exe", "start the newer installer"),
        ("README", "unpack the newer version beside this folder"),
    ],
)
def test_what_lies_beside_the_program_tells_the_form(
    beside: str, says: str, tmp_path: Path
) -> None:
    (tmp_path / beside).touch()
    assert says in sentence_for(tmp_path / "nineveh")


@on_linux
def test_a_package_and_an_app_image_are_known_by_their_place(tmp_path: Path) -> None:
    assert "package manager" in sentence_for(Path("/usr/lib/nineveh/nineveh"))
    said = sentence_for(tmp_path / "nineveh", "/home/anna/Nineveh.AppImage")
    assert "in place of Nineveh.AppImage" in said
