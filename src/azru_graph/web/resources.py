"""Every resource of the graph under its path, as a page or as RDF.

The IRI of a thing lies below ``terms.BASE``, where a server of that name sends its readers here: it
is for that server to answer 303 for a thing that is no document. What is served here are documents
about it. So ``/id/x`` answers 200 with one of its twins, at the cost of no further request, and
says by Content-Location which; the document names itself and its topic apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.web.kinds import DOCUMENTS, twin
from azru_graph.web.routes import Route, service

if TYPE_CHECKING:
    from starlette.requests import Request

    from azru_graph.web.responses import Answer
    from azru_graph.web.routes import Handler

__all__ = ["ROUTES"]


def _below(prefix: str) -> Handler:
    """Make what answers for all names that follow a prefix."""

    async def answer(request: Request) -> Answer:
        name = prefix + request.path_params["name"]
        one = twin(name, DOCUMENTS, request.headers.get("accept"))
        return await service(request).make("document", **one._asdict())

    return answer


ROUTES = (
    *(Route(f"/{place}/{{name:path}}", _below(f"{place}/")) for place in ("id", "scheme")),
    # With any of the suffixes, which belong to the name.
    *(
        Route(f"/{place}{{name:path}}", _below(place))
        for place in ("dataset", "ontology", "project", "relation", "scheme", "shapes")
    ),
)
