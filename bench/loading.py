"""`azru load` and files in memory against rdflib's parse of the same made-up file, by CPU time."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from azru_graph.engines.embedded import Embedded
from azru_graph.engines.loading import load
from generate import generate

if TYPE_CHECKING:
    from collections.abc import Callable

_AIM = 1 / 8
_RUNS = 3


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Load ten articles, about 100,000 triples, in turn with rdflib."""
    import rdflib

    with TemporaryDirectory() as name:
        file = Path(name) / "articles.nt"
        file.write_text("".join(generate(10)), encoding="utf-8")
        ours: dict[str, Callable[[], object]] = {
            "azru load": lambda: load(Path(name) / "store", [file]),
            "a file in memory": lambda: Embedded([file]),
        }
        ratios: dict[str, list[float]] = {what: [] for what in ours}
        for _ in range(_RUNS):
            theirs = _seconds(lambda: rdflib.Graph().parse(file, format="nt"))
            for what, work in ours.items():
                ratios[what].append(_seconds(work) / theirs)
        for what, found in ratios.items():
            print(
                f"{what} against rdflib's parse, CPU: ratio {statistics.median(found):.3f}"
                f" (from {min(found):.3f} to {max(found):.3f}; aim: at most {_AIM})"
            )


if __name__ == "__main__":
    main()
