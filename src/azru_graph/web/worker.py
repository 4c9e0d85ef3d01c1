"""A worker: a process that does one job after the other, and may be killed at any of them."""

from __future__ import annotations

import re
import resource
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from azru_graph.errors import AzruError
from azru_graph.web.frames import Frame, packed, received
from azru_graph.web.jobs import done
from azru_graph.web.problems import Problem, of_error

if TYPE_CHECKING:
    import socket

    from azru_graph.web.jobs import Opened

__all__ = ["serve"]

_PART = 4  # a worker that has grown by this part of its limit makes way for a new one


def serve(opened: Opened, door: socket.socket, *, memory: int, content: int) -> None:
    """Do the jobs that come through a socket until it is closed.

    Args:
        opened: What is served.
        door: The socket.
        memory: Bytes that this process may take, beside those that it shares with its parent.
        content: Bytes of what a job makes, at most.
    """
    _limit_memory(memory)
    most = _peak() + memory // _PART
    with door.makefile("rb") as stream:
        while asked := received(stream):
            reply = _reply(opened, asked, content)
            leaving = _peak() > most
            door.sendall(packed(reply._replace(said={**reply.said, "leaving": leaving})))
            if leaving:
                return


def _reply(opened: Opened, asked: Frame, most: int) -> Frame:
    """Do a job and say what came of it: what was made, a problem, or how it failed."""
    try:
        made = done(opened, asked.said["job"], asked.said["given"])
    except AzruError as error:
        return _problem(of_error(error))
    except Problem as problem:
        return _problem(problem)
    except MemoryError:
        return Frame({"failed": "memory"})
    except Exception:  # noqa: BLE001 - a fault of ours, which is written to the log
        return Frame({"failed": traceback.format_exc()})
    if len(made.content) > most:
        return Frame({"failed": "content"})
    told = {name: value for name, value in made._asdict().items() if name != "content"}
    return Frame(told, made.content)


def _problem(problem: Problem) -> Frame:
    told = {"status": problem.status, "detail": problem.detail}
    return Frame({"problem": {**told, "more": problem.more, "headers": problem.headers}})


def _limit_memory(more: int) -> None:
    """Let this process take so many bytes beyond those that it shares with its parent."""
    try:
        told = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:  # no Linux
        told = ""
    found = re.search(r"VmData:\s+(\d+) kB", told)
    most = more + (1024 * int(found[1]) if found else 0)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _peak() -> int:
    """The most bytes of memory that this process has had at once."""
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
