"""The chains between two entities as a network: entities and records in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.networks.model import Network
from azru_graph.paths import connect

if TYPE_CHECKING:
    from azru_graph.engines import Engine
    from azru_graph.networks.model import Attributes
    from azru_graph.paths import Bond, Step
    from azru_graph.terms import Iri

__all__ = ["path_network"]

_KINDS = {"names": "names"}


def path_network(engine: Engine, start: Iri, end: Iri, *, limit: int = 5) -> Network:
    """Make a network of the shortest chains between two entities; raises as `paths.connect`.

    Nodes are entities (kind ``end`` for the two, else ``entity``) and the records and claims that
    connect them (kind ``record``, ``claim`` of the author, ``other`` voice's, or ``denied``), with
    ``label``, of claims the paraphrase, ``chain``, the number of the first chain that has the node,
    and ``place``, its number among those of its step. Edges lead along the chains; their label is
    the role in which the record names the entity, ``chain`` is as for nodes. What was cut is told
    by ``graph["more_chains"]`` and, of the records and claims of steps, ``graph["more_bonds"]``.
    """
    found = connect(engine, start, end, limit=limit)
    made = _Made({start.value, end.value}, found.labels)
    for number, chain in enumerate(found.chains):
        for step in chain:
            made.add(step, number)
    nodes, edges = made.nodes, made.edges
    network = Network(
        kinds=dict(_KINDS),
        node_kinds={kind: kind for kind in sorted({str(told["kind"]) for told in nodes.values()})},
        start=start.value,
        end=end.value,
        steps=found.steps,
        more_chains=found.more,
        more_bonds=sum(step.more for step in {step for chain in found.chains for step in chain}),
    )
    for iri, told in sorted(nodes.items()):
        network.add_node(iri, **told)
    for (one, other), told in sorted(edges.items()):
        fixed: Attributes = {"kind": "names", "weight": 1, "directed": False}
        network.add_edge(one, other, key="names", **(told | fixed))
    return network


class _Made:
    """Nodes and edges, collected step by step; what is there already stays as it is."""

    def __init__(self, ends: set[str], labels: dict[str, str]) -> None:
        self.nodes: dict[str, Attributes] = {}
        self.edges: dict[tuple[str, str], Attributes] = {}
        self._ends, self._labels = ends, labels

    def add(self, step: Step, chain: int) -> None:
        """Add a step of a chain: its two ends, and what connects them."""
        for iri in (step.start, step.end):
            kind = "end" if iri in self._ends else "entity"
            self._node(iri, self._labels[iri], kind, chain)
        for place, bond in enumerate(step.bonds):
            reasons = bond.reasons
            self._node(reasons.iri, reasons.paraphrase or reasons.label, _kind(bond), chain, place)
            if reasons.iri in {step.start, step.end}:
                # The record is itself an end of the step.
                self._edge(step.start, step.end, bond.from_roles + bond.to_roles, chain)
            else:
                self._edge(step.start, reasons.iri, bond.from_roles, chain)
                self._edge(reasons.iri, step.end, bond.to_roles, chain)

    def _node(self, iri: str, label: str, kind: str, chain: int, place: int = 0) -> None:
        told: Attributes = {"label": label, "kind": kind, "chain": chain, "place": place}
        known = self.nodes.setdefault(iri, told)
        if known["kind"] == "entity" and kind != "entity":
            known |= {"label": label, "kind": kind}

    def _edge(self, one: str, other: str, roles: tuple[str, ...], chain: int) -> None:
        self.edges.setdefault((one, other), {"label": "; ".join(roles), "chain": chain})


def _kind(bond: Bond) -> str:
    """Say whether it is a record, or whose a claim is and whether it is denied."""
    if bond.negated is None:
        return "record"
    if bond.negated:
        return "denied"
    return "claim" if bond.reasons.mode == "asserted" else "other"
