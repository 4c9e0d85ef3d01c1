"""Pictures in columns: boxes one below the other, and lines from each column to the next.

The order within a column is given; what stands beside shorter columns is moved to where its lines
come from. Lines leave and reach a box side by side, so that none runs on top of another.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from azru_graph.pictures import style
from azru_graph.pictures.layout import Box
from azru_graph.pictures.sheet import box_of, gid, outline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from azru_graph.networks import Network
    from azru_graph.pictures.page import Page
    from azru_graph.pictures.sheet import Sheet

    Array = NDArray[np.float64]

__all__ = ["Columns", "Look", "draw_columns", "laid_in_columns"]

_Edge = tuple[str, str, str]
_PORT = 4.2  # points between two lines at a box, at the size of print
_STEPS = 60  # points of a line from column to column


class Look(NamedTuple):
    """How the parts of a picture in columns look: the box of a node, the line of an edge."""

    box: Callable[[dict[str, Any]], style.Look]
    line: Callable[[dict[str, Any]], style.Stroke]


class Columns(NamedTuple):
    """A layout in columns: its height, and places from the lower left corner, in points."""

    height: float
    lines: dict[str, list[str]]
    boxes: dict[str, Box]
    centres: dict[str, Array]
    ways: dict[_Edge, Array]


def laid_in_columns(  # noqa: PLR0913 -- all that bears on the places
    network: Network,
    columns: Sequence[Sequence[str]],
    shares: Sequence[float],
    page: Page,
    *,
    gap: float = 4,
    between: float = 44,
) -> Columns | None:
    """Place nodes in columns, whose widths have these shares of the page; None: they do not fit.

    ``gap`` points stay free between two boxes of a column, ``between`` between two columns.
    Every edge leads from one column to the next.
    """
    size, unit = page.size, page.size.unit
    room = page.width - between * unit * (len(columns) - 1)
    widths = [room * share / sum(shares) for share in shares]
    padding = box_of(["x"], size).width - style.text_width("x", size.label)
    lines, boxes = {}, {}
    for column, width in zip(columns, widths, strict=True):
        for node in column:
            label = network.nodes[node]["label"]
            lines[node] = [
                line
                for part in label.split("\n")
                for line in style.wrap(part, size.label, width - padding)
            ]
            need = box_of(lines[node], size)
            if need.width > width + 0.1:
                return None
            boxes[node] = Box(width, need.height)
    edges = sorted(network.edges(keys=True))
    most = defaultdict[str, list[int]](lambda: [0, 0])
    for one, other, _ in edges:
        most[one][1] += 1
        most[other][0] += 1
    for node, box in boxes.items():
        need_ports = (max(most[node]) + 0.5) * _PORT * unit
        boxes[node] = Box(box.width, max(box.height, need_ports))
    heights = [
        sum(boxes[node].height for node in column) + gap * unit * (len(column) - 1)
        for column in columns
    ]
    height = max(heights)
    if height > page.most:
        return None
    if not size.grows:
        # Paper that is left over goes between the boxes, though not so much that rows fall apart.
        longest = max(columns, key=len)
        spare = (page.most - height) / max(len(longest) - 1, 1)
        gap += min(spare / unit, 14)
        height = max(
            sum(boxes[node].height for node in column) + gap * unit * (len(column) - 1)
            for column in columns
        )
        height = min(height, page.most)
    middles = _middles(columns, boxes, edges, height, gap * unit)
    lefts = np.concatenate([[0], np.cumsum([width + between * unit for width in widths])[:-1]])
    centres = {
        node: np.array([left + boxes[node].width / 2, height - middles[node]])
        for column, left in zip(columns, lefts, strict=True)
        for node in column
    }
    return Columns(height, lines, boxes, centres, _ways(edges, boxes, centres, _PORT * unit))


def draw_columns(sheet: Sheet, corner: Array, network: Network, laid: Columns, look: Look) -> None:
    """Draw what was laid out, with the lower left corner of the body there."""
    for edge in sorted(laid.ways, key=lambda edge: (-network.edges[edge]["weight"], edge)):
        told = network.edges[edge]
        sheet.edge(
            gid("edge", *edge),
            laid.ways[edge] + corner,
            look.line(told),
            weight=told["weight"],
            directed=told["directed"],
            # Where many lines leave a box, the casing of one would eat into the next.
            cased=False,
        )
    for node, told in network.nodes(data=True):
        centre = laid.centres[node] + corner
        kind = look.box(told)
        sheet.node(
            gid("node", node), outline(centre.tolist(), laid.boxes[node], kind), kind, url=node
        )
        sheet.label(gid("label", node), centre.tolist(), laid.lines[node])


def _middles(
    columns: Sequence[Sequence[str]],
    boxes: Mapping[str, Box],
    edges: Sequence[_Edge],
    height: float,
    gap: float,
) -> dict[str, float]:
    """Find the middle of each box, downwards: the longest column first, then those beside it."""
    near: defaultdict[str, list[str]] = defaultdict(list)
    for one, other, _ in edges:
        near[one].append(other)
        near[other].append(one)
    heights = [sum(boxes[node].height + gap for node in column) for column in columns]
    longest = int(np.argmax(heights))
    order = sorted(range(len(columns)), key=lambda number: (abs(number - longest), number))
    middles: dict[str, float] = {}
    for number in order:
        column = columns[number]
        if not column:  # nothing of it was chosen
            continue
        wished = []
        for node in column:
            known = [middles[other] for other in near[node] if other in middles]
            wished.append(sum(known) / len(known) if known else height / 2)
        if number == longest:
            # Evenly from the top to the bottom.
            wished = list(np.linspace(0, height, len(column))) if len(column) > 1 else [height / 2]
        sizes = np.array([boxes[node].height for node in column])
        middles |= dict(zip(column, _spaced(wished, sizes, height, gap), strict=True))
    return middles


def _spaced(wished: Sequence[float], sizes: Array, height: float, gap: float) -> list[float]:
    """Move boxes, in their order, as little as may be, so that they keep the gap and the room.

    Least squares under an order, by pooling neighbours that would violate it.
    """
    offsets = np.concatenate([[0], np.cumsum((sizes[:-1] + sizes[1:]) / 2 + gap)])
    pools: list[tuple[float, int]] = []
    for wish in np.asarray(wished) - offsets:
        pools.append((float(wish), 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (first, many), (second, few) = pools[-2:]
            pools[-2:] = [((first * many + second * few) / (many + few), many + few)]
    low, high = sizes[0] / 2, height - sizes[-1] / 2 - offsets[-1]
    flat = [min(max(value, low), high) for value, count in pools for _ in range(count)]
    return [float(value) for value in np.array(flat) + offsets]


def _ways(
    edges: Sequence[_Edge], boxes: Mapping[str, Box], centres: Mapping[str, Array], port: float
) -> dict[_Edge, Array]:
    """Lead each line from the right side of a box to the left side of another, as an S."""
    leaving: defaultdict[str, list[_Edge]] = defaultdict(list)
    reaching: defaultdict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        leaving[edge[0]].append(edge)
        reaching[edge[1]].append(edge)
    ends: dict[tuple[_Edge, int], float] = {}
    for side, groups in enumerate((leaving, reaching)):
        for node, own in groups.items():
            own.sort(key=lambda edge: (-centres[edge[1 - side]][1], edge))
            step = min(port * 1.3, boxes[node].height / (len(own) + 0.5))
            for number, edge in enumerate(own):
                ends[edge, side] = centres[node][1] + ((len(own) - 1) / 2 - number) * step
    ways = {}
    share = np.linspace(0, 1, _STEPS)
    for edge in edges:
        one, other, _ = edge
        left = centres[one][0] + boxes[one].width / 2 + 0.6
        right = centres[other][0] - boxes[other].width / 2 - 0.6
        bend = share * share * (3 - 2 * share)
        low, high = ends[edge, 0], ends[edge, 1]
        ways[edge] = np.column_stack([left + (right - left) * share, low + (high - low) * bend])
    return ways
