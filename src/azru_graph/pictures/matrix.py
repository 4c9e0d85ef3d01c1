"""The picture of who acted towards whom as a matrix: a mark for each event, in a cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import ceil, sqrt
from typing import TYPE_CHECKING, NamedTuple

import matplotlib as mpl

from azru_graph.networks import aggregate, hubs, without_loners
from azru_graph.pictures import style
from azru_graph.pictures.grid import column_head, heads, row_head, stretches
from azru_graph.pictures.marks import frame, many, shape
from azru_graph.pictures.page import Page, largest
from azru_graph.pictures.parts import actors_by_events, counted, node_entries
from azru_graph.pictures.picture import Picture
from azru_graph.pictures.sheet import Mark, gid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.networks import Network
    from azru_graph.pictures.picture import Setting
    from azru_graph.pictures.sheet import Entry, Sheet

__all__ = ["draw_matrix"]

_MARK = 5.4  # points across a mark, all at the size of print
_PITCH = 7.0  # points from one mark to the next in a cell
_PAD = 4.0  # points of a cell that no mark has, in each direction
_GAP = 3.5  # points between the actors of one kind and those of the next
# Tried in this order: how long the heads of rows and of columns may be, in points, and how much
# wider than high the marks of a cell stand.
_TRIED = [
    (row, column, wide)
    for wide in (1.0, 3.0, 0.3, 10.0)
    for column in (120, 190, 90, 70)
    for row in (150, 110, 80, 66)
]
_ROOMY = 2.2  # how much wider than need be a cell may become, to fill the width
_LINE, _SELF, _GROUND = "#C9C9C9", "#DADADA", "#F6F6F6"

_SHAPES = {
    "agreement": "dot",
    "conflict": "cross",
    "diplomacy": "square",
    "economy": "diamond",
    "military-movement": "flag",
    "politics": "star",
    "statement": "down",
    "support": "plus",
    "visit": "triangle",
}

_Cell = list[tuple[str, str, str, int]]  # source, target and key of an edge, and its events


class _Cells(NamedTuple):
    """What stands in the cells, by row and column; a joint event stands in two."""

    own: dict[tuple[str, str], _Cell]
    rows: list[str]
    columns: list[str]


def draw_matrix(network: Network, setting: Setting) -> Picture:
    """Draw a matrix with acting actors as rows, affected ones as columns, events as marks.

    Takes the network ``actors``; its edges are merged here. Where not all actors fit the size,
    those with the most events are drawn, and the subtitle says how many are left out.

    Raises:
        DataError: The network is empty, or the font lacks a character of a label.
        ParameterError: Not even two actors fit the size.
    """
    ranked = actors_by_events(network)
    title = _title(network)
    with mpl.rc_context(style.rc()):
        return largest(
            len(ranked),
            lambda count: _attempt(network, ranked[:count], title, setting),
            "no two actors fit",
            setting,
        )


def _attempt(whole: Network, kept: list[str], title: str, setting: Setting) -> Picture | None:
    """Draw some of the actors; None where they do not fit."""
    network = without_loners(whole.subgraph(kept))
    if not network.number_of_edges():
        return None
    merged = aggregate(network)
    page = Page(
        setting,
        title,
        _subtitle(whole, network),
        (
            _edge_entries(network),
            node_entries(merged.nodes(data="kind"), merged.graph["node_kinds"]),
        ),
    )
    cells = _cells(merged)
    tables = (_Table(merged, cells, page, tried) for tried in _TRIED)
    table = next(
        (one for one in tables if one.width <= page.width and one.height <= page.most), None
    )
    if table is None:
        return None
    sheet, corner = page.sheet(table.height)
    table.draw(sheet, corner)
    return Picture(sheet.figure, merged, title, _describe(network, merged), setting, "actors")


def _cells(merged: Network) -> _Cells:
    """List the edges of each cell, kind by kind; order actors by kind, then by their events."""
    own: defaultdict[tuple[str, str], _Cell] = defaultdict(list)
    for source, target, key, told in merged.edges(keys=True, data=True):
        member = source, target, key, told["weight"]
        own[source, target].append(member)
        if not told["directed"]:
            own[target, source].append(member)
    events = Counter[str]()
    kinds = Counter[str]()
    kind_of = dict(merged.nodes(data="kind"))
    for one, other, weight in merged.edges(data="weight"):
        for node in (one, other):
            events[node] += weight
            kinds[kind_of[node]] += weight

    def order(nodes: Iterable[str]) -> list[str]:
        return sorted(
            nodes, key=lambda node: (-kinds[kind_of[node]], kind_of[node], -events[node], node)
        )

    return _Cells(
        {pair: sorted(own[pair], key=lambda member: member[2]) for pair in sorted(own)},
        order({row for row, _ in own}),
        order({column for _, column in own}),
    )


class _Table:
    """Rows and columns as wide as what stands in them, with heads no longer than the most."""

    def __init__(
        self, merged: Network, cells: _Cells, page: Page, tried: tuple[float, float, float]
    ) -> None:
        longest_row, longest_column, wide = tried
        self._merged, self._cells, self._wide = merged, cells, wide
        self._size = page.size
        unit, label = page.size.unit, page.size.label
        names = dict(merged.nodes(data="label"))
        self._rows = heads({node: names[node] for node in cells.rows}, label, longest_row * unit)
        self._columns = heads(
            {node: names[node] for node in cells.columns}, label, longest_column * unit
        )
        most, high = Counter[str](), Counter[str]()
        for (row, column), members in cells.own.items():
            across, down = _extent(sum(member[3] for member in members), wide)
            most[column] = max(most[column], across)
            high[row] = max(high[row], down)
        widths = [
            max(most[node] * _PITCH * unit + _PAD * unit, self._columns[node].across + 2 * unit)
            for node in cells.columns
        ]
        heights = [
            max(high[node] * _PITCH * unit + _PAD * unit, self._rows[node].across + 2 * unit)
            for node in cells.rows
        ]
        self._left = max(head.along for head in self._rows.values()) + 3 * unit
        self._top = max(head.along for head in self._columns.values()) + 3 * unit
        gaps = [
            dict.fromkeys(self._changes(nodes), _GAP * unit)
            for nodes in (cells.columns, cells.rows)
        ]
        self.width = self._left + sum(widths) + sum(gaps[0].values())
        room = min((page.width - self.width) / sum(widths), _ROOMY - 1)
        self._across = stretches([width * (1 + max(room, 0)) for width in widths], gaps[0])
        self._down = stretches(heights, gaps[1])
        self.height = self._top + self._down[-1][1]

    def _changes(self, nodes: list[str]) -> list[int]:
        """List the numbers at which another kind begins."""
        kinds = [self._merged.nodes[node]["kind"] for node in nodes]
        return [at for at in range(1, len(kinds)) if kinds[at] != kinds[at - 1]]

    def draw(self, sheet: Sheet, corner: tuple[float, float]) -> None:
        """Draw the cells and their heads on a sheet, from the lower left corner."""
        unit = self._size.unit
        left, top = corner[0] + self._left, corner[1] + self.height - self._top
        across = {
            node: (left + start, left + end)
            for node, (start, end) in zip(self._cells.columns, self._across, strict=True)
        }
        down = {
            node: (top - end, top - start)
            for node, (start, end) in zip(self._cells.rows, self._down, strict=True)
        }
        self._draw_lines(sheet, across, down)
        for node, (low, high) in down.items():
            look = style.look(self._merged.nodes[node]["kind"])
            names = gid("node", node), gid("label", node)
            place = left - 2 * unit, (low + high) / 2
            row_head(sheet, names, self._rows[node], place, look, url=node)
        for node, (start, end) in across.items():
            look = style.look(self._merged.nodes[node]["kind"])
            # Of an actor who is in a row as well, the row is the node.
            parts = ("column", "column-label") if node in down else ("node", "label")
            foot = (start + end) / 2, top + 2 * unit
            names = gid(parts[0], node), gid(parts[1], node)
            column_head(sheet, names, self._columns[node], foot, look, url=node)
        for (row, column), members in self._cells.own.items():
            self._draw_cell(sheet, row, members, across[column], down[row])

    def _draw_lines(
        self,
        sheet: Sheet,
        across: dict[str, tuple[float, float]],
        down: dict[str, tuple[float, float]],
    ) -> None:
        """Draw the lines between the cells of each two kinds, and fill those of one with itself."""
        for row, (low, high) in down.items():
            for column, (start, end) in across.items():
                ground = _SELF if row == column else _GROUND
                cell = frame(start + 0.35, low + 0.35, end - 0.35, high - 0.35)
                sheet.band(gid("cell", row, column), cell, ground)

    def _draw_cell(
        self,
        sheet: Sheet,
        row: str,
        members: _Cell,
        across: tuple[float, float],
        down: tuple[float, float],
    ) -> None:
        """Draw the marks of a cell in rows of its own, kind by kind."""
        unit = self._size.unit
        count = sum(member[3] for member in members)
        columns, rows = _extent(count, self._wide)
        x, y = sum(across) / 2, sum(down) / 2
        spots = [
            (
                x + (at % columns - (min(columns, count) - 1) / 2) * _PITCH * unit,
                y - (at // columns - (rows - 1) / 2) * _PITCH * unit,
            )
            for at in range(count)
        ]
        begin = 0
        for source, target, key, weight in members:
            told = self._merged.edges[source, target, key]
            # A joint event stands in the cell of the other as well.
            part = "edge" if source == row else "mirror"
            path = many(_shape(told["kind"]), spots[begin : begin + weight], _MARK * unit)
            look = _filling(told["kind"], directed=told["directed"])
            sheet.node(gid(part, source, target, key), path, look)
            begin += weight


def _extent(count: int, wide: float) -> tuple[int, int]:
    """Give how many marks stand side by side and one below the other, for so many in a cell."""
    columns = min(ceil(sqrt(count * wide)), count)
    return columns, ceil(count / columns)


def _shape(kind: str) -> str:
    return _SHAPES.get(kind, "hexagon")


def _filling(kind: str, *, directed: bool = True) -> style.Look:
    colour = style.stroke(kind).colour
    return style.Look(colour if directed else "#FFFFFF", width=0.8, ink=colour)


def _title(network: Network) -> str:
    """Say which two actors have most to do with each other."""
    events: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one, other, key in network.edges(keys=True):
        events[min(one, other), max(one, other)].add(key)
    first = min(events, key=lambda pair: (-len(events[pair]), pair))
    labels = sorted(network.nodes[node]["label"] for node in first)
    whole = len({key for _, _, key in network.edges(keys=True)})
    return (
        f"Who acted towards whom: {len(events[first])} of {whole} events lie between "
        f"{labels[0]} and {labels[1]}"
    )


def _subtitle(whole: Network, network: Network) -> str:
    left = len(whole) - len(network)
    part = f" ({left} with fewest events left out)" if left else ""
    events = len({key for _, _, key in network.edges(keys=True)})
    text = f"{len(network)} actors{part}, {events} events; "
    text += "row = acting, column = affected, mark = event"
    if not all(directed for *_, directed in network.edges(data="directed")):
        text += ", hollow = joint (in both cells)"
    return text


def _edge_entries(network: Network) -> list[Entry]:
    """List the kinds of events, each event counted once."""
    names = network.graph["kinds"]
    events = {(key, kind) for *_, key, kind in network.edges(keys=True, data="kind")}
    found = [
        (kind, names[kind], Mark(shape(_shape(kind), (0, 0), _MARK), _filling(kind)))
        for _, kind in sorted(events)
    ]
    return counted("edge", found)


def _describe(network: Network, merged: Network) -> str:
    """Tell in words what the picture shows."""
    labels = network.nodes(data="label")
    leading = ", ".join(f"{labels[hub.node]} ({hub.events})" for hub in hubs(network)[:5])
    kinds = ", ".join(entry.text for entry in _edge_entries(network))
    return (
        f"A matrix of {len(merged)} actors: rows act, columns are affected. "
        f"Each mark is an event; kinds of events: {kinds}. "
        f"Actors with the most events: {leading}."
    )
