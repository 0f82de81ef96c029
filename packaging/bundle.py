"""Owns the program as a folder: PyInstaller makes it, the licences, the SBOM and the files of a desktop are added."""

import json
import os
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

from archive import settle
from licences import copy_licences
from product import EDITION, HERE, ROOT, Product, Unbuilt, run, size_of, tool
from resource_files import icns, ico, own_pictures, version_resource
from sbom import sbom
from share_files import lay_out_share

MOST_BYTES = 250_000_000


def make_bundle(made: Product, workshop: Path, *, icon: Path | None = None) -> Path:
    """Let PyInstaller make the program in the workshop and finish the folder; return it."""
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir(parents=True)
    tell_product(made, workshop, icon)
    freeze(workshop, made)
    folder = workshop / "dist" / made.name
    shipped = json.loads((workshop / "shipped.json").read_text(encoding="utf-8"))
    sources = [Path(source) for _, source in shipped]
    copy_licences(folder / "licences", ROOT, sources)
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE")
    (folder / "sbom.cdx.json").write_text(sbom(made, sources), encoding="utf-8")
    if sys.platform.startswith("linux"):
        lay_out_share(folder / "share", made, icon)
    if sys.platform == "win32":
        from windows_needs import missing_libraries

        if missing := missing_libraries(folder):
            raise Unbuilt(f"The program lacks libraries: {', '.join(missing[:5])}.")
    if size_of(folder) > MOST_BYTES:
        weight = f"{size_of(folder) / 1e6:.0f} MB"
        raise Unbuilt(f"The program weighs {weight}; {MOST_BYTES / 1e6:.0f} MB is the most it may.")
    settle(folder, made.time)
    return folder


def make_edition(
    base: Path, made: Product, copied: Path, workshop: Path, *, icon: Path | None = None
) -> Path:
    """Make a reading edition of a finished folder of the program: its corpus, its name, its icon.

    `copied` is the corpus as reading_edition.py made it; it is moved inside.
    """
    shutil.rmtree(workshop, ignore_errors=True)
    folder = workshop / "dist" / made.name
    folder.parent.mkdir(parents=True)
    left_out = shutil.ignore_patterns("share", "portable")
    # Not by shutil's usual copy2, which calls what Wine 8 lacks (CopyFile2); times are settled below.
    shutil.copytree(base, folder, symlinks=True, ignore=left_out, copy_function=shutil.copy)
    if (folder / "nineveh").is_file():
        (folder / "nineveh").rename(folder / made.name)
    inside = folder / EDITION
    inside.mkdir()
    shutil.move(copied, inside / made.corpus)
    said = {"name": made.name, "title": made.title, "corpus": made.corpus}
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)
    (inside / "edition.json").write_text(text + "\n", encoding="utf-8")
    if icon is not None:
        shutil.copyfile(icon, inside / f"icon{icon.suffix.lower()}")
    if sys.platform.startswith("linux"):
        lay_out_share(folder / "share", made, icon)
    settle(folder, made.time)
    return folder


def tell_product(made: Product, workshop: Path, icon: Path | None) -> None:
    """Leave for the spec what it asks for: product.json, the version resource, the icon."""
    chosen = ""
    if sys.platform in ("win32", "darwin"):
        pictures = _pictures(icon)
        is_windows = sys.platform == "win32"
        file = workshop / ("program.ico" if is_windows else "program.icns")
        file.write_bytes(ico(pictures) if is_windows else icns(pictures))
        chosen = str(file)
    said = asdict(made) | {"icon": chosen}
    (workshop / "product.json").write_text(json.dumps(said), encoding="utf-8")
    for name in (made.name, f"{made.name}-cli"):
        text = version_resource(f"{name}.exe", made.title, made.version)
        (workshop / f"{name}.version.txt").write_text(text, encoding="utf-8")


def _pictures(icon: Path | None) -> dict[int, bytes]:
    """Return the program's icon, or the one that is given instead, as PNGs by size."""
    if icon is None:
        return own_pictures(ROOT / "resources" / "icon")
    from icons import png_sizes

    return png_sizes(icon)


def freeze(workshop: Path, made: Product) -> None:
    """Run PyInstaller; it is told the time and the seed of hashes, so that the bytes are the same each time."""
    try:
        import PyInstaller  # noqa: F401
    except ImportError:
        raise Unbuilt("PyInstaller is missing; `python3 dev.py build` installs it.") from None
    if sys.platform.startswith("linux"):
        for name in ("objdump", "strip"):
            tool(name, "binutils", why="build the program")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN"]
    command += ["--distpath", str(workshop / "dist"), "--workpath", str(workshop / "work")]
    environment = os.environ | {
        "NINEVEH_BUILD": str(workshop),
        "PYINSTALLER_CONFIG_DIR": str(workshop / "config"),
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": str(made.time),
    }
    command.append(str(HERE / "nineveh.spec"))
    said = run(command, what="PyInstaller", cwd=ROOT, env=environment, is_heard=True)
    print("".join(f"{line}\n" for line in said.splitlines() if "WARNING" in line), end="")
