"""Owns the AppImage: the folder as an AppDir, packed behind a runtime that is given and never fetched."""

import os
import shutil
from pathlib import Path

from archive import settle
from needs import is_elf
from product import Product, Unbuilt, machine, run, tool

_APP_RUN = """\
#!/bin/sh
exec "${{APPDIR:-$(dirname "$(readlink -f "$0")")}}/usr/lib/{name}/{name}" "$@"
"""


def make_appimage(folder: Path, made: Product, workshop: Path) -> Path:
    """Pack a finished folder: AppImage's runtime, which APPIMAGE_RUNTIME names, and a file system behind it."""
    packer = tool("mksquashfs", "squashfs-tools", why="build an AppImage")
    runtime = Path(os.environ.get("APPIMAGE_RUNTIME", ""))
    if not runtime.is_file() or not is_elf(runtime):
        raise Unbuilt(
            "APPIMAGE_RUNTIME must name the file of AppImage's runtime (runtime-x86_64 of the project"
            " type2-runtime), which starts the program; nothing is fetched."
        )
    packed = pack(app_dir(folder, made, workshop), packer, made, workshop)
    target = workshop / f"{made.name}-{made.version}-{machine()}.AppImage"
    with target.open("wb") as written:
        for part in (runtime, packed):
            with part.open("rb") as data:
                shutil.copyfileobj(data, written)
    packed.unlink()
    target.chmod(0o755)
    return target


def pack(root: Path, packer: str, made: Product, workshop: Path) -> Path:
    """Pack an AppDir into a file system that can be mounted as it is; the AppDir goes."""
    target = workshop / f"{made.name}.squashfs"
    command = [packer, str(root), str(target), "-root-owned", "-noappend", "-no-progress", "-quiet"]
    command += ["-no-xattrs", "-comp", "zstd", "-Xcompression-level", "19"]
    run(command, what="mksquashfs", env=os.environ | {"SOURCE_DATE_EPOCH": str(made.time)})
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
    hicolor = folder / "share" / "icons" / "hicolor"
    icons = list(hicolor.rglob("*.svg")) or sorted(
        hicolor.rglob("*.png"), key=lambda icon: icon.stat().st_size, reverse=True
    )
    shutil.copyfile(icons[0], root / f"{made.name}{icons[0].suffix}")
    (root / ".DirIcon").symlink_to(f"{made.name}{icons[0].suffix}")
    settle(root, made.time)
    return root
