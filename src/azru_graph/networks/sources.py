"""The network of what rests on which cited works: works, footnotes, sections."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from azru_graph.networks.model import Network
from azru_graph.networks.statements import statements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.terms import Term

__all__ = ["sources"]

_KINDS = {
    "is-cited-in": "is cited in",
    "is-only-cited-in": "is cited in, without anything that rests on it",
    "bears": "bears records and claims in",
}
_NODE_KINDS = {"footnote": "footnote", "section": "section", "work": "work"}


def sources(triples: Iterable[tuple[Term, Term, Term]]) -> Network:
    """Make the network of works, footnotes and sections, from the triples of the view ``sources``.

    An edge leads from a work to each footnote that cites it, and from a footnote to each section in
    which records or claims rest on what it cites; ``weight`` is the number of these. Records and
    claims are counted: nodes have ``records`` and ``claims``, each of them counted once, and
    ``graph["resting"]`` is the number of all.
    """
    told = statements(triples)
    near: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one, other, kind in told.edges(data="kind"):
        near[one][kind].append(other)
    cited: dict[tuple[str, str], set[str]] = {}
    bears: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    resting: defaultdict[str, set[str]] = defaultdict(set)
    for citation in sorted(told):
        for work in near[citation]["hasCitedEntity"]:
            for footnote in near[citation]["isPartOf"]:
                cited.setdefault((work, footnote), set())
    for record in sorted(told):
        for citation in near[record]["hasEvidence"]:
            for footnote in near[citation]["isPartOf"]:
                for work in near[citation]["hasCitedEntity"]:
                    cited[work, footnote].add(record)
                    resting[work].add(record)
                resting[footnote].add(record)
                for section in near[record]["attestedIn"]:
                    bears[footnote, section].add(record)
                    resting[section].add(record)
    every = {record for records in resting.values() for record in records}
    network = Network(kinds=dict(_KINDS), node_kinds=dict(_NODE_KINDS), resting=len(every))
    for node in sorted({end for pair in (*cited, *bears) for end in pair}):
        claims = sum(told.nodes[record]["kind"] == "claim" for record in resting[node])
        counts = {"records": len(resting[node]) - claims, "claims": claims}
        network.add_node(node, **told.nodes[node], **counts)
    edges = [
        (*pair, "is-cited-in" if records else "is-only-cited-in", len(records))
        for pair, records in cited.items()
    ] + [(*pair, "bears", len(records)) for pair, records in bears.items()]
    for one, other, kind, number in sorted(edges):
        weight = max(number, 1)
        network.add_edge(
            one, other, key=kind, kind=kind, label=_KINDS[kind], weight=weight, directed=True
        )
    return network
