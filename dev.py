"""Owns the two commands of a checkout: sets up what is missing, then runs or tests the program.

    python3 dev.py run [PATH]     opens the window
    python3 dev.py test           ruff, pyright, import-linter and pytest
    python3 dev.py test ARGS      pytest alone, with these arguments
    python3 dev.py bench          the table of measurements
    python3 dev.py build          the program to double-click
    python3 dev.py lock           resolves the requirements anew

Standard library only. Everything goes into `.venv` beside this file; delete it to start over.
"""

from __future__ import annotations  # so that an older Python gets as far as being refused

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"

# What Qt wants of the system, per package manager: to import, to draw off screen, and for X11 and Wayland.
APT = (
    "libglib2.0-0 libgl1 libegl1 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 libx11-xcb1 "
    "libxcb-icccm4 libxcb-keysyms1 libxcb-randr0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 "
    "libwayland-cursor0 libwayland-egl1"
)
OTHERS = {
    "dnf": (
        "dnf install glib2 mesa-libGL mesa-libEGL dbus-libs fontconfig libxkbcommon-x11 "
        "xcb-util-cursor xcb-util-wm xcb-util-keysyms"
    ),
    "zypper": (
        "zypper install libglib-2_0-0 Mesa-libGL1 Mesa-libEGL1 libdbus-1-3 fontconfig "
        "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1"
    ),
    "pacman": (
        "pacman -S glib2 libglvnd dbus fontconfig libxkbcommon-x11 "
        "xcb-util-cursor xcb-util-wm xcb-util-keysyms"
    ),
}
QT_PROBE = """
import ctypes, pathlib, PySide6
from PySide6 import QtWidgets
plugin = pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"
ctypes.CDLL(str(plugin))
"""


def main(arguments: list[str]) -> int:
    """Does what the first argument says; the rest is handed on."""
    if sys.version_info < (3, 11):
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"Nineveh needs Python 3.11 or newer; this is Python {found}.", file=sys.stderr)
        return 1
    commands = {"run": run, "test": test, "bench": bench, "build": build, "lock": lock}
    if not arguments or arguments[0] not in commands:
        print((__doc__ or "").split("\n\n")[1], file=sys.stderr)
        return 2
    return commands[arguments[0]](arguments[1:])


def run(arguments: list[str]) -> int:
    """Opens the window."""
    set_up(RUN_LOCK)
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in shown):
        print("There is no display to open a window on (DISPLAY is not set).", file=sys.stderr)
        return 1
    return call("-m", "desktop", *arguments)


def test(arguments: list[str]) -> int:
    """Runs every check, pytest last; with arguments pytest alone."""
    set_up(DEV_LOCK)
    if arguments:
        return call("-m", "pytest", *arguments, cwd=ROOT)
    checks = (
        ("ruff check", ["-m", "ruff", "check", "--quiet"]),
        ("ruff format", ["-m", "ruff", "format", "--check", "--quiet"]),
        ("pyright", ["-m", "pyright", "--warnings"]),
        ("lint-imports", ["-c", "from importlinter.cli import lint_imports_command as c; c()"]),
    )
    failed = [name for name, command in checks if not passes(name, command)]
    print("checks:", f"FAILED: {', '.join(failed)}" if failed else "all passed", flush=True)
    return call("-m", "pytest", cwd=ROOT) or bool(failed)


def bench(arguments: list[str]) -> int:
    """Prints the table of measurements."""
    set_up(DEV_LOCK)
    return call("-m", "tests.bench", *arguments, cwd=ROOT)


def build(arguments: list[str]) -> int:
    """Builds the program to double-click for this platform."""
    set_up(DEV_LOCK)
    return call(str(ROOT / "packaging" / "build.py"), *arguments, cwd=ROOT)


def lock(arguments: list[str]) -> int:
    """Resolves the requirements anew; `--upgrade` takes the newest of everything.

    uv resolves for all systems and Python versions at once, in a folder of its own under `.venv`,
    since its own lock file names the index's addresses, which are not to be committed.
    """
    make_venv()
    call("-m", "pip", "install", "--quiet", "uv")
    workshop = VENV / "lock"
    workshop.mkdir(exist_ok=True)
    for name in ("pyproject.toml", "README.md", "LICENSE", "desktop/__init__.py"):
        target = workshop / name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    uv = [str(PYTHON), "-m", "uv"]
    if subprocess.call([*uv, "lock", *arguments], cwd=workshop):
        return 1
    plain = ["--frozen", "--no-emit-project", "--no-header", "--no-annotate", "--quiet"]
    for target, groups in ((RUN_LOCK, "--no-default-groups"), (DEV_LOCK, "--group=dev")):
        text = subprocess.check_output([*uv, "export", *plain, groups], cwd=workshop)
        target.write_bytes(text)
    return 0


