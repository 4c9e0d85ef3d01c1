"""The picture of how two entities are connected: chains of records and claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.errors import ParameterError
from azru_graph.networks import part_of
from azru_graph.pictures import claims
from azru_graph.pictures.layered import Manner, draw_layered
from azru_graph.pictures.style import Look, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azru_graph.networks import Network
    from azru_graph.pictures.picture import Picture, Setting

__all__ = ["draw_path"]

_STROKE = Stroke("#3A3A3A")
_BOXES = {
    "end": ("end of the path", Look("#FFF0B3", width=1.8)),
    "entity": ("in between", Look("#CFE2F1", width=1.3, rounded=True)),
    "record": ("record", claims.box("event")),
    "claim": ("claim of the author", claims.box("claim")),
    "other": ("claim of others", claims.box("other")),
    "denied": ("denial or negation", claims.box("denied")),
}
_ENTITIES = {"end", "entity"}


def draw_path(network: Network, setting: Setting) -> Picture:
    """Draw the shortest chains between two entities, with what connects each two.

    Takes what `networks.path_network` gives. Where not all fits the size, only one record or claim
    of each step is drawn, and then only the first chain; the subtitle says so.

    Raises:
        DataError: The font lacks a character of a label.
        ParameterError: Not even one chain fits the size.
    """
    for part, note in _parts(network):
        manner = Manner(
            query="path",
            nothing="nothing connects the two",
            title=_title,
            subtitle=lambda _, part, note=note: _subtitle(network, part, note),  # type: ignore[misc]
            describe=_describe,
            line=lambda _: (
                "names",
                "joined by the role in which the record or claim names it",
                _STROKE,
            ),
            box=lambda told: (told["kind"], *_BOXES[told["kind"]]),
            said=lambda told: told["label"],
            directions=("LR", "TB"),
            widths=(150, 124, 106, 90, 74),
            whole=True,
        )
        try:
            return draw_layered(part, setting, manner)
        except ParameterError as error:
            refused = error
    raise refused


def _parts(network: Network) -> Iterator[tuple[Network, str]]:
    """Give all of it, then less and less, each with what to say about it."""

    def kept(chains: int, places: int) -> Network:
        part = part_of(
            network,
            (
                node
                for node, told in network.nodes(data=True)
                if told["chain"] < chains and told["place"] < places
            ),
        )
        part.remove_edges_from(
            [edge[:3] for edge in part.edges(keys=True, data="chain") if edge[3] >= chains]
        )
        return part

    every = len(network)
    yield network, ""
    yield kept(every, 1), "one record or claim of each step"
    yield kept(1, every), "one of the chains"
    yield kept(1, 1), "one of the chains, with one record or claim of each step"


def _title(part: Network) -> str:
    start, end = (part.nodes[part.graph[name]]["label"] for name in ("start", "end"))
    steps = part.graph["steps"]
    return f"From {start} to {end} in {steps} step{'' if steps == 1 else 's'}"


def _subtitle(whole: Network, part: Network, note: str) -> str:
    chains, bonds = whole.graph["more_chains"], whole.graph["more_bonds"]
    left = _bonds(whole) - _bonds(part)
    some = f" ({note}; {left} left out)" if note else ""
    further = [
        text
        for number, text in (
            (chains, f"{chains} further chains as short"),
            (bonds, f"{bonds} further records and claims of these steps"),
        )
        if number
    ]
    cut = f"; not among them: {' and '.join(further)}" if further else ""
    return (
        f"The shortest chains, through {_bonds(part)} records and claims{some}{cut}; "
        "a claim connects only in the words of its voice"
    )


def _bonds(network: Network) -> int:
    return sum(kind not in _ENTITIES for _, kind in network.nodes(data="kind"))


def _describe(part: Network) -> str:
    labels = part.nodes(data="label")
    told = [
        f"{labels[one]} – {labels[other]}" + (f" ({role})" if role else "")
        for one, other, role in part.edges(data="label")
    ]
    return f"{_title(part)}. Connected are: {'; '.join(told)}."
