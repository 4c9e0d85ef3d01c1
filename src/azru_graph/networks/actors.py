"""The network of actors: who acted towards or with whom, one edge for each event."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from azru_graph.networks.model import Network, Statements
from azru_graph.terms import PREFIXES, Term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.networks.model import Attributes

__all__ = ["actors"]

_AZRU = PREFIXES["azru"]


def actors(triples: Iterable[tuple[Term, Term, Term]]) -> Network:
    """Make the network of who acted towards or with whom, from the triples of the view ``actors``.

    Nodes are IRIs with ``label`` and ``kind`` (``state``, ``person``, ``organisation``, ``group``,
    another agent kind such as ``company`` or ``media`` from its classification, or ``other``).

    An edge is one event between two actors: key = IRI of the event, with ``kind`` (the local name
    of the kind's concept without ``event-``), ``weight`` 1, ``directed``, and the literals of the
    event such as ``notBefore``. It runs from who carried the event out to whom it was directed at;
    where the event has participants only, ``directed`` is False and the edge runs from the
    alphabetically first IRI. An event of several actors gives one edge for each pair; one of
    several kinds keeps the first by name. No triples give an empty network.
    """
    about = Statements(triples)
    nodes: set[str] = set()
    edges: list[tuple[str, str, str, Attributes]] = []
    kinds: dict[str, str] = {}
    for event in about:
        pairs, directed = _pairs(about, event)
        if not about.iris(event, _AZRU + "eventType") or not pairs:
            continue
        kind, name = about.kind(event)
        kinds[kind] = name
        for one, other in pairs:
            nodes |= {one, other}
            told: Attributes = {"kind": kind, "weight": 1, "directed": directed}
            edges.append((one, other, event, about.attributes(event) | told))
    node_kinds = {node: about.kind(node) for node in sorted(nodes)}
    network = Network(
        kinds=dict(sorted(kinds.items())), node_kinds=dict(sorted(set(node_kinds.values())))
    )
    for node, (kind, _) in node_kinds.items():
        network.add_node(node, **about.attributes(node), kind=kind)
    for one, other, event, told in sorted(edges, key=lambda edge: edge[:3]):
        network.add_edge(one, other, key=event, **told)
    return network


def _pairs(about: Statements, event: str) -> tuple[list[tuple[str, str]], bool]:
    """List which actors an event joins, and whether it goes from the first to the second."""
    directed = [
        (one, other)
        for one in about.iris(event, _AZRU + "carriedOutBy")
        for other in about.iris(event, _AZRU + "directedAt")
        if one != other
    ]
    if directed:
        return directed, True
    return list(combinations(about.iris(event, _AZRU + "hasParticipant"), 2)), False
