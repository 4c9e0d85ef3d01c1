"""A row of the table of addresses, and how it becomes an endpoint.

What a route answers with is a function of a request that gives an `Answer`. HEAD comes with GET,
OPTIONS with everything; whatever goes wrong becomes a problem here.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request

from azru_graph.errors import AzruError
from azru_graph.web import problems
from azru_graph.web.problems import Problem
from azru_graph.web.responses import Answer, parts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import Receive, Scope, Send

    from azru_graph.web.service import Service

    Handler = Callable[[Request], Awaitable[Answer]]

__all__ = ["Endpoint", "Route", "fields", "service"]

_ASKED_HEADERS = "Accept, Accept-Language, Content-Type, If-None-Match"
_DAY = "86400"
_MOST_FIELDS = 100


class Route(NamedTuple):
    """An address and what it answers.

    Attributes:
        path: The path as Starlette has it, such as ``/q/{name}`` or ``/id/{name:path}``.
        answer: What gives the answer; raises Problem or AzruError where there is none.
        methods: The methods that it takes; HEAD and OPTIONS need not be named.
    """

    path: str
    answer: Handler
    methods: tuple[str, ...] = ("GET",)

    @property
    def allowed(self) -> tuple[str, ...]:
        """All its methods."""
        head = ("HEAD",) if "GET" in self.methods else ()
        return (*self.methods, *head, "OPTIONS")


class Endpoint:
    """A route as an ASGI app."""

    def __init__(self, route: Route) -> None:
        """Take the route."""
        self._route = route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        request = Request(scope, receive)
        route = self._route
        scope["azru.route"] = route.path
        method = request.method
        if method == "OPTIONS":
            answer = _options(route.allowed)
        elif method not in route.allowed:
            answer = _told(_not_allowed(method, route.allowed), request)
        else:
            try:
                answer = await route.answer(request)
            except Problem as problem:
                answer = _told(problem, request)
            except AzruError as error:
                answer = _told(problems.of_error(error), request)
            except ClientDisconnect:
                return
        status, headers, content = parts(answer, request.headers, method=method)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})


def service(request: Request) -> Service:
    """Give the service that a request came to."""
    found: Service = request.scope["azru.service"]
    return found


def fields(text: bytes) -> dict[str, list[str]]:
    """Read a query string or a form: name → texts.

    Raises:
        Problem: It is not UTF-8 in percent-encoding, or has more than a hundred fields.

    >>> fields(b"q=%C6%8Fl%C9%99t&q=&from=1991")
    {'q': ['Ələt', ''], 'from': ['1991']}
    """
    try:
        return parse_qs(
            text.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            f"the parameters are not UTF-8 in percent-encoding, or more than {_MOST_FIELDS}",
        ) from None


def _told(problem: Problem, request: Request) -> Answer:
    root = request.scope.get("root_path", "")
    return problems.to_answer(problem, request.headers.get("accept"), root=root)


def _options(allowed: tuple[str, ...]) -> Answer:
    methods = ", ".join(allowed)
    headers = {
        "Allow": methods,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": _ASKED_HEADERS,
        "Access-Control-Max-Age": _DAY,
    }
    return Answer(b"", "text/plain", status=HTTPStatus.NO_CONTENT, headers=headers)


def _not_allowed(method: str, allowed: tuple[str, ...]) -> Problem:
    return Problem(
        HTTPStatus.METHOD_NOT_ALLOWED,
        f"the method {method} means nothing here",
        headers={"Allow": ", ".join(allowed)},
        allowed=list(allowed),
    )
