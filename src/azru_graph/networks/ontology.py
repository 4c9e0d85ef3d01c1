"""The network of the classes of an ontology, and of the properties between them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from azru_graph.networks.model import Network
from azru_graph.networks.statements import statements
from azru_graph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.terms import Term

__all__ = ["ontology"]

_KINDS = {"is-a": "is a", "properties": "properties", "to-itself": "properties to the same class"}
_NODE_KINDS = {"own": "class of this ontology", "reused": "class taken from elsewhere"}
_IS_A = "subClassOf"


def ontology(triples: Iterable[tuple[Term, Term, Term]]) -> Network:
    """Make the network of classes, from the triples of the view ``ontology``.

    Nodes are classes, of the kind ``own`` or ``reused``. The properties from a class to another are
    one edge of the kind ``properties``, ``to-itself`` where it is the same class: ``weight`` is
    their number, ``label`` their names, one a line, ``properties`` their IRIs. What is a kind of
    what is an edge of the kind ``is-a``.
    """
    told = statements(triples)
    found: defaultdict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for one, other, key, data in told.edges(keys=True, data=True):
        kind = "is-a" if data["kind"] == _IS_A else "to-itself" if one == other else "properties"
        found[one, other, kind].append((data["label"], key))
    network = Network(kinds=dict(_KINDS), node_kinds=dict(_NODE_KINDS))
    for node, data in sorted(told.nodes(data=True)):
        kind = "own" if node.startswith(PREFIXES["azru"]) else "reused"
        network.add_node(node, **{**data, "kind": kind})
    for (one, other, kind), named in sorted(found.items()):
        names = sorted(named)
        network.add_edge(
            one,
            other,
            key=kind,
            kind=kind,
            label="\n".join(label for label, _ in names),
            weight=len(names),
            directed=True,
            properties=" ".join(key for _, key in names),
        )
    return network
