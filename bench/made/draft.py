"""What every part of an article is written with."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from made.writing import chance, node

if TYPE_CHECKING:
    from made.hubs import Hubs
    from made.writing import Sheet

__all__ = ["Draft"]


class Draft:
    """An article that is being written.

    Attributes:
        sheet: Where its triples go.
        common: What all articles share.
        place: Its number, from 1.
        rng: Its own chance, which only its number and the seed decide.
        iri: The article, as N-Triples spells it; so are all IRIs here.
    """

    def __init__(self, sheet: Sheet, common: Hubs, place: int, seed: int) -> None:
        self.sheet, self.common, self.place = sheet, common, place
        self.rng = Random(f"{seed} {place}")  # noqa: S311 - the same each time is what is wanted
        self.iri = node(f"article-{place}")
        self._size = self.rng.uniform(0.87, 1.14)

    def name(self, kind: str, rest: object) -> str:
        """The local name of something of this article alone."""
        return f"{kind}-a{self.place}-{rest}"

    def own(self, kind: str, rest: object) -> str:
        """Its IRI."""
        return node(self.name(kind, rest))

    def count(self, mean: float) -> int:
        """How many of something this article has, where an article has so many in the mean."""
        return max(1, round(mean * self._size))

    def chance(self, share: float) -> bool:
        """True as often as the share says."""
        return chance(self.rng, share)

    def attest(self, iri: str, passages: list[str], mean: float = 1) -> list[str]:
        """Let something rest on so many passages in the mean, on one at least; give them."""
        extra = int(self.rng.expovariate(1 / (mean - 1)) + 0.5) if mean > 1 else 0
        chosen = self.rng.sample(passages, min(1 + extra, len(passages)))
        self.sheet.say(iri, *(("azru:attestedIn", passage) for passage in chosen))
        return chosen
