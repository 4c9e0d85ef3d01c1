"""The workers as the service sees them: it asks, waits, and kills what takes too long."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
from http import HTTPStatus
from itertools import count
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from azru_graph.errors import AzruError, DataError, UsageError
from azru_graph.web.frames import Frame, packed, unpacked
from azru_graph.web.nursery import ORDER
from azru_graph.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from azru_graph.web.settings import Limits, Source

__all__ = ["Pool", "Told"]

_SOON = 0.15  # seconds after which a client's query is slow


class _Worker(asyncio.Protocol):
    """One worker: its number, its socket, and how it ended, once it has."""

    def __init__(self, number: int, door: socket.socket, *, foreign: bool) -> None:
        self.number = number
        self.foreign = foreign
        self.slowed = False
        self.ended: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._door = door
        self._transport: asyncio.Transport | None = None
        self._reply: asyncio.Future[Frame] | None = None
        self._come = bytearray()

    async def ask(self, frame: Frame) -> Frame:
        """Let it do a job; raises EOFError where it ends over it."""
        loop = asyncio.get_running_loop()
        if self._transport is None:
            self._transport, _ = await loop.create_connection(lambda: self, sock=self._door)
        self._reply = loop.create_future()
        self._transport.write(packed(frame))
        return await self._reply

    def data_received(self, data: bytes) -> None:
        """Give the reply once it is whole."""
        self._come += data
        frame = unpacked(self._come)
        if frame and self._reply and not self._reply.done():
            self._come.clear()
            self._reply.set_result(frame)

    def connection_lost(self, _: Exception | None) -> None:
        """Give up a reply that does not come."""
        if self._reply and not self._reply.done():
            self._reply.set_exception(EOFError())

    def close(self) -> None:
        """Ask nothing of it any more: if it waits for a job, it ends."""
        if self._transport:
            self._transport.close()
        else:
            self._door.close()


class _Lane:
    """The workers for one kind of jobs, and how many requests wait for them."""

    def __init__(self) -> None:
        self.idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self.waiting = 0


class Told(NamedTuple):
    """Who is told of what goes wrong with workers: of the reason, and of a traceback."""

    killed: Callable[[str], object]
    failed: Callable[[str], object]


class Pool:
    """The workers: so many for queries of clients, and as many for all else."""

    def __init__(self, source: Source, version: str, limits: Limits, told: Told) -> None:
        """Take what is served; nothing is started yet.

        Args:
            source: What is served.
            version: The digest of its data.
            limits: The limits that are kept.
            told: Who is told of workers that ended over a job.
        """
        self._given = {
            "source": {**source._asdict(), **_paths(source)},
            "version": version,
            "limits": limits._asdict(),
        }
        self._limits = limits
        self._told = told
        self._numbers = count()
        self._workers: dict[int, _Worker] = {}
        self._lanes = {foreign: _Lane() for foreign in (False, True)}
        self._nursery: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._heard = b""
        self._ready: asyncio.Future[Mapping[str, Any]] | None = None
        self._again: asyncio.Task[None] | None = None

    @property
    def alive(self) -> int:
        """How many workers there are."""
        return len(self._workers)

    @property
    def process(self) -> int:
        """The process that makes the workers; raises RuntimeError before the start."""
        if self._nursery is None:
            raise RuntimeError("the workers are not started")
        return self._nursery.pid

    @property
    def waiting(self) -> int:
        """How many requests wait for a worker."""
        return sum(lane.waiting for lane in self._lanes.values())

    async def start(self) -> None:
        """Load the data and make the workers.

        They end with the thread that calls this (Linux), as with the whole service.

        Raises:
            DataError, UsageError: The data cannot be loaded.
        """
        loop = asyncio.get_running_loop()
        self._ready = loop.create_future()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._nursery = subprocess.Popen(  # noqa: ASYNC220 - a moment, and nothing waits yet
                [sys.executable, "-m", "azru_graph.web.nursery"],
                stdin=theirs.fileno(),
                start_new_session=True,  # signals from a terminal are for the service alone
            )
        loop.add_reader(self._control, self._hear)
        self._order(self._given)
        word = await self._ready
        if "wrong" in word:
            await self.close()
            # The message has the place and the remedy in it.
            raise (UsageError if word["status"] == UsageError.exit_status else DataError)(
                word["wrong"]
            )
        for foreign, lane in self._lanes.items():
            for _ in range(self._limits.workers):
                lane.idle.put_nowait(self._make(foreign=foreign))

    async def close(self) -> None:
        """End all workers, whatever they are at, and wait until they have ended."""
        if self._again:
            self._again.cancel()
        if self._control:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()  # which ends the nursery, and it its workers
            self._control = None
        self._forget()
        await self._end_nursery()

    async def _end_nursery(self) -> None:
        """Wait for the end of the process that makes the workers, whose socket is closed."""
        if self._nursery:
            await asyncio.to_thread(self._nursery.wait)

    async def do(self, job: str, given: Mapping[str, Any], *, foreign: bool) -> Frame:
        """Let a worker do a job; where this is cancelled, the worker is killed.

        Args:
            job: A key of ``jobs.JOBS``.
            given: What it is given, plain JSON.
            foreign: It is a query of a client, on which the limits lie that are named so.

        Returns:
            What it made: ``kind``, ``headers`` and ``lasts``, and the content.

        Raises:
            Problem: It could not be done, or not within the limits.
        """
        seconds = self._limits.seconds if foreign else self._limits.own_seconds
        worker = await self._free(self._lanes[foreign], seconds)
        frame = Frame({"job": job, "given": given})
        patience = asyncio.get_running_loop().call_later(_SOON, self._slow, worker)
        try:
            async with asyncio.timeout(seconds):
                reply = await worker.ask(frame)
        except TimeoutError:
            self._kill(worker, "seconds")
            raise _over("seconds", seconds, HTTPStatus.GATEWAY_TIMEOUT) from None
        except asyncio.CancelledError:
            self._kill(worker, "gone")
            raise
        except EOFError:
            raise self._fallen(await worker.ended, foreign=foreign) from None
        finally:
            patience.cancel()
        if reply.said["leaving"] or worker.slowed:
            self._replace(worker)
        else:
            self._lanes[foreign].idle.put_nowait(worker)
        return self._checked(reply, foreign=foreign)

    async def _free(self, lane: _Lane, seconds: float) -> _Worker:
        """Wait for a worker that has nothing to do."""
        while not lane.waiting and not lane.idle.empty():
            worker = lane.idle.get_nowait()
            if worker.number in self._workers:  # it has not ended while it waited
                return worker
        if lane.waiting >= self._limits.queue:
            raise _busy("queue", self._limits.queue, seconds)
        lane.waiting += 1
        try:
            async with asyncio.timeout(seconds):
                while True:
                    worker = await lane.idle.get()
                    if worker.number in self._workers:
                        return worker
        except TimeoutError:
            raise _busy("seconds", seconds, seconds) from None
        finally:
            lane.waiting -= 1

    def _checked(self, reply: Frame, *, foreign: bool) -> Frame:
        if "problem" in reply.said:
            told = reply.said["problem"]
            raise Problem(told["status"], told["detail"], headers=told["headers"], **told["more"])
        failed = reply.said.get("failed")
        if failed in {"memory", "content"}:
            raise self._too_much(failed, foreign=foreign)
        if failed:
            self._told.failed(failed)
            raise _broken("this could not be answered, by a fault of the service")
        return reply

    def _fallen(self, word: Mapping[str, Any], *, foreign: bool) -> Problem:
        """Say what ended a worker that was not killed from here."""
        if word["memory"]:
            self._told.killed("memory")
            return self._too_much("memory", foreign=foreign)
        if foreign and word["code"] == -signal.SIGSEGV:
            # The parser has no bound on its stack, and the system ends whoever leaves its own.
            self._told.killed("stack")
            return Problem(
                HTTPStatus.BAD_REQUEST,
                "the query is too long or too deeply nested to be read",
                remedy="write it with fewer steps in a row",
            )
        self._told.killed("crash")
        self._told.failed(f"worker ended with {word['code']}: {word['said']}")
        return _broken("the worker ended over this request")

    def _too_much(self, name: str, *, foreign: bool) -> Problem:
        limit = f"own_{name}" if name == "memory" and not foreign else name
        return _over(name, getattr(self._limits, limit), HTTPStatus.INSUFFICIENT_STORAGE)

    def _slow(self, worker: _Worker) -> None:
        """Let a query of a client that takes its time leave time for all else.

        There is no way back, so the worker makes way for another when it is done.
        """
        if worker.foreign:
            worker.slowed = True
            self._order({"slow": worker.number})

    def _kill(self, worker: _Worker, reason: str) -> None:
        self._told.killed(reason)
        self._order({"end": worker.number})
        self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        """Forget a worker that ends, and make another in its place."""
        if self._workers.pop(worker.number, None) and self._control:
            worker.close()
            self._lanes[worker.foreign].idle.put_nowait(self._make(foreign=worker.foreign))

    def _make(self, *, foreign: bool) -> _Worker:
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        number = next(self._numbers)
        with theirs:
            memory = self._limits.memory if foreign else self._limits.own_memory
            self._order({"number": number, "memory": memory}, theirs)
        worker = self._workers[number] = _Worker(number, ours, foreign=foreign)
        return worker

    def _order(self, said: Mapping[str, Any], *doors: socket.socket) -> None:
        if self._control:
            line = json.dumps(said).encode() + b"\n"
            socket.send_fds(self._control, [line], [door.fileno() for door in doors])

    def _hear(self) -> None:
        """Take the words of the nursery: that the data is loaded, and what workers ended."""
        assert self._control  # noqa: S101 - it is what calls this
        part = self._control.recv(ORDER)
        *words, self._heard = (self._heard + part).split(b"\n")
        for word in map(json.loads, words):
            if "ended" in word:
                self._bury(word)
            elif self._ready and not self._ready.done():
                self._ready.set_result(word)
        if not part:
            self._lost()

    def _lost(self) -> None:
        """Begin anew where the nursery has ended, and all workers with it."""
        assert self._control and self._ready  # noqa: S101, PT018 - as above
        asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()
        self._control = None
        if not self._ready.done():
            self._ready.set_result({"wrong": "the workers do not start", "status": 1})
            return
        self._forget()
        self._told.failed("the process that makes the workers has ended; it is started again")
        self._again = asyncio.create_task(self._begin_anew())

    async def _begin_anew(self) -> None:
        await self._end_nursery()
        try:
            await self.start()
        except AzruError as error:
            self._told.failed(str(error))

    def _forget(self) -> None:
        for worker in self._workers.values():
            worker.close()
            if not worker.ended.done():
                worker.ended.set_result({"memory": False, "code": None, "said": "with its parent"})
        self._workers.clear()

    def _bury(self, word: Mapping[str, Any]) -> None:
        worker = self._workers.get(word["ended"])
        if worker:  # else it was killed from here, or has left
            self._replace(worker)
            worker.ended.set_result(word)


def _paths(source: Source) -> dict[str, Any]:
    """Give the paths of a source as texts."""
    return {
        "data": list(map(str, source.data)),
        "store": source.store and str(source.store),
        "copy": source.copy and str(source.copy),
    }


def _over(name: str, limit: float, status: HTTPStatus) -> Problem:
    words = {
        "content": f"the answer is larger than {limit} bytes",
        "memory": f"this takes more memory than {limit} bytes",
        "seconds": f"this takes more time than {limit:g} seconds",
    }
    return Problem(
        status,
        words[name],
        limit={"name": name, "value": limit},
        remedy="ask for less: add LIMIT, name what is known, leave out what is not needed",
    )


def _busy(name: str, limit: float, seconds: float) -> Problem:
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "more is asked at the moment than can be answered",
        limit={"name": name, "value": limit},
        headers={"Retry-After": str(ceil(seconds))},
    )


def _broken(detail: str) -> Problem:
    return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)
