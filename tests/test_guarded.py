"""Connections whose clients keep the service waiting: they are closed, others are not."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import uvicorn
from uvicorn.server import ServerState

from azru_graph.web.guarded import Guarded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from starlette.types import Receive, Scope, Send

HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"
LARGE = 1 << 24  # bytes: more than the system takes off the hands of a server
WAITING = {
    "nothing": [],
    "part of a head": [b"GET / HT"],
    "a head without its end": [HEAD],
    "blank lines": [b"\r\n\r\n"],
    "nothing after an answer": [HEAD + b"\r\n"],
    "part of a second head": [HEAD + b"\r\n", b"GET"],
    "a body that nobody asked for": [HEAD + b"Content-Length: 9\r\n\r\n", b"x"],
    "chunks that nobody asked for": [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"9\r\nx"],
    "a blank line after an answer": [HEAD + b"\r\n", b"\r\n"],
}


class Both(NamedTuple):
    """The two ends of a connection: the client's socket, and how the server sees it."""

    client: socket.socket
    seen: Guarded
    open: set[Any]


async def app(scope: Scope, _: Receive, send: Send) -> None:
    """Answer in the size that the path names."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": bytes(int(scope["path"][1:] or 1))})


@asynccontextmanager
async def connected() -> AsyncIterator[Both]:
    """Connect a client to a server that looks after nobody by itself."""
    config = uvicorn.Config(app, lifespan="off", log_config=None, timeout_keep_alive=3600)
    config.load()
    state, loop = ServerState(), asyncio.get_running_loop()
    made = asyncio.Event()

    class Seen(Guarded):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            made.set()

    seen = Seen(config=config, server_state=state, app_state={})
    server = await loop.create_server(lambda: seen, "127.0.0.1", 0)
    async with server, asyncio.timeout(60):
        with socket.socket() as client:
            client.settimeout(0)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 14)
            await loop.sock_connect(client, server.sockets[0].getsockname())
            await made.wait()
            yield Both(client, seen, state.connections)


async def ended(both: Both) -> None:
    """Read until the server has closed the connection, and see that nothing is left of it."""
    with suppress(ConnectionResetError):
        while await asyncio.get_running_loop().sock_recv(both.client, 1 << 16):
            pass
    assert both.open == set()


def run(test: Coroutine[None, None, None]) -> None:
    asyncio.run(test)


async def answered(both: Both, content: bytes) -> None:
    """Send something and read the beginning of the answer."""
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(both.client, content)
    assert (await loop.sock_recv(both.client, 1 << 16)).startswith(b"HTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize("what", WAITING)
def test_who_keeps_it_waiting_is_left(what: str) -> None:
    async def test() -> None:
        async with connected() as both:
            for part in WAITING[what]:
                if part.startswith(HEAD) and part.endswith(b"\r\n\r\n"):
                    await answered(both, part)
                else:
                    await asyncio.get_running_loop().sock_sendall(both.client, part)
            both.seen.look()
            both.seen.look()
            await ended(both)

    run(test())


def test_who_asks_again_is_answered() -> None:
    async def test() -> None:
        async with connected() as both:
            for _ in range(3):
                await answered(both, HEAD + b"\r\n")
                both.seen.look()
            assert not both.seen.transport.is_closing()

    run(test())


def test_who_takes_an_answer_slowly_has_it_and_who_ceases_is_left() -> None:
    async def test() -> None:
        async with connected() as both:
            loop = asyncio.get_running_loop()
            await answered(both, b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n" % LARGE)
            both.seen.look()
            for _ in range(2):
                left = both.seen.transport.get_write_buffer_size()
                while both.seen.transport.get_write_buffer_size() > left - 100_000:
                    await loop.sock_recv(both.client, 1 << 16)
                both.seen.look()
                assert not both.seen.transport.is_closing()
            both.seen.look()
            await ended(both)

    run(test())
