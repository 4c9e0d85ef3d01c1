"""The graph in the formats that other tools load.

Every format is made from the source files, so that literals keep the form in which they were
written. Everything is put in order: the same graph gives the same bytes.

A writer takes a `Content` and gives the bytes of one file, or those of a folder of files by their
names. It writes the content's base, not the graph's own: see `Content.rebased`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import UnknownNameError
from azru_graph.exports import csvw, graphs, kuzu, neo4j, parquet, rdf, sqlite
from azru_graph.exports.content import Content, content_of
from azru_graph.exports.rdf import graph_of, serialize, triples_as

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "FORMATS",
    "Content",
    "Format",
    "content_of",
    "export",
    "file_name",
    "graph_of",
    "serialize",
    "triples_as",
]


class Format(NamedTuple):
    """A format: what it is for, the suffix of its file, and its writer.

    The suffix is '' where the writer gives the files of a folder. No two formats have the same.
    """

    summary: str
    suffix: str
    write: Callable[[Content], bytes | Mapping[str, bytes]]


def export(content: Content, name: str) -> bytes | Mapping[str, bytes]:
    """Write a content in a format.

    Args:
        content: What to write.
        name: A key of ``FORMATS``.

    Returns:
        The bytes of a file; where the format is a folder of files, name → bytes of each.

    Raises:
        UnknownNameError: There is no format of that name.
        DataError: A file cannot be parsed, or the graph cannot be written in that format.
    """
    if name not in FORMATS:
        raise UnknownNameError("export format", name, FORMATS)
    return FORMATS[name].write(content)


def file_name(name: str) -> str:
    """Give the name that the file or folder of a format has among others.

    >>> file_name("turtle")
    'azru.ttl'
    """
    suffix = FORMATS[name].suffix
    return f"azru.{suffix}" if suffix else name


FORMATS = {
    "csvw": Format("CSV tables, described as CSV on the Web", "", csvw.csvw),
    "cytoscape": Format("property graph, for Cytoscape", "cyjs", graphs.cytoscape),
    "dot": Format("property graph, for Graphviz", "dot", graphs.dot),
    "gexf": Format("property graph, for Gephi", "gexf", graphs.gexf),
    "graphml": Format("property graph, for yEd, igraph and others", "graphml", graphs.graphml),
    "jsonld": Format("JSON-LD, with its context in the file", "jsonld", rdf.jsonld),
    "kuzu": Format("property graph, for IMPORT DATABASE of Kùzu and LadybugDB", "", kuzu.kuzu),
    "neo4j": Format("property graph, for neo4j-admin database import", "", neo4j.neo4j),
    "ntriples": Format("N-Triples, in order", "nt", rdf.ntriples),
    "parquet": Format("typed tables, for DuckDB, pandas, R and others", "", parquet.parquet),
    "rdfxml": Format("RDF/XML, for tools of ontologies", "rdf", rdf.rdfxml),
    "sqlite": Format(
        "tables with keys, and views in words, as one database", "sqlite", sqlite.sqlite
    ),
    "turtle": Format("Turtle, in canonical form", "ttl", rdf.turtle),
}
