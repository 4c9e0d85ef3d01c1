"""Every stored question on 100,000 triples: against bare pyoxigraph, and against rdflib.

All are warm; times are of CPU, in turn within one run. What rdflib does not answer in time counts
with that time, so that its ratio is a bound, and is named.
"""

from __future__ import annotations

import signal
import statistics
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph

from azru_graph import queries
from azru_graph.engines.embedded import Embedded
from azru_graph.files import ontology_files
from azru_graph.sources import read_graph
from generate import generate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import rdflib

_ARTICLES = 10
_RUNS = 5
_LIMIT = 4  # seconds of CPU that rdflib has for a question
_AIM_BARE, _AIM_RDFLIB = 1.2, 1 / 30
_LEAST = 0.001  # a time below a millisecond is that of the clock


class _OutOfTime(BaseException):
    """The time is up; no code of a library may catch this."""


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return max(time.process_time() - start, _LEAST)


def _limited(work: Callable[[], object]) -> float:
    """The time of something, or the limit where it takes longer."""

    def stop(*_: object) -> None:
        raise _OutOfTime

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _LIMIT, 1)
    try:
        return min(_seconds(work), _LIMIT)
    except _OutOfTime:
        return _LIMIT
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _iterated(asked: pyoxigraph.Store | rdflib.Graph, text: str) -> list[Any]:
    """All solutions, as they come from a library."""
    return [*cast("Iterable[Any]", asked.query(text))]


def main() -> None:
    """Ask every question of all three."""
    with TemporaryDirectory() as name:
        file = Path(name) / "articles.nt"
        file.write_text("".join(generate(_ARTICLES)), encoding="utf-8")
        paths = [file, *ontology_files()]
        ours, bare, other = Embedded(paths), pyoxigraph.Store(), read_graph(paths)
        for path in paths:
            bare.bulk_load(path=str(path))
    over_bare, over_rdflib, cut_off = {}, {}, []
    for question in queries.catalogue("questions").values():
        asked = (
            partial(queries.select, ours, question.text),
            partial(_iterated, bare, question.text),
        )
        pairs = [tuple(_seconds(ask) for ask in asked) for _ in range(_RUNS + 1)][1:]
        mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        slow = _limited(partial(_iterated, other, question.text))
        over_bare[question.name], over_rdflib[question.name] = mine / theirs, mine / slow
        if slow >= _LIMIT:
            cut_off.append(question.name)
        print(
            f"{question.name}: {mine * 1000:.0f} ms, {mine / theirs:.2f} of bare pyoxigraph,"
            f" 1/{slow / mine:.0f} of rdflib",
            flush=True,
        )
    worst = max(over_bare, key=lambda name: over_bare[name])
    print(
        f"against bare pyoxigraph: {statistics.geometric_mean(over_bare.values()):.2f}"
        f" (aim: at most {_AIM_BARE}), at most {over_bare[worst]:.2f} ({worst})"
    )
    print(
        f"against rdflib: 1/{1 / statistics.geometric_mean(over_rdflib.values()):.0f} (aim: at most"
        f" 1/{1 / _AIM_RDFLIB:.0f}); cut off at {_LIMIT} s: {', '.join(cut_off) or 'none'}"
    )


if __name__ == "__main__":
    main()
