"""The editor: its page, and the page of what a query written there answers."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from azru_graph.pages.editor import wanted
from azru_graph.web.negotiation import best
from azru_graph.web.problems import Problem, not_acceptable
from azru_graph.web.protocol import FORM, body, form
from azru_graph.web.responses import HTML
from azru_graph.web.routes import Route, fields, service

if TYPE_CHECKING:
    from starlette.requests import Request

    from azru_graph.web.responses import Answer

__all__ = ["ROUTES"]

# A query that met a limit is told of on the page; who is turned away at the door is not.
_MET = {HTTPStatus.GATEWAY_TIMEOUT, HTTPStatus.INSUFFICIENT_STORAGE}


async def _edited(request: Request) -> Answer:
    if best(request.headers.get("accept"), [HTML]) is None:
        raise not_acceptable([HTML])
    values = fields(request.scope["query_string"])
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != FORM:
            raise Problem(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                f"the editor takes {FORM}; programs ask at /sparql",
                headers={"Accept-Post": FORM},
            )
        values |= await form(await body(request))
    own = service(request)
    asked = wanted(values)
    if asked is None:
        return await own.make("page", address="editor", values=values)
    query, view = asked
    given = {"query": query, "view": view, "most": own.limits.rows}
    try:
        return await own.ask(request, ("edited", query, view), "edited", **given, failed=None)
    except Problem as problem:
        if problem.status not in _MET:
            raise
        answer = await own.make("edited", **given, failed=problem.detail)
        answer.status = problem.status
        return answer


ROUTES = (Route("/editor", _edited, ("GET", "POST")),)
