"""How often the shipped graph uses each concept and predicate: no text, only the numbers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.engines.embedded import Embedded
from azru_graph.files import data_files, ontology_files
from azru_graph.queries import select
from azru_graph.terms import PREFIXES

if TYPE_CHECKING:
    from random import Random

__all__ = ["Weights", "measured"]


class Weights(NamedTuple):
    """Values, as N-Triples spells them, and how often each is there; in the order of the values."""

    values: tuple[str, ...]
    counts: tuple[int, ...]

    def draw(self, rng: Random) -> str:
        """One of the values, as often as it is there."""
        return rng.choices(self.values, self.counts)[0]


@cache
def measured(pattern: str) -> Weights:
    """Count the IRIs that ``?value`` has in a pattern over the shipped data and ontology."""
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    table = select(
        _engine(),
        f"{declared}SELECT ?value (COUNT(*) AS ?count) WHERE {{ {pattern} FILTER (ISIRI(?value)) }}"
        " GROUP BY ?value ORDER BY ?value",
    )
    rows = [
        (f"<{value.value}>", int(count.value)) for value, count in table.rows if value and count
    ]
    return Weights(*zip(*rows, strict=True))


@cache
def _engine() -> Embedded:
    return Embedded([*data_files(), *ontology_files()])
