"""The job of giving a graph of the dataset whole."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from azru_graph.exports.rdf import serialize, triples_as
from azru_graph.exports.resource import SUFFIXES
from azru_graph.queries import construct, texts
from azru_graph.syntax import to_sparql
from azru_graph.terms import Iri
from azru_graph.web.jobs import Made
from azru_graph.web.jobs.served import content
from azru_graph.web.kinds import RDF, Twin, links
from azru_graph.web.problems import Problem

if TYPE_CHECKING:
    from azru_graph.web.jobs import Opened

__all__ = ["make"]

_NAMED = "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_OF_GRAPH = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"


def make(  # noqa: PLR0913 - all by name but one
    opened: Opened, *, iri: str | None, name: str, suffix: str, kind: str, chosen: bool
) -> Made:
    """Write a graph; of files, literals as they were written.

    Args:
        opened: What is served.
        iri: The graph; None for the default graph.
        name: What its own address has for it, without a suffix; '' where it is asked for by IRI.
        suffix: A key of ``SUFFIXES``.
        kind: The media type.
        chosen: Whether the header Accept decided.

    Raises:
        Problem: There is no such graph.
        ParameterError: The text is no absolute IRI.
    """
    served = content(opened)
    parts = dict(zip(served.graphs, served.parts, strict=True))
    if iri is None and served.parts:
        written = serialize(served.graph, SUFFIXES[suffix])
    elif iri in parts:
        written = serialize(served.part(parts[iri]), SUFFIXES[suffix])
    else:
        query = _OF_GRAPH.format(graph=to_sparql(Iri(iri))) if iri is not None else _ALL
        triples = construct(opened.engine, query)
        if iri is not None and not triples:
            raise Problem(
                HTTPStatus.NOT_FOUND,
                "there is no graph of that IRI here",
                graphs=[graph for (graph,) in texts(opened.engine, _NAMED)],
            )
        written = triples_as(triples, SUFFIXES[suffix])
    headers = links(Twin(name, suffix, kind, chosen), RDF) if name else {"Vary": "Accept"}
    return Made(written, kind, headers)
