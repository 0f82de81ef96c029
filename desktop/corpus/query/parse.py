"""Owns `parse`: a typed line becomes a `Query`, by Whoosh's parser with plugins of our own.

Whoosh's plus/minus and date plugins misread what people type (`al-nuri`, `2017-03`), so the pieces
come from `scan`, in a right order by `grammar`; Whoosh's parser and its plugins for parentheses,
fields and operators make the tree of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh.qparser import QueryParser, plugins, syntax
from whoosh.qparser.taggers import Tagger

from desktop.corpus.errors import QueryTrouble
from desktop.corpus.query import words
from desktop.corpus.query.grammar import check
from desktop.corpus.query.pieces import Kind, Piece
from desktop.corpus.query.scan import scan
from desktop.corpus.query.tree import (
    And,
    Every,
    Expression,
    Filter,
    Leaf,
    Near,
    Not,
    Or,
    Phrase,
    Place,
    Within,
    leaves,
)
from desktop.corpus.query.tree import (
    Query as Tree,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed line: the tree, whether boilerplate counts ("no", "yes", "only"), what was typed.

    `notes` are sentences about what was left out of the line, `vain_notes` what to say besides if
    nothing is found.
    """

    tree: Tree
    boilerplate: str
    typed: str
    notes: tuple[str, ...] = ()
    vain_notes: tuple[str, ...] = ()


def parse(typed: str) -> Query:
    """Parse a typed line; an empty one means every document. Raises QueryTrouble with its place."""
    pieces, notes = scan(typed)
    if not pieces and notes:
        raise QueryTrouble("There is no word in this query.", start=0, end=len(typed))
    check(pieces)
    nodes = QueryParser("text", None, plugins=_plugins(pieces)).process(typed)
    tree = _settled(nodes.query(None))
    boilerplate = [piece.text for piece in pieces if piece.kind is Kind.BOILERPLATE]
    return Query(tree or Every(), boilerplate[0] if boilerplate else "no", typed, tuple(notes))


def _settled(query: Tree | None) -> Tree | None:
    """Flatten And in And and Or in Or, unwrap what joins only one, drop what joins nothing.

    Whoosh's own `normalize` would also turn an And with `Every` inside into `Every`.
    """
    if isinstance(query, Not):
        inner = _settled(query.query)
        return None if inner is None else Not(inner)
    if not isinstance(query, And | Or):
        return query
    kept: list[Tree] = []
    for part in map(_settled, query.subqueries):
        if part is not None:
            kept += part.subqueries if isinstance(part, type(query)) else [part]
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else type(query)(kept)


class _PieceNode(syntax.SyntaxNode):
    """A piece that is searched for; it has a field unless it is a filter."""

    has_fieldname = True

    def __init__(self, piece: Piece) -> None:
        self.fieldname: str | None = None
        self._piece = piece

    def query(self, parser: Any) -> Tree | None:
        """Return the query for it; None for what says how the whole line is meant."""
        return _BUILDERS[self._piece.kind](self._piece, self.fieldname or "text")


class _NearGroup(syntax.BinaryGroup):
    """`a NEAR/5 b`."""

    def __init__(self, nodes: list[Any], piece: Piece) -> None:
        super().__init__(nodes)
        self._piece = piece

    def query(self, parser: Any) -> Tree:
        """Return the near of both operands."""
        a, b = (_settled(node.query(parser)) for node in self.nodes)
        return _near(a, b, self._piece)


class _NearOperator(syntax.InfixOperator):
    """NEAR/5 between its operands; left associative."""

    def __init__(self, piece: Piece) -> None:
        super().__init__(piece.text, _NearGroup)
        self._piece = piece

    def replace_self(self, parser: Any, group: Any, position: int) -> int:
        """Put the group of both neighbours in the place of the three."""
        both = [group[position - 1], group[position + 1]]
        group[position - 1 : position + 2] = [_NearGroup(both, self._piece)]
        return position


class _PieceTagger(Tagger):
    """Hands the pieces to Whoosh's parser, which asks place by place."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._by_start = {piece.start: piece for piece in pieces}

    def match(self, parser: Any, text: str, pos: int) -> syntax.SyntaxNode | None:
        """Return the node for the piece that begins here."""
        piece = self._by_start.get(pos)
        if piece is None:
            return None
        node = _NODES.get(piece.kind, _PieceNode)(piece)
        node.set_range(piece.start, piece.end)
        return node


class _Pieces(plugins.Plugin):
    """Tags our pieces, and puts AND where two operands stand side by side."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces

    def taggers(self, parser: Any) -> Any:
        """Return the only tagger beside white space."""
        return [(_PieceTagger(self._pieces), 0)]

    def filters(self, parser: Any) -> Any:
        """Run between Whoosh's removal of white space (500) and its operators (600)."""
        return [(self._drop_left_out, 400), (self._join, 550)]

    def _drop_left_out(self, parser: Any, group: Any) -> Any:
        kept = [
            self._drop_left_out(parser, node) if isinstance(node, syntax.GroupNode) else node
            for node in group
            if not isinstance(node, syntax.WordNode)
        ]
        return syntax.AndGroup(kept)

    def _join(self, parser: Any, group: Any) -> Any:
        joined: list[Any] = []
        for node in group:
            if isinstance(node, syntax.GroupNode):
                node = self._join(parser, node)
            follows = joined and not isinstance(joined[-1], syntax.Operator)
            if follows and not isinstance(node, syntax.InfixOperator):
                joined.append(syntax.InfixOperator("AND", syntax.AndGroup))
            joined.append(node)
        return syntax.AndGroup(joined)


