"""The graph sent to a server elsewhere, and counted there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.engines.remote import Remote
from azru_graph.engines.sending import ABSENT, GraphStore, Updates
from azru_graph.errors import EndpointError, RefusedError
from azru_graph.queries import select
from azru_graph.syntax import to_sparql
from azru_graph.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from azru_graph.engines import Engine

__all__ = ["TIMEOUT", "Pushed", "Target", "push"]

TIMEOUT = 300.0  # seconds

_FAULTY = 400  # how a server may answer an update where it wants something else


class Target(NamedTuple):
    """Where to.

    Attributes:
        url: Address of a Graph Store; where there is none, or with ``update``, of SPARQL Update.
        graph: IRI of the graph to be written; None for the default graph.
        update: Do not try the Graph Store Protocol.
        query: Address of a SPARQL endpoint that counts what has arrived; None has the graph
            fetched to count it, which takes the Graph Store Protocol.
        timeout: Seconds that the server may take for one request.
        authorization: As ``Server`` has it.
    """

    url: str
    graph: str | None = None
    update: bool = False
    query: str | None = None
    timeout: float = TIMEOUT
    authorization: str | None = None


class Pushed(NamedTuple):
    """What came of it.

    Attributes:
        sent: Triples that were sent.
        held: Triples that the graph then holds; None where nobody could be asked.
        protocol: ``the Graph Store Protocol`` or ``SPARQL Update``.
    """

    sent: int
    held: int | None
    protocol: str


def push(
    paths: Iterable[Path],
    target: Target,
    *,
    add: bool = False,
    progress: Callable[[str], object] = lambda _: None,
) -> Pushed:
    """Send RDF files, merged into one graph, to a server: all or nothing.

    Args:
        paths: The files. All are read before anything is sent.
        target: Where to.
        add: Keep what is in the graph.
        progress: Told in a few words what is being done.

    Raises:
        DataError, UsageError: As ``read_graph`` raises them for the files, and ``Server`` for the
            addresses.
        EndpointError: The server fails, or holds another number of triples than it was sent. But
            for the latter the graph is as it was, or the message says otherwise.
    """
    from azru_graph.exports import serialize
    from azru_graph.sources import read_graph

    url, graph, update, query, timeout, access = target
    to_sparql(Iri(graph or "urn:any"))  # it is one
    updates = Updates(url, timeout=timeout, authorization=access)
    store = GraphStore(url, graph, timeout=timeout, authorization=access)
    by_query = None
    if query:
        by_query = partial(_counted, Remote(query, timeout=timeout, authorization=access))

    def size() -> int:
        progress("counting what is there")
        return by_query(graph) if by_query else store.size()

    progress("reading the files")
    content = serialize(read_graph(paths), "ntriples")
    lines = [f"{line}\n" for line in content.decode().split("\n") if line]

    def part_sent(sent: int, whole: int) -> None:
        progress(f"sending {len(lines)} triples, {min(100 * sent // whole, 100)} %")

    before = size() if add and (by_query or not update) else 0
    absent = None
    if not update:
        absent = _stored(store, content, add=add, progress=partial(part_sent, whole=len(content)))
    protocol = "the Graph Store Protocol"
    if update or absent:
        protocol = "SPARQL Update"
        sent = partial(part_sent, whole=len(lines))
        try:
            updates.load(lines, graph, add=add, progress=sent, size=by_query)
        except RefusedError as refusal:
            if absent and refusal.status in {*ABSENT, _FAULTY}:
                raise absent from refusal
            raise
        if not by_query:
            return Pushed(len(lines), None, protocol)
    held = size()
    _compare(held, len(lines), before, url)
    return Pushed(len(lines), held, protocol)


def _stored(
    store: GraphStore, content: bytes, *, add: bool, progress: Callable[[int], object]
) -> RefusedError | None:
    """Send by the Graph Store Protocol; give the refusal where the server does not speak it."""
    try:
        store.load(content, add=add, progress=progress)
    except RefusedError as refusal:
        if refusal.status in ABSENT:
            return refusal
        raise
    return None


def _counted(endpoint: Engine, graph: str | None) -> int:
    """Count the triples of a graph by a query; None means the default graph of the endpoint."""
    triples = "?s ?p ?o"
    if graph is not None:
        triples = f"GRAPH {to_sparql(Iri(graph))} {{ {triples} }}"
    rows = select(endpoint, f"SELECT (COUNT(*) AS ?n) WHERE {{ {triples} }}").rows
    return int(rows[0][0].value) if rows and rows[0][0] else 0


def _compare(held: int, sent: int, before: int, url: str) -> None:
    """Refuse a number of triples that cannot be right; ``before`` were there and are kept."""
    if max(sent, before) <= held <= sent + before:
        return
    kept = f" to {before}" if before else ""
    raise EndpointError(
        f"{sent} triples were sent{kept}, and {held} are there",
        path=url,
        remedy="look whether the query asks the same graph, and whether the server takes two "
        "spellings of a number for one",
    )
