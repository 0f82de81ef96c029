"""What happens to a path: read, or refused in one sentence."""

import os
import socket
from pathlib import Path

import pytest

from desktop.corpus import formats
from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import MAX_FILE, is_simple, read


def test_text_is_read_with_its_encoding(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffThe river\r\nrose.\r\n\r\nIt fell.".encode())
    (reading,) = read(file)
    assert (reading.format, reading.encoding) == ("text", "utf-8")
    assert reading.text.startswith("The river\nrose.")


def test_format_goes_by_content_not_by_name(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("<!DOCTYPE html><html><body><p>The river rose in the night.</p></body></html>")
    assert read(file)[0].format == "html"
    file.write_text("---\ntitle: The river\n---\n\nIt rose *again*.\n")
    assert read(file)[0].format == "markdown"


@pytest.mark.parametrize(
    "content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe \x00"]
)
def test_nothing_in_a_file_is_said(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "empty.txt"
    file.write_bytes(content)
    with pytest.raises(FileTrouble, match="The file is empty"):
        read(file)


def test_markdown_and_html_without_text_are_refused(tmp_path: Path) -> None:
    for name, content in (
        ("a.md", "<!-- nothing -->\n"),
        ("a.html", "<html><script>x()</script></html>"),
    ):
        (tmp_path / name).write_text(content)
        with pytest.raises(FileTrouble):
            read(tmp_path / name)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "7-Zip archives cannot be read."),
        (b"Rar!\x1a\x07" + bytes(50), "RAR archives cannot be read."),
        (b"SQLite format 3\x00" + bytes(90), "SQLite databases cannot be read."),
        (b"\x7fELF" + bytes(60), "Programs cannot be read."),
    ],
)
def test_known_binaries_are_named(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "thing.html"
    file.write_bytes(content)
    with pytest.raises(FileTrouble) as caught:
        read(file)
    assert caught.value.sentence == sentence


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "noise.txt"
    file.write_bytes(bytes((n * 197 + n // 256 * 31) % 256 for n in range(5_000)))
    with pytest.raises(FileTrouble, match="not a text"):
        read(file)


def test_missing_file_folder_and_circle_are_refused(tmp_path: Path) -> None:
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    for path, words in ((tmp_path / "gone", "not there"), (tmp_path, "folder"), (circle, "circle")):
        with pytest.raises(FileTrouble, match=words):
            read(path)


def test_pipe_socket_and_device_are_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        for path in (tmp_path / "pipe", tmp_path / "socket", Path("/dev/zero")):
            with pytest.raises(FileTrouble, match="device or a pipe"):
                read(path)


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may read everything")
def test_file_without_permission_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "locked.txt"
    file.write_text("secret")
    file.chmod(0)
    with pytest.raises(FileTrouble, match="permission"):
        read(file)


def test_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as sparse:
        sparse.truncate(MAX_FILE + 1)
    with pytest.raises(FileTrouble, match="250,000,001 bytes, and 250,000,000"):
        read(file)


def test_text_of_too_many_characters_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "line.txt"
    file.write_bytes(b"a" * (formats.MAX_TEXT + 7))
    with pytest.raises(FileTrouble, match="50,000,007 characters, and 50,000,000"):
        read(file)


def test_name_that_is_not_unicode_can_be_read(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text("The river rose.")
    assert read(Path(os.fsdecode(path)))[0].text == "The river rose."


def test_only_own_linear_readers_are_simple() -> None:
    assert is_simple("text")
    assert is_simple("markdown")
    assert not is_simple("html")
