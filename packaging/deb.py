"""Owns the Debian package: control data, copyright, changelog, lintian's exceptions; dpkg-deb packs it."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path

from archive import settle
from installed_tree import finish, in_kilobytes, lay_out, packed
from needs import debian_depends, needs_of
from product import ROOT, Product, debian_version, homepage, maintainer, run, tool

# Each needs its reason: the program is a bundle of libraries as their projects built them.
_LINTIAN = (
    ("unstripped-binary-or-object", "wheels are shipped as built; stripping breaks patched ones"),
    ("custom-library-search-path", "$ORIGIN: the libraries lie beside each other in the bundle"),
    ("embedded-library", "the program is one folder that needs no libraries of its own versions"),
    ("shared-library-lacks-prerequisites", "extension modules find Python in the process"),
    ("library-not-linked-against-libc", "ICU's data is a library without code"),
    ("shared-library-is-executable", "as the wheels have it"),
    ("hardening-no-pie", "PyInstaller's starter is built without"),
    ("hardening-no-fortify-functions", "as the wheels have it"),
    ("binary-has-unneeded-section", "as the wheels have it"),
    ("initial-upload-closes-no-bugs", "not uploaded to Debian"),
    ("package-installs-python-bytecode", "for the Python inside, which has no sources of them"),
    ("no-manual-page", "the manual page is that of the command in usr/bin"),
    ("extra-license-file", "licence texts of all parts"),
    ("package-contains-documentation-outside-usr-share-doc", "data that libraries read"),
    ("executable-in-usr-lib", "the program lies there, linked from usr/bin"),
    ("font-in-non-font-package", "the reader's fonts, so that every page looks the same"),
    ("font-outside-font-dir", "they lie in the bundle"),
    ("truetype-font-prohibits-installable-embedding", "OFL"),
    ("national-encoding", "test data of libraries"),
    ("duplicate-font-file", "the same reason"),
    ("bogus-mail-host", "the project has no mail address"),
    ("bogus-mail-host-in-debian-changelog", "the project has no mail address"),
)


def file_name(made: Product) -> str:
    """Return the name of the package file."""
    return f"{made.name}_{debian_version(made.version)}_{architecture()}.deb"


def architecture() -> str:
    """Return Debian's name of this machine's processor."""
    tool("dpkg", "dpkg", why="build a .deb")
    return run(["dpkg", "--print-architecture"], what="Asking for the architecture").strip()


def make_deb(folder: Path, made: Product, workshop: Path) -> Path:
    """Pack a finished folder; returns the package in the workshop."""
    dpkg_deb = tool("dpkg-deb", "dpkg", why="build a .deb")
    root = workshop / "deb"
    lay_out(folder, root, made)
    doc = root / "usr" / "share" / "doc" / made.name
    (doc / "copyright").write_text(copyright_file(doc / "licences", made), encoding="utf-8")
    (doc / "changelog.gz").write_bytes(packed(changelog(made).encode()))
    overrides = root / "usr" / "share" / "lintian" / "overrides" / made.name
    overrides.parent.mkdir(parents=True)
    overrides.write_text(lintian_overrides(made), encoding="utf-8")
    finish(root, made)
    control = root / "DEBIAN"
    control.mkdir()
    (control / "md5sums").write_text(md5sums(root), encoding="utf-8")
    depends = debian_depends(needs_of(root / "usr" / "lib" / made.name))
    size = in_kilobytes(root / "usr")
    (control / "control").write_text(control_file(made, depends, size), encoding="utf-8")
    settle(control, made.time)
    target = workshop / file_name(made)
    command = [dpkg_deb, "--root-owner-group", "-Zxz", "-z6", "--build", str(root), str(target)]
    run(command, what="dpkg-deb", env=os.environ | {"SOURCE_DATE_EPOCH": str(made.time)})
    shutil.rmtree(root)
    return target


def control_file(made: Product, depends: Sequence[str], kilobytes: int) -> str:
    """Return the control data of the package."""
    about = (
        " It takes in articles, books, mail and web pages, shows them as pages to\n"
        " read, finds every hit as one types, and lists hits with what stands around\n"
        " them. It never asks a network.\n"
    )
    if made.is_edition:
        about = " The program and the texts in one; they are only read, and no network is asked.\n"
    address = f"Homepage: {homepage()}\n" if homepage() else ""
    return (
        f"Package: {made.name}\nVersion: {debian_version(made.version)}\nArchitecture: {architecture()}\n"
        f"Maintainer: {maintainer()}\nInstalled-Size: {kilobytes}\nDepends: {', '.join(depends)}\n"
        f"Section: text\nPriority: optional\n{address}Description: {_synopsis(made)}\n"
        f"{about}"
    )


def _synopsis(made: Product) -> str:
    """Return the short description: at most 80 characters, no capital at the beginning."""
    if made.is_edition:
        return f"texts to read and search: {made.title[:50]}"
    short = made.summary[0].lower() + made.summary[1:]
    return short if len(short) < 60 else short[:59].rpartition(",")[0] or short[:59]


def copyright_file(licences: Path, made: Product) -> str:
    """Return the copyright file: the program's licence, and where those of its parts are."""
    parts = "".join(f"   {path.name}\n" for path in sorted(licences.iterdir()))
    notice = (ROOT / "LICENSE").read_text(encoding="utf-8")
    holder = next((line.strip() for line in notice.splitlines() if "Copyright 2" in line), "")
    year = datetime.fromtimestamp(made.time, UTC).strftime("%Y")
    indented = " On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.\n"
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        f"Upstream-Name: {made.title}\n"
        "Comment:\n The program is shipped with the libraries it is made of. Their licences are in\n"
        f" /usr/share/doc/{made.name}/licences:\n{parts}\n"
        f"Files: *\nCopyright: {holder or year + ' The Nineveh project'}\nLicense: {made.licence}\n{indented}"
    )


def changelog(made: Product) -> str:
    """Return the changelog of the package: one entry, for this version."""
    day = formatdate(made.time, localtime=False)
    return (
        f"{made.name} ({debian_version(made.version)}) stable; urgency=medium\n\n"
        f"  * Version {made.version}; README and CHANGELOG.md of the project tell what is new.\n\n"
        f" -- {maintainer()}  {day.replace('-0000', '+0000')}\n"
    )


def lintian_overrides(made: Product) -> str:
    """Return lintian's exceptions, each with its reason."""
    lines = []
    for tag, reason in _LINTIAN:
        lines += [f"# {reason}", f"{made.name}: {tag}"]
    return "\n".join(lines) + "\n"


def md5sums(root: Path) -> str:
    """Return the sums of all files of the package, as dpkg --verify reads them."""
    lines = [
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}"
        for path in sorted(root.glob("usr/**/*"))
        if path.is_file() and not path.is_symlink()
    ]
    return "\n".join(lines) + "\n"


def lintian(package: Path) -> list[str]:
    """Return lintian's errors and warnings of a package."""
    program = tool("lintian", "lintian", why="check a .deb")
    answer = subprocess.run(
        [program, "--no-tag-display-limit", str(package)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [line for line in answer.stdout.splitlines() if line.startswith(("E:", "W:"))]
