"""Owns the building of what people start with a double click.

    python3 dev.py build                 the program as a folder, dist/nineveh
    python3 dev.py build bundle          the same

Needs PyInstaller, which dev.py installs. Two builds of one commit give the same bytes.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from licences import copy_licences
from resource_files import icns, version_resource

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORKSHOP = ROOT / "build" / "bundle"
DIST = ROOT / "dist"
MOST_BYTES = 250_000_000
LONG_AGO = 1_700_000_000  # the time of a build outside a git checkout


class Unbuilt(Exception):
    """What stopped a build, as one sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the form that is asked for; the exit status is 1 with one sentence if it cannot be."""
    parser = argparse.ArgumentParser(prog="dev.py build", description="Build the program.")
    parser.add_argument(
        "form", nargs="?", default="bundle", choices=["bundle"], help="what to build (bundle)"
    )
    parser.parse_args(arguments)
    try:
        folder = bundle()
    except Unbuilt as reason:
        print(reason, file=sys.stderr)
        return 1
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(f"The program could not be built: {error.strerror}{where}.", file=sys.stderr)
        return 1
    print(f"{folder.relative_to(ROOT)}: {size_of(folder) / 1e6:.0f} MB", flush=True)
    return 0


def bundle() -> Path:
    """Build the program as a folder, and put it in place only when it is whole."""
    shutil.rmtree(WORKSHOP, ignore_errors=True)
    WORKSHOP.mkdir(parents=True)
    DIST.mkdir(exist_ok=True)
    (WORKSHOP / "version.txt").write_text(version_resource(name(), version()), encoding="utf-8")
    (WORKSHOP / "nineveh.icns").write_bytes(icns(ROOT / "resources" / "icon"))
    freeze()
    made = WORKSHOP / "dist" / "nineveh"
    shipped = json.loads((WORKSHOP / "shipped.json").read_text(encoding="utf-8"))
    copy_licences(made / "licences", ROOT, [Path(source) for _, source in shipped])
    shutil.copyfile(ROOT / "LICENSE", made / "LICENSE")
    if sys.platform.startswith("linux"):
        add_desktop_entry(made / "share")
    if size_of(made) > MOST_BYTES:
        raise Unbuilt(
            f"The program weighs {size_of(made) / 1e6:.0f} MB; 250 MB is the most it may."
        )
    return put_in_place(made)


def freeze() -> None:
    """Let PyInstaller make the folder in the workshop; it is told the time and the seed of hashes."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN"]
    command += ["--distpath", str(WORKSHOP / "dist"), "--workpath", str(WORKSHOP / "work")]
    environment = os.environ | {
        "NINEVEH_BUILD": str(WORKSHOP),
        "PYINSTALLER_CONFIG_DIR": str(WORKSHOP / "config"),
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH") or str(commit_time()),
    }
    if subprocess.call([*command, str(HERE / "nineveh.spec")], cwd=ROOT, env=environment):
        raise Unbuilt("PyInstaller could not build the program; what it says above tells why.")


def add_desktop_entry(share: Path) -> None:
    """Lay out entry and icons as below /usr/share, for whoever installs the folder."""
    applications = share / "applications"
    applications.mkdir(parents=True)
    shutil.copyfile(HERE / "nineveh.desktop", applications / "nineveh.desktop")
    icons = ROOT / "resources" / "icon"
    sizes = {f"{n}x{n}": f"nineveh-{n}.png" for n in (16, 24, 32, 48, 64, 128, 256, 512)}
    for size, file_name in (sizes | {"scalable": "nineveh.svg"}).items():
        folder = share / "icons" / "hicolor" / size / "apps"
        folder.mkdir(parents=True)
        shutil.copyfile(icons / file_name, folder / f"nineveh{Path(file_name).suffix}")


def put_in_place(made: Path) -> Path:
    """Move a finished folder to dist; what was there before goes only now."""
    target = DIST / made.name
    if target.exists():
        shutil.rmtree(target)
    made.rename(target)
    return target


def name() -> str:
    """Return the program's name as pyproject.toml gives it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["project"]["name"]


def version() -> str:
    """Return the program's version, which pyproject.toml takes from desktop/__init__.py."""
    sys.path.insert(0, str(ROOT))
    from desktop import __version__

    return __version__


def commit_time() -> int:
    """Return when the commit that is built was made, in seconds since 1970."""
    if shutil.which("git") is None:
        return LONG_AGO
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return int(answer.stdout) if answer.returncode == 0 and answer.stdout.strip() else LONG_AGO


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder; a link counts nothing."""
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    )


if __name__ == "__main__":
    sys.exit(main())
