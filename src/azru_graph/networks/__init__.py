"""RDF as networkx graphs, with typed attributes and in a fixed order.

A graph is made from the triples that a stored view or any CONSTRUCT query gives; what its nodes and
edges carry is told in ``networks.model``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.networks.actors import actors
from azru_graph.networks.model import Hub, Network, aggregate, hubs, without_loners
from azru_graph.networks.neighbourhood import ego
from azru_graph.networks.statements import statements
from azru_graph.queries import catalogue, construct, get

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from azru_graph.engines import Engine
    from azru_graph.terms import Term

__all__ = [
    "Hub",
    "Network",
    "actors",
    "aggregate",
    "ego",
    "hubs",
    "names",
    "network",
    "statements",
    "without_loners",
]

# Name of a view → what makes a network of its triples; any other view is read by ``statements``.
_READERS: dict[str, Callable[[Iterable[tuple[Term, Term, Term]]], Network]] = {"actors": actors}


def names() -> list[str]:
    """List the views of which there is a network, in order of the alphabet."""
    return list(catalogue("views"))


def network(engine: Engine, name: str) -> Network:
    """Make the network of a stored view of what an engine holds.

    Raises:
        UnknownNameError: There is no view of that name.
    """
    view = get("views", name)
    read = _READERS.get(name, statements)
    return read(construct(engine, view.text, path=view.path))
