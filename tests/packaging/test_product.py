"""What is being built: its names and versions."""

from pathlib import Path
from types import ModuleType

import pytest

from desktop import __version__

SCRIPT = "product"


def test_name_and_version_are_those_of_the_project(script: ModuleType) -> None:
    made = script.product()
    assert (made.name, made.title, made.version) == ("nineveh", "Nineveh", __version__)


@pytest.mark.parametrize(
    "title, name",
    [("Two Rivers", "two-rivers"), ("Über  Mosul: no", ""), ("Déjà vu 3", "deja-vu-3")],
)
def test_an_edition_is_named_after_its_title(script: ModuleType, title: str, name: str) -> None:
    if not name:
        with pytest.raises(script.Unbuilt, match="file name"):
            script.edition(title)
        return
    made = script.edition(title)
    assert (made.name, made.corpus, made.is_edition) == (name, f"{title}.corpus", True)


def test_a_title_without_latin_letters_asks_for_a_name(script: ModuleType) -> None:
    with pytest.raises(script.Unbuilt, match="--name"):
        script.edition("بغداد")
    assert script.edition("بغداد", "baghdad").title == "بغداد"


@pytest.mark.parametrize("title", ["", "a\x07b", "Nineveh", "Icons", "x" * 81, ".hidden"])
def test_a_title_that_cannot_be_one_gets_a_sentence(script: ModuleType, title: str) -> None:
    with pytest.raises(script.Unbuilt, match=r"\.$"):
        script.edition(title)


@pytest.mark.parametrize(
    "written, debian", [("0.1.0", "0.1.0"), ("1.0.0rc1", "1.0.0~rc1"), ("2.0.dev3", "2.0~dev3")]
)
def test_what_comes_before_a_release_sorts_before_it(
    script: ModuleType, written: str, debian: str
) -> None:
    assert script.debian_version(written) == debian


def test_a_folder_without_a_program_gets_a_sentence(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(script.Unbuilt, match="There is no program in"):
        script.product_in(tmp_path)


def test_a_missing_tool_is_named_with_its_package(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(script.Unbuilt, match="rpmbuild is needed to build it; on Debian: apt-get"):
        script.tool("rpmbuild", "rpm", why="build it")
