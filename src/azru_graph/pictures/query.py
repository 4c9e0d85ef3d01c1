"""The picture of any network, such as a query of one's own constructs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from azru_graph.networks import Network, part_of
from azru_graph.pictures import claims
from azru_graph.pictures.layered import Manner, draw_layered
from azru_graph.pictures.style import Look, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from azru_graph.pictures.picture import Picture, Setting

__all__ = ["draw_query"]

# What is tried on the largest page; the layout takes the more time the more there is.
_NODES, _EDGES = 70, 110

# The most frequent kinds get these, in this order; all further ones share the last.
_STROKES = (
    Stroke("#000000"),
    Stroke("#0072B2", (4.5, 1.8)),
    Stroke("#00805D", (8, 2)),
    Stroke("#C45500", (2.4, 1.4), 1.2),
    Stroke("#7A5C00", (4.5, 1.5, 1.2, 1.5, 1.2, 1.5)),
    Stroke("#737373", (), 1.2),
    Stroke("#5A5A5A", (1.2, 2.6)),
)
_LOOKS = (
    Look("#CFE2F1", width=1.1),
    Look("#FFFFFF", rounded=True),
    Look("#FBE2C2", (6, 1.5)),
    Look("#D7EDD3", (3, 1.5), rounded=True),
    Look("#E3DDEC", (5, 1.5, 1, 1.5)),
    Look("#FFF0B3", width=1.6),
    Look("#F4F4F4", (1, 1.2)),
)
_OTHER = "other"  # the key of kinds that are too many to tell apart


class _Kinds(NamedTuple):
    """The kinds of a network by the place in the order of their number, and their names."""

    places: dict[str, int]
    names: dict[str, str]
    most: int

    def entry(self, kind: str) -> tuple[str, str, int]:
        """Give the key of a kind in the legend, its text there, and the number of its sample."""
        place = self.places[kind]
        if place < self.most - 1 or len(self.places) <= self.most:
            return kind, self.names.get(kind, kind), place
        return _OTHER, f"{len(self.places) - self.most + 1} other kinds", self.most - 1


def draw_query(network: Network, setting: Setting) -> Picture:
    """Draw any network with boxes and arrows, in layers as far as it has any.

    Of a large network only those nodes are tried that take part in most edges, and of these those
    are drawn that fit; the subtitle says how many are left out. What leads from a node to itself is
    left out.

    Raises:
        DataError: The network has no edge between two nodes, or the font lacks a character.
        ParameterError: Not even two linked nodes fit the size.
    """
    part = _most_linked(network)
    edges = _kinds((kind for *_, kind in part.edges(data="kind")), network.graph["kinds"], _STROKES)
    nodes = _kinds(
        (kind for _, kind in part.nodes(data="kind")), network.graph["node_kinds"], _LOOKS
    )

    def line(told: dict[str, Any]) -> tuple[str, str, Stroke]:
        key, text, place = edges.entry(told["kind"])
        if claims.standing(told) != "author":
            return claims.line(told, text)
        return key, text, _STROKES[place]

    def box(told: dict[str, Any]) -> tuple[str, str, Look]:
        key, text, place = nodes.entry(told["kind"])
        return key, text, _LOOKS[place]

    return draw_layered(
        part,
        setting,
        Manner(
            query="query",
            nothing="there is no edge between two nodes to draw",
            title=lambda part: _title(network, part),
            subtitle=lambda _, drawn: _subtitle(network, drawn),
            describe=_describe,
            line=line,
            box=box,
            said=claims.said,
            directions=("LR", "TB"),
            widths=(110, 80),
            gaps=(8,),
            broad=True,
            equal=False,
        ),
    )


def _most_linked(network: Network) -> Network:
    """Give the nodes that take part in most edges, with these, so that it can be laid out soon."""
    degree: Counter[str] = Counter()
    for one, other in network.edges():
        if one != other:
            degree.update((one, other))
    pairs = {(one, other) for one, other in network.edges() if one != other}

    def rank(pair: tuple[str, str]) -> tuple[object, ...]:
        few, many = sorted((degree[pair[0]], degree[pair[1]]))
        return -many - few, -few, pair

    # Pair by pair, since nodes with many edges need not be joined to each other.
    kept: dict[str, None] = {}
    for pair in sorted(pairs, key=rank):
        if len(kept.keys() | {*pair}) > _NODES:
            break
        kept |= dict.fromkeys(pair)
    order = [*kept]
    while True:
        part = _merged(part_of(network, order))
        if part.number_of_edges() <= _EDGES or len(order) <= 2:  # noqa: PLR2004 -- a pair
            return part
        order = order[: len(order) * 4 // 5]


def _merged(network: Network) -> Network:
    """Join edges of the same kind between the same two nodes, but not claims of other standing."""
    merged = Network(**network.graph)
    merged.add_nodes_from(network.nodes(data=True))
    found: dict[tuple[object, ...], str] = {}
    for one, other, key, told in network.edges(keys=True, data=True):
        if one == other:
            continue
        alike = (one, other, told["kind"], told["directed"], claims.said(told))
        if alike in found:
            first = merged.edges[one, other, found[alike]]
            first["weight"] += told["weight"]
            first["label"] += f"; {told['label']}"
        else:
            found[alike] = key
            merged.add_edge(one, other, key=key, **told)
    return merged


def _kinds(found: Iterable[str], names: dict[str, str], samples: Sequence[Stroke | Look]) -> _Kinds:
    numbers = Counter(found)
    ranked = sorted(numbers, key=lambda kind: (-numbers[kind], kind))
    return _Kinds({kind: place for place, kind in enumerate(ranked)}, names, len(samples))


def _title(whole: Network, part: Network) -> str:
    """Name the node with the most edges, of all there are and not only of those drawn."""
    counts = Counter(
        end for one, other, _ in whole.edges(keys=True) for end in {one, other} if end in part
    )
    node, count = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if count < 2 or len(whole) == 2:  # noqa: PLR2004 -- then none stands out
        return "What is joined with what"
    label = part.nodes[node]["label"].rstrip(".")
    return f"{label} has {count} of {whole.number_of_edges()} edges"


def _subtitle(whole: Network, part: Network) -> str:
    left = len(whole) - len(part)
    shown = sum(weight for *_, weight in part.edges(data="weight"))
    most = max(weight for *_, weight in part.edges(data="weight"))
    edges = sum(weight for *_, weight in whole.edges(data="weight")) - shown
    missing = [
        f"{number} {noun}{'' if number == 1 else 's'}"
        for number, noun in ((left, "node"), (edges, "edge"))
        if number
    ]
    some = f" (those with the most edges, as far as they fit; {' and '.join(missing)} left out)"
    broader = f", broader = more edges (1 to {most})" if most > 1 else ""
    return (
        f"{len(part)} nodes, {shown} edge{'' if shown == 1 else 's'}{some if missing else ''}; "
        f"arrow = from subject to object{broader}"
    )


def _describe(part: Network) -> str:
    ranked = sorted(part.degree(weight="weight"), key=lambda pair: (-pair[1], pair[0]))
    leading = ", ".join(f"{part.nodes[node]['label']} ({count})" for node, count in ranked[:5])
    return (
        f"A network of {len(part)} nodes as boxes, joined by {part.number_of_edges()} arrows. "
        f"Nodes with the most edges: {leading}."
    )
