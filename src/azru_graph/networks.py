"""RDF as networkx graphs, with typed attributes and in a fixed order.

A graph is made from the triples that a stored view constructs. Nodes are the IRIs of the actors,
edges the events that join them; nodes and edges are added in sorted order, so that whatever
iterates over a graph meets them in the same order in every run.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from azru_graph import markup
from azru_graph.errors import UnknownNameError
from azru_graph.queries import construct, get
from azru_graph.terms import PREFIXES, Iri, Literal, Term, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from azru_graph.engines import Engine

    _Attributes = dict[str, str | int]
    _Statements = Mapping[str, Mapping[str, list[Term]]]

__all__ = ["NETWORKS", "Hub", "Network", "actors", "aggregate", "hubs", "network"]

_AZRU, _FOAF, _ORG, _RDF, _RDFS, _SCHEME, _SKOS = (
    PREFIXES[name] for name in ("azru", "foaf", "org", "rdf", "rdfs", "scheme", "skos")
)
_MOST_SHOWN = 50  # nodes, in a notebook
_LABELS = (_RDFS + "label", _SKOS + "prefLabel")

# The first class that an actor has decides: a state is an organisation, too.
_CLASSES = {
    _AZRU + "State": "state",
    _FOAF + "Person": "person",
    _ORG + "Organization": "organisation",
    _FOAF + "Group": "group",
}


class Hub(NamedTuple):
    """An actor and the number of events in which it acts or is acted upon."""

    node: str
    events: int


class Network(nx.MultiDiGraph):  # type: ignore[misc]  # networkx has no types
    """A graph of networkx that shows itself in a notebook as the table of its nodes."""

    def __repr__(self) -> str:
        return f"<{self}>"

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


def network(engine: Engine, name: str) -> Network:
    """Make a network of what an engine holds: one of ``NETWORKS``, from the view of that name.

    Raises:
        UnknownNameError: There is no network of that name.
    """
    if name not in NETWORKS:
        raise UnknownNameError("network", name, NETWORKS)
    view = get("views", name)
    return NETWORKS[name](construct(engine, view.text, path=view.path))


def actors(triples: Iterable[tuple[Term, Term, Term]]) -> Network:
    """Make the network of who acted towards or with whom, from the triples of the view ``actors``.

    Nodes are IRIs with ``label`` and ``kind`` (``state``, ``person``, ``organisation``, ``group``,
    another agent kind such as ``company`` or ``media`` from its classification, or ``other``).

    An edge is one event between two actors: key = IRI of the event, with ``kind`` (the local name
    of the kind's concept without ``event-``), ``label``, ``weight`` 1 and ``directed``. It runs
    from who carried the event out to whom it was directed at; where the event has participants
    only, ``directed`` is False and the edge runs from the alphabetically first IRI. An event of
    several actors gives one edge for each pair; one of several kinds keeps the first by name.

    ``graph["kinds"]`` and ``graph["actor_kinds"]`` map the kinds of events and of actors to their
    labels. No triples give an empty network.
    """
    about = _by_subject(triples)
    nodes: set[str] = set()
    edges: list[tuple[str, str, str, _Attributes]] = []
    kinds: dict[str, str] = {}
    for event in about:
        concepts = _iris(about, event, _AZRU + "eventType")
        pairs, directed = _pairs(about, event)
        if not concepts or not pairs:
            continue
        kind = concepts[0].removeprefix(_SCHEME).removeprefix("event-")
        kinds[kind] = _label(about, concepts[0])
        label = _label(about, event)
        for one, other in pairs:
            nodes |= {one, other}
            attributes: _Attributes = {
                "kind": kind,
                "label": label,
                "weight": 1,
                "directed": directed,
            }
            edges.append((one, other, event, attributes))
    actor_kinds = {node: _actor_kind(about, node) for node in sorted(nodes)}
    network = Network(
        kinds=dict(sorted(kinds.items())), actor_kinds=dict(sorted(set(actor_kinds.values())))
    )
    for node, (kind, _) in actor_kinds.items():
        network.add_node(node, label=_label(about, node), kind=kind)
    for one, other, event, attributes in sorted(edges, key=lambda edge: edge[:3]):
        network.add_edge(one, other, key=event, **attributes)
    return network


def aggregate(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Merge the edges of the same kind and direction between two actors into one.

    The key of a merged edge is its kind, with ``-together`` behind it where it is not directed;
    ``weight`` is the sum of the weights, ``events`` the sorted tuple of the merged keys, ``label``
    the labels joined by "; ". Nodes stay as they are.
    """
    merged = nx.MultiDiGraph(**network.graph)
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
    """List the actors by the number of their events, most first; ties by IRI.

    Takes the network of ``actors``, whose keys are events: an event counts once for an actor.
    """
    events: defaultdict[str, set[str]] = defaultdict(set)
    for one, other, key in network.edges(keys=True):
        events[one].add(key)
        events[other].add(key)
    found = [Hub(node, len(keys)) for node, keys in events.items()]
    return sorted(found, key=lambda hub: (-hub.events, hub.node))


def _by_subject(triples: Iterable[tuple[Term, Term, Term]]) -> _Statements:
    about: dict[str, dict[str, list[Term]]] = {}
    for subject, predicate, value in sorted(set(triples)):
        about.setdefault(subject.value, {}).setdefault(predicate.value, []).append(value)
    return about


def _iris(about: _Statements, subject: str, predicate: str) -> list[str]:
    values = about.get(subject, {}).get(predicate, ())
    return sorted({value.value for value in values if isinstance(value, Iri)})


def _pairs(about: _Statements, event: str) -> tuple[list[tuple[str, str]], bool]:
    """List which actors an event joins, and whether it goes from the first to the second."""
    directed = [
        (one, other)
        for one in _iris(about, event, _AZRU + "carriedOutBy")
        for other in _iris(about, event, _AZRU + "directedAt")
        if one != other
    ]
    if directed:
        return directed, True
    return list(combinations(_iris(about, event, _AZRU + "hasParticipant"), 2)), False


def _label(about: _Statements, iri: str) -> str:
    """Give the English label, else the first one, else the name in the IRI."""
    statements = about.get(iri, {})
    found = [
        value
        for predicate in _LABELS
        for value in statements.get(predicate, ())
        if isinstance(value, Literal)
    ]
    found.sort(key=lambda literal: (literal.language != "en", literal.language, literal.value))
    return found[0].value if found else compact(iri).rpartition(":")[2]


def _actor_kind(about: _Statements, actor: str) -> tuple[str, str]:
    """Give the kind of an actor and its label: by classification, else by class."""
    for concept in _iris(about, actor, _ORG + "classification"):
        name = concept.removeprefix(_SCHEME).removeprefix("agent-kind-")
        return name, _label(about, concept)
    classes = _iris(about, actor, _RDF + "type")
    kind = next((kind for iri, kind in _CLASSES.items() if iri in classes), "other")
    return kind, kind


# Name of the stored view → what makes a network of its triples.
NETWORKS: dict[str, Callable[[Iterable[tuple[Term, Term, Term]]], Network]] = {"actors": actors}
