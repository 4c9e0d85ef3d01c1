"""The service for the tests: as an app in this process, and as the command in one of its own."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from starlette.testclient import TestClient

from azru_graph.web.app import app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from azru_graph.web.app import App
    from azru_graph.web.settings import Limits, Source


class Inside(NamedTuple):
    """A service in this process: what asks it, the app, and what it has written to its log."""

    client: TestClient
    app: App
    log: list[dict[str, Any]]

    def processes(self) -> set[int]:
        """Give the processes of its workers, and of the one that makes them."""
        nursery = self.app.service.pool.process
        return {nursery, *children(nursery)}

    def workers(self) -> set[int]:
        """Give the processes of its workers."""
        return {pid for pid in children(self.app.service.pool.process) if alive(pid)}


@contextmanager
def inside(source: Source, limits: Limits) -> Iterator[Inside]:
    """Run a service in this process."""
    log: list[dict[str, Any]] = []
    built = app(source, limits, log=lambda event: log.append(dict(event)))
    with TestClient(built, base_url="http://azru.test") as client:
        yield Inside(client, built, log)


class Outside(NamedTuple):
    """A service in a process of its own.

    Attributes:
        address: Where it is, without a slash at the end.
        process: The process.
        errors: The file to which its standard error goes.
    """

    address: str
    process: subprocess.Popen[str]
    errors: IO[str]

    def end(self, sign: signal.Signals) -> tuple[str, list[str]]:
        """End it by a signal; give what it still wrote, and the lines of its standard error.

        The line is left out that a slow machine writes while data is loaded.
        """
        self.process.send_signal(sign)
        said, _ = self.process.communicate(timeout=30)
        return said, _lines(self.errors)


@contextmanager
def outside(*options: str, group: tuple[str, ...] = ()) -> Iterator[Outside]:
    """Run ``azru serve`` at a free port; it ends with its workers when it is left."""
    command = [sys.executable, "-m", "azru_graph", *group, "serve", "--port", "0", *options]
    with (
        tempfile.TemporaryFile("w+") as errors,  # a pipe would be full one day
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        assert process.stdout
        try:
            said = process.stdout.readline()
            assert "serving at http://" in said, _lines(errors)
            yield Outside(said.split()[2].rstrip("/"), process, errors)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)


def _lines(errors: IO[str]) -> list[str]:
    errors.seek(0)
    return [line for line in errors.read().splitlines() if not line.startswith("azru: loading")]


def children(process: int) -> set[int]:
    """Give the processes that a process has made and that are still there."""
    tasks = Path(f"/proc/{process}/task")
    lines = [(task / "children").read_text() for task in tasks.iterdir()] if tasks.exists() else []
    return {int(word) for line in lines for word in line.split()}


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, half a minute at most."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def peak(process: int) -> int:
    """Give the most bytes of memory that a process has had at once; 0 where it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return 1024 * int(found[1]) if found else 0


def alive(process: int) -> bool:
    """Whether a process is there and no mere entry that its parent has not read yet."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
