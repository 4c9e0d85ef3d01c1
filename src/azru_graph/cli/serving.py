"""The command that serves the graph."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from functools import partial
from os import strerror
from typing import TYPE_CHECKING, Any

import click

from azru_graph.cli.options import PATH
from azru_graph.errors import OutputError

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping
    from pathlib import Path

    import uvicorn

    from azru_graph.web.app import App

__all__ = ["serve"]

_MEGABYTE = 1 << 20
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_PATIENCE = 5  # seconds that requests have to be answered after the sign to end
_CONNECTIONS = 1000  # that may be open at once
_TURN = 0.0005  # seconds that a thread which reads a large form has before others are answered
_BACKLOG = 512  # connections that may wait to be taken


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes one that is free.",
)
@click.option("--text", "own", type=PATH, help="Show this copy of the article beside the claims.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Processes for queries of clients, and as many for all else.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    default=10,
    show_default=True,
    help="What a query may take of time.",
)
@click.option(
    "--memory",
    type=click.IntRange(64, 1 << 20),
    default=1024,
    show_default=True,
    help="What it may take of memory, in megabytes.",
)
@click.option(
    "--rows",
    type=click.IntRange(1, 10_000_000),
    default=10_000,
    show_default=True,
    help="Rows of an answer; the rest is cut off, and said to be.",
)
@click.option("--open", "show", is_flag=True, help="Show it in the browser.")
@click.pass_context
def serve(
    context: click.Context,
    *,
    host: str,
    port: int,
    own: Path | None,
    workers: int,
    seconds: float,
    memory: int,
    rows: int,
    show: bool,
) -> None:
    """Serve the graph: pages to read, /sparql to ask, until Ctrl-C.

    Nothing can be changed through it. A line of JSON for each request goes to standard error.
    """
    import asyncio

    from azru_graph.web.app import app
    from azru_graph.web.settings import Limits, Source

    given = context.find_root().params
    source = Source(tuple(context.obj), given["store"], given["endpoint"], given["timeout"], own)
    limits = Limits(seconds=seconds, memory=memory * _MEGABYTE, rows=rows, workers=workers)
    with _listening(host, port) as door:
        sys.setswitchinterval(_TURN)
        built = app(source, limits, log=_log)
        server = _server(built)
        with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
            runner.run(_served(built, server, door, show=show))


def _listening(host: str, port: int) -> socket.socket:
    """Open the port; raises OutputError where that cannot be."""
    import socket

    try:
        family, *_, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        door = socket.create_server(address[:2], family=family, backlog=_BACKLOG)
        # Head and body go out one after the other: else the body would wait, some 40 ms, until the
        # client says that it has the head. asyncio sets this on sockets of its own alone.
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as error:
        # What getaddrinfo raises has numbers of its own, and says more than the system's.
        reason = (
            error.strerror if isinstance(error, socket.gaierror) else strerror(error.errno or 0)
        )
        raise OutputError(
            f"cannot listen at {host} port {port} ({reason})",
            remedy="give another --port, or 0 for one that is free; or end what uses it",
        ) from error
    return door


def _server(built: App) -> uvicorn.Server:
    """Make the server, which is not started yet; what it says of itself goes to the log."""
    import logging

    import uvicorn

    from azru_graph.web.guarded import Guarded

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            _log({"event": "server", "said": record.getMessage()})

    logging.getLogger("uvicorn").addHandler(Handler())
    return uvicorn.Server(
        uvicorn.Config(
            built,
            http=Guarded,
            loop="asyncio",
            ws="none",
            lifespan="off",  # `_served` starts the workers, and says what is wrong with the data
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=_BACKLOG,
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=_PATIENCE,
        )
    )


async def _served(built: App, server: uvicorn.Server, door: socket.socket, *, show: bool) -> None:
    """Serve until a signal comes to end, answer what was asked by then, and end the workers."""
    import asyncio
    import signal

    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, server.handle_exit, sign, None)
    loading = loop.call_later(1, partial(click.echo, "azru: loading the data …", err=True))
    async with built.running():
        loading.cancel()
        _announce(door, show=show)
        await server._serve([door])  # noqa: SLF001 - ``serve`` would take the signals for itself


def _announce(door: socket.socket, *, show: bool) -> None:
    """Say where the service is."""
    host, port, *_ = door.getsockname()
    if host not in _LOOPBACK:
        click.echo(
            f"azru: whoever reaches {host} can ask this service; it only reads, but has no"
            " passwords and no encryption",
            err=True,
        )
    where = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    click.echo(f"serving at {where} until Ctrl-C")
    sys.stdout.flush()
    if show:
        import webbrowser

        webbrowser.open(where)


def _log(event: Mapping[str, Any]) -> None:
    """Write a line of JSON to standard error."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    sys.stderr.write(json.dumps({"time": now, **event}, ensure_ascii=False) + "\n")
