"""The chains between two entities as a network: entities and records in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.networks.model import Network
from azru_graph.paths import connect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.engines import Engine
    from azru_graph.networks.model import Attributes
    from azru_graph.paths import Bond
    from azru_graph.terms import Iri

__all__ = ["path_network"]

_KINDS = {"names": "names"}


def path_network(  # noqa: PLR0913 - what `paths.connect` takes
    engine: Engine,
    start: Iri,
    end: Iri,
    *,
    limit: int = 5,
    max_steps: int | None = None,
    voice: str = "all",
    avoid: Iterable[Iri] = (),
) -> Network:
    """Make a network of the shortest chains between two entities; raises as `paths.connect`.

    Nodes are entities (kind ``end`` for the two, else ``entity``) and the records and claims that
    connect them (kind ``record``, ``claim`` of the author, ``other`` voice's, or ``denied``), with
    ``label``, of claims the paraphrase, ``chain``, the number of the first chain that has the node,
    and ``place``, its number among those of its step. Edges lead along the chains; their label is
    the role in which the record names the entity, ``chain`` is as for nodes. ``graph["more"]`` says
    how many chains and how many records and claims were cut.
    """
    found = connect(
        engine, start, end, limit=limit, max_steps=max_steps, voice=voice, avoid=avoid
    )
    nodes: dict[str, Attributes] = {}
    edges: dict[tuple[str, str], Attributes] = {}

    def node(iri: str, label: str, kind: str, chain: int, place: int = 0) -> None:
        known = nodes.setdefault(
            iri, {"label": label, "kind": kind, "chain": chain, "place": place}
        )
        if kind not in {"entity", "end"} and known["kind"] == "entity":
            known |= {"label": label, "kind": kind}

    def edge(one: str, other: str, roles: tuple[str, ...], chain: int) -> None:
        edges.setdefault((one, other), {"label": "; ".join(roles), "chain": chain})

    for number, chain in enumerate(found.chains):
        for step in chain:
            for iri in (step.start, step.end):
                kind = "end" if iri in {start.value, end.value} else "entity"
                node(iri, found.labels[iri], kind, number)
            for place, bond in enumerate(step.bonds):
                reasons = bond.reasons
                says = reasons.paraphrase or reasons.label
                if reasons.iri in {step.start, step.end}:
                    # The record is itself an end of the step.
                    node(reasons.iri, says, _kind(bond), number)
                    edge(step.start, step.end, bond.from_roles + bond.to_roles, number)
                    continue
                node(reasons.iri, says, _kind(bond), number, place)
                edge(step.start, reasons.iri, bond.from_roles, number)
                edge(reasons.iri, step.end, bond.to_roles, number)
    network = Network(
        kinds=dict(_KINDS),
        node_kinds={kind: kind for kind in sorted({str(told["kind"]) for told in nodes.values()})},
        ends=(start.value, end.value),
        steps=found.steps,
        more=(found.more, sum(step.more for chain in found.chains for step in {*chain})),
    )
    for iri, told in sorted(nodes.items()):
        network.add_node(iri, **told)
    for (one, other), told in sorted(edges.items()):
        fixed: Attributes = {"kind": "names", "weight": 1, "directed": False}
        network.add_edge(one, other, key="names", **(told | fixed))
    return network


def _kind(bond: Bond) -> str:
    """Say whether it is a record, or whose a claim is and whether it is denied."""
    if bond.negated is None:
        return "record"
    if bond.negated:
        return "denied"
    return "claim" if bond.reasons.mode == "asserted" else "other"
