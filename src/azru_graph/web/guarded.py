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
_SECONDS = 20  # that a head may take, and a new connection until its first
_LINGER = 1  # seconds that are left to a client to read why its head is refused
_STATUS = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
_TOO_LARGE = (
    f"HTTP/1.1 {_STATUS.value} {_STATUS.phrase}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
).encode()


class Guarded(HttpToolsProtocol):
    """A connection that is closed where a head grows too large, or does not come to its end."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as uvicorn has it
        super().__init__(*given, **named)
        self._pending = True  # whether a head is waited for, or has come in part
        self._read = 0  # bytes of it
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Give a new connection its time."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(_SECONDS, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the time."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, and refuse a head that is too large by now."""
        if self._read > _MOST:
            return  # refused; what still comes is read, since to close before would lose the answer
        super().data_received(data)
        if self._pending:
            self._read += len(data)
            if self._read > _MOST and not self.transport.is_closing():
                self._stop()
                self._timer = self.loop.call_later(_LINGER, self.transport.close)
                self.transport.write(_TOO_LARGE)

    def on_message_begin(self) -> None:
        """Begin to count."""
        super().on_message_begin()
        self._pending, self._read = True, 0
        if self._timer is None:
            self._timer = self.loop.call_later(_SECONDS, self.transport.close)

    def on_headers_complete(self) -> None:
        """Cease to count."""
        self._pending = False
        self._stop()
        super().on_headers_complete()

    def _stop(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
