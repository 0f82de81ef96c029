"""Owns the order of pieces: parentheses that match, operators with something on either side."""

from collections.abc import Sequence

from desktop.corpus.errors import QueryTrouble
from desktop.corpus.query.pieces import Kind, Piece

DEEPEST = 100
MOST_NEARS = 20

_JOINING = (Kind.AND, Kind.OR, Kind.NEAR)
_OPERATORS = (*_JOINING, Kind.NOT)
_SMALL = "To search for the word itself, write it in small letters."


def check(pieces: Sequence[Piece]) -> None:
    """Refuse a line whose pieces do not stand in a right order, with the place. QueryTrouble."""
    opened: list[Piece] = []
    before: Piece | None = None
    n_nears = 0
    for piece in pieces:
        _check_pair(before, piece)
        if piece.kind is Kind.OPEN:
            opened.append(piece)
            if len(opened) > DEEPEST:
                raise _trouble(f"Parentheses can be {DEEPEST} deep at most.", piece)
        elif piece.kind is Kind.CLOSE:
            if not opened:
                raise _trouble("This closing parenthesis has no opening one.", piece)
            opened.pop()
        elif piece.kind is Kind.NEAR:
            n_nears += 1
            if n_nears > MOST_NEARS:
                raise _trouble(f"NEAR can stand {MOST_NEARS} times in a line at most.", piece)
        elif piece.kind is Kind.BOILERPLATE and opened:
            raise _trouble("“boilerplate:” stands outside parentheses.", piece)
        before = piece
    if before is not None and before.kind in _OPERATORS:
        raise _trouble(f"Nothing follows “{before.text}”.", before, advice=_advice(before))
    if opened:
        raise _trouble("This parenthesis is not closed.", opened[-1])
    _check_boilerplate(pieces)


def _check_pair(before: Piece | None, piece: Piece) -> None:
    """Refuse two neighbours that cannot stand side by side; None is the beginning of the line."""
    opens = before is None or before.kind is Kind.OPEN
    if piece.kind in _JOINING and opens:
        raise _trouble(f"Nothing stands before “{piece.text}”.", piece, advice=_advice(piece))
    if before is None:
        return
    if piece.kind is Kind.CLOSE and opens:
        raise QueryTrouble(
            "There is nothing between these parentheses.", start=before.start, end=piece.end
        )
    if piece.kind is Kind.CLOSE and before.kind in _OPERATORS:
        raise _trouble(f"Nothing follows “{before.text}”.", before, advice=_advice(before))
    if before.kind in _OPERATORS and (
        piece.kind in _JOINING or (piece.kind is Kind.NOT and before.kind in (Kind.NOT, Kind.NEAR))
    ):
        raise QueryTrouble(
            f"Between “{before.text}” and “{piece.text}” a word is missing.",
            start=before.start,
            end=piece.end,
            advice=_advice(piece),
        )
    if before.kind is Kind.FIELD and piece.kind in (
        Kind.FIELD,
        Kind.FILTER,
        Kind.BOILERPLATE,
        Kind.NOT,
    ):
        raise QueryTrouble(
            f"After “{before.text}:” comes a word, a phrase or a parenthesis.",
            start=before.start,
            end=piece.end,
            advice=f"To exclude, write -{before.text}:word." if piece.kind is Kind.NOT else "",
        )


def _check_boilerplate(pieces: Sequence[Piece]) -> None:
    """`boilerplate:` says how the whole line is meant, so it stands alone and once."""
    places = [n for n, piece in enumerate(pieces) if piece.kind is Kind.BOILERPLATE]
    if len(places) > 1:
        raise _trouble("“boilerplate:” can be said once only.", pieces[places[1]])
    for place in places:
        before, after = pieces[max(place - 1, 0)], pieces[min(place + 1, len(pieces) - 1)]
        binding = (Kind.NOT, Kind.NEAR, Kind.OR)
        if before.kind in binding or after.kind in (Kind.NEAR, Kind.OR):
            raise _trouble(
                "“boilerplate:” is said of the whole line and cannot be joined with OR, NOT or NEAR.",
                pieces[place],
            )


def _advice(piece: Piece) -> str:
    return _SMALL if piece.text.isalpha() else ""


def _trouble(sentence: str, piece: Piece, *, advice: str = "") -> QueryTrouble:
    return QueryTrouble(sentence, start=piece.start, end=piece.end, advice=advice)
