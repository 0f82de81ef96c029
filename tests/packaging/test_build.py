"""The builder's sentences."""

import os
import shutil
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = "build"


def said(script: ModuleType, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert script.main(list(arguments)) == 1
    return capsys.readouterr().err


def test_a_corpus_without_a_title_gets_a_sentence(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    error = said(script, capsys, "tar", "--corpus", "x", "--output", str(tmp_path))
    assert error == "A reading edition needs both --corpus and --title.\n"


def test_a_folder_that_is_none_leaves_nothing_behind(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    error = said(script, capsys, "deb", "--bundle", str(tmp_path), "--output", str(out))
    assert error.startswith("There is no program in ")
    assert not list(out.iterdir())
    assert not list((script.WORKSHOP).glob(f"deb-{os.getpid()}"))


@pytest.mark.skipif(os.name == "nt", reason="a full disk by its name in POSIX")
def test_a_full_disk_is_said_in_one_sentence(script: ModuleType) -> None:
    import errno

    full = OSError(errno.ENOSPC, "No space left")
    copying = shutil.Error([("a", "b", str(full)), ("c", "d", str(full))])
    for error in (full, copying):
        assert script._sentence(error) == "The disk is full; nothing was built."
    denied = shutil.Error([("a", "b", "Permission denied"), ("c", "d", "Permission denied")])
    assert script._sentence(denied) == "The program could not be built: Permission denied (a)."


def test_a_corpus_that_is_none_is_refused_before_anything_is_built(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    asked = ["deb", "--corpus", str(tmp_path), "--title", "Letters", "--output", str(out)]
    assert said(script, capsys, *asked) == f"There is no corpus at {tmp_path}.\n"
    assert not list(out.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="a tool that is a shell script")
def test_a_tool_that_meets_a_full_disk_is_a_full_disk(script: ModuleType, tmp_path: Path) -> None:
    from product import run  # type: ignore[import-not-found]

    with pytest.raises(OSError, match="No space left"):
        run(["sh", "-c", "echo tool: No space left on device >&2; exit 2"], what="A tool")
    with pytest.raises(script.Unbuilt, match="A tool failed: no idea"):
        run(["sh", "-c", "echo no idea >&2; exit 2"], what="A tool")
