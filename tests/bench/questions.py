"""Owns what is asked: the lines of the query help, and random ones made of a corpus's own words."""

import random
import re
from dataclasses import dataclass

from desktop.corpus.corpus import Corpus
from desktop.corpus.examples import EXAMPLES
from desktop.corpus.query import parse
from desktop.corpus.query.tree import Expression, Fuzzy, Pattern, leaves

N_RANDOM = 200
_PATTERN_SHARE = 4  # every fourth
_PAIR = re.compile(r"(?<![\w'-])([^\W\d_]{2,}) ([^\W\d_]{2,})(?: ([^\W\d_]{2,}))?(?![\w'-])")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Question:
    """A typed line, its kind, and the same in the languages of the peers (empty: they have none)."""

    kind: str
    typed: str
    recoll: str = ""
    fts5: str = ""
    whoosh: str = ""


def of_the_help() -> list[Question]:
    """Return the lines of the query help, which are the query table of the design."""
    return [Question(_kind(each.typed), each.typed) for each in EXAMPLES]


def extremes() -> list[Question]:
    """Return patterns that match a great part of all forms."""
    lines = (
        "*ung",
        "a* OR b*",
        "*e*",
        "*",
        '"the *"',
        '"* of *"',
        "s* NEAR/3 *ing",
        "/.*[aeiou]{2}.*/",
    )
    return [Question("pattern", line) for line in lines]


def random_ones(corpus: Corpus, *, seed: int = 1) -> list[Question]:
    """Return random lines: words, phrases of neighbours, AND, OR, NOT, and every fourth a pattern."""
    chance = random.Random(seed)
    stock = _Stock(corpus, chance)
    plain = (_word, _phrase, _both, _either, _without, _word_and_phrase)
    patterns = (_prefix, _suffix, _inside, _two_prefixes, _hole, _fuzzy, _expression)
    questions = []
    for number in range(N_RANDOM):
        if number % _PATTERN_SHARE == 0:
            make = patterns[number // _PATTERN_SHARE % len(patterns)]
        else:
            make = plain[number % len(plain)]
        questions.append(make(stock))
    return questions


def _kind(typed: str) -> str:
    spread_out = any(
        isinstance(leaf, Pattern | Expression | Fuzzy) for leaf in leaves(parse(typed).tree)
    )
    return "pattern" if spread_out else "plain"


class _Stock:
    """Words and neighbours of random documents (frequent ones often), and random forms (mostly rare)."""

    def __init__(self, corpus: Corpus, chance: random.Random) -> None:
        self.chance = chance
        ids = corpus.catalogue().ids.tolist()
        texts = [
            corpus.text(document_id).text for document_id in chance.sample(ids, min(300, len(ids)))
        ]
        self._words = [word for text in texts for word in _WORD.findall(text)[:200]]
        self._pairs = [found.groups() for text in texts for found in _PAIR.finditer(text[:3000])]
        forms = corpus.ground.columns.forms
        numbers = (chance.randrange(len(forms)) for _ in range(4000))
        self._rare = [form for form in map(forms.form, numbers) if _WORD.fullmatch(form)]

    def word(self) -> str:
        """A word, as frequent as words are, or (every third) any form at all."""
        while True:
            word = self.chance.choice(self._rare if self.chance.random() < 1 / 3 else self._words)
            if word.upper() not in ("AND", "OR", "NOT", "NEAR"):
                return word

    def phrase(self) -> str:
        """Two or three words that stand beside each other somewhere."""
        return " ".join(word for word in self.chance.choice(self._pairs) if word)


def _word(stock: _Stock) -> Question:
    word = stock.word()
    return Question("word", word, word.lower(), f'"{word}"', word)


def _phrase(stock: _Stock) -> Question:
    phrase = f'"{stock.phrase()}"'
    return Question("phrase", phrase, phrase.lower(), phrase, phrase)


def _both(stock: _Stock) -> Question:
    one, two = stock.word(), stock.word()
    return Question(
        "AND", f"{one} {two}", f"{one} {two}".lower(), f'"{one}" AND "{two}"', f"{one} AND {two}"
    )


def _either(stock: _Stock) -> Question:
    one, two = stock.word(), stock.word()
    said = f"{one} OR {two}"
    return Question("OR", said, f"{one.lower()} OR {two.lower()}", f'"{one}" OR "{two}"', said)


def _without(stock: _Stock) -> Question:
    one, two = stock.word(), stock.word()
    said = f"{one} NOT {two}"
    return Question("NOT", said, f"{one} -{two}".lower(), f'"{one}" NOT "{two}"', said)


def _word_and_phrase(stock: _Stock) -> Question:
    word, phrase = stock.word(), f'"{stock.phrase()}"'
    return Question(
        "AND",
        f"{word} {phrase}",
        f"{word} {phrase}".lower(),
        f'"{word}" AND {phrase}',
        f"{word} AND {phrase}",
    )


def _prefix(stock: _Stock) -> Question:
    start = stock.word()[: stock.chance.randint(1, 4)]
    said = f"{start}*"
    return Question("pattern", said, said.lower(), f'"{start}"*', said.lower())


def _suffix(stock: _Stock) -> Question:
    said = f"*{stock.word()[-stock.chance.randint(2, 4) :]}"
    return Question("pattern", said, said.lower(), "", said.lower())


def _inside(stock: _Stock) -> Question:
    said = f"*{stock.word()[1:4]}*"
    return Question("pattern", said, said.lower(), "", said.lower())


def _two_prefixes(stock: _Stock) -> Question:
    one, two = stock.word()[:1], stock.word()[:1]
    said = f"{one}* OR {two}*"
    return Question(
        "pattern",
        said,
        f"{one.lower()}* OR {two.lower()}*",
        f'"{one}"* OR "{two}"*',
        f"{one.lower()}* OR {two.lower()}*",
    )


def _hole(stock: _Stock) -> Question:
    word = stock.word()
    at = stock.chance.randrange(1, len(word))
    said = f"{word[:at]}?{word[at + 1 :]}"
    return Question("pattern", said, said.lower(), "", said.lower())


def _fuzzy(stock: _Stock) -> Question:
    said = f"{stock.word()}~{stock.chance.randint(1, 2)}"
    return Question("pattern", said)


def _expression(stock: _Stock) -> Question:
    word = stock.word().lower()
    return Question("pattern", f"/{word[:1]}.*{word[-1:]}/")