def call(*arguments: str, cwd: Path | None = None) -> int:
    """Runs the Python of `.venv` with the checkout on its path."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    sys.stdout.flush()
    return subprocess.call([str(PYTHON), *arguments], cwd=cwd, env=environment)


def passes(name: str, command: list[str]) -> bool:
    """Runs one check under a headline."""
    print(f"--- {name}", flush=True)
    return call(*command, cwd=ROOT) == 0


def set_up(wanted: Path) -> None:
    """Makes `.venv` hold what the lock file names, and the system what Qt needs, if it does not yet.

    `.venv/set-up` remembers, a line each, the digests of the lock files that are satisfied.
    """
    stamp = VENV / "set-up"
    done = stamp.read_text().split() if stamp.is_file() else []
    if digest(wanted) in done and PYTHON.is_file():
        return
    make_venv()
    print(f"Installing what {wanted.name} names …", flush=True)
    if not has_pip():
        end("There is no pip in .venv; delete the folder .venv and try again.")
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    if call(*pip, "--only-binary=:all:", "--require-hashes", "-r", str(wanted)):
        end("The requirements could not be installed; what pip says above tells why.")
    if sys.platform.startswith("linux"):
        see_to_qt()
    satisfied = {digest(wanted), digest(RUN_LOCK)}  # the development lock includes the other
    stamp.write_text("\n".join(sorted(satisfied)) + "\n")


def digest(wanted: Path) -> str:
    """Changes with the lock file and with the Python that `.venv` was made by."""
    version = f"{sys.implementation.name} {sys.version_info[:3]}".encode()
    return hashlib.sha256(version + wanted.read_bytes()).hexdigest()


def make_venv() -> None:
    """Makes `.venv`, anew if another version of Python made it; also without the ensurepip module."""
    if PYTHON.is_file() and venv_version() == sys.version_info[:2] and has_pip():
        return
    print("Making .venv …", flush=True)
    if try_venv("--clear"):
        return
    if shutil.which("apt-get") and is_root():
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        if apt_install("python3-venv", f"python{version}-venv") and try_venv("--clear"):
            return
    # Without ensurepip a pip outside can still put one inside (pip 22.3 and later).
    inside = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "pip"]
    if not try_venv("--clear", "--without-pip") or subprocess.call(inside):
        end(
            f"Python's venv module is missing. On Debian and Ubuntu: {sudo()}apt-get install -y python3-venv"
        )


def try_venv(*options: str) -> bool:
    """Tries once to make `.venv`; what goes wrong is said by the caller."""
    command = [sys.executable, "-m", "venv", *options, str(VENV)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def venv_version() -> tuple[int, ...]:
    """The version of Python in `.venv`, empty if it does not start."""
    command = [str(PYTHON), "-c", "import sys; print(*sys.version_info[:2])"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return tuple(map(int, answer.stdout.split()))


def has_pip() -> bool:
    """Whether `.venv` can install anything."""
    command = [str(PYTHON), "-c", "import pip"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def see_to_qt() -> None:
    """Installs the shared libraries that Qt needs when root, else says which line does it."""
    missing = qt_misses()
    if not missing:
        return
    if shutil.which("apt-get"):
        if is_root() and apt_install(*APT.split()):
            missing = qt_misses()
        line = f"{sudo()}apt-get install -y --no-install-recommends {APT}"
    else:
        found = [line for tool, line in OTHERS.items() if shutil.which(tool)]
        line = sudo() + found[0] if found else ""
    if missing:
        advice = f"Run this once, then try again:\n\n  {line}\n" if line else ""
        end(f"Qt misses a library of the system: {missing}\n{advice}")


def qt_misses() -> str:
    """What Qt cannot find, in the loader's words; empty if nothing."""
    probe = [str(PYTHON), "-c", QT_PROBE]
    answer = subprocess.run(probe, capture_output=True, text=True, check=False)
    return answer.stderr.strip().rpartition("\n")[2] if answer.returncode else ""


def apt_install(*packages: str) -> bool:
    """Installs Debian packages; only called when root."""
    print("Installing", *packages, "…", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def is_root() -> bool:
    """Whether packages can be installed without asking; never on Windows."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def sudo() -> str:
    """How the line to run begins."""
    return "" if is_root() else "sudo "


def end(sentence: str) -> None:
    """Stops with a sentence that says what is wrong."""
    sys.exit(f"\n{sentence}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
