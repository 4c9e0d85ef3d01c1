"""The service as an ASGI app: what is at which address, and what holds for all of it.

`ROUTES` is the table of all addresses; a module adds its own here.
"""

from __future__ import annotations

import time
import traceback
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers
from starlette.routing import Route as Row
from starlette.routing import Router

from azru_graph.web import (
    description,
    editor,
    files,
    graphs,
    problems,
    protocol,
    questions,
    resources,
    site,
    state,
)
from azru_graph.web.problems import Problem
from azru_graph.web.responses import parts
from azru_graph.web.routes import Endpoint, Route
from azru_graph.web.service import Service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from starlette.types import Message, Receive, Scope, Send

    from azru_graph.web.settings import Limits, Source

__all__ = ["ROUTES", "App", "app"]

# The first that fits is taken.
ROUTES: tuple[Route, ...] = (
    *protocol.ROUTES,
    *state.ROUTES,
    *description.ROUTES,
    *editor.ROUTES,
    *files.ROUTES,
    *graphs.ROUTES,
    *questions.ROUTES,
    *resources.ROUTES,
    *site.ROUTES,  # the last: pages are wherever nothing else is
)


def app(
    source: Source,
    limits: Limits,
    *,
    log: Callable[[Mapping[str, Any]], object] = lambda _: None,
) -> App:
    """Build the service; it starts its workers when the server that runs it starts up.

    Args:
        source: What is served.
        limits: The limits that are kept.
        log: Takes what is to be written to the log: a mapping for each request or failure.

    Raises:
        MissingFileError: A file of the source cannot be read.
    """
    return App(Service(source, limits, log=log))


class App:
    """An ASGI app: it measures requests and writes them to the log, whatever comes of them."""

    def __init__(self, service: Service) -> None:
        """Take the service that answers."""
        self.service = service
        rows = [Row(route.path, Endpoint(route)) for route in ROUTES]
        self._router = Router(rows, redirect_slashes=False, lifespan=lambda _: self.running())

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Start the workers, and end them after use; a server does so by ASGI's lifespan.

        Raises:
            DataError, UsageError: The data cannot be loaded.
        """
        await self.service.pool.start()
        try:
            yield
        finally:
            await self.service.pool.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        if scope["type"] != "http":
            await self._router(scope, receive, send)
            return
        begun = time.perf_counter()
        sent = [0, 0]

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent[0] = message["status"]
            else:
                sent[1] += len(message["body"])
            await send(message)

        scope["azru.service"] = self.service
        problem = self._unfit(scope)
        if problem is None:
            try:
                await self._router(scope, receive, watched)
            except Exception:  # noqa: BLE001 - a fault of ours, which is written to the log
                self.service.log({"event": "failure", "said": traceback.format_exc()})
                problem = Problem(
                    HTTPStatus.INTERNAL_SERVER_ERROR, "this failed by a fault of the service"
                )
        if problem and not sent[0]:
            await _refuse(problem, scope, watched)
        self._note(scope, sent, time.perf_counter() - begun)

    def _unfit(self, scope: Scope) -> Problem | None:
        """Refuse a request that is larger than any that means something, or says not whose it is.

        Caches before the service may take the one Host where others take the other (RFC 9112,
        section 3.2).
        """
        limits = self.service.limits
        target = len(scope["raw_path"] or b"") + len(scope["query_string"])
        if target > limits.target:
            return _too_large(HTTPStatus.REQUEST_URI_TOO_LONG, "target", limits.target)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > limits.head:
            return _too_large(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "head", limits.head)
        hosts = sum(name == b"host" for name, _ in scope["headers"])
        if hosts > 1 or (hosts == 0 and scope["http_version"] == "1.1"):
            return Problem(HTTPStatus.BAD_REQUEST, "a request has one header named Host")
        return None

    def _note(self, scope: Scope, sent: list[int], seconds: float) -> None:
        status, size = sent
        method = scope["method"] if status != HTTPStatus.METHOD_NOT_ALLOWED else "other"
        self.service.metrics.answered(scope.get("azru.route", "refused"), method, status, seconds)
        self.service.log(
            {
                "event": "request",
                "method": scope["method"],
                "path": scope["path"],
                "status": status or None,  # none where the client has gone before
                "bytes": size,
                "milliseconds": round(1000 * seconds, 1),
            }
        )


def _too_large(status: HTTPStatus, name: str, limit: int) -> Problem:
    detail = f"the request is larger than {limit} bytes in its {name}"
    return Problem(status, detail, limit={"name": name, "value": limit})


async def _refuse(problem: Problem, scope: Scope, send: Send) -> None:
    asked = Headers(scope=scope)
    answer = problems.to_answer(problem, asked.get("accept"))
    status, headers, content = parts(answer, asked, method=scope["method"])
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
