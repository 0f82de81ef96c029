"""Mailboxes fall into their messages."""

from desktop.corpus.formats import parts_of
from desktop.corpus.formats.parts import Part

_MARK = b"From ann@x.org Mon Jun 01 10:00:00 2009\n"


def _letter(subject: bytes, body: bytes = b"The river rose.\n") -> bytes:
    return b"From: ann@x.org\nTo: bob@x.org\nSubject: " + subject + b"\n\n" + body


def _parts(data: bytes) -> list[Part]:
    return list(parts_of(data, "a.mbox"))


def test_each_message_is_a_document() -> None:
    parts = _parts(_MARK + _letter(b"One") + b"\n" + _MARK + _letter(b"Two"))
    assert [part.name for part in parts] == ["1", "2"]
    assert [part.read().catalogue.title for part in parts] == ["One", "Two"]


def test_lines_that_only_look_like_postmarks_stay_in_the_text() -> None:
    body = b"It is so.\n\nFrom the bridge one sees it.\n\n>From here too.\nFrom now on.\n"
    (part,) = _parts(_MARK + _letter(b"One", body))
    text = part.read().text
    assert "From the bridge" in text and "\nFrom here too.\nFrom now on." in text


def test_a_postmark_beyond_doubt_needs_no_empty_line_before_it() -> None:
    data = _MARK + _letter(b"One", b"--end--\n") + _MARK + _letter(b"Two")
    assert [part.read().catalogue.title for part in _parts(data)] == ["One", "Two"]
    quoting = _MARK + _letter(b"One", b"He wrote:\n" + _MARK + b"and then nothing.\n")
    assert len(_parts(quoting)) == 1


def test_windows_line_ends_and_other_dialects() -> None:
    data = (_MARK + _letter(b"One") + b"\n" + _MARK + _letter(b"Two")).replace(b"\n", b"\r\n")
    assert len(_parts(data)) == 2
    fence = b"\x01\x01\x01\x01\n"
    mmdf = fence + _letter(b"One") + fence + fence + _letter(b"Two") + fence
    assert [part.read().catalogue.title for part in _parts(mmdf)] == ["One", "Two"]


def test_attachments_belong_to_their_message() -> None:
    mixed = (
        b"From: a@x.org\nTo: b@x.org\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\n\nSee.\n--x\nContent-Disposition: attachment; filename=a.txt\n\nCat\n--x--\n\n"
    )
    parts = _parts(_MARK + mixed + _MARK + _letter(b"Two"))
    assert [(part.name, part.parent) for part in parts] == [
        ("1", None),
        ("1/a.txt", "1"),
        ("2", None),
    ]


def test_a_message_that_cannot_be_taken_apart_costs_itself_alone() -> None:
    deep = b"From: a@x.org\nTo: b@x.org\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
    )
    parts = _parts(_MARK + deep + b"\n" + _MARK + _letter(b"Two"))
    assert [part.name for part in parts] == ["1", "2"]
    assert parts[1].read().catalogue.title == "Two"
