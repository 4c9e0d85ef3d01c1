"""The picture of agreements and their parties: rows by date, a mark for each act on them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import matplotlib as mpl

from azru_graph.dates import when
from azru_graph.errors import DataError
from azru_graph.networks import Network, part_of
from azru_graph.pictures import style
from azru_graph.pictures.grid import column_head, heads, stretches
from azru_graph.pictures.marks import frame, shape
from azru_graph.pictures.page import Page, largest
from azru_graph.pictures.parts import counted, node_entries
from azru_graph.pictures.picture import Picture
from azru_graph.pictures.sheet import LEADING, Mark, gid

if TYPE_CHECKING:
    from azru_graph.pictures.picture import Setting
    from azru_graph.pictures.sheet import Entry, Sheet

__all__ = ["draw_agreements"]

_MARK = 6.0  # points across a mark, all at the size of print
_FRAME = 9.5  # points across the frame of a party
_PAD = 3.4  # points above and below the lines of a row, together
_GAP = 6.0  # points between the columns of text
_HEADS = (112.0, 84.0, 60.0, 150.0)  # points that the head of a column may be long, as tried
_DATE = 62.0  # points that a date may be wide, and on a narrow page
_DATE_NARROW = 36.0
_NARROW = 300.0  # points, of the width of a page
_LEAST = 58.0  # points that the name of an agreement must have
_CELL = 46.0  # points that a column may be stretched to
_BAND, _RULE, _INK = "#F1F1F1", "#BDBDBD", "#0063A0"
_NO_DATE = "no act told"

_HOLLOW = {"proposal"}
_SHAPES = {
    "signature": "dot",
    "proposal": "dot",
    "agreement-refusal": "cross",
    "approval": "triangle",
    "understanding": "diamond",
    "accession": "down",
    "ceremony": "star",
    "share-decision": "square",
}
_PARTY = "hasParty"


class _Act(NamedTuple):
    """An act on an agreement: when, its kind and what it is; sorted by time."""

    first: float
    last: float
    node: str
    kind: str
    text: str


class _Row(NamedTuple):
    """An agreement as it is drawn: its name in lines, and its acts with their dates in lines."""

    node: str
    lines: list[str]
    acts: list[tuple[_Act, list[str]]]
    height: float


def draw_agreements(network: Network, setting: Setting) -> Picture:
    """Draw agreements as rows and who has to do with them as columns.

    Takes the network ``agreements``, and folds its acts into edges from who did them to the
    agreement. Where not all agreements fit the size, those are drawn with the most parties and
    acts, and the subtitle says how many are left out.

    Raises:
        DataError: There is no agreement, or the font lacks a character of a label.
        ParameterError: Not even one agreement fits the size.
    """
    whole, acts = _folded(network)
    ranked = sorted(
        (node for node, kind in whole.nodes(data="kind") if kind == "agreement"),
        key=lambda node: (-whole.degree(node) - len(acts[node]), node),
    )
    if not ranked:
        raise DataError(
            "there is no agreement to draw",
            remedy="draw from data in which something is an azru:Agreement",
        )
    with mpl.rc_context(style.rc()):
        return largest(
            len(ranked),
            lambda count: _attempt(whole, acts, ranked[:count], _title(whole), setting),
            "no agreement fits",
            setting,
        )


def _folded(network: Network) -> tuple[Network, dict[str, list[_Act]]]:
    """Make an edge of each act and each of its doers; else of those who took part in it."""
    bonds: dict[tuple[str, str], list[str]] = {}
    for one, other, kind in sorted(network.edges(data="kind")):
        bonds.setdefault((one, kind), []).append(other)
    kinds = dict(network.graph["kinds"])
    names = dict(network.graph["node_kinds"])
    acts: dict[str, list[_Act]] = {
        node: [] for node, kind in network.nodes(data="kind") if kind == "agreement"
    }
    edges = [
        (node, party, "azru:hasParty", {"label": kinds[_PARTY], "kind": _PARTY})
        for node in acts
        for party in bonds.get((node, _PARTY), [])
    ]
    for node, told in network.nodes(data=True):
        date = when(told)
        for agreement in bonds.get((node, "concernsAgreement"), []):
            if date is None or agreement not in acts:
                continue
            acts[agreement].append(_Act(date.first, date.last, node, told["kind"], date.text))
            by = bonds.get((node, "carriedOutBy")) or bonds.get((node, "hasParticipant"), [])
            edges += [(agent, agreement, node, dict(told)) for agent in by]
    used = {told["kind"] for *_, told in edges} | {act.kind for own in acts.values() for act in own}
    folded = Network(kinds={kind: (kinds | names)[kind] for kind in sorted(used)}, node_kinds=names)
    ends = {end for edge in edges for end in edge[:2]}
    for node in sorted(ends | acts.keys()):
        folded.add_node(node, **network.nodes[node])
    for one, other, key, told in sorted(edges, key=lambda edge: edge[:3]):
        folded.add_edge(one, other, key=key, **(told | {"weight": 1, "directed": True}))
    return folded, {node: sorted(own) for node, own in acts.items()}


def _attempt(
    whole: Network, acts: dict[str, list[_Act]], kept: list[str], title: str, setting: Setting
) -> Picture | None:
    """Draw some of the agreements; None where they do not fit."""
    near = (end for edge in whole.edges() if {*edge} & {*kept} for end in edge)
    network = part_of(whole, (*kept, *near))
    order = sorted(kept, key=lambda node: (not acts[node], acts[node], node))
    own = {node: acts[node] for node in order}
    page = Page(
        setting,
        title,
        _subtitle(len(acts) - len(kept), own),
        (
            _edge_entries(network, own),
            node_entries(
                ((node, kind) for node, kind in network.nodes(data="kind") if node not in acts),
                network.graph["node_kinds"],
            ),
        ),
    )
    tables = (_Table(network, own, page, head) for head in _HEADS)
    table = next((one for one in tables if one.fits and one.height <= page.most), None)
    if table is None:
        return None
    sheet, corner = page.sheet(table.height)
    table.draw(sheet, corner)
    return Picture(sheet.figure, network, title, _describe(network, own), setting, "agreements")


class _Table:
    """The rows, and the columns from the agent that has to do with most of them on."""

    def __init__(
        self, network: Network, acts: dict[str, list[_Act]], page: Page, head: float
    ) -> None:
        self._network = network
        self._size = size = page.size
        unit, label = size.unit, size.label
        agents = [node for node in network if node not in acts]
        self._agents = sorted(agents, key=lambda node: (-network.degree(node), node))
        names = dict(network.nodes(data="label"))
        self._heads = heads({node: names[node] for node in self._agents}, label, head * unit)
        least = {
            node: max(head.across + 1.5 * unit, (_FRAME + 1.5) * unit)
            for node, head in self._heads.items()
        }
        narrow = page.width < _NARROW * unit
        dates = {
            text: style.wrap(text, label, (_DATE_NARROW if narrow else _DATE) * unit)
            for text in sorted({act.text for own in acts.values() for act in own} | {_NO_DATE})
        }
        self._date = max(style.text_width(line, label) for text in dates.values() for line in text)
        self._name = self._date + (_GAP + _MARK + _GAP) * unit
        room = page.width - self._name - sum(least.values()) - _GAP * unit
        longest = max(style.text_width(names[node], label) for node in acts)
        self._room = min(room, longest)
        spare = max(room - longest, 0.0) / max(len(least), 1)
        cells = [max(width, min(width + spare, _CELL * unit)) for width in least.values()]
        self._left = self._name + self._room + _GAP * unit
        self._cells = stretches(cells)
        self.fits = self._room >= min(_LEAST * unit, longest)
        self._rows = [
            self._row(node, names[node], [(act, dates[act.text]) for act in own])
            for node, own in acts.items()
        ]
        self._top = max((head.along for head in self._heads.values()), default=0.0) + 3 * unit
        self._high = sum(row.height for row in self._rows)
        self.height = self._top + self._high

    def _row(self, node: str, name: str, acts: list[tuple[_Act, list[str]]]) -> _Row:
        size = self._size
        style.require_glyphs(name)
        lines = style.wrap(name, size.label, self._room)
        tall = sum(self._act_height(text) for _, text in acts)
        tall = max(tall, len(lines) * size.label * LEADING, _FRAME * size.unit)
        return _Row(node, lines, acts, tall + _PAD * size.unit)

    def draw(self, sheet: Sheet, corner: tuple[float, float]) -> None:
        """Draw heads and rows on a sheet, from the lower left corner."""
        left, low = corner
        unit = self._size.unit
        top = low + self._high
        places = stretches(row.height for row in self._rows)
        for number, (start, end) in enumerate(places):
            if number % 2 == 0:
                band = frame(left, top - end, left + sheet.width, top - start)
                sheet.band(gid("band", str(number)), band, _BAND)
        middles = {}
        for node, (start, end) in zip(self._agents, self._cells, strict=True):
            x = left + self._left + (start + end) / 2
            middles[node] = x
            sheet.band(gid("rule", node), frame(x - 0.2, low, x + 0.2, top), _RULE)
            look = style.look(self._network.nodes[node]["kind"])
            names = gid("node", node), gid("label", node)
            column_head(sheet, names, self._heads[node], (x, top + 2 * unit), look, url=node)
        for number, (row, (start, end)) in enumerate(zip(self._rows, places, strict=True)):
            y, high = top - (start + end) / 2, end - start
            x = left + self._name
            half = len(row.lines) * self._size.label * LEADING / 2
            box = frame(x - 2 * unit, y - half, x + self._room + 2 * unit, y + half)
            ground = "#FFFFFF" if number % 2 else _BAND
            look = style.Look(ground, ink=ground)
            sheet.node(gid("node", row.node), box, look, url=row.node)
            sheet.label(gid("label", row.node), (x, y), row.lines, align="left")
            self._draw_parties(sheet, row, middles, y, high)
            self._draw_acts(sheet, row, middles, y, left + self._date)

    def _draw_parties(
        self, sheet: Sheet, row: _Row, middles: dict[str, float], y: float, high: float
    ) -> None:
        """Draw the frames of the parties of an agreement, round all acts of its row."""
        unit = self._size.unit
        half = _FRAME * unit / 2
        tall = max(half, high / 2 - 1.2 * unit) if len(row.acts) > 1 else half
        for _, node, key in self._network.edges(row.node, keys=True):
            x = middles[node]
            box = frame(x - half, y - tall, x + half, y + tall)
            sheet.node(gid("edge", row.node, node, key), box, style.Look("#FFFFFF", width=0.8))

    def _draw_acts(
        self, sheet: Sheet, row: _Row, middles: dict[str, float], y: float, date: float
    ) -> None:
        """Draw the date and the mark of each act of a row, and its mark in each column."""
        unit = self._size.unit
        if not row.acts:
            sheet.label(gid("date", row.node), (date, y), [_NO_DATE], align="right")
        parts = [self._act_height(text) for _, text in row.acts]
        at = y + sum(parts) / 2
        for (act, text), part in zip(row.acts, parts, strict=True):
            middle = at - part / 2
            at -= part
            sheet.label(gid("date", row.node, act.node), (date, middle), text, align="right")
            marks = [(gid("mark", row.node, act.node), date + (_GAP + _MARK / 2) * unit)]
            marks += [
                (gid("edge", node, row.node, act.node), middles[node])
                for node, _, key in sorted(self._network.in_edges(row.node, keys=True))
                if key == act.node
            ]
            for name, x in marks:
                path = shape(_shape(act.kind), (x, middle), _MARK * unit)
                sheet.node(name, path, _filling(act.kind))

    def _act_height(self, text: list[str]) -> float:
        size = self._size
        return max(len(text) * size.label * LEADING, _FRAME * size.unit)


def _shape(kind: str) -> str:
    return _SHAPES.get(kind, "hexagon")


def _filling(kind: str) -> style.Look:
    return style.Look("#FFFFFF" if kind in _HOLLOW else _INK, width=1.0, ink=_INK)


def _title(network: Network) -> str:
    """Say who is a party to most of the agreements."""
    agreements = [node for node, kind in network.nodes(data="kind") if kind == "agreement"]
    parties = Counter(other for _, other, kind in network.edges(data="kind") if kind == _PARTY)
    plain = "Agreements, who they are between, and what was done with them"
    if not parties:
        return plain
    ranked = sorted(parties, key=lambda node: (-parties[node], node))
    labels = network.nodes(data="label")
    told = f"{labels[ranked[0]]} is a party to {parties[ranked[0]]} of {len(agreements)} agreements"
    return told + (f", {labels[ranked[1]]} to {parties[ranked[1]]}" if len(ranked) > 1 else "")


def _subtitle(left: int, acts: dict[str, list[_Act]]) -> str:
    part = f" (those with the most parties and acts; {left} left out)" if left else ""
    done = sum(map(len, acts.values()))
    return (
        f"{len(acts)} agreements{part} by date, with {done} acts; frame = party, mark = who acted "
        "or, where nobody is told, who was concerned; dash in a date = some time within"
    )


def _edge_entries(network: Network, acts: dict[str, list[_Act]]) -> list[Entry]:
    """List the kinds of acts, each act counted once, and the parties."""
    names = network.graph["kinds"]
    done = [act.kind for own in acts.values() for act in own]
    marks = {kind: Mark(shape(_shape(kind), (0, 0), _MARK), _filling(kind)) for kind in done}
    half = _FRAME / 2
    party = Mark(frame(-half, -half, half, half), style.Look("#FFFFFF", width=0.8))
    parties = [kind for *_, kind in network.edges(data="kind") if kind == _PARTY]
    return [
        *counted("edge", ((kind, names[kind], marks[kind]) for kind in done)),
        *counted("edge", ((kind, "party", party) for kind in parties)),
    ]


def _describe(network: Network, acts: dict[str, list[_Act]]) -> str:
    """Tell in words what the picture shows."""
    kinds = ", ".join(entry.text for entry in _edge_entries(network, acts))
    without = sum(not own for own in acts.values())
    return (
        f"A table of {len(acts)} agreements, by date, and {len(network) - len(acts)} agents that "
        f"are parties to them or acted on them. Marks: {kinds}. "
        f"Of {without} of the agreements no act is told."
    )
