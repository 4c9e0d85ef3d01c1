"""Parts of a network, what to draw first of them, and how many of each kind a part has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from azru_graph.errors import DataError
from azru_graph.networks import hubs
from azru_graph.pictures import style
from azru_graph.pictures.sheet import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from azru_graph.networks import Network
    from azru_graph.pictures.sheet import Mark

__all__ = ["actors_by_events", "counted", "edge_entries", "from_the_middle", "node_entries"]


def actors_by_events(network: Network) -> list[str]:
    """List the actors of the network ``actors``, those with the most events first.

    Raises:
        DataError: No event joins two actors.
    """
    if not network.number_of_edges():
        raise DataError(
            "there is no event between two actors to draw",
            remedy="draw from data in which events name who carried them out and towards whom",
        )
    return [hub.node for hub in hubs(network)]


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


def node_entries(nodes: Iterable[tuple[str, str]], names: Mapping[str, str]) -> list[Entry]:
    """Make the legend of boxes that look as their kinds do, of nodes each with its kind."""
    return counted("node", ((kind, names[kind], style.look(kind)) for _, kind in nodes))


def edge_entries(network: Network) -> list[Entry]:
    """Make the legend of lines that look as their kinds do; what several edges stand for is one."""
    names = network.graph["kinds"]
    keys = sorted({(key, kind) for *_, key, kind in network.edges(keys=True, data="kind")})
    arrows = {f"edge-{told['kind']}" for *_, told in network.edges(data=True) if told["directed"]}
    entries = counted("edge", ((kind, names[kind], style.stroke(kind)) for _, kind in keys))
    return [entry._replace(directed=entry.key in arrows) for entry in entries]
