"""Owns the program as a folder: PyInstaller makes it, the licences, the SBOM and the files of a desktop are added."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from archive import settle
from licences import copy_licences
from product import EDITION, HERE, ROOT, Product, Unbuilt, size_of
from reading_edition import copy_corpus
from resource_files import icns, version_resource
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
    if size_of(folder) > MOST_BYTES:
        weight = f"{size_of(folder) / 1e6:.0f} MB"
        raise Unbuilt(f"The program weighs {weight}; {MOST_BYTES / 1e6:.0f} MB is the most it may.")
    settle(folder, made.time)
    return folder


def make_edition(
    base: Path, made: Product, corpus: Path, workshop: Path, *, icon: Path | None = None
) -> Path:
    """Make a reading edition of a finished folder of the program: its corpus, its name, its icon."""
    shutil.rmtree(workshop, ignore_errors=True)
    folder = workshop / "dist" / made.name
    folder.parent.mkdir(parents=True)
    shutil.copytree(base, folder, symlinks=True, ignore=shutil.ignore_patterns("share", "portable"))
    ending = ".exe" if sys.platform == "win32" else ""
    for own in ("nineveh", "nineveh-cli"):
        if (folder / f"{own}{ending}").is_file():
            (folder / f"{own}{ending}").rename(
                folder / f"{own.replace('nineveh', made.name)}{ending}"
            )
    inside = folder / EDITION
    inside.mkdir()
    copy_corpus(corpus, inside / made.corpus)
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
    icons = ROOT / "resources" / "icon"
    chosen = ""
    if sys.platform == "darwin":
        chosen = str(workshop / "program.icns")
        (workshop / "program.icns").write_bytes(icns(icons))
    if sys.platform == "win32":
        chosen = str(icon if icon and icon.suffix.lower() == ".ico" else icons / "nineveh.ico")
    said = asdict(made) | {"icon": chosen}
    (workshop / "product.json").write_text(json.dumps(said), encoding="utf-8")
    (workshop / "version.txt").write_text(
        version_resource(made.name, made.version), encoding="utf-8"
    )


def freeze(workshop: Path, made: Product) -> None:
    """Run PyInstaller; it is told the time and the seed of hashes, so that the bytes are the same each time."""
    try:
        import PyInstaller  # noqa: F401
    except ImportError:
        raise Unbuilt("PyInstaller is missing; `python3 dev.py build` installs it.") from None
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN"]
    command += ["--distpath", str(workshop / "dist"), "--workpath", str(workshop / "work")]
    environment = os.environ | {
        "NINEVEH_BUILD": str(workshop),
        "PYINSTALLER_CONFIG_DIR": str(workshop / "config"),
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": str(made.time),
    }
    spec = str(HERE / "nineveh.spec")
    if subprocess.call([*command, spec], cwd=ROOT, env=environment):
        raise Unbuilt("PyInstaller could not build the program; what it says above tells why.")
