"""Owns how a typed line is cut into pieces, and refuses what is faulty within one.

Whether pieces stand in a right order is for `grammar`.
"""

from dataclasses import replace

import regex

from desktop.corpus.errors import QueryTrouble
from desktop.corpus.query import filters
from desktop.corpus.query.expressions import checked_expression
from desktop.corpus.query.pieces import Kind, Piece
from desktop.corpus.query.quotes import CLOSING, end_of_phrase
from desktop.corpus.query.words import ENDING_MARKS, has_letter, has_word

LONGEST_LINE = 10_000
FARTHEST = 1_000
"""The largest number of positions after NEAR/ and ~."""

STRETCHES = ("title", "heading", "caption", "quote")
NOT_YET = {"note": "notes", "tag": "tags", "in": "collections", "name": "names"}
_THERE = (*STRETCHES, *filters.FILTERS, "boilerplate")
_KNOWN = (*_THERE, *NOT_YET)

_OPENING = "".join(CLOSING)
_END = rf"\s(){_OPENING}"
# A straight mark between two Hebrew letters is gershayim, part of an abbreviation.
_RUN = regex.compile(rf"(?:[^{_END}]|(?<=\p{{Hebrew}})\"(?=\p{{Hebrew}}))+")
_URL = regex.compile(rf"https?://[^{_END}]*", regex.IGNORECASE)
_FIELD = regex.compile(r"([A-Za-z]+):(?![\s)])(?=.)", regex.DOTALL)
_EMPTY_FIELD = regex.compile(r"([A-Za-z]+):(?=[\s)]|$)")
_EXPRESSION = regex.compile(r"/((?:[^/\\]|\\.)*)/", regex.DOTALL)
_SLOP = regex.compile(r"~(\d*)")
_NEAR = regex.compile(r"NEAR(?:/(.*))?", regex.DOTALL)
_FUZZY = regex.compile(r"(.+)~(\d*)", regex.DOTALL)
_FAMILY = regex.compile(r"(.*[\p{L}\p{M}\p{N}])\+", regex.DOTALL)
_SMALL = "To search for the word itself, write it in small letters."


def scan(line: str) -> tuple[list[Piece], list[str]]:
    """Return the pieces of a line and notes about what was left out. Raises QueryTrouble."""
    if len(line) > LONGEST_LINE:
        raise QueryTrouble(
            f"This line is too long: {LONGEST_LINE:,} characters are the limit.",
            start=LONGEST_LINE,
            end=len(line),
        )
    scanner = _Scanner(line)
    scanner.run()
    return scanner.pieces, scanner.notes


