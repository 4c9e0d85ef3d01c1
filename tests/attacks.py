"""What an attacker sends that no client would, and what must hold of whatever comes back."""

from __future__ import annotations

import re
import socket
import sys
import tempfile
from contextlib import suppress
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
    """What came back until the service closed a connection: statuses in their order, all bytes."""

    statuses: list[int]
    content: bytes

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the first answer, names in lower case."""
        lines = self.content.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
        return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}


def request(target: str, *more: str, method: str = "GET", host: str = "service.test") -> bytes:
    """Write a request without a body, after which the connection is closed.

    Args:
        target: What is asked for, as it goes into the first line.
        more: Lines of the head.
        method: The method.
        host: The header Host.
    """
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *more, "Connection: close", "", ""]
    return "\r\n".join(lines).encode()


def raw(address: str, sent: bytes, *, half: bool = False) -> Got:
    """Send bytes as they are, and read until the service closes the connection.

    Args:
        address: That of the service.
        sent: The bytes.
        half: Close this side after them.
    """
    host, _, port = address.removeprefix("http://").partition(":")
    content = b""
    with (
        socket.create_connection((host, int(port)), timeout=_SECONDS) as connection,
        suppress(ConnectionError),  # it was closed before it had read all
    ):
        connection.sendall(sent)
        if half:
            connection.shutdown(socket.SHUT_WR)
        while part := connection.recv(1 << 16):
            content += part
    statuses = [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", content)]
    return Got(statuses, content)


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
