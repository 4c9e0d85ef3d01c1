"""How questions grow with the data: about one entity, in memory and in a store on disk.

    python bench/growth.py             from 100,000 triples to a million, in memory
    python bench/growth.py --large     ten millions in a store on disk: memory, and times

A question is one with a parameter for an entity, filled with one of the first article alone: what
all articles share has answers that grow with their number.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from azru_graph import queries
from azru_graph.engines.disk import OnDisk
from azru_graph.engines.embedded import Embedded
from azru_graph.engines.loading import load
from azru_graph.files import ontology_files
from azru_graph.terms import ID, Iri
from generate import generate

if TYPE_CHECKING:
    from azru_graph.engines import Engine

_SMALL, _MIDDLE, _LARGE = 10, 100, 1040  # articles
_MOST_GROWTH = 3
_MOST_MILLISECONDS = 50
_MOST_GIGABYTES = 4
_ENTITIES = {
    "actor": "person-a1-0",
    "cause": "claim-a1-s3p4-24a",
    "effect": "event-a1-21",
    "entity": "person-a1-0",
    "holder": "person-a1-0",
    "observed": "person-a1-0",
    "passage": "passage-a1-abs-1",
    "place": "place-a1-0",
    "speaker": "person-a1-0",
    "work": "work-a1-0",
}


def _questions() -> dict[str, str]:
    """Each such question, once for each such parameter."""
    return {
        f"{query.name} of {name}": queries.bind(query, {name: [Iri(ID + _ENTITIES[name])]})
        for query in queries.catalogue("questions").values()
        for name, parameter in query.header.parameters.items()
        if parameter.type == "iri" and name in _ENTITIES
    }


def _milliseconds(engine: Engine, text: str) -> float:
    """The CPU time of a query, once it has been asked: in so many rounds that clocks show it."""
    engine.query(text)
    rounds, start = 0, time.process_time()
    while rounds < 1 or (time.process_time() - start < 0.2 and rounds < 1_000):  # noqa: PLR2004 - seconds, times
        engine.query(text)
        rounds += 1
    return (time.process_time() - start) / rounds * 1000


def _growth(folder: Path) -> None:
    engines = [_in_memory(folder, articles) for articles in (_SMALL, _MIDDLE)]
    grown = []
    for name, text in _questions().items():
        small, large = (_milliseconds(engine, text) for engine in engines)
        grown.append(large / small)
        note = "" if grown[-1] <= _MOST_GROWTH else "  misses the aim"
        print(f"{name}: {small:.2f} ms, then {large:.2f} ms: {grown[-1]:.1f} times{note}")
    print(
        f"growth from {_SMALL} to {_MIDDLE} articles: median {statistics.median(grown):.1f},"
        f" at most {max(grown):.1f}; within the aim of {_MOST_GROWTH}:"
        f" {sum(ratio <= _MOST_GROWTH for ratio in grown)} of {len(grown)}"
    )


def _in_memory(folder: Path, articles: int) -> Embedded:
    file = folder / f"{articles}.nt"
    with file.open("w", encoding="utf-8") as stream:
        stream.writelines(generate(articles))
    return Embedded([file, *ontology_files()])


def _large(folder: Path) -> None:
    file, place = folder / "large.nt", folder / "store"
    with file.open("w", encoding="utf-8") as stream:
        stream.writelines(generate(_LARGE))
    start = time.process_time()
    child = os.fork()
    if not child:
        size = load(place, [file, *ontology_files()])
        print(f"{size} triples in {time.process_time() - start:.0f} s of CPU", flush=True)
        os._exit(0)
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit("the load failed")
    peak = used.ru_maxrss / 1e6
    print(f"peak of memory {peak:.2f} GB (aim: less than {_MOST_GIGABYTES})")
    engine = OnDisk(place)
    within = 0
    questions = _questions()
    for name, text in questions.items():
        taken = _milliseconds(engine, text)
        within += taken < _MOST_MILLISECONDS
        print(f"{name}: {taken:.1f} ms (aim: less than {_MOST_MILLISECONDS})", flush=True)
    print(f"{within} of {len(questions)} within the aim")
    print(f"memory while asking {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        (_large if "--large" in sys.argv[1:] else _growth)(Path(name))