class _Scanner:
    """Walks over one line from piece to piece."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.pieces: list[Piece] = []
        self.notes: list[str] = []
        self._place = 0

    def run(self) -> None:
        """Cut the whole line."""
        while self._place < len(self.line):
            if self.line[self._place].isspace():
                self._place += 1
            else:
                self._step()

    def _step(self) -> None:
        sign = self.line[self._place]
        following = self.line[self._place + 1 : self._place + 2]
        if sign in "()":
            self._add(Kind.OPEN if sign == "(" else Kind.CLOSE, self._place + 1)
        elif sign in CLOSING:
            self._phrase(self._place, is_exact=False)
        elif sign == "-" and self._is_fresh() and following.strip() not in ("", "-", ")"):
            self._add(Kind.NOT, self._place + 1)
        elif sign == "=" and self._is_fresh() and following and following in CLOSING:
            self._phrase(self._place + 1, is_exact=True)
        elif sign == "/" and self._is_fresh() and following.strip():
            self._expression(self._place, is_exact=False)
        elif self._is_fresh() and self.line.startswith("=/", self._place):
            self._expression(self._place + 1, is_exact=True)
        else:
            self._run()

    def _is_fresh(self) -> bool:
        """Say whether a piece may begin here: not in the middle of what belongs together."""
        place = self._place
        if place == 0 or self.line[place - 1].isspace() or self.line[place - 1] == "(":
            return True
        last = self.pieces[-1] if self.pieces else None
        return last is not None and last.end == place and last.kind in (Kind.NOT, Kind.FIELD)

    def _follows_field(self) -> bool:
        last = self.pieces[-1] if self.pieces else None
        return last is not None and last.kind is Kind.FIELD and last.end == self._place

    def _add(self, kind: Kind, end: int) -> None:
        self.pieces.append(Piece(kind, self._place, end, self.line[self._place : end], self._place))
        self._place = end

    def _put(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self._place = piece.end

    def _phrase(self, opening: int, *, is_exact: bool) -> None:
        start = self._place
        end = self._closing_quote(opening)
        text = self.line[opening + 1 : end - 1]
        slop = _SLOP.match(self.line, end)
        number = 0
        if slop:
            number = self._distance(slop[1], end, slop.end(), example='"isis mosul"~5')
        if not has_word(text):
            raise QueryTrouble("There is no word in these quotation marks.", start=start, end=end)
        if not has_letter(text):
            raise QueryTrouble("A phrase needs at least one letter or digit.", start=start, end=end)
        self._note_signs(text, "is read as such, or as one more letter")
        if number and len([run for run in text.split() if has_word(run)]) < 2:
            self._note(f"“~{number}” needs two words or more, and was left out.")
            number = 0
        end = slop.end() if slop else end
        self._put(Piece(Kind.PHRASE, start, end, text, opening + 1, number, is_exact))

    def _closing_quote(self, opening: int) -> int:
        closing = end_of_phrase(self.line, opening)
        if closing is None:
            raise QueryTrouble(
                "This quotation mark is not closed.", start=opening, end=len(self.line)
            )
        return closing + 1

    def _distance(self, digits: str, start: int, end: int, *, example: str) -> int:
        if not digits.isdecimal() or not 1 <= int(digits[:9]) <= FARTHEST or len(digits) > 9:
            raise QueryTrouble(
                f"The distance must be a number from 1 to {FARTHEST:,}, as in {example}.",
                start=start,
                end=end,
            )
        return int(digits)

    def _expression(self, opening: int, *, is_exact: bool) -> None:
        start = self._place
        found = _EXPRESSION.match(self.line, opening)
        if not found:
            raise QueryTrouble(
                "This regular expression has no closing slash.",
                start=start,
                end=len(self.line),
                advice="To search for words with a slash, put them in quotation marks.",
            )
        if regex.match(r"[^\s)]", self.line, pos=found.end()):
            raise QueryTrouble(
                "A regular expression ends with its second slash; a space must follow.",
                start=found.end(),
                end=found.end() + 1,
                advice=r"A slash inside it is written \/.",
            )
        text = checked_expression(found[1], start=opening + 1, is_exact=is_exact)
        end = found.end()
        written = self.line[start:end]
        self._put(
            Piece(Kind.EXPRESSION, start, end, text, opening + 1, 0, is_exact, written=written)
        )

    def _run(self) -> None:
        found = _RUN.match(self.line, self._place)
        assert found is not None
        address = _URL.match(self.line, self._place)
        field = _FIELD.match(self.line, self._place)
        if address:
            self._word(address.end(), is_literal=True)
        elif self._follows_field() and not (field and field[1].lower() in _THERE):
            self._word(found.end())
        elif found[0] in ("AND", "OR", "NOT"):
            self._add(Kind[found[0]], found.end())
        elif near := _NEAR.fullmatch(found[0]):
            self._near(near[1] or "", found.end())
        elif field:
            self._field(field[1], field.end())
        elif (empty := _EMPTY_FIELD.match(self.line, self._place)) and self._is_field(empty):
            self._refuse_empty(empty[1], empty.end())
        else:
            self._word(found.end())

    def _near(self, digits: str, end: int) -> None:
        start = self._place
        if not digits:
            raise QueryTrouble(
                "Say how near, as in isis NEAR/5 mosul.", start=start, end=end, advice=_SMALL
            )
        number = self._distance(digits, start, end, example="isis NEAR/5 mosul")
        self._put(Piece(Kind.NEAR, start, end, self.line[start:end], start, number))

    def _field(self, written: str, end: int) -> None:
        name = written.lower()
        if name in STRETCHES:
            self._put(Piece(Kind.FIELD, self._place, end, name, self._place))
        elif name in NOT_YET:
            self._not_yet(name, end)
        elif name == "boilerplate" or name in filters.FILTERS:
            self._filter(name, end)
        else:
            found = _RUN.match(self.line, end)
            rest = found[0] if found else "…"
            raise QueryTrouble(
                f"There is no field “{written}”; to search for the words write “{written} {rest}”.",
                start=self._place,
                end=end,
                advice=f"The fields are {', '.join(_THERE)}.",
            )

    def _is_field(self, empty: regex.Match[str]) -> bool:
        """Say whether a field is meant by a name and a colon; `Name: Bob` is only a word, and another."""
        name = empty[1].lower()
        return name in _KNOWN and (name not in NOT_YET or not self.line[empty.end() :].strip())

    def _refuse_empty(self, written: str, end: int) -> None:
        if written.lower() in NOT_YET:
            self._not_yet(written.lower(), end)
        raise QueryTrouble(
            f"Nothing follows “{written}:”; write what to look for directly after it.",
            start=self._place,
            end=end,
        )

    def _not_yet(self, name: str, end: int) -> None:
        value = _RUN.match(self.line, end)
        raise QueryTrouble(
            f"There are no {NOT_YET[name]} yet.",
            start=self._place,
            end=value.end() if value else end,
        )

    def _filter(self, name: str, colon: int) -> None:
        start, end = self._place, colon
        sign = self.line[colon]
        if sign in CLOSING:
            end = self._closing_quote(colon)
            value = self.line[colon + 1 : end - 1]
        elif sign == "[":
            end = self.line.find("]", colon) + 1
            if not end:
                raise QueryTrouble(
                    "This square bracket is not closed.", start=colon, end=len(self.line)
                )
            value = self.line[colon:end]
        elif found := _RUN.match(self.line, colon):
            end = found.end()
            value = found[0]
        else:
            raise QueryTrouble(
                f"After “{name}:” comes a word, or several in quotation marks.",
                start=start,
                end=colon + 1,
            )
        if name == "boilerplate":
            self._boilerplate(value, end)
        else:
            wanted = filters.wanted(name, value, start=colon, end=end)
            written = self.line[start:end]
            self._put(Piece(Kind.FILTER, start, end, value, written=written, filter=wanted))

    def _boilerplate(self, value: str, end: int) -> None:
        choice = value.lower()
        if choice not in ("yes", "no", "only"):
            raise QueryTrouble(
                "Write boilerplate:yes, boilerplate:only or boilerplate:no.",
                start=self._place,
                end=end,
            )
        self._put(Piece(Kind.BOILERPLATE, self._place, end, choice, self._place))

    def _word(self, end: int, *, is_literal: bool = False) -> None:
        start = self._place
        text = self.line[start:end]
        if not has_word(text, is_literal=is_literal) or self._is_lone_question_mark(text):
            self._leave_out(text, end)
            return
        is_exact = text.startswith("=") and self._is_fresh()
        piece = Piece(
            Kind.WORD, start, end, text[is_exact:], start + is_exact, 0, is_exact, is_literal
        )
        if not is_literal:
            if not has_letter(text) and text.strip("*"):
                raise QueryTrouble("A pattern needs at least one letter.", start=start, end=end)
            piece = self._with_sign(piece)
            self._note_signs(piece.text, "stands for one more letter")
        self._put(piece)

    def _with_sign(self, piece: Piece) -> Piece:
        """Take a sign at the end of a word for what it means."""
        if found := _FUZZY.fullmatch(piece.text):
            if not has_word(found[1]):
                return piece
            self._refuse_mixture(piece, found[1], "~", "finds words that are spelled alike")
            if found[2] not in ("", "1", "2"):
                raise QueryTrouble(
                    "Only ~ or ~1 (one letter differs) and ~2 (two letters) can be searched.",
                    start=piece.inner + len(found[1]),
                    end=piece.end,
                )
            return replace(piece, kind=Kind.FUZZY, text=found[1], number=int(found[2] or 1))
        if found := _FAMILY.fullmatch(piece.text):
            self._refuse_mixture(piece, found[1], "+", "finds the word family")
            return replace(piece, kind=Kind.FAMILY, text=found[1])
        return piece

    def _refuse_mixture(self, piece: Piece, text: str, sign: str, meaning: str) -> None:
        other = "=" if piece.is_exact else next((c for c in "*?" if c in text), "")
        if other:
            raise QueryTrouble(
                f"“{sign}” {meaning} and cannot be joined with “{other}”.",
                start=piece.start,
                end=piece.end,
            )

    def _leave_out(self, text: str, end: int) -> None:
        if self._follows_field():
            field = self.pieces[-1]
            raise QueryTrouble(f"No word follows “{field.text}:”.", start=field.start, end=end)
        self._note(f"“{text}” holds no word and was left out.")
        self._place = end

    def _is_lone_question_mark(self, text: str) -> bool:
        return not text.strip("?") and has_letter(self.line)

    def _note_signs(self, text: str, meaning: str) -> None:
        """Say how a question mark at the end of a word is read: a pasted sentence may have one."""
        for found in ENDING_MARKS.finditer(text):
            self._note(f"In “{found[0]}” the question mark {meaning}.")

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)
