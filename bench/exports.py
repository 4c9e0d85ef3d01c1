"""Every format of RDF on eight times the facts: the time for a triple, over that on the facts."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from azru_graph.exports import Content, content_of, export
from azru_graph.files import data_files
from azru_graph.terms import ID

# Those of tables and of works are small and not of this kind.
FORMATS = (
    "jsonld",
    "jsonld-plain",
    "nanopublications",
    "nquads",
    "ntriples",
    "rdf12",
    "rdfxml",
    "statements",
    "trig",
    "turtle",
)
TIMES = 8
AT_MOST = TIMES / 2  # what is quadratic has the ratio of the sizes


def seconds(content: Content) -> dict[str, float]:
    """Measure the CPU time of each format; what all share is read before."""
    spent = {}
    for name in ("ntriples", *FORMATS):
        start = process_time()
        export(content, name)
        spent[name] = (process_time() - start) / len(content.quads)
    return spent


if __name__ == "__main__":
    facts = content_of(data_files(editorial=False), only="facts")
    written = export(facts, "ntriples")
    if not isinstance(written, bytes):
        raise TypeError
    with TemporaryDirectory() as folder:
        larger = Path(folder) / "facts.nt"
        copies = (written.replace(ID.encode(), f"{ID}{n}-".encode()) for n in range(TIMES))
        larger.write_bytes(b"".join(copies))
        one, many = (seconds(c) for c in (facts, content_of([larger], only="facts")))
    ratios = {name: many[name] / one[name] for name in FORMATS}
    for name, ratio in ratios.items():
        print(f"{name}: a triple of {TIMES} times as many takes {ratio:.2f} of the time")
    if max(ratios.values()) > AT_MOST:
        sys.exit(f"more than {AT_MOST}")
