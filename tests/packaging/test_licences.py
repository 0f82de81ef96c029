"""Licence texts of what is shipped."""

from importlib import metadata
from pathlib import Path
from types import ModuleType

from desktop.corpus.places import resources

SCRIPT = "licences"


def test_every_library_of_the_lock_file_brings_something(
    script: ModuleType, tmp_path: Path
) -> None:
    target = tmp_path / "licences"
    script.copy_licences(target, resources().parent, [])
    for name in ("numpy", "Whoosh-Reloaded", "PySide6_Essentials", "lxml"):
        folder = target / f"{name}-{metadata.version(name)}"
        assert any(file.stat().st_size for file in folder.iterdir())
    assert "GNU LESSER" in (target / "LGPL-3.0.txt").read_text(encoding="utf-8")


def test_a_licence_deep_in_a_library_is_named_after_its_folders(script: ModuleType) -> None:
    parts = ("one-1.0.dist-info", "licenses", "one", "random", "LICENSE.md")
    assert script.name_of(parts) == "one-random-LICENSE.md"
