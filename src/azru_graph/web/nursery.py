"""The process that has the data loaded and forks the workers off, which share it.

``python -m azru_graph.web.nursery`` is started by `pool` with a socket as standard input. Through
it come orders, a line of JSON each (with the socket of the worker, where one is to be made), and
go words on workers that ended. Workers end with this process, and it with the service, whatever
they are at: the end of the socket is the sign.
"""

from __future__ import annotations

import ctypes
import json
import os
import selectors
import signal
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from azru_graph.errors import AzruError
from azru_graph.web.jobs import Opened
from azru_graph.web.settings import Limits, Source
from azru_graph.web.worker import serve

if TYPE_CHECKING:
    from typing import IO

__all__ = ["ORDER", "main"]

ORDER = 1 << 16  # bytes that are read at once

_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_MOST_DOORS = 16  # sockets that come with as many orders at once
_POLITE = 19  # niceness of a worker that is slowed down
_TAIL = 2000  # bytes of what a worker said last
_NO_MEMORY = b"memory allocation of"  # what Rust says before it aborts


class _Child(NamedTuple):
    """A worker: its number, and the file to which its standard error goes."""

    number: int
    said: IO[bytes]


class _Nursery:
    """Makes workers, ends them, and tells of their ends."""

    def __init__(self, control: socket.socket, opened: Opened, limits: Limits) -> None:
        self._control = control
        self._opened = opened
        self._limits = limits
        self._children: dict[int, _Child] = {}
        self._begun = b""  # of an order that is not yet whole
        self._doors: list[int] = []

    def run(self) -> None:
        """Take orders until the service ends."""
        bell, ringing = socket.socketpair()
        bell.settimeout(0)
        ringing.settimeout(0)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(ringing.fileno(), warn_on_full_buffer=False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(bell, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is bell:
                        bell.recv(ORDER)
                        self._reap()
                    elif not self._obey():
                        self._end()
                        return

    def _end(self) -> None:
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _obey(self) -> bool:
        """Carry out what orders there are; give False at the end of the service."""
        part, doors, _, _ = socket.recv_fds(self._control, ORDER, _MOST_DOORS)
        self._doors += doors
        *orders, self._begun = (self._begun + part).split(b"\n")
        for order in orders:
            said = json.loads(order)
            if "number" not in said:
                self._tend(said)
            else:
                door = socket.socket(fileno=self._doors.pop(0))
                self._make(said["number"], door, said["memory"])
        return bool(part)

    def _tend(self, said: dict[str, int]) -> None:
        """End a worker, or slow it down, if it is still there."""
        for pid, child in self._children.items():  # not yet reaped: the pid is still its own
            if child.number == said.get("end"):
                os.kill(pid, signal.SIGKILL)
            elif child.number == said.get("slow"):
                os.setpriority(os.PRIO_PROCESS, pid, _POLITE)

    def _make(self, number: int, door: socket.socket, memory: int) -> None:
        said = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the worker has ended
        pid = os.fork()
        if pid == 0:
            self._become_worker(door, said, memory)
        door.close()
        self._children[pid] = _Child(number, said)

    def _become_worker(self, door: socket.socket, said: IO[bytes], memory: int) -> NoReturn:
        """Go on as a worker, and never come back."""
        status = 1
        try:
            parent = os.getppid()
            _die_with_parent()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._control.close()
            os.dup2(said.fileno(), 2)
            if os.getppid() == parent:  # it has not ended before it was bound to
                serve(self._opened, door, memory=memory, content=self._limits.content)
            status = 0
        finally:
            os._exit(status)

    def _reap(self) -> None:
        """Tell of every worker that has ended, and how."""
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            number, said = self._children.pop(pid)
            with said:
                said.seek(0, os.SEEK_END)
                said.seek(max(0, said.tell() - _TAIL))
                last = said.read()
            code = os.waitstatus_to_exitcode(status)
            _tell(
                self._control,
                ended=number,
                code=code,
                memory=_NO_MEMORY in last,
                said=last.decode("utf-8", "replace"),
            )


def main() -> None:
    """Load the data, say so or what is wrong, and take orders."""
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service
    with socket.socket(fileno=0) as control:
        line = control.makefile("rb").readline()
        if not line:
            return  # the service has ended by now
        said = json.loads(line)
        limits = Limits(**said["limits"])
        opened = Opened(_source(said["source"]), said["version"], limits)
        try:
            opened.load()
        except AzruError as error:
            _tell(control, wrong=str(error), status=error.exit_status)
            return
        _tell(control, ready=True)
        _Nursery(control, opened, limits).run()


def _tell(control: socket.socket, **said: object) -> None:
    try:
        control.sendall(json.dumps(said).encode() + b"\n")
    except OSError:
        return  # the service has ended, which the next order shows


def _die_with_parent() -> None:
    """Let this process be killed when the one that made it ends.

    Linux alone has this; elsewhere it ends when it next waits for its socket.
    """
    try:
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    except AttributeError:
        return


def _source(said: dict[str, Any]) -> Source:
    def path(text: str | None) -> Path | None:
        return None if text is None else Path(text)

    return Source(
        data=tuple(map(Path, said["data"])),
        store=path(said["store"]),
        endpoint=said["endpoint"],
        timeout=said["timeout"],
        copy=path(said["copy"]),
    )


if __name__ == "__main__":
    main()
