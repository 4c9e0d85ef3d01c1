"""`azru load` and files in memory against rdflib's parse of the same made-up file, by CPU time.

What the store's own loader takes, with nothing of ours around it, is the floor of `azru load`.
"""

from __future__ import annotations

import shutil
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyoxigraph as store

from azru_graph.engines.embedded import Embedded
from azru_graph.engines.loading import load
from generate import generate

if TYPE_CHECKING:
    from collections.abc import Callable

_AIM = 1 / 8
_RUNS = 5


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _bare(directory: Path, file: Path) -> None:
    shutil.rmtree(directory, ignore_errors=True)
    store.Store(str(directory)).bulk_load(path=str(file))


def main() -> None:
    """Load ten articles, about 100,000 triples, in turn with rdflib."""
    import rdflib

    with TemporaryDirectory() as name:
        file = Path(name) / "articles.nt"
        file.write_text("".join(generate(10)), encoding="utf-8")
        work: dict[str, Callable[[], object]] = {
            "rdflib's parse": lambda: rdflib.Graph().parse(file, format="nt"),
            "a file in memory": lambda: Embedded([file]),
            "azru load": lambda: load(Path(name) / "store", [file]),
            "the store's own loader": lambda: _bare(Path(name) / "bare", file),
        }
        spent: dict[str, list[float]] = {what: [] for what in work}
        for _ in range(_RUNS):
            for what, done in work.items():
                spent[what].append(_seconds(done))
        theirs, memory, ours, floor = work
        _tell(memory, theirs, spent, f"; aim: at most {_AIM}")
        _tell(ours, theirs, spent, f"; aim: at most {_AIM}")
        _tell(floor, theirs, spent, "")
        _tell(ours, floor, spent, "")


def _tell(ours: str, theirs: str, spent: dict[str, list[float]], aim: str) -> None:
    found = [one / other for one, other in zip(spent[ours], spent[theirs], strict=True)]
    print(
        f"{ours} against {theirs}, CPU: ratio {statistics.median(found):.3f}"
        f" (from {min(found):.3f} to {max(found):.3f}{aim})"
    )


if __name__ == "__main__":
    main()
