"""Owns the AppImage: the folder as an AppDir; appimagetool packs it with a runtime that is given, never fetched."""

import os
import shutil
from pathlib import Path

from archive import settle
from product import Product, Unbuilt, machine, run, tool

_APP_RUN = """\
#!/bin/sh
exec "${{APPDIR:-$(dirname "$(readlink -f "$0")")}}/usr/lib/{name}/{name}" "$@"
"""


def make_appimage(folder: Path, made: Product, workshop: Path) -> Path:
    """Pack a finished folder; needs appimagetool, and its runtime in the file APPIMAGE_RUNTIME names."""
    if shutil.which("appimagetool") is None:
        raise Unbuilt("appimagetool is needed to build an AppImage; Debian has no package of it.")
    runtime = os.environ.get("APPIMAGE_RUNTIME", "")
    if not Path(runtime).is_file():
        raise Unbuilt(
            "APPIMAGE_RUNTIME must name the file of AppImage's runtime; nothing is fetched."
        )
    root = app_dir(folder, made, workshop)
    target = workshop / f"{made.name}-{made.version}-{machine()}.AppImage"
    command = [tool("appimagetool", "-", why="build an AppImage"), "--no-appstream"]
    command += ["--runtime-file", runtime, str(root), str(target)]
    environment = os.environ | {"ARCH": machine(), "SOURCE_DATE_EPOCH": str(made.time)}
    run(command, what="appimagetool", env=environment)
    shutil.rmtree(root)
    return target


def app_dir(folder: Path, made: Product, workshop: Path) -> Path:
    """Lay out what an AppImage holds; returns the folder."""
    root = workshop / f"{made.name}.AppDir"
    inside = root / "usr" / "lib" / made.name
    inside.parent.mkdir(parents=True)
    left_out = shutil.ignore_patterns("share", "portable")
    shutil.copytree(folder, inside, symlinks=True, ignore=left_out)
    shutil.copytree(folder / "share", root / "usr" / "share")
    (root / "AppRun").write_text(_APP_RUN.format(name=made.name), encoding="utf-8")
    (root / "AppRun").chmod(0o755)
    shutil.copyfile(
        folder / "share" / "applications" / f"{made.name}.desktop", root / f"{made.name}.desktop"
    )
    icons = sorted((folder / "share" / "icons" / "hicolor").rglob("*.svg")) or sorted(
        (folder / "share" / "icons" / "hicolor").rglob("*.png")
    )
    shutil.copyfile(icons[0], root / f"{made.name}{icons[0].suffix}")
    settle(root, made.time)
    return root
