"""Owns what a group of an RTF file inherits: where its text goes, and how it looks."""

from typing import NamedTuple


class State(NamedTuple):
    """What a group inherits and gives back at its end."""

    place: str = ""
    """Where text goes: "" to the builder, "skip" nowhere, else to what is remembered by that name."""
    n_skipped: int = 1
    font: int = -1
    is_strong: bool = False
    is_em: bool = False
    is_hidden: bool = False
    is_deleted: bool = False
    is_inserted: bool = False
    inserted_by: tuple[int, int] = (0, 0)
    deleted_by: tuple[int, int] = (0, 0)
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    list_level: int = 0

    def switched(self, name: str, *, is_on: bool) -> "State":
        """Return the state with a look switched on or off; itself where that changes nothing."""
        return self if getattr(self, name) == is_on else self._replace(**{name: is_on})


PLAIN = {
    "is_strong": False,
    "is_em": False,
    "is_hidden": False,
    "is_deleted": False,
    "is_inserted": False,
}
PARAGRAPH = {"style": 0, "outline": None, "in_table": False, "list_level": 0}
SWITCHES = {
    "b": "is_strong",
    "i": "is_em",
    "v": "is_hidden",
    "deleted": "is_deleted",
    "revised": "is_inserted",
}
