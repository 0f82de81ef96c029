"""Owns how the members of an archive are called: in which characters, and which are passed over."""

import zipfile
from collections.abc import Sequence

from desktop.corpus.formats.encodings import decode

_PASSED_OVER = frozenset(("thumbs.db", "desktop.ini", "icon\r", "__macosx"))
_IS_UTF8 = 0x800


def is_passed_over(path: str) -> bool:
    """Say whether a member is what systems leave lying about, or hidden, or in such a folder."""
    steps = path.replace("\\", "/").split("/")
    return any(
        (step.startswith((".", "~$")) and step not in (".", "..")) or step.lower() in _PASSED_OVER
        for step in steps
    )


def member_names(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Return the paths of a ZIP file's members; names without a mark are in whatever a system used.

    All of an archive's names are in the same encoding, which is seen better by all of them.
    """
    raw = {
        number: member.orig_filename.encode("cp437")
        for number, member in enumerate(members)
        if not member.flag_bits & _IS_UTF8 and not member.orig_filename.isascii()
    }
    encoding = _encoding_of(list(raw.values())) if raw else ""
    return [
        raw[number].decode(encoding, errors="replace") if number in raw else member.filename
        for number, member in enumerate(members)
    ]


def _encoding_of(names: Sequence[bytes]) -> str:
    try:
        for name in names:
            name.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    guessed = decode(b"\n".join(names))
    return guessed.encoding if not guessed.is_doubtful else "cp437"
