"""Pictures in layers: boxes of the same width, and arrows that all lead the same way.

What is drawn are whole groups of linked boxes, the largest first, so that no cause or objection is
missing from what is shown; only where not even one group fits, the boxes linked most are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import inf, log
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib as mpl
import numpy as np

from azru_graph.errors import DataError
from azru_graph.networks import part_of
from azru_graph.pictures import style
from azru_graph.pictures.layers import Layers, Line, Packer, groups, layered, packed
from azru_graph.pictures.layout import Box
from azru_graph.pictures.page import Page, most_that_fit, unfit
from azru_graph.pictures.parts import counted, from_the_middle
from azru_graph.pictures.picture import Picture
from azru_graph.pictures.sheet import LEADING, box_of, gid, outline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from azru_graph.networks import Network
    from azru_graph.pictures.picture import Setting

__all__ = ["Manner", "draw_layered"]

_GROUP_GAP = 10  # between two groups, where nothing leads across
_AIRS = (2.2, 1.8, 1.5, 1.25)  # how much larger the gaps may get where paper is left over
_FILLED = 0.6  # share of a page that boxes may take and still have lines between them
_CASED = 8  # lines at a box up to which they are cased: of more, one would eat into the next
_BESIDE = 8  # boxes tried one by one where a group does not fit as a whole

_Told = dict[str, Any]


class _Choice(NamedTuple):
    """Where arrows lead, how wide labels are in groups of many layers and of two, and the gap."""

    direction: str
    deep: float
    flat: float
    gap: float


@dataclass(frozen=True)
class Manner:
    """How a layered picture is told and drawn.

    Attributes:
        query: The view that its network comes from.
        nothing: What the error says where there is nothing to draw.
        title: Says the point of what is drawn.
        subtitle: Says what is drawn, given all there is and what is drawn of it.
        describe: Tells it in words.
        line: Of an edge its key and text in the legend and its stroke.
        box: The same of a node, with its look.
        said: The label of an edge, '' for none.
        said_width: Points at the size of print before that label breaks.
        weight: How much an edge counts for the rank of its group.
        directions: The ways that the arrows may lead; the first is tried first.
        placed: The kinds of edges that the label of their box tells, so that no line is drawn.
        widths: How wide labels may be, in points at the size of print.
        gaps: Points between two boxes of a layer, at the size of print; the wider is tried first.
        layer_gap: Points between two layers, where an arrow needs its shaft.
        broad: Whether a line is the broader the greater the weight of its edge.
        whole: Whether all of it is drawn or nothing.
        equal: Whether all boxes are of the same width.
    """

    query: str
    nothing: str
    title: Callable[[Network], str]
    subtitle: Callable[[Network, Network], str]
    describe: Callable[[Network], str]
    line: Callable[[_Told], tuple[str, str, style.Stroke]]
    box: Callable[[_Told], tuple[str, str, style.Look]]
    said: Callable[[_Told], str] = lambda _: ""
    said_width: float = 52
    weight: Callable[[_Told], int] = lambda _: 1
    directions: tuple[str, ...] = ("LR",)
    placed: frozenset[str] = frozenset()
    widths: tuple[float, ...] = (150, 136, 124, 114, 106, 98, 90, 82, 74)
    gaps: tuple[float, ...] = (5,)
    layer_gap: float = 21
    broad: bool = False
    whole: bool = False
    equal: bool = True


def draw_layered(network: Network, setting: Setting, manner: Manner) -> Picture:
    """Draw a network in layers; where not all groups fit the size, the largest are drawn.

    Raises:
        DataError: The network has no edges but such as labels tell, or the font lacks a character
            of a label.
        ParameterError: Not even two linked boxes fit the size.
    """
    if all(kind in manner.placed for *_, kind in network.edges(data="kind")):
        raise DataError(manner.nothing, remedy="draw from data that has some")
    with mpl.rc_context(style.rc()):
        maker = _Maker(network, setting, manner)
        found = maker.largest()
        if found is None:
            raise unfit("no two linked boxes fit", setting)
        return maker.drawn(*found)


class _Maker:
    """Lays out parts of one network on one size of paper; layouts of groups are kept."""

    def __init__(self, network: Network, setting: Setting, manner: Manner) -> None:
        self._network, self._setting, self._manner = network, setting, manner
        self._size = setting.size
        self._group_gap = _GROUP_GAP * setting.size.unit
        self._choices = [
            _Choice(*choice)
            for choice in product(manner.directions, manner.widths, manner.widths, manner.gaps)
        ]
        self._layouts: dict[tuple[object, ...], Layers] = {}
        self._measured: dict[float, dict[str, Box]] = {}
        self._lines: dict[tuple[str, Box], list[str]] = {}

    def largest(self) -> tuple[Network, Page, Layers] | None:
        """Lay out as many groups as fit, the largest first; give what is drawn, page and layout."""
        network = self._network
        lines = self._weighted(network)
        every = groups(sorted({end for line in lines for end in line.edge[:2]}), lines)
        if self._manner.whole:
            return self._attempt(network)
        chosen = self._that_fit(every)
        while chosen:
            found = self._attempt(node for group in chosen for node in group)
            if found:
                return found
            chosen.pop()  # the head of the page is larger than was reckoned with
        return None

    def _weighted(self, part: Network) -> list[Line]:
        return [
            Line(one, other, key, weight=self._manner.weight(part.edges[one, other, key]))
            for one, other, key in sorted(part.edges(keys=True))
            if part.edges[one, other, key]["kind"] not in self._manner.placed
        ]

    def _that_fit(self, every: Sequence[list[str]]) -> list[list[str]]:
        """Choose the largest group and, in their order, of the others those that still fit.

        How wide labels are decides which do; larger groups go before more of them.
        """
        room = self._room()
        order = [self._trimmed(every[0], room), *every[1:]]
        best = [False] * len(order)
        for choice in self._choices:
            packer = Packer(room, self._group_gap)
            fitting = [
                packer.add(self._group(tuple(group), choice, 1.0).extent) is not None
                for group in order
            ]
            best = max(best, fitting)
        return [group for group, fits in zip(order, best, strict=True) if fits]

    def _room(self) -> Box:
        """Measure what is left of the page by a head that names all kinds and what is left out."""
        page = self._page(self._network)
        rim = min(self._network.degree(), key=lambda pair: (pair[1], pair[0]))[0]
        less = part_of(self._network, (node for node in self._network if node != rim))
        most = self._page(less).most if less.number_of_edges() else page.most
        return Box(page.width, min(page.most, most))

    def _trimmed(self, group: list[str], room: Box) -> list[str]:
        """Take off a group what is farthest from its middle, until it fits."""
        order = from_the_middle(self._network, group)
        empty = Packer(room, self._group_gap)
        area = _FILLED * room.width * room.height

        def fits(nodes: Iterable[str]) -> list[str] | None:
            part = sorted(nodes)
            boxes = self._boxes(self._manner.widths[-1])
            if sum(boxes[node].width * boxes[node].height for node in part) > area:
                return None  # no need to lay it out
            if any(
                empty.place(self._group(tuple(part), choice, 1.0).extent)
                for choice in self._choices
            ):
                return part
            return None

        found = most_that_fit(len(order) - 1, lambda count: fits(order[: count + 1]))
        if found is None:
            return group
        count, part = found
        # Of what is farther away, what still fits beside it.
        for node in order[count + 1 :][:_BESIDE]:
            near = {*self._network.pred[node], *self._network.succ[node]}
            if near & {*part}:
                part = fits([*part, node]) or part
        return part

    def _attempt(self, nodes: Iterable[str]) -> tuple[Network, Page, Layers] | None:
        part = part_of(self._network, nodes)
        page = self._page(part)
        best, found, least = None, None, inf
        for choice in self._choices:
            layout = self._laid(part, page, choice, 1)
            if layout is None:
                continue
            wide, high = layout.extent
            cost = high if self._size.grows else abs(log(wide / high * page.most / page.width))
            if cost < least - 1e-6:
                best, found, least = layout, choice, cost
        if best is None or found is None:
            return None
        if not self._size.grows:
            # Paper that is left over goes between the boxes.
            for air in _AIRS:
                wider = self._laid(part, page, found, air)
                if wider is not None:
                    return part, page, wider
        return part, page, best

    def drawn(self, part: Network, page: Page, layout: Layers) -> Picture:
        """Draw what was laid out."""
        manner = self._manner
        sheet, corner = page.sheet(layout.extent.height)
        aside = (page.width - layout.extent.width) / 2
        layout = layout.shifted(np.array([corner[0] + aside, corner[1]]))
        degree = dict(part.degree())
        ways = sorted(layout.ways.items(), key=lambda item: (-len(item[1]), item[0]))
        for edge, way in ways:
            told = part.edges[edge]
            _, _, stroke = manner.line(told)
            sheet.edge(
                gid("edge", *edge),
                way,
                stroke,
                weight=told["weight"] if manner.broad else 1,
                directed=told["directed"],
                cased=max(degree[edge[0]], degree[edge[1]]) <= _CASED,
            )
        for edge, spot in layout.spots.items():
            sheet.label(gid("said", *edge), spot.tolist(), self._said(part.edges[edge]))
        for node, told in part.nodes(data=True):
            _, _, look = manner.box(told)
            centre, box = layout.centres[node], layout.boxes[node]
            sheet.node(gid("node", node), outline(centre.tolist(), box, look), look, url=node)
            sheet.label(gid("label", node), centre.tolist(), self._lines[node, box])
        return Picture(
            sheet.figure,
            part,
            manner.title(part),
            manner.describe(part),
            self._setting,
            manner.query,
            manner.placed,
        )

    def _laid(self, part: Network, page: Page, choice: _Choice, air: float) -> Layers | None:
        lines = self._weighted(part)
        parts = [self._group(tuple(group), choice, air) for group in groups(list(part), lines)]
        return packed(parts, Box(page.width, page.most), self._group_gap * air)

    def _group(self, group: tuple[str, ...], choice: _Choice, air: float) -> Layers:
        """Lay out a group; one of three and more layers has labels of another width."""
        layout = self._laid_out(group, choice, choice.flat, air)
        along = 0 if choice.direction in {"LR", "RL"} else 1
        layers = {round(float(centre[along])) for centre in layout.centres.values()}
        if len(layers) > 2:  # noqa: PLR2004 -- more than cause and effect
            layout = self._laid_out(group, choice, choice.deep, air)
        return layout

    def _laid_out(
        self, group: tuple[str, ...], choice: _Choice, width: float, air: float
    ) -> Layers:
        space = self._size.unit * air
        known = (group, choice.direction, choice.gap, width, air)
        if known not in self._layouts:
            boxes = self._boxes(width)
            within = {*group}
            edges = sorted(
                edge[:3]
                for edge in self._network.edges(group, keys=True, data="kind")
                if edge[1] in within and edge[3] not in self._manner.placed
            )
            lines = [
                Line(one, other, key, self._room_for(self._network.edges[one, other, key]))
                for one, other, key in edges
            ]
            found = layered(
                {node: boxes[node] for node in group},
                lines,
                direction=choice.direction,
                gap=choice.gap * space,
                layer_gap=self._manner.layer_gap * space,
            )
            # Graphviz gives way where very many lines meet; then there is no fit.
            if not found.is_clear(self._texts(lines)):
                found = found._replace(extent=Box(inf, inf))
            self._layouts[known] = found
        return self._layouts[known]

    def _texts(self, lines: Iterable[Line]) -> dict[tuple[str, str, str], Box]:
        """Measure the labels of lines, without the air round them."""
        pad = self._size.label
        return {
            line.edge: Box(line.room.width - pad, line.room.height - pad * 0.5)
            for line in lines
            if line.room
        }

    def _page(self, part: Network) -> Page:
        manner = self._manner
        drawn = [
            (manner.line(told), told["directed"])
            for *_, told in part.edges(data=True)
            if told["kind"] not in manner.placed
        ]
        arrows = {f"edge-{line[0]}" for line, directed in drawn if directed}
        lines = [
            entry._replace(directed=entry.key in arrows)
            for entry in counted("edge", (line for line, _ in drawn))
        ]
        return Page(
            self._setting,
            manner.title(part),
            manner.subtitle(self._network, part),
            (
                lines,
                counted("node", (manner.box(told) for _, told in part.nodes(data=True))),
            ),
        )

    def _boxes(self, width: float) -> dict[str, Box]:
        """Measure the boxes of all nodes with labels so wide, and keep the lines of each."""
        if width in self._measured:
            return self._measured[width]
        size = self._size
        lines = {
            node: _broken(label, size, width) for node, label in self._network.nodes(data="label")
        }
        boxes = {
            node: box_of(lines[node], size, slanted=self._manner.box(told)[2].slanted)
            for node, told in self._network.nodes(data=True)
        }
        if self._manner.equal:
            widest = max(box.width for box in boxes.values())
            boxes = {node: Box(widest, box.height) for node, box in boxes.items()}
        self._lines |= {(node, boxes[node]): lines[node] for node in boxes}
        self._measured[width] = boxes
        return boxes

    def _said(self, told: _Told) -> list[str]:
        text = self._manner.said(told)
        return (
            text.split("\n") if "\n" in text else _broken(text, self._size, self._manner.said_width)
        )

    def _room_for(self, told: _Told) -> Box | None:
        lines = self._said(told)
        if not lines:
            return None
        size = self._size.label
        width = max(style.text_width(line, size) for line in lines)
        return Box(width + size, size * (LEADING * len(lines) + 0.3))


def _broken(text: str, size: style.Size, width: float) -> list[str]:
    """Break a text at the width given for print; the lines that it has already are kept."""
    return [
        line
        for one in text.split("\n")
        for line in style.wrap(one, size.label, width * size.unit)
        if line
    ]
