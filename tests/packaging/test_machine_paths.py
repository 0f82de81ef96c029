"""No built library looks in a folder of the machine it was built on."""

from pathlib import Path
from types import ModuleType

SCRIPT = "machine_paths"

FOLDER = "/home/someone/python/lib"
LIBRARY = b"\x7fELF name\0" + FOLDER.encode() + b"\0libm.so.6\0"


def test_the_folder_is_overwritten_and_nothing_moves(script: ModuleType) -> None:
    changed = script.without_machine_path(LIBRARY, FOLDER, instead="$ORIGIN/..")
    assert len(changed) == len(LIBRARY)
    assert changed.split(b"\0")[1] == b"$ORIGIN/.."
    assert changed.endswith(b"\0libm.so.6\0")


def test_a_longer_path_that_begins_so_is_left_alone(script: ModuleType) -> None:
    library = LIBRARY.replace(b"lib\0lib", b"lib/deeper\0lib")
    assert script.without_machine_path(library, FOLDER, instead="$ORIGIN") == library


def test_a_library_is_mended_in_a_copy(script: ModuleType, tmp_path: Path) -> None:
    source = tmp_path / "one.so"
    source.write_bytes(LIBRARY)
    copy = script.mended("python/dynamic/one.so", str(source), folder=FOLDER, workshop=tmp_path)
    assert source.read_bytes() == LIBRARY
    assert b"\0$ORIGIN/../..\0" in Path(copy).read_bytes()


def test_a_library_that_names_no_folder_is_taken_as_it_is(
    script: ModuleType, tmp_path: Path
) -> None:
    source = tmp_path / "one.so"
    source.write_bytes(b"\x7fELF")
    assert script.mended("one.so", str(source), folder=FOLDER, workshop=tmp_path) == str(source)
