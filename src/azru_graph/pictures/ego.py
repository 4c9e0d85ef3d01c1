"""The picture of one entity and its neighbours: the entity amid two ranks of boxes, or beside one.

The inner edges of a rank stand in one line, and lines begin at the centre in the order in which
they end: no line can cross another or pass through a box.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import matplotlib as mpl
import numpy as np

from azru_graph.errors import DataError
from azru_graph.networks import Network, aggregate
from azru_graph.pictures import style
from azru_graph.pictures.layout import Box
from azru_graph.pictures.page import Page, largest
from azru_graph.pictures.parts import edge_entries, node_entries
from azru_graph.pictures.picture import Picture
from azru_graph.pictures.sheet import LEADING, box_of, gid, outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azru_graph.pictures.picture import Setting
    from azru_graph.pictures.sheet import Sheet

    # The middle of the centre with its box; the inner edge of a rank with the heights in it.
    _Ends = tuple[tuple[float, float, Box], tuple[float, list[float]]]

__all__ = ["draw_ego"]

_MOST = 24  # neighbours; more are no picture any longer
_NARROW = 320  # points at the size of print; a narrower body has one rank, not two
_GAP = 6  # points between two boxes of a rank, and more between those of two kinds
_BREAK = 12
_LANE = 4.6  # points from one line to the next at the centre, and between thick ones
_REACH = 46  # points that lines must have between the centre and a rank


class _Spoke(NamedTuple):
    """A neighbour: its kind, its label, its box, the keys of its lines, what names it how often."""

    node: str
    kind: str
    lines: list[str]
    box: Box
    keys: list[str]
    tally: str


class _Rank(NamedTuple):
    """Neighbours one above the other, on the left (-1) or the right (1) of the centre."""

    side: int
    spokes: list[_Spoke]

    @property
    def width(self) -> float:
        """The width of the broadest box."""
        return max(spoke.box.width for spoke in self.spokes)

    def gaps(self, unit: float) -> list[float]:
        """Give what stays free above each box: more where another kind begins."""
        kinds = [spoke.kind for spoke in self.spokes]
        return [0.0] + [(_GAP if one == other else _BREAK) * unit for one, other in pairwise(kinds)]

    def height(self, paper: style.Size) -> float:
        """Give the height of all, each with a line below its box."""
        boxes = sum(spoke.box.height + paper.label * LEADING for spoke in self.spokes)
        return boxes + sum(self.gaps(paper.unit))


def draw_ego(network: Network, setting: Setting) -> Picture:
    """Draw an entity with those that records and claims name together with it.

    Takes what `networks.ego` makes; only the neighbours one step away are drawn, a line for each
    kind of what names them. Where not all fit, those named most often are drawn, and the subtitle
    says how many are left out.

    Raises:
        DataError: The entity has no neighbours, or the font lacks a character of a label.
        ParameterError: Not even one neighbour fits the size.
    """
    centre = str(network.graph["centre"])
    shared: defaultdict[str, set[str]] = defaultdict(set)
    for one, other, key in network.edges(keys=True):
        if centre in {one, other}:
            shared[other if one == centre else one].add(key)
    ranked = sorted(shared, key=lambda node: (-len(shared[node]), node))
    if not ranked:
        raise DataError(
            f"nothing is named together with {network.nodes[centre]['label']}",
            remedy="take another entity, or one step more",
        )
    with mpl.rc_context(style.rc()):
        return largest(
            min(len(ranked), _MOST),
            lambda count: _attempt(network, ranked[:count], len(ranked), setting),
            "no neighbour fits",
            setting,
        )


def _attempt(whole: Network, kept: Sequence[str], count: int, setting: Setting) -> Picture | None:
    """Draw the centre with some of its neighbours; None where they do not fit."""
    paper, star = setting.size, _star(whole, kept)
    centre, unit, merged = str(star.graph["centre"]), setting.size.unit, aggregate(star)
    title = _title(star, kept)
    legends = (
        edge_entries(star),
        node_entries(star.nodes(data="kind"), star.graph["node_kinds"]),
    )
    page = Page(setting, title, _subtitle(star, count), legends)
    sides = (1,) if page.width < _NARROW * unit or len(kept) == 1 else (-1, 1)
    # The centre and the ranks share what the lines leave; the centre takes no more than it needs.
    room = (page.width - len(sides) * _REACH * unit) / (len(sides) + 1) - 2 * paper.label
    label = _lines_of(star, centre, paper, min(room * 0.9, 90 * unit))
    spokes = [_spoke(merged, node, paper, min(room * 1.1, 150 * unit)) for node in _order(star)]
    ranks = _ranks(spokes, sides, paper)
    bundle = max(sum(len(spoke.keys) for spoke in rank.spokes) for rank in ranks)
    hub = box_of(label, paper)
    hub = Box(hub.width, max(hub.height, (bundle + 1) * _LANE * unit))
    body = max(hub.height, 50 * unit, *(rank.height(paper) for rank in ranks))
    spare = page.width - hub.width - sum(rank.width + _REACH * unit for rank in ranks)
    if body > page.most or spare < 0:
        return None

    sheet, (left, low) = page.sheet(body)
    reach = _REACH * unit + min(spare / len(ranks), 110 * unit)
    breadth = hub.width + sum(rank.width + reach for rank in ranks)
    x = left + (page.width - breadth) / 2 + hub.width / 2
    x += sum(rank.width + reach for rank in ranks if rank.side < 0)
    at = (x, low + body / 2)
    for rank in ranks:
        inner = x + rank.side * (hub.width / 2 + reach)
        heights = _draw_rank(sheet, rank, inner, (low, body))
        _draw_lines(sheet, merged, rank, ((*at, hub), (inner, heights)))
    look = style.look(star.nodes[centre]["kind"])
    sheet.node(gid("node", centre), outline(at, hub, look), look, url=centre)
    sheet.label(gid("label", centre), at, label)
    return Picture(sheet.figure, merged, title, _describe(star, kept), setting, "links")


def _draw_rank(sheet: Sheet, rank: _Rank, inner: float, body: tuple[float, float]) -> list[float]:
    """Draw the boxes of a rank, evenly spread; give the height of the middle of each."""
    paper = sheet.size
    extra = (body[1] - rank.height(paper)) / (len(rank.spokes) + 1)
    y, middles = body[0] + body[1], []
    for spoke, gap in zip(rank.spokes, rank.gaps(paper.unit), strict=True):
        y -= gap + extra
        look = style.look(spoke.kind)
        spot = (inner + rank.side * spoke.box.width / 2, y - spoke.box.height / 2)
        sheet.node(gid("node", spoke.node), outline(spot, spoke.box, look), look, url=spoke.node)
        sheet.label(gid("label", spoke.node), spot, spoke.lines)
        y -= spoke.box.height + paper.label * LEADING
        sheet.text(
            gid("count", spoke.node),
            inner + rank.side * paper.label * 0.5,
            y + paper.label * 0.28,
            spoke.tally,
            paper.label,
            align="left" if rank.side > 0 else "right",
        )
        middles.append(spot[1])
    return middles


def _draw_lines(sheet: Sheet, merged: Network, rank: _Rank, ends: _Ends) -> None:
    """Draw the lines of a rank, from the side of the centre to the inner edges."""
    (x, y, hub), (inner, heights) = ends
    unit, centre = sheet.size.unit, str(merged.graph["centre"])
    total = sum(len(spoke.keys) for spoke in rank.spokes)
    step = min(hub.height / (total + 1), 3 * _LANE * unit)
    begin = np.array([x + rank.side * hub.width / 2, y + step * (total - 1) / 2])
    share = np.linspace(0, 1, 120)[:, None]
    for spoke, height in zip(rank.spokes, heights, strict=True):
        for number, key in enumerate(spoke.keys):
            offset = (number - (len(spoke.keys) - 1) / 2) * _LANE * unit
            end = np.array([inner, height - offset])
            # Leaving and arriving level, with the same swing for all.
            swing = share**2 * (3 - 2 * share)
            way = np.hstack(
                [begin[:1] + share * (end - begin)[:1], begin[1:] + swing * (end - begin)[1:]]
            )
            data = merged.edges[centre, spoke.node, key]
            sheet.edge(
                gid("edge", centre, spoke.node, key),
                way,
                style.stroke(data["kind"]),
                weight=data["weight"],
                directed=False,
            )
            begin = begin - (0, step)


def _star(whole: Network, kept: Sequence[str]) -> Network:
    """Take the centre and some neighbours, with every edge as one from the centre."""
    star, centre = Network(**whole.graph), str(whole.graph["centre"])
    star.add_nodes_from((node, dict(whole.nodes[node])) for node in sorted([centre, *kept]))
    for one, other, key, told in sorted(
        whole.edges(keys=True, data=True), key=lambda edge: edge[:3]
    ):
        ends = {one, other}
        if centre in ends and one != other and ends <= star.nodes.keys():
            far = other if one == centre else one
            star.add_edge(centre, far, key=key, **(told | {"directed": False}))
    return star


def _order(star: Network) -> list[str]:
    """List the neighbours by kind, the kinds with most neighbours first; then by label."""
    others = [node for node in star if node != star.graph["centre"]]
    kinds = Counter(star.nodes[node]["kind"] for node in others)

    def place(node: str) -> tuple[int, str, str]:
        told = star.nodes[node]
        return -kinds[told["kind"]], told["kind"], told["label"]

    return sorted(others, key=place)


def _lines_of(star: Network, node: str, paper: style.Size, width: float) -> list[str]:
    return style.wrap(star.nodes[node]["label"], paper.label, width)


def _spoke(merged: Network, node: str, paper: style.Size, width: float) -> _Spoke:
    lines, kind = _lines_of(merged, node, paper, width), merged.nodes[node]["kind"]
    box = box_of(lines, paper, slanted=style.look(kind).slanted)
    told = merged.get_edge_data(merged.graph["centre"], node)
    keys = sorted(told, key=lambda key: (-told[key]["weight"], key))
    names = merged.graph["kinds"]
    count = ", ".join(_counted(told[key]["weight"], names[told[key]["kind"]]) for key in keys)
    wide = max(box.width, style.text_width(count, paper.label) + paper.label)
    least = len(keys) * _LANE * paper.unit + 2 * paper.unit
    return _Spoke(node, kind, lines, Box(wide, max(box.height, least)), keys, count)


def _ranks(spokes: list[_Spoke], sides: Sequence[int], paper: style.Size) -> list[_Rank]:
    """Share the neighbours out to the sides so that the higher rank is as low as can be."""
    if len(sides) == 1:
        return [_Rank(1, spokes)]
    best = min(
        range(1, len(spokes)),
        key=lambda cut: max(_Rank(1, part).height(paper) for part in (spokes[:cut], spokes[cut:])),
    )
    return [_Rank(-1, spokes[:best]), _Rank(1, spokes[best:])]


def _title(star: Network, kept: Sequence[str]) -> str:
    labels = star.nodes(data="label")
    lead = f"What is named together with {labels[star.graph['centre']]}"
    weights = [star.number_of_edges(star.graph["centre"], node) for node in kept[:2]]
    if len(weights) > 1 and weights[0] > weights[1]:
        return f"{lead}: most often {labels[kept[0]]}"
    return lead


def _subtitle(star: Network, count: int) -> str:
    most = max(Counter((other, kind) for _, other, kind in star.edges(data="kind")).values())
    shown, keys = len(star) - 1, len({key for *_, key in star.edges(keys=True)})
    claimed = any(kind == "claim" for *_, kind in star.edges(data="kind"))
    what = _counted(keys, "record") + (" and claims" if claimed else "")
    if claimed and keys == 1:
        what = "1 claim"
    left = f" (those named most often; {count - shown} left out)" if count > shown else ""
    said = [f"{_counted(shown, 'neighbour')}{left} in {what}"]
    if claimed:
        said.append("claims are what their voices hold")
    if most > 1:
        said.append(f"broader = more (1 to {most})")
    return "; ".join(said)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _describe(star: Network, kept: Sequence[str]) -> str:
    """Tell in words what the picture shows."""
    labels, centre = star.nodes(data="label"), star.graph["centre"]
    leading = ", ".join(
        f"{labels[node]} ({star.number_of_edges(centre, node)})" for node in kept[:5]
    )
    kinds = ", ".join(entry.text for entry in edge_entries(star))
    return (
        f"{labels[centre]} in the middle, joined by lines with {len(star) - 1} entities that "
        f"records and claims name together with it. What joins them: {kinds}. "
        f"Named together with it most often: {leading}."
    )
