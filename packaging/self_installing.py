"""Owns the .run form: a shell script with the program behind it, which installs it for one user without root."""

from pathlib import Path

from archive import write_tar_xz
from checksums import sum_of
from needs import needs_of
from product import HERE, Product, machine, size_of


def make_run(folder: Path, made: Product, workshop: Path) -> Path:
    """Put the script in front of the packed folder; returns the file in the workshop."""
    needs = needs_of(folder)
    packed = workshop / "payload.tar.xz"
    write_tar_xz(packed, folder, top="", time=made.time)
    target = workshop / f"{made.name}-{made.version}-linux-{machine()}.run"
    script = filled(
        (HERE / "run_installer.sh").read_text(encoding="utf-8"),
        {
            "NAME": made.name,
            "TITLE": made.title.replace("'", "’"),
            "VERSION": made.version,
            "FILE": target.name,
            "SHA256": sum_of(packed),
            "KILOBYTES": str(size_of(folder) * 11 // 10_000),
            "GLIBC": ".".join(map(str, needs.glibc)),
            "LIBRARIES": ", ".join(needs.libraries),
        },
    )
    script = script.replace("@LINE@", str(script.count("\n") + 1))
    with target.open("wb") as written:
        written.write(script.encode())
        with packed.open("rb") as data:
            while piece := data.read(1 << 20):
                written.write(piece)
    packed.unlink()
    target.chmod(0o755)
    return target


def filled(text: str, values: dict[str, str]) -> str:
    """Return a template with its @WORDS@ replaced."""
    for word, value in values.items():
        text = text.replace(f"@{word}@", value)
    return text
