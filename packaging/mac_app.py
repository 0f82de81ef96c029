"""Owns what macOS reads of the .app: its Info.plist, and where a reading edition's corpus lies in it."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from product import EDITION, Unbuilt, tool

# What the program opens beside others: the kinds of documents by Apple's names, and those by their ending alone.
_KINDS = (
    "public.plain-text", "net.daringfireball.markdown", "public.html", "com.adobe.pdf", "org.idpf.epub-container",
    "org.openxmlformats.wordprocessingml.document", "org.oasis-open.opendocument.text", "public.rtf",
    "com.microsoft.word.doc", "org.openxmlformats.presentationml.presentation", "com.microsoft.powerpoint.ppt",
    "org.oasis-open.opendocument.presentation", "org.openxmlformats.spreadsheetml.sheet", "com.microsoft.excel.xls",
    "org.oasis-open.opendocument.spreadsheet", "public.comma-separated-values-text",
    "public.tab-separated-values-text", "public.json",
    "com.apple.mail.email", "public.xml",
)  # fmt: skip
_ENDINGS = ("jsonl", "mbox", "mhtml", "msg", "srt", "tei", "vtt")


def info_plist(title: str, version: str, *, is_edition: bool) -> dict[str, Any]:
    """Return what Info.plist says beyond what PyInstaller writes; an edition opens no documents of others."""
    said: dict[str, Any] = {
        "CFBundleDisplayName": title,
        "CFBundleName": title,
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "Apache-2.0",
        "LSApplicationCategoryType": "public.app-category.education",
        "LSMinimumSystemVersion": "13.0",
    }
    if not is_edition:
        beside = {"CFBundleTypeRole": "Viewer", "LSHandlerRank": "Alternate"}
        said["CFBundleDocumentTypes"] = [
            {"CFBundleTypeName": "Text", "LSItemContentTypes": list(_KINDS), **beside},
            {"CFBundleTypeName": "Text", "CFBundleTypeExtensions": list(_ENDINGS), **beside},
        ]
    return said


def lay_into(app: Path, folder: Path) -> None:
    """Put the corpus of a finished reading edition into its .app, which is signed anew then, for this machine.

    The program looks for it beside its libraries (Contents/Frameworks); data belongs into Contents/Resources.
    """
    inside = app / "Contents" / "Resources" / EDITION.name
    shutil.copytree(folder / EDITION, inside)
    (app / "Contents" / "Frameworks" / EDITION.name).symlink_to(f"../Resources/{EDITION.name}")
    codesign = tool("codesign", "-", why="sign the program for macOS")
    command = [codesign, "--force", "--deep", "--sign", "-", str(app)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unbuilt(f"codesign failed: {done.stderr.strip()}")
