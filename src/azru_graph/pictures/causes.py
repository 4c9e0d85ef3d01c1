"""The picture of what is held to have led to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azru_graph.pictures import claims
from azru_graph.pictures.layered import Manner, draw_layered

if TYPE_CHECKING:
    from azru_graph.networks import Network
    from azru_graph.pictures.picture import Picture, Setting
    from azru_graph.pictures.style import Look, Stroke

__all__ = ["draw_causes"]

_NAMES = {"concept": "topic"}


def draw_causes(network: Network, setting: Setting) -> Picture:
    """Draw causal claims as arrows from cause to effect, in the direction of reading.

    Takes the network ``causes``. Where not all fits the size, the longest chains and the effects
    with the most causes are drawn, whole, and the subtitle says how much is left out.

    Raises:
        DataError: There is no causal claim, or the font lacks a character of a label.
        ParameterError: Not even one causal claim fits the size.
    """

    def line(told: dict[str, Any]) -> tuple[str, str, Stroke]:
        return claims.line(told, network.graph["kinds"][told["kind"]])

    def box(told: dict[str, Any]) -> tuple[str, str, Look]:
        kind = told["kind"]
        return kind, _NAMES.get(kind, network.graph["node_kinds"][kind]), claims.box(kind)

    return draw_layered(
        network,
        setting,
        Manner(
            query="causes",
            nothing="there is no causal claim between two things to draw",
            title=_title,
            subtitle=_subtitle,
            describe=_describe,
            line=line,
            box=box,
            said=claims.said,
        ),
    )


def _title(part: Network) -> str:
    effect, count = _most(part)
    plain = "What is held to have led to what"
    if count < 2:  # noqa: PLR2004 -- one cause is no point to make
        return plain
    return (
        f"{plain}: most causes, {count}, are given for “{part.nodes[effect]['label'].rstrip('.')}”"
    )


def _most(part: Network) -> tuple[str, int]:
    node, count = min(part.in_degree(), key=lambda pair: (-pair[1], pair[0]))
    return str(node), int(count)


def _subtitle(whole: Network, part: Network) -> str:
    edges, left = part.number_of_edges(), whole.number_of_edges() - part.number_of_edges()
    some = f" (the largest groups that fit; {left} claims left out)" if left else ""
    return (
        f"{edges} causal claims{some} between {len(part)} events, topics and claims; "
        "arrow = from cause to effect, as the author of the article holds unless marked otherwise; "
        "each is a claim, not a finding"
    )


def _describe(part: Network) -> str:
    effect, count = _most(part)
    labels = part.nodes(data="label")
    others = [
        f"{claims.said(told)} ({labels[one]} → {labels[other]})"
        for one, other, told in part.edges(data=True)
        if claims.standing(told) != "author"
    ]
    not_his = f" Not the author's: {'; '.join(others)}." if others else ""
    return (
        f"{part.number_of_edges()} causal claims as arrows between {len(part)} boxes. Most causes, "
        f"{count}, are given for this: {labels[effect].rstrip('.')}.{not_his}"
    )
