"""The pages, at every address where nothing else is, and what they are dressed with."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from azru_graph.errors import UnknownNameError
from azru_graph.exports.distributions import media_type
from azru_graph.pages import FILES, assets
from azru_graph.web.negotiation import best
from azru_graph.web.problems import not_acceptable
from azru_graph.web.responses import HTML, Answer
from azru_graph.web.routes import Route, fields, service

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["ROUTES"]

# Nothing is hidden from a robot but what costs much and says nothing new.
_ROBOTS = b"User-agent: *\nDisallow: /sparql\nDisallow: /search\n"


async def _page(request: Request) -> Answer:
    """Answer with a page, or with a file that a page has beside it."""
    place, values = request.path_params["address"], fields(request.scope["query_string"])
    if place.startswith(tuple(FILES)) and "." in place and not place.endswith(".html"):
        return await service(request).make("file", address=place, values=values)
    if best(request.headers.get("accept"), [HTML]) is None:
        raise not_acceptable([HTML])
    return await service(request).make("page", address=place.removesuffix(".html"), values=values)


async def _asset(request: Request) -> Answer:
    name = request.path_params.get("name", "favicon.svg")
    found = _assets()
    if name not in found:
        raise UnknownNameError("asset", name, ())
    return Answer(found[name], media_type(name))


@cache
def _assets() -> dict[str, bytes]:
    return assets()


async def _robots(_: Request) -> Answer:
    return Answer(_ROBOTS, "text/plain")


ROUTES = (
    Route("/assets/{name:path}", _asset),
    Route("/favicon.svg", _asset),
    Route("/robots.txt", _robots),
    Route("/{address:path}", _page),
)
