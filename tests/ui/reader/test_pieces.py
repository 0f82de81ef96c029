"""A document is cut into pieces that cover its text once, in the order of the page."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.text.blocks import Block, Kind
from desktop.ui.reader.pieces import LONGEST, Pieces, Style, TitleBlock, cut

ABOVE = TitleBlock(source="The Paper", title="A title", credits="Jane Roe · 2016")


def made(*parts: tuple[Kind, str], above: TitleBlock = ABOVE) -> Pieces:
    text, blocks = "", []
    for kind, words in parts:
        blocks.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return cut(text, tuple(blocks), above)


def shown(pieces: Pieces) -> list[str]:
    return [
        pieces.words.get(i, pieces.text[a:b])
        for i, (a, b) in enumerate(zip(pieces.starts, pieces.ends, strict=True))
    ]


def test_title_block_stands_above_the_caption_before_it() -> None:
    pieces = made((Kind.CAPTION, "A bridge."), (Kind.TITLE, "A title"), (Kind.PARAGRAPH, "Text."))
    assert shown(pieces) == ["The Paper", "A title", "Jane Roe · 2016", "A bridge.", "Text."]
    assert pieces.styles[1] == Style.TITLE
    assert pieces.has_rule == 2


def test_byline_is_folded_behind_the_credits() -> None:
    pieces = made((Kind.TITLE, "A title"), (Kind.BYLINE, "By Jane"), (Kind.PARAGRAPH, "Text."))
    assert shown(pieces) == ["The Paper", "A title", "Jane Roe · 2016", "By Jane", "Text."]
    assert pieces.fold_rows == (2,)
    assert pieces.groups.tolist() == [-1, -1, -1, 0, -1]


def test_corrected_title_stands_in_place_of_the_written_one() -> None:
    pieces = made((Kind.TITLE, "A tilte"), (Kind.PARAGRAPH, "Text."))
    assert shown(pieces)[:3] == ["The Paper", "A title", "Jane Roe · 2016"]
    assert pieces.words[1] == "A title"
    assert pieces.groups[pieces.at(0)] == 0


def test_runs_of_furniture_are_folded_behind_one_line_each() -> None:
    out = Kind.BOILERPLATE
    pieces = made(
        (out, "Menu"), (out, "Home\nNews"), (Kind.PARAGRAPH, "Text."), (out, "Imprint"),
        above=TitleBlock(),
    )  # fmt: skip
    assert pieces.styles.tolist() == [Style.FOLD, 0, 0, 0, Style.FOLD, 0]
    assert pieces.fold_lines == (3, 1)
    assert pieces.is_dim.tolist() == [False, True, True, False, False, True]


def test_a_title_behind_furniture_stands_above_it() -> None:
    menu = [(Kind.BOILERPLATE, f"Menu {i}") for i in range(30)]
    pieces = made(*menu, (Kind.TITLE, "A title"), (Kind.PARAGRAPH, "Text."))
    assert shown(pieces)[:4] == ["The Paper", "A title", "Jane Roe · 2016", ""]
    assert pieces.fold_lines == (30,)


def test_furniture_that_looks_like_a_standfirst_stays_furniture() -> None:
    text = "Title\nShare this\nText."
    out = Block(Kind.BOILERPLATE, 6, 16, style="standfirst")
    blocks = (Block(Kind.TITLE, 0, 5), out, Block(Kind.PARAGRAPH, 17, 22))
    pieces = cut(text, blocks, TitleBlock(title="Title"))
    assert pieces.styles.tolist()[:2] == [Style.TITLE, Style.FOLD]
    assert pieces.groups.tolist() == [-1, -1, 0, -1]


def test_a_title_far_down_is_a_heading() -> None:
    pieces = made(*[(Kind.PARAGRAPH, "Text.")] * 9, (Kind.TITLE, "Part two"))
    assert pieces.styles[-1] == Style.HEADING


def test_text_without_blocks_is_one_paragraph() -> None:
    assert shown(cut("Some text", (), TitleBlock())) == ["Some text"]


@given(st.text(alphabet="ab \n\u0301م🙂", min_size=LONGEST, max_size=3 * LONGEST))
def test_parts_of_a_long_block_follow_each_other(text: str) -> None:
    pieces = cut(text, (Block(Kind.PARAGRAPH, 0, len(text)),), TitleBlock())
    assert pieces.starts[0] == 0
    assert pieces.ends[-1] == len(text)
    assert (pieces.starts[1:] == pieces.ends[:-1]).all()
    assert (pieces.ends - pieces.starts <= LONGEST).all()
    assert pieces.is_first.sum() == pieces.is_last.sum() == 1


def test_every_place_is_found_in_its_piece() -> None:
    pieces = made((Kind.CAPTION, "A bridge."), (Kind.TITLE, "A title"), (Kind.PARAGRAPH, "Text."))
    places = np.array([0, 8, 11, 20, 22])
    assert pieces.at_each(places).tolist() == [pieces.at(int(p)) for p in places]
    assert [pieces.text[pieces.starts[p]] for p in pieces.at_each(places)] == list("AAATT")


def test_a_cut_that_moves_is_found_again() -> None:
    text = "word " * LONGEST
    pieces = cut(text, (Block(Kind.PARAGRAPH, 0, len(text)),), TitleBlock())
    old = int(pieces.ends[0])
    pieces.move_cut(0, old - 10)
    assert pieces.at(old - 5) == 1
    assert pieces.at(old - 11) == 0
