"""Families of duplicates: what is the same or nearly so, and that nothing else is."""

from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.corpus.columns import build_columns
from desktop.corpus.columns.segment import make_segment
from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import CorpusIsReadOnly
from desktop.corpus.kin.find import Compared, find_families
from desktop.corpus.kin.kept import FOLDER_NAME
from desktop.corpus.kin.shingles import LENGTH, Shingles, likeness, mixed, shingles_of
from desktop.corpus.kin.sketches import NEAR, NOBODY, Families, Shared, sketch_of
from desktop.corpus.kin.switching import switch_blocks
from desktop.corpus.library import Kin, Library, StoredTokens
from desktop.corpus.text.blocks import Catalogue, Kind
from tests.making import Piece, make_corpus, piece, put

WORDS = [f"word{number}" for number in range(400)]
STORY = " ".join(Random(1).choices(WORDS, k=200))
OTHER = " ".join(Random(2).choices(WORDS, k=200))


def changed(text: str, *places: int) -> str:
    words = text.split()
    for place in places:
        words[place] = f"changed{place}"
    return " ".join(words)


def found(corpus: Corpus) -> dict[int, tuple[int, str]]:
    *_, last = find_families(corpus.library)
    assert isinstance(last, Compared)
    return {kin.document_id: (kin.family, kin.kind) for kin in corpus.library.kin.families()}


def runs_of_folds(folds: list[int]) -> Shingles:
    """The shingles of a text given by a number for each of its words."""
    forms = np.array(folds, dtype=np.int32)
    stretches = np.full(len(folds), Kind.PARAGRAPH, dtype=np.uint8)
    tokens = StoredTokens(forms, forms, forms.astype(np.uint16), stretches)
    return shingles_of(make_segment([1], [1], [tokens], 1_000), 0, mixed(np.arange(1_000)))


def test_the_same_text_and_nearly_the_same_are_a_family(tmp_path: Path) -> None:
    texts = [OTHER, STORY, STORY, changed(STORY, 3, 90), STORY.upper() + "!", "short", "short one"]
    with make_corpus(tmp_path / "a", texts) as corpus:
        assert found(corpus) == {2: (2, "first"), 3: (2, "same"), 4: (2, "near"), 5: (2, "near")}
        likenesses = [kin.likeness for kin in corpus.family_of(4)]
        # 196 runs of five words; the fourth word stands in four of them, the 91st in five.
        assert likenesses == [1.0, 1.0, pytest.approx(187 / 205), 1.0]
        assert corpus.family_of(1) == ()


def test_what_shares_only_half_is_no_duplicate(tmp_path: Path) -> None:
    half, end = " ".join(STORY.split()[:100]), " ".join(OTHER.split()[100:])
    other = " ".join(OTHER.split()[:100])
    with make_corpus(tmp_path / "a", [STORY, half + " " + other, half + " " + end]) as corpus:
        assert found(corpus) == {}


def test_an_article_that_stands_in_a_longer_text_is_of_its_family(tmp_path: Path) -> None:
    digest = f"The week {OTHER} and then {changed(STORY, 7)} good bye"
    texts = [STORY, OTHER, "x", changed(STORY, 50), digest, "Share this.\n\n" + digest, "good bye"]
    with make_corpus(tmp_path / "a", texts) as corpus:
        assert found(corpus) == {
            1: (5, "contained"),
            2: (5, "contained"),
            4: (5, "contained"),
            5: (5, "first"),
            6: (5, "near"),
        }
        likenesses = [kin.likeness for kin in corpus.family_of(2)]
        assert likenesses == pytest.approx([1.0, 191 / 196, 1.0, 186 / 196, 404 / 406], abs=0.01)
        assert corpus.catalogue().n_copies.tolist() == [-1, -1, 0, -1, 4, -1, 0]
        assert corpus.search("word1", without_repeats=True).documents.tolist() == [5]


def test_what_stood_in_a_document_that_is_gone_is_shown_again(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [STORY, OTHER, f"{STORY} {OTHER}"]) as corpus:
        assert len(found(corpus)) == 3
        corpus.remove([3])
        assert corpus.catalogue().n_copies.tolist() == [0, 0]
        assert corpus.family_of(1) == () and corpus.library.kin.families() == []
        corpus.restore([3])
        assert corpus.catalogue().n_copies.tolist() == [-1, -1, 2]
        put(corpus.library, [piece("Now it says something else")], replacing=3)
        assert corpus.catalogue().n_copies.tolist() == [0, 0, 0]


