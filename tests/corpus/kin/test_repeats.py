"""Passages that are repeated across documents, and the switching of them."""

from pathlib import Path

import pytest

from desktop.corpus.check import Finding, check
from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.corpus.kin.find import find_families
from desktop.corpus.kin.repeats import Repeats, find_repeats
from desktop.corpus.kin.switching import Switched, switch_blocks, take_back
from desktop.corpus.text.blocks import Catalogue, Kind
from tests.making import Piece, make_corpus, put

SHARE = "Share this story with your friends"
AGENCY = " ".join(f"sentence{n}" for n in range(40))


def story(number: int, *more: str, source: str = "The News") -> Piece:
    """A document with words of its own and some passages."""
    own = " ".join(f"own{number}x{n}" for n in range(20))
    blocks = [(Kind.TITLE, "The same title every time"), (Kind.PARAGRAPH, own)]
    blocks += [(Kind.PARAGRAPH, passage) for passage in more]
    return Piece(blocks, Catalogue(language="en", source=source))


def found(corpus: Corpus) -> Repeats:
    *_, last = find_repeats(corpus.library)
    assert isinstance(last, Repeats)
    return last


def switch_block(corpus: Corpus, document_id: int, start: int, *, is_boilerplate: bool) -> Switched:
    """Switch one block to the end."""
    steps = switch_blocks(corpus.library, [(document_id, start)], is_boilerplate=is_boilerplate)
    *_, done = steps
    assert isinstance(done, Switched)
    return done


def test_furniture_and_copy_are_told_apart(tmp_path: Path) -> None:
    pieces = [story(n, SHARE if n % 2 else SHARE.upper() + "!") for n in range(8)]
    pieces += [story(100, AGENCY), story(101, AGENCY), story(102, "a few words only here")]
    pieces += [story(103, "a few words only here")]
    with make_corpus(tmp_path / "a", pieces) as corpus:
        furniture, copy = found(corpus).passages
        assert (furniture.text.lower()[:10], furniture.documents) == ("share this", 8)
        assert furniture.is_furniture and len(furniture.to_switch) == 8
        assert (copy.words, copy.documents, copy.is_furniture) == (40, 2, False)


def test_what_only_duplicates_share_is_no_furniture(tmp_path: Path) -> None:
    pieces = [story(1, SHARE) for _ in range(30)]
    with make_corpus(tmp_path / "a", pieces) as corpus:
        for _ in find_families(corpus.library):
            pass
        assert found(corpus).passages == ()


def test_a_few_of_a_large_source_are_no_furniture(tmp_path: Path) -> None:
    pieces = [story(n, SHARE if n < 6 else "") for n in range(130)]
    with make_corpus(tmp_path / "a", pieces) as corpus:
        assert found(corpus).proposed == ()
        put(corpus.library, [story(n, SHARE, source="Other") for n in range(200, 206)])
        assert [repeat.documents for repeat in found(corpus).proposed] == [12]


def test_a_sentence_in_the_middle_of_long_texts_is_no_furniture(tmp_path: Path) -> None:
    sentence = "This law comes into force on the day after it was made public"
    fill = [[f"clause {n} number {m}" for m in range(16)] for n in range(8)]
    pieces = [story(n, *fill[n][:8], sentence, *fill[n][8:], SHARE) for n in range(8)]
    with make_corpus(tmp_path / "a", pieces) as corpus:
        assert [repeat.text for repeat in found(corpus).proposed] == [SHARE]


def test_switched_passages_leave_the_counts_and_come_back(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [story(n, SHARE) for n in range(8)]) as corpus:
        words = corpus.document(1).words
        repeat = found(corpus).proposed[0]
        *_, done = switch_blocks(corpus.library, repeat.to_switch, is_boilerplate=True)
        assert isinstance(done, Switched) and len(done.places) == 8
        result = corpus.search("share")
        assert (result.n_hits, result.boilerplate_hits) == (0, 8)
        assert corpus.document(1).words == words - 6
        assert found(corpus).proposed == ()
        assert not [step for step in check(corpus.library) if is_wrong(step)]
        *_, _ = take_back(corpus.library, done)
        assert corpus.search("share").n_hits == 8
        assert corpus.document(1).words == words
        assert len(found(corpus).proposed) == 1
        assert corpus.library.kin.switches(1) == ()


def is_wrong(step: object) -> bool:
    return isinstance(step, Finding) and step.where in ("library", "tokens")


def test_one_block_is_switched_by_hand_and_then_let_alone(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [story(n, SHARE) for n in range(8)]) as corpus:
        start = corpus.text(3).blocks[-1].start
        assert switch_block(corpus, 3, start, is_boilerplate=True).places == ((3, start),)
        switch_block(corpus, 3, start, is_boilerplate=False)
        assert corpus.search("share").n_hits == 8
        assert (3, start) not in found(corpus).proposed[0].to_switch
        assert switch_block(corpus, 3, start + 1, is_boilerplate=True).places == ()


def test_boilerplate_of_the_format_is_made_text(tmp_path: Path) -> None:
    piece = Piece([(Kind.PARAGRAPH, "A story."), (Kind.BOILERPLATE, "Really a story")])
    with make_corpus(tmp_path / "a", [piece]) as corpus:
        assert corpus.search("really").n_hits == 0
        done = switch_block(corpus, 1, corpus.text(1).blocks[1].start, is_boilerplate=False)
        assert corpus.search("really").n_hits == 1
        *_, _ = take_back(corpus.library, done)
        assert corpus.search("really").n_hits == 0


def test_a_switched_block_stays_so_in_a_new_version_of_the_file(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [story(1, SHARE, "Good bye now")]) as corpus:
        switch_block(corpus, 1, corpus.text(1).blocks[-2].start, is_boilerplate=True)
        put(corpus.library, [story(1, "A new paragraph", SHARE, "Good bye now")], replacing=1)
        kinds = [block.kind for block in corpus.text(1).blocks]
        assert kinds[2:] == [Kind.PARAGRAPH, Kind.BOILERPLATE, Kind.PARAGRAPH]
        assert corpus.search("share").n_hits == 0
        assert not [step for step in check(corpus.library) if is_wrong(step)]
        put(corpus.library, [story(1, "All is new")], replacing=1)
        assert corpus.library.kin.switches(1) == ()


def test_a_document_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with (
        make_corpus(tmp_path / "a", ["x"]) as corpus,
        pytest.raises(Trouble, match="no document 7"),
    ):
        switch_block(corpus, 7, 0, is_boilerplate=True)


def test_an_empty_corpus_has_no_repeats(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", []) as corpus:
        assert found(corpus).passages == ()


def test_what_stands_at_the_edge_of_nearly_all_documents_is_sure(tmp_path: Path) -> None:
    fill = [[f"clause {n} number {m}" for m in range(12)] for n in range(20)]
    ending = "This law comes into force on the day after it was made public."
    pieces = [
        story(n, "Menu of all pages", *fill[n], *([ending] if n < 8 else []), SHARE)
        for n in range(20)
    ]
    with make_corpus(tmp_path / "a", pieces) as corpus:
        repeats = found(corpus)
        assert {repeat.text for repeat in repeats.sure} == {SHARE, "Menu of all pages"}
        assert {(r.share, r.origin, r.place) for r in repeats.sure} == {
            (1.0, "The News", "end"),
            (1.0, "The News", "beginning"),
        }
        assert ending not in {repeat.text for repeat in repeats.proposed}
