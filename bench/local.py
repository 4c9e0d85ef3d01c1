"""Questions about one entity: those with a parameter for it, filled with one of the first article."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from azru_graph import queries
from azru_graph.terms import ID, Iri

if TYPE_CHECKING:
    from azru_graph.engines import Engine

__all__ = ["QUESTIONS", "milliseconds"]

# Parameter → an entity of the first made-up article alone: what all articles share has answers that
# grow with their number.
_ENTITIES = {
    "actor": "person-a1-0",
    "cause": "event-a1-0",
    "effect": "event-a1-1",
    "entity": "person-a1-0",
    "holder": "person-a1-0",
    "observed": "person-a1-0",
    "passage": "passage-a1-abs-1",
    "place": "place-a1-0",
    "speaker": "person-a1-0",
    "work": "work-a1-0",
}


def _filled() -> dict[str, str]:
    """Each such question, once for each such parameter."""
    return {
        f"{query.name} of {name}": queries.bind(query, {name: [Iri(ID + _ENTITIES[name])]})
        for query in queries.catalogue("questions").values()
        for name, parameter in query.header.parameters.items()
        if parameter.type == "iri" and name in _ENTITIES
    }


QUESTIONS = _filled()


def milliseconds(engine: Engine, text: str, *, runs: int = 5) -> float:
    """The median CPU time of a query, once it has been asked."""
    engine.query(text)
    times = []
    for _ in range(runs):
        start = time.process_time()
        engine.query(text)
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000
