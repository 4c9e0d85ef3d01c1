"""The picture of who acted towards whom: actors as boxes, their acts as arrows."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import matplotlib as mpl
import numpy as np

from azru_graph.networks import aggregate, hubs, without_loners
from azru_graph.pictures import style
from azru_graph.pictures.layout import Box, Link, Start, begin, finish
from azru_graph.pictures.page import Page, most_that_fit, unfit
from azru_graph.pictures.parts import actors_by_events, edge_entries, node_entries
from azru_graph.pictures.picture import Picture
from azru_graph.pictures.routes import bend, beside, between, is_clear, lane, route
from azru_graph.pictures.sheet import MARGIN, box_of, gid, outline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from azru_graph.networks import Network
    from azru_graph.pictures.picture import Setting

__all__ = ["draw_actors"]

_LABEL_WIDTH = 80  # points at the size of print before a label breaks
_GAP = 9  # points between two boxes, and between linked ones, where an arrow needs its shaft
_LINK_GAP = 17
_MARGIN = 4  # points between a line and the boxes it passes; twice this must fit the gap
_LANE = 4.6  # points from one line of a bundle to the next
_BROAD = 4  # lines from which on a bundle is broad
_GROWTH = 1.12  # how much higher a page that grows is tried next
_MOST_BUNDLES = 200  # pairs of actors with lines between them; more are a tangle at any size
_AREA = 2.6  # area of a growing page over that of its boxes

# Titles of pictures with a single kind of event; those of others begin with its name.
_TITLES = {
    "conflict": "Who was in conflict with whom",
    "support": "Who supported whom",
    "visit": "Who visited whom",
}

_Places = dict[str, tuple[float, float]]
_Lanes = dict[tuple[str, str], list[tuple[str, str, str]]]  # key of the pair: its edges


def draw_actors(network: Network, setting: Setting) -> Picture:
    """Draw the network of actors, one line for each kind of act from one actor to another.

    Takes the network ``actors``; its edges are merged here. Where not all actors fit the size,
    those with the most events are drawn, and the subtitle says how many are left out.

    Raises:
        DataError: The network is empty, or the font lacks a character of a label.
        ParameterError: Not even two actors fit the size.
    """
    ranked = actors_by_events(network)
    with mpl.rc_context(style.rc()):
        most = _most(network, ranked, setting.size)
        while fitting := most_that_fit(
            most, lambda count: _draft(network, ranked[:count], setting)
        ):
            picture = _draw(fitting[1], setting)
            if picture is not None:
                return picture
            most = fitting[0] * 7 // 8  # fewer, until no line has to leave the page
    raise unfit("no two actors fit", setting)


def _most(network: Network, ranked: list[str], paper: style.Size) -> int:
    """Count how many actors have room on the paper if there were nothing between their boxes."""
    free = paper.width * paper.height
    for count, node in enumerate(ranked):
        box = box_of(_lines(network.nodes[node]["label"], paper), paper)
        free -= box.width * box.height
        if free < 0:
            return count
    return len(ranked)


class _Draft(NamedTuple):
    """Some of the actors with the measures of all there is to draw, which fits the page."""

    network: Network
    merged: Network
    page: Page
    lines: dict[str, list[str]]
    lanes: _Lanes
    boxes: dict[str, Box]
    height: float
    start: Start


def _draft(whole: Network, kept: list[str], setting: Setting) -> _Draft | None:
    """Measure what is to be drawn of some of the actors; None where it does not fit."""
    network = without_loners(whole.subgraph(kept))
    if not network.number_of_edges():
        return None
    merged = aggregate(network)
    paper = setting.size
    lines = {node: _lines(label, paper) for node, label in merged.nodes(data="label")}
    lanes = _lanes(merged)
    if len(lanes) > _MOST_BUNDLES:
        return None
    boxes = _boxes(merged, lines, lanes, paper)
    legends = (
        edge_entries(network),
        node_entries(merged.nodes(data="kind"), merged.graph["node_kinds"]),
    )
    page = Page(setting, _title(network), _subtitle(whole, network, merged), legends)
    found = _start(boxes, lanes, page, setting.seed)
    return _Draft(network, merged, page, lines, lanes, boxes, *found) if found else None


def _lines(label: str, paper: style.Size) -> list[str]:
    style.require_glyphs(label)
    return style.wrap(label, paper.label, _LABEL_WIDTH * paper.unit)


def _draw(draft: _Draft, setting: Setting) -> Picture | None:
    """Draw what fits; None where a line would have to leave the page on its way round boxes."""
    network, merged, page, lines, lanes, boxes, body, start = draft
    paper, places = setting.size, finish(start)
    sheet, corner = page.sheet(body)
    shift = np.array(corner)
    centres = {node: np.array(place) + shift for node, place in places.items()}
    looks = {node: style.look(kind) for node, kind in merged.nodes(data="kind")}
    shapes = {node: outline(centres[node], boxes[node], looks[node]) for node in merged}

    ways = _ways(places, boxes, lanes, margin=_MARGIN * paper.unit)
    edges = []
    for (one, other), members in lanes.items():
        for number, (source, target, key) in enumerate(members):
            offset = (number - (len(members) - 1) / 2) * _LANE * paper.unit
            way = between(lane(ways[one, other], offset) + shift, shapes[one], shapes[other])
            edges.append((source, target, key, way if source == one else way[::-1]))
    least = MARGIN / 2
    if any(way[:, 0].min() < least or way[:, 0].max() > paper.width - least for *_, way in edges):
        return None
    low, high = corner[1] - least, corner[1] + body + least
    if any(way[:, 1].min() < low or way[:, 1].max() > high for *_, way in edges):
        return None
    # Long lines lie below short ones, which have less room to be seen.
    for source, target, key, way in sorted(edges, key=lambda edge: -len(edge[3])):
        data = merged.edges[source, target, key]
        sheet.edge(
            gid("edge", source, target, key),
            way,
            style.stroke(data["kind"]),
            weight=data["weight"],
            directed=data["directed"],
        )
    for node in merged:
        sheet.node(gid("node", node), shapes[node], looks[node], url=node)
        sheet.label(gid("label", node), centres[node], lines[node])
    title = _title(network)
    return Picture(sheet.figure, merged, title, _describe(network, merged), setting, "actors")


def _lanes(merged: Network) -> _Lanes:
    """List the lines between each two actors, in both directions, in the order they are drawn."""
    lanes: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for source, target, key in merged.edges(keys=True):
        lanes[min(source, target), max(source, target)].append((source, target, key))
    return {pair: sorted(lanes[pair]) for pair in sorted(lanes)}


def _boxes(
    merged: Network, lines: Mapping[str, list[str]], lanes: _Lanes, paper: style.Size
) -> dict[str, Box]:
    """Measure each box: as large as its label, and with room for every line that reaches it."""
    most, total = Counter[str](), Counter[str]()
    for pair, members in lanes.items():
        for node in pair:
            most[node] = max(most[node], len(members))
            total[node] += len(members)
    boxes = {}
    for node, kind in merged.nodes(data="kind"):
        width, height = box_of(lines[node], paper, slanted=style.look(kind).slanted)
        # A bundle comes in from one side; all lines together come from about three.
        least = max(most[node], total[node] / 3) * _LANE * paper.unit
        boxes[node] = Box(max(width, least), max(height, least))
    return boxes


def _start(
    boxes: dict[str, Box], lanes: _Lanes, page: Page, seed: int
) -> tuple[float, Start] | None:
    """Find a height of the body in which all fits; the type never gets smaller for it."""
    unit, width, most = page.size.unit, page.width, page.most
    links = [
        Link(*pair, len(members), _LANE * unit * len(members)) for pair, members in lanes.items()
    ]
    need = sum((box.width + 16 * unit) * (box.height + 16 * unit) for box in boxes.values())
    height = min(max(_AREA * need / width, 90.0), most) if page.size.grows else most
    while True:
        room = Box(width, height)
        start = begin(
            boxes, links, room=room, gap=_GAP * unit, link_gap=_LINK_GAP * unit, seed=seed
        )
        if start is not None:
            return height, start
        if height >= most:
            return None
        height = min(height * _GROWTH, most)


def _ways(
    places: _Places, boxes: dict[str, Box], lanes: _Lanes, *, margin: float
) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Find the way of each bundle; the thinner ones end beside a broad one at the same box."""
    broadest: dict[str, tuple[str, str]] = {}
    for pair in sorted(lanes, key=lambda pair: -len(lanes[pair])):
        if len(lanes[pair]) >= _BROAD:
            for node in pair:
                broadest.setdefault(node, pair)

    def aim(node: str, pair: tuple[str, str]) -> NDArray[np.float64]:
        if broadest.get(node, pair) == pair:
            return np.zeros(2)
        centre = np.array(places[node])
        toward, bundle = (
            np.array(places[other]) - centre
            for ends in (pair, broadest[node])
            for other in ends
            if other != node
        )
        return beside(toward, bundle, boxes[node])

    ways = route(places, boxes, lanes, margin=margin)
    for pair, way in ways.items():
        others = [(place, boxes[node]) for node, place in places.items() if node not in pair]
        for share in (1, 0.7, 0.4):
            bent = bend(way, share * aim(pair[0], pair), share * aim(pair[1], pair))
            if is_clear(bent, others, margin):
                ways[pair] = bent
                break
    return ways


