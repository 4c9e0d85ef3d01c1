"""Any constructed graph as a network: what is named is a node, what joins two nodes is an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.networks.model import Network, Statements
from azru_graph.terms import PREFIXES, Iri, Term, compact, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azru_graph.networks.model import Attributes

__all__ = ["statements"]

_AZRU, _ORG, _PROV, _RDF, _RDFS = (PREFIXES[x] for x in ("azru", "org", "prov", "rdf", "rdfs"))

# What has both is an edge from the one to the other: a claim, a property of an ontology.
_ENDS = (
    (_AZRU + "claimSubject", _AZRU + "claimObject"),
    (_RDFS + "domain", _RDFS + "range"),
)
# What says the kind of such an edge; without it, the edge is of the kind of its class.
_PREDICATE = _AZRU + "claimPredicate"
# Told as an attribute by the label of the value, not as an edge.
_ATTRIBUTES = {
    _AZRU + "assertionMode": "mode",
    _AZRU + "datePrecision": "precision",
    _PROV + "wasAttributedTo": "voice",
}
_KINDS = frozenset({_RDF + "type", _AZRU + "eventType", _ORG + "classification", _PREDICATE})


def statements(triples: Iterable[tuple[Term, Term, Term]]) -> Network:
    """Make a network of the triples of a view or of any CONSTRUCT query.

    A resource with ``azru:claimSubject`` and ``azru:claimObject``, or with ``rdfs:domain`` and
    ``rdfs:range``, is an edge from the one to the other: key = its IRI, kind = the local name of
    its ``azru:claimPredicate``, else of its class. Any other triple between two IRIs is an edge
    as well: key = the prefixed name of its predicate, which is also its kind without the prefix.

    What these edges join, and every other subject with a class, is a node; of its kind as
    `Statements.kind` says. Mode, voice and precision are attributes with the label of their value;
    literals are attributes with the local name of their property. No triples, no nodes.
    """
    about = Statements(triples)
    joined = {subject: _ends(about, subject) for subject in about}
    edges: list[tuple[str, str, str, Attributes]] = []
    kinds: dict[str, str] = {}
    for subject, ends in joined.items():
        if ends:
            predicates = about.iris(subject, _PREDICATE)
            kind, name = (
                (local_name(predicates[0]), about.label(predicates[0]))
                if predicates
                else about.kind(subject)
            )
            kinds[kind] = name
            told: Attributes = {"kind": kind, "weight": 1, "directed": True}
            edges += [(*pair, subject, _told(about, subject) | told) for pair in ends]
        for predicate, value in _bonds(about, subject):
            kind, label = local_name(predicate), about.label(predicate)
            kinds[kind] = label
            told = {"label": label, "kind": kind, "weight": 1, "directed": True}
            edges.append((subject, value, compact(predicate), told))
    nodes = {end for edge in edges for end in edge[:2]}
    nodes |= {s for s in about if not joined[s] and about.iris(s, _RDF + "type")}
    node_kinds = {node: about.kind(node) for node in sorted(nodes)}
    network = Network(
        kinds=dict(sorted(kinds.items())), node_kinds=dict(sorted(set(node_kinds.values())))
    )
    for node, (kind, _) in node_kinds.items():
        network.add_node(node, **_told(about, node) | {"kind": kind})
    for one, other, key, told in sorted(edges, key=lambda edge: edge[:3]):
        network.add_edge(one, other, key=key, **told)
    return network


def _ends(about: Statements, subject: str) -> list[tuple[str, str]]:
    return [
        (one, other)
        for start, end in _ENDS
        for one in about.iris(subject, start)
        for other in about.iris(subject, end)
    ]


def _bonds(about: Statements, subject: str) -> Iterator[tuple[str, str]]:
    """Give the predicates and values of a subject that are edges of their own."""
    ends = {predicate for pair in _ENDS for predicate in pair}
    for predicate, values in about.of(subject).items():
        if predicate in ends | _KINDS or predicate in _ATTRIBUTES:
            continue
        for value in values:
            if isinstance(value, Iri):
                yield predicate, value.value


def _told(about: Statements, subject: str) -> Attributes:
    named = {
        name: "; ".join(about.label(value) for value in about.iris(subject, predicate))
        for predicate, name in _ATTRIBUTES.items()
    }
    return about.attributes(subject) | {name: text for name, text in named.items() if text}
