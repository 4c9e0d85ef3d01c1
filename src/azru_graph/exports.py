"""The graph in the formats that other tools load.

Every format is made from the source files, so that literals keep the form in which they were
written. Everything is put in order: the same graph gives the same bytes.
"""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from azru_graph.errors import UnknownNameError
from azru_graph.terms import PREFIXES, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import rdflib

    from azru_graph.results import Triples

__all__ = ["FORMATS", "Format", "export", "graph_of", "serialize", "triples_as"]


class Format(NamedTuple):
    """A format of RDF: the suffix of its files, and its writer."""

    suffix: str
    write: Callable[[rdflib.Graph], str]


def export(paths: Iterable[Path], name: str) -> bytes:
    """Merge RDF files into one graph and write it in a format, as UTF-8.

    Args:
        paths: The files; their suffixes tell their formats.
        name: A key of ``FORMATS``.

    Raises:
        UnknownNameError: There is no format of that name.
        DataError: A file cannot be parsed, or the graph cannot be written without a blank node.
    """
    from azru_graph.sources import read_graph

    if name not in FORMATS:
        raise UnknownNameError("export format", name, FORMATS)
    return serialize(read_graph(paths), name)


def serialize(graph: rdflib.Graph, name: str) -> bytes:
    """Write an rdflib graph in a format, as UTF-8; raises as ``export`` does."""
    from azru_graph.sources import keep_lexical_forms

    if name not in FORMATS:
        raise UnknownNameError("export format", name, FORMATS)
    with keep_lexical_forms():
        return FORMATS[name].write(graph).encode()


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
    # Not by str.splitlines: a text may hold other signs that end a line, such as U+2028.
    lines = graph.serialize(format="nt").split("\n")
    return "".join(sorted(f"{line}\n" for line in lines if line))


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


FORMATS = {
    "jsonld": Format("jsonld", _jsonld),
    "ntriples": Format("nt", _ntriples),
    "rdfxml": Format("rdf", _rdfxml),
    "turtle": Format("ttl", _turtle),
}
