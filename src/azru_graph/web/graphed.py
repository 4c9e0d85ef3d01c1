"""The job of giving a graph of the dataset whole."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from azru_graph.exports.rdf import serialize, triples_as
from azru_graph.exports.resource import SUFFIXES
from azru_graph.queries import construct
from azru_graph.syntax import to_sparql
from azru_graph.terms import Iri
from azru_graph.web.jobs import Made
from azru_graph.web.kinds import RDF, Twin, links
from azru_graph.web.problems import Problem
from azru_graph.web.served import content

if TYPE_CHECKING:
    from azru_graph.web.jobs import Opened

__all__ = ["make"]

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_OF_GRAPH = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"


def make(  # noqa: PLR0913 - all by name but one
    opened: Opened, *, iri: str | None, name: str, suffix: str, kind: str, chosen: bool
) -> Made:
    """Write a graph; of files, literals as they were written.

    Args:
        opened: What is served.
        iri: The graph; None for the default graph.
        name: What the address has for it, without a suffix.
        suffix: A key of ``SUFFIXES``.
        kind: The media type.
        chosen: Whether the header Accept decided.

    Raises:
        Problem: There is no such graph.
        ParameterError: The text is no absolute IRI.
    """
    graphs = {graph: part for part, graph in zip(parts.parts, parts.graphs, strict=True)}
