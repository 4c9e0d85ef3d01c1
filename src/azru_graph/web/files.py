"""Files made on demand: the exports under ``/exports/``, the pictures under ``/pictures/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.web.routes import Route, service

if TYPE_CHECKING:
    from starlette.requests import Request

    from azru_graph.web.responses import Answer

__all__ = ["ROUTES"]


async def _export(request: Request) -> Answer:
    return await service(request).make("export", file=request.path_params["file"])


async def _picture(request: Request) -> Answer:
    return await service(request).make("picture", file=request.path_params["file"])


ROUTES = (Route("/exports/{file:path}", _export), Route("/pictures/{file:path}", _picture))
