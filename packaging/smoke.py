"""Owns the trial of what was built: a form is installed in a clean place, used as a person would, and removed.

    python3 packaging/smoke.py [folder]      [--program dist/nineveh/nineveh] [--pictures FOLDER]
    python3 packaging/smoke.py tar|run FILE
    python3 packaging/smoke.py deb|rpm FILE [--base FOLDER]    as root; in a Debian 12 made by debootstrap
    python3 packaging/smoke.py installed [--program /usr/bin/nineveh]    what the system's package manager installed
    python3 packaging/smoke.py windows FILE                    on Windows, elsewhere under Wine

The same for the forms of a reading edition. Standard library only; needs Xvfb, xdotool and strace. The program gets an
empty home and no Python on its PATH. The trial fails on any line the program prints, on any socket to other machines,
on anything written outside its places or left behind, and where the screen, the settings or the command line do not
show what they must.
Exit status: 0 it passed, 1 it did not.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from edition_walk import EditionTrial
from installing import (
    FORMS,
    Installed,
    call_installer,
    in_home,
    inside,
    install_deb,
    install_rpm,
    install_run,
    installed_here,
    listing,
    make_root,
    refresh_desktop,
    rpm,
    unpack_tar,
)
from screen import Unfit, missing_tools
from session import Session, check_output, expect, processes_of
from strange_places import check_strange_places
from walk import Trial

__all__ = ["Unfit", "check_output", "processes_of"]

ROOT = Path(__file__).resolve().parent.parent
INSTALLED = Path("/usr/bin/nineveh")
PROGRAM = ROOT / "dist" / "nineveh" / ("nineveh.exe" if os.name == "nt" else "nineveh")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the trial and say how it went."""
    parser = argparse.ArgumentParser(description="Install what was built, use it once, remove it.")
    parser.add_argument("form", nargs="?", default="folder", choices=FORMS, help="what (folder)")
    parser.add_argument("file", nargs="?", type=Path, help="the file of the form")
    parser.add_argument("--program", type=Path, help="the program in a folder, or installed")
    parser.add_argument(
        "--base", type=Path, help="a clean Debian 12 to copy (debootstrap makes one)"
    )
    parser.add_argument("--pictures", type=Path, help="a folder for pictures of the screen")
    options = parser.parse_args(arguments)
    given = options.file
    if options.form in ("folder", "installed"):
        given = options.program or (PROGRAM if options.form == "folder" else INSTALLED)
    if given is None or not given.is_file():
        shown = given or "file to try"
        print(
            f"There is no {shown}; `python3 dev.py build {options.form}` makes it.", file=sys.stderr
        )
        return 1
    if options.form == "windows":
        return _try_windows(given.resolve())
    if missing := missing_tools():
        tools = " and ".join(missing)
        print(
            f"The trial needs {tools} (Debian: apt-get install xvfb xdotool strace).",
            file=sys.stderr,
        )
        return 1
    if options.form in ("deb", "rpm") and os.geteuid() != 0:
        print(
            f"The trial of a .{options.form} needs root, to install it in a clean system.",
            file=sys.stderr,
        )
        return 1
    with tempfile.TemporaryDirectory(prefix="nineveh-smoke-") as name:
        scratch = Path(name)
        scratch.chmod(0o755)
        try:
            with installed(options.form, given.absolute(), scratch, options.base) as place:
                session = Session(place, scratch, options.pictures)
                try:
                    (EditionTrial if place.is_edition else Trial)(session).run()
                    check_strange_places(place, scratch, options.pictures)
                finally:
                    session.end()
        except Unfit as reason:
            print(f"FAILED: {reason}", file=sys.stderr)
            return 1
    print(f"The {options.form} passed.")
    return 0


def _try_windows(setup: Path) -> int:
    """Try the Windows form, in Windows or under Wine, and say how it went."""
    from product import Unbuilt
    from windows_trial import try_setup

    with tempfile.TemporaryDirectory(prefix="nineveh-smoke-", ignore_cleanup_errors=True) as name:
        try:
            try_setup(setup, Path(name))
        except (Unfit, Unbuilt) as reason:
            print(f"FAILED: {reason}", file=sys.stderr)
            return 1
    print("The windows form passed.")
    return 0


@contextlib.contextmanager
def installed(form: str, given: Path, scratch: Path, base: Path | None) -> Iterator[Installed]:
    """Install a form; when the trial went well, remove it and see that nothing of it stays."""
    if form == "folder":
        yield in_home(given, scratch / "home")
    elif form == "installed":
        yield installed_here(given, scratch / "home")
    elif form == "tar":
        yield unpack_tar(given, scratch)
        left = listing(scratch / "home") - {"bin", "tmp", "runtime"}
        ours = {path for path in left if path.startswith((".config", ".local", ".cache"))}
        expect(not ours, f"The portable form wrote into the home: {sorted(ours)[:5]}.")
    elif form == "run":
        place = install_run(given, scratch)
        call_installer(given, place.home)  # over itself, as over an older version
        yield place
        call_installer(given, place.home, "--uninstall")
        own = (f".local/share/{place.name}", f".config/{place.name}")
        left = {path for path in listing(place.home) if path.startswith((".local", ".config"))}
        strange = {p for p in left if not p.startswith(own) and (place.home / p).is_file()}
        expect(not strange, f"The uninstaller left {sorted(strange)[:5]}.")
        _see_the_corpus_kept(place, "The uninstaller")
    else:
        with _clean_root(scratch, base) as root:
            place = (install_deb if form == "deb" else install_rpm)(given, root)
            if not place.is_edition:
                types = (root / "usr/share/mime/globs2").read_text(encoding="utf-8")
                is_known = "x-nineveh-corpus:corpus.sqlite" in types
                expect(is_known, "The system does not know a corpus's type.")
            yield place
            if form == "deb":
                inside(root, "apt-get", "purge", "-y", "-qq", place.name)
            else:
                rpm(root, "--erase", place.name)
                refresh_desktop(root)
            left = [path for path in listing(root) if place.name in path.lower()]
            strange = [path for path in left if not path.startswith(("home/", "var/log/", "proc/"))]
            expect(not strange, f"After removing it there is still {sorted(strange)[:5]}.")
            _see_the_corpus_kept(place, "Removing it")


def _see_the_corpus_kept(place: Installed, what: str) -> None:
    is_kept = place.is_edition or (place.data / "Mosul.corpus" / "corpus.sqlite").is_file()
    expect(is_kept, f"{what} took a corpus away.")


@contextlib.contextmanager
def _clean_root(scratch: Path, base: Path | None) -> Iterator[Path]:
    """Make a clean root with /proc and /dev in it; they are let go in any case."""
    root = scratch / "root"
    make_root(root, base)
    mounts = [("-t", "proc", "proc", "proc"), ("--rbind", "/dev", "dev")]
    done: list[str] = []
    try:
        for *how, target in mounts:
            subprocess.run(["mount", *how, str(root / target)], check=True)
            done.append(str(root / target))
        shutil.copyfile("/etc/resolv.conf", root / "etc/resolv.conf")
        yield root
    except subprocess.CalledProcessError:
        raise Unfit("/proc cannot be mounted here, which a clean root needs.") from None
    finally:
        for target in reversed(done):
            subprocess.run(["umount", "-R", "-l", target], check=False)


if __name__ == "__main__":
    sys.exit(main())
