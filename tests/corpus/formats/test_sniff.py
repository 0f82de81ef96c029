"""What a file is, by its first bytes; the name only settles ties."""

import pytest

from desktop.corpus.formats.sniff import kind_of_binary, sniff


@pytest.mark.parametrize(
    ("head", "name", "format_"),
    [
        (b"The river rose.", "a.txt", "text"),
        (b"The river rose.", "a", "text"),
        (b"# The river", "a.md", "markdown"),
        (b"# The river", "a.txt", "text"),
        (b"---\nTitle: River\n---\n", "a.txt", "markdown"),
        (b"<!-- x -->\n<!DOCTYPE HTML>", "a.txt", "html"),
        (b"<?xml version='1.0'?>\n<html xmlns='x'>", "a.xml", "html"),
        ("<html><p>é".encode("utf-16"), "a", "html"),
        (b"<p>The river</p>", "a.htm", "html"),
        (b"<p>The river</p>", "a.txt", "text"),
        (b"<records><record/></records>", "a.xml", "text"),
        (b'{"title": "River"}', "a.json", "text"),
        ("النهر".encode("cp1256"), "a.txt", "text"),
        ("река и мост".encode("utf-16-le"), "a.txt", "text"),
        (b"%PDF-1.4", "a.txt", ""),
        (b"\x1f\x8b\x08\x00", "a.html", ""),
        (bytes(range(256)), "a.md", ""),
    ],
)
def test_format_is_told_by_content(head: bytes, name: str, format_: str) -> None:
    assert sniff(head, name) == format_


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "EPUB books"),
        (b"PK\x03\x04" + bytes(26) + b"notes.txt", "Zip archives"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Old Office files (DOC, XLS, PPT, MSG)"),
        (b"{\\rtf1", "RTF files"),
        (b"GIF89a", "Images"),
        (b"The river", ""),
    ],
)
def test_binaries_are_named_in_plain_words(head: bytes, words: str) -> None:
    assert kind_of_binary(head) == words
