"""The picture of any other network: boxes joined by lines, with no word on what they mean."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from azru_graph.errors import DataError
from azru_graph.pictures import style
from azru_graph.pictures.actors import Words, draw_joined
from azru_graph.pictures.sheet import Entry

if TYPE_CHECKING:
    from azru_graph.networks import Network
    from azru_graph.pictures.picture import Picture, Setting

__all__ = ["draw_general"]


def draw_general(network: Network, setting: Setting) -> Picture:
    """Draw any network; where not all of it fits, the nodes with the most edges.

    Raises:
        DataError: No edge joins two nodes, or the font lacks a character of a label.
        ParameterError: Not even two nodes fit the size.
    """
    network = _without_loops(network)
    if not network.number_of_edges():
        raise DataError(
            "no edge joins two nodes, so there is nothing to draw",
            remedy="construct triples between named resources",
        )
    return draw_joined(network, setting, Words(_ranked, _title, _subtitle, _legend, _describe, ""))


def _without_loops(network: Network) -> Network:
    copied: Network = network.copy()
    copied.remove_edges_from([edge for edge in network.edges(keys=True) if edge[0] == edge[1]])
    return copied


def _ranked(network: Network) -> list[str]:
    joined = [(node, degree) for node, degree in network.degree() if degree]
    return [node for node, _ in sorted(joined, key=lambda pair: (-pair[1], pair[0]))]


def _title(network: Network) -> str:
    first = _ranked(network)[0]
    label = network.nodes[first]["label"]
    return f"{label} has {network.degree(first)} of {_counted(network.size(), 'edge')}"


def _subtitle(whole: Network, network: Network, merged: Network) -> str:
    left = len(_ranked(whole)) - len(network)
    part = f" (those with the most edges; {left} left out)" if left else ""
    most = max(weight for _, _, weight in merged.edges(data="weight"))
    broad = f"; broader = more edges (1 to {most})" if most > 1 else ""
    return f"{_counted(len(network), 'node')}, {_counted(network.size(), 'edge')}{part}{broad}"


def _legend(network: Network) -> list[Entry]:
    told = Counter(network.edges[edge]["kind"] for edge in network.edges(keys=True))
    directed = {kind for _, _, kind in network.edges(data="kind")} - {
        data["kind"] for _, _, data in network.edges(data=True) if not data["directed"]
    }
    names = network.graph["kinds"]
    return [
        Entry(f"edge-{kind}", f"{names[kind]} ({number})", style.stroke(kind), kind in directed)
        for kind, number in sorted(told.items(), key=lambda item: (-item[1], item[0]))
    ]


def _describe(network: Network, merged: Network) -> str:
    leading = ", ".join(
        f"{network.nodes[node]['label']} ({network.degree(node)})" for node in _ranked(network)[:5]
    )
    kinds = ", ".join(entry.text for entry in _legend(network))
    lines = _counted(merged.size(), "line")
    return (
        f"A network of {_counted(len(network), 'node')}, joined by {lines} that "
        f"{'stands' if merged.size() == 1 else 'stand'} for {_counted(network.size(), 'edge')}. "
        f"Kinds of edges: {kinds}. Nodes with the most edges: {leading}."
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
