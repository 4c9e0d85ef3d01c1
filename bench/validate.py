"""Validation of made-up articles: against pySHACL on the same data, and as the data grows.

    python bench/validate.py

Files of 100 thousand and a million triples, with faults in them, are made in a folder of their own.
At the smaller size the compiled shapes must find what pySHACL finds, field by field. pySHACL takes
minutes for it.
"""

from __future__ import annotations

import math
import statistics
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.engines.embedded import Embedded
from azru_graph.files import ontology_files, shapes_file
from azru_graph.sources import read_graph
from azru_graph.validation import examine
from azru_graph.validation.compiled import compiled_findings
from azru_graph.validation.reference import reference_findings
from azru_graph.validation.shapes import read_shapes
from generate import generate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from azru_graph.validation import Finding

SMALL, LARGE = 10, 100  # articles, each of about ten thousand triples
FAULTS = 60
ROUNDS = 3  # of one way after the other
AT_MOST = 1 / 25  # the share of pySHACL's time that is aimed at
STEEPEST = 1.15  # the exponent of growth that is aimed at


class Run(NamedTuple):
    """What a way of validating finds, and its CPU seconds."""

    findings: set[Finding]
    seconds: float


def timed(validated: Callable[[], Iterable[Finding]]) -> Run:
    """Validate, and measure this process meanwhile."""
    start = time.process_time()
    findings = set(validated())
    return Run(findings, time.process_time() - start)


def in_sparql(engine: Embedded) -> Iterable[Finding]:
    """Read the shapes and validate what an engine holds by them."""
    return compiled_findings(engine, read_shapes([shapes_file()]))


def whole(path: Path) -> Iterable[Finding]:
    """Load a file with the ontology, and validate it by all shapes and checks."""
    return examine(Embedded([path, *ontology_files()]))


def main() -> None:
    """Print the ratio at the smaller size, and the exponent of growth between the two."""
    with TemporaryDirectory() as folder:
        small, large = (Path(folder) / f"{count}.nt" for count in (SMALL, LARGE))
        for path, count in ((small, SMALL), (large, LARGE)):
            path.write_text("".join(generate(count, faults=FAULTS)), encoding="utf-8")
        graph, shapes = read_graph([small, *ontology_files()]), read_graph([shapes_file()])
        pairs = []
        for _ in range(ROUNDS):
            engine = Embedded([small, *ontology_files()])  # a new one, which has answered nothing
            compiled = timed(partial(in_sparql, engine))
            reference = timed(partial(reference_findings, graph, shapes))
            if not compiled.findings or compiled.findings != reference.findings:
                raise SystemExit("compiled shapes and pySHACL differ, or find nothing")
            pairs.append((compiled.seconds, reference.seconds))
        ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(
            f"shapes over {len(graph)} triples, compiled / pySHACL, CPU: ratio"
            f" {ours / theirs:.4f} (aim: at most {AT_MOST}); {ours:.2f} s against {theirs:.1f} s,"
            f" the medians of {ROUNDS}; the same {len(compiled.findings)} findings"
        )
        runs = {path: timed(partial(whole, path)) for path in (small, large)}
        sizes = {path: path.read_bytes().count(b"\n") for path in runs}
        growth = math.log(runs[large].seconds / runs[small].seconds) / math.log(
            sizes[large] / sizes[small]
        )
        print(
            f"shapes and checks from {sizes[small]} to {sizes[large]} triples, CPU with loading:"
            f" exponent {growth:.2f} (aim: at most {STEEPEST});"
            f" {runs[small].seconds:.1f} s and {runs[large].seconds:.1f} s"
        )


if __name__ == "__main__":
    main()
