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


class Running(NamedTuple):
    """A server in a process of its own: its address without a path, and the process."""

    address: str
    process: subprocess.Popen[str]


def free_port() -> int:
    """Give a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@contextmanager
def _running(command: list[str], address: str, ready: str) -> Iterator[Running]:
    """Run a server; it is there once a line of its standard error says that it is ready."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            said = []
            for line in process.stderr:
                said.append(line)
                if ready in line:
                    break
            assert ready in said[-1], "".join(said)
            yield Running(address, process)
        finally:
            process.kill()


@contextmanager
def oxigraph(store: Path) -> Iterator[str]:
    """Serve a store on disk with the program of the package ``oxigraph``; give its address."""
    with _oxigraph("serve-read-only", store) as running:
        yield f"{running.address}/query"


@contextmanager
def writable_oxigraph(store: Path) -> Iterator[Running]:
    """Serve a store on disk that can be written, at ``/store``, ``/update`` and ``/query``."""
    with _oxigraph("serve", store) as running:
        yield running


@contextmanager
def _oxigraph(verb: str, store: Path) -> Iterator[Running]:
    place = f"127.0.0.1:{free_port()}"
    program = Path(sys.executable).parent / "oxigraph"
    command = [str(program), verb, "-l", str(store), "-b", place]
    with _running(command, f"http://{place}", "Listening") as running:
        yield running


# Nothing but what a server on this machine alone needs, with small buffers. By the last parameter
# the compiler of queries stops looking for a better plan where that takes longer than the query.
_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
ServerThreads = 20
CheckpointInterval = 0
ThreadsPerQuery = 1
StopCompilerWhenXOverRunTime = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 6
Charset = UTF-8
"""


@contextmanager
def virtuoso(folder: Path) -> Iterator[Running]:
    """Serve an empty store with Virtuoso, whose files all lie in the folder."""
    http = free_port()
    setting = folder / "virtuoso.ini"
    setting.write_text(_VIRTUOSO.format(folder=folder, sql=free_port(), http=http))
    command = ["virtuoso-t", "+foreground", "+configfile", str(setting)]
    with _running(command, f"http://127.0.0.1:{http}", "Server online") as running:
        yield running


@contextmanager
def relay(address: str, after: int) -> Iterator[tuple[str, threading.Event, threading.Event]]:
    """Stand between a client and a server, and stop the client's words after so many bytes.

    Give the address to be used instead, an event that is set when it stops, and one to be set to
    make it close its connections.
    """
    stopped, closing = threading.Event(), threading.Event()
    host, _, port = address.removeprefix("http://").partition(":")
    left = [after]

    def serve(client: socket.socket) -> None:
        with client, socket.create_connection((host, int(port))) as server:
            back = threading.Thread(target=_copied, args=(server, client))
            back.start()
            with suppress(OSError):
                while part := client.recv(min(left[0], 1 << 16)):
                    server.sendall(part)
                    left[0] -= len(part)
                    if not left[0]:
                        stopped.set()
                        assert closing.wait(60)
                        break
            for side in (server, client):
                with suppress(OSError):
                    side.shutdown(socket.SHUT_RDWR)
            back.join()

    def accept() -> None:
        while not stopped.is_set():
            with suppress(TimeoutError):
                serve(door.accept()[0])
        door.close()  # whoever comes later is refused

    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.1)
        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}", stopped, closing
        finally:
            stopped.set()
            closing.set()
            thread.join()


def _copied(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(1 << 16):
            target.sendall(part)


class Asked(NamedTuple):
    """A request as it came: method, headers, the fields of its form, and where to."""

    method: str
    headers: Mapping[str, str]
    form: Mapping[str, list[str]]
    path: str


class Said(NamedTuple):
    """An answer to give.

    Attributes:
        body: Its content.
        status: Its status.
        kind: Its media type.
        headers: More headers.
        announced: Bytes that the header announces; None for as many as there are.
        hang_up: Close the connection without a word.
        heard: Bytes of a request that are read; None for all.
        silence: Wait for the event instead of answering.
        pause: Seconds before each byte of the body but the first.
    """

    body: bytes = b""
    status: int = 200
    kind: str = JSON
    headers: Mapping[str, str] = {}
    announced: int | None = None
    hang_up: bool = False
    heard: int | None = None
    silence: threading.Event | None = None
    pause: float = 0.0


@contextmanager
def fake(*answers: Said) -> Iterator[tuple[str, list[Asked]]]:
    """Serve the answers in turn, the last for ever; give the address and what was asked."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            said = answers[min(len(asked) + 1, len(answers)) - 1]
            size = int(self.headers.get("Content-Length", 0))
            content = self.rfile.read(size if said.heard is None else said.heard).decode()
            form = parse_qs(content, separator="&")
            asked.append(Asked(self.command, dict(self.headers), form, self.path))
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

        do_GET = do_POST = do_PUT = _answer  # noqa: N815 - as the library has it

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
