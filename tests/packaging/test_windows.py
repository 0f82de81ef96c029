"""The Windows installer: its script, packed by makensis twice, comes out the same."""

import dataclasses
import hashlib
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = "windows"


def make_folder(place: Path, name: str) -> Path:
    """A folder that looks as if it had been built for Windows."""
    inside = place / name / "_internal" / "bücher"
    inside.mkdir(parents=True)
    (inside / "a$b.txt").write_text("text", encoding="utf-8")
    for file in (f"{name}.exe", f"{name}-cli.exe"):
        (place / name / file).write_bytes(b"MZ" + file.encode())
    return place / name


def product(script: ModuleType, **changed: str):
    from product import product as own  # type: ignore[import-not-found]

    return dataclasses.replace(own(), time=1_700_000_000, **changed)


def test_the_uninstaller_names_every_file_and_inner_folders_first(
    script: ModuleType, tmp_path: Path
) -> None:
    lines = script.removals(make_folder(tmp_path, "nineveh")).splitlines()
    assert '  Delete "$INSTDIR\\_internal\\bücher\\a$$b.txt"' in lines
    folders = [line for line in lines if "RMDir" in line]
    assert folders == [
        '  RMDir "$INSTDIR\\_internal\\bücher"',
        '  RMDir "$INSTDIR\\_internal"',
    ]
    assert not any("RMDir /r" in line for line in lines)


def test_an_edition_has_its_own_names_and_takes_no_format(
    script: ModuleType, tmp_path: Path
) -> None:
    folder = make_folder(tmp_path, "briefe")
    made = product(script, name="briefe", title='Briefe & "mehr"', corpus="Briefe.corpus")
    text = script.setup_script(folder, made, tmp_path / "setup.exe", tmp_path / "setup.ico")
    assert "Uninstall\\briefe" in text and "Uninstall\\nineveh" not in text
    assert "Briefe & 'mehr'" in text and "Briefe && 'mehr'" in text
    assert "OpenWithProgids" not in text and not re.search("@[A-Z_]+@", text)


def test_a_folder_of_another_system_is_refused(script: ModuleType, tmp_path: Path) -> None:
    if shutil.which("makensis") is None:
        pytest.skip("there is no makensis")
    (tmp_path / "nineveh").mkdir()
    with pytest.raises(script.Unbuilt, match="not built for Windows"):
        script.make_setup(tmp_path / "nineveh", product(script), tmp_path / "pack")


def test_two_installers_of_one_folder_are_the_same(script: ModuleType, tmp_path: Path) -> None:
    if shutil.which("makensis") is None:
        pytest.skip("there is no makensis")
    folder = make_folder(tmp_path, "nineveh")
    sums = set()
    for _ in range(2):
        workshop = tmp_path / "pack"
        workshop.mkdir()
        setup = script.make_setup(folder, product(script), workshop)
        sums.add(hashlib.sha256(setup.read_bytes()).hexdigest())
        shutil.rmtree(workshop)
    assert len(sums) == 1
