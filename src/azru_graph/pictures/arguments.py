"""The picture of which claims dispute or restrict which others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azru_graph.pictures import claims
from azru_graph.pictures.layered import Manner, draw_layered

if TYPE_CHECKING:
    from azru_graph.networks import Network
    from azru_graph.pictures.picture import Picture, Setting
    from azru_graph.pictures.style import Look, Stroke

__all__ = ["draw_arguments"]

_DIRECT = {"disputes", "qualifies"}  # between two claims; the boxes say whose they are
_DISPUTE = 1000  # groups with most disputes come first, whatever else they have
_NAMES = {
    "examined": "claim that the article examines",
    "denied": "denial or negation",
    "other": "claim of others",
    "claim": "claim of the author",
    "concept": "topic",
}


def draw_arguments(network: Network, setting: Setting) -> Picture:
    """Draw claims as boxes, and as arrows what disputes, restricts or explains them.

    Takes the network ``arguments``. What is disputed stands left, what is said against it right of
    it. Where not all fits the size, the largest groups are drawn, and the subtitle says how much is
    left out.

    Raises:
        DataError: No claim disputes or qualifies another, or the font lacks a character.
        ParameterError: Not even two claims fit the size.
    """
    labels = network.graph["node_kinds"]

    def line(told: dict[str, Any]) -> tuple[str, str, Stroke]:
        key, text, stroke = claims.line(told, network.graph["kinds"][told["kind"]])
        if key in {"ledTo", "motivated"}:
            text = f"{text}, says the author"
        elif key in {"other", "denied"}:
            text = f"led to, {text}"
        return key, text, stroke

    def box(told: dict[str, Any]) -> tuple[str, str, Look]:
        kind = _kind(told)
        return kind, _NAMES.get(kind) or labels[kind], claims.box(kind)

    return draw_layered(
        network,
        setting,
        Manner(
            query="arguments",
            nothing="there is no claim that disputes or qualifies another to draw",
            title=_title,
            subtitle=_subtitle,
            describe=_describe,
            line=line,
            box=box,
            said=lambda told: claims.said(told) if told["kind"] not in _DIRECT else "",
            weight=lambda told: _DISPUTE if told["kind"] == "disputes" else 1,
            directions=("RL",),
        ),
    )


def _kind(told: dict[str, Any]) -> str:
    """Give the kind of a box: of a claim, whether it is examined, denied, or held by others."""
    if told["kind"] != "claim":
        return str(told["kind"])
    if told.get("note") == "examined":
        return "examined"
    how = claims.standing(told)
    return "claim" if how == "author" else how


def _title(part: Network) -> str:
    disputed = [other for _, other, kind in part.edges(data="kind") if kind == "disputes"]
    if not disputed:
        return "Which claims restrict which others"
    count = f"{len(disputed)} disputes" if len(disputed) > 1 else "one dispute"
    examined = any(part.nodes[node].get("note") == "examined" for node in disputed)
    among = " over the claim that the article examines"
    of_them = "" if len(disputed) == 1 else ", one of them"
    return f"Who disputes what: {count}{of_them + among if examined else ''}"


def _subtitle(whole: Network, part: Network) -> str:
    kinds = [kind for *_, kind in part.edges(data="kind")]
    left = whole.number_of_edges() - part.number_of_edges()
    some = f" (the largest groups that fit; {left} arrows left out)" if left else ""
    return (
        f"{kinds.count('disputes')} claims dispute and {kinds.count('qualifies')} qualify another"
        f"{some}; arrow = towards what is disputed, qualified or brought about; "
        "every box but events and topics is a claim, not a finding"
    )


def _describe(part: Network) -> str:
    labels = part.nodes(data="label")
    against = [
        f"{labels[one]} – against: {labels[other]}"
        for one, other, kind in part.edges(data="kind")
        if kind == "disputes"
    ]
    return (
        f"{len(part)} claims, events and topics as boxes, {part.number_of_edges()} arrows between "
        f"them. Disputes: {' '.join(against)}"
    )
