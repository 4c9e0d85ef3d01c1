"""`azru query timeline` against a bare pyoxigraph script: the same query on the same files."""

from __future__ import annotations

import sys
from pathlib import Path

from azru_graph.files import data_files, folder, ontology_files
from pairs import compare

SCRIPT = """
import sys
import pyoxigraph
store = pyoxigraph.Store()
for path in sys.argv[2:]:
    store.load(path=path, format=pyoxigraph.RdfFormat.TURTLE)
with open(sys.argv[1], encoding="utf-8") as file:
    answer = store.query(file.read())
print(answer.serialize(format=pyoxigraph.QueryResultsFormat.TSV).decode())
"""

if __name__ == "__main__":
    files = [str(path) for path in (*data_files(), *ontology_files())]
    query = str(folder("queries") / "questions" / "timeline.rq")
    compare(
        "azru query timeline / bare pyoxigraph script",
        [str(Path(sys.executable).parent / "azru"), "query", "timeline"],
        [sys.executable, "-c", SCRIPT, query, *files],
        runs=15,
        at_most=2.5,
    )
