"""Clients of the service: one within this process, which asks the app without a network."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx

from azru_graph.files import data_files
from azru_graph.web.app import app
from azru_graph.web.settings import Limits, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azru_graph.web.app import App

__all__ = ["Client", "client"]


class Client:
    """Asks an app whose workers run."""

    def __init__(self, runner: asyncio.Runner, asked: App) -> None:
        self.app = asked
        self._runner = runner

    def get(
        self, path: str, *, accept: str | None = None, method: str = "GET", **headers: str
    ) -> httpx.Response:
        """Ask for a path; without ``accept`` there is no such header."""
        if accept is not None:
            headers["Accept"] = accept
        return self._runner.run(self._answer(method, path, headers))

    async def _answer(self, method: str, path: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as http:
            del http.headers["accept"]
            return await http.request(method, path, headers=headers)


@contextmanager
def client(source: Source | None = None, *, workers: int = 1) -> Iterator[Client]:
    """Start an app on the shipped data or another source, and end its workers after use."""
    served = app(source or Source(data=data_files()), Limits(workers=workers))
    with asyncio.Runner() as runner:
        living = served.running()
        runner.run(living.__aenter__())
        try:
            yield Client(runner, served)
        finally:
            runner.run(living.__aexit__(None, None, None))
