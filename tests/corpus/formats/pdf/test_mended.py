"""What the places of single characters mend: accents, raised digits, spaces inside words."""

from desktop.corpus.formats.pdf import read_pdf
from tests.corpus.formats.pdf.paper import Put, paper


def text_of(puts: list[Put]) -> str:
    return read_pdf(paper([puts]), "a.pdf").text.replace("\n", " ")


def test_an_accent_that_is_drawn_over_a_letter_is_on_it() -> None:
    puts = [
        Put(40, 500, "Os cap"),
        Put(72.8, 500, "\u00b4"),
        Put(72.8, 500, "itulos e a p"),
        Put(121.2, 500, "\u00b4"),
        Put(121.7, 500, "agina"),
    ]
    assert text_of(puts) == "Os cap\u00edtulos e a p\u00e1gina"


def test_an_accent_that_is_drawn_after_its_line_is_on_its_letter() -> None:
    puts = [Put(40, 500, "Le pere est venu"), Put(61.0, 500, "`"), Put(40, 480, "et parti.")]
    assert text_of(puts) == "Le p\u00e8re est venu et parti."


def test_accents_that_stand_alone_stay() -> None:
    assert text_of([Put(40, 500, "A line of `code` and 30\u00b4 north")]) == (
        "A line of `code` and 30\u00b4 north"
    )


def test_the_sign_of_a_note_is_no_part_of_the_word_before_it() -> None:
    puts = [
        Put(40, 500, "He was seen by the river"),
        Put(146.2, 504, "12", 6),
        Put(155, 500, "and later in the town."),
        Put(153, 519, "7", 6),
    ]
    assert text_of(puts).startswith("He was seen by the river\u00b9\u00b2 and later in the town.")


def test_a_note_behind_a_number_and_a_power_are_raised_and_a_lowered_digit_is_not() -> None:
    puts = [
        Put(40, 500, "Written in 2013"),
        Put(107.3, 504, "7", 6),
        Put(120, 500, "of 40 m"),
        Put(154.6, 504, "2", 6),
        Put(160, 500, "and CO"),
        Put(193.5, 498, "2", 6),
        Put(200, 500, "in A4."),
    ]
    text = text_of(puts)
    assert text.startswith("Written in 2013\u2077 of 40 m\u00b2 and CO")
    assert "A4." in text
    assert "\u00b2 in" not in text


def test_letters_that_are_set_apart_and_drawn_in_pieces_are_one_word() -> None:
    lines = ["the river rose in the night", "and nobody saw it coming"]
    content = ""
    for row, line in enumerate(lines):
        pieces = "".join(f"({word[:-1]}) Tj ({word[-1]} ) Tj " for word in line.split())
        content += f"BT /F1 10 Tf 2.4 Tc 1 0 0 1 40 {500 - row * 14} Tm {pieces} ET\n"
    text = read_pdf(paper([content.encode()]), "a.pdf").text
    assert text.replace("\n", " ") == " ".join(lines)


def test_letters_that_stand_alone_between_words_stay_apart() -> None:
    lines = ["a b c d e f of a list of x and y or z", "I saw a man and a dog in a car"]
    puts = [Put(40, 500 - 12 * n, line) for n, line in enumerate(lines)]
    assert text_of(puts) == " ".join(lines)
