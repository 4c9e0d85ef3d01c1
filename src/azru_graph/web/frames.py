"""What passes between the service and its workers: a line of JSON, then bytes.

A frame is two lengths of four bytes each, as JSON and bytes follow.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from asyncio import StreamReader
    from typing import IO

__all__ = ["Frame", "packed", "receive", "received"]

_LENGTHS = struct.Struct("!II")


class Frame(NamedTuple):
    """What is said, and the bytes that belong to it."""

    said: dict[str, Any]
    content: bytes = b""


def packed(frame: Frame) -> bytes:
    """Put a frame into bytes.

    >>> packed(Frame({"a": 1}, b"xy"))
    b'\\x00\\x00\\x00\\x08\\x00\\x00\\x00\\x02{"a": 1}xy'
    """
    said = json.dumps(frame.said).encode()
    return _LENGTHS.pack(len(said), len(frame.content)) + said + frame.content


def received(stream: IO[bytes]) -> Frame | None:
    """Read a frame; None at the end of the stream."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    said, content = _LENGTHS.unpack(lengths)
    return Frame(json.loads(stream.read(said)), stream.read(content))


async def receive(stream: StreamReader) -> Frame:
    """Read a frame; raises asyncio.IncompleteReadError at the end of the stream."""
    said, content = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    return Frame(json.loads(await stream.readexactly(said)), await stream.readexactly(content))
