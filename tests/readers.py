"""Other readers of RDF: which formats each reads by its documentation, and how it is asked to.

A reader gets pairs of files, one in a format, one where what it found is to be written as N-Quads,
and gives what it complains of, by the file it could not read. Each starts one process for all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

import pyoxigraph as ox
import rdflib

from azru_graph.exports import FORMATS
from azru_graph.sources import keep_lexical_forms
from azru_graph.terms import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Jobs = Sequence[tuple[Path, Path]]

TESTS = Path(__file__).parent
LOCAL_NODE_PATH = TESTS.parent / ".foreign" / "node_modules"
JAVA_LIBRARIES = Path("/usr/share/java")  # where Debian puts them

# One class path for all three, by families of names.
_JARS = {
    "jena": "arq base core iri",
    "rdf4j": "model model-api model-vocabulary util rio-api rio-datatypes rio-languages rio-jsonld"
    " rio-nquads rio-ntriples rio-rdfxml rio-trig rio-turtle",
    "owlapi": "api apibinding impl parsers rio tools oboformat compatibility",
    "commons": "codec compress csv io lang3 logging rdf-api text",
    "jackson": "annotations core databind",
    "": "atinject-jsr330-api caffeine dexx.collection gson guava hppcrt httpclient httpclient-cache"
    " httpcore jcl-over-slf4j jsonld-java protobuf slf4j-api slf4j-nop thrift titanium-json-ld xz",
}
# The second compiler and a collector with threads of its own take longer than they save.
_SHORT_RUN = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_JSON_PROCESSOR = ("javax.json", "javax.json-api")

_TRIPLES = {"turtle", "ntriples", "rdfxml", "statements"}
_QUADS = {"nquads", "trig", "nanopublications"}


class Reader(NamedTuple):
    """A reader: the tools it needs (keys of conftest's table), its formats, and the asking."""

    tools: tuple[str, ...]
    formats: set[str]
    read: Callable[[Jobs, Path], dict[Path, str]]


def node_paths() -> list[Path]:
    """Give the folders in which node looks for packages."""
    given = os.environ.get("NODE_PATH", "").split(os.pathsep)
    return [LOCAL_NODE_PATH, *(Path(path) for path in given if path)]


def has_node(package: str) -> bool:
    """Say whether node and a package of npm are here."""
    return bool(shutil.which("node")) and any((path / package).is_dir() for path in node_paths())


def has_jar(*names: str) -> bool:
    """Say whether Java and libraries of it are here."""
    files = (JAVA_LIBRARIES / f"{name}.jar" for name in names)
    return bool(shutil.which("javac")) and all(file.is_file() for file in files)


def node_environment() -> dict[str, str]:
    """Give the environment in which node finds the packages that were installed for the tests."""
    return {**os.environ, "NODE_PATH": os.pathsep.join(map(str, node_paths()))}


def _with_rdflib(jobs: Jobs, _: Path) -> dict[Path, str]:
    names = {"nq": "nquads", "nt": "nt", "rdf": "xml", "trig": "trig", "ttl": "turtle"}
    for source, result in jobs:
        form = names.get(source.suffix[1:], "json-ld")
        lines = []
        with keep_lexical_forms(), warnings.catch_warnings():
            # rdflib 7.6 warns of what it calls itself.
            warnings.simplefilter("ignore", DeprecationWarning)
            dataset = rdflib.Dataset()
            dataset.parse(data=source.read_bytes(), format=form)
            for *triple, graph in dataset.quads():
                named = graph not in {None, rdflib.graph.DATASET_DEFAULT_GRAPH_ID}
                terms = [*triple, graph] if named else triple
                lines.append(" ".join(_term(term) for term in terms) + " .\n")
        result.write_text("".join(lines), encoding="utf-8")
    return {}


def _term(term: object) -> str:
    """Write a term of rdflib as N-Quads have it."""
    if isinstance(term, rdflib.Literal):
        datatype = ox.NamedNode(term.datatype) if term.datatype else None
        return str(ox.Literal(str(term), datatype=datatype, language=term.language))
    return str(ox.NamedNode(str(term)))


def _with_pyoxigraph(jobs: Jobs, _: Path) -> dict[Path, str]:
    for source, result in jobs:
        ox.serialize(ox.parse(path=source), result, format=ox.RdfFormat.N_QUADS)
    return {}


def _with_rapper(jobs: Jobs, _: Path) -> dict[Path, str]:
    names = {"nq": "nquads", "nt": "ntriples", "rdf": "rdfxml", "trig": "trig", "ttl": "turtle"}
    complaints = {}
    for source, result in jobs:
        form = names[source.suffix[1:]]
        run = subprocess.run(
            ["rapper", "-q", "-i", form, "-o", "nquads", str(source)],
            capture_output=True,
            check=False,
        )
        result.write_bytes(run.stdout)
        if run.returncode or run.stderr:
            complaints[source] = run.stderr.decode()
    return complaints


def _with_node(tool: str) -> Callable[[Jobs, Path], dict[Path, str]]:
    def read(jobs: Jobs, _: Path) -> dict[Path, str]:
        command: list[str | Path] = ["node", TESTS / "node" / "read.js", tool, *_flat(jobs)]
        return _complaints(command, node_environment())

    return read


def _with_java(program: str) -> Callable[[Jobs, Path], dict[Path, str]]:
    def read(jobs: Jobs, folder: Path) -> dict[Path, str]:
        jars = (
            JAVA_LIBRARIES / (f"{family}-{name}.jar" if family else f"{name}.jar")
            for family, names in _JARS.items()
            for name in names.split()
        )
        path = os.pathsep.join(map(str, [*_mended(folder), *jars]))
        source = TESTS / "java" / f"{program}.java"
        start: list[str | Path] = ["java", *_SHORT_RUN, "-cp", path, source]
        return _complaints([*start, *_flat(jobs)], os.environ)

    return read


def _mended(folder: Path) -> list[Path]:
    """Make what Debian's Jena 4.5 misses.

    It looks for the messages of its validator under another name than they have in its library, and
    for a processor of JSON by the newer name of that package.
    """
    moved = "org/apache/jena/ext/"
    with ZipFile(JAVA_LIBRARIES / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(f"{moved}xerces/") and name.endswith(".properties"):
                file = folder / name.removeprefix(moved)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(jar.read(name))
    rules = folder / "rules"
    rules.write_text("rule javax.json.** jakarta.json.@1\n", encoding="utf-8")
    made = [folder]
    for name in _JSON_PROCESSOR:
        made.append(folder / f"{name}.jar")
        renaming = ("java", "-jar", JAVA_LIBRARIES / "jarjar.jar", "process", rules)
        subprocess.run([*renaming, JAVA_LIBRARIES / f"{name}.jar", made[-1]], check=True)
    return made


def _with_owlapi(jobs: Jobs, folder: Path) -> dict[Path, str]:
    ontologies = [(source, result.with_suffix(".rdf")) for source, result in jobs]
    complaints = _with_java("OwlRead")(ontologies, folder)
    for (source, ontology), (_, result) in zip(ontologies, jobs, strict=True):
        if source not in complaints:
            ox.serialize(ox.parse(path=ontology), result, format=ox.RdfFormat.N_QUADS)
    return complaints


def as_owl(quads: Iterable[str]) -> set[str]:
    """Reduce triples to what the OWL API keeps of them when it holds them as axioms.

    To it a document is one ontology, so that what is said of several ontologies is said of one;
    disjointness has no direction; and it declares individuals and datatypes that are only used.
    """
    owl, xsd_date = PREFIXES["owl"], f"<{PREFIXES['xsd']}date> "
    headers = tuple(f"<{BASE}{name}> " for name in ("ontology", "relation", "scheme"))
    kept = set()
    for quad in quads:
        if quad.startswith((*headers, xsd_date)) or quad.endswith(f"<{owl}NamedIndividual>"):
            continue
        subject, predicate, *rest = quad.split(" ")
        if predicate == f"<{owl}disjointWith>":
            kept.add(" ".join(sorted([subject, *rest])))
        else:
            kept.add(quad)
    return kept


def _flat(jobs: Jobs) -> list[Path]:
    return [path for job in jobs for path in job]


def _complaints(command: Sequence[str | Path], environment: Mapping[str, str]) -> dict[Path, str]:
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(environment))
    lines = (line.partition("\t") for line in run.stdout.splitlines())
    return {Path(file): message for file, _, message in lines}


# What a reader does not read by its documentation is not in its formats. RDF 1.2 is read by N3.js
# from its version 2 on and by pyoxigraph; RDF4J 3.7 knows JSON-LD 1.0 alone; rdf-canonize reads
# N-Quads, of which N-Triples are a part; the OWL API reads no dataset, and JSON-LD through RDF4J.
READERS = {
    "rdflib": Reader((), {*_TRIPLES, *_QUADS, "jsonld", "jsonld-plain"}, _with_rdflib),
    "pyoxigraph": Reader(
        (), {*_TRIPLES, *_QUADS, "jsonld", "jsonld-plain", "rdf12"}, _with_pyoxigraph
    ),
    "rapper": Reader(("rapper",), {*_TRIPLES, *_QUADS}, _with_rapper),
    "N3.js": Reader(("node-n3",), {*_TRIPLES, *_QUADS, "rdf12"} - {"rdfxml"}, _with_node("N3.js")),
    "jsonld.js": Reader(("node-jsonld",), {"jsonld", "jsonld-plain"}, _with_node("jsonld.js")),
    "rdfxml-streaming-parser": Reader(
        ("node-rdfxml", "node-n3"), {"rdfxml"}, _with_node("rdfxml-streaming-parser")
    ),
    "rdf-canonize": Reader(
        ("node-rdf-canonize",), {"ntriples", "nquads"}, _with_node("rdf-canonize")
    ),
    "Jena": Reader(
        ("jena",), {*_TRIPLES, *_QUADS, "jsonld", "jsonld-plain"}, _with_java("JenaRead")
    ),
    "RDF4J": Reader(("rdf4j",), {*_TRIPLES, *_QUADS, "jsonld-plain"}, _with_java("Rdf4jRead")),
    "OWL API": Reader(("owlapi",), {"turtle", "rdfxml"}, _with_owlapi),
}
READ = [name for name in FORMATS if any(name in reader.formats for reader in READERS.values())]

# Programs that read formats other than those above; each cell is a test marked ``reads``.
PROGRAMS = {
    "Argdown": {"argdown"},
    "Citation.js": {"csl"},
    "csvw": {"csvw"},
    "DuckDB": {"csvw", "parquet"},
    "Graphviz": {"dot"},
    "icalendar": {"icalendar"},
    "igraph": {"graphml"},
    "Kùzu": {"kuzu"},
    "LadybugDB": {"kuzu"},
    "networkx": {"cytoscape", "gexf", "graphml"},
    "pandas": {"csvw"},
    "pybtex": {"bibtex"},
    "rispy": {"ris"},
    "SQLite": {"sqlite"},
}
