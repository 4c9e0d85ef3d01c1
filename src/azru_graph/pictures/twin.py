"""A picture in words: the same nodes and edges as lists, for those who hear it read out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from azru_graph.pictures.picture import Picture

    Told = Mapping[str, Any]

__all__ = ["Entry", "Part", "parts", "text"]


class Entry(NamedTuple):
    """What is told of a node or an edge.

    Attributes:
        at: The node; or the two ends of the edge and its key.
        text: It in one line.
    """

    at: tuple[str, ...]
    text: str


class Part(NamedTuple):
    """All nodes or all edges of a kind.

    Attributes:
        what: ``Nodes`` or ``Edges``.
        kind: The label of the kind.
        entries: They, by their text.
    """

    what: str
    kind: str
    entries: tuple[Entry, ...]


def text(picture: Picture) -> str:
    """Tell what a picture shows: its title, a summary, then every node and every edge.

    Both stand by kind and label, numbered within their kind. Every line is a sentence or an entry
    of a list, is not wrapped, and has no sign that is to be seen only.
    """
    told = [picture.heading, picture.summary]
    seen = ""
    lists = parts(picture)
    for part in lists:
        if part.what != seen:
            number = sum(len(one.entries) for one in lists if one.what == part.what)
            told.append(f"{part.what}: {number}")
            seen = part.what
        lines = [f"{place}. {entry.text}" for place, entry in enumerate(part.entries, start=1)]
        told.append("\n".join([f"{part.what}, {part.kind}: {len(part.entries)}", *lines]))
    return "\n\n".join([*told, picture.setting.foot]) + "\n"


def parts(picture: Picture) -> list[Part]:
    """Tell every node, then every edge of a picture, by kind, those with the most entries first."""
    network = picture.network
    labels = dict(network.nodes(data="label"))
    nodes = [(told["kind"], Entry((node,), _node(told))) for node, told in network.nodes(data=True)]
    edges = [
        (told["kind"], Entry((one, other, key), _edge(labels[one], labels[other], told)))
        for one, other, key, told in network.edges(keys=True, data=True)
    ]
    return [
        *_parts("Nodes", nodes, network.graph.get("node_kinds", {})),
        *_parts("Edges", edges, network.graph.get("kinds", {})),
    ]


def _parts(
    what: str, entries: Iterable[tuple[str, Entry]], names: Mapping[str, str]
) -> Iterator[Part]:
    by_kind: dict[str, list[Entry]] = {}
    for kind, entry in entries:
        by_kind.setdefault(kind, []).append(entry)
    for kind, own in sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0])):
        own.sort(key=lambda entry: (entry.text.casefold(), entry.text))
        yield Part(what, names.get(kind, kind), tuple(own))


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
