"""A part of a network, or the same network with its labels in another language."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from azru_graph.errors import DataError, ParameterError, UnknownNameError, quoted
from azru_graph.networks.model import Network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Told = Mapping[str, Any]
    Edge = tuple[str, str, str, Told]

__all__ = ["LANGUAGES", "VOICES", "Choices", "choose", "in_language", "in_words"]

LANGUAGES = ("en", "az", "ru", "tr")
VOICES = ("all", "author")

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_AUTHORS = {"asserted", "mode-asserted"}  # the mode of what the author says in a voice of his own
_DATES = ("notBefore", "notAfter")
_MONTHS = 12


class Choices(TypedDict, total=False):
    """The choices of `choose`, each of which may be left out."""

    since: str | int | date | None
    until: str | int | date | None
    kinds: str | Iterable[str]
    min_weight: int
    voice: str


def choose(  # noqa: PLR0913 -- each is a choice of its own
    network: Network,
    *,
    since: str | int | date | None = None,
    until: str | int | date | None = None,
    kinds: str | Iterable[str] = (),
    min_weight: int = 1,
    voice: str = "all",
) -> Network:
    """Copy the part of a network that fits every choice, in sorted order.

    A node goes that had edges and has lost them all, or that is left out itself.

    Args:
        network: The network; it stays as it is.
        since: Only what may have been in this year, month or day or later. Where edges have dates,
            they decide, else those of nodes; what has none is left out, but for nodes of a kind
            that never has one, such as places, as long as they are joined to something.
        until: The same, in it or earlier.
        kinds: Only edges of these kinds; those of them that are kinds of nodes leave nodes of these
            kinds and what edges join to them.
        min_weight: Only edges that, with those of the same kind and direction between the same two
            nodes, weigh so much: the number of events where every edge is one event.
        voice: ``author`` leaves out claims that the author does not make his own; what is no claim
            stays.

    Raises:
        ParameterError: A date or weight cannot be one, the span ends before it begins, or nothing
            in the network has a date.
        UnknownNameError: The network has no such kind, or there is no such voice.
        DataError: Nothing is left.
    """
    if voice not in VOICES:
        raise UnknownNameError("voice", voice, VOICES)
    if min_weight < 1:
        raise ParameterError(
            f"a least weight of {min_weight} means nothing", remedy="give a number from 1 on"
        )
    chosen = network
    if voice == "author":
        chosen = _part(
            chosen, edges=lambda edge: _is_authors(edge[3]), nodes=lambda _, told: _is_authors(told)
        )
    if kinds:
        chosen = _of_kinds(chosen, network, _listed(kinds))
    if since is not None or until is not None:
        chosen = _within(chosen, since, until)
    if min_weight > 1:
        chosen = _weighty(chosen, min_weight)
    if network and not chosen:
        raise DataError(
            "nothing of the network is left after what was chosen",
            remedy="choose less narrowly: a longer span, more kinds, a smaller weight, all voices",
        )
    return _part(chosen)


def in_language(network: Network, language: str) -> Network:
    """Copy a network with the labels of that language, where nodes and edges have one.

    Raises:
        UnknownNameError: The language is not one of ``en``, ``az``, ``ru`` and ``tr``.
    """
    if language not in LANGUAGES:
        raise UnknownNameError("language of labels", language, LANGUAGES)
    copied = _part(network)
    if language == "en":
        return copied
    told: dict[str, Any]
    for _, told in copied.nodes(data=True):
        told["label"] = told.get(f"label_{language}", told["label"])
    for _, _, told in copied.edges(data=True):
        told["label"] = told.get(f"label_{language}", told["label"])
    return copied


def in_words(network: Network, **choices: Unpack[Choices]) -> str:
    """Say what `choose` leaves of a network, as a sentence for the foot; '' where it leaves all."""
    labels = network.graph.get("node_kinds", {}) | network.graph.get("kinds", {})
    since, until = choices.get("since"), choices.get("until")
    span = " to ".join(str(end) for end in (since, until) if end is not None)
    if until is None:
        span += " or later"
    elif since is None:
        span += " or earlier"
    least = choices.get("min_weight", 1)
    parts = [
        f"what may have been in {span}" if (since, until) != (None, None) else "",
        ", ".join(labels.get(kind, kind) for kind in _listed(choices.get("kinds", ()))),
        f"lines of {least} events or more" if least > 1 else "",
        "of claims only the author's" if choices.get("voice") == "author" else "",
    ]
    told = "; ".join(filter(None, parts))
    return f"Shown only: {told}." if told else ""


def _listed(kinds: str | Iterable[str]) -> list[str]:
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _is_authors(told: Told) -> bool:
    return told.get("mode", "asserted") in _AUTHORS


def _part(
    network: Network,
    *,
    edges: Callable[[Edge], bool] = lambda _: True,
    nodes: Callable[[str, Told], bool] = lambda _, __: True,
) -> Network:
    """Copy the nodes and edges to be kept; nodes that lost all their edges go."""
    kept = {node: told for node, told in network.nodes(data=True) if nodes(node, told)}
    joining = [
        edge
        for edge in network.edges(keys=True, data=True)
        if edge[0] in kept and edge[1] in kept and edges(edge)
    ]
    joined = {end for edge in joining for end in edge[:2]}
    copied = Network(**network.graph)
    for node, told in sorted(kept.items()):
        if node in joined or not network.degree(node):
            copied.add_node(node, **told)
    for one, other, key, told in sorted(joining, key=lambda edge: edge[:3]):
        copied.add_edge(one, other, key=key, **told)
    for name, present in (
        ("kinds", {told["kind"] for _, _, _, told in joining}),
        ("node_kinds", {kind for _, kind in copied.nodes(data="kind")}),
    ):
        labels = network.graph.get(name, {})
        copied.graph[name] = {kind: label for kind, label in labels.items() if kind in present}
    return copied


def _of_kinds(chosen: Network, whole: Network, kinds: list[str]) -> Network:
    """Keep edges of the kinds of edges, and what edges join to nodes of the kinds of nodes."""
    of_edges = [kind for kind in kinds if kind in whole.graph["kinds"]]
    of_nodes = [kind for kind in kinds if kind not in of_edges]
    for kind in of_nodes:
        if kind not in whole.graph["node_kinds"]:
            known = {*whole.graph["kinds"], *whole.graph["node_kinds"]}
            raise UnknownNameError("kind of edge or node here", kind, known)
    if of_edges:
        chosen = _part(chosen, edges=lambda edge: edge[3]["kind"] in of_edges)
    if not of_nodes:
        return chosen
    own = {node for node, kind in chosen.nodes(data="kind") if kind in of_nodes}
    near = {end for one, other in chosen.edges() if {one, other} & own for end in (one, other)}
    return _part(
        chosen,
        edges=lambda edge: bool({edge[0], edge[1]} & own),
        nodes=lambda node, _: node in own | near,
    )


def _within(
    network: Network, since: str | int | date | None, until: str | int | date | None
) -> Network:
    """Keep what may have been between two dates."""
    first, last = _first(since), _last(until)
    if last < first:
        raise ParameterError(
            f"the span ends before it begins: {since} to {until}",
            remedy="give the earlier date first",
        )

    def fits(told: Told) -> bool:
        return (
            _is_dated(told)
            and _first(told.get("notBefore")) <= last
            and first <= _last(told.get("notAfter"))
        )

    if any(_is_dated(told) for _, _, told in network.edges(data=True)):
        return _part(network, edges=lambda edge: fits(edge[3]))
    dated = {told["kind"] for _, told in network.nodes(data=True) if _is_dated(told)}
    if not dated:
        raise ParameterError(
            "nothing in this network has a date, so no span can be chosen",
            remedy="leave the span out, or take a network of events, such as actors",
        )
    return _part(network, nodes=lambda _, told: fits(told) or told["kind"] not in dated)


def _weighty(network: Network, least: int) -> Network:
    """Keep edges whose group, as `aggregate` forms it, weighs so much."""

    def group(edge: Edge) -> tuple[object, ...]:
        one, other, _, told = edge
        return one, other, told["kind"], told["directed"]

    weights = Counter[tuple[object, ...]]()
    for edge in network.edges(keys=True, data=True):
        weights[group(edge)] += edge[3]["weight"]
    return _part(network, edges=lambda edge: weights[group(edge)] >= least)


def _is_dated(told: Told) -> bool:
    return any(_DATE.fullmatch(str(told[name])) for name in _DATES if name in told)


def _first(value: object) -> date:
    """Give the first day of a year, month or day; of None, the first there is."""
    if value is None:
        return date.min
    year, month, day = _parts(value)
    return date(year, month or 1, day or 1)


def _last(value: object) -> date:
    """Give the last day of a year, month or day; of None, the last there is."""
    if value is None:
        return date.max
    year, month, day = _parts(value)
    month = month or _MONTHS
    return date(year, month, day or monthrange(year, month)[1])


def _parts(value: object) -> tuple[int, int, int]:
    """Read a year, month or day, its parts that are missing as 0."""
    found = _DATE.fullmatch(str(value).strip())
    try:
        year, month, day = (int(part or 0) for part in (found.groups() if found else ("", "", "")))
        date(year, month or 1, day or 1)
    except ValueError as error:
        raise ParameterError(
            f"{quoted(str(value))} is no year or date",
            remedy="write it as 1993, 1993-06 or 1993-06-18",
        ) from error
    return year, month, day
