"""Owns the building of what people start with a double click, one form a call.

    python3 dev.py build                 the program as a folder, dist/nineveh
    python3 dev.py build FORM            that form, made of the folder, which is built if need be
    python3 dev.py build FORM --bundle DIR              made of a finished folder
    python3 dev.py build FORM --corpus PATH --title TITLE [--name NAME] [--icon FILE]
                                         a reading edition: the program with that corpus inside

    python3 dev.py build windows --wine  the Windows form, on Linux under Wine

Forms: bundle tar deb run rpm appimage windows dmg. Two builds of one commit give the same bytes.
"""

import argparse
import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from checksums import write_checksums
from product import ROOT, Product, Unbuilt, edition, product, product_in, size_of

WORKSHOP = ROOT / "build"
DIST = ROOT / "dist"
FORMS = ("bundle", "tar", "deb", "run", "rpm", "appimage", "windows", "dmg")
MOST_BYTES = 80_000_000  # of a download, without a corpus inside


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the form that is asked for; the exit status is 1 with one sentence if it cannot be."""
    options = _parser().parse_args(arguments)
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # so that it cleans up as after Ctrl+C
    try:
        made = build(options)
    except KeyboardInterrupt:
        print("Stopped; nothing was built.", file=sys.stderr)
        return 130
    except Unbuilt as reason:
        print(reason, file=sys.stderr)
        return 1
    except OSError as error:
        print(_sentence(error), file=sys.stderr)
        return 1
    size = size_of(made) if made.is_dir() else made.stat().st_size
    print(f"{made}: {size / 1e6:.1f} MB", flush=True)
    return 0


def build(options: argparse.Namespace) -> Path:
    """Build a form in the workshop, move it to where it belongs when it is whole, and return it."""
    target: Path = options.output.absolute()
    target.mkdir(parents=True, exist_ok=True)
    if not os.access(target, os.W_OK):
        raise Unbuilt(f"Nothing can be written to {target}.")
    if bool(options.corpus) != bool(options.title):
        raise Unbuilt("A reading edition needs both --corpus and --title.")
    workshop = WORKSHOP / f"{options.form}-{os.getpid()}"
    try:
        folder = _folder(options, target, workshop)
        if options.form == "bundle":
            return folder
        made = product_in(folder)
        packed = _packer(options.form)(folder, made, workshop / "pack")
        if packed.stat().st_size > MOST_BYTES and not made.is_edition:
            weight = f"{packed.stat().st_size / 1e6:.0f} MB"
            raise Unbuilt(f"{packed.name} weighs {weight}; {MOST_BYTES / 1e6:.0f} MB is the most.")
        final = _put_in_place(packed, target)
        write_checksums(target)
        return final
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _folder(options: argparse.Namespace, target: Path, workshop: Path) -> Path:
    """Return the finished folder that a form is made of: the one that is given, or a new one."""
    from bundle import make_bundle, make_edition
    from reading_edition import copy_corpus

    (workshop / "pack").mkdir(parents=True)
    if options.wine:
        return _under_wine(options, workshop)
    _check_system(options.form, is_given=options.bundle is not None)
    base = options.bundle.absolute() if options.bundle else None
    if base is not None:
        product_in(base)
    if options.corpus is None:
        if base is not None:
            return base
        folder = make_bundle(product(), workshop / "freeze")
        for app in sorted(folder.parent.glob("*.app")):  # on macOS
            _put_in_place(app, target)
        return _put_in_place(folder, target)
    _check_icon(options.icon)
    made = edition(options.title, options.name or "")
    copied = workshop / "corpus"  # first of all, since it is what may be refused
    copy_corpus(options.corpus.absolute(), copied)
    if base is None:
        # On Windows and macOS a program carries its name, its icon and its version inside.
        face = made if sys.platform in ("win32", "darwin") else product()
        base = make_bundle(face, workshop / "freeze", icon=options.icon)
    elif product_in(base).is_edition:
        raise Unbuilt("A reading edition is made of the program itself, not of another edition.")
    elif not (base / "nineveh").is_file():
        raise Unbuilt("For Windows a reading edition is built as a whole; leave --bundle away.")
    finished = make_edition(base, made, copied, workshop / "edition", icon=options.icon)
    for app in sorted((workshop / "freeze" / "dist").glob("*.app")):  # on macOS
        from mac_app import lay_into

        lay_into(app, finished)
        _put_in_place(app, target)
    return _put_in_place(finished, target)


def _under_wine(options: argparse.Namespace, workshop: Path) -> Path:
    """Return the folder for Windows, made by a Windows Python under Wine; it stays in the workshop."""
    if options.form != "windows" or sys.platform == "win32" or options.bundle:
        raise Unbuilt("--wine is for the form windows, on another system, and not with --bundle.")
    from wine_python import build_under_wine

    given = {"--corpus": options.corpus, "--icon": options.icon}
    words = {"--title": options.title, "--name": options.name}
    _check_icon(options.icon)
    return build_under_wine(given, words, workshop)


def _packer(form: str) -> Callable[[Path, Product, Path], Path]:
    """Return what makes a form of a finished folder in a workshop."""
    if form == "tar":
        from portable import make_tar

        return make_tar
    if form == "deb":
        from deb import make_deb

        return make_deb
    if form == "run":
        from self_installing import make_run

        return make_run
    if form == "rpm":
        from rpm import make_rpm

        return make_rpm
    if form == "appimage":
        from appimage import make_appimage

        return make_appimage
    if form == "windows":
        from windows import make_setup

        return make_setup
    from dmg import make_dmg

    return make_dmg


def _check_system(form: str, *, is_given: bool) -> None:
    """Refuse what this system cannot build before the long work begins."""
    if form == "windows" and not is_given and sys.platform != "win32":
        raise Unbuilt("The form windows is built on Windows; on Linux under Wine, with --wine.")
    if form == "dmg" and sys.platform != "darwin":
        raise Unbuilt("hdiutil is needed to build a .dmg; only macOS has it.")


def _check_icon(icon: Path | None) -> None:
    if icon is None:
        return
    if not icon.is_file():
        raise Unbuilt(f"There is no picture at {icon}.")
    if icon.suffix.lower() not in (".svg", ".png", ".ico"):
        raise Unbuilt("The icon must be an SVG, PNG or ICO file.")
    from icons import png_sizes

    png_sizes(icon)  # says so if it is no picture, before anything is built


def _put_in_place(made: Path, target: Path) -> Path:
    """Move what is whole to where it belongs; what was there before goes only now."""
    final = target / made.name
    coming = target / f".{made.name}.new"
    _remove(coming)
    try:
        shutil.move(made, coming)
        _remove(final)
        coming.rename(final)
    finally:
        _remove(coming)
    return final


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _sentence(error: OSError) -> str:
    full = (errno.ENOSPC, errno.EDQUOT)
    reason, where = error.strerror or str(error), error.filename
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        where, _, reason = error.args[0][0]  # of copying a folder: one for each file
    if error.errno in full or any(f"[Errno {number}]" in str(reason) for number in full):
        return "The disk is full; nothing was built."
    return f"The program could not be built: {reason}{f' ({where})' if where else ''}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py build", description="Build the program.")
    parser.add_argument("form", nargs="?", default="bundle", choices=FORMS, help="what (bundle)")
    parser.add_argument(
        "--bundle", type=Path, metavar="DIR", help="a finished folder to make it of"
    )
    parser.add_argument("--wine", action="store_true", help="build the form windows under Wine")
    parser.add_argument("--output", type=Path, metavar="DIR", default=DIST, help="where to (dist)")
    parser.add_argument(
        "--corpus", type=Path, metavar="PATH", help="the corpus of a reading edition"
    )
    parser.add_argument("--title", help="the title of a reading edition")
    parser.add_argument("--name", help="its name for files, if the title is not in Latin letters")
    parser.add_argument("--icon", type=Path, metavar="FILE", help="its icon: SVG, PNG or ICO")
    return parser


if __name__ == "__main__":
    sys.exit(main())