def test_a_short_text_stands_in_others_by_chance(tmp_path: Path) -> None:
    short = " ".join(STORY.split()[:30])
    with make_corpus(tmp_path / "a", [STORY, short]) as corpus:
        assert found(corpus) == {}


def test_boilerplate_makes_no_duplicates(tmp_path: Path) -> None:
    pieces = [piece("one two three", boilerplate=STORY), piece("six seven", boilerplate=STORY)]
    pieces += [piece(STORY, boilerplate="share"), piece(STORY, boilerplate="follow us on")]
    with make_corpus(tmp_path / "a", pieces) as corpus:
        assert found(corpus) == {3: (3, "first"), 4: (3, "near")}


def test_documents_in_columns_in_the_tail_and_removed(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [OTHER, STORY]) as corpus:
        build_columns(corpus.library)
        put(corpus.library, [piece(STORY), piece(OTHER), piece(changed(STORY.upper(), 5))])
        corpus.remove([2])
        assert found(corpus) == {1: (1, "first"), 4: (1, "same"), 3: (3, "first"), 5: (3, "near")}


def test_families_are_stale_after_a_new_text(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [STORY, STORY]) as corpus:
        assert not corpus.are_families_current()
        found(corpus)
        assert corpus.are_families_current()
        corpus.correct(1, "title", "A title")
        assert corpus.are_families_current()
        put(corpus.library, [piece(OTHER)])
        assert not corpus.are_families_current()


def test_after_an_intake_only_what_is_new_is_looked_at(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [STORY, OTHER, STORY, changed(OTHER, 9)]) as corpus:
        found(corpus)
        build_columns(corpus.library)
        put(corpus.library, [piece(changed(STORY, 20)), piece(f"{STORY} {OTHER}"), piece("new")])
        *_, last = find_families(corpus.library)
        assert isinstance(last, Compared)
        assert (last.documents, last.families, last.new) == (6, 1, 3)
        assert corpus.library.kin.families() == compared_afresh(corpus)


