"""A client that asks the service for data: with just the headers that it is told."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from azru_graph.web.settings import Limits
from service import inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azru_graph.web.settings import Source
    from service import Inside


class Client:
    """Asks a service in this process."""

    def __init__(self, service: Inside) -> None:
        self.app = service.app
        self._client = service.client

    def get(
        self, path: str, *, accept: str | None = None, method: str = "GET", **headers: str
    ) -> Any:  # noqa: ANN401 - a response, of whichever client the test client is made of
        """Ask for a path; without ``accept`` there is no such header."""
        request = self._client.build_request(method, path, headers=headers)
        del request.headers["accept"]
        if accept is not None:
            request.headers["accept"] = accept
        return self._client.send(request)


@contextmanager
def client(source: Source) -> Iterator[Client]:
    """Run a service of a source in this process, and give what asks it."""
    with inside(source, Limits(workers=1)) as service:
        yield Client(service)
