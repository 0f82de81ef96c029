"""What makes the built program start in less time: nothing that is needed is left out."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

SCRIPT = "quick_start"
ROOT = Path(__file__).resolve().parents[2]


def test_pyside_loads_its_own_files_compiled(script: ModuleType, tmp_path: Path) -> None:
    entries = script.binding_support(tmp_path / "workshop")
    assert "shiboken6/files.dir/shibokensupport/signature/loader.pyc" in {e[0] for e in entries}
    for place, source, _ in entries:
        target = tmp_path / place.removeprefix("shiboken6/files.dir/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(Path(source).read_bytes())
    call = (
        "import sys; from shibokensupport.signature.lib import pyi_generator\n"
        "from shibokensupport.signature import mapping\n"
        "print(mapping.__file__, 'argparse' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", call], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    file, has_read_stubs = said.stdout.split()
    assert file.endswith("mapping.pyc")
    assert has_read_stubs == "False"


def test_the_compiled_files_are_the_same_each_time(script: ModuleType, tmp_path: Path) -> None:
    once = [Path(source).read_bytes() for _, source, _ in script.binding_support(tmp_path / "a")]
    again = [Path(source).read_bytes() for _, source, _ in script.binding_support(tmp_path / "b")]
    assert once == again


def test_first_steps_that_are_needed_stay(script: ModuleType) -> None:
    names = [
        "original_environment",
        "pyi_rth_inspect",
        "pyi_rth_pkgutil",
        script.CHILDREN_HOOK,
        "__main__",
    ]
    scripts = [(name, f"/{name}.py", "PYSOURCE") for name in names]
    kept = [name for name, _, _ in script.first_steps(scripts)]
    assert kept == ["original_environment", "__main__"]


def test_what_starts_processes_becomes_a_module(script: ModuleType, tmp_path: Path) -> None:
    scripts = [(script.CHILDREN_HOOK, "/hook.py", "PYSOURCE"), ("__main__", "/main.py", "PYSOURCE")]
    pure = [
        ("desktop", "/desktop.py", "PYMODULE"),
        ("numpy._core._add_newdocs", "/d.py", "PYMODULE"),
    ]
    found = {name: source for name, source, _ in script.modules(pure, scripts, tmp_path)}
    assert found[script.CHILDREN_HOOK] == "/hook.py"
    assert found["desktop"] == "/desktop.py"
    assert Path(found["numpy._core._add_newdocs"]).read_text() == ""


def test_the_window_is_among_what_is_needed_at_the_start(script: ModuleType) -> None:
    names = script.needed_at_start(ROOT)
    assert {"desktop.ui.window", "numpy", "desktop.corpus.library.library"} <= names
    assert not names & {"whoosh.query", "trafilatura", "lxml.html", "multiprocessing"}
