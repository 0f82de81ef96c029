"""What is made of the command line's help."""

import shutil
import subprocess
from types import ModuleType

import pytest

from desktop.cli import COMMANDS

SCRIPT = "command_line"


@pytest.fixture
def made(script: ModuleType):
    from product import product  # type: ignore[import-not-found]

    return product()


def test_the_man_page_has_every_call_and_no_hidden_option(script: ModuleType, made) -> None:
    page = script.man_page(made)
    for name in COMMANDS:
        assert f".SS\n{name}\n" in page
    assert "until\\-stdin" not in page
    assert "\\-\\-copy\\-originals" in page


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_calls_and_options(script: ModuleType, made) -> None:
    ask = 'COMP_WORDS=(nineveh lines --w); COMP_CWORD=2; _nineveh; echo "${COMPREPLY[@]}"'
    ask += '; COMP_WORDS=(nineveh se); COMP_CWORD=1; _nineveh; echo "${COMPREPLY[@]}"'
    done = subprocess.run(
        ["bash", "-c", script.bash_completion(made) + ask], capture_output=True, text=True
    )
    assert done.stdout.splitlines() == ["--width", "search"]
    assert not done.stderr


def test_zsh_completion_describes_every_call(script: ModuleType, made) -> None:
    written = script.zsh_completion(made)
    assert written.startswith("#compdef nineveh\n")
    for name in COMMANDS:
        assert f"'{name}:" in written
