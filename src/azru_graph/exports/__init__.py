"""The graph in the formats that other tools load.

Every format is made from the source files, so that literals keep the form in which they were
written. Everything is put in order: the same graph gives the same bytes.

A writer takes a `Content` and gives the bytes of one file, or those of a folder of files by their
names. It writes the content's base, not the graph's own: see `Content.rebased`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import UnknownNameError
from azru_graph.exports import (
    argdown,
    bibtex,
    calendar,
    claims,
    csl,
    csvw,
    dcat,
    distributions,
    graphs,
    kuzu,
    manifest,
    nanopublications,
    neo4j,
    parquet,
    rdf,
    ris,
    schemaorg,
    sqlite,
    timelinejs,
    void,
)
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
    "export_all",
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


def export_all(
    content: Content,
    others: Mapping[str, bytes] | None = None,
    *,
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, bytes]:
    """Write a content in every format, with the counts and the sums of the files.

    Args:
        content: What to write.
        others: Further files that will stand beside them, whose sums are to be given too.
        progress: Called with each format when its turn comes.

    Returns:
        Name of a file → its bytes; that of a format in a folder begins with the folder. The last
        is ``SHA256SUMS``, over all others.

    Raises:
        DataError: As ``export`` raises it; a format is left out that has no empty file, where the
            content has nothing to put into it.
    """
    files = {**(others or {}), "counts.tsv": manifest.counts(content)}
    for name in FORMATS:
        progress(name)
        files |= distributions.files(content, name)
    return {**files, "SHA256SUMS": manifest.sums(files)}


def file_name(name: str) -> str:
    """Give the name that the file or folder of a format has among others.

    >>> file_name("turtle")
    'azru.ttl'
    """
    suffix = FORMATS[name].suffix
    return f"azru.{suffix}" if suffix else name


FORMATS = {
    "argdown": Format("Argdown: the claims, and which dispute others", "argdown", argdown.argdown),
    "bibtex": Format("BibTeX: the works that are cited or cite", "bib", bibtex.bibtex),
    "csl": Format("CSL-JSON: the same works, for citation processors", "csl.json", csl.csl),
    "csvw": Format("CSV tables, described as CSV on the Web", "", csvw.csvw),
    "cytoscape": Format("Property graph, for Cytoscape", "cyjs", graphs.cytoscape),
    "dcat": Format("DCAT: the dataset and its files, for catalogues", "dcat.ttl", dcat.dcat),
    "dot": Format("Property graph, for Graphviz", "dot", graphs.dot),
    "gexf": Format("Property graph, for Gephi", "gexf", graphs.gexf),
    "graphml": Format("Property graph, for yEd, igraph and others", "graphml", graphs.graphml),
    "icalendar": Format("iCalendar: the dated events, for calendars", "ics", calendar.icalendar),
    "jsonld": Format("JSON-LD 1.1: short names, an object for each entity", "jsonld", rdf.jsonld),
    "jsonld-plain": Format("JSON-LD 1.0: full IRIs, no context", "plain.jsonld", rdf.jsonld_plain),
    "kuzu": Format("Property graph, for IMPORT DATABASE of Kùzu and LadybugDB", "", kuzu.kuzu),
    "nanopublications": Format(
        "TriG, a nanopublication for each record and claim",
        "nanopubs.trig",
        nanopublications.nanopublications,
    ),
    "neo4j": Format("Property graph, for neo4j-admin database import", "", neo4j.neo4j),
    "nquads": Format("N-Quads, sorted, a named graph for each part", "nq", rdf.nquads),
    "ntriples": Format("N-Triples, canonical and sorted", "nt", rdf.ntriples),
    "parquet": Format("Typed tables, for DuckDB, pandas, R and others", "", parquet.parquet),
    "rdf12": Format(
        "Turtle 1.2, each claim reifying its content, a triple term", "rdf12.ttl", claims.rdf12
    ),
    "rdfxml": Format("RDF/XML, for tools of ontologies", "rdf", rdf.rdfxml),
    "ris": Format("RIS: the same works, for reference managers", "ris", ris.ris),
    "schemaorg": Format(
        "schema.org: the dataset and its files, for search engines",
        "schemaorg.jsonld",
        schemaorg.schemaorg,
    ),
    "sqlite": Format(
        "Tables with keys, and views in words, as one database", "sqlite", sqlite.sqlite
    ),
    "statements": Format(
        "Turtle, each claim an rdf:Statement of its content", "statements.ttl", claims.statements
    ),
    "timelinejs": Format(
        "TimelineJS: the dated events, for a timeline on a page",
        "timelinejs.json",
        timelinejs.timelinejs,
    ),
    "trig": Format("TriG, a named graph for each part", "trig", rdf.trig),
    "turtle": Format("Turtle, in canonical form", "ttl", rdf.turtle),
    "void": Format("VoID: the dataset in figures, for tools of linked data", "void.ttl", void.void),
}
