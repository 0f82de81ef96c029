"""Owns the disk image for macOS: the .app and a link to Applications; hdiutil packs it, on macOS alone."""

import platform
import shutil
import subprocess
import time
from pathlib import Path

from product import Product, Unbuilt, tool

_TRIES = 5  # hdiutil finds the image busy now and then, when the system looks into it


def make_dmg(folder: Path, made: Product, workshop: Path) -> Path:
    """Pack the .app that lies beside a finished folder; returns the image in the workshop."""
    if shutil.which("hdiutil") is None:
        raise Unbuilt("hdiutil is needed to build a .dmg; only macOS has it.")
    hdiutil = tool("hdiutil", "-", why="build a .dmg")
    app = folder.parent / f"{made.title}.app"
    if not app.is_dir():
        raise Unbuilt(f"There is no {app.name} beside {folder}.")
    shown = workshop / "shown"
    shown.mkdir()
    shutil.copytree(app, shown / app.name, symlinks=True)
    (shown / "Applications").symlink_to("/Applications")
    target = workshop / f"{made.name}-{made.version}-macos-{platform.machine()}.dmg"
    command = [hdiutil, "create", "-volname", made.title, "-srcfolder", str(shown), "-fs", "HFS+"]
    command += ["-format", "UDBZ", "-ov", str(target)]
    said = ""
    for number in range(_TRIES):
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            shutil.rmtree(shown)
            return target
        said = answer.stderr.strip()
        time.sleep(2 * number + 1)
    raise Unbuilt(f"hdiutil failed: {said}")
