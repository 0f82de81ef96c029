"""Messages become documents, and what is attached to them too."""

from email.message import EmailMessage

import pytest

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import parts_of, read_data
from desktop.corpus.formats.letters import date_of
from desktop.corpus.text.blocks import Kind, Reading
from tests.corpus.formats.shape import assert_well_formed


def _message(body: str = "The river rose.\n") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Die Flüsse"
    message["From"] = "Ann Smith <ann@x.org>"
    message["To"] = "bob@x.org"
    message["Date"] = "Sun, 16 Oct 2016 12:00:00 +0200"
    message.set_content(body)
    return message


def _read(data: bytes) -> Reading:
    (reading,) = read_data(data, "a.eml")
    assert_well_formed(reading)
    return reading


def _said(reading: Reading, kind: Kind) -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks if b.kind == kind]


def test_header_becomes_title_lines_and_catalogue() -> None:
    reading = _read(bytes(_message()))
    assert _said(reading, Kind.TITLE) == ["Die Flüsse"]
    assert _said(reading, Kind.BYLINE) == ["From: Ann Smith <ann@x.org>", "To: bob@x.org"]
    about = reading.catalogue
    assert (about.title, about.author, about.published) == ("Die Flüsse", "Ann Smith", "2016-10-16")
    assert about.evidence["published"] == "mail header: Date"
    assert reading.format == "mail"


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("Sun, 16 Oct 2016 12:00:00 +0200", "2016-10-16"),
        ("2016-10-16T12:00:00Z", "2016-10-16"),
        ("16 October 2016", "2016-10-16"),
        ("03/04/2016", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_or_left_out(value: str, date: str | None) -> None:
    assert date_of(value) == date


def test_quotations_and_signatures_are_told_apart() -> None:
    body = (
        "I agree.\n\nOn Monday Bob wrote:\n> The river\n> rose.\n>\n> It fell.\n\nSo be it.\n\n"
        "- first\n- second\n-- \nAnn\nThe Daily River\n"
    )
    reading = _read(bytes(_message(body)))
    assert _said(reading, Kind.QUOTATION) == [
        "On Monday Bob wrote:",
        "The river\nrose.",
        "It fell.",
    ]
    assert _said(reading, Kind.LIST) == ["- first", "- second"]
    assert [b.style for b in reading.blocks if b.style] == ["signature"]


def test_folded_lines_are_joined() -> None:
    data = (
        b"From: a@x.org\nTo: b@x.org\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; format=flowed\n\nThe river \nrose in \nthe night.\nIt fell.\n"
    )
    assert "The river rose in the night.\nIt fell." in _read(data).text


def test_html_is_read_where_the_text_is_a_stub() -> None:
    message = _message("This message needs HTML.\n")
    message.add_alternative(
        "<p>The <b>river</b> rose.</p><blockquote>It fell.</blockquote>" * 9, subtype="html"
    )
    reading = _read(bytes(message))
    assert _said(reading, Kind.QUOTATION)[0] == "It fell."
    whole = _message("The river rose.\nIt fell.\n" * 9)
    whole.add_alternative("<p>The river rose.</p><p>It fell.</p>" * 9, subtype="html")
    assert not _read(bytes(whole)).marks


@pytest.mark.parametrize("charset", ["iso-8859-1", "no-such-charset", "utf-8", "base64"])
def test_wrong_charsets_do_not_hide_the_text(charset: str) -> None:
    head = (
        f"From: a@x.org\nTo: b@x.org\nSubject: S\nContent-Type: text/plain; charset={charset}\n\n"
    )
    assert (
        "Die Flüsse traten über die Ufer."
        in _read(head.encode() + "Die Flüsse traten über die Ufer.".encode()).text
    )


def test_encoded_words_may_cut_a_character_in_two() -> None:
    data = b"From: a@x.org\nTo: b@x.org\nSubject: =?utf-8?B?RmzD?=\n =?utf-8?B?vHNz?= =?utf-8?Q?e?=\n\nx\n"
    assert _read(data).catalogue.title == "Flüsse"


def test_attachments_become_parts_of_their_message() -> None:
    message = _message()
    message.add_attachment("It fell.", filename="../notes.txt")
    message.add_attachment("It rose.", filename="notes.txt")
    message.add_attachment(
        b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png"
    )
    inner = _message("An older one.\n")
    inner.add_attachment("deep", filename="deep.txt")
    message.add_attachment(inner)
    parts = list(parts_of(bytes(message), "a.eml"))
    assert [(part.name, part.parent) for part in parts] == [
        ("", None),
        ("notes.txt", ""),
        ("notes (2).txt", ""),
        ("Die Flüsse", ""),
        ("Die Flüsse/deep.txt", "Die Flüsse"),
    ]
    assert [part.read().text.strip() for part in parts[1:3]] == ["It fell.", "It rose."]


def test_uuencoded_files_are_taken_out_of_the_text() -> None:
    body = b"From: a@x.org\nTo: b@x.org\n\nSee:\nbegin 644 a.txt\n#0V%T\n`\nend\nBye.\n"
    first, second = parts_of(body, "a.eml")
    assert "#0V" not in first.read().text
    assert (second.name, second.read().text) == ("a.txt", "Cat")


def test_encrypted_and_bottomless_messages_are_refused_in_a_sentence() -> None:
    sealed = b"From: a@x.org\nTo: b@x.org\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nx\n--x--\n"
    with pytest.raises(FileTrouble, match="The message is encrypted"):
        read_data(sealed, "a.eml")
    deep = b"From: a@x.org\nTo: b@x.org\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
    )
    with pytest.raises(FileTrouble, match="nested too deeply"):
        read_data(deep, "a.eml")


def test_mailing_list_footer_is_boilerplate() -> None:
    body = "The river rose.\n\n" + "_" * 40 + "\nRiver mailing list\nhttp://x.org/listinfo/river\n"
    assert len(_said(_read(bytes(_message(body))), Kind.BOILERPLATE)) == 1


def test_brackets_without_end_in_an_address_are_no_author() -> None:
    reading = _read(b"From: " + b"(" * 3_000 + b"\nSubject: One\n\nThe river rose.\n")
    assert "The river rose." in reading.text


def test_a_certificate_beside_the_text_does_not_make_it_encrypted() -> None:
    data = (
        b"From: a@x.org\nSubject: One\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\n\nThe river rose.\n--x\nContent-Type: application/x-pkcs7-mime\n\nMIIH\n--x--\n"
    )
    reading = _read(data)
    assert "The river rose." in reading.text
    assert reading.doubts == ("cut",)
