"""Archives are walked as folders are, and what is wrong in them costs itself alone."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import archives, parts_of


def _zip(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


def _tar(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return held.getvalue()


def _found(data: bytes, name: str = "a.zip") -> dict[str, str]:
    """The text of each part, or the sentence for which it was refused."""
    found: dict[str, str] = {}
    for part in parts_of(data, name):
        try:
            found[part.name] = part.read().text.strip()
        except FileTrouble as trouble:
            found[part.name] = trouble.sentence
    return found


def test_members_are_documents_named_by_their_path() -> None:
    members = (("letters/a.txt", b"The river rose."), ("letters/b.txt", b"It fell."))
    expected = {"letters/a.txt": "The river rose.", "letters/b.txt": "It fell."}
    assert _found(_zip(*members)) == expected
    assert _found(_tar(*members)) == expected


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_file_is_that_file(pack: Callable[[bytes], bytes]) -> None:
    assert _found(pack(b"The river rose."), "a.txt.gz") == {"": "The river rose."}
    assert _found(pack(_tar(("a.txt", b"The river rose."))), "a.tgz") == {
        "a.txt": "The river rose."
    }


def test_what_lies_about_is_passed_over_and_paths_are_only_labels() -> None:
    data = _zip(
        ("__MACOSX/._a.txt", b"x"),
        (".hidden/a.txt", b"x"),
        ("Thumbs.db", b"x"),
        ("~$letter.docx", b"x"),
        ("../../etc/passwd", b"one"),
        ("/etc/passwd", b"two"),
        ("C:\\etc\\passwd", b"three"),
    )
    assert _found(data) == {
        "etc/passwd": "one",
        "etc/passwd (2)": "two",
        "etc/passwd (3)": "three",
    }


def test_archives_in_archives_and_mail_in_archives() -> None:
    mail = (
        b"From: a@x.org\nTo: b@x.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nSee.\n"
        b"--x\nContent-Disposition: attachment; filename=c.txt\n\nCat\n--x--\n"
    )
    data = _zip(("in.zip", _zip(("a.txt", b"deep"), ("m.eml", mail))))
    parts = list(parts_of(data, "a.zip"))
    assert [(part.name, part.parent) for part in parts] == [
        ("in.zip/a.txt", None),
        ("in.zip/m.eml", None),
        ("in.zip/m.eml/c.txt", "in.zip/m.eml"),
    ]


def test_there_is_a_bottom() -> None:
    data = b"the bottom"
    for number in range(9):
        data = _zip((f"{number}.zip" if number else "a.txt", data))
    ((_, said),) = _found(data).items()
    assert "deep inside" in said


def test_names_in_old_character_sets_are_read() -> None:
    name = "отчёт о наводнении.txt"
    data = _zip(("x" * len(name), b"a")).replace(b"x" * len(name), name.encode("cp866"))
    assert list(_found(data)) == [name]


def test_locked_damaged_and_unreadable_members_cost_themselves_alone() -> None:
    data = bytearray(
        _zip(
            ("a.txt", b"The river rose." * 9),
            ("b.txt", b"It fell."),
            ("c.7z", b"7z\xbc\xaf\x27\x1c..."),
        )
    )
    data[40] ^= 0xFF  # inside the first member
    found = _found(bytes(data))
    assert found["a.txt"].endswith("ver rose.")
    assert found["b.txt"] == "It fell."
    assert found["c.7z"] == "7-Zip archives cannot be read."
    locked = bytearray(_zip(("a.txt", b"x")))
    locked[6] |= 1
    locked[bytes(locked).index(b"PK\x01\x02") + 8] |= 1
    assert _found(bytes(locked)) == {"a.txt": "A password is needed to open it."}


def test_bombs_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = bytes(30_000_000)
    assert "times its size" in _found(_zip(("a.txt", zeros)))["a.txt"]
    with pytest.raises(FileTrouble, match="times its size"):
        list(parts_of(gzip.compress(zeros), "a.gz"))
    monkeypatch.setattr(archives, "MAX_PARTS", 2)
    with pytest.raises(FileTrouble, match="more than 2 files"):
        list(parts_of(_zip(*((f"{n}.txt", b"x") for n in range(9))), "a.zip"))


def test_half_a_file_is_read_and_said_to_be() -> None:
    words = "".join(f"The river rose {n} times.\n" for n in range(9_000)).encode()
    (part,) = parts_of(gzip.compress(words)[:9_000], "a.txt.gz")
    reading = part.read()
    assert reading.text.startswith("The river rose 0 times.")
    assert reading.doubts == ("damaged",)
    with pytest.raises(FileTrouble, match="damaged"):
        list(parts_of(b"\x1f\x8b\x08\0", "a.gz"))


def test_an_archive_without_its_end_is_read_as_far_as_it_goes() -> None:
    whole = _zip(("a.txt", b"The river rose."), ("b.txt", b"It fell." * 99))
    (part, *_) = parts_of(whole[:-60], "a.zip")
    reading = part.read()
    assert (part.name, reading.text, reading.doubts) == ("a.txt", "The river rose.", ("damaged",))


def test_a_damaged_member_is_read_as_far_as_it_goes_and_said_to_be() -> None:
    data = bytearray(_zip(("a.txt", b"The river rose." * 9), ("b.txt", b"It fell.")))
    data[40] ^= 0xFF
    first, second = parts_of(bytes(data), "a.zip")
    assert first.read().doubts == ("damaged",)
    assert second.read().doubts == ()
