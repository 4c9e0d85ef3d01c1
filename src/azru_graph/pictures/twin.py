"""A picture in words: the same nodes and edges as lists, for those who hear it read out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from azru_graph.pictures.picture import Picture

    Told = Mapping[str, Any]

__all__ = ["Entry", "Part", "parts", "text"]


class Entry(NamedTuple):
    """What is told of a node or an edge.

    Attributes:
        at: The node; or the two ends of the edge and its key.
        names: The label of the node, or those of the two ends.
        directed: Whether the edge leads from the one end to the other.
        says: The label of the edge, '' where its kind says it already, and for a node.
        details: What else is known: how many it stands for, dates, whose claim of what mode it is.
    """

    at: tuple[str, ...]
    names: tuple[str, ...]
    directed: bool = True
    says: str = ""
    details: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it in one line, whatever line ends its texts have."""
        # With a comma, since names have "to" and "and" in them.
        text = (", to " if self.directed else ", with ").join(self.names)
        text += f": {self.says}" if self.says else ""
        return " ".join(
            f"{text} ({', '.join(self.details)})".split() if self.details else text.split()
        )


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
    nodes = [
        (told["kind"], Entry((node,), (str(told["label"]),), details=tuple(_details(told))))
        for node, told in network.nodes(data=True)
    ]
    edges = [
        (told["kind"], _edge((one, other, key), (str(labels[one]), str(labels[other])), told))
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


def _edge(at: tuple[str, ...], names: tuple[str, ...], told: Told) -> Entry:
    weight = told.get("weight", 1)
    details = [f"{weight} in all"] * (weight > 1) + _details(told)
    directed = told.get("directed", True)
    return Entry(at, names, directed, str(told.get("label", "")), tuple(details))


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
