"""Licence texts of what is shipped."""

import shutil
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

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
    assert any(target.glob("pypdfium2-*/BUILD_LICENSES-freetype.txt"))
    assert metadata.version("numpy") in (target / "SOURCES.txt").read_text(encoding="utf-8")
    assert "GNU LESSER" in (target / "LGPL-3.0.txt").read_text(encoding="utf-8")


def test_a_licence_deep_in_a_library_is_named_after_its_folders(script: ModuleType) -> None:
    parts = ("one-1.0.dist-info", "licenses", "one", "random", "LICENSE.md")
    assert script.name_of(parts) == "one-random-LICENSE.md"


def test_a_library_is_named_once_however_often_the_lock_file_names_it(
    script: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "requirements.lock").write_text("numpy==2.4 ; a\nlxml==6\nnumpy==2.5 ; b\n")
    assert script.locked(tmp_path) == ["numpy", "lxml"]


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="needs Debian")
def test_a_library_of_the_system_brings_its_copyright_and_the_texts_it_names(
    script: ModuleType, tmp_path: Path
) -> None:
    (library,) = list(Path("/usr/lib").glob("*-linux-gnu/libgcc_s.so.1"))[:1]
    assert [name for name, _ in script.debian_packages([library])] == ["libgcc-s1"]
    script.copy_debian([library], tmp_path)
    assert (tmp_path / "system" / "libgcc-s1.txt").is_file()
    assert (tmp_path / "system" / "common-licenses" / "GPL-3").is_file()
