"""What every network is: a graph of networkx with typed attributes, in a fixed order.

Nodes are IRIs, with ``label`` and ``kind``, both text; edges have a key of their own, ``kind``,
``label``, ``weight`` (an integer) and ``directed``. Further attributes are text, numbers or
booleans, so that every graph format can carry them; one that does not apply is absent.
``graph["kinds"]`` and ``graph["node_kinds"]`` map the kinds of edges and of nodes to their labels.
Nodes and edges are added in sorted order, so that whatever iterates over a graph meets them in the
same order in every run.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from azru_graph import markup
from azru_graph.terms import INTEGERS, PREFIXES, XSD, Iri, Literal, Term, local_name

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

__all__ = [
    "Attributes",
    "Hub",
    "Network",
    "Statements",
    "Value",
    "aggregate",
    "hubs",
    "part_of",
    "without_loners",
]

Value = str | int | float | bool
Attributes = dict[str, Value]

_LABELS = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel")
_CONCEPTS = (PREFIXES["org"] + "classification", PREFIXES["azru"] + "eventType")
_SCHEME = PREFIXES["scheme"]
_TYPE = PREFIXES["rdf"] + "type"
# The first class that a thing has decides: a state is an organisation, too.
_CLASSES = {
    PREFIXES["azru"] + "State": "state",
    PREFIXES["foaf"] + "Person": "person",
    PREFIXES["org"] + "Organization": "organisation",
    PREFIXES["foaf"] + "Group": "group",
}
_MOST_SHOWN = 50  # nodes, in a notebook
_FLOATS = frozenset(XSD + name for name in ("decimal", "double", "float"))


class Hub(NamedTuple):
    """A node and the number of keys of edges in which it takes part."""

    node: str
    events: int


class Network(nx.MultiDiGraph):  # type: ignore[misc]  # networkx has no types
    """A graph of networkx that shows itself in a notebook as the table of its nodes."""

    def __repr__(self) -> str:
        return f"<{self}>"

    def save(self, path: os.PathLike[str] | str) -> None:
        """Write it as GraphML, GEXF, DOT or JSON of Cytoscape, by the extension of the path.

        Raises:
            OutputError: The file cannot be written; nothing is left behind.
            UnknownNameError: The extension is none of graphml, gexf, dot and cyjs.
        """
        from azru_graph.files import write_whole
        from azru_graph.networks.formats import write

        target = Path(path)
        write_whole(target, write(self, target.suffix.removeprefix(".").lower()))

    def _repr_html_(self) -> str:
        title = f"{self.number_of_nodes()} nodes, {self.number_of_edges()} edges"
        by_degree = sorted(self.degree, key=lambda pair: (-pair[1], pair[0]))
        rows = [
            (self.nodes[node].get("label", node), self.nodes[node].get("kind", ""), degree)
            for node, degree in by_degree[:_MOST_SHOWN]
        ]
        cells = [list(map(markup.text_cell, row)) for row in rows]
        more = len(by_degree) - len(rows)
        return markup.in_notebook(
            markup.rows_table(("node", "kind", "edges"), cells, caption=title, more=more)
        )


class Statements:
    """The triples of a view, by subject and predicate, in a fixed order."""

    def __init__(self, triples: Iterable[tuple[Term, Term, Term]]) -> None:
        self._about: dict[str, dict[str, list[Term]]] = {}
        for subject, predicate, value in sorted(set(triples)):
            self._about.setdefault(subject.value, {}).setdefault(predicate.value, []).append(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._about)

    def of(self, subject: str) -> dict[str, list[Term]]:
        """Give what is said of a subject: predicate → values; empty where nothing is."""
        return self._about.get(subject, {})

    def iris(self, subject: str, predicate: str) -> list[str]:
        """List the IRIs that a subject has as values of a predicate, sorted."""
        values = self.of(subject).get(predicate, ())
        return sorted({value.value for value in values if isinstance(value, Iri)})

    def label(self, iri: str) -> str:
        """Give the English label, else the first one, else the name in the IRI."""
        found = [(text.language != "en", text.language, text.value) for text in self._labels(iri)]
        return min(found)[2] if found else local_name(iri)

    def kind(self, subject: str) -> tuple[str, str]:
        """Give the kind of a subject and the label of the kind.

        A concept decides where there is one: the classification of an agent, the type of an event.
        Else the class does, and of several the first of ``_CLASSES`` or by name; else ``other``.
        """
        concepts = [iri for predicate in _CONCEPTS for iri in self.iris(subject, predicate)]
        if concepts:
            name = concepts[0].removeprefix(_SCHEME)
            return re.sub("^(agent-kind|event)-", "", name), self.label(concepts[0])
        classes = self.iris(subject, _TYPE)
        if not classes:
            return "other", "other"
        for iri, name in _CLASSES.items():
            if iri in classes:
                return name, name
        first = classes[0]
        name = re.sub("(?<=[a-z])(?=[A-Z])", "-", local_name(first)).lower()
        return name, self.label(first) if self.of(first) else name.replace("-", " ")

    def attributes(self, subject: str) -> Attributes:
        """Give the label, those in other languages as ``label_az``, and every literal by its name.

        Of several values of a name, the first one counts where it is no text; texts are joined.
        """
        found: Attributes = {"label": self.label(subject)}
        for text in self._labels(subject):
            if text.language not in {"", "en"}:
                found.setdefault(f"label_{text.language}", text.value)
        for predicate, values in self.of(subject).items():
            literals = [value for value in values if isinstance(value, Literal)]
            if predicate in _LABELS or not literals:
                continue
            name = local_name(predicate)
            typed = [_typed(literal) for literal in literals]
            texts = [value for value in typed if isinstance(value, str)]
            found[name] = "; ".join(texts) if len(texts) == len(typed) else typed[0]
        return found

    def _labels(self, subject: str) -> list[Literal]:
        return [
            value
            for predicate in _LABELS
            for value in self.of(subject).get(predicate, ())
            if isinstance(value, Literal)
        ]


def aggregate(network: nx.MultiDiGraph) -> Network:
    """Merge the edges of the same kind and direction between two nodes into one.

    The key of a merged edge is its kind, with ``-together`` behind it where it is not directed;
    ``weight`` is the sum of the weights, ``events`` the sorted tuple of the merged keys, ``label``
    the labels joined by "; ". Nodes stay as they are.
    """
    merged = Network(**network.graph)
    # Sorted again, since a subgraph of networkx iterates over a set.
    merged.add_nodes_from((node, dict(network.nodes[node])) for node in sorted(network))
    groups: defaultdict[tuple[str, str, str, bool], list[tuple[str, str, int]]] = defaultdict(list)
    for one, other, key, data in network.edges(keys=True, data=True):
        members = groups[one, other, data["kind"], data["directed"]]
        members.append((key, data["label"], data["weight"]))
    for (one, other, kind, directed), members in sorted(groups.items()):
        members.sort()
        merged.add_edge(
            one,
            other,
            key=kind if directed else f"{kind}-together",
            kind=kind,
            label="; ".join(label for _, label, _ in members),
            weight=sum(weight for _, _, weight in members),
            directed=directed,
            events=tuple(key for key, _, _ in members),
        )
    return merged


def hubs(network: nx.MultiDiGraph) -> list[Hub]:
    """List the nodes by the number of keys of their edges, most first; ties by IRI.

    In the network of actors a key is an event: an event counts once for an actor.
    """
    events: defaultdict[str, set[str]] = defaultdict(set)
    for one, other, key in network.edges(keys=True):
        events[one].add(key)
        events[other].add(key)
    found = [Hub(node, len(keys)) for node, keys in events.items()]
    return sorted(found, key=lambda hub: (-hub.events, hub.node))


def part_of(network: nx.MultiDiGraph, nodes: Iterable[str]) -> Network:
    """Copy, in sorted order, some nodes of a network with the edges between them."""
    part = Network(**network.graph)
    kept = sorted({*nodes})
    part.add_nodes_from((node, dict(network.nodes[node])) for node in kept)
    edges = sorted(network.subgraph(kept).edges(keys=True, data=True), key=lambda edge: edge[:3])
    part.add_edges_from((one, other, key, dict(told)) for one, other, key, told in edges)
    return part


def without_loners(network: nx.MultiDiGraph) -> Network:
    """Copy a network without the nodes that no edge of it joins."""
    return part_of(network, (end for edge in network.edges() for end in edge))


def _typed(literal: Literal) -> Value:
    """Give the value of a literal; one that is not what its datatype says stays text."""
    if literal.datatype == XSD + "boolean":
        return literal.value in {"true", "1"}
    kind = int if literal.datatype in INTEGERS else float if literal.datatype in _FLOATS else str
    try:
        return kind(literal.value)
    except ValueError:
        return literal.value
