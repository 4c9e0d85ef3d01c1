"""What a service has beside its addresses: workers, kept answers, figures."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect

from azru_graph.web.cache import Kept
from azru_graph.web.metrics import Metrics
from azru_graph.web.pool import Pool, Told
from azru_graph.web.responses import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from starlette.requests import Request

    from azru_graph.web.settings import Limits, Source

__all__ = ["Service"]

_SOON = 0.1  # seconds within which it is not worth while to look whether the client has gone


class Service:
    """Makes answers, or gives those again that it has made.

    Attributes:
        source: What is served.
        limits: The limits that are kept.
        version: The digest of the data; '' where it may change.
        metrics: The figures of what was done.
        pool: The workers.
    """

    def __init__(
        self, source: Source, limits: Limits, *, log: Callable[[Mapping[str, Any]], object]
    ) -> None:
        """Take what is served; nothing is started yet.

        Args:
            source: What is served.
            limits: The limits that are kept.
            log: Takes what is to be written to the log: a mapping for each event.

        Raises:
            MissingFileError: A file of the source cannot be read.
        """
        self.source = source
        self.limits = limits
        self.version = source.version()
        self.metrics = Metrics()
        self.log = log
        told = Told(self.metrics.killed, lambda text: log({"event": "failure", "said": text}))
        self.pool = Pool(source, self.version, limits, told)
        self._kept = Kept(limits.kept)
        self._running: dict[Hashable, asyncio.Task[Answer]] = {}

    async def make(self, job: str, **given: Any) -> Answer:  # noqa: ANN401 - plain JSON
        """Give what a job of the service itself makes: once, for all who ask for it meanwhile.

        Args:
            job: A key of ``jobs.JOBS``.
            given: What it is given, plain JSON.

        Raises:
            Problem: It could not be done.
        """
        key = (job, json.dumps(given, sort_keys=True))
        if kept := self.recalled(key):
            return kept
        if key not in self._running:
            task = self._running[key] = asyncio.create_task(
                self._made(key, job, given, foreign=False)
            )
            task.add_done_callback(partial(self._ended, key))
        return await asyncio.shield(self._running[key])

    async def ask(
        self,
        request: Request,
        key: Hashable | None,
        job: str,
        **given: Any,  # noqa: ANN401 - plain JSON
    ) -> Answer:
        """Give what a job makes of a client's query; it ends where the client goes.

        Args:
            request: The client's.
            key: All that the answer depends on, under which it is kept; None keeps nothing.
            job: A key of ``jobs.JOBS``.
            given: What it is given, plain JSON.

        Raises:
            Problem: It could not be done.
            ClientDisconnect: The client has gone.
        """
        making = asyncio.create_task(self._made(key, job, given, foreign=True))
        watched: set[asyncio.Task[Any]] = {making}
        try:
            done, _ = await asyncio.wait(watched, timeout=_SOON)
            if not done:
                watched.add(asyncio.create_task(_left(request)))
                await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
            if not making.done():
                raise ClientDisconnect
            return making.result()
        finally:
            for task in watched:
                task.cancel()

    def _ended(self, key: Hashable, task: asyncio.Task[Answer]) -> None:
        del self._running[key]
        if not task.cancelled():
            task.exception()  # told to whoever still waits, and to nobody else

    def recalled(self, key: Hashable) -> Answer | None:
        """Give the answer that is kept under a key; None where none is."""
        kept = self._kept.get(key)
        self.metrics.looked_up(found=kept is not None)
        return kept

    async def _made(
        self, key: Hashable | None, job: str, given: Mapping[str, Any], *, foreign: bool
    ) -> Answer:
        said, content = await self.pool.do(job, given, foreign=foreign)
        answer = Answer(content, said["kind"], status=said["status"], headers=said["headers"])
        if key is not None and said["lasts"] and self.source.lasts:
            self._kept.put(key, answer)
        return answer


async def _left(request: Request) -> None:
    """Wait until the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
