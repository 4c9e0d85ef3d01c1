"""What passes between the service and its workers: a line of JSON, then bytes.

A frame is two lengths of four bytes each, as JSON and bytes follow.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from typing import IO

__all__ = ["Frame", "packed", "received", "unpacked"]

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


def unpacked(content: bytes | bytearray) -> Frame | None:
    """Read a frame from bytes; None where it is not whole yet.

    >>> unpacked(packed(Frame({"a": 1}, b"xy")))
    Frame(said={'a': 1}, content=b'xy')
    >>> unpacked(packed(Frame({"a": 1}, b"xy"))[:-1]) is None
    True
    """
    if len(content) < _LENGTHS.size:
        return None
    said, more = _LENGTHS.unpack_from(content)
    begin, end = _LENGTHS.size + said, _LENGTHS.size + said + more
    if len(content) < end:
        return None
    return Frame(json.loads(content[_LENGTHS.size : begin]), bytes(content[begin:end]))
