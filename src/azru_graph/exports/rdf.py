"""RDF formats, of a whole content and of any graph of rdflib."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

from azru_graph.errors import UnknownNameError
from azru_graph.terms import PREFIXES, to_ntriples

if TYPE_CHECKING:
    import rdflib

    from azru_graph.exports.content import Content
    from azru_graph.results import Triples

__all__ = ["graph_of", "jsonld", "ntriples", "rdfxml", "serialize", "triples_as", "turtle"]


def turtle(content: Content) -> bytes:
    """Write canonical Turtle; its order is that under the graph's own base."""
    return _rebased(content, "turtle").encode()


def ntriples(content: Content) -> bytes:
    """Write N-Triples, sorted."""
    return _in_order(_rebased(content, "ntriples")).encode()


def jsonld(content: Content) -> bytes:
    """Write JSON-LD."""
    return _rebased(content, "jsonld").encode()


def rdfxml(content: Content) -> bytes:
    """Write RDF/XML."""
    return _rebased(content, "rdfxml").encode()


def _rebased(content: Content, name: str) -> str:
    return content.rebased(serialize(content.graph, name).decode())


def serialize(graph: rdflib.Graph, name: str) -> bytes:
    """Write an rdflib graph in one of the formats of this module, as UTF-8.

    Raises:
        UnknownNameError: There is no format of that name here.
        DataError: The graph cannot be written without a blank node.
    """
    from azru_graph.sources import keep_lexical_forms

    if name not in _WRITERS:
        raise UnknownNameError("RDF format", name, _WRITERS)
    with keep_lexical_forms():
        return _WRITERS[name](graph).encode()


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


def triples_as(triples: Triples, name: str) -> bytes:
    """Write the triples that a query constructed in a format, as UTF-8; raises as ``export``."""
    return serialize(graph_of(triples), name)


def _turtle(graph: rdflib.Graph) -> str:
    from azru_graph.turtle import canonical

    return canonical(graph)


def _ntriples(graph: rdflib.Graph) -> str:
    return _in_order(graph.serialize(format="nt"))


def _in_order(lines: str) -> str:
    # Not splitlines, which breaks a line at signs that a literal may hold.
    return "".join(sorted(f"{line}\n" for line in lines.split("\n") if line))


def _jsonld(graph: rdflib.Graph) -> str:
    # The context stands in the file: remote contexts fail wherever there is no network.
    context = {prefix: PREFIXES[prefix] for prefix in sorted(PREFIXES)}
    document = json.loads(graph.serialize(format="json-ld", context=context))
    return json.dumps(_sorted(document), ensure_ascii=False, indent=2) + "\n"


def _sorted(value: Any) -> Any:  # noqa: ANN401 -- whatever JSON holds
    """Put keys and unordered arrays in order; rdflib walks over sets."""
    if isinstance(value, dict):
        return {key: value[key] if key == "@list" else _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda item: json.dumps(item, sort_keys=True))
    return value


def _rdfxml(graph: rdflib.Graph) -> str:
    # rdflib's writer walks over sets; this one keeps the order of the triples.
    from pyoxigraph import RdfFormat, parse
    from pyoxigraph import serialize as write

    triples = parse(_ntriples(graph), format=RdfFormat.N_TRIPLES)
    stream = BytesIO()
    write(triples, stream, format=RdfFormat.RDF_XML, prefixes=PREFIXES)
    return stream.getvalue().decode()


_WRITERS = {"jsonld": _jsonld, "ntriples": _ntriples, "rdfxml": _rdfxml, "turtle": _turtle}
