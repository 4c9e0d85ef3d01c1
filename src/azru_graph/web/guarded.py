"""HTTP as uvicorn reads it, with bounds on what comes before a request is whole.

httptools keeps a head in memory however long it grows and however slowly it comes; the app sees it
only when it is whole.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from azru_graph.web.settings import Limits

if TYPE_CHECKING:
    import asyncio

__all__ = ["Guarded"]

_MOST = 2 * Limits().head  # bytes; what is less the app refuses in better words
_SECONDS = 20  # after which it is looked whether a client does its part
_LEAST = 20_000  # bytes of an answer that a client must take in this time
_LINGER = 1  # seconds that are left to a client to read why its head is refused
_STATUS = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
_TOO_LARGE = (
    f"HTTP/1.1 {_STATUS.value} {_STATUS.phrase}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
).encode()


class Guarded(HttpToolsProtocol):
    """A connection that is closed where a head grows too large, or the client keeps it waiting.

    It does so where a head does not come to its end, where the answer is not taken, or where
    something follows an answer that is no head, such as a body that nobody asked for. What a
    request that runs may take is for the app to say.
    """

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as uvicorn has it
        super().__init__(*given, **named)
        self._pending = True  # whether a head is waited for, or has come in part
        self._read = 0  # bytes of it
        self._heads = 0  # that have come whole
        # Heads and bytes to be sent as they were when the client was last waited for.
        self._seen: tuple[int, int] | None = (0, 0)
        self._watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch it."""
        super().connection_made(transport)
        self._watch = self.loop.call_later(_SECONDS, self.look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Cease to watch it."""
        if self._watch:
            self._watch.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, and refuse a head that is too large by now."""
        if self._read > _MOST:
            return  # refused; what still comes is read, since to close before would lose the answer
        super().data_received(data)
        if self._pending:
            self._read += len(data)
            if self._read > _MOST and not self.transport.is_closing():
                self.loop.call_later(_LINGER, self.transport.close)
                self.transport.write(_TOO_LARGE)

    def on_message_begin(self) -> None:
        """Begin to count."""
        super().on_message_begin()
        self._pending, self._read = True, 0

    def on_headers_complete(self) -> None:
        """Cease to count."""
        self._pending = False
        self._heads += 1
        super().on_headers_complete()

    def look(self) -> None:
        """End the connection if it is again the client that is waited for, and nothing has come."""
        left = self.transport.get_write_buffer_size()
        waits = left or self._pending or self.cycle is None or self.cycle.response_complete
        now = (self._heads, left) if waits else None
        if now and self._seen and now[0] == self._seen[0] and left > self._seen[1] - _LEAST:
            self.transport.abort()
            return
        self._seen = now
        self._watch = self.loop.call_later(_SECONDS, self.look)
