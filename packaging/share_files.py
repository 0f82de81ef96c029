"""Owns what a Linux desktop is told about the program, laid out as below /usr/share.

Desktop entry, icons, AppStream metainfo, the MIME type of a corpus, man page and completion for bash and zsh.
"""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from command_line import bash_completion, man_page, zsh_completion
from product import ROOT, Product, homepage

_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
SCREENSHOTS = {
    "first-start.png": "The texts, one of them open to read",
    "search-lines.png": "Every hit of a search with what stands around it",
}
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
CORPUS_TYPE = "application/x-nineveh-corpus"
# What the program takes in when it is opened with it; each by its registered or customary name. Archives and
# pictures are read too, but a system without another program for them must not open them here by itself.
FORMATS = (
    "text/plain", "text/markdown", "text/html", "application/xhtml+xml", "application/x-mimearchive",
    "application/pdf", "application/epub+zip", "application/rtf", "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation", "application/vnd.oasis.opendocument.text-flat-xml",
    "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "message/rfc822", "application/mbox",
    "application/vnd.ms-outlook", "text/csv", "text/tab-separated-values", "application/json",
    "application/xml", "application/tei+xml", "application/x-subrip", "text/vtt",
)  # fmt: skip


def lay_out_share(share: Path, made: Product, icon: Path | None = None) -> None:
    """Fill a folder with everything that belongs below /usr/share; a reading edition claims no formats."""
    _write(share / "applications" / f"{made.name}.desktop", desktop_entry(made))
    _write(share / "metainfo" / f"{made.name}.metainfo.xml", metainfo(made))
    if not made.is_edition:
        _write(share / "mime" / "packages" / f"{made.name}.xml", mime_types(made))
    _write(share / "man" / "man1" / f"{made.name}.1", man_page(made))
    _write(share / "bash-completion" / "completions" / made.name, bash_completion(made))
    _write(share / "zsh" / "vendor-completions" / f"_{made.name}", zsh_completion(made))
    _lay_out_icons(share / "icons" / "hicolor", made, icon)


def desktop_entry(made: Product) -> str:
    """Return the desktop entry; Version stays at 1.4, which Debian 12's checker knows."""
    types = "" if made.is_edition else f"MimeType={';'.join((CORPUS_TYPE, *FORMATS))};\n"
    takes = "" if made.is_edition else " %F"
    return (
        "[Desktop Entry]\nType=Application\nVersion=1.4\n"
        f"Name={made.title}\nGenericName=Corpus Reader\nComment={made.summary}\n"
        f"Exec={made.name}{takes}\nIcon={made.name}\nTerminal=false\n"
        "Categories=Education;Literature;\n"
        f"Keywords=concordance;corpus;search;text;kwic;\n{types}"
        f"StartupNotify=true\nStartupWMClass={made.name}\n"
    )


def metainfo(made: Product) -> str:
    """Return the AppStream metainfo; its pictures must have addresses, so it names them only if the project has one."""
    pictures = f"{homepage()}/resources/screenshots/" if homepage() else None
    return "\n".join((_XML, *component(made, pictures=pictures), ""))


def catalogue(made: Product) -> str:
    """Return what a software centre shows of the installed package: the metainfo with pictures that lie beside it.

    Metainfo may name pictures by their web addresses alone; a catalogue of the system may lead to files, for which
    no network is asked.
    """
    head = f'<components version="0.14" origin="{made.name}" media_baseurl="file://{pictures_of(made)}">'
    told = component(made, pictures="", package=made.name)
    return "\n".join((_XML, head, *told, "</components>", ""))


def pictures_of(made: Product) -> str:
    """Return the folder of an installed package's pictures."""
    return f"/usr/share/{made.name}/screenshots"


def component(made: Product, *, pictures: str | None, package: str = "") -> Sequence[str]:
    """Return the AppStream component, line by line; `pictures` is what stands before the names of its pictures."""
    day = datetime.fromtimestamp(made.time, UTC).date().isoformat()
    about = (
        "A concordance, a full-text search and a quiet page to read on, for a body of texts of one's own:"
        " articles, books, mail, transcripts. Everything stays on this computer; there is no network in it."
    )
    lines = [
        '<component type="desktop-application">',
        f"  <id>org.nineveh.{made.name}</id>",
        "  <metadata_license>CC0-1.0</metadata_license>",
        f"  <project_license>{made.licence}</project_license>",
        f"  <name>{escape(made.title)}</name>",
        f"  <summary>{escape(made.summary)}</summary>",
        '  <developer id="org.nineveh"><name>The Nineveh project</name></developer>',
        f"  <description><p>{escape(about)}</p></description>",
        f'  <launchable type="desktop-id">{made.name}.desktop</launchable>',
        f"  <provides><binary>{made.name}</binary></provides>",
        '  <content_rating type="oars-1.1"/>',
        f'  <releases><release version="{made.version}" date="{day}"/></releases>',
    ]
    if package:
        lines.append(f"  <pkgname>{package}</pkgname>")
    if homepage():
        lines.append(f'  <url type="homepage">{escape(homepage())}</url>')
    if pictures is not None and not made.is_edition:
        lines += ["  <screenshots>", *_screenshots(pictures), "  </screenshots>"]
    return [*lines, "</component>"]


def mime_types(made: Product) -> str:
    """Return the MIME type of a corpus: by the name of its library file, and by SQLite's application id."""
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{CORPUS_TYPE}">
    <comment>{made.title} corpus</comment>
    <sub-class-of type="application/vnd.sqlite3"/>
    <generic-icon name="x-office-document"/>
    <icon name="{made.name}"/>
    <magic priority="70">
      <match type="string" offset="0" value="SQLite format 3\\0">
        <match type="big32" offset="68" value="{_application_id():#010x}"/>
      </match>
    </magic>
    <glob pattern="corpus.sqlite" weight="80"/>
  </mime-type>
</mime-info>
"""


def _application_id() -> int:
    from desktop.corpus.library.schema import APPLICATION_ID

    return APPLICATION_ID


def _screenshots(before: str) -> Sequence[str]:
    default = ' type="default"'
    return [
        f"    <screenshot{'' if number else default}><caption>{escape(says)}</caption>"
        f'<image type="source">{escape(before + file)}</image></screenshot>'
        for number, (file, says) in enumerate(SCREENSHOTS.items())
    ]


def _lay_out_icons(hicolor: Path, made: Product, icon: Path | None) -> None:
    """Lay out the program's icon in all sizes, or the one picture of a reading edition."""
    if icon is None:
        icons = ROOT / "resources" / "icon"
        pictures = {n: (icons / f"nineveh-{n}.png").read_bytes() for n in _SIZES}
        drawing: Path | None = icons / "nineveh.svg"
    else:
        from icons import png_sizes

        pictures = png_sizes(icon)
        drawing = icon if icon.suffix.lower() == ".svg" else None
    for size, data in pictures.items():
        target = hicolor / f"{size}x{size}" / "apps" / f"{made.name}.png"
        target.parent.mkdir(parents=True)
        target.write_bytes(data)
    if drawing is not None:
        target = hicolor / "scalable" / "apps" / f"{made.name}.svg"
        target.parent.mkdir(parents=True)
        shutil.copyfile(drawing, target)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
