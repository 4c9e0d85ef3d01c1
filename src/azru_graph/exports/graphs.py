"""The property graph in the formats that programs for networks read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.exports.property_graph import property_graph
from azru_graph.exports.rows import typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.exports.columns import Column
    from azru_graph.exports.content import Content
    from azru_graph.networks import Network

__all__ = ["cytoscape", "dot", "gexf", "graphml", "network_of"]


def graphml(content: Content) -> bytes:
    """Write GraphML."""
    return _written(content, "graphml")


def gexf(content: Content) -> bytes:
    """Write GEXF."""
    return _written(content, "gexf")


def dot(content: Content) -> bytes:
    """Write DOT."""
    return _written(content, "dot")


def cytoscape(content: Content) -> bytes:
    """Write the JSON of Cytoscape."""
    return _written(content, "cyjs")


def network_of(content: Content) -> Network:
    """Make the property graph a network, whose nodes and edges are as ``networks.model`` says.

    The key of an edge is the prefixed name of its property; edges and nodes carry what the
    property graph has for them.
    """
    from azru_graph.networks import Network

    graph = property_graph(content)
    network = Network(
        kinds={some.type: some.type for some in graph.relationships},
        node_kinds={nodes.kind: nodes.kind for nodes in graph.nodes},
    )
    for nodes in graph.nodes:
        for row in nodes.rows:
            network.add_node(row[0], **_told(nodes.columns[1:], row[1:]), kind=nodes.kind)
    for some in graph.relationships:
        own = {"kind": some.type, "label": some.type, "weight": 1, "directed": True}
        for one, other, *told in some.rows:
            network.add_edge(one, other, key=some.property, **own, **_told(some.columns, told))
    return network


def _written(content: Content, form: str) -> bytes:
    from azru_graph.networks.formats import write

    return write(network_of(content), form)


def _told(columns: Iterable[Column], row: Iterable[str | None]) -> dict[str, object]:
    return {
        column.name: value
        for column, cell in zip(columns, row, strict=True)
        if (value := typed(column, cell)) is not None
    }
