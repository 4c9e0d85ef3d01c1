"""The picture of the places: a map of those with coordinates, and a list of the others.

Marks are as large as the events there are many; nothing else is drawn on the map but the grid.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import matplotlib as mpl
from matplotlib.path import Path

from azru_graph.errors import DataError
from azru_graph.networks import Network
from azru_graph.pictures import style
from azru_graph.pictures.charts import Spot, chart, circle, frame_of, set_labels
from azru_graph.pictures.page import Page, largest
from azru_graph.pictures.picture import Picture
from azru_graph.pictures.sheet import gid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azru_graph.pictures.charts import Frame
    from azru_graph.pictures.picture import Setting
    from azru_graph.pictures.sheet import Sheet

__all__ = ["draw_places"]

_PART, _EVENT = "isPartOf", "tookPlaceAt"
_MARK = style.Look("#CFE2F1", width=0.9)
_NONE = style.Look("#FFFFFF", width=0.7)
_RADIUS = 3.2  # points of the mark of one event; twice as many, twice the area
_ROW = 12.5  # points from one row of the list to the next
_INDENT = 9
_WIDE = 320  # points at the size of print; in a wider body the list stands beside the map


class _Row(NamedTuple):
    """A row of the list: a heading where it has no node, else a place and how deep it lies."""

    node: str
    text: str
    depth: int = 0


class _Columns(NamedTuple):
    """The blocks of the list: how large all are, and where each begins, from the upper left."""

    width: float
    height: float
    places: list[tuple[float, float]]


def draw_places(network: Network, setting: Setting) -> Picture:
    """Draw the places on a map as far as they have coordinates, the others in a list.

    Takes the network ``places``. Events are counted, not drawn; which place is part of which is
    shown by the list. Where not all places fit, those with the most events are drawn.

    Raises:
        DataError: There is no place, or the font lacks a character of a label.
        ParameterError: Not even one place fits the size.
    """
    places = _counted(network)
    if not places:
        raise DataError(
            "there is no place to draw", remedy="draw from data with places: dcterms:Location"
        )
    ranked = sorted(places, key=lambda node: (-places.nodes[node]["events"], node))
    with mpl.rc_context(style.rc()):
        return largest(
            len(ranked),
            lambda count: _attempt(places, ranked[:count], setting),
            "no place fits",
            setting,
        )


def _counted(network: Network) -> Network:
    """Take the places alone, with the number of their events, and what is part of what."""
    places = Network(
        kinds={}, node_kinds={"location": network.graph["node_kinds"].get("location", "place")}
    )
    events: defaultdict[str, set[str]] = defaultdict(set)
    for event, place, kind in network.edges(data="kind"):
        if kind == _EVENT:
            events[place].add(event)
    for node, told in sorted(network.nodes(data=True)):
        if told["kind"] == "location":
            places.add_node(node, **told, events=len(events[node]))
    for one, other, key, told in network.edges(keys=True, data=True):
        if told["kind"] == _PART and {one, other} <= places.nodes.keys():
            places.graph["kinds"][_PART] = network.graph["kinds"][_PART]
            places.add_edge(one, other, key=key, **told)
    return places


def _attempt(whole: Network, kept: Sequence[str], setting: Setting) -> Picture | None:
    """Draw some of the places; None where they do not fit."""
    places = _part(whole, kept)
    located = [node for node in kept if {"lat", "long"} <= places.nodes[node].keys()]
    title, paper, unit = _title(places), setting.size, setting.size.unit
    page = Page(setting, title, _subtitle(whole, places, len(located)))
    beside = page.width > _WIDE * unit and bool(located)
    blocks = _blocks(places, [node for node in kept if node not in located])
    columns = _columns(places, blocks, paper, page.width * 0.5 if beside else 0)
    gap, key = 20 * unit if columns.width and located else 0.0, 1.8 * _ROW * unit
    room = [page.width, min(page.most - key, 330 * unit)]
    if beside:
        room[0] -= columns.width + gap
    else:
        room[1] = min(room[1], page.most - key - columns.height - gap)
    spots = [_spot(places, node, unit) for node in located]
    frame = frame_of(spots, room[0], room[1], paper) if spots else None
    if (spots and not frame) or columns.width > page.width or columns.height > page.most:
        return None
    width, height = (frame.width, frame.height + key) if frame else (0.0, 0.0)
    body = max(height, columns.height) if beside else height + gap + columns.height
    sheet, (left, low) = page.sheet(body)
    left += (
        page.width - (width + gap + columns.width if beside else max(width, columns.width))
    ) / 2
    top = low + body
    if frame and not _map(sheet, places, spots, frame, (left, top)):
        return None
    at = (left + width + gap, top) if beside else (left, top - height - gap)
    for (x, y), rows in zip(columns.places, blocks, strict=True):
        _list(sheet, places, rows, (at[0] + x, at[1] - y))
    placed = frozenset({_PART})
    text = _describe(places, len(located))
    return Picture(sheet.figure, places, title, text, setting, "places", placed)


def _part(whole: Network, kept: Sequence[str]) -> Network:
    places = Network(**whole.graph)
    places.add_nodes_from((node, dict(whole.nodes[node])) for node in sorted(kept))
    places.add_edges_from(
        (one, other, key, dict(told))
        for one, other, key, told in sorted(
            whole.edges(keys=True, data=True), key=lambda edge: edge[:3]
        )
        if {one, other} <= places.nodes.keys()
    )
    return places


def _columns(
    places: Network, blocks: Sequence[Sequence[_Row]], paper: style.Size, most: float
) -> _Columns:
    """Set the blocks of the list side by side where that takes no more than so much width."""
    gap = 14 * paper.unit
    widths = [max(_width(places, row, paper) for row in rows) for rows in blocks]
    heights = [len(rows) * _ROW * paper.unit for rows in blocks]
    across = sum(widths) + gap * max(len(blocks) - 1, 0)
    if across <= most:
        x = [sum(widths[:number]) + gap * number for number in range(len(blocks))]
        return _Columns(across, max(heights, default=0.0), [(left, 0.0) for left in x])
    y = [sum(heights[:number]) + gap * number for number in range(len(blocks))]
    high = sum(heights) + gap * max(len(blocks) - 1, 0)
    return _Columns(max(widths, default=0.0), high, [(0.0, down) for down in y])


def _map(
    sheet: Sheet,
    places: Network,
    spots: Sequence[Spot],
    frame: Frame,
    corner: tuple[float, float],
) -> bool:
    """Draw the map with its key below; False where two marks or labels would be upon each other."""
    found = set_labels(spots, frame, corner, sheet.size)
    if found is None:
        return False
    chart(sheet, frame, corner)
    for spot, at, label in found:
        outline = circle(at, spot.radius)
        sheet.node(gid("node", spot.node), outline, _look(places, spot.node), url=spot.node)
        ground = [(label.left, label.low), (label.right, label.low)]
        ground += [(label.right, label.high), (label.left, label.high), ground[0]]
        # So that no line of the map runs behind the name.
        sheet.band(gid("ground", spot.node), Path(ground, closed=True), "#FFFFFF")
        middle = (label.left, (label.low + label.high) / 2)
        sheet.label(gid("label", spot.node), middle, [spot.label], align="left")
    _key(sheet, places, (corner[0] + frame.left, corner[1] - frame.height - _ROW * sheet.size.unit))
    return True


def _spot(places: Network, node: str, unit: float) -> Spot:
    told = places.nodes[node]
    return Spot(node, told["lat"], told["long"], _radius(told["events"], unit), told["label"])


def _radius(events: int, unit: float) -> float:
    return _RADIUS * math.sqrt(max(events, 0.3)) * unit


def _look(places: Network, node: str) -> style.Look:
    return _MARK if places.nodes[node]["events"] else _NONE


def _blocks(places: Network, nodes: list[str]) -> list[list[_Row]]:
    """List the places without coordinates: first those with events, each below its whole."""
    wholes = {one: other for one, other in places.edges() if one in nodes and other in nodes}
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for node in nodes:
        parts[wholes.get(node, "")].append(node)

    def walk(node: str, depth: int, above: tuple[str, ...]) -> list[_Row]:
        told = places.nodes[node]
        rows = [_Row(node, f"{told['label']}", depth)]
        for part in parts[node]:
            if part not in above:
                rows += walk(part, depth + 1, (*above, part))
        return rows

    groups: dict[str, list[_Row]] = {}
    for root in sorted(parts[""], key=lambda node: (-places.nodes[node]["events"], node)):
        rows = walk(root, 0, (root,))
        some = any(places.nodes[row.node]["events"] for row in rows)
        groups.setdefault("with events" if some else "named only", []).extend(rows)
    return [
        [_Row("", f"Without coordinates, {name}"), *groups[name]]
        for name in ("with events", "named only")
        if name in groups
    ]


def _width(places: Network, row: _Row, paper: style.Size) -> float:
    bold = not row.node
    if bold:
        return style.text_width(row.text, paper.label, bold=True)
    most = _radius(max(told for _, told in places.nodes(data="events")), paper.unit)
    indent = row.depth * _INDENT * paper.unit
    return indent + 2 * most + 4 * paper.unit + style.text_width(row.text, paper.label)


def _list(sheet: Sheet, places: Network, rows: Sequence[_Row], at: tuple[float, float]) -> None:
    """Set a heading and the places below it, each with its mark."""
    paper, unit = sheet.size, sheet.size.unit
    most = _radius(max(told for _, told in places.nodes(data="events")), unit)
    x, top = at
    for number, row in enumerate(rows):
        y = top - (number + 0.5) * _ROW * unit
        if not row.node:
            name = gid("heading", row.text.replace(" ", "-"))
            sheet.text(
                name, x, y - paper.label * 0.36, row.text, paper.label, bold=True, align="left"
            )
            continue
        left = x + row.depth * _INDENT * unit
        outline = circle((left + most, y), _radius(places.nodes[row.node]["events"], unit))
        sheet.node(gid("node", row.node), outline, _look(places, row.node), url=row.node)
        spot = (left + 2 * most + 4 * unit, y)
        sheet.label(gid("label", row.node), spot, [row.text], align="left")


def _key(sheet: Sheet, places: Network, at: tuple[float, float]) -> None:
    """Explain the marks: how large that of how many events is."""
    unit, size = sheet.size.unit, sheet.size.label
    x, y = at
    numbers = sorted({told for _, told in places.nodes(data="events")})
    if len(numbers) > 4:  # noqa: PLR2004 -- the key has room for a few
        numbers = [numbers[0], numbers[len(numbers) // 2], numbers[-1]]
    for number in numbers:
        radius = _radius(number, unit)
        look = _MARK if number else _NONE
        sheet.node(gid("legend", f"events-{number}"), circle((x + radius, y), radius), look)
        x += 2 * radius + 3 * unit
        text = "no event" if number == 0 else f"{number} event{'' if number == 1 else 's'}"
        sheet.text(
            gid("legend-text", f"events-{number}"), x, y - size * 0.36, text, size, align="left"
        )
        x += style.text_width(text, size) + 9 * unit


def _title(places: Network) -> str:
    ranked = sorted(places.nodes(data="events"), key=lambda pair: (-pair[1], pair[0]))
    total, plain = sum(events for _, events in ranked), "Where the events took place"
    if not total:
        return "The places"
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return plain
    return (
        f"{plain}: most often in {places.nodes[ranked[0][0]]['label']} ({ranked[0][1]} of {total})"
    )


def _subtitle(whole: Network, places: Network, located: int) -> str:
    left = len(whole) - len(places)
    part = f" (those with the most events; {left} left out)" if left else ""
    count = len(places)
    said = [f"{count} place{'' if count == 1 else 's'}{part}, {located} of them with coordinates"]
    sources = [
        found[1]
        for _, text in sorted(places.nodes(data="source"))
        for found in re.finditer(r"Coordinates: ([^.]+)\.", text or "")
    ]
    if sources:
        said.append(f"coordinates added by the editor from {' and '.join(dict.fromkeys(sources))}")
    said.append("larger mark = more events there")
    return "; ".join(said)


def _describe(places: Network, located: int) -> str:
    """Tell in words what the picture shows."""
    ranked = sorted(places.nodes(data="events"), key=lambda pair: (-pair[1], pair[0]))
    labels = places.nodes(data="label")
    most = ", ".join(f"{labels[node]} ({events})" for node, events in ranked[:5])
    return (
        f"A map of {located} places, and a list of {len(places) - located} places without "
        f"coordinates. Places with the most events: {most}."
    )
