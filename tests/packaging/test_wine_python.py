"""The Windows to build in under Wine: which libraries it gets."""

from types import ModuleType

import pytest

SCRIPT = "wine_python"

LOCK = """\
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:aa
macholib==1.16 ; sys_platform == 'darwin' \\
    --hash=sha256:bb
numpy==2.4 ; python_full_version < '3.12' \\
    --hash=sha256:cc
numpy==2.5 ; python_full_version >= '3.12' \\
    --hash=sha256:dd \\
    --hash=sha256:ee
ruff==0.17 \\
    --hash=sha256:ff
"""


def test_conditions_are_those_of_windows_and_not_of_this_system(script: ModuleType) -> None:
    pytest.importorskip("packaging.requirements")
    assert script.requirements(LOCK).splitlines() == [
        "colorama==0.4.6 --hash=sha256:aa",
        "numpy==2.5 --hash=sha256:dd --hash=sha256:ee",
    ]
