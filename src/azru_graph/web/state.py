"""How a service fares: for whoever watches over it."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from azru_graph.web.metrics import KIND
from azru_graph.web.responses import Answer
from azru_graph.web.routes import Route, service

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["ROUTES"]

_FRESH = {"Cache-Control": "no-store"}


async def _health(request: Request) -> Answer:
    own = service(request)
    alive, wanted = own.pool.alive, 2 * own.limits.workers
    content = {
        "status": "ok" if alive == wanted else "degraded",
        "version": own.version or None,
        "workers": {"alive": alive, "wanted": wanted},
    }
    status = HTTPStatus.OK if alive else HTTPStatus.SERVICE_UNAVAILABLE
    written = json.dumps(content, indent=2).encode() + b"\n"
    return Answer(written, "application/json", status=status, headers=_FRESH)


async def _metrics(request: Request) -> Answer:
    own = service(request)
    gauges = {"workers": own.pool.alive, "requests_waiting": own.pool.waiting}
    return Answer(own.metrics.text(gauges).encode(), KIND, headers=_FRESH)


ROUTES = (Route("/health", _health), Route("/metrics", _metrics))
