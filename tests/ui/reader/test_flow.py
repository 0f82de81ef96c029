"""What is in view hangs on its anchor, whatever the estimates were."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.corpus.text.blocks import Block, Kind
from desktop.ui.reader.flow import Flow
from desktop.ui.reader.pieces import TitleBlock, cut

VIEW = 100
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("by"), st.integers(-300, 300)),
        st.tuples(st.just("to"), st.integers(0, 5000)),
        st.tuples(st.just("fold"), st.booleans()),
    ),
    max_size=12,
)


def flow_of(heights: list[int], guesses: list[int]) -> Flow:
    kinds = [Kind.BOILERPLATE if i in (2, 3) else Kind.PARAGRAPH for i in range(len(heights))]
    blocks = tuple(Block(kind, 2 * i, 2 * i + 1) for i, kind in enumerate(kinds))
    pieces = cut("x\n" * len(heights), blocks, TitleBlock())
    true = np.insert(np.array(heights), 2, 10) if len(heights) > 2 else np.array(heights)
    return Flow(pieces, np.resize(np.array(guesses), len(pieces)), lambda piece: int(true[piece]))


@given(
    st.lists(st.integers(1, 80), min_size=4, max_size=30),
    st.lists(st.integers(1, 200), min_size=1, max_size=5),
    MOVES,
)
def test_the_view_is_always_filled(heights: list[int], guesses: list[int], moves: list) -> None:
    flow = flow_of(heights, guesses)
    for kind, value in moves:
        if kind == "by":
            flow.move_by(value, VIEW)
        elif kind == "to":
            flow.move_to(value, VIEW)
        else:
            flow.set_fold(0, is_open=value)
            flow.settle(VIEW)
    seen = flow.visible(VIEW)
    bottom = seen[-1][1] + flow.height(seen[-1][0])
    assert seen[0][1] <= 0
    assert bottom >= VIEW or flow.neighbour(seen[-1][0], 1) < 0
    assert bottom >= VIEW or flow.position() == 0
    assert not any(flow.is_hidden(piece) for piece, _ in seen)


def test_wrong_estimates_above_do_not_move_what_is_in_view() -> None:
    flow = flow_of([50] * 20, [7])
    flow.put(12, 0, 0, VIEW)
    flow.move_by(-60, VIEW)
    assert flow.visible(VIEW)[0] == (10, -40)
    flow.move_by(60, VIEW)
    assert flow.visible(VIEW)[0] == (12, 0)


def test_folded_pieces_take_no_room_and_stand_at_their_line() -> None:
    flow = flow_of([50] * 6, [50])
    folded = flow.total()
    places = flow.places_of(np.array([2 * 2, 2 * 3]))
    assert places.tolist() == [flow.top_of(2)] * 2
    flow.set_fold(0, is_open=True)
    assert flow.total() == folded + 100


def test_scrolling_to_the_end_shows_the_last_piece_at_the_foot() -> None:
    flow = flow_of([50] * 20, [7])
    flow.move_to(flow.total(), VIEW)
    last, top = flow.visible(VIEW)[-1]
    assert (last, top) == (len(flow.pieces) - 1, VIEW - 50)