def compared_afresh(corpus: Corpus) -> list[Kin]:
    """The families when nothing is known from before."""
    for path in (corpus.folder / FOLDER_NAME).iterdir():
        path.unlink()
    found(corpus)
    return corpus.library.kin.families()


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_families_found_bit_by_bit_are_sound(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = Random(seed)
    stock = [" ".join(chance.choices(WORDS, k=60)) for _ in range(6)]

    def text() -> str:
        joined = " ".join(chance.sample(stock, chance.choice([1, 1, 1, 2, 3])))
        n_changes = chance.choice([0, 0, 1, 2])
        return changed(joined, *(chance.randrange(60) for _ in range(n_changes)))

    with make_corpus(tmp_path_factory.mktemp("bits") / "a", [text() for _ in range(5)]) as corpus:
        for _ in range(4):
            found(corpus)
            ids = corpus.catalogue().ids.tolist()
            match chance.choice(["add", "add", "remove", "change"]):
                case "add":
                    put(corpus.library, [piece(text()) for _ in range(3)])
                case "remove" if ids:
                    corpus.remove(chance.sample(ids, min(2, len(ids))))
                case "change" if ids:
                    put(corpus.library, [piece(text())], replacing=chance.choice(ids))
                case _:
                    pass
        found(corpus)
        families: dict[str, set[int]] = {}
        for number in corpus.catalogue().ids.tolist():
            family = corpus.family_of(number)
            assert not family or (family[0].document_id, family[0].kind) == (
                family[0].family,
                "first",
            )
            families.setdefault(corpus.text(number).text, set()).add(
                family[0].family if family else number
            )
        assert all(len(numbers) == 1 for numbers in families.values())


def test_a_damaged_sketch_file_is_made_anew(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [STORY, STORY]) as corpus:
        before = found(corpus)
        for path in (corpus.folder / FOLDER_NAME).iterdir():
            path.write_bytes(path.read_bytes()[:200])
        assert found(corpus) == before


def test_a_block_that_was_switched_is_looked_at_again(tmp_path: Path) -> None:
    pieces = [Piece([(Kind.PARAGRAPH, STORY), (Kind.PARAGRAPH, OTHER)], Catalogue(language="en"))]
    with make_corpus(tmp_path / "a", [*pieces, STORY + "!"]) as corpus:
        assert found(corpus) == {1: (1, "first"), 2: (1, "contained")}
        start = corpus.text(1).blocks[0].start
        for _ in switch_blocks(corpus.library, [(1, start)], is_boilerplate=True):
            pass
        assert not corpus.are_families_current()
        assert found(corpus) == {}


def test_a_family_whose_first_is_removed_goes_on(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [STORY, OTHER, STORY, STORY]) as corpus:
        found(corpus)
        assert corpus.catalogue().n_copies.tolist() == [2, 0, -1, -1]
        corpus.remove([1])
        assert corpus.catalogue().n_copies.tolist() == [0, 1, -1]
        assert [kin.document_id for kin in corpus.family_of(4)] == [3, 4]
        corpus.remove([3])
        assert corpus.family_of(4) == ()
        assert corpus.catalogue().copies == ["", ""]


def test_a_document_with_a_new_text_leaves_its_family(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [STORY, STORY, STORY]) as corpus:
        found(corpus)
        put(corpus.library, [piece(STORY, title="Only the title is new")], replacing=2)
        assert [kin.document_id for kin in corpus.family_of(2)] == [1, 2, 3]
        put(corpus.library, [piece(OTHER)], replacing=2)
        assert corpus.family_of(2) == ()
        assert corpus.catalogue().copies == ["first", "", "repeat"]


def test_nothing_is_written_by_a_comparison_that_is_stopped(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", [STORY, STORY]) as corpus:
        steps = find_families(corpus.library)
        next(steps)
        steps.close()  # type: ignore[attr-defined]
        assert corpus.family_of(1) == ()


def test_read_only_media_are_said_to_be_so(tmp_path: Path) -> None:
    make_corpus(tmp_path / "a", [STORY, STORY]).close()
    with Library.open(tmp_path / "a") as library:
        library.is_read_only = True
        with pytest.raises(CorpusIsReadOnly):
            list(find_families(library))


def test_an_empty_corpus_has_no_families(tmp_path: Path) -> None:
    with make_corpus(tmp_path / "a", []) as corpus:
        assert found(corpus) == {}


def brute_likeness(a: list[int], b: list[int]) -> float:
    """Return the Jaccard index of the sets of runs of five."""
    ours, theirs = (
        {tuple(each[n : n + LENGTH]) for n in range(max(1, len(each) - LENGTH + 1))}
        if each
        else set()
        for each in (a, b)
    )
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


@given(st.lists(st.integers(0, 3), max_size=30), st.lists(st.integers(0, 3), max_size=30))
def test_likeness_is_the_jaccard_index(a: list[int], b: list[int]) -> None:
    assert likeness(runs_of_folds(a), runs_of_folds(b)) == pytest.approx(brute_likeness(a, b))


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_families_are_those_of_comparing_all_with_all(seed: int) -> None:
    chance = Random(seed)
    texts: list[list[int]] = []
    for _ in range(chance.randint(0, 40)):
        if texts and chance.random() < 0.7:
            words = list(chance.choice(texts))
            for _ in range(chance.randint(0, 6)):
                place = chance.randrange(len(words) + 1)
                words[place : place + chance.randint(0, 2)] = [chance.randrange(1_000)]
        else:
            words = [chance.randrange(1_000) for _ in range(chance.randint(0, 150))]
        texts.append(words)
    ours, theirs = by_sketches(texts), by_brute_force(texts)
    assert [first for first, _ in ours] == [first for first, _ in theirs]
    assert [alike for _, alike in ours] == pytest.approx([alike for _, alike in theirs])


def by_sketches(texts: list[list[int]]) -> list[tuple[int, float]]:
    shingles = [runs_of_folds(words) for words in texts]
    sketches = [sketch_of(each) for each in shingles]
    shared = Shared([sketch.lowest for sketch in sketches])
    assert list(shared.compare())
    families = Families(shared, fetch_from(shingles))
    return [families.place(number, sketch.lowest) for number, sketch in enumerate(sketches)]


def fetch_from(shingles: list[Shingles]):
    return lambda number: shingles[number]


def by_brute_force(texts: list[list[int]]) -> list[tuple[int, float]]:
    firsts: list[int] = []
    placed: list[tuple[int, float]] = []
    for number, words in enumerate(texts):
        alike = [(brute_likeness(words, texts[first]), -first) for first in firsts]
        best = max(alike, default=(0.0, 0))
        if best[0] >= NEAR:
            placed.append((-best[1], best[0]))
        else:
            firsts.append(number)
            placed.append((NOBODY, 0.0))
    return placed
