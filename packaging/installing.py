"""Owns how the trial installs a form in a clean place, runs it there as a desktop does, and takes it away again.

As root everything of the program runs as an unprivileged user; a .deb is tried in a root of its own.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from screen import Unfit

NOBODY = 65534
FORMS = ("folder", "tar", "run", "deb", "rpm", "installed", "windows")
# name_version_arch.deb, name-version-release.arch.rpm, name-version-linux-arch.run
_FILE_NAME = re.compile(r"(?:([^_]+)_.*\.deb|(.+)-[^-]+-[^-]+\.rpm|(.+)-[^-]+-linux-.*)")
# What an .rpm asks for by the names of libraries, as Debian's packages have it.
_FOR_RPM = (
    "fontconfig libx11-data xkb-data libgl1 libegl1 libxcb1 libwayland-client0 libwayland-cursor0"
    " libwayland-egl1"
)
_IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@dataclass(frozen=True, slots=True)
class Installed:
    """A program in its place: the command that starts it, the user's home, and where it may write.

    `root` is what the program takes for /; paths here are those of the machine outside. `updating` is what
    --version must say of installing a newer one.
    """

    program: Path
    home: Path
    root: Path = Path("/")
    entry: Path | None = None
    data: Path = field(default=Path())
    config: Path = field(default=Path())
    name: str = "nineveh"
    updating: str = "unpack the newer version beside this folder"

    @property
    def is_edition(self) -> bool:
        """Say whether it is a reading edition, as its name tells."""
        return self.name != "nineveh"

    @property
    def title(self) -> str:
        """What the titles of its windows hold."""
        if not self.is_edition:
            return "Nineveh"
        said = self.program.resolve().parent / "_internal" / "edition" / "edition.json"
        return json.loads(said.read_text(encoding="utf-8"))["title"]

    def seen(self, path: Path) -> str:
        """Return a path as the program sees it."""
        return str(path) if self.root == Path("/") else f"/{path.relative_to(self.root)}"

    def command(self, arguments: Sequence[str]) -> list[str]:
        """Return how to start the program, inside its root and as an ordinary user."""
        call = [self.seen(self.program), *arguments]
        if self.root != Path("/"):
            user = f"--userspec={NOBODY}:{NOBODY}"
            return [found("chroot"), user, "--groups=", str(self.root), *call]
        if _IS_ROOT:
            user = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
            return [found("setpriv"), *user, *call]
        return call

    def by_entry(self, files: Sequence[Path]) -> list[str]:
        """Return what a desktop runs for its desktop entry and some files."""
        if self.entry is None:
            raise Unfit("There is no desktop entry.")
        lines = self.entry.read_text(encoding="utf-8").splitlines()
        (line,) = (line for line in lines if line.startswith("Exec="))
        words = shlex.split(line.removeprefix("Exec="))
        if files and words[-1] != "%F":
            raise Unfit("The desktop entry takes no files.")
        given = [self.seen(file) for file in files]
        start = self.command(words[1:-1] + given if words[-1] == "%F" else words[1:])
        named = words[0] if "/" in words[0] else shutil.which(words[0], path=self._path())
        if named is None or not same(named, self.program, self.root):
            raise Unfit(f"The desktop entry starts {words[0]}, which is not the program.")
        return start

    def own(self, *folders: Path) -> None:
        """Give folders to the user the program runs as."""
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            if _IS_ROOT:
                os.chown(folder, NOBODY, NOBODY)

    def _path(self) -> str:
        folders = ("usr/local/bin", "usr/bin", "bin")
        return os.pathsep.join(str(self.root / folder) for folder in folders)


def found(tool: str) -> str:
    """Return where a program of this machine is; the program that is tried gets another PATH."""
    return shutil.which(tool) or tool


def same(named: str, program: Path, root: Path) -> bool:
    """Say whether a command leads to the program, over links inside the root."""
    path = Path(named)
    if root != Path("/") and not path.is_relative_to(root):
        path = root / named.lstrip("/")
    return path.resolve() == program.resolve()


def name_in(file: Path) -> str:
    """Return the program's name in the name of a form's file; a program has its own."""
    found = _FILE_NAME.fullmatch(file.name)
    return next(filter(None, found.groups())) if found else file.stem


def in_home(program: Path, home: Path, *, entry: Path | None = None) -> Installed:
    """Return a program that keeps its things in the usual folders of a home."""
    name = program.stem
    data, config = home / f".local/share/{name}", home / f".config/{name}"
    made = Installed(program, home, Path("/"), entry, data, config, name)
    made.own(home)
    return made


def unpack_tar(archive: Path, scratch: Path) -> Installed:
    """Unpack the portable form; it keeps its things beside itself."""
    place = scratch / "stick"
    place.mkdir()
    done = subprocess.run(["tar", "-xf", str(archive), "-C", str(place)], check=False)
    folders = sorted(place.iterdir())
    if done.returncode or len(folders) != 1:
        raise Unfit(f"{archive.name} does not unpack into one folder.")
    top = folders[0]
    entry = next(iter(sorted((top / "share" / "applications").glob("*.desktop"))), None)
    name = name_in(archive)
    made = Installed(
        top / name,
        scratch / "home",
        Path("/"),
        None,
        top / "data",
        top / "config",
        name,
        "“data” and “config”",
    )
    if entry is None or not (top / "portable").is_file():
        raise Unfit("The archive lacks the desktop entry or the file “portable”.")
    made.own(made.home, top)
    return made


def call_installer(installer: Path, home: Path, *arguments: str) -> str:
    """Run the .run form in a home and return what it printed; it must end with 0."""
    made = Installed(Path("/bin/sh"), home)
    made.own(home)
    answer = subprocess.run(
        made.command([str(installer), *arguments]),
        env={"HOME": str(home), "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode or answer.stderr:
        raise Unfit(f"{installer.name} {' '.join(arguments)} failed: {answer.stderr.strip()}")
    return answer.stdout


def install_run(installer: Path, scratch: Path) -> Installed:
    """Install the .run form in an empty home."""
    home = scratch / "home"
    call_installer(installer, home)
    name = name_in(installer)
    entry = home / ".local" / "share" / "applications" / f"{name}.desktop"
    made = in_home(home / ".local" / "lib" / name / name, home, entry=entry)
    return replace(made, updating="start the newer .run file")


def installed_here(program: Path, home: Path) -> Installed:
    """Return a program that this machine's package manager has installed, with an empty home."""
    entry = Path("/usr/share/applications") / f"{program.name}.desktop"
    made = in_home(program, home, entry=entry)
    return replace(made, updating="with the system’s package manager")


