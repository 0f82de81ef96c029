"""A block is switched between text and boilerplate, and found again in a new text."""

import pytest

from desktop.corpus.text.blocks import Block, Kind
from desktop.corpus.text.switching import Switch, passage_of, switched, switched_again


@pytest.mark.parametrize(
    "block",
    [
        Block(Kind.PARAGRAPH, 0, 9),
        Block(Kind.PARAGRAPH, 0, 9, 0, "footnote"),
        Block(Kind.HEADING, 0, 9, 3),
        Block(Kind.LIST, 0, 9, 2),
        Block(Kind.QUOTATION, 0, 9),
    ],
)
def test_a_block_comes_back_as_it_was(block: Block) -> None:
    there = switched(block, is_boilerplate=True)
    assert there.kind is Kind.BOILERPLATE
    assert switched(there, is_boilerplate=True) == there
    assert switched(there, is_boilerplate=False) == block


def test_what_a_format_took_for_boilerplate_becomes_what_its_style_says() -> None:
    menu = Block(Kind.BOILERPLATE, 0, 9, 1, "list")
    assert switched(menu, is_boilerplate=False) == Block(Kind.LIST, 0, 9, 1)
    foot = Block(Kind.BOILERPLATE, 0, 9, 0, "footer")
    assert switched(foot, is_boilerplate=False) == Block(Kind.PARAGRAPH, 0, 9, 0, "footer")


def test_a_passage_is_found_again_where_it_stands_now() -> None:
    text = "News\n\nShare this\n\nA story.\n\nShare  this"
    places = [(0, 4), (6, 16), (18, 26), (28, 39)]
    blocks = [Block(Kind.PARAGRAPH, *place) for place in places]
    passage = passage_of(text, blocks[1])
    switches = [Switch(30, True, passage), Switch(1, True, "no such passage")]
    found, kept = switched_again(text, blocks, switches)
    assert [block.kind is Kind.BOILERPLATE for block in found] == [False, False, False, True]
    assert kept == (Switch(28, True, passage),)


def test_nothing_is_switched_in_a_text_without_blocks() -> None:
    assert switched_again("", (), [Switch(0, True, "x")]) == ((), ())
