"""Owns the trail of places read: what Alt+Left and Alt+Right walk along."""

from dataclasses import dataclass

MOST = 200


@dataclass(frozen=True, slots=True)
class Footprint:
    """A document and the code point at the top of the page."""

    document_id: int
    place: int


@dataclass(frozen=True, slots=True)
class Trail:
    """Places behind and ahead, the nearest last; a value: each step gives a new trail."""

    behind: tuple[Footprint, ...] = ()
    ahead: tuple[Footprint, ...] = ()

    def leaving(self, here: Footprint) -> "Trail":
        """Return the trail after a jump away from here; what lay ahead is forgotten."""
        if self.behind and self.behind[-1] == here:
            return Trail(self.behind)
        return Trail((*self.behind, here)[-MOST:])

    def back(self, here: Footprint) -> "tuple[Footprint, Trail] | None":
        """Return the place before and the trail from there; None at the beginning."""
        if not self.behind:
            return None
        return self.behind[-1], Trail(self.behind[:-1], (*self.ahead, here))

    def forward(self, here: Footprint) -> "tuple[Footprint, Trail] | None":
        """Return the place that was gone back from; None if there is none."""
        if not self.ahead:
            return None
        return self.ahead[-1], Trail((*self.behind, here), self.ahead[:-1])
