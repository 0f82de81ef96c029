"""Owns the RPM package: its spec file; rpmbuild packs the tree as it is and asks nothing of its own."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from installed_tree import finish, lay_out
from needs import needs_of, rpm_requires
from product import ROOT, Product, debian_version, homepage, machine, run, tool

# Folders that not every distribution has before: they go with the last package that is in them.
_SHARED = ("usr/share/swcatalog", "usr/share/swcatalog/xml")


def make_rpm(folder: Path, made: Product, workshop: Path) -> Path:
    """Pack a finished folder; returns the package in the workshop."""
    rpmbuild = tool("rpmbuild", "rpm", why="build an .rpm")
    root = workshop / "root"
    lay_out(folder, root, made)
    zsh = root / "usr" / "share" / "zsh"
    (zsh / "vendor-completions").rename(zsh / "site-functions")  # Debian's name for it
    shutil.copyfile(ROOT / "LICENSE", root / "usr" / "share" / "doc" / made.name / "LICENSE")
    finish(root, made)
    spec = workshop / f"{made.name}.spec"
    requires = rpm_requires(needs_of(root / "usr" / "lib" / made.name))
    spec.write_text(spec_file(made, root, requires), encoding="utf-8")
    top = workshop / "rpm"
    command = [rpmbuild, "-bb", "--quiet", "--target", machine(), "--define", f"_topdir {top}"]
    command += ["--define", f"tree {root}", str(spec)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(made.time)}
    run(command, what="rpmbuild", env=environment)
    (package,) = top.glob("RPMS/*/*.rpm")
    target = workshop / package.name
    shutil.move(package, target)
    shutil.rmtree(top)
    shutil.rmtree(root)
    return target


def spec_file(made: Product, root: Path, requires: Sequence[str]) -> str:
    """Return the spec: everything in the tree, with what it needs told and not guessed."""
    summary = made.summary.replace("%", "%%")  # a title may hold what rpm takes for a macro
    address = f"URL: {homepage()}\n" if homepage() else ""
    return f"""\
%global __os_install_post %{{nil}}
%global _build_id_links none
%global debug_package %{{nil}}
%global _binary_payload w6T2.xzdio
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1
%global source_date_epoch_from_changelog 0
%global _buildhost reproducible
AutoReqProv: no
Name: {made.name}
Version: {debian_version(made.version)}
Release: 1
Summary: {summary}
License: {made.licence}
{address}{chr(10).join(f"Requires: {need}" for need in requires)}
Requires: xkeyboard-config
Provides: application(), application({made.name}.desktop)

%description
{summary}. The program and all the libraries it is made of, in one folder.

%install
cp -a %{{tree}}/. %{{buildroot}}

%files
%defattr(-,root,root)
{chr(10).join(_files(root, made))}
"""


def _files(root: Path, made: Product) -> list[str]:
    """Return what belongs to the package: its own folders whole, and single files in shared ones."""
    places = (f"usr/lib/{made.name}", f"usr/share/doc/{made.name}", f"usr/share/{made.name}")
    own = [root / place for place in places if (root / place).is_dir()]
    listed = [f'"/{folder.relative_to(root).as_posix()}"' for folder in own]
    for place in _SHARED:
        if (root / place).is_dir():
            listed.append(f'%dir "/{place}"')
    for path in sorted(root.rglob("*")):
        is_single = path.is_file() or path.is_symlink()
        if is_single and not any(path.is_relative_to(folder) for folder in own):
            listed.append(f'"/{path.relative_to(root).as_posix()}"')
    return listed
