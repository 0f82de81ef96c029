"""Owns the trial of what was built: a form is installed in a clean place, used as a person would, and removed.

    python3 packaging/smoke.py [folder]      [--program dist/nineveh/nineveh] [--pictures FOLDER]
    python3 packaging/smoke.py tar|run FILE
    python3 packaging/smoke.py deb FILE [--base FOLDER]    as root; in a Debian 12 made by debootstrap

Standard library only; needs Xvfb, xdotool and strace. The program gets an empty home and no Python on its PATH. The
trial fails on any line the program prints, on any socket to other machines, on anything written outside its places or
left behind, and where the screen, the settings or the command line do not show what they must.
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

from installing import (
    FORMS,
    Installed,
    call_installer,
    in_home,
    inside,
    install_deb,
    install_run,
    listing,
    make_root,
    unpack_tar,
)
from screen import Unfit, missing_tools
from strange_places import check_strange_places
from walk import Trial, check_output, expect, processes_of

__all__ = ["Unfit", "check_output", "processes_of"]

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "nineveh" / ("nineveh.exe" if os.name == "nt" else "nineveh")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the trial and say how it went."""
    parser = argparse.ArgumentParser(description="Install what was built, use it once, remove it.")
    parser.add_argument("form", nargs="?", default="folder", choices=FORMS, help="what (folder)")
    parser.add_argument("file", nargs="?", type=Path, help="the file of the form")
    parser.add_argument("--program", type=Path, default=PROGRAM, help="the program in a folder")
    parser.add_argument(
        "--base", type=Path, help="a clean Debian 12 to copy (debootstrap makes one)"
    )
    parser.add_argument("--pictures", type=Path, help="a folder for pictures of the screen")
    options = parser.parse_args(arguments)
    given = options.program if options.form == "folder" else options.file
    if given is None or not given.is_file():
        shown = given or "file to try"
        print(
            f"There is no {shown}; `python3 dev.py build {options.form}` makes it.", file=sys.stderr
        )
        return 1
    if missing := missing_tools():
        tools = " and ".join(missing)
        print(
            f"The trial needs {tools} (Debian: apt-get install xvfb xdotool strace).",
            file=sys.stderr,
        )
        return 1
    if options.form == "deb" and os.geteuid() != 0:
        print("The trial of a .deb needs root, to install it in a clean system.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="nineveh-smoke-") as name:
        scratch = Path(name)
        scratch.chmod(0o755)
        try:
            with installed(options.form, given.resolve(), scratch, options.base) as place:
                trial = Trial(place, scratch, options.pictures)
                try:
                    trial.run()
                    check_strange_places(place, scratch, options.pictures)
                finally:
                    trial.end()
        except Unfit as reason:
            print(f"FAILED: {reason}", file=sys.stderr)
            return 1
    print(f"The {options.form} passed.")
    return 0


@contextlib.contextmanager
def installed(form: str, given: Path, scratch: Path, base: Path | None) -> Iterator[Installed]:
    """Install a form; when the trial went well, remove it and see that nothing of it stays."""
    if form == "folder":
        yield in_home(given, scratch / "home")
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
        own = (".local/share/nineveh", ".config/nineveh")
        left = {path for path in listing(place.home) if path.startswith((".local", ".config"))}
        strange = {p for p in left if not p.startswith(own) and (place.home / p).is_file()}
        expect(not strange, f"The uninstaller left {sorted(strange)[:5]}.")
        expect((place.data / "Mosul.corpus").is_dir(), "The uninstaller took a corpus away.")
    else:
        with _clean_root(scratch, base) as root:
            yield _into_root(given, root)
            inside(root, "apt-get", "purge", "-y", "-qq", "nineveh")
            left = [path for path in listing(root) if "nineveh" in path.lower()]
            strange = [path for path in left if not path.startswith(("home/", "var/log/", "proc/"))]
            expect(not strange, f"After the purge there is still {sorted(strange)[:5]}.")
            kept = list(root.glob("home/*/.local/share/nineveh/Mosul.corpus"))
            expect(len(kept) == 1, "The purge took a corpus away.")


def _into_root(package: Path, root: Path) -> Installed:
    place = install_deb(package, root)
    types = (root / "usr/share/mime/globs2").read_text(encoding="utf-8")
    expect("x-nineveh-corpus:corpus.sqlite" in types, "The system does not know a corpus's type.")
    return place


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
