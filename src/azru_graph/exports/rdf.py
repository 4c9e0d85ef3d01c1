"""RDF formats, of a whole content and of any graph of rdflib.

What rdflib read goes through pyoxigraph, whose writers keep the order that they are given; rdflib's
walk over sets. The order is that of canonical N-Quads (RDF Dataset Canonicalization, section 4).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from azru_graph.errors import DataError, UnknownNameError, quoted
from azru_graph.exports.content import graph_iri
from azru_graph.terms import PREFIXES, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import rdflib

    from azru_graph.exports.content import Content
    from azru_graph.results import Triples

__all__ = [
    "canonical_lines",
    "canonical_quads",
    "dataset",
    "graph_of",
    "in_order",
    "jsonld",
    "jsonld_plain",
    "moved",
    "nquads",
    "ntriples",
    "quads_as",
    "rdfxml",
    "serialize",
    "to_text",
    "trig",
    "triples_as",
    "turtle",
]

_NO_DEFAULT_GRAPH = """\
# Each part is a named graph, and the default graph is empty: what reads the default graph alone
# finds the same triples in the formats without graphs, such as Turtle.
"""


def turtle(content: Content) -> bytes:
    """Write canonical Turtle; its order is that under the graph's own base."""
    return content.rebased(_turtle(content.graph)).encode()


def ntriples(content: Content) -> bytes:
    """Write canonical N-Triples, sorted."""
    return canonical_lines(content.rebased(to_text(content.quads, "N_QUADS"))).encode()


def rdfxml(content: Content) -> bytes:
    """Write RDF/XML; raises DataError where XML cannot hold a character or name a property."""
    return content.rebased(_rdfxml(content.quads)).encode()


def jsonld(content: Content) -> bytes:
    """Write JSON-LD 1.1, with short names and an object for each entity."""
    return content.rebased(_jsonld(content.quads)).encode()


def jsonld_plain(content: Content) -> bytes:
    """Write JSON-LD 1.0, expanded and flat: full IRIs and no context."""
    return content.rebased(to_text(content.quads, "JSON_LD")).encode()


def nquads(content: Content) -> bytes:
    """Write canonical N-Quads, sorted, with a named graph for each part."""
    return canonical_lines(content.rebased(to_text(dataset(content), "N_QUADS"))).encode()


def trig(content: Content) -> bytes:
    """Write TriG, with a named graph for each part."""
    text = _NO_DEFAULT_GRAPH + to_text(dataset(content), "TRIG")
    return content.rebased(text).encode()


def dataset(content: Content) -> list[ox.Quad]:
    """Give all quads, each part in a named graph; nothing is in the default graph."""
    return canonical_quads({graph_iri(name): content.part(name) for name in content.parts})


def canonical_quads(graphs: Mapping[str, rdflib.Graph]) -> list[ox.Quad]:
    """Give the quads of graphs by their IRIs, in order; '' is the default graph.

    Blank nodes get the labels of RDFC-1.0. Of a literal its lexical form is kept, a language tag
    becomes lower case.
    """
    quads = [
        moved(quad, ox.NamedNode(iri) if iri else ox.DefaultGraph())
        for iri, graph in graphs.items()
        for quad in ox.parse(graph.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
    ]
    ends = (term for quad in quads for term in (quad.subject, quad.object))
    if any(isinstance(term, ox.BlankNode) for term in ends):
        relabelled = ox.Dataset(quads)
        relabelled.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        quads = list(relabelled)
    return in_order(quads)


def moved(quad: ox.Quad, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    """Give the same triple in another graph."""
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def in_order(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Put quads in order, graph by graph, each once."""
    return sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad)))


def canonical_lines(text: str) -> str:
    """Put the lines of N-Triples or N-Quads in order, each once."""
    # Not splitlines, which breaks a line at signs that a literal may hold.
    return "".join(sorted({f"{line}\n" for line in text.split("\n") if line}))


def to_text(quads: Iterable[ox.Quad], name: str, **prefixes: str) -> str:
    """Write quads in a format of pyoxigraph, in the order given, with a newline at the end.

    Where a format has prefixes, ours are declared and those given; in JSON-LD none are.
    """
    form: ox.RdfFormat = getattr(ox.RdfFormat, name)
    given = quads if form.supports_datasets else (quad.triple for quad in quads)
    declared = None if form == ox.RdfFormat.JSON_LD else PREFIXES | prefixes
    written = (ox.serialize(given, format=form, prefixes=declared) or b"").decode()
    return written if written.endswith("\n") else f"{written}\n"


def serialize(graph: rdflib.Graph, name: str) -> bytes:
    """Write an rdflib graph as ``jsonld``, ``ntriples``, ``rdfxml`` or ``turtle``, as UTF-8.

    Raises:
        UnknownNameError: There is no format of that name here.
        DataError: The graph cannot be written in that format, or not without a blank node.
    """
    from azru_graph.sources import keep_lexical_forms

    if name not in {*_WRITERS, "turtle"}:
        raise UnknownNameError("RDF format", name, (*_WRITERS, "turtle"))
    with keep_lexical_forms():
        if name == "turtle":
            return _turtle(graph).encode()
        return quads_as(canonical_quads({"": graph}), name)


def graph_of(triples: Triples) -> rdflib.Graph:
    """Give the triples that a query constructed as a graph of rdflib, with our prefixes."""
    import rdflib

    from azru_graph.sources import keep_lexical_forms

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    lines = (" ".join(map(to_ntriples, triple)) + " .\n" for triple in triples)
    with keep_lexical_forms():
        return graph.parse(data="".join(lines), format="nt")


def quads_as(quads: list[ox.Quad], name: str, **prefixes: str) -> bytes:
    """Write the triples of quads as UTF-8, in their order but for N-Triples, which are sorted.

    Args:
        quads: Those of a subject stand together.
        name: ``jsonld``, ``ntriples``, ``rdfxml`` or ``turtle``.
        prefixes: Prefixes for Turtle beside ours.

    Raises:
        DataError: They cannot be written in that format.
    """
    if name == "turtle":
        return to_text(quads, "TURTLE", **prefixes).encode()
    return _WRITERS[name](quads).encode()


def triples_as(triples: Triples, name: str) -> bytes:
    """Write the triples that a query constructed in a format, as UTF-8; raises as ``serialize``."""
    return serialize(graph_of(triples), name)


def _turtle(graph: rdflib.Graph) -> str:
    from azru_graph.turtle import canonical

    return canonical(graph)


def _jsonld(quads: Iterable[ox.Quad]) -> str:
    from azru_graph.exports.jsonld import compacted

    return compacted(quads)


def _rdfxml(quads: list[ox.Quad]) -> str:
    from azru_graph.results.w3c import NOT_XML

    for quad in quads:
        predicate = quad.predicate.value
        if not re.search(r"[^\W\d][\w.-]*$", predicate):
            raise DataError(
                f"<{predicate}> ends in no name, which RDF/XML must have of a property",
                remedy="choose another format, such as turtle",
            )
        value = quad.object
        if isinstance(value, ox.Literal) and re.search(NOT_XML, value.value):
            raise DataError(
                f"{quoted(value.value)} holds a character that XML cannot carry",
                remedy="choose another format, such as turtle",
            )
    return to_text(quads, "RDF_XML")


_WRITERS: dict[str, Callable[[list[ox.Quad]], str]] = {
    "jsonld": _jsonld,
    "ntriples": lambda quads: canonical_lines(to_text(quads, "N_QUADS")),
    "rdfxml": _rdfxml,
}
