"""Places in layers: along the arrows from one layer to the next, group by group.

Graphviz (``dot``: Gansner, Koutsofios, North, Vo 1993) places the boxes of each group of linked
boxes and leads the lines round them; the groups are then packed into the width of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pygraphviz

from azru_graph.pictures.layout import Box
from azru_graph.pictures.routes import sampled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Layers", "Line", "Packer", "groups", "layered", "packed"]

_Edge = tuple[str, str, str]


class Line(NamedTuple):
    """A line from one box to another.

    Attributes:
        source: Where it comes from.
        target: Where it leads to.
        key: What tells it from others between the two.
        room: The room that its own label needs, if it has one.
        weight: How much it counts for the rank of its group.
    """

    source: str
    target: str
    key: str
    room: Box | None = None
    weight: int = 1

    @property
    def edge(self) -> _Edge:
        """The line as networkx names an edge."""
        return self.source, self.target, self.key


class Layers(NamedTuple):
    """A layout: its extent, boxes, their centres, ways of lines, centres of the labels of lines.

    All in points from the lower left corner.
    """

    extent: Box
    boxes: dict[str, Box]
    centres: dict[str, Array]
    ways: dict[_Edge, Array]
    spots: dict[_Edge, Array]

    def is_clear(self, rooms: Mapping[_Edge, Box]) -> bool:
        """Say whether no line runs through a box that is not its own, or through a label's room."""
        for edge, way in self.ways.items():
            points = way
            obstacles = [
                (self.centres[node], box)
                for node, box in self.boxes.items()
                if node not in edge[:2]
            ] + [(spot, rooms[other]) for other, spot in self.spots.items()]
            if not obstacles:
                continue
            centres = np.array([centre for centre, _ in obstacles])
            halves = np.array([box for _, box in obstacles]) / 2 - 0.1  # half an outline
            if (np.abs(points[:, None] - centres) < halves).all(axis=2).any():
                return False
        return True

    def shifted(self, way: Array) -> Layers:
        """Give the same layout elsewhere."""
        return self._replace(
            centres={name: point + way for name, point in self.centres.items()},
            ways={edge: points + way for edge, points in self.ways.items()},
            spots={edge: point + way for edge, point in self.spots.items()},
        )


def groups(nodes: Sequence[str], lines: Sequence[Line]) -> list[list[str]]:
    """List the groups of boxes that lines join, the one with the greatest weight of lines first."""
    leader = {node: node for node in nodes}

    def find(node: str) -> str:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for line in lines:
        one, other = sorted((find(line.source), find(line.target)))
        leader[other] = one
    members: dict[str, list[str]] = {}
    for node in sorted(nodes):
        members.setdefault(find(node), []).append(node)
    weight = dict.fromkeys(members, 0)
    for line in lines:
        weight[find(line.source)] += line.weight
    return [members[first] for first in sorted(members, key=lambda one: (-weight[one], one))]


def layered(
    boxes: Mapping[str, Box],
    lines: Sequence[Line],
    *,
    direction: str = "LR",
    gap: float = 8,
    layer_gap: float = 30,
) -> Layers:
    """Place boxes in layers along the lines; ``direction`` is one of LR, RL, TB, BT.

    ``gap`` stays free between the boxes of a layer, ``layer_gap`` between two layers.
    """
    # Graphviz takes inches for sizes and points for places.
    graph = pygraphviz.AGraph(
        directed=True,
        strict=False,
        rankdir=direction,
        nodesep=gap / 72,
        ranksep=layer_gap / 72,
        splines="true",
    )
    numbers = {name: number for number, name in enumerate(boxes)}
    for name, (width, height) in boxes.items():
        graph.add_node(
            numbers[name],
            width=width / 72,
            height=height / 72,
            shape="box",
            fixedsize="true",
            label="",
        )
    for number, line in enumerate(lines):
        label = {"label": _blank(line.room)} if line.room else {}
        graph.add_edge(numbers[line.source], numbers[line.target], key=number, dir="none", **label)
    graph.layout(prog="dot")
    _, _, width, height = map(float, graph.graph_attr["bb"].split(","))
    centres = {name: _point(graph.get_node(number).attr["pos"]) for name, number in numbers.items()}
    ways, spots = {}, {}
    for number, line in enumerate(lines):
        drawn = graph.get_edge(numbers[line.source], numbers[line.target], key=number)
        ways[line.edge] = sampled(drawn.attr["pos"])
        if line.room:
            spots[line.edge] = _point(drawn.attr["lp"])
    return Layers(Box(width, height), dict(boxes), centres, ways, spots)


class Packer:
    """Puts parts beside and below each other, in the order they come, each as high as it fits."""

    def __init__(self, room: Box, gap: float) -> None:
        self._room, self._gap = room, gap
        self._taken: list[tuple[float, float, float]] = []  # left, right, bottom; downwards

    @property
    def extent(self) -> Box:
        """What all parts so far take up."""
        return Box(
            max((right for _, right, _ in self._taken), default=0),
            max((bottom for *_, bottom in self._taken), default=0),
        )

    def place(self, part: Box) -> tuple[float, float] | None:
        """Find the left side and the top of a part, or None where there is no room for it."""
        best = None
        for left in sorted({0.0, *(right + self._gap for _, right, _ in self._taken)}):
            if left + part.width > self._room.width + 0.1:
                continue
            top = max(
                (
                    bottom + self._gap
                    for start, end, bottom in self._taken
                    if start < left + part.width + self._gap and left < end + self._gap - 0.1
                ),
                default=0.0,
            )
            if best is None or top < best[1]:
                best = (left, top)
        return best if best and best[1] + part.height <= self._room.height else None

    def add(self, part: Box) -> tuple[float, float] | None:
        """Place a part and keep its place."""
        found = self.place(part)
        if found:
            left, top = found
            self._taken.append((left, left + part.width, top + part.height))
        return found


def packed(parts: Sequence[Layers], room: Box, gap: float) -> Layers | None:
    """Put layouts beside and below each other, in their order; None where they do not fit."""
    packer = Packer(room, gap)
    places = [packer.add(part.extent) for part in parts]
    whole = Layers(packer.extent, {}, {}, {}, {})
    for part, place in zip(parts, places, strict=True):
        if place is None:
            return None
        left, top = place
        bottom = whole.extent.height - top - part.extent.height
        moved = part.shifted(np.array([left, bottom]))
        whole.boxes.update(moved.boxes)
        whole.centres.update(moved.centres)
        whole.ways.update(moved.ways)
        whole.spots.update(moved.spots)
    return whole


def _blank(room: Box) -> str:
    """Write a label of Graphviz that keeps a room free, whatever type Graphviz would take."""
    sides = f'WIDTH="{round(room.width)}" HEIGHT="{round(room.height)}"'
    return f'<<TABLE BORDER="0" FIXEDSIZE="TRUE" {sides}><TR><TD></TD></TR></TABLE>>'


def _point(text: str) -> Array:
    return np.array([float(part) for part in text.split(",")[:2]])