def _title(network: Network) -> str:
    """Name the kind of events, and say who acts most: one or two with a part in most events."""
    kinds = sorted({kind for *_, kind in network.edges(data="kind")})
    plain = "Who did what with whom"
    if len(kinds) == 1:
        plain = (
            _TITLES.get(kinds[0])
            or f"{_capital(network.graph['kinds'][kinds[0]])} \u2013 who with whom"
        )
    ranked, events = hubs(network), _events(network)
    if len(ranked) <= 2 or ranked[0].events <= 1:  # noqa: PLR2004 -- then none stands out
        return plain
    leading = [hub.node for hub in ranked[: 1 if ranked[0].events == events else 2]]
    part = {key for *ends, key in network.edges(keys=True) if not {*ends}.isdisjoint(leading)}
    share = f"all {events}" if len(part) == events else f"{len(part)} of {events}"
    labels = " or ".join(network.nodes[node]["label"] for node in leading)
    return f"{plain}: {labels} has a part in {share} events"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _events(network: Network) -> int:
    return len({key for _, _, key in network.edges(keys=True)})


def _subtitle(whole: Network, network: Network, merged: Network) -> str:
    left, events = len(whole) - len(merged), _events(network)
    most = max(weight for _, _, weight in merged.edges(data="weight"))
    ways = {directed for *_, directed in merged.edges(data="directed")}
    left_out = f"{left} {'actor' if left == 1 else 'actors'} left out"
    part = f" (those with the most events; {left_out})" if left else ""
    said = [f"{len(merged)} actors, {events} {'event' if events == 1 else 'events'}{part}"]
    told = [
        text
        for directed, text in (
            (True, "arrow = from acting to affected side"),
            (False, "no arrow = both took part"),
        )
        if directed in ways
    ]
    said.append(", ".join(told))
    if most > 1:
        said.append(f"broader = more events (1 to {most})")
    return "; ".join(said)


def _describe(network: Network, merged: Network) -> str:
    """Tell in words what the picture shows."""
    labels = network.nodes(data="label")
    leading = ", ".join(f"{labels[hub.node]} ({hub.events})" for hub in hubs(network)[:5])
    kinds = ", ".join(entry.text for entry in edge_entries(network))
    return (
        f"A network of {len(merged)} actors, joined by {merged.number_of_edges()} lines and "
        f"arrows that stand for {_events(network)} events. Kinds of events: {kinds}. "
        f"Actors with the most events: {leading}."
    )
