"""`azru validate` against the `pyshacl` command line with the same rules on the same data."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from azru_graph.exports import serialize
from azru_graph.files import data_files, ontology_files, shapes_file
from azru_graph.sources import read_graph
from azru_graph.validation import derived_shapes
from pairs import compare

if __name__ == "__main__":
    *terms, schemes = ontology_files()
    with TemporaryDirectory() as name:
        data, shapes, ontology = (Path(name) / f"{x}.ttl" for x in ("data", "shapes", "ontology"))
        data.write_bytes(serialize(read_graph([*data_files(), schemes]), "turtle"))
        shapes.write_bytes(serialize(read_graph([shapes_file()]) + derived_shapes(), "turtle"))
        ontology.write_bytes(serialize(read_graph(terms), "turtle"))
        tools = Path(sys.executable).parent
        compare(
            "azru validate / pyshacl with the derived shapes",
            [str(tools / "azru"), "validate"],
            [str(tools / "pyshacl"), "-s", str(shapes), "-e", str(ontology), str(data)],
            # The other takes minutes; what is aimed at is far from the noise of one run.
            runs=1,
            warm_up=0,
            at_most=0.5,
        )
