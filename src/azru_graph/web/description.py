"""What the service says of itself: of its endpoint at ``/sparql``, of its data at a known place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azru_graph.executables import TARGET
from azru_graph.web.kinds import DOCUMENTS, RDF, chosen
from azru_graph.web.routes import Route, service

if TYPE_CHECKING:
    from starlette.requests import Request

    from azru_graph.web.responses import Answer

__all__ = ["ROUTES", "describe"]

_OWN_HOST = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?")


async def describe(request: Request) -> Answer:
    """Describe the endpoint, with the data behind it; to a reader, show the editor."""
    suffix, kind = chosen(DOCUMENTS, request.headers.get("accept"))
    if suffix == "html":
        answer = await service(request).make("page", address="editor", values={})
        answer.headers.setdefault("Vary", "Accept")
        return answer
    return await _described(request, suffix, kind, of_service=True)


def _endpoint(request: Request) -> str:
    """Give the address of the endpoint, for a description that is to hold anywhere.

    What a client says of the host it has reached is not to be trusted, but for this very machine:
    a cache before the service would hand it on to others. Elsewhere it is the endpoint of the
    graph's namespace.
    """
    host = request.headers.get("host", "")
    if not _OWN_HOST.fullmatch(host):
        return TARGET
    return f"http://{host}{request.scope.get('root_path', '')}/sparql"


async def _known_place(request: Request) -> Answer:
    suffix, kind = chosen(RDF, request.headers.get("accept"))
    return await _described(request, suffix, kind, of_service=False)


async def _described(request: Request, suffix: str, kind: str, *, of_service: bool) -> Answer:
    return await service(request).make(
        "description",
        endpoint=_endpoint(request),
        suffix=suffix,
        kind=kind,
        service=of_service,
    )


async def _openapi(request: Request) -> Answer:
    return await service(request).make("openapi")


ROUTES = (Route("/.well-known/void", _known_place), Route("/openapi.json", _openapi))
