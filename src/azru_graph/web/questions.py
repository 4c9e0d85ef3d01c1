"""The stored questions over HTTP: ``/q/NAME``, a page or one of the formats by suffix or Accept.

The answer has the bytes of ``azru query NAME --format …``. Values are given as in
``/q/year.csv?year=1996``; of several of one name any may match, and an empty one, as the field of a
form sends it, means any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.pages.fields import given
from azru_graph.web.kinds import ANSWERS, twin
from azru_graph.web.routes import Route, fields, service

if TYPE_CHECKING:
    from starlette.requests import Request

    from azru_graph.web.responses import Answer

__all__ = ["ROUTES"]


async def _answer(request: Request) -> Answer:
    one = twin(request.path_params["name"], ANSWERS, request.headers.get("accept"))
    values = given(fields(request.scope["query_string"]))
    return await service(request).make("question", values=values, **one._asdict())


async def _list(request: Request) -> Answer:
    return await service(request).make("questions")


ROUTES = (Route("/q/{name}", _answer), Route("/questions.json", _list))
