"""The SPARQL 1.1 Graph Store HTTP Protocol, for reading.

A graph is named directly, by the IRI that this service has for its part (``/graph/facts``), or
indirectly, as ``/graph-store?graph=IRI`` or ``/graph-store?default``. Whatever would write is no
method of these addresses.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from azru_graph.pages import iri_of
from azru_graph.web.kinds import RDF, Twin, chosen, twin
from azru_graph.web.problems import Problem
from azru_graph.web.routes import Route, fields, service

if TYPE_CHECKING:
    from starlette.requests import Request

    from azru_graph.web.responses import Answer

__all__ = ["ROUTES"]


async def _named(request: Request) -> Answer:
    """Answer for the IRI of a graph."""
    one = twin(request.path_params["name"], RDF, request.headers.get("accept"))
    return await service(request).make("graph", iri=iri_of(f"graph/{one.name}"), **one._asdict())


async def _store(request: Request) -> Answer:
    """Answer for a graph that the query string names."""
    given = fields(request.scope["query_string"])
    iris, default = given.get("graph", []), "default" in given
    if len(iris) + default != 1:
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            "both graph and default are given" if default else "one graph must be named",
            remedy="ask for ?default or for ?graph=IRI",
        )
    one = Twin("", *chosen(RDF, request.headers.get("accept")), chosen=True)
    return await service(request).make("graph", iri=None if default else iris[0], **one._asdict())


ROUTES = (Route("/graph/{name:path}", _named), Route("/graph-store", _store))
