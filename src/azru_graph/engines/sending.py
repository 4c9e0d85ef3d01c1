"""A graph sent to a server elsewhere, all of it or nothing.

Two ways: the SPARQL 1.1 Graph Store HTTP Protocol, one request that a server carries out as a
whole; and SPARQL 1.1 Update, in batches into a temporary graph that then takes the place of the
old content, or is added to it. No request that changes anything is sent twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

from azru_graph import syntax
from azru_graph.engines.received import read_triples
from azru_graph.engines.server import Server, Service
from azru_graph.errors import EndpointError, RefusedError
from azru_graph.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from azru_graph.engines.server import Answer

__all__ = ["ABSENT", "GraphStore", "Updates"]

ABSENT = {404, 405, 415, 501}  # how a server says that it speaks another protocol at an address

_SLOW = "raise --timeout, or send less at once"
_STORE = Service("Graph Store", "/store, /data or /sparql-graph-crud-auth", _SLOW)
_UPDATES = Service("endpoint for SPARQL Update", "/update, /statements or /sparql-auth", _SLOW)
_NTRIPLES = "application/n-triples"
_BATCH = 1000  # triples; each of several stores takes so many at once
_PROXY = {502, 503, 504}  # the server behind may go on with what it was asked


class GraphStore:
    """A graph at the address of a Graph Store."""

    def __init__(
        self, url: str, graph: str | None, *, timeout: float, authorization: str | None
    ) -> None:
        """Take the address and the IRI of the graph, None for the default graph.

        Raises as ``Server`` does.
        """
        sign = "&" if "?" in url else "?"
        self._url = f"{url}{sign}{'default' if graph is None else urlencode({'graph': graph})}"
        self._timeout = timeout
        self._authorization = authorization
        self._server = self._at()

    def load(self, content: bytes, *, add: bool, progress: Callable[[int], object]) -> None:
        """Send N-Triples that take the place of the content, or are added to it.

        Raises as ``Server.send`` does; ``progress`` is told the bytes that have gone out.
        """
        method = "POST" if add else "PUT"
        server = self._at(progress)
        _accepted(server, server.send(method, {"Content-Type": _NTRIPLES}, content))

    def size(self) -> int:
        """Count the triples of the graph by fetching them; 0 where it or the store is not there."""
        headers = {"Accept": f"{_NTRIPLES}, text/turtle;q=0.8"}
        try:
            answer = self._server.send("GET", headers, again=True)
        except RefusedError as refusal:
            if refusal.status in ABSENT:
                return 0
            raise
        if not answer.content.strip():
            return 0
        try:
            return len(read_triples(answer.content, answer.kind))
        except ValueError as error:
            raise self._server.fault(str(error)) from error

    def _at(self, progress: Callable[[int], object] | None = None) -> Server:
        return Server(
            self._url,
            _STORE,
            timeout=self._timeout,
            authorization=self._authorization,
            progress=progress,
        )


class Updates:
    """An address for SPARQL Update."""

    def __init__(self, url: str, *, timeout: float, authorization: str | None) -> None:
        """Take the address; raises as ``Server`` does."""
        self._server = Server(url, _UPDATES, timeout=timeout, authorization=authorization)

    def load(
        self,
        lines: Sequence[str],
        graph: str | None,
        *,
        add: bool,
        progress: Callable[[int], object],
        size: Callable[[str], int] | None,
    ) -> None:
        """Send lines of N-Triples that take the place of a graph, or are added to it.

        Args:
            lines: The triples. Those with blank nodes go in one request, which names them apart.
            graph: IRI of the graph; None for the default graph.
            add: Keep what is in the graph.
            progress: Told how many triples have gone out.
            size: Counts the triples of a graph, to be asked before the old content is touched;
                None where nobody can.

        Raises:
            EndpointError: As ``Server.send`` raises it. The graph is as it was, and the temporary
                one is gone, unless the message says otherwise.
        """
        temporary = uuid4().urn
        sent = 0
        try:
            for batch in _batches(lines):
                # Virtuoso takes no blank node in INSERT DATA.
                verb, end = ("INSERT", " WHERE { }") if "_:" in batch[0] else ("INSERT DATA", "")
                self._send(f"{verb} {{ GRAPH <{temporary}> {{\n{''.join(batch)}}} }}{end}")
                sent += len(batch)
                progress(sent)
            self._compare(size(temporary) if size else sent, sent)
        except BaseException as error:
            if sent or not isinstance(error, RefusedError):
                self._drop(temporary, error)
            raise
        target = "DEFAULT" if graph is None else f"GRAPH {syntax.to_sparql(Iri(graph))}"
        try:
            self._send(f"{'ADD' if add else 'MOVE'} GRAPH <{temporary}> TO {target}")
        except BaseException as error:
            if isinstance(error, RefusedError) and error.status not in _PROXY:
                self._drop(temporary, error)
            elif isinstance(error, EndpointError):
                # To drop the graph could be fatal: Virtuoso moves a missing one over the old.
                error.what += (
                    f"; it may yet take over the triples, which stand in the graph <{temporary}>"
                )
                error.remedy = "count what is there; once it is settled, drop that graph"
            raise
        if add:
            self._drop(temporary)

    def _compare(self, held: int, sent: int) -> None:
        if held != sent:
            what = f"took in {held} of {sent} triples, so the old content is left as it was"
            raise self._server.fault(what, _SLOW)

    def _drop(self, temporary: str, error: BaseException | None = None) -> None:
        """Remove the temporary graph; where that fails, an error tells of it."""
        try:
            self._send(f"DROP SILENT GRAPH <{temporary}>")
        except EndpointError as another:
            told = error or another
            if isinstance(told, EndpointError):
                told.what += f"; the temporary graph <{temporary}> is left there"
            if told is another:
                raise

    def _send(self, update: str) -> None:
        headers = {
            "Accept": "application/sparql-results+json, */*;q=0.5",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        content = urlencode({"update": syntax.from_ntriples(update)}).encode()
        _accepted(self._server, self._server.send("POST", headers, content))


def _batches(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """Put all lines that may have a blank node into one batch, and cut up the others."""
    together = [line for line in lines if "_:" in line]
    apart = [line for line in lines if "_:" not in line]
    if together:
        yield together
    for start in range(0, len(apart), _BATCH):
        yield apart[start : start + _BATCH]


def _accepted(server: Server, answer: Answer) -> None:
    """Refuse a page for people, with which a server answers that did not do as it was told."""
    if answer.kind == "text/html" and answer.content.strip():
        raise server.fault("answers with a web page", "check the address")
