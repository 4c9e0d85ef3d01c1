"""Parts of a network, what to draw first of them, and how many of each kind a part has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from azru_graph.networks import Network
from azru_graph.pictures.sheet import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from azru_graph.pictures import style
    from azru_graph.pictures.sheet import Mark

__all__ = ["counted", "from_the_middle", "part_of"]


def counted(
    part: str, found: Iterable[tuple[str, str, style.Stroke | style.Look | Mark]]
) -> list[Entry]:
    """Make legend entries, with the number of each, the most frequent first."""
    numbers: Counter[str] = Counter()
    about: dict[str, tuple[str, style.Stroke | style.Look | Mark]] = {}
    for key, text, sample in found:
        numbers[key] += 1
        about.setdefault(key, (text, sample))
    ranked = sorted(numbers, key=lambda key: (-numbers[key], key))
    return [
        Entry(f"{part}-{key}", f"{about[key][0]} ({numbers[key]})", about[key][1]) for key in ranked
    ]


def from_the_middle(network: Network, group: Sequence[str]) -> list[str]:
    """Order a group outward from the box that most lines reach, ring by ring."""
    degree = dict(network.degree(group))
    within = {*group}

    def ranked(nodes: Iterable[str]) -> list[str]:
        return sorted(nodes, key=lambda node: (-degree[node], node))

    order = ranked(group)[:1]
    seen = {*order}
    for node in order:  # grows while being walked
        near = {*network.pred[node], *network.succ[node]} & within - seen
        order += ranked(near)
        seen |= near
    return order


def part_of(network: Network, nodes: Iterable[str]) -> Network:
    """Copy, in sorted order, some nodes of a network with the edges between them."""
    part = Network(**network.graph)
    kept = sorted({*nodes})
    part.add_nodes_from((node, dict(network.nodes[node])) for node in kept)
    edges = sorted(network.subgraph(kept).edges(keys=True, data=True), key=lambda edge: edge[:3])
    part.add_edges_from((one, other, key, dict(told)) for one, other, key, told in edges)
    return part
