"""Owns the Windows installer: the script nineveh.nsi, filled in; makensis packs it, on Windows and on Linux."""

import os
import shutil
from pathlib import Path

from archive import settle
from product import EDITION, HERE, ROOT, Product, Unbuilt, run, size_of, tool
from resource_files import ico, own_pictures
from self_installing import filled

# Document types whose “Open with” offers the program; nothing is taken away from others.
ENDINGS = (
    "txt", "md", "html", "htm", "mhtml", "mht", "pdf", "epub", "docx", "docm", "doc", "odt", "fodt", "rtf",
    "pptx", "ppt", "odp", "xlsx", "xlsm", "xls", "ods", "csv", "tsv", "json", "jsonl", "eml", "msg", "mbox",
    "srt", "vtt", "tei", "xml",
)  # fmt: skip
_LIBRARY_ENDING = "sqlite"  # of the file in a corpus's folder that stands for the corpus


def make_setup(folder: Path, made: Product, workshop: Path) -> Path:
    """Pack a folder that was built for Windows; returns the installer in the workshop."""
    makensis = tool("makensis", "nsis", why="build the Windows installer")
    for name in (f"{made.name}.exe", f"{made.name}-cli.exe"):
        if not (folder / name).is_file():
            raise Unbuilt(f"There is no {name} in {folder}, which is not built for Windows.")
    copy = workshop / "files"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("share", "portable"))
    settle(copy, made.time)
    target = workshop / f"{made.name}-{made.version}-windows-x64-setup.exe"
    icon = workshop / "setup.ico"
    icon.write_bytes(_icon_of(folder))
    script = workshop / "setup.nsi"
    script.write_text(setup_script(copy, made, target, icon), encoding="utf-8-sig")
    command = [makensis, "-WX", "-V2", "-INPUTCHARSET", "UTF8", str(script)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(made.time)}
    run(command, what="makensis", env=environment)
    shutil.rmtree(copy)
    return target


def setup_script(files: Path, made: Product, target: Path, icon: Path) -> str:
    """Return the installer's script; every file is named, so that the uninstaller removes those and no others."""
    numbers = [part if part.isdigit() else "0" for part in made.version.split(".")]
    title = made.title.replace("$", "$$").replace('"', "'")
    values = {
        "MACHINE": machine_line(),
        "LABEL": title.replace("&", "&&"),
        "VERSION": made.version,
        "NUMBERS": ".".join((numbers + ["0"] * 4)[:4]),
        "TARGET": str(target),
        "FILES": str(files),
        "ICON": str(icon),
        "LICENCE": str(ROOT / "LICENSE"),
        "COPYRIGHT": f"Licence: {made.licence}",
        "KILOBYTES": str(size_of(files) // 1000),
        "REMOVALS": removals(files),
        "OPEN_WITH": "" if made.is_edition else "\n".join(_open_with(made.name, title)),
        "CLOSE_WITH": "" if made.is_edition else "\n".join(_close_with(made.name)),
        "NAME": made.name,
        "TITLE": title,
    }
    return filled((HERE / "nineveh.nsi").read_text(encoding="utf-8"), values)


def machine_line() -> str:
    """Return the line that makes a 64-bit installer where NSIS has the means: Debian's has, the official one not."""
    stubs = Path("/usr/share/nsis/Stubs")
    return "Target amd64-unicode" if (stubs / "lzma_solid-amd64-unicode").is_file() else ""


def _icon_of(folder: Path) -> bytes:
    """Return the icon of what is in a finished folder: a reading edition's own, or the program's."""
    given = sorted((folder / EDITION).glob("icon.*"))
    if not given:
        return ico(own_pictures(ROOT / "resources" / "icon"))
    from icons import png_sizes

    return ico(png_sizes(given[0]))


def removals(files: Path) -> str:
    """Return the uninstaller's lines: every file by its name, then the folders, inner ones first."""
    paths = sorted(files.rglob("*"))
    folders = sorted((path for path in paths if path.is_dir()), key=lambda path: -len(path.parts))
    named = [("Delete", path) for path in paths if not path.is_dir()]
    named += [("RMDir", path) for path in folders]
    return "\n".join(f'  {verb} "{_place(files, path)}"' for verb, path in named)


def _place(files: Path, path: Path) -> str:
    inside = str(path.relative_to(files)).replace("/", "\\").replace("$", "$$")
    return f"$INSTDIR\\{inside}"


def _open_with(name: str, title: str) -> list[str]:
    key = f"Software\\Classes\\Applications\\{name}.exe"
    lines = [
        f'  WriteRegStr HKCU "{key}" "FriendlyAppName" "{title}"',
        f'  WriteRegStr HKCU "{key}\\shell\\open\\command" "" \'"$INSTDIR\\{name}.exe" "%1"\'',
        f'  WriteRegStr HKCU "{key}\\SupportedTypes" ".{_LIBRARY_ENDING}" ""',
    ]
    for ending in ENDINGS:
        lines.append(f'  WriteRegStr HKCU "{key}\\SupportedTypes" ".{ending}" ""')
        lines.append(
            f'  WriteRegStr HKCU "Software\\Classes\\.{ending}\\OpenWithProgids" "{name}.document" ""'
        )
    document = f"Software\\Classes\\{name}.document"
    lines.append(f'  WriteRegStr HKCU "{document}" "" "{title}"')
    lines.append(f'  WriteRegStr HKCU "{document}\\DefaultIcon" "" "$INSTDIR\\{name}.exe,0"')
    lines.append(
        f'  WriteRegStr HKCU "{document}\\shell\\open\\command" "" \'"$INSTDIR\\{name}.exe" "%1"\''
    )
    return lines


def _close_with(name: str) -> list[str]:
    lines = [
        f'  DeleteRegKey HKCU "Software\\Classes\\Applications\\{name}.exe"',
        f'  DeleteRegKey HKCU "Software\\Classes\\{name}.document"',
    ]
    lines += [
        f'  DeleteRegValue HKCU "Software\\Classes\\.{ending}\\OpenWithProgids" "{name}.document"'
        for ending in ENDINGS
    ]
    return lines