class _Groups(plugins.GroupPlugin):
    """Whoosh's parentheses over our pieces."""

    def taggers(self, parser: Any) -> Any:
        """Leave tagging to `_Pieces`."""
        return []


class _Fields(plugins.FieldsPlugin):
    """Whoosh's fields over our pieces."""

    def taggers(self, parser: Any) -> Any:
        """Leave tagging to `_Pieces`."""
        return []


class _Operators(plugins.OperatorsPlugin):
    """Whoosh's operators over our pieces, the tightest first."""

    def __init__(self) -> None:
        tagger: Any = self.OpTagger
        order = [
            (tagger("NEAR", _NearGroup, _NearOperator), 0),
            # From right to left, since what NOT takes must be whole.
            (tagger("NOT", syntax.NotGroup, syntax.PrefixOperator, leftassoc=False), 0),
            (tagger("AND", syntax.AndGroup), 0),
            (tagger("OR", syntax.OrGroup), 0),
        ]
        super().__init__(ops=order, clean=True)

    def taggers(self, parser: Any) -> Any:
        """Leave tagging to `_Pieces`."""
        return []


def _plugins(pieces: Sequence[Piece]) -> list[Any]:
    return [_Pieces(pieces), _Groups(), _Fields(remove_unknown=False), _Operators()]


def _near(a: Tree | None, b: Tree | None, piece: Piece) -> Near:
    if a is None or b is None or not (_has_place(a) and _has_place(b)):
        raise QueryTrouble(
            "NEAR joins words, phrases and parentheses with OR.",
            start=piece.start,
            end=piece.end,
            advice="Put other conditions before or after, as in isis NEAR/5 mosul -baghdad.",
        )
    fields = {leaf.fieldname for query in (a, b) for leaf in leaves(query)}
    if len(fields) > 1:
        raise QueryTrouble(
            "NEAR joins words of one field, as in title:(isis NEAR/5 mosul).",
            start=piece.start,
            end=piece.end,
        )
    return Near(a, b, piece.number, Place(piece.text, piece.start, piece.end))


def _has_place(query: Tree) -> bool:
    """Say whether a query stands for places in a text rather than for whole documents."""
    if isinstance(query, Or):
        return all(map(_has_place, query.subqueries))
    return isinstance(query, Leaf | Phrase | Near | Within)


def _typed(piece: Piece, fieldname: str) -> words.Typed:
    return words.Typed(piece.text, piece.inner, fieldname, piece.is_exact, piece.is_literal)


def _phrase(piece: Piece, fieldname: str) -> Tree:
    typed = _typed(piece, fieldname)
    if not piece.number:
        return words.phrase(typed)
    chunks = words.chunks(typed)
    if any(not chunk.text.strip("*?") for chunk in chunks):
        raise QueryTrouble(
            "A lone * or ? cannot stand in a phrase with ~.", start=piece.start, end=piece.end
        )
    parts = [words.word(chunk) for chunk in chunks]
    if len(parts) < 3:
        return parts[0] if len(parts) == 1 else _near(parts[0], parts[1], piece)
    return Within(parts, piece.number, Place(piece.text, piece.start, piece.end))


def _expression(piece: Piece, fieldname: str) -> Tree:
    place = Place(piece.written, piece.start, piece.end)
    return Expression(fieldname, piece.text, place, is_exact=piece.is_exact)


def _filter(piece: Piece, fieldname: str) -> Tree:
    wanted = piece.filter
    assert wanted is not None
    place = Place(piece.written, piece.start, piece.end)
    return Filter(wanted.name, wanted.value, place, low=wanted.low, high=wanted.high)


_BUILDERS: dict[Kind, Callable[[Piece, str], Tree | None]] = {
    Kind.WORD: lambda piece, field: words.word(_typed(piece, field)),
    Kind.FUZZY: lambda piece, field: words.fuzzy(_typed(piece, field), piece.number),
    Kind.FAMILY: lambda piece, field: words.family(_typed(piece, field)),
    Kind.PHRASE: _phrase,
    Kind.EXPRESSION: _expression,
    Kind.FILTER: _filter,
    Kind.BOILERPLATE: lambda piece, field: None,
}

_NODES: dict[Kind, Callable[[Piece], syntax.SyntaxNode]] = {
    Kind.OPEN: lambda piece: plugins.GroupPlugin.OpenBracket(),
    Kind.CLOSE: lambda piece: plugins.GroupPlugin.CloseBracket(),
    Kind.AND: lambda piece: syntax.InfixOperator("AND", syntax.AndGroup),
    Kind.OR: lambda piece: syntax.InfixOperator("OR", syntax.OrGroup),
    Kind.NOT: lambda piece: syntax.PrefixOperator("NOT", syntax.NotGroup),
    Kind.NEAR: _NearOperator,
    Kind.FIELD: lambda piece: syntax.FieldnameNode(piece.text, piece.text),
}
