"""What an attacker sends that no client would, and what must hold of whatever comes back."""

from __future__ import annotations

import re
import socket
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["INSIDE", "Got", "bearable", "raw", "request"]

# What tells of the machine, or of how the program is made.
INSIDE = re.compile(
    "|".join(
        (
            *map(
                re.escape,
                (
                    str(Path(__file__).resolve().parents[1]),
                    sys.prefix,
                    sys.base_prefix + "/lib",
                    tempfile.gettempdir() + "/",
                ),
            ),
            r"Traceback \(most recent call last\)",
            r'File "[^"]*", line \d',
            "site-packages",
            "root:x?:0:0",
        )
    )
)
_SECONDS = 20  # that a service has to say something; no test waits so long if all is well


class Got(NamedTuple):
    """What came back of a connection: statuses in their order, all bytes, whether it was closed."""

    statuses: list[int]
    content: bytes
    closed: bool

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the first answer, names in lower case."""
        lines = self.content.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
        return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}


def request(
    target: str | bytes,
    *more: str | bytes,
    method: str = "GET",
    body: bytes = b"",
    host: str = "service.test",
) -> bytes:
    """Write a request, after which the connection is closed.

    Args:
        target: What is asked for, as it goes into the first line.
        more: Lines of the head.
        method: The method.
        body: What follows the head.
        host: The header Host.
    """
    lines = [method.encode() + b" " + _bytes(target) + b" HTTP/1.1", b"Host: " + host.encode()]
    lines += [*map(_bytes, more), b"Connection: close"]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def raw(address: str, *parts: bytes, half: bool = False, answers: int | None = None) -> Got:
    """Send bytes as they are, and read until the service closes the connection.

    Args:
        address: That of the service.
        parts: The bytes; each goes out by itself.
        half: Close this side after the last of them.
        answers: Read until so many answers have begun, and no further; None means until the end.
    """
    host, _, port = address.removeprefix("http://").partition(":")
    content, closed = b"", False
    with socket.create_connection((host, int(port)), timeout=_SECONDS) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            for part in parts:
                connection.sendall(part)
            if half:
                connection.shutdown(socket.SHUT_WR)
            while answers is None or len(_statuses(content)) < answers:
                part = connection.recv(1 << 16)
                if not part:
                    closed = True
                    break
                content += part
        except ConnectionError:  # it was closed before it had read all
            closed = True
    return Got(_statuses(content), content, closed)


def bearable(
    status: int, headers: Mapping[str, str], content: bytes, *, among: Iterable[int] = ()
) -> None:
    """Assert of an answer that it is none of a broken service, and says nothing of the inside.

    Args:
        status: Its status.
        headers: Its headers.
        content: Its body.
        among: The statuses that it may have; none means any that is no failure of the service.
    """
    assert status in among if among else status < 500, (status, content[:500])
    found = INSIDE.search(content.decode("utf-8", "replace"))
    assert found is None, found
    found = INSIDE.search(" ".join(headers.values()))
    assert found is None, found


def _statuses(content: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", content)]


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
