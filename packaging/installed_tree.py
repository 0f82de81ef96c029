"""Owns how the program lies below / when a package manager installs it: what .deb and .rpm have in common."""

import gzip
import shutil
from pathlib import Path

from archive import settle
from product import ROOT, Product
from share_files import SCREENSHOTS, catalogue, pictures_of


def lay_out(folder: Path, root: Path, made: Product) -> None:
    """Copy a finished folder to usr/lib, its share/ to usr/share, and link the program from usr/bin."""
    shutil.rmtree(root, ignore_errors=True)
    inside = root / "usr" / "lib" / made.name
    left_out = shutil.ignore_patterns("share", "portable", "LICENSE", "licences", "sbom.cdx.json")
    inside.parent.mkdir(parents=True)
    shutil.copytree(folder, inside, symlinks=True, ignore=left_out)
    share = root / "usr" / "share"
    shutil.copytree(folder / "share", share)
    if not made.is_edition:
        _lay_out_pictures(root, made)
    manual = share / "man" / "man1" / f"{made.name}.1"
    manual.with_suffix(".1.gz").write_bytes(packed(manual.read_bytes()))
    manual.unlink()
    doc = share / "doc" / made.name
    doc.mkdir(parents=True)
    shutil.copyfile(folder / "sbom.cdx.json", doc / "sbom.cdx.json")
    shutil.copytree(folder / "licences", doc / "licences")
    commands = root / "usr" / "bin"
    commands.mkdir(parents=True)
    (commands / made.name).symlink_to(f"../lib/{made.name}/{made.name}")


def _lay_out_pictures(root: Path, made: Product) -> None:
    """Add what software centres show of the program: pictures, and the catalogue that names them."""
    pictures = root / pictures_of(made).lstrip("/")
    pictures.mkdir(parents=True)
    for name in SCREENSHOTS:
        shutil.copyfile(ROOT / "resources" / "screenshots" / name, pictures / name)
    told = root / "usr" / "share" / "swcatalog" / "xml" / f"{made.name}.xml"
    told.parent.mkdir(parents=True)
    told.write_text(catalogue(made), encoding="utf-8")


def finish(root: Path, made: Product) -> None:
    """Give every file its mode and the time of the build."""
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink() and ".so" in path.name:
            path.chmod(0o644)  # a library is loaded, not run
    settle(root, made.time)


def packed(data: bytes) -> bytes:
    """Return data as gzip, without a name and a time in it."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def in_kilobytes(root: Path) -> int:
    """Return the size of a tree as dpkg states it: files rounded up, everything else one."""
    return sum(
        -(-path.stat().st_size // 1024) if path.is_file() and not path.is_symlink() else 1
        for path in root.rglob("*")
    )
