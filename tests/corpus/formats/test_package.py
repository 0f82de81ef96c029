"""A zip is read within bounds, whatever it claims, and as far as it goes if it is damaged."""

import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import package
from desktop.corpus.formats.package import Package

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def noise(size: int) -> bytes:
    return bytes(random.Random(1).choices(b"abcdefghijklmnopqrstuvwxyz \n", k=size))


@pytest.mark.parametrize("method", METHODS)
def test_members_are_read_however_they_are_packed(method: int) -> None:
    found = Package(zipped({"a/b.txt": b"one" * 50, "c": b""}, method))
    assert [member.name for member in found.members] == ["a/b.txt", "c"]
    assert (found.read("a/b.txt"), found.read("c"), found.read("d")) == (b"one" * 50, b"", None)
    assert not found.is_damaged


def test_a_name_is_found_whatever_its_case_and_leading_slash() -> None:
    assert Package(zipped({"word/Document.xml": b"x"})).read("/Word/document.xml") == b"x"


def test_a_name_cannot_leave_the_package() -> None:
    names = [m.name for m in Package(zipped({"../../etc/x": b"", "/a": b"", "b\\c": b""})).members]
    assert names == ["etc/x", "a", "b/c"]


def test_a_name_in_utf_8_that_is_not_declared_is_read_as_such() -> None:
    data = zipped({"Москва.txt": b"x"})
    undeclared = data.replace(b"\x00\x08", b"\x00\x00")  # the flag in both headers
    assert [member.name for member in Package(undeclared).members] == ["Москва.txt"]


def test_what_would_swell_is_refused_by_what_it_says() -> None:
    with pytest.raises(FileTrouble, match="far too large"):
        Package(zipped({"a": bytes(30_000_000)})).read("a")


def test_what_swells_is_refused_by_what_it_does() -> None:
    data = zipped({"a": bytes(30_000_000)})
    data = data.replace((30_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(FileTrouble, match="far too large"):
        Package(data).read("a")


def test_all_members_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_ALL", 1_000)
    found = Package(zipped({"a": noise(600), "b": noise(600)}))
    assert found.read("a")
    with pytest.raises(FileTrouble, match="far too large"):
        found.read("b")


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_MEMBERS", 3)
    with pytest.raises(FileTrouble, match="too many files"):
        Package(zipped({str(number): b"" for number in range(4)}))


def test_an_encrypted_member_asks_for_its_password() -> None:
    data = bytearray(zipped({"a": b"secret"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FileTrouble, match="password"):
        Package(bytes(data)).read("a")


def test_a_zip_that_lost_its_end_is_read_as_far_as_it_goes() -> None:
    content = noise(20_000)
    data = zipped({"a": b"whole", "b": content})
    found = Package(data[: len(data) * 2 // 3])
    assert found.is_damaged
    assert found.read("a") == b"whole"
    begun = found.read("b")
    assert begun and content.startswith(begun)


def test_a_streamed_zip_that_lost_its_end_is_read_too() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.written = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            self.written += data
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"first")
        archive.writestr("b", noise(9_000))
    found = Package(bytes(pipe.written[:4_000]))
    assert found.read("a") == b"first"
    assert noise(9_000).startswith(found.read("b") or b"!")


def test_a_flipped_bit_costs_only_what_is_behind_it() -> None:
    content = noise(200_000)
    data = bytearray(zipped({"a": content}))
    data[len(data) // 2] ^= 0xFF
    found = Package(bytes(data))
    begun = found.read("a") or b""
    assert found.is_damaged
    assert len(begun) > 50_000 and content.startswith(begun[:50_000])


@pytest.mark.parametrize("change", [b"", b"more bytes"])
def test_bytes_lost_or_gained_on_the_way_hide_no_member(change: bytes) -> None:
    files = {"a": noise(900), "b": b"whole", "c": noise(700)}
    data = zipped(files)
    found = Package(data[:200] + change + data[220:])
    assert found.is_damaged
    assert [found.read(name) for name in "bc"] == [files["b"], files["c"]]
    assert (found.read("a") or b"").startswith(files["a"][:50])


@given(st.binary(max_size=300), st.integers(0, 400))
def test_rubbish_is_refused_or_read_but_never_a_fault(rubbish: bytes, place: int) -> None:
    data = zipped({"a": noise(300), "b/c": b"x"})
    data = data[:place] + rubbish + data[place + len(rubbish) :]
    try:
        found = Package(data)
        for member in found.members:
            found.unpack(member)
    except FileTrouble:
        pass
