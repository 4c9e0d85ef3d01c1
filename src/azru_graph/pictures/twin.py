"""A picture in words: the same nodes and edges as lists, for those who hear it read out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from azru_graph.pictures.picture import Picture

    Told = Mapping[str, Any]

__all__ = ["text"]


def text(picture: Picture) -> str:
    """Tell what a picture shows: its title, a summary, then every node and every edge.

    Both stand by kind and label, numbered within their kind. Every line is a sentence or an entry
    of a list, is not wrapped, and has no sign that is to be seen only.
    """
    network = picture.network
    labels = dict(network.nodes(data="label"))
    nodes = [(told["kind"], _node(told)) for _, told in network.nodes(data=True)]
    edges = [
        (told["kind"], _edge(labels[one], labels[other], told))
        for one, other, told in network.edges(data=True)
    ]
    parts = [picture.heading, picture.summary]
    parts += _lists("Nodes", nodes, network.graph.get("node_kinds", {}))
    parts += _lists("Edges", edges, network.graph.get("kinds", {}))
    return "\n\n".join([*parts, picture.setting.foot]) + "\n"


def _lists(what: str, entries: Sequence[tuple[str, str]], names: Mapping[str, str]) -> list[str]:
    """Write entries as one list for each kind, the largest first."""
    by_kind: dict[str, list[str]] = {}
    for kind, entry in sorted(entries, key=lambda pair: (pair[0], pair[1].casefold(), pair[1])):
        by_kind.setdefault(kind, []).append(entry)
    ranked = sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0]))
    return [f"{what}: {len(entries)}"] * bool(entries) + [
        "\n".join(
            [
                f"{what}, {names.get(kind, kind)}: {len(own)}",
                *(f"{number}. {entry}" for number, entry in enumerate(own, start=1)),
            ]
        )
        for kind, own in ranked
    ]


def _node(told: Told) -> str:
    return _line(str(told["label"]), _details(told))


def _edge(one: str, other: str, told: Told) -> str:
    """Name the two ends, then what joins them, unless the kind says it already."""
    # With a comma, since names have "to" and "and" in them.
    ends = f"{one}, to {other}" if told.get("directed", True) else f"{one}, with {other}"
    details = _details(told)
    weight = told.get("weight", 1)
    if weight > 1:
        details.insert(0, f"{weight} in all")
    label = str(told.get("label", ""))
    return _line(f"{ends}: {label}" if label else ends, details)


def _details(told: Told) -> list[str]:
    """Give what else is known of a node or an edge: dates, and whose claim of what mode it is."""
    first, last = told.get("notBefore"), told.get("notAfter")
    details = []
    if first and last and first != last:
        details.append(f"between {first} and {last}")
    elif first or last:
        details.append(str(first or last))
    if told.get("mode"):
        details.append(f"{told['mode']} by {told['voice']}" if "voice" in told else told["mode"])
    if told.get("isNegated"):
        details.append("negated")
    return details


def _line(text: str, details: Sequence[str]) -> str:
    """Put an entry on one line, whatever line ends its texts have."""
    return " ".join(f"{text} ({', '.join(details)})".split() if details else text.split())
