"""The networks of what somebody is held to want, and to see in somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.networks.model import Network
from azru_graph.networks.statements import statements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.networks.model import Attributes
    from azru_graph.terms import Term

__all__ = ["interests", "perceptions"]

_OBSERVED = "#observed"


def interests(triples: Iterable[tuple[Term, Term, Term]]) -> Network:
    """Make the network of who is held to have which interest, and of what that led to.

    Takes the triples of the view ``interests``. Edges are claims: from a holder to an interest, and
    from the interest to what it is held to have led to. The view has the latter from the claim that
    there is the interest; here they begin at the interest, so that the two follow each other.
    """
    told = statements(triples)
    edges = sorted(told.edges(keys=True, data=True), key=lambda edge: edge[:3])
    interest = {claim: other for _, other, claim, data in edges if data["kind"] == "hasInterestIn"}
    network = Network(**told.graph)
    moved = [(interest.get(one, one), other, key, data) for one, other, key, data in edges]
    for node in sorted({end for edge in moved for end in edge[:2]}):
        network.add_node(node, **told.nodes[node])
    network.add_edges_from(sorted(moved, key=lambda edge: edge[:3]))
    kinds = {kind for _, kind in network.nodes(data="kind")}
    names = told.graph["node_kinds"] | {"concept": "interest"}
    network.graph["node_kinds"] = {kind: names[kind] for kind in sorted(kinds)}
    return network


def perceptions(triples: Iterable[tuple[Term, Term, Term]]) -> Network:
    """Make the network of who is held to see whom as what, from the view ``perceptions``.

    Each claim is a node of the kind ``image``, labelled with the image, from which edges come from
    the observer and lead to the observed, which has a node of its own: whoever is both observer
    and observed stands twice, the second time with ``#observed`` behind the IRI.
    """
    told = statements(triples)
    nodes: dict[str, Attributes] = {}
    edges: list[tuple[str, str, str, Attributes]] = []
    for one, other, claim, data in told.edges(keys=True, data=True):
        seen = other + _OBSERVED
        nodes |= {one: told.nodes[one], seen: told.nodes[other]}
        nodes[claim] = {**data, "kind": "image"}
        nodes[claim].pop("weight")
        nodes[claim].pop("directed")
        # Not the label, which is the image.
        shared = {name: value for name, value in data.items() if name != "label"}
        edges += [
            (one, claim, "sees", {**shared, "label": "sees", "kind": "sees"}),
            (claim, seen, "is-seen", {**shared, "label": "is seen", "kind": "is-seen"}),
        ]
    kinds = {"sees": "sees", "is-seen": "is seen"} if edges else {}
    names = {**told.graph["node_kinds"], "image": "image"}
    used = sorted({str(data["kind"]) for data in nodes.values()})
    network = Network(kinds=kinds, node_kinds={kind: names[kind] for kind in used})
    for node, data in sorted(nodes.items()):
        network.add_node(node, **data)
    network.add_edges_from(sorted(edges, key=lambda edge: edge[:3]))
    return network