def make_root(root: Path, base: Path | None) -> None:
    """Make a Debian 12 without Python: a copy of one that is there, or by debootstrap."""
    if base is not None:
        run("cp", "-a", "--reflink=auto", str(base), str(root))
    else:
        run("debootstrap", "--variant=minbase", "bookworm", str(root))
    if any(root.glob("usr/bin/python3*")):
        raise Unfit("The clean root has a Python; it proves nothing.")


def install_deb(package: Path, root: Path) -> Installed:
    """Install the .deb with apt in a clean root, with what it depends on."""
    _install_packages(root, "shared-mime-info", "desktop-file-utils")
    shutil.copyfile(package, root / "tmp" / package.name)
    _install_packages(root, f"/tmp/{package.name}")
    (root / "tmp" / package.name).unlink()
    return _in_root(root, name_in(package), "install the newer .deb")


def install_rpm(package: Path, root: Path) -> Installed:
    """Install the .rpm in a clean root that has the libraries it asks for, as the package says their names."""
    _install_packages(root, "shared-mime-info", "desktop-file-utils", *_FOR_RPM.split())
    there = inside(root, "/sbin/ldconfig", "-p")
    for need in run("rpm", "-qp", "--requires", str(package)).split():
        library = need.partition("(")[0]
        if ".so" in library and f"\t{library} " not in there:
            raise Unfit(f"The .rpm asks for {library}, which its packages do not bring.")
    rpm(root, "--initdb")
    rpm(root, "--install", "--nodeps", "--nosignature", str(package))
    refresh_desktop(root)
    return _in_root(root, name_in(package), "install the newer .rpm")


def rpm(root: Path, *arguments: str) -> str:
    """Call this machine's rpm on a clean root."""
    return run("rpm", "--root", str(root), "--dbpath", "/var/lib/rpm", *arguments)


def refresh_desktop(root: Path) -> None:
    """Do what the triggers of a distribution with rpm do after each change."""
    inside(root, "update-mime-database", "/usr/share/mime")
    inside(root, "update-desktop-database")


def _install_packages(root: Path, *packages: str) -> None:
    quiet = ["-qq", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends"]
    inside(root, "apt-get", "update", "-qq")
    inside(root, "apt-get", "install", "-y", *quiet, *packages)


def _in_root(root: Path, name: str, updating: str) -> Installed:
    """Return a program that a package manager installed, with a home for an ordinary user."""
    home = Path(tempfile.mkdtemp(prefix="reader-", dir=root / "home"))
    home.chmod(0o755)
    made = Installed(
        root / "usr" / "bin" / name,
        home,
        root,
        root / "usr" / "share" / "applications" / f"{name}.desktop",
        home / f".local/share/{name}",
        home / f".config/{name}",
        name,
        updating,
    )
    made.own(home)
    return made


def inside(root: Path, *command: str) -> str:
    """Run a command as root inside a root and return what it printed."""
    return run("chroot", str(root), *command, DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8")


def run(*command: str, **environment: str) -> str:
    """Run a tool and return what it printed; raises Unfit with its last line if it fails."""
    path: Mapping[str, str] = {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    }
    answer = subprocess.run(
        command, env={**path, **environment}, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        said = (answer.stderr.strip() or answer.stdout.strip()).splitlines()[-1:]
        raise Unfit(f"{Path(command[0]).name} failed: {' '.join(said)}")
    return answer.stdout


def listing(folder: Path) -> set[str]:
    """Return all paths in a folder, to see what an installation left behind."""
    found = set()
    for above, folders, files in os.walk(folder):
        if above == str(folder):  # of a whole root: what the kernel shows there
            folders[:] = [name for name in folders if name not in ("dev", "proc", "sys")]
        found |= {Path(above, name).relative_to(folder).as_posix() for name in folders + files}
    return found
