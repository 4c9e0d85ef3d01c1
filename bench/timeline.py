"""`azru query timeline`, whole process, against other programs on the same files.

Twice: asked again, when its answer is kept, and asked for the first time, when it is not. The other
programs keep nothing, except that the command line of Oxigraph is given a store on disk that was
filled before. Two of them cannot read the question and get the main part of it, which is less work.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from azru_graph.files import data_files, folder, ontology_files
from pairs import compare

BIN = Path(sys.executable).parent
FOREIGN = Path(__file__).parent.parent / ".foreign" / "node_modules" / ".bin"
FILES = [str(path) for path in (*data_files(), *ontology_files())]
QUERY = folder("queries") / "questions" / "timeline.rq"
AGAIN = [str(BIN / "azru"), "query", "timeline"]
FIRST = ["env", "AZRU_NO_CACHE=1", *AGAIN]

PYOXIGRAPH = """
import sys
import pyoxigraph
store = pyoxigraph.Store()
for path in sys.argv[2:]:
    store.load(path=path, format=pyoxigraph.RdfFormat.TURTLE)
with open(sys.argv[1], encoding="utf-8") as file:
    answer = store.query(file.read())
print(answer.serialize(format=pyoxigraph.QueryResultsFormat.TSV).decode())
"""
RDFLIB = """
import sys
import rdflib
graph = rdflib.Graph()
for path in sys.argv[2:]:
    graph.parse(path)
with open(sys.argv[1], encoding="utf-8") as file:
    answer = graph.query(file.read())
print(answer.serialize(format="csv").decode())
"""
# Without sub-selects and EXISTS, at which roqet and Comunica fail.
MAIN_PART = """
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?date ?event ?kind ?place ?earliest ?latest ?iri
WHERE {
  ?iri a azru:Event ;
    rdfs:label ?event ;
    azru:edtf ?date ;
    azru:notBefore ?earliest ;
    azru:notAfter ?latest ;
    azru:eventType ?type .
  ?type skos:prefLabel ?kind .
  OPTIONAL { ?iri azru:tookPlaceAt ?location . ?location rdfs:label ?place }
}
ORDER BY ?earliest ?latest ?event ?iri
"""


def found(program: str, package: str) -> str:
    """Give the path of a program, or say that it is left out and how to get it; '' then."""
    path = f"{BIN}{os.pathsep}{FOREIGN}{os.pathsep}{os.environ['PATH']}"
    place = shutil.which(program, path=path) or ""
    if not place:
        print(f"left out: {program} is not installed ({package})")
    return place


def main() -> None:
    """Compare with each program that is here."""
    with tempfile.TemporaryDirectory() as scratch:
        part = Path(scratch, "part.rq")
        part.write_text(MAIN_PART, encoding="utf-8")
        # Program → its command, pairs to run, ratio aimed at.
        peers: dict[str, tuple[list[str], int, float]] = {
            "bare pyoxigraph script": (
                [sys.executable, "-c", PYOXIGRAPH, str(QUERY), *FILES],
                15,
                1,
            ),
            "bare rdflib script": ([sys.executable, "-c", RDFLIB, str(QUERY), *FILES], 5, 0.1),
        }
        if oxigraph := found("oxigraph", "pip install oxigraph"):
            store = str(Path(scratch, "store"))
            subprocess.run([AGAIN[0], "load", store], check=True, stdout=subprocess.DEVNULL)
            ask = ["query", "-l", store, "--query-file", str(QUERY), "--results-format", "tsv"]
            peers["oxigraph query, store on disk"] = ([oxigraph, *ask], 15, 1.5)
        if roqet := found("roqet", "apt-get install rasqal-utils"):
            data = [word for name in FILES for word in ("-D", name)]
            command = [roqet, "-q", "-r", "tsv", *data, str(part)]
            peers["roqet, main part"] = (command, 5, 0.1)
        npm = "npm install --no-save --prefix .foreign @comunica/query-sparql-file@4"
        if comunica := found("comunica-sparql-file", npm):
            peers["comunica-sparql-file, main part"] = (
                [comunica, *FILES, "-f", str(part)],
                3,
                0.05,
            )
        for name, (command, runs, at_most) in peers.items():
            for label, ours in (("again", AGAIN), ("first", FIRST)):
                compare(f"asked {label} / {name}", ours, command, runs=runs, at_most=at_most)


if __name__ == "__main__":
    main()
