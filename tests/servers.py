"""Servers on this machine for the tests: a real SPARQL endpoint, and one that says what it must."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

JSON = "application/sparql-results+json"


@contextmanager
def oxigraph(store: Path) -> Iterator[str]:
    """Serve a store on disk with the program of the package ``oxigraph``; give its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = Path(sys.executable).parent / "oxigraph"
    command = [str(program), "serve-read-only", "-l", str(store), "-b", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            assert "Listening" in process.stderr.readline()
            yield f"http://127.0.0.1:{port}/query"
        finally:
            process.terminate()


class Asked(NamedTuple):
    """A request as it came: method, headers, and the fields of its form."""

    method: str
    headers: Mapping[str, str]
    form: Mapping[str, list[str]]


class Said(NamedTuple):
    """An answer to give.

    Attributes:
        body: Its content.
        status: Its status.
        kind: Its media type.
        headers: More headers.
        announced: Bytes that the header announces; None for as many as there are.
        hang_up: Close the connection without a word.
        silence: Wait for the event instead of answering.
        pause: Seconds before each byte of the body but the first.
    """

    body: bytes = b""
    status: int = 200
    kind: str = JSON
    headers: Mapping[str, str] = {}
    announced: int | None = None
    hang_up: bool = False
    silence: threading.Event | None = None
    pause: float = 0.0


@contextmanager
def fake(*answers: Said) -> Iterator[tuple[str, list[Asked]]]:
    """Serve the answers in turn, the last for ever; give the address and what was asked."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            asked.append(Asked(self.command, dict(self.headers), parse_qs(content)))
            said = answers[min(len(asked), len(answers)) - 1]
            if said.silence:
                said.silence.wait(30)
                return
            if said.hang_up:
                # Nothing waits to be sent, so the other side sees a reset or an end.
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(said.status)
            self.send_header("Content-Type", said.kind)
            size = len(said.body) if said.announced is None else said.announced
            self.send_header("Content-Length", str(size))
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if not said.pause:
                self.wfile.write(said.body)
                return
            with suppress(ConnectionError):
                for place in range(len(said.body)):
                    self.wfile.write(said.body[place : place + 1])
                    time.sleep(said.pause)

        do_GET = do_POST = _answer  # noqa: N815 - as the library has it

        def log_message(self, *_: Any) -> None:  # noqa: ANN401
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/sparql", asked
        finally:
            for said in answers:
                if said.silence:
                    said.silence.set()
            server.shutdown()
            thread.join()
